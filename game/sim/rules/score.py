"""Points: for each voice by how it was won, and a little at the end for what still stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from game.level.model import BONUS, LEAST_FRESH, chord_factor
from game.sim import constants as c
from game.sim.events import Marks


@dataclass(slots=True)
class Score:
    """The running score; every voice keeps its points for as long as it sings."""

    kept: float = 0.0
    chord: int = 0
    """Voices of the chord that still grows."""
    last_voice: float = 0.0
    """When the last of them sang, s."""
    bonus: float = 0.0
    """Of `kept`, what was given at the end."""

    def voice(self, time: float, bar_s: float, still: float, beat: float, bars: float) -> Marks:
        """A voice sings at `time` (s), `bars` after its flaw opened, with its factors for stillness and the beat."""
        self.chord = self.chord + 1 if self._grows(time, bar_s) else 1
        self.last_voice = time
        fresh = max(LEAST_FRESH, (1.0 - c.FADE_A_BAR) ** max(0.0, bars - c.FRESH_BARS))
        marks = Marks(still, beat, chord_factor(self.chord), fresh)
        self.kept += marks.points
        return marks

    def silenced(self, points: float) -> None:
        """A voice fell silent, and its points with it."""
        self.kept -= points

    def tick(self, time: float, bar_s: float) -> None:
        """Let a chord end that nobody continued."""
        if self.chord and not self._grows(time, bar_s):
            self.chord = 0

    def finale(self, base: float, shares: Sequence[float]) -> None:
        """At the end: up to a share of the level's `base` points, by shares (0..1) of what could have been kept."""
        self.bonus = BONUS * base * sum(shares) / len(shares)
        self.kept += self.bonus

    def _grows(self, time: float, bar_s: float) -> bool:
        return self.chord > 0 and time - self.last_voice <= c.CHORD_BARS * bar_s


def step_of(value: float, steps: Sequence[tuple[float, float]]) -> float:
    """The factor of the first step (limit, factor) that a value is not above; 1 beyond the last."""
    return next((factor for limit, factor in steps if value <= limit), 1.0)
