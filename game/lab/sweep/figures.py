"""What rows come to: how often a cast won, with its interval, how long it took, what it scored, and why it lost."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from game.lab.played import Played
from game.lab.sweep.plan import Plan, Variant

Z = 1.959964
"""Of the normal distribution, for intervals that hold the true share 95 times of 100."""
QUANTILES = (0.1, 0.5, 0.9)


class Interval(NamedTuple):
    """A share that was seen, and between which shares the true one lies 95 times of 100."""

    share: float
    low: float
    high: float


class Spread(NamedTuple):
    """What a tenth is below, what half is below, and what nine tenths are below; NaN of none."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What the rows of one cast in one level come to."""

    level: str
    values: tuple[object, ...]
    bot: str
    handicap: str
    performances: int
    wins: int
    win_rate: Interval
    seconds: Spread
    score: Spread
    causes: dict[str, int]
    """Of losses, how many by each cause, the most frequent first."""
    voices_at_loss: dict[int, int]
    """Losses by how many voices sang then."""

    def as_dict(self, names: Sequence[str]) -> dict[str, Any]:
        """Plain data for JSON; `names` are those of what was set."""
        told = asdict(self)
        told["values"] = dict(zip(names, self.values, strict=True))
        told["win_rate"] = [round(share, 4) for share in self.win_rate]
        for name, spread in (("seconds", self.seconds), ("score", self.score)):
            told[name] = [None if math.isnan(value) else round(value, 2) for value in spread]
        return told


def figures(plan: Plan, rows: Mapping[int, Played]) -> list[Figures]:
    """What the rows come to, cast by cast, in the order of the plan."""
    told, count = [], len(plan.seeds)
    for cast, (variant, bot, handicap) in enumerate(plan.casts()):
        played = [rows[number] for number in range(cast * count, (cast + 1) * count)]
        told.append(_figures(variant, bot, handicap, played))
    return told


def wilson(wins: int, of: int) -> Interval:
    """A share that was seen, with its interval (Wilson): of none, all is possible."""
    if not of:
        return Interval(math.nan, 0.0, 1.0)
    share, weight = wins / of, Z * Z / of
    middle = (share + weight / 2.0) / (1.0 + weight)
    half = Z / (1.0 + weight) * math.sqrt(share * (1.0 - share) / of + weight / (4.0 * of))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Interval(share, min(low, share), max(high, share))  # the share is within, whatever the rounding


def spread(values: Iterable[float]) -> Spread:
    """The quantiles of some values, between neighbours where they fall between; NaN of none."""
    inner = sorted(values)
    if not inner:
        return Spread(math.nan, math.nan, math.nan)
    return Spread(*(_quantile(inner, share) for share in QUANTILES))


def _quantile(inner: Sequence[float], share: float) -> float:
    at = share * (len(inner) - 1)
    low = math.floor(at)
    high = min(low + 1, len(inner) - 1)
    return inner[low] + (at - low) * (inner[high] - inner[low])


def _figures(variant: Variant, bot: str, handicap: str, played: Sequence[Played]) -> Figures:
    lost = [one for one in played if one.outcome == "lost"]
    wins = sum(one.won for one in played)
    return Figures(
        variant.level,
        variant.values,
        bot,
        handicap,
        len(played),
        wins,
        wilson(wins, len(played)),
        spread(one.seconds for one in played),
        spread(float(one.score) for one in played),
        dict(Counter(one.cause for one in lost).most_common()),
        dict(sorted(Counter(one.voices for one in lost).items())),
    )
