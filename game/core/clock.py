"""Fixed-step time."""

TICKS_PER_SECOND = 120
TICK_S = 1.0 / TICKS_PER_SECOND
"""Length of a tick, s. 120 Hz keeps the stiffest weld well inside the explicit stability limit."""

MAX_TICKS_PER_FRAME = 12
"""At most a tenth of a second is caught up in one frame; the rest is dropped, not queued."""
