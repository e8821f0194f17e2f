"""Fixed-step time: real seconds in, whole ticks and an interpolation fraction out."""

from dataclasses import dataclass

TICKS_PER_SECOND = 120
TICK_S = 1.0 / TICKS_PER_SECOND
"""Length of a tick, s. 120 Hz keeps the stiffest weld well inside the explicit stability limit."""

MAX_TICKS_PER_FRAME = 12
"""At most a tenth of a second is caught up in one frame; the rest is dropped, not queued."""


@dataclass
class Clock:
    """Accumulates real time and hands out ticks."""

    backlog_s: float = 0.0

    def advance(self, elapsed_s: float, scale: float = 1.0) -> int:
        """Ticks to run for a frame that took `elapsed_s` real seconds at a time `scale` (1 = real time)."""
        self.backlog_s += max(0.0, elapsed_s) * scale
        ticks = int(self.backlog_s / TICK_S)
        if ticks > MAX_TICKS_PER_FRAME:
            ticks, self.backlog_s = MAX_TICKS_PER_FRAME, 0.0
        else:
            self.backlog_s -= ticks * TICK_S
        return ticks

    @property
    def alpha(self) -> float:
        """How far real time has moved past the last tick, 0..1 of a tick."""
        return min(1.0, self.backlog_s / TICK_S)
