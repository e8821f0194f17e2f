"""`flawsong sim`: a performance without a window."""

from pathlib import Path
from typing import Annotated

import typer

from game.cli.common import BotName, LevelName, Seed, UserError, check_output, new_bot, print_fields, read_level


def sim(
    level: LevelName,
    bot: BotName = "regular",
    seed: Seed = 0,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
    record: Annotated[Path | None, typer.Option(metavar="FILE", help="write a replay")] = None,
) -> None:
    """Perform a level without a window and print how it ended."""
    from game.lab.perform import perform
    from game.replay import Recorder, ReplayError

    path, parsed, text = read_level(level)
    recorder = None
    if record is not None:
        check_output(record, path)
        recorder = Recorder(path.stem, text, seed)
    result = perform(parsed, seed, new_bot(bot, seed), recorder=recorder)
    if recorder is not None and record is not None:
        try:
            recorder.save(record)
        except ReplayError as error:
            raise UserError(str(error)) from None
    print_fields(result.as_dict(), as_json)
