"""The picture of a mirror: fixed, or on its swivel and rail."""

import math

import numpy as np

from game.core.geom import Floats, turned
from game.level.model import Mirror
from game.level.values.arcs import points_along
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.optics.frames import DARK, caps
from game.render.optics.picture import Picture
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.sim.view import MirrorView, OpticView

MIRROR_HALF_M = 0.0125
"""m: half the thickness of a mirror's bar."""
HALF_LIT = 0.5
"""A fixed mirror is drawn half lit, whatever light meets it."""
_ARC_STEP = math.radians(3.0)
"""rad between points of a bent mirror."""


def swivelled(
    mirror: MirrorView, centre: Floats, turn: float, palette: Palette, camera: Camera, shine: list[Rows]
) -> list[Rows]:
    """A silvered bar with a bright face, caps, and the swivel that it turns on; its glow is added to `shine`.

    Args:
        mirror: as it is.
        centre: (2,) m where it is drawn.
        turn: rad, how it is turned there.
        palette: of the performance.
        camera: of the picture.
        shine: strokes of what glows.
    """
    tone, lit = palette.mirror, 0.0 if mirror.incoming is None else 1.0
    points = camera.to_screen(turned(_face(mirror.length, mirror.curve), turn) + centre)
    thick = max(MIRROR_HALF_M * camera.scale, 1.6)
    if lit:
        inner = points[[0, -1]] * 0.6 + points[[-1, 0]] * 0.4
        shine.append(strokes.lines(inner[:1], inner[1:], 3 * thick, tone.silver, 0.5))
    middle = points[len(points) // 2][None]
    return [
        *bar(points, lit, palette, camera),
        strokes.dots(middle, thick * 1.55, tone.brass, 1.0),
        strokes.dots(middle - 0.3 * thick, thick * 0.5, tone.ring, 0.9),
    ]


def rail(ends: Floats, palette: Palette, camera: Camera) -> list[Rows]:
    """A thin brass line with end stops."""
    tone, unit = palette.mirror, camera.scale / 200.0
    run = ends[1] - ends[0]
    normal = np.array([-run[1], run[0]]) / max(float(np.hypot(*run)), 1e-6)
    stops = np.stack([ends - normal * 5 * unit, ends + normal * 5 * unit], axis=1)
    dark = (18, 10, 12)
    return [
        strokes.lines(ends[:1], ends[1:], 2.1 * unit, dark, 0.6),
        strokes.lines(ends[:1], ends[1:], 0.85 * unit, tone.brass, 0.95),
        strokes.lines(stops[:, 0], stops[:, 1], 1.5 * unit, tone.brass, 1.0),
    ]


def bar(points: Floats, lit: float, palette: Palette, camera: Camera) -> list[Rows]:
    """A silvered bar along a path (N, 2) px: a mirror, straight or bent, with caps on its ends.

    Args:
        lit: 0 in the dark .. 1 in the light.
    """
    tone, thick = palette.mirror, max(MIRROR_HALF_M * camera.scale, 1.6)
    run = points[-1] - points[0]
    normal = np.array([run[1], -run[0]]) / max(float(np.hypot(*run)), 1e-6)
    face = normal * 0.42 * thick * (-1.0 if normal[1] > 0 else 1.0)
    return [
        strokes.polyline(points, thick + 1.0, DARK, 0.85),
        strokes.polyline(points, thick, tone.shade, 1.0),
        strokes.polyline(points + face, 0.55 * thick, tone.silver, 0.80 + 0.20 * lit),
        strokes.polyline(points + 1.5 * face, 0.20 * thick, (255, 255, 255), 0.55 + 0.45 * lit),
        *caps(points[[0, -1]], 1.25 * thick, palette),
    ]


def _fixed(optic: OpticView[Mirror], palette: Palette, camera: Camera) -> list[Rows]:
    return bar(camera.to_screen(optic.outline), HALF_LIT, palette, camera)


def _face(length: float, curve: float) -> Floats:
    """Points (N, 2) m along a mirror's face in its own frame, its chord's middle at the origin; N is odd.

    Above 0 a `curve` (m) bulges to the right of the face's direction.
    """
    if curve == 0.0:
        return np.array([[-length / 2, 0.0], [0.0, 0.0], [length / 2, 0.0]])
    return points_along(np.array([-length / 2, 0.0, length / 2, 0.0, curve]), _ARC_STEP)


PICTURE = Picture(strokes=_fixed)
