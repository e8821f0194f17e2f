"""`flawsong sim`: a performance without a window."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.cli.common import BotName, LevelName, Seed, UserError, new_bot, print_fields, read_level

if TYPE_CHECKING:
    from game.sim import Event, Intent, World


def sim(
    level: LevelName,
    bot: BotName = "regular",
    seed: Seed = 0,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
    record: Annotated[Path | None, typer.Option(metavar="FILE", help="write a replay")] = None,
) -> None:
    """Perform a level without a window and print how it ended."""
    from game.lab import perform
    from game.replay import Recorder, ReplayError

    path, parsed = read_level(level)
    recorder = Recorder(path.stem, path.read_text(encoding="utf-8"), seed) if record else None

    def watch(world: "World", intent: "Intent", events: "tuple[Event, ...]") -> None:
        if recorder is not None:
            recorder.add(intent, world)

    result = perform(parsed, seed, new_bot(bot, seed), watch=watch)
    if recorder is not None and record is not None:
        try:
            recorder.save(record)
        except ReplayError as error:
            raise UserError(str(error)) from None
    print_fields(result.as_dict(), as_json)
