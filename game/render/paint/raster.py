"""Smooth strokes drawn straight into pixels: what pygame.draw cannot do without stairs.

A canvas is the (H, W) uint32 view of a 32-bit surface, 0xRRGGBB. A glow is a linear (h, w, 3) float32 buffer, red,
green, blue, 1 = full. Coordinates are pixels, pixel middles at .5, y down.
"""

import ctypes
import math

import numpy as np
import pygame

from game.render.paint.drawlist import Band, Canvas, Glow, Rows
from game.render.paint.kernel import helper, kernel

_MASKS = (0xFF0000, 0x00FF00, 0x0000FF)
_F, _I = np.float32, np.int32


def is_canvas(surface: pygame.Surface) -> bool:
    """Whether kernels can draw on this surface as it is: 32 bits in the usual order, and no window of another."""
    return surface.get_bitsize() == 32 and surface.get_masks()[:3] == _MASKS and surface.get_parent() is None


def pixels(surface: pygame.Surface) -> Canvas:
    """The (H, W) pixels of a surface for which `is_canvas` holds, as long as that lives.

    It is not locked meanwhile, as `surfarray` would: a kernel that is compiled keeps what it was called with until the
    next round of garbage collection, and a locked surface cannot be drawn on. Surfaces in memory need no lock.
    """
    width, height = surface.get_size()
    pitch = surface.get_pitch() // np.dtype(np.uint32).itemsize
    memory = (ctypes.c_uint32 * (pitch * height)).from_address(surface._pixels_address)
    canvas: Canvas = np.ctypeslib.as_array(memory).reshape(height, pitch)[:, :width]
    return canvas


@helper
def _reach(x0: float, y0: float, x1: float, y1: float, radius: float, y: float) -> tuple[float, float]:
    """Left and right end, px, of what a stroke of this outer radius can touch on the line of pixels at `y`."""
    left, right = min(x0, x1) - radius, max(x0, x1) + radius
    dx, dy = x1 - x0, y1 - y0
    if abs(dy) > 1e-3:
        middle = x0 + (y - y0) * dx / dy
        half = radius * math.sqrt(dx * dx + dy * dy) / abs(dy) + 1.0
        left, right = max(left, middle - half), min(right, middle + half)
    return left, right


@helper
def _rest(
    px: np.float32, py: np.float32, dx: np.float32, dy: np.float32, per_length: np.float32
) -> tuple[np.float32, np.float32]:
    """Squared distance, px^2, of a point (from the stroke's start) from its middle line, and how far along it lies."""
    along = min(max((px * dx + py * dy) * per_length, _F(0.0)), _F(1.0))
    ox, oy = px - along * dx, py - along * dy
    return ox * ox + oy * oy, along


@helper
def _ink(pixel: np.uint32, red: float, green: float, blue: float, share: float, keep: float) -> np.uint32:
    """A pixel of which `keep` stays, with `share` of a colour added."""
    old = np.int32(pixel)
    r = min(_F((old >> 16) & 255) * keep + red * share, _F(255.0))
    g = min(_F((old >> 8) & 255) * keep + green * share, _F(255.0))
    b = min(_F(old & 255) * keep + blue * share, _F(255.0))
    return np.uint32((np.int32(r) << 16) | (np.int32(g) << 8) | np.int32(b))


@kernel
def stroke_over(canvas: Canvas, band: Band, rows: Rows) -> None:
    """Paint round-ended, tapering strokes (N, STROKE_FIELDS) over a canvas, with smooth edges."""
    width = canvas.shape[1]
    for k in range(len(rows)):
        x0, y0, x1, y1 = rows[k, 0], rows[k, 1], rows[k, 2], rows[k, 3]
        half, swell = rows[k, 4], rows[k, 5] - rows[k, 4]
        red, green, blue, strength = rows[k, 6], rows[k, 7], rows[k, 8], rows[k, 9]
        dx, dy = x1 - x0, y1 - y0
        per_length = _F(1.0) / max(dx * dx + dy * dy, _F(1e-6))
        radius = half + max(swell, _F(0.0)) + _F(1.0)
        for y in range(max(band[0], int(min(y0, y1) - radius)), min(band[1], int(max(y0, y1) + radius) + 1)):
            left, right = _reach(x0, y0, x1, y1, radius, y + 0.5)
            py = _F(y + 0.5) - y0
            for x in range(max(0, int(left)), min(width, int(right) + 1)):
                distance_2, along = _rest(_F(x + 0.5) - x0, py, dx, dy, per_length)
                edge = half + along * swell + _F(0.5) - math.sqrt(distance_2)
                if edge > _F(0.0):
                    share = min(edge, _F(1.0)) * strength
                    canvas[y, x] = _ink(canvas[y, x], red, green, blue, share, _F(1.0) - share)


@kernel
def stroke_add(canvas: Canvas, band: Band, rows: Rows) -> None:
    """Add strokes (N, STROKE_FIELDS) of light to a canvas; each fades smoothly from its middle to its edge."""
    width = canvas.shape[1]
    for k in range(len(rows)):
        x0, y0, x1, y1 = rows[k, 0], rows[k, 1], rows[k, 2], rows[k, 3]
        half, swell = rows[k, 4], rows[k, 5] - rows[k, 4]
        red, green, blue, strength = rows[k, 6], rows[k, 7], rows[k, 8], rows[k, 9]
        dx, dy = x1 - x0, y1 - y0
        per_length = _F(1.0) / max(dx * dx + dy * dy, _F(1e-6))
        radius = half + max(swell, _F(0.0)) + _F(1.0)
        for y in range(max(band[0], int(min(y0, y1) - radius)), min(band[1], int(max(y0, y1) + radius) + 1)):
            left, right = _reach(x0, y0, x1, y1, radius, y + 0.5)
            py = _F(y + 0.5) - y0
            for x in range(max(0, int(left)), min(width, int(right) + 1)):
                distance_2, along = _rest(_F(x + 0.5) - x0, py, dx, dy, per_length)
                reach = half + along * swell + _F(0.5)
                fall = _F(1.0) - distance_2 / (reach * reach)
                if fall > _F(0.0):
                    canvas[y, x] = _ink(canvas[y, x], red, green, blue, fall * fall * strength, 1.0)


@kernel
def stroke_shade(canvas: Canvas, band: Band, rows: Rows) -> None:
    """Take light from a canvas along strokes (N, STROKE_FIELDS); each fades smoothly from its middle to its edge."""
    width = canvas.shape[1]
    for k in range(len(rows)):
        x0, y0, x1, y1 = rows[k, 0], rows[k, 1], rows[k, 2], rows[k, 3]
        dx, dy = x1 - x0, y1 - y0
        per_length = _F(1.0) / max(dx * dx + dy * dy, _F(1e-6))
        radius = max(rows[k, 4], rows[k, 5])
        for y in range(max(band[0], int(min(y0, y1) - radius)), min(band[1], int(max(y0, y1) + radius) + 1)):
            left, right = _reach(x0, y0, x1, y1, radius, y + 0.5)
            py = _F(y + 0.5) - y0
            for x in range(max(0, int(left)), min(width, int(right) + 1)):
                distance_2, _ = _rest(_F(x + 0.5) - x0, py, dx, dy, per_length)
                fall = max(_F(1.0) - distance_2 / (radius * radius), _F(0.0))
                canvas[y, x] = _ink(canvas[y, x], 0.0, 0.0, 0.0, 0.0, _F(1.0) - fall * fall * rows[k, 9])


@kernel
def stroke_glow(glow: Glow, band: Band, rows: Rows, scale: float) -> None:
    """Add strokes (N, STROKE_FIELDS), in px of the canvas, to a glow with `scale` of its pixels per canvas pixel."""
    size = _F(scale)
    width = glow.shape[1]
    for k in range(len(rows)):
        x0, y0, x1, y1 = rows[k, 0] * size, rows[k, 1] * size, rows[k, 2] * size, rows[k, 3] * size
        half, swell = rows[k, 4] * size, (rows[k, 5] - rows[k, 4]) * size
        red, green, blue, strength = rows[k, 6], rows[k, 7], rows[k, 8], rows[k, 9] * _F(1 / 255)
        dx, dy = x1 - x0, y1 - y0
        per_length = _F(1.0) / max(dx * dx + dy * dy, _F(1e-6))
        radius = half + max(swell, _F(0.0)) + _F(1.0)
        for y in range(max(band[0], int(min(y0, y1) - radius)), min(band[1], int(max(y0, y1) + radius) + 1)):
            left, right = _reach(x0, y0, x1, y1, radius, y + 0.5)
            py = _F(y + 0.5) - y0
            for x in range(max(0, int(left)), min(width, int(right) + 1)):
                distance_2, along = _rest(_F(x + 0.5) - x0, py, dx, dy, per_length)
                reach = half + along * swell + _F(0.7)
                fall = (_F(1.0) - distance_2 / (reach * reach)) * strength
                if fall > _F(0.0):
                    glow[y, x, 0] += red * fall
                    glow[y, x, 1] += green * fall
                    glow[y, x, 2] += blue * fall


@helper
def _off_arc(px: float, py: float, radius: float, ends: tuple[float, float, float, float], bow: int) -> float:
    """How far, px, a point (from the centre, y up) lies from an arc's middle line; its ends are round.

    Args:
        ends: unit vectors to the arc's start and end.
        bow: 0 a whole circle, 1 up to half a turn, 2 more.
    """
    ring = abs(math.sqrt(px * px + py * py) - radius)
    if bow == 0:
        return ring
    after_start = ends[0] * py - ends[1] * px >= 0.0
    before_end = px * ends[3] - py * ends[2] >= 0.0
    if (after_start and before_end) if bow == 1 else (after_start or before_end):
        return ring
    ax, ay = px - radius * ends[0], py - radius * ends[1]
    bx, by = px - radius * ends[2], py - radius * ends[3]
    return math.sqrt(min(ax * ax + ay * ay, bx * bx + by * by))


@helper
def _rows_of_arc(cy: float, radius: float, start: float, sweep: float) -> tuple[float, float]:
    """Highest and lowest y, px downward, of an arc's middle line."""
    ends = (radius * math.sin(start), radius * math.sin(start + sweep))
    high, low = max(ends), min(ends)
    # A quarter turn and three from the right, where they lie on the arc: its top and bottom.
    if (math.pi / 2 - start) % (2 * math.pi) <= sweep:
        high = radius
    if (-math.pi / 2 - start) % (2 * math.pi) <= sweep:
        low = -radius
    return cy - high, cy - low


@kernel
def arcs(canvas: Canvas, band: Band, rows: Rows, as_light: bool) -> None:
    """Draw arcs (N, ARC_FIELDS) in one stroke each, without beads: painted over, or as light that fades sideways."""
    width = canvas.shape[1]
    for k in range(len(rows)):
        cx, cy, radius, half = rows[k, 0], rows[k, 1], rows[k, 2], rows[k, 3]
        start, end = rows[k, 4], rows[k, 4] + rows[k, 5]
        bow = 0 if rows[k, 5] > 2 * math.pi - 1e-3 else 1 if rows[k, 5] <= math.pi else 2
        ends = (math.cos(start), math.sin(start), math.cos(end), math.sin(end))
        outer, inner = radius + half + 1.0, max(radius - half - 1.0, 0.0)
        highest, lowest = _rows_of_arc(cy, radius, start, rows[k, 5])
        for y in range(max(band[0], int(highest - half - 1.0)), min(band[1], int(lowest + half + 1.0) + 1)):
            py = cy - _F(y + 0.5)
            wide = math.sqrt(max(outer * outer - py * py, 0.0))
            hole = math.sqrt(max(inner * inner - py * py, 0.0)) - 1.0
            # The ring crosses a line of pixels left and right of its hole; without a hole, in one run.
            for side in range(2):
                left = cx - wide if side == 0 else max(cx + hole, cx)
                right = min(cx - hole, cx) if side == 0 else cx + wide
                for x in range(max(0, math.ceil(left - 0.5)), min(width, math.ceil(right - 0.5))):
                    off = _off_arc(_F(x + 0.5) - cx, py, radius, ends, bow)
                    fall = max(1.0 - (off / (half + 0.5)) ** 2, 0.0) if as_light else min(half + 0.5 - off, 1.0)
                    share = (fall * fall if as_light else fall) * rows[k, 9]
                    if fall > 0.0:
                        keep = 1.0 if as_light else 1.0 - share
                        canvas[y, x] = _ink(canvas[y, x], rows[k, 6], rows[k, 7], rows[k, 8], share, keep)
