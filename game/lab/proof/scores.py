"""What bots score on a level, and why they lose it: no bar, but what one reads beside the bars."""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from game.lab.proof.measures import HUMANS, Measured

LOSERS = ("novice", "regular")
"""Whose losses are counted: an expert has too few."""
NOBODYS = "nobody's"
"""How a loss is counted that was nobody's doing: a joint gave way though it hardly swung."""


@dataclass(frozen=True, slots=True)
class Fared:
    """How a bot with all its hands fared."""

    performances: int
    wins: int
    score: float | None
    """The median of its wins; None where it has none."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What a level's performances come to."""

    bots: dict[str, Fared]
    """From the weakest to the strongest."""
    losses: dict[str, int]
    """Those of the novice and the regular by what the player is told (`Played.deed`), the most frequent first."""
    largest: float | None
    """Of these losses, the share that is told the most frequent; None where there are none."""


def scores_of(measured: Measured) -> Scores:
    """What was played of a level, counted."""
    losses = Counter(one.deed or NOBODYS for one in measured.lost(*LOSERS)).most_common()
    total = sum(often for _, often in losses)
    return Scores(
        {role: _fared(measured, role) for role in HUMANS},
        dict(losses),
        round(losses[0][1] / total, 3) if losses else None,
    )


def _fared(measured: Measured, role: str) -> Fared:
    won = [one.score for one in measured.won(role)]
    return Fared(len(measured.played[role]), len(won), float(median(won)) if won else None)
