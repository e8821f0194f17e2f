"""`flawsong sweep`: many performances, a row each, and what they come to."""

import json
from collections.abc import Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.bots import BOTS
from game.cli.common import UserError, check_output, writing
from game.cli.many import Cluster, Seeds, Workers, crew_of, find_levels, kept, parse_seeds, progress

if TYPE_CHECKING:
    from game.lab.played import Played
    from game.lab.sweep.figures import Figures
    from game.lab.sweep.plan import Plan


def sweep(
    paths: Annotated[
        list[str], typer.Argument(metavar="LEVEL...", help="level files, folders, or names or numbers of the game's")
    ],
    bots: Annotated[str, typer.Option(metavar="BOT,...", help=f"who plays: {', '.join(BOTS)}")] = "regular",
    handicaps: Annotated[
        str, typer.Option(metavar="NAME,...", help="with which hand tied; none: with all hands")
    ] = "none",
    seeds: Seeds = "0:50",
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=V,...", help="try values in the levels, such as flaws[0].poise=0.8,0.84"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="write a row a performance, .csv or .parquet; asked again, it goes on"),
    ] = None,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="draw the figures, .png, .svg or .pdf")] = None,
    workers: Workers = None,
    cluster: Cluster = None,
    as_json: Annotated[bool, typer.Option("--json", help="the figures as one JSON object")] = False,
) -> None:
    """Let bots play levels over seeds, with all hands or some tied, as they are or with other values.

    Prints for each how often it won, with the interval that holds the true share 95 times of 100, stage times and
    scores, why it lost and with how many voices. Rows are the same whoever plays them. What was played before a kill is
    kept in FILE.part: the same command goes on from there.
    """
    from game.lab.sweep.figures import figures
    from game.lab.sweep.rows import columns, write_rows

    plan = _plan(paths, bots, handicaps, seeds, settings or [])
    _check_files(out, plot)
    rows = _played(plan, out, workers, cluster)
    told, names = figures(plan, rows), [setting.name for setting in plan.settings]
    if out is not None:
        with writing(out):
            write_rows(columns(plan, rows), out)
            part_of(out).unlink()
    if plot is not None:
        from game.lab.sweep.plot import write_plot

        with writing(plot):
            write_plot(told, names, plot)
    if as_json:
        print(json.dumps([each.as_dict(names) for each in told]))
    else:
        print_figures(told, names)


def part_of(out: Path) -> Path:
    """Where rows are kept until all are there."""
    from game.lab.sweep.sweep import SUFFIX

    return out.with_name(out.name + SUFFIX)


def print_figures(told: "list[Figures]", names: list[str]) -> None:
    """Print the table."""
    from game.cli.tables import table, wide_console

    heads = [
        "level",
        *names,
        "bot",
        "handicap",
        ">n",
        ">won",
        "95 %",
        ">stage time, s",
        ">score",
        "lost",
        "voices at loss",
    ]
    rows = [
        [
            each.level,
            *(str(value) for value in each.values),
            each.bot,
            each.handicap,
            str(each.performances),
            f"{each.win_rate.share:.0%}",
            f"{each.win_rate.low:.0%} to {each.win_rate.high:.0%}",
            " ".join(f"{value:.1f}" for value in each.seconds),
            " ".join(f"{value:.0f}" for value in each.score),
            ", ".join(f"{count} {cause}" for cause, count in each.causes.items()),
            ", ".join(f"{count} with {voices}" for voices, count in each.voices_at_loss.items()),
        ]
        for each in told
    ]
    wide_console().print(table("", heads, rows))
    print("Stage times and scores: a tenth is below the first, half below the second, nine tenths below the third.")


def _plan(paths: list[str], bots: str, handicaps: str, seeds: str, settings: list[str]) -> "Plan":
    """What was asked for.

    Raises:
        UserError: something of it means nothing.
    """
    from game.lab.handicaps import HANDICAPS
    from game.lab.sweep.plan import planned
    from game.lab.sweep.settings import SettingError, parse_setting
    from game.level import LevelError

    who = _names("--bots", bots, BOTS)
    tied = ["" if name == "none" else name for name in _names("--handicaps", handicaps, ("none", *HANDICAPS))]
    span = parse_seeds(seeds)
    try:
        wanted = [parse_setting(text) for text in settings]
        return planned(find_levels(paths), wanted, who, tied, span)
    except SettingError as error:
        raise UserError(f"--set {error}") from None
    except LevelError as error:
        raise UserError(str(error)) from None


def _names(option: str, text: str, known: Collection[str]) -> list[str]:
    """The names of a text such as `novice,expert`, each once.

    Raises:
        UserError: one of them is unknown.
    """
    names = list(dict.fromkeys(part.strip() for part in text.split(",")))
    for name in names:
        if name not in known:
            raise UserError(f"{option} {text}: there is no {name or 'empty name'}; take of {', '.join(known)}")
    return names


def _check_files(out: Path | None, plot: Path | None) -> None:
    """See before any work that what is asked for can be written.

    Raises:
        UserError: it cannot.
    """
    from game.lab.sweep.extras import ExtraError
    from game.lab.sweep.plot import check_plot
    from game.lab.sweep.rows import check_format

    for path, check in ((out, check_format), (plot, check_plot)):
        if path is not None:
            try:
                check(path)
            except (ValueError, ExtraError) as error:
                raise UserError(f"{path}: cannot be written: {error}") from None
            check_output(path)
    if out is not None:
        check_output(part_of(out))


def _played(plan: "Plan", out: Path | None, workers: int | None, cluster: str | None) -> "dict[int, Played]":
    """All rows, what was played before among them.

    Raises:
        UserError: nobody can play, or what was played before is of another sweep.
    """
    from game.lab.sweep.sweep import journal_of
    from game.lab.sweep.sweep import sweep as play_all

    part = None if out is None else part_of(out)
    with (
        kept(part, partial(journal_of, plan)) as journal,
        crew_of(workers, cluster) as executor,
        progress("sweeping") as advance,
    ):
        return play_all(plan, executor, advance, journal)
