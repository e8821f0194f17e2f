"""When it is, in samples: the stage's seconds and the sound's samples come from two clocks that drift apart."""

import math

from game.audio.sounds.synth import RATE

LEAD_S = 0.021
"""What happens sounds so much later than the desk could have it: then all of a frame's events are still ahead."""
SETTLES_S = 2.0
"""Time constant with which the clocks are brought together: slow against the steps in which a device asks."""
SLIP_S = 0.06
"""Clocks that are further apart have slipped (a long frame, a pause): they are set anew at once."""


class StageClock:
    """Maps stage seconds to samples of the desk's stream."""

    def __init__(self) -> None:
        """Not set yet."""
        self._offset = 0.0
        self._looks = 0

    def follow(self, now_s: float, elapsed_s: float, rendered: int) -> None:
        """Look at both clocks: `now_s` on the stage, `elapsed_s` after the last look; samples `rendered` so far."""
        seen = rendered - now_s * RATE
        if self._looks == 0 or abs(seen - self._offset) > SLIP_S * RATE:
            self._looks, self._offset = 0, seen
        self._looks += 1
        self._offset += (seen - self._offset) * max(1.0 / self._looks, 1.0 - math.exp(-elapsed_s / SETTLES_S))

    def sample(self, second: float) -> int:
        """The sample at which what happens at this second of the stage sounds."""
        return round((second + LEAD_S) * RATE + self._offset)
