"""What of the stage a level needs to be seen: its sculpture as large as the window lets it be, and what hands turn.

Lamps may hang above the picture: their beams are seen.
"""

import numpy as np

from game.level import Level, LightBench
from game.level.optics import Mirror, Optic
from game.level.sculpture.outlines import piece_outline
from game.render.look.camera import PIT_SHARE, WHOLE, Framing
from game.sim.constants import PLINTH_HEIGHT

CROWN_ROOM, SIDE_ROOM = 0.30, 0.25
"""m over the sculpture, for what is shown there and for its sway, and beside it."""
RING_M = 0.29
"""m: radius of the ring round the held mirror; larger for a mirror that would not fit."""
OPTIC_ROOM = 0.05
"""m round that ring, and round other optics."""
CURTAIN_ROOM = 0.12
"""m between what must be seen and the edge of the picture: the curtains begin there."""
READ_SHARE = 0.135
"""Share of the picture's height that the staff takes in the upper right: what a hand turns there hangs below it."""
LEAST = Framing(1.7, 1.7)
"""Nothing is shown larger than so: a hall stays a hall."""


def framing_of(stage: Level | LightBench) -> Framing:
    """The frame of a level; a light bench is seen whole."""
    if isinstance(stage, LightBench):
        return WHOLE
    pieces = np.concatenate([piece_outline(piece) for piece in stage.pieces])
    trims = np.concatenate([np.zeros((1, 2)), *(piece_outline(ornament) for ornament in stage.ornaments)])
    half = max(LEAST.half_width, float(np.abs(pieces[:, 0]).max()) + SIDE_ROOM, float(np.abs(trims[:, 0]).max()))
    top = max(LEAST.top, float(pieces[:, 1].max()) + CROWN_ROOM, float(trims[:, 1].max()))
    for light in stage.lights:
        if light.source[1] < top:  # beside the sculpture, not above it
            half = max(half, min(abs(light.source[0]) + OPTIC_ROOM, WHOLE.half_width))
    for optic in stage.optics:
        aside, up = _reach(optic)
        half, top = max(half, aside), max(top, up)
    return Framing(half + CURTAIN_ROOM, top)


def _reach(optic: Optic) -> tuple[float, float]:
    """How far to either side and up (m) an optic must be seen; what no hand turns may hang beyond the stage."""
    if isinstance(optic, Mirror) and optic.by_hand:
        room = ring_radius(optic.length) + OPTIC_ROOM
        ways = optic.rail or (optic.at,)
        aside, up = max(abs(x) for x, _ in ways) + room, max(y for _, y in ways) + room
        right = [y + optic.length / 2 for x, y in ways if x > 0.0]
        return aside, max([up, *map(_below_what_is_read, right)])
    aside, up = np.abs(optic.outline()[:, 0]).max() + OPTIC_ROOM, optic.outline()[:, 1].max() + OPTIC_ROOM
    return min(float(aside), WHOLE.half_width), min(float(up), WHOLE.top)


def _below_what_is_read(y: float) -> float:
    """How far up (m) must be seen so that what ends at a height `y` (m) lies below the staff."""
    share = READ_SHARE / (1.0 - PIT_SHARE)
    return (y + share * PLINTH_HEIGHT) / (1.0 - share)


def ring_radius(length: float) -> float:
    """m: radius of the ring round a held mirror of a length (m)."""
    return max(RING_M, 0.62 * length)
