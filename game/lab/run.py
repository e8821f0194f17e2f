"""A performance in a line, from a level, a bot and a seed to its end, with all that happened as arrays."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from game.bots import Policy, make_bot
from game.lab.arrays import SERIES, Table, events_table, series_row
from game.lab.perform import Result, result_of
from game.level import Level, find_level, load_level
from game.performance import Deliberate, Performance
from game.sim import Event, View, World

SAMPLE_TICKS = 12
"""From one row of a series to the next: ten a second."""


@dataclass(frozen=True, slots=True)
class Run:
    """A performance that has been played."""

    world: World
    """As it stands at the end: `save` it, play on, or ask for its `digest`."""
    result: Result
    """How it ended."""
    events: Table
    """(n,) all that happened; see `arrays.EVENTS`."""
    series: Table
    """(m,) how it stood, again and again; see `arrays.SERIES`."""

    @property
    def view(self) -> View:
        """What is to be seen at the end."""
        return self.world.view()


def run(
    level: Level | str | Path,
    bot: str | Policy = "regular",
    seed: int = 0,
    *,
    until: float | None = None,
    every: int = SAMPLE_TICKS,
) -> Run:
    """Let somebody perform a level.

    Args:
        level: a level, its file, or the name or number of one of the game's.
        bot: the name of a bot, or a function from a `View` to an `Intent`, asked 30 times a second.
        seed: what chance is drawn from, the bot's too.
        until: stage time at which to stop early, s.
        every: ticks from one row of the series to the next.

    Raises:
        LevelError: there is no such level, or something in it is wrong.
        KeyError: no bot has this name.
        ValueError: the level's sculpture cannot be built.
    """
    level = level if isinstance(level, Level) else load_level(find_level(str(level)))
    world = World(level, seed)
    performance = Performance(world, Deliberate(make_bot(bot, seed) if isinstance(bot, str) else bot))
    events: list[Event] = []
    rows = [series_row(performance.look(), 0.0)]
    for happened in performance.ticks(until):
        events += happened
        if world.ticks % every == 0 or performance.over:
            rows.append(series_row(performance.look(), performance.intent.lean))
    return Run(world, result_of(world), events_table(events), np.array(rows, SERIES))
