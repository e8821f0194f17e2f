"""What a number of an encore demands: tempo, whispers, cracks and how far they weaken it, rising with the number."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.encore.sketch import Data
from game.encore.spots import Spot

SLOWEST, FASTER, FASTEST = 58.0, 1.6, 74.0
"""Beats a minute of the first number, so many more with each, and no more than these."""
LEAST_CRACKS, MOST_CRACKS, NUMBERS_A_CRACK = 3, 5, 2
"""A crack more every second number."""
EASY, WEAKER, WEAKEST = 0.95, 0.025, 0.55
"""Load factor of an open crack in the first number, so much less with each, and no less than this."""
FIRST_EASIER = 0.1
"""The first crack of a number leaves so much more."""
CRACK_M, LONGER, LONGEST = 0.28, 0.006, 0.34
"""Length by which a crack jumps open."""
PAIRS_FROM = 3
"""Number from which on cracks open two by two."""
FIRST_BAR, BARS_BETWEEN, BARS_AFTER_LAST = 2, 4, 17
NOTE_FROM, TREMOR_FROM = 2, 6
"""Numbers from which on a tone drives the sculpture's own sway, and the plinth shakes."""
SCALES = ("dorian", "minor", "lydian", "mixolydian", "major", "phrygian", "pentatonic")
KEYS = ("C", "D", "Eb", "E", "F", "G", "A", "Bb")
PATTERNS = ("L . R .", "R . L .", "L . . R", "R . . L", "L . r .", "R . l .")


@dataclass(frozen=True, slots=True)
class Demands:
    """Of one number, counted from 1."""

    number: int

    @property
    def bpm(self) -> float:
        """Of its music, about."""
        return min(FASTEST, SLOWEST + FASTER * (self.number - 1))

    @property
    def cracks(self) -> int:
        """How many open, and must sing."""
        return min(MOST_CRACKS, LEAST_CRACKS + (self.number - 1) // NUMBERS_A_CRACK)

    @property
    def weakened(self) -> float:
        """Load factor while a crack is open."""
        return max(WEAKEST, EASY - WEAKER * (self.number - 1))

    @property
    def length(self) -> float:
        """By which a crack jumps open, m."""
        return round(min(LONGEST, CRACK_M + LONGER * (self.number - 1)), 2)

    def flaws(self, spots: dict[str, list[Spot]], draw: np.random.Generator) -> list[Data]:
        """As many cracks as are asked for, or places there are; each piece's second one only after its first sang."""
        flaws: list[Data] = []
        bar, opened = FIRST_BAR, dict[str, str]()
        for row, spot in enumerate(_dealt(spots, self.cracks, draw)):
            name, together = f"crack{row + 1}", self.number >= PAIRS_FROM and row % 2 == 0
            if row and not (together and row > 1):
                bar += BARS_BETWEEN
            opens: Data = {"bar": bar}
            if spot.piece in opened:
                opens = {"after": opened[spot.piece], "bars": 2}
            poise = self.weakened + (FIRST_EASIER if row == 0 else float(draw.uniform(-0.01, 0.01)))
            plain = {"id": name, "piece": spot.piece, "at": list(spot.at), "opens": opens}
            flaws.append({**plain, "length": self.length, "poise": round(poise, 2)})
            opened[spot.piece] = name
        return flaws

    def whispers(self, draw: np.random.Generator, last_bar: int) -> list[Data]:
        """A heart that beats, wind, and later a tone and a tremor, until so many bars have passed."""
        found: list[Data] = [
            {
                "type": "heartbeat",
                "strength": round(min(8.0, 3.5 + 0.4 * self.number), 1),
                "pattern": str(draw.choice(PATTERNS)),
            }
        ]
        force, bar, side = min(110.0, 40.0 + 7.0 * self.number), 4 + int(draw.integers(2)), int(draw.integers(2))
        every = 4 if self.number < 4 else 5
        while bar < last_bar:
            push = int(round(force * float(draw.uniform(0.85, 1.0)), -1))
            found.append(
                {"type": "gust", "at": {"bar": bar}, "lasts": 3, "side": ("left", "right")[side], "force": push}
            )
            bar, side, force = bar + every, 1 - side, force * 1.06
        if self.number >= NOTE_FROM:
            first = 6 + int(draw.integers(3))
            loud = int(round(min(260.0, 90.0 + 18.0 * self.number), -1))
            while first + 3 < last_bar:
                found.append({"type": "note", "hz": "own", "bars": [first, first + 2], "force": loud})
                first, loud = first + 9, loud + 20
        if self.number >= TREMOR_FROM:
            found.append({"type": "tremor", "at": {"bar": 11 + int(draw.integers(3))}, "lasts": 4, "amplitude": 0.004})
        return found


def goal_of(flaws: list[Data], bar_s: float) -> Data:
    """All must sing, with time for a hand that errs."""
    within = 10 * math.ceil((last_bar_of(flaws) + BARS_AFTER_LAST) * bar_s / 10)
    return {"voices": len(flaws), "within": within}


def last_bar_of(flaws: list[Data]) -> int:
    """In which the last crack opens, where each is sung as soon as can be."""
    bars: dict[str, int] = {}
    for flaw in flaws:
        opens: Any = flaw["opens"]
        bars[flaw["id"]] = opens["bar"] if "bar" in opens else bars[opens["after"]] + BARS_BETWEEN
    return max(bars.values())


def _dealt(spots: dict[str, list[Spot]], count: int, draw: np.random.Generator) -> list[Spot]:
    """So many places, if there are: a round over all pieces by chance, then another one."""
    names = sorted(spots)
    order = [names[row] for row in draw.permutation(len(names))]
    rounds = max(map(len, spots.values()), default=0)
    return [spots[name][turn] for turn in range(rounds) for name in order if turn < len(spots[name])][:count]
