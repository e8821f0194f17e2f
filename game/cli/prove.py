"""`flawsong prove`: whether levels hold the bars that make a game of them."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.cli.common import UserError, read_level

if TYPE_CHECKING:
    from game.lab.proof.bars import Verdict

MOST_SEEDS = 10_000


def prove(
    levels: Annotated[
        list[str], typer.Argument(metavar="LEVEL...", help="level files, or names or numbers of the game's")
    ],
    seeds: Annotated[str, typer.Option(metavar="A:B", help="from A up to, but not with, B")] = "0:50",
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Let bots play levels, with all hands and with some tied, and judge every bar that a level must hold.

    The exit code is 0 if all bars hold, and 1 if one fails.
    """
    from rich.console import Console
    from rich.progress import Progress, TimeRemainingColumn

    from game.lab.prove import prove as play_all

    span = parse_seeds(seeds)
    paths = list(dict.fromkeys(read_level(name)[0] for name in levels))
    console = Console(stderr=True)
    with Progress(
        *Progress.get_default_columns()[:-1],
        TimeRemainingColumn(elapsed_when_finished=True),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bars:
        bar = bars.add_task("proving", total=None)
        proofs = play_all(paths, span, lambda done, of: bars.update(bar, completed=done, total=of))
    if as_json:
        print(
            json.dumps({name_of(path): {bar: asdict(told) for bar, told in of.items()} for path, of in proofs.items()})
        )
    else:
        for path, verdicts in proofs.items():
            print_proof(path, verdicts)
    raise typer.Exit(0 if all(told.holds for of in proofs.values() for told in of.values()) else 1)


def parse_seeds(text: str) -> range:
    """The seeds of a text such as 0:50.

    Raises:
        UserError: they are none.
    """
    first, colon, last = text.partition(":")
    whole = colon and all(part.isascii() and part.isdigit() and len(part) <= 18 for part in (first, last))
    if not whole or not 0 < int(last) - int(first) <= MOST_SEEDS:
        raise UserError(f"--seeds {text}: want FROM:TO, up to {MOST_SEEDS} of them, such as 0:50 for seeds 0 to 49")
    return range(int(first), int(last))


def name_of(path: Path) -> str:
    """What a level is called in the table: by its name, one of the game's; by its file, any other."""
    from game.lab.prove import number_of

    return str(path) if number_of(path) is None else path.stem


def print_proof(path: Path, verdicts: "dict[str, Verdict]") -> None:
    """Print every bar of a level, a line each."""
    print(name_of(path))
    width = max(map(len, verdicts), default=0)
    for bar, told in verdicts.items():
        value = "-" if told.value is None else f"{told.value:g}"
        print(f"  {'holds' if told.holds else 'FAILS'}  {bar:<{width}}  {value:>8}  want {told.want}")
