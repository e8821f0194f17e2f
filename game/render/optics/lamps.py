"""Lamps: a head on a yoke that turns with its beam, the lens in the colour of the light, dark while it is out."""

import numpy as np

from game.render.look.camera import Camera
from game.render.look.theme import Palette, Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.render.paint.glyphs import glyph, part_colour
from game.sim.view import LampView

LEAST_HEAD_M = 0.045
"""m: half the width of the smallest lamp head."""
BRIGHTEST_W = 2.0
"""W from which a lens glows no more strongly."""
GLYPH_SHARE = 0.55
"""Size of the glyph on a lamp's side, in half widths of its head."""
HOUSING: tuple[Rgb, Rgb, Rgb] = ((12, 9, 16), (30, 24, 32), (64, 54, 62))
"""Its dark side, its body, its lit edge."""
DARK_LENS: Rgb = (34, 30, 44)
WHITE_LENS: Rgb = (255, 246, 232)


def lamp(light: LampView, palette: Palette, camera: Camera, shine: list[Rows]) -> list[Rows]:
    """Strokes of a lamp; what glows is added to `shine`."""
    origin = np.array(camera.pixel(light.origin))
    forward = np.array([light.direction[0], -light.direction[1]])
    aside = np.array([-forward[1], forward[0]])
    half = max(0.5 * light.width, LEAST_HEAD_M) * camera.scale
    is_part = light.part in ("bass", "tenor", "alto", "soprano")
    colour = np.array(part_colour(palette, light.part) if is_part else WHITE_LENS, float)
    dark, body, edge = HOUSING

    def across(back: float, reach: float, half_width: float, tone: Rgb, opacity: float) -> Rows:
        """A bar across the head, `back` half widths behind the lens."""
        middle = origin - forward * back * half
        return strokes.lines((middle - aside * reach * half)[None], (middle + aside * reach * half)[None],
                             half_width * half, tone, opacity)  # fmt: skip

    def along(start: float, end: float, shift: float, half_width: float, tone: Rgb, opacity: float) -> Rows:
        """A bar along the head, from and to so many half widths behind the lens."""
        middle = origin + aside * shift * half
        return strokes.lines((middle - forward * start * half)[None], (middle - forward * end * half)[None],
                             half_width * half, tone, opacity)  # fmt: skip

    rows = [
        along(2.9, 0.9, 0.0, 0.86, dark, 1.0),
        along(1.9, 0.7, 0.0, 0.74, body, 1.0),
        along(2.7, 0.5, -0.62, 0.07, edge, 0.8),
        across(1.15, 1.0, 0.09, dark, 1.0),
        across(0.25, 0.92, 0.16, body, 1.0),
        strokes.dots((origin - forward * 1.7 * half)[None], 0.20 * half, palette.mirror.brass, 0.9),
    ]
    if not light.lit:
        return [*rows, across(0.06, 0.72, 0.13, DARK_LENS, 1.0)]
    shine.append(strokes.dots(origin[None], 1.7 * half, colour, 1.5 * min(light.power, BRIGHTEST_W)))
    rows += [across(0.06, 0.72, 0.15, _rgb(colour), 1.0), across(0.06, 0.5, 0.07, _rgb(0.4 * colour + 153.0), 1.0)]
    if is_part:
        at = origin - forward * 1.75 * half
        rows.append(glyph(light.part, (float(at[0]), float(at[1])), max(GLYPH_SHARE * half, 4.0), _rgb(colour)))
    return rows


def _rgb(colour: np.ndarray) -> Rgb:
    r, g, b = (round(float(part)) for part in colour)
    return r, g, b
