"""The picture of a detector."""

import math

import numpy as np

from game.level.model import Detector
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.optics.frames import FRAME_HALF_M, frame_line
from game.render.optics.picture import IncidentLight, Picture
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.sim.view import OpticView

DIAL_M, DIAL_SHARE, DIAL_ASIDE_M = 0.062, 0.48, 0.040
"""m: largest radius of a detector's dial; largest share of its screen that that is; m between dial and screen."""
LEAST_DIAL_PX = 4.0
DIAL_SWEEP = math.radians(240.0)
"""From nothing to all the light that there is."""


def detector(
    optic: OpticView[Detector], light: IncidentLight, palette: Palette, camera: Camera
) -> tuple[list[Rows], list[Rows]]:
    """A dark screen with a dial on its dark side; strokes and arcs."""
    ends, _, normal = frame_line(optic, camera)
    half = FRAME_HALF_M * camera.scale
    if light.direction[0] * normal[0] - light.direction[1] * normal[1] < 0.0:
        normal = -normal
    size = min(DIAL_M, DIAL_SHARE * math.dist(*optic.outline[[0, -1]].tolist()))
    middle = ends.mean(axis=0) + (size + DIAL_ASIDE_M) * camera.scale * normal
    centre, radius = (float(middle[0]), float(middle[1])), max(size * camera.scale, LEAST_DIAL_PX)
    share = min(max(optic.reading / light.total, 0.0), 1.0) if light.total > 0.0 else 0.0
    first = math.pi / 2 + DIAL_SWEEP / 2
    needle = first - share * DIAL_SWEEP
    tip = middle + 0.78 * radius * np.array([math.cos(needle), -math.sin(needle)])
    ink, unit = palette.ink, camera.scale / 200.0 * (0.4 + 0.6 * size / DIAL_M)
    rows = [
        strokes.lines(ends.mean(axis=0)[None], middle[None], 0.5 * half, palette.mirror.brass, 0.8),
        strokes.lines(ends[:1], ends[1:], half + 0.8, palette.mirror.brass, 0.9),
        strokes.lines(ends[:1], ends[1:], 0.72 * half, (12, 10, 20), 1.0),
        strokes.dots(middle[None], radius, (12, 9, 18), 0.92),
        strokes.lines(middle[None], tip[None], np.array([[1.1 * unit, 0.5 * unit]]), ink.title, 1.0),
        strokes.dots(middle[None], 1.7 * unit, palette.mirror.brass, 1.0),
    ]
    bows = [
        strokes.ring(centre, radius, 0.7 * unit, palette.mirror.brass, 1.0),
        strokes.arc(centre, 0.80 * radius, first, -DIAL_SWEEP, 0.5 * unit, ink.quiet, 0.5),
    ]
    if share > 0.0:
        bows.append(strokes.arc(centre, 0.80 * radius, first, needle - first, 1.2 * unit, ink.accent, 1.0))
    return rows, bows


PICTURE = Picture(live=detector)
