"""What pictures of optics share: the frame of a straight one, and the brass caps on its ends."""

from typing import Any

import numpy as np

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.look.theme import Palette, Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.sim.view import OpticView

FRAME_HALF_M = 0.010
"""m: half the thickness of a frame."""
DARK: Rgb = (10, 8, 16)


def frame_line(optic: OpticView[Any], camera: Camera) -> tuple[Floats, Floats, Floats]:
    """Ends (2, 2) px of a straight optic, unit vector along it, and unit normal."""
    ends = camera.to_screen(optic.outline[[0, -1]])
    run = ends[1] - ends[0]
    along = run / max(float(np.hypot(*run)), 1e-6)
    return ends, along, np.array([along[1], -along[0]])


def caps(ends: Floats, radius: float, palette: Palette) -> list[Rows]:
    """Brass caps on both ends (2, 2) px."""
    return [
        strokes.dots(ends, radius, palette.mirror.brass, 1.0),
        strokes.dots(ends - 0.25 * radius, 0.35 * radius, palette.mirror.ring, 0.8),
    ]
