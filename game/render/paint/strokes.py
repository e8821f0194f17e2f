"""Rows for the raster: strokes from lines, paths and points, and arcs."""

import math

import numpy as np
from numpy.typing import ArrayLike

from game.core.geom import Floats
from game.render.look.theme import Rgb
from game.render.paint.drawlist import ARC_FIELDS, STROKE_FIELDS, Rows

NONE: Rows = np.zeros((0, STROKE_FIELDS), np.float32)
NO_ARCS: Rows = np.zeros((0, ARC_FIELDS), np.float32)
_ARC_STEP = math.radians(5.0)


def lines(start: Floats, end: Floats, half: ArrayLike, colour: ArrayLike, opacity: ArrayLike) -> Rows:
    """Separate strokes.

    Args:
        start, end: (N, 2) px.
        half: half width, px; a number, (N,), or (N, 2) for its start and end.
        colour: (3,) or (N, 3), 0-255.
        opacity: a number or (N,), 0-1 (light may be stronger).
    """
    rows = np.empty((len(start), STROKE_FIELDS), np.float32)
    rows[:, 0:2], rows[:, 2:4] = start, end
    width = np.asarray(half, dtype=np.float32)
    rows[:, 4:6] = width if width.ndim == 2 else width.reshape(-1, 1)
    rows[:, 6:9] = colour
    rows[:, 9] = opacity
    return rows


def moved(rows: Rows, shift: tuple[float, float]) -> Rows:
    """The same strokes, (x, y) `shift` px from where they were."""
    there = rows.copy()
    there[:, 0:4] += np.array(shift * 2, np.float32)
    return there


def faded(rows: Rows, share: float) -> Rows:
    """The same strokes or arcs with a share (0..1) of their opacity or strength."""
    if share >= 1.0:
        return rows
    left = rows.copy()
    left[:, -1] *= share
    return left


def polyline(points: Floats, half: ArrayLike, colour: ArrayLike, opacity: ArrayLike) -> Rows:
    """Strokes along a path (N, 2) px; see `lines`."""
    return lines(points[:-1], points[1:], half, colour, opacity)


def dots(points: Floats, radius: ArrayLike, colour: ArrayLike, opacity: ArrayLike) -> Rows:
    """Round dots; see `lines`."""
    return lines(points, points, radius, colour, opacity)


def chevron(tip: ArrayLike, side: float, size: float, half: float, colour: Rgb, opacity: float) -> Rows:
    """A mark that points to the right (`side` 1) or the left (-1); `size` is its depth and half its height, px."""
    (x, y), back = np.asarray(tip, dtype=np.float64), -side * 0.7 * size
    return polyline(np.array([[x + back, y - size], [x, y], [x + back, y + size]]), half, colour, opacity)


def arc_points(centre: tuple[float, float], radius: float, start: float, sweep: float) -> Floats:
    """Points (N, 2) px along an arc; angles in rad from the right, counter-clockwise as seen."""
    count = max(2, int(abs(sweep) / _ARC_STEP) + 2)
    angles = start + np.linspace(0.0, sweep, count)
    return np.column_stack([centre[0] + radius * np.cos(angles), centre[1] - radius * np.sin(angles)])


def arc(
    centre: tuple[float, float], radius: float, start: float, sweep: float, half: float, colour: Rgb, opacity: float
) -> Rows:
    """One row for `raster.arcs`; angles in rad from the right, counter-clockwise as seen; `half` the width, px."""
    if sweep < 0:
        start, sweep = start + sweep, -sweep
    return np.array([[*centre, radius, half, start, sweep, *colour, opacity]], np.float32)


def ring(centre: tuple[float, float], radius: float, half: float, colour: Rgb, opacity: float) -> Rows:
    """A whole circle, as a row for `raster.arcs`."""
    return arc(centre, radius, 0.0, 2 * math.pi, half, colour, opacity)


def dashed(start: Floats, end: Floats, dash: float, gap: float, shift: float) -> tuple[Floats, Floats]:
    """Starts and ends of the dashes of a line between two points (2,) px, moved along by `shift` px."""
    run = end - start
    length = float(np.hypot(*run))
    if length < 1e-6:
        return np.zeros((0, 2)), np.zeros((0, 2))
    pitch = dash + gap
    at = np.arange(shift % pitch - pitch, length, pitch)
    along = run / length
    first, last = np.clip(at, 0.0, length), np.clip(at + dash, 0.0, length)
    seen = last > first
    return start + first[seen, None] * along, start + last[seen, None] * along
