"""The picture of a gel."""

import numpy as np

from game.level.model import Filter
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.optics.frames import DARK, FRAME_HALF_M, caps, frame_line
from game.render.optics.picture import Picture
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.render.paint.glyphs import glyph, part_colour
from game.sim.view import OpticView

GLYPH_M, GLYPH_ASIDE_M = 0.034, 0.095
"""m: size of the glyph on a gel, and how far beside it it hangs."""


def gel(optic: OpticView[Filter], palette: Palette, camera: Camera) -> list[Rows]:
    """A coloured sheet in a brass frame, with the glyphs of what it lets through beside it."""
    ends, along, normal = frame_line(optic, camera)
    half = FRAME_HALF_M * camera.scale
    count = len(optic.spec.passes)
    cuts = ends[0] + np.linspace(0.0, 1.0, count + 1)[:, None] * (ends[1] - ends[0])
    colours = np.array([part_colour(palette, part) for part in optic.spec.passes], float)
    rows = [
        strokes.lines(ends[:1], ends[1:], half + 1.4, DARK, 0.75),
        strokes.lines(ends[:1], ends[1:], half + 0.4, palette.mirror.brass, 1.0),
        strokes.lines(cuts[:-1], cuts[1:], 0.72 * half, 0.75 * colours, 1.0),
        strokes.lines(cuts[:-1], cuts[1:], 0.24 * half, 0.45 * colours + 140.0, 0.9),
        *caps(ends, 1.5 * half, palette),
    ]
    middle = ends.mean(axis=0) + GLYPH_ASIDE_M * camera.scale * normal
    for k, part in enumerate(optic.spec.passes):
        at = middle + (k - (count - 1) / 2) * 2.6 * GLYPH_M * camera.scale * along
        size = max(GLYPH_M * camera.scale, 4.5)
        rows.append(glyph(part, (float(at[0]), float(at[1])), size, part_colour(palette, part)))
    return rows


PICTURE = Picture(strokes=gel)
