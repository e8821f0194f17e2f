"""The four parts without hue: a glyph and a pattern of dashes for each, the same on beams, cracks, gels and the staff.

From low to high: a triangle that points down, two bars, a diamond, a triangle that points up; and long dashes, dashes
and dots by turns, pairs of short dashes, dots.
"""

import numpy as np

from game.core.geom import Floats
from game.render.look.theme import Palette, Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import Rows

_UP = ((-0.92, 0.62), (0.92, 0.62), (0.0, -0.96))
_SHAPES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "bass": (tuple((x, -y) for x, y in _UP),),
    "tenor": (((-0.8, -0.46), (0.8, -0.46)), ((-0.8, 0.46), (0.8, 0.46))),
    "alto": (((0.0, -1.05), (0.86, 0.0), (0.0, 1.05), (-0.86, 0.0)),),
    "soprano": (_UP,),
}
"""Outlines of each glyph, y down, within about a unit of its middle; those of more than two points are closed."""
PATTERNS: dict[str, tuple[tuple[float, float], ...]] = {
    "bass": ((0.00, 0.68),),
    "tenor": ((0.00, 0.42), (0.62, 0.76)),
    "alto": ((0.00, 0.20), (0.34, 0.54)),
    "soprano": ((0.00, 0.07), (0.25, 0.32), (0.50, 0.57), (0.75, 0.82)),
}
"""Where the marks of each pattern begin and end, in shares of its period."""
_BACKING: Rgb = (8, 5, 12)
_STROKE = 0.26
"""Half width of a glyph's strokes, in its own units."""


def part_colour(palette: Palette, part: str) -> Rgb:
    """The colour of a part; a quiet one for whatever is none."""
    return palette.parts.of(part) or palette.ink.quiet


def glyph(part: str, at: tuple[float, float], size: float, colour: Rgb) -> Rows:
    """Strokes of the glyph of a part, on a dark backing, its middle at `at` and `size` px from there to its rim."""
    starts, ends = _outline(part)
    starts, ends = starts * size + at, ends * size + at
    half = max(_STROKE * size, 0.75)
    return np.concatenate(
        [
            strokes.lines(starts, ends, half + max(0.18 * size, 1.0), _BACKING, 0.55),
            strokes.lines(starts, ends, half, colour, 1.0),
        ]
    )


def _outline(part: str) -> tuple[Floats, Floats]:
    """Starts and ends (N, 2) of the strokes of a glyph; none for what is no part."""
    starts: list[tuple[float, float]] = []
    ends: list[tuple[float, float]] = []
    for points in _SHAPES.get(part, ()):
        closed = points if len(points) == 2 else (*points, points[0])
        starts += closed[:-1]
        ends += closed[1:]
    return np.array(starts).reshape(-1, 2), np.array(ends).reshape(-1, 2)


def marks(part: str, length: float, period: float, shift: float = 0.0) -> Floats:
    """Where the marks of a pattern lie along a line, (N, 2): from and to, cut off at 0 and `length`.

    Args:
        period: of the pattern, in the line's unit.
        shift: how far it has moved along.
    """
    if part not in PATTERNS:
        return np.zeros((0, 2))
    first = np.floor(-shift / period)
    turns = np.arange(first, first + length / period + 2.0)
    found = (turns[:, None, None] + np.array(PATTERNS[part])[None]) * period + shift
    spans = np.clip(found.reshape(-1, 2), 0.0, length)
    kept: Floats = spans[spans[:, 1] > spans[:, 0]]
    return kept


def along_path(points: Floats, spans: Floats) -> tuple[Floats, Floats]:
    """Starts and ends (M, 2) of the pieces of a path (N, 2) within `spans` (K, 2) of its length, bends kept."""
    run = np.hypot(*np.diff(points, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(run)])
    starts, ends = [], []
    for first, last in spans.tolist():
        stops = np.concatenate([[first], at[(at > first) & (at < last)], [last]])
        placed = np.column_stack([np.interp(stops, at, points[:, k]) for k in (0, 1)])
        starts.append(placed[:-1])
        ends.append(placed[1:])
    if not starts:
        return np.zeros((0, 2)), np.zeros((0, 2))
    return np.concatenate(starts), np.concatenate(ends)
