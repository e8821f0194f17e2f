"""What stands in the light on thin rods: gels, splitters, detectors, flags, fixed mirrors; and springs and cables."""

import math

import numpy as np

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.look.theme import Palette, Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.render.paint.glyphs import glyph, part_colour
from game.sim.view import LinkView, OpticView

FRAME_HALF_M = 0.010
"""m: half the thickness of a frame."""
GLYPH_M, GLYPH_ASIDE_M = 0.034, 0.095
"""m: size of the glyph on a gel, and how far beside it it hangs."""
DIAL_M, DIAL_SHARE, DIAL_ASIDE_M = 0.062, 0.48, 0.040
"""m: largest radius of a detector's dial; largest share of its screen that that is; m between dial and screen."""
LEAST_DIAL_PX = 4.0
DIAL_SWEEP = math.radians(240.0)
"""From nothing to all the light that there is."""
COILS, COIL_M = 11, 0.022
"""Turns of a spring, and half its thickness, m."""
CABLE_HALF_M = 0.0045
"""m."""
CABLE_POINTS = 17
"""Of a cable that sags."""
MIRROR_HALF_M = 0.0125
"""m: half the thickness of a mirror's bar."""
DARK: Rgb = (10, 8, 16)


def gel(optic: OpticView, palette: Palette, camera: Camera) -> list[Rows]:
    """A coloured sheet in a brass frame, with the glyphs of what it lets through beside it."""
    ends, way, normal = _line(optic, camera)
    half = FRAME_HALF_M * camera.scale
    count = len(optic.passes)
    cuts = ends[0] + np.linspace(0.0, 1.0, count + 1)[:, None] * (ends[1] - ends[0])
    colours = np.array([part_colour(palette, part) for part in optic.passes], float)
    rows = [
        strokes.lines(ends[:1], ends[1:], half + 1.4, DARK, 0.75),
        strokes.lines(ends[:1], ends[1:], half + 0.4, palette.mirror.brass, 1.0),
        strokes.lines(cuts[:-1], cuts[1:], 0.72 * half, 0.75 * colours, 1.0),
        strokes.lines(cuts[:-1], cuts[1:], 0.24 * half, 0.45 * colours + 140.0, 0.9),
        *_caps(ends, 1.5 * half, palette),
    ]
    middle = ends.mean(axis=0) + GLYPH_ASIDE_M * camera.scale * normal
    for k, part in enumerate(optic.passes):
        at = middle + (k - (count - 1) / 2) * 2.6 * GLYPH_M * camera.scale * way
        size = max(GLYPH_M * camera.scale, 4.5)
        rows.append(glyph(part, (float(at[0]), float(at[1])), size, part_colour(palette, part)))
    return rows


def splitter(optic: OpticView, palette: Palette, camera: Camera) -> list[Rows]:
    """A pane, silvered on one half of its thickness: the more it throws back, the more."""
    ends, _, normal = _line(optic, camera)
    half = FRAME_HALF_M * camera.scale
    silver, aside = palette.mirror.silver, 0.5 * half * normal
    share = min(max(optic.reflects, 0.0), 1.0)
    return [
        strokes.lines(ends[:1], ends[1:], half + 1.0, DARK, 0.5),
        strokes.lines(ends[:1], ends[1:], half, palette.mirror.shade, 0.55),
        strokes.lines(ends[:1] + aside, ends[1:] + aside, 0.5 * half, silver, 0.25 + 0.7 * share),
        strokes.lines(ends[:1] - aside, ends[1:] - aside, 0.22 * half, silver, 0.55),
        *_caps(ends, 1.25 * half, palette),
    ]


def flag(optic: OpticView, palette: Palette, camera: Camera) -> list[Rows]:
    """A black flag with a thin warm rim."""
    ends, _, _ = _line(optic, camera)
    half = 1.7 * FRAME_HALF_M * camera.scale
    rim = np.array([-0.35, -0.45]) * max(half / 2, 1.4)
    return [
        strokes.lines(ends[:1] + rim, ends[1:] + rim, half, palette.audience.rim, 0.35),
        strokes.lines(ends[:1], ends[1:], half, (6, 4, 9), 1.0),
    ]


def detector(
    optic: OpticView, total: float, light: Floats, palette: Palette, camera: Camera
) -> tuple[list[Rows], list[Rows]]:
    """A dark screen with a dial behind it; strokes and arcs.

    Args:
        total: W that all lamps send out: the end of the dial.
        light: which way light meets it (2,), m; nothing in the dark.
    """
    ends, _, normal = _line(optic, camera)
    half = FRAME_HALF_M * camera.scale
    if light[0] * normal[0] - light[1] * normal[1] < 0.0:
        normal = -normal
    size = min(DIAL_M, DIAL_SHARE * math.dist(*optic.outline[[0, -1]].tolist()))
    middle = ends.mean(axis=0) + (size + DIAL_ASIDE_M) * camera.scale * normal
    centre, radius = (float(middle[0]), float(middle[1])), max(size * camera.scale, LEAST_DIAL_PX)
    share = min(max(optic.reading / total, 0.0), 1.0) if total > 0.0 else 0.0
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
        *_caps(points[[0, -1]], 1.25 * thick, palette),
    ]


def link(found: LinkView, palette: Palette, camera: Camera) -> list[Rows]:
    """A spring in its coils, or a cable, taut or sagging; both warm to a warning as they are loaded."""
    ends = camera.to_screen(found.ends)
    span = math.dist(*found.ends)
    warm = min(max(found.load, 0.0), 1.0) ** 2
    steel = np.array(palette.solid["steel"].vivid, float)
    colour = steel + (np.array(palette.ink.danger) - steel) * warm
    points = _coil(ends, camera.scale) if found.kind == "spring" else _sag(ends, span, found.length)
    half = max(CABLE_HALF_M * camera.scale, 0.8)
    return [
        strokes.polyline(points, half + 1.1, DARK, 0.7),
        strokes.polyline(points, half, 0.55 * colour, 1.0),
        strokes.polyline(points - half * np.array([0.25, 0.35]), 0.5 * half, colour, 1.0),
        *_caps(ends, 2.4 * half, palette),
    ]


def _coil(ends: Floats, scale: float) -> Floats:
    """A zigzag between two points, with straight ends."""
    run = ends[1] - ends[0]
    normal = np.array([-run[1], run[0]]) / max(float(np.hypot(*run)), 1e-6)
    at = np.linspace(0.12, 0.88, 2 * COILS)
    side = np.where(np.arange(len(at)) % 2 == 0, 1.0, -1.0) * COIL_M * scale
    side[[0, -1]] = 0.0
    coils: Floats = ends[0] + at[:, None] * run + side[:, None] * normal
    return np.vstack([ends[:1], coils, ends[1:]])


def _sag(ends: Floats, span: float, length: float) -> Floats:
    """A parabola of the cable's length: sag^2 = 3/8 span (length - span) for a shallow one, as a catenary nearly is."""
    at = np.linspace(0.0, 1.0, CABLE_POINTS)
    points: Floats = ends[0] + at[:, None] * (ends[1] - ends[0])
    depth = math.sqrt(max(0.375 * span * (length - span), 0.0))
    points[:, 1] += 4.0 * at * (1.0 - at) * depth * float(np.hypot(*(ends[1] - ends[0]))) / max(span, 1e-9)
    return points


def _line(optic: OpticView, camera: Camera) -> tuple[Floats, Floats, Floats]:
    """Ends (2, 2) px of a straight optic, unit vector along it, and unit normal."""
    ends = camera.to_screen(optic.outline[[0, -1]])
    run = ends[1] - ends[0]
    way = run / max(float(np.hypot(*run)), 1e-6)
    return ends, way, np.array([way[1], -way[0]])


def _caps(ends: Floats, radius: float, palette: Palette) -> list[Rows]:
    return [
        strokes.dots(ends, radius, palette.mirror.brass, 1.0),
        strokes.dots(ends - 0.25 * radius, 0.35 * radius, palette.mirror.ring, 0.8),
    ]
