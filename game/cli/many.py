"""What commands share that play many performances: which levels and seeds, who plays, and how far it is."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.cli.common import UserError, unwritable
from game.core.words import is_whole

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from game.lab.journal import Journal
    from game.lab.sweep.sweep import Row

MOST_SEEDS = 10_000
Seeds = Annotated[str, typer.Option(metavar="A:B", help="from A up to, but not with, B")]
Workers = Annotated[
    int | None, typer.Option(min=1, max=1024, help="processes that play; as many as there are cores where not given")
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="play on the workers of a dask scheduler, such as tcp://host:8786, instead"),
]


def find_levels(names: Sequence[str]) -> list[Path]:
    """The files of levels that are named, and of all in folders that are, each once.

    Raises:
        UserError: there is no such level, or none in a folder.
    """
    from game.level import LevelError, find_level, is_no_level, level_files

    found: list[Path] = []
    try:
        for name in names:
            if not os.path.isdir(name):  # noqa: PTH112 - it never raises
                found.append(find_level(name))
                continue
            files = [file for file in level_files(Path(name))[0] if not is_no_level(file)]
            if not files:
                raise UserError(f"{name}: no level files (*.json) here")
            found += files
    except LevelError as error:
        raise UserError(str(error)) from None
    return list(dict.fromkeys(found))


def parse_seeds(text: str) -> range:
    """The seeds of a text such as 0:50.

    Raises:
        UserError: they are none.
    """
    first, colon, last = text.partition(":")
    whole = colon and is_whole(first) and is_whole(last)
    if not whole or not 0 < int(last) - int(first) <= MOST_SEEDS:
        raise UserError(f"--seeds {text}: want FROM:TO, up to {MOST_SEEDS} of them, such as 0:50 for seeds 0 to 49")
    return range(int(first), int(last))


@contextmanager
def crew_of(workers: int | None, cluster: str | None) -> "Iterator[Executor]":
    """Those who play.

    Raises:
        UserError: they cannot be had, or have gone.
    """
    from game.lab.sweep.crew import CrewError, crew
    from game.lab.sweep.extras import ExtraError

    if cluster is not None and not cluster.strip():
        raise UserError("--cluster: the address is empty; give one such as tcp://host:8786, or leave it out")
    if cluster is not None and workers is not None:
        raise UserError("--workers counts processes of this machine; leave it out with --cluster")
    try:
        with crew(workers, cluster or "") as executor:
            yield executor
    except ExtraError as error:
        raise UserError(f"--cluster {cluster}: {error}") from None
    except CrewError as error:
        raise UserError(str(error)) from None


@contextmanager
def kept(path: Path | None, journal_of: "Callable[[Path], Journal[Row]]") -> "Iterator[Journal[Row] | None]":
    """The journal in a file, None without one; says where rows are when it is stopped before all are there.

    Raises:
        UserError: what is there is of something else, or it cannot be read or written.
    """
    from game.lab.journal import JournalError

    if path is None:
        yield None
        return
    try:
        with journal_of(path) as journal:
            try:
                yield journal
            except BaseException:
                print(f"{len(journal.rows)} are in {path}; the same command goes on from there", file=sys.stderr)
                raise
    except JournalError as error:
        raise UserError(str(error)) from None
    except OSError as error:
        raise unwritable(path, error) from None


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error with the time left, where that is a terminal: is told how many are done, of how many."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        *Progress.get_default_columns()[:-1],
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    # It is drawn when it is told something, by no thread of its own: processes are forked meanwhile.
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal, auto_refresh=False
    ) as bars:
        bar = bars.add_task(what, total=None)
        begun = False

        def advance(done: int, of: int) -> None:
            nonlocal begun
            if not begun:
                bars.reset(bar, completed=done, total=of)  # what was done before says nothing of the speed
                begun = True
            bars.update(bar, completed=done, total=of, refresh=True)

        yield advance
