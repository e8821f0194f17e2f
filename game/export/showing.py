"""A recording in the real time in which it was seen and heard: the one clock of its films and its sound.

Breath, hit-stop and slow motion are in it as the window has them where the player wants all motion. So picture and
sound of one recording last equally long, and every event comes at the same moment in both.
"""

from collections.abc import Iterator

from game.performance import RealTime, Step
from game.replay import Recording, replayed

AFTERMATH_S = 4.0
"""Real seconds that are shown after the end of a performance: the last chord dies away, or dust settles."""
SKIP_S = 1.0
"""Real seconds at a time, where nobody looks."""
ROUNDING_S = 1e-6
"""A frame that begins so little before the end is none."""


class Showing:
    """A recording that is performed again, up to any real second, never back."""

    def __init__(self, recording: Recording) -> None:
        self.level = recording.level
        performance, self._check = replayed(recording)
        self._shown = RealTime(performance)

    @property
    def is_true(self) -> bool:
        """Whether all went as it was recorded, so far."""
        return self._check.difference is None

    @property
    def alpha(self) -> float:
        """How far the picture stands from the last step's `before` to its `view`, 0..1."""
        return self._shown.alpha

    @property
    def length_s(self) -> float | None:
        """Real seconds that can be shown: all that was played, and what follows an end; None until it is known."""
        if self._shown.ended_s is None:
            return None
        return self._shown.ended_s + (AFTERMATH_S if self._shown.performance.world.over else 0.0)

    def go_to(self, moment_s: float) -> Step:
        """Perform until a real second."""
        return self._shown.advance(max(0.0, moment_s - self._shown.now_s))

    def frames(self, hz: float, until_s: float | None = None) -> Iterator[Step]:
        """What happens from the curtain on, `hz` times a second, until a real second, or until all has been shown."""
        frame = 0
        while (end_s := self.length_s if until_s is None else until_s) is None or frame < (end_s - ROUNDING_S) * hz:
            frame += 1
            yield self.go_to(frame / hz)


def length_of(recording: Recording) -> float:
    """Real seconds that a recording can be shown for; performs all of it."""
    showing, moment_s = Showing(recording), 0.0
    while (length_s := showing.length_s) is None:
        moment_s += SKIP_S
        showing.go_to(moment_s)
    return length_s
