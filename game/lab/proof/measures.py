"""What is measured on all that was played of a level."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from game.lab.played import Played
from game.level import Level

HUMANS = ("novice", "regular", "expert")
"""From the weakest to the strongest."""
BELOW_S = (4.0, 20.0)
"""s with a load factor below 1 in which a win is in danger, and no more than that."""
SWINGS = 2.0
"""How many times as far as in its calm it sways then."""
WARNED_S = 1.5
"""s by which a loss is told at least."""


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was played of a level."""

    level: Level
    played: Mapping[str, Sequence[Played]]
    """By role (`game.lab.prove.ROLES`), seed by seed."""
    saved: Mapping[float, Sequence[bool]]
    """By the seconds before falls at which an expert took over: of each whether it stood on."""

    def wins(self, role: str) -> float:
        """Share of a role's performances that it won."""
        return share(one.won for one in self.played[role])

    def won(self, *roles: str) -> list[Played]:
        """What some roles won."""
        return [one for role in roles for one in self.played[role] if one.won]

    def lost(self, *roles: str) -> list[Played]:
        """What some roles lost."""
        return [one for role in roles for one in self.played[role] if one.outcome == "lost"]

    def win_s(self, *roles: str) -> float:
        """Median stage time of what some roles won, s."""
        return middle(one.seconds for one in self.won(*roles))

    def scores(self, role: str, other: str) -> float:
        """Median score of all that a role played, over that of another."""
        return ratio(middle(one.score for one in self.played[role]), middle(one.score for one in self.played[other]))

    def winning_scores(self, role: str, other: str) -> float:
        """Median score of what a role won, over that of another."""
        return ratio(middle(one.score for one in self.won(role)), middle(one.score for one in self.won(other)))

    def encored(self, encores: int, *roles: str) -> float:
        """Share of what some roles won that earned so many encores."""
        wanted = self.level.goal.thresholds[encores - 1]
        return share(one.score >= wanted for one in self.won(*roles))


def share(those: Iterable[bool]) -> float:
    """Of some, those for which it is true; NaN of none."""
    told = list(those)
    return sum(told) / len(told) if told else math.nan


def middle(those: Iterable[float]) -> float:
    """The median; NaN of none."""
    told = list(those)
    return float(median(told)) if told else math.nan


def ratio(one: float, other: float) -> float:
    """One over the other; NaN over nothing."""
    return one / other if other > 0.0 else math.nan


def idle_lasts(m: Measured) -> float:
    """Of the time that the level gives, what the longest of idle performances lasted."""
    return max(one.seconds for one in m.played["idle"]) / m.level.goal.within


def quickest_win(m: Measured) -> float:
    """Over the median win."""
    return ratio(min((one.seconds for one in m.won(*HUMANS, "random")), default=math.nan), m.win_s(*HUMANS))


def first_loss(m: Measured) -> float:
    """s."""
    return min((one.seconds for one in m.lost(*HUMANS)), default=math.nan)


def in_order(m: Measured) -> float:
    """How often expert >= regular >= novice on a seed, in wins, voices and score."""

    def worth(one: Played) -> tuple[float, ...]:
        return one.won, one.voices, one.score

    def rises(seed: Sequence[Played]) -> bool:
        pairs = pairwise(seed)
        return all(a <= b for worse, better in pairs for a, b in zip(worth(worse), worth(better), strict=True))

    return share(rises(seed) for seed in zip(*(m.played[role] for role in HUMANS), strict=True))


def dangerous(m: Measured) -> float:
    """Of a regular's wins, those in danger for a while, that swayed much farther than in their calm."""
    low, high = BELOW_S
    return share(low <= one.below_s <= high and one.widest >= SWINGS * one.calm for one in m.won("regular"))


def warned(m: Measured) -> float:
    """Of losses, those that were told early enough, where it happened."""
    return share(one.warned_s >= WARNED_S for one in m.lost(*HUMANS))


def voices_at_loss(m: Measured) -> float:
    """The median, of those that are needed."""
    return middle(one.voices for one in m.lost("novice", "regular")) / m.level.goal.voices


def lacks_one(m: Measured) -> float:
    """Of losses, those that lacked one voice."""
    return share(one.voices == m.level.goal.voices - 1 for one in m.lost("novice", "regular"))


def has_none(m: Measured) -> float:
    """Of losses, those without a voice."""
    return share(one.voices == 0 for one in m.lost("novice", "regular"))


def crack_m(m: Measured) -> float:
    """m: the median crack, when it was sung."""
    return middle(length for one in m.won(*HUMANS) for length in one.cracks)


def crack_brushes(m: Measured) -> float:
    """The same in widths of the widest lamp."""
    return ratio(crack_m(m), max((light.width for light in m.level.lights), default=0.0))


def gold_m(m: Measured) -> float:
    """m: the median of all gold on a finished sculpture."""
    return middle(sum(one.cracks) for one in m.won(*HUMANS))
