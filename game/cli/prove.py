"""`flawsong prove`: whether levels hold the bars that make a game of them."""

import json
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.cli.common import check_output, read_level
from game.cli.many import Cluster, Seeds, Workers, crew_of, find_levels, kept, parse_seeds, progress

if TYPE_CHECKING:
    from game.lab.proof.bars import Verdict


def prove(
    levels: Annotated[
        list[str],
        typer.Argument(metavar="LEVEL...", help="level files, folders of them, or names or numbers of the game's"),
    ],
    seeds: Seeds = "0:50",
    keep: Annotated[
        Path | None, typer.Option(metavar="FILE", help="write down what was played; asked again, it goes on")
    ] = None,
    workers: Workers = None,
    cluster: Cluster = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Let bots play levels, with all hands and with some tied, and judge every bar that a level must hold.

    The exit code is 0 if all bars hold, and 1 if one fails. With --keep, what was played before a kill is in FILE:
    the same command goes on from there.
    """
    from game.lab.prove import journal_of
    from game.lab.prove import prove as play_all
    from game.lab.sweep.plan import name_of

    span = parse_seeds(seeds)
    paths = [read_level(str(path))[0] for path in find_levels(levels)]
    if keep is not None:
        check_output(keep, *paths)
    with (
        kept(keep, partial(journal_of, paths, span)) as journal,
        crew_of(workers, cluster) as executor,
        progress("proving") as advance,
    ):
        proofs = play_all(paths, span, executor, advance, journal)
    if as_json:
        print(
            json.dumps({name_of(path): {bar: asdict(told) for bar, told in of.items()} for path, of in proofs.items()})
        )
    else:
        for path, verdicts in proofs.items():
            print_proof(name_of(path), verdicts)
    raise typer.Exit(0 if all(told.holds for of in proofs.values() for told in of.values()) else 1)


def print_proof(name: str, verdicts: "dict[str, Verdict]") -> None:
    """Print every bar of a level, a line each."""
    print(name)
    width = max(map(len, verdicts), default=0)
    for bar, told in verdicts.items():
        value = "-" if told.value is None else f"{told.value:g}"
        print(f"  {'holds' if told.holds else 'FAILS'}  {bar:<{width}}  {value:>8}  want {told.want}")
