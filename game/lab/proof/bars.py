"""The bars that a level must hold, a row each: GAME.md's table of bots, in the order in which it has them."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from game.core.acts import act_of
from game.lab.proof import measures
from game.lab.proof.measures import HUMANS, Measured

Limits = tuple[float, float]
"""The least and the most that a value may be."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that must hold."""

    name: str
    value: Callable[[Measured], float]
    """NaN where nothing was played that it could be measured on: then it holds."""
    limits: Limits | tuple[Limits, ...]
    """For all levels, or act by act: then only for levels of the game."""
    levels: Callable[[int], bool] | None = None
    """Which levels of the game it is for, by number from 1; None: all, and those of others."""

    def limits_for(self, number: int | None) -> Limits | None:
        """What is wanted of a level; None where nothing is."""
        if self.levels is not None and (number is None or not self.levels(number)):
            return None
        if isinstance(self.limits[0], tuple):
            return None if number is None else self.limits[min(act_of(number), len(self.limits)) - 1]
        return self.limits


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a bar holds."""

    value: float | None
    """None where nothing was played that it could be measured on."""
    want: str
    holds: bool


def judge(measured: Measured, number: int | None) -> Iterator[tuple[str, Verdict]]:
    """Every bar that is for a level, by its name; `number` is that of a level of the game, None of any other."""
    for bar in BARS:
        limits = bar.limits_for(number)
        if limits is not None:
            value = bar.value(measured)
            told = None if math.isnan(value) else round(value, 3)
            yield bar.name, Verdict(told, _want(*limits), told is None or limits[0] <= told <= limits[1])


def at_least(least: float) -> Limits:
    """No less."""
    return least, math.inf


def at_most(most: float) -> Limits:
    """No more."""
    return -math.inf, most


def _want(least: float, most: float) -> str:
    if math.isinf(most):
        return f">= {least:g}"
    return f"<= {most:g}" if math.isinf(least) else f"{least:g} to {most:g}"


def _act(first: int, last: int = 99) -> Callable[[int], bool]:
    return lambda number: first <= act_of(number) <= last


def _level(first: int, last: int = 99) -> Callable[[int], bool]:
    return lambda number: first <= number <= last


# fmt: off
BARS = (
    # both hands
    Bar("expert without lean wins", lambda m: m.wins("no lean"), at_most(0.10), _level(2)),
    Bar("expert with a frozen mirror wins", lambda m: m.wins("frozen mirror"), at_most(0.0), lambda n: n != 2),
    Bar("lean frozen while painting costs a regular", lambda m: m.wins("regular") - m.wins("lean frozen"),
        at_least(0.30), _level(3)),
    # no accidents
    Bar("random hands win", lambda m: m.wins("random"), at_most(0.01)),
    Bar("idle wins", lambda m: m.wins("idle"), at_most(0.0)),
    Bar("idle lasts, of the level", measures.idle_lasts, at_most(0.60)),
    Bar("quickest win, of the median", measures.quickest_win, at_least(0.60)),
    Bar("first loss, s", measures.first_loss, at_least(10.0)),
    Bar("a regular's win, s", lambda m: m.win_s("regular"), ((35, 50), (60, 100)), _level(1, 14)),
    Bar("a regular's win, s", lambda m: m.win_s("regular"), (110, 160), _level(15)),
    # skill
    Bar("winning scores, regular over novice", lambda m: m.winning_scores("regular", "novice"),
        (at_least(1.6), at_least(2.0))),
    Bar("winning scores, expert over novice", lambda m: m.winning_scores("expert", "novice"),
        (at_least(2.5), at_least(4.0))),
    Bar("expert >= regular >= novice, of seeds", measures.in_order, at_least(0.90)),
    Bar("score with a pause before each crack", lambda m: m.scores("pause", "expert"), at_most(0.80)),
    Bar("score of chords over a soloist's", lambda m: m.scores("expert", "soloist"), at_least(1.50)),
    Bar("chords cost an expert", lambda m: m.wins("soloist") - m.wins("expert"), (0.05, 0.15), _act(2)),
    Bar("score without breath", lambda m: m.scores("no breath", "expert"), at_most(0.80)),
    Bar("wins with an encore", lambda m: m.encored(1, *HUMANS), at_least(0.90)),
    Bar("a regular's wins with two encores", lambda m: m.encored(2, "regular"), (0.30, 0.50)),
    Bar("a regular's wins with three", lambda m: m.encored(3, "regular"), at_most(0.05)),
    Bar("an expert's wins with three encores", lambda m: m.encored(3, "expert"), (0.60, 0.80)),
    # ramp
    Bar("novice wins", lambda m: m.wins("novice"), at_least(0.80), _level(1, 2)),
    Bar("novice wins", lambda m: m.wins("novice"), at_least(0.50), _level(3, 3)),
    Bar("novice wins", lambda m: m.wins("novice"), at_most(0.15), _act(5)),
    Bar("regular wins", lambda m: m.wins("regular"),
        ((0.80, 0.96), (0.64, 0.80), (0.52, 0.68), (0.37, 0.53), (0.22, 0.38))),
    Bar("expert wins", lambda m: m.wins("expert"), (at_least(0.95), at_least(0.85))),
    # danger
    Bar("a regular's wins in danger", measures.dangerous, at_least(0.70), _act(2)),
    # a loss is one's own
    Bar("saved 4 s before a fall", lambda m: measures.share(m.saved[4.0]), at_least(0.80)),
    Bar("saved 2 s before a fall", lambda m: measures.share(m.saved[2.0]), (0.30, 0.70)),
    Bar("saved 0.5 s before a fall", lambda m: measures.share(m.saved[0.5]), at_most(0.10)),
    Bar("losses warned of in time", measures.warned, at_least(0.95)),
    # a loss is near
    Bar("voices at a loss, of the goal", measures.voices_at_loss, at_least(0.60)),
    Bar("losses that lack one voice", measures.lacks_one, at_least(0.35)),
    Bar("losses without a voice", measures.has_none, at_most(0.10)),
    # seen
    Bar("crack when sung, m", measures.crack_m, at_least(0.20)),
    Bar("crack when sung, in brush widths", measures.crack_brushes, at_least(4.0)),
    Bar("gold in all, m", measures.gold_m,
        (at_least(0.5), at_least(0.9), at_least(1.2), at_least(1.0), at_least(1.2))),
)
# fmt: on
