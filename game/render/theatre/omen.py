"""Whispers, seen one beat ahead: how strongly, and towards which side, the house breathes before they come."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from game.sim.events import Event, EventKind
from game.sim.view import View

FULL = {"beat": 8.0, "gust": 40.0, "note": 25.0, "tremor": 0.012}
"""Sizes, in the units of their events, at which whispers are told at their strongest."""
SHIVERS, SHIVERS_HZ = ("tremor",), 4.0
"""Whispers from below, that have no side: the house shivers, so often a second."""
LEAST = 0.35
"""What comes is seen, however weak it is."""
RELEASE_S, SWINGS_HZ = 0.35, 1.1
"""s in which the breath is gone once it has come, and how it swings while it goes."""


class _Coming(NamedTuple):
    """A whisper on its way."""

    at_s: float
    """Stage time at which it was told."""
    beat_s: float
    strength: float
    """-1 (pushes to the left) .. 1."""
    shivers: bool
    """It has no side."""

    def breath(self, now_s: float) -> float:
        """How the house breathes before it, and after it has come."""
        age_s = now_s - self.at_s
        to_and_fro = math.sin(2.0 * math.pi * SHIVERS_HZ * age_s) if self.shivers else 1.0
        return self.strength * to_and_fro * _share(age_s, self.beat_s)


class Omens:
    """Hears of whispers that come, and tells how the house breathes now."""

    def __init__(self) -> None:
        self._coming: list[_Coming] = []

    def hear(self, events: Sequence[Event], view: View) -> None:
        """Take in what is told."""
        for event in events:
            if event.kind is EventKind.OMEN and event.size:
                share = max(LEAST, min(1.0, abs(event.size) / FULL.get(event.subject, abs(event.size))))
                self._coming.append(
                    _Coming(view.time, view.game.beat_s, math.copysign(share, event.size), event.subject in SHIVERS)
                )

    def breath(self, now_s: float) -> float:
        """-1 (towards the left) .. 1: rises over the beat before each whisper, and swings out when it has come."""
        self._coming = [each for each in self._coming if now_s - each.at_s < each.beat_s + 5.0 * RELEASE_S]
        return max(-1.0, min(1.0, sum(each.breath(now_s) for each in self._coming)))


def _share(age_s: float, beat_s: float) -> float:
    """How much of a whisper is in the air so many s after it was told."""
    if age_s < beat_s:
        part = max(0.0, age_s / beat_s)
        return part * part * (3.0 - 2.0 * part)
    since = age_s - beat_s
    return math.exp(-since / RELEASE_S) * math.cos(2.0 * math.pi * SWINGS_HZ * since)
