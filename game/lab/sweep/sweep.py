"""A sweep from plan to rows, through a journal beside its output where there is one."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from game.lab.journal import Journal, Words
from game.lab.played import Played, Task
from game.lab.sweep.crew import run
from game.lab.sweep.plan import Plan

Advance = Callable[[int, int], None]
"""Told after each performance: how many are done, and of how many."""
SUFFIX = ".part"
"""Of the journal, after the name of the output."""


@dataclass(frozen=True, slots=True)
class Row:
    """A performance that was played."""

    number: int
    """In the order of the plan."""
    played: Played


def journal_of(plan: Plan, path: Path) -> Journal[Row]:
    """The journal of a sweep in a file; what is there is gone on with.

    Raises:
        JournalError: it is of another sweep.
        OSError: it cannot be read or written.
    """
    return Journal(path, plan.identity(), Row, Words("sweep", "--out"))


def sweep(plan: Plan, executor: Executor, advance: Advance, journal: Journal[Row] | None = None) -> dict[int, Played]:
    """Play what is not in the journal yet; returns all rows by number.

    Raises:
        CrewError, OSError: as `play_left`.
    """
    return play_left(dict(enumerate(plan.tasks())), executor, advance, journal)


def play_left(
    tasks: Mapping[int, Task], executor: Executor, advance: Advance, journal: Journal[Row] | None
) -> dict[int, Played]:
    """Play those of numbered tasks that are not in the journal yet; returns how all of them went, by number.

    Raises:
        CrewError: those who play have gone; what was played is in the journal.
        OSError: the journal cannot be written.
    """
    kept = [] if journal is None else journal.rows
    rows = {row.number: row.played for row in kept if row.number in tasks}
    advance(len(rows), len(tasks))
    left = [(number, task) for number, task in tasks.items() if number not in rows]
    for number, played in run(executor, left):
        if journal is not None:
            journal.add(Row(number, played))
        rows[number] = played
        advance(len(rows), len(tasks))
    return rows
