"""The picture of a black screen."""

import numpy as np

from game.level.model import Blocker
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.optics.frames import FRAME_HALF_M, frame_line
from game.render.optics.picture import Picture
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.sim.view import OpticView


def flag(optic: OpticView[Blocker], palette: Palette, camera: Camera) -> list[Rows]:
    """A black flag with a thin warm rim."""
    ends, _, _ = frame_line(optic, camera)
    half = 1.7 * FRAME_HALF_M * camera.scale
    rim = np.array([-0.35, -0.45]) * max(half / 2, 1.4)
    return [
        strokes.lines(ends[:1] + rim, ends[1:] + rim, half, palette.audience.rim, 0.35),
        strokes.lines(ends[:1], ends[1:], half, (6, 4, 9), 1.0),
    ]


PICTURE = Picture(strokes=flag)
