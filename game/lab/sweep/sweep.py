"""A sweep from plan to rows, through a journal where there is one."""

from collections.abc import Callable
from concurrent.futures import Executor

from game.lab.played import Played
from game.lab.sweep.crew import run
from game.lab.sweep.journal import Journal
from game.lab.sweep.plan import Plan

Advance = Callable[[int, int], None]
"""Told after each performance: how many are done, and of how many."""


def sweep(plan: Plan, executor: Executor, advance: Advance, journal: Journal | None = None) -> dict[int, Played]:
    """Play what is not in the journal yet; returns all rows by number.

    Raises:
        CrewError: those who play have gone; what was played is in the journal.
        OSError: the journal cannot be written.
    """
    rows: dict[int, Played] = {} if journal is None else dict(journal.rows)
    advance(len(rows), len(plan))
    left = [(number, task) for number, task in enumerate(plan.tasks()) if number not in rows]
    for number, played in run(executor, left):
        if journal is not None:
            journal.add(number, played)
        rows[number] = played
        advance(len(rows), len(plan))
    return rows
