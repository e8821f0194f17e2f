"""How much ornament is drawn, in steps, and which step a machine can keep up with.

What goes first is what nobody reads: how often light falls anew, how far it shines, dust, the floor's mirror image.
Beams, cracks, gold, type and colours of stress are the same in these steps. The last one draws the stage at half the
window's resolution, and only type and display at all of it.
"""

import math
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from statistics import median


class Quality(StrEnum):
    """The steps, from all to least."""

    FULL = "full"
    LEAN = "lean"
    BARE = "bare"
    COARSE = "coarse"


@dataclass(frozen=True, slots=True)
class Ornament:
    """What a step draws."""

    light_every: int
    """Light spreads on one frame in so many, and falls on pieces on the others; at least 2."""
    shade_turns: int
    """Pieces are shaded anew on one in so many of those others."""
    bloom_levels: int
    """How far light shines: each level doubles it; at least 2."""
    dust_every: int
    """One mote of dust in so many is seen; 0 is none."""
    glow: bool
    """Whether that light is seen in the air, or on the pieces only."""
    floor_mirror: bool
    """Whether the floor shows what stands on it."""
    coarseness: int = 1
    """px of the window, 1 or 2, for each that the stage is drawn in."""


ORNAMENTS = {
    Quality.FULL: Ornament(2, 2, bloom_levels=5, dust_every=1, glow=True, floor_mirror=True),
    Quality.LEAN: Ornament(4, 6, bloom_levels=4, dust_every=2, glow=True, floor_mirror=True),
    Quality.BARE: Ornament(6, 8, bloom_levels=3, dust_every=0, glow=False, floor_mirror=False),
    Quality.COARSE: Ornament(4, 4, bloom_levels=4, dust_every=2, glow=True, floor_mirror=True, coarseness=2),
}
"""A piece's light is renewed 15, 7.5 and 6 times a second at 60 frames a second."""
STEPS = tuple(Quality)
SLOW_S, FAST_S = 0.014, 0.008
"""Work of a frame, s, over which a step less is drawn, and under which a step more; 60 a second leave 16.7 ms."""
ROOM = 0.8
"""Share of SLOW_S that frames of the step before may take, by what leaving it saved, for it to be taken again."""
WINDOW_S = 1.5
"""Frames of so long are looked at; their median tells, so that a hiccup does not."""
PATIENCE_S, MOST_PATIENCE_S = 10.0, 640.0
"""Frames must be fast for so long before more is drawn; twice as long each time that proved too much, up to..."""
TRIAL_S = 30.0
"""It proved too much if it is taken back within so long."""


class Pace:
    """Chooses the step by how long frames take. It waits longer each time it was wrong, so that it never flaps."""

    def __init__(self) -> None:
        self._step = 0
        self._frames: deque[tuple[float, float]] = deque()
        self._span_s = 0.0
        self._fast_s = 0.0
        self._patience_s = PATIENCE_S
        self._trial_s = 0.0
        self._left_at_s: float | None = None
        self._saved: dict[int, float] = {}
        """By step, how many times as long frames took at the step before it, when that was left."""

    @property
    def quality(self) -> Quality:
        """The step to draw now."""
        return STEPS[self._step]

    def feed(self, busy_s: float, elapsed_s: float) -> None:
        """Tell how long the work of a frame took, and how long it was since the last one; both real seconds."""
        self._frames.append((busy_s, elapsed_s))
        self._span_s += elapsed_s
        self._trial_s = max(0.0, self._trial_s - elapsed_s)
        if self._span_s < WINDOW_S:
            return
        typical = median(busy for busy, _ in self._frames)
        if self._left_at_s is not None:
            self._saved[self._step], self._left_at_s = self._left_at_s / max(typical, 1e-6), None
        has_room = typical < FAST_S or typical * self._saved.get(self._step, math.inf) < ROOM * SLOW_S
        self._fast_s = self._fast_s + elapsed_s if has_room else 0.0
        if typical > SLOW_S and self._step + 1 < len(STEPS):
            if self._trial_s > 0.0:
                self._patience_s = min(MOST_PATIENCE_S, 2.0 * self._patience_s)
            self._change(1)
            self._left_at_s = typical
        elif self._fast_s >= self._patience_s and self._step > 0:
            self._change(-1)
            self._trial_s = TRIAL_S
        while self._frames and self._span_s - self._frames[0][1] >= WINDOW_S:
            self._span_s -= self._frames.popleft()[1]

    def _change(self, steps: int) -> None:
        """Take another step, and look at its own frames only."""
        self._step += steps
        self._frames.clear()
        self._span_s = self._fast_s = self._trial_s = 0.0
