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
    from game.lab.proof.scores import Scores


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
    scores: Annotated[
        bool, typer.Option("--scores", help="tell what bots win and score, and why they lose, in place of the bars")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Let bots play levels, with all hands and with some tied, and judge every bar that a level must hold.

    The exit code is 0 if all bars hold, and 1 if one fails. With --keep, what was played before a kill is in FILE:
    the same command goes on from there, and with --scores tells of the same performances without playing again.
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
    told = {name_of(path): proof for path, proof in proofs.items()}
    if as_json:
        print(json.dumps({name: asdict(p.scores) if scores else _plain(p.bars) for name, p in told.items()}))
    elif scores:
        print_scores({name: proof.scores for name, proof in told.items()})
    else:
        for name, proof in told.items():
            print_proof(name, proof.bars)
    raise typer.Exit(0 if all(bar.holds for proof in told.values() for bar in proof.bars.values()) else 1)


def print_proof(name: str, verdicts: "dict[str, Verdict]") -> None:
    """Print every bar of a level, a line each."""
    print(name)
    width = max(map(len, verdicts), default=0)
    for bar, told in verdicts.items():
        value = "-" if told.value is None else f"{told.value:g}"
        print(f"  {'holds' if told.holds else 'FAILS'}  {bar:<{width}}  {value:>8}  want {told.want}")


def print_scores(told: "dict[str, Scores]") -> None:
    """Print what bots score and why they lose, a line a level."""
    from game.cli.tables import table, wide_console
    from game.lab.proof.measures import HUMANS
    from game.lab.proof.scores import LOSERS

    bots = [head for bot in HUMANS for head in (f">{bot} won", ">score")]
    heads = ["level", *bots, f"{' and '.join(LOSERS)} lost", ">most"]
    rows = [[name, *_fared(each), *_losses(each)] for name, each in told.items()]
    wide_console().print(table("", heads, rows))
    print("Scores: half of the wins are below. Losses: by what the player is told, and the share of the most frequent.")


def _plain(bars: "dict[str, Verdict]") -> dict[str, object]:
    return {bar: asdict(told) for bar, told in bars.items()}


def _fared(each: "Scores") -> list[str]:
    """Two cells a bot: wins of performances, and the score."""
    return [
        cell
        for bot in each.bots.values()
        for cell in (f"{bot.wins} of {bot.performances}", "-" if bot.score is None else f"{bot.score:.0f}")
    ]


def _losses(each: "Scores") -> tuple[str, str]:
    """Two cells: how many by each deed, and the share of the most frequent."""
    by_deed = ", ".join(f"{often} {deed}" for deed, often in each.losses.items())
    return by_deed or "-", "-" if each.largest is None else f"{each.largest:.0%}"
