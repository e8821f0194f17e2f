"""How much ornament is drawn, in steps of one change each, and which step a machine can keep up with.

What goes first is what nobody reads: how often light falls anew, dust, how far light shines, the floor's mirror image.
Beams, cracks, gold, type and colours of stress are the same in all of these. The last step draws the stage at half the
window's resolution, and only type and display at all of it.
"""

import math
from collections import deque
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median


class Quality(StrEnum):
    """What a player may ask for, from all to least."""

    FULL = "full"
    LEAN = "lean"
    BARE = "bare"
    COARSE = "coarse"


@dataclass(frozen=True, slots=True)
class Ornament:
    """What is drawn of it."""

    light_every: int
    """Light spreads on one frame in so many, and falls on pieces on the others; at least 2."""
    shade_turns: int
    """Pieces are shaded anew on one in so many of those others."""
    reach: float
    """How far light shines: each 1 doubles it; at least 2, at most the bloom's LEVELS."""
    dust: float
    """Share of the motes of dust that are seen, 0..1."""
    glow: float
    """How strongly light is seen in the air, 0..1; it falls on the pieces all the same."""
    floor: float
    """How clearly the floor shows what stands on it, 0..1."""
    fineness: float = 1.0
    """The stage is drawn at this share of the window's resolution, 0.5..1."""


HALF = 0.5
"""The fineness at which two by two pixels show one: the cheapest to enlarge."""
FULL = Ornament(light_every=2, shade_turns=2, reach=5.0, dust=1.0, glow=1.0, floor=1.0)
LEAN = Ornament(light_every=4, shade_turns=6, reach=4.0, dust=0.5, glow=1.0, floor=1.0)
BARE = Ornament(light_every=6, shade_turns=8, reach=3.0, dust=0.0, glow=0.0, floor=0.0)
"""A piece's light is renewed 15, 7.5 and 6 times a second at 60 frames a second."""
ORNAMENTS = {
    Quality.FULL: FULL,
    Quality.LEAN: LEAN,
    Quality.BARE: BARE,
    Quality.COARSE: replace(LEAN, light_every=4, shade_turns=4, fineness=HALF),
}
"""Of those who ask for a quality."""
LADDER = (
    FULL,
    replace(FULL, shade_turns=6),
    replace(FULL, shade_turns=6, light_every=4),
    replace(LEAN, reach=5.0),
    LEAN,
    replace(LEAN, floor=0.0),
    replace(LEAN, floor=0.0, dust=0.0),
    replace(LEAN, floor=0.0, dust=0.0, reach=3.0),
    replace(BARE, glow=1.0, shade_turns=6),
    replace(BARE, glow=1.0),
    replace(BARE, glow=1.0, fineness=HALF),
)
"""The steps of the automatic choice: each leaves out one thing more than the one before."""
EASE_S = 1.0
"""s in which a thing fades in or out, or light reaches twice or half as far."""
SLOW_S, FAST_S = 0.014, 0.008
"""Work of a frame, s, over which a step less is drawn, and under which a step more; 60 a second leave 16.7 ms."""
ROOM = 0.8
"""Share of SLOW_S that frames of the step before may take, by what leaving it saved, for it to be taken again."""
WINDOW_S = 1.5
"""Frames of so long are looked at; their median tells, so that a hiccup does not."""
FAR_TOO_SLOW, HURRIED_S = 1.5, 0.5
"""So many times SLOW_S is far too slow: then frames of so long, s, are enough to tell."""
PATIENCE_S, MOST_PATIENCE_S = 10.0, 640.0
"""Frames must be fast for so long before more is drawn; twice as long each time that proved too much, up to..."""
TRIAL_S = 30.0
"""It proved too much if it is taken back within so long."""


def eased(now: Ornament, wanted: Ornament, elapsed_s: float) -> Ornament:
    """An ornament on its way to another: what can be seen to change moves by so many s, the rest is there at once."""
    most = elapsed_s / EASE_S
    reach, dust, glow, floor = (
        before + max(-most, min(most, after - before))
        for before, after in (
            (now.reach, wanted.reach),
            (now.dust, wanted.dust),
            (now.glow, wanted.glow),
            (now.floor, wanted.floor),
        )
    )
    return replace(wanted, reach=reach, dust=dust, glow=glow, floor=floor)


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
    def step(self) -> int:
        """The step of the LADDER that is taken now."""
        return self._step

    @property
    def ornament(self) -> Ornament:
        """What to draw now."""
        return LADDER[self._step]

    def feed(self, busy_s: float, elapsed_s: float) -> None:
        """Tell how long the work of a frame took, and how long it was since the last one; both real seconds."""
        self._frames.append((busy_s, elapsed_s))
        self._span_s += elapsed_s
        self._trial_s = max(0.0, self._trial_s - elapsed_s)
        if self._span_s < HURRIED_S:
            return
        typical = median(busy for busy, _ in self._frames)
        if self._span_s < WINDOW_S and typical < FAR_TOO_SLOW * SLOW_S:
            return
        if self._left_at_s is not None:
            self._saved[self._step], self._left_at_s = self._left_at_s / max(typical, 1e-6), None
        has_room = typical < FAST_S or typical * self._saved.get(self._step, math.inf) < ROOM * SLOW_S
        self._fast_s = self._fast_s + elapsed_s if has_room else 0.0
        if typical > SLOW_S and self._step + 1 < len(LADDER):
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
