"""The shaders: pieces of glass, metal and stone, pixel by pixel, turned as they stand and lit by what shines around.

Numbers in these loops are shares of brightness (0..1) unless they say otherwise, set by eye.
"""

import math

import numpy as np

from game.render.bloom import DIVISOR
from game.render.kernel import helper, kernel
from game.render.raster import Canvas, Glow, Rows
from game.render.texture import Ids

_F, _U = np.float32, np.uintp
_ZERO, _HALF, _ONE = _F(0.0), _F(0.5), _F(1.0)
Turned = tuple[float, float, float, float, float, float, float]
"""Centre x, y (px), cosine and sine of the angle, the texture's origin x, y, radius (px)."""
FRINGE_ORDERS = 4.0
"""Waves of retardation that the fringe table covers."""
OPACITY = 0.93
"""Of glass; the rest shows the wall behind."""
_TURNS = _F(64.0)
"""Whole turns added to keep a phase positive, so that cutting it to an integer rounds down."""


@helper
def _line_range(canvas: Canvas, channels: Rows, pose: Turned) -> tuple[int, int]:
    """First line of the canvas that a turned texture touches, and the one after its last."""
    c, s = pose[2], pose[3]
    low, high = 1e9, -1e9
    for row in (0.0, channels.shape[0] - 1.0):
        for column in (0.0, channels.shape[1] - 1.0):
            y = pose[1] - s * (column - pose[4]) - c * (pose[5] - row)
            low, high = min(low, y), max(high, y)
    low, high = max(low, pose[1] - pose[6] - 2.0), min(high, pose[1] + pose[6] + 2.0)
    return max(0, int(low)), min(canvas.shape[0], int(high) + 1)


@helper
def _span_on_line(canvas: Canvas, channels: Rows, pose: Turned, y: int) -> tuple[int, int]:
    """First pixel of a line that lies well inside a turned texture, and the one after its last."""
    cx, c, s = pose[0], pose[2], pose[3]
    dy = pose[1] - (y + 0.5)
    left, right = -1e9, 1e9
    # u = c dx + (s dy + ox) and v = s dx + (oy - c dy) must stay inside the texture.
    for rise, start, size in (
        (c, s * dy + pose[4], channels.shape[1] - 2.0),
        (s, pose[5] - c * dy, channels.shape[0] - 2.0),
    ):
        if abs(rise) < 1e-9:
            if start < 0.5 or start > size:
                return 0, 0
        else:
            a, b = (0.5 - start) / rise, (size - start) / rise
            left, right = max(left, min(a, b)), min(right, max(a, b))
    return max(0, math.ceil(cx + left - 0.5)), min(canvas.shape[1], math.floor(cx + right - 0.5) + 1)


@helper
def _mix(
    channels: Rows, row: int, column: int, k: int, w00: np.float32, w01: np.float32, w10: np.float32, w11: np.float32
) -> np.float32:
    """One channel of a texture between four texels, with their weights."""
    upper = w00 * channels[row, column, k] + w01 * channels[row, column + _U(1), k]
    return upper + w10 * channels[row + _U(1), column, k] + w11 * channels[row + _U(1), column + _U(1), k]


@helper
def _light_at(glow: Glow, x: np.float32, y: np.float32) -> tuple[np.float32, np.float32, np.float32]:
    """Red, green and blue of the light field at a pixel of the canvas, smoothly."""
    gx = min(max((x - _F(1.5)) * _F(1.0 / DIVISOR), _ZERO), _F(glow.shape[1] - 2))
    gy = min(max((y - _F(1.5)) * _F(1.0 / DIVISOR), _ZERO), _F(glow.shape[0] - 2))
    j, i = _U(np.int32(gx)), _U(np.int32(gy))
    u, v = gx - _F(j), gy - _F(i)
    a, b, c, d = (_ONE - u) * (_ONE - v), u * (_ONE - v), (_ONE - u) * v, u * v
    red = a * glow[i, j, 0] + b * glow[i, j + _U(1), 0] + c * glow[i + _U(1), j, 0] + d * glow[i + _U(1), j + _U(1), 0]
    green = a * glow[i, j, 1] + b * glow[i, j + _U(1), 1] + c * glow[i + _U(1), j, 1] + d * glow[i + _U(1), j + _U(1), 1]
    blue = a * glow[i, j, 2] + b * glow[i, j + _U(1), 2] + c * glow[i + _U(1), j, 2] + d * glow[i + _U(1), j + _U(1), 2]
    return red, green, blue


@helper
def _put(
    canvas: Canvas, y: int, x: int, red: np.float32, green: np.float32, blue: np.float32, cover: np.float32
) -> None:
    """Paint a pixel over what is there; colours (0-255 and over) are clipped, `cover` is 0..1."""
    old = canvas[y, x]
    keep = _ONE - cover
    r = np.uint32(_F((old >> 16) & 255) * keep + min(red, _F(255.0)) * cover)
    g = np.uint32(_F((old >> 8) & 255) * keep + min(green, _F(255.0)) * cover)
    b = np.uint32(_F(old & 255) * keep + min(blue, _F(255.0)) * cover)
    canvas[y, x] = (r << 16) | (g << 8) | b


@helper
def _brightness(
    f: Rows, g: Rows, edge: np.float32, lx: np.float32, ly: np.float32, cell: np.float32
) -> np.float32:
    """Brightness of a point on facet `f`, smoothed into its neighbour `g` at their common edge.

    Args:
        edge: px to that edge.
        lx, ly: the point, px, in the piece's frame.
        cell: what the inner facets add, -1..1.
    """
    share = min(max(_HALF + edge * _F(0.6), _HALF), _ONE)
    level = share * (f[0] + f[1] * lx + f[2] * ly) + (_ONE - share) * (g[0] + g[1] * lx + g[2] * ly)
    line = max(_ONE - abs(edge) * _F(0.8), _ZERO)
    return level + _F(0.085) * cell + _F(0.055) * line


@helper
def _fringe(f: Rows, lx: np.float32, ly: np.float32, per_wave: np.float32, last: int) -> int:
    """Row of the fringe table for the stress at a point of facet `f`."""
    a = f[3] + f[4] * lx + f[5] * ly
    b = f[6] + f[7] * lx + f[8] * ly
    return _U(min(np.int32(math.sqrt(a * a + b * b) * per_wave), np.int32(last)))


@kernel
def shade_glass(
    canvas: Canvas,
    glow: Glow,
    channels: Rows,
    ids: Ids,
    facets: Rows,
    ramp: Rows,
    fringes: Rows,
    pose: tuple[float, float, float, float, float, float, float],
) -> None:
    """Draw a glass piece.

    Args:
        glow: the light field (see bloom): beams and gold nearby light the glass up from within.
        channels, ids: of its Texture.
        facets: (T, FACET_FIELDS).
        ramp: (RAMP_SIZE, 3) 0-255 of its tone.
        fringes: (E, 3) factors over 0..FRINGE_ORDERS waves.
        pose: centre x, y (px), cosine and sine of its angle, the texture's origin x, y, radius (px).
    """
    cx, cy, c, s = _F(pose[0]), _F(pose[1]), _F(pose[2]), _F(pose[3])
    ox, oy, radius = _F(pose[4]), _F(pose[5]), _F(pose[6])
    last_entry, last_fringe = _F(len(ramp) - 1), len(fringes) - 1
    per_wave = _F(last_fringe / FRINGE_ORDERS)
    slab = _F(0.075) * radius
    lobe_size = _F(1.0 / 0.55) / (radius * radius)
    # The inner facets turn twice as fast as the piece: they glitter while it sways.
    c2, s2 = c * c - s * s, _F(2.0) * s * c
    light_x, light_y = c * _F(-0.62) + s * _F(0.78), c * _F(0.78) + s * _F(0.62)
    top, bottom = _line_range(canvas, channels, pose)
    for y in range(top, bottom):
        left, right = _span_on_line(canvas, channels, pose, y)
        dy = cy - _F(y + 0.5)
        for x in range(left, right):
            dx = _F(x + 0.5) - cx
            lx, ly = c * dx + s * dy, c * dy - s * dx
            u, v = lx + ox, oy - ly
            column, row = _U(np.int32(u)), _U(np.int32(v))
            fu, fv = u - _F(column), v - _F(row)
            if channels[row, column, 0] < _F(-2.0):
                continue
            w00, w01 = (_ONE - fu) * (_ONE - fv), fu * (_ONE - fv)
            w10, w11 = (_ONE - fu) * fv, fu * fv
            d00, d01 = channels[row, column, 0], channels[row, column + _U(1), 0]
            d10, d11 = channels[row + _U(1), column, 0], channels[row + _U(1), column + _U(1), 0]
            inside = w00 * d00 + w01 * d01 + w10 * d10 + w11 * d11 + _HALF
            if inside <= _ZERO:
                continue
            edge = _mix(channels, row, column, 1, w00, w01, w10, w11)
            cell = c2 * _mix(channels, row, column, 2, w00, w01, w10, w11)
            cell += s2 * _mix(channels, row, column, 3, w00, w01, w10, w11)
            near_row, near_column = _U(np.int32(v + _HALF)), _U(np.int32(u + _HALF))
            f = facets[ids[near_row, near_column, 0]]
            level = _brightness(f, facets[ids[near_row, near_column, 1]], edge, lx, ly, cell)
            sx, sy = dx + _F(0.30) * radius, dy - _F(0.36) * radius
            lobe = max(_ONE - (sx * sx + sy * sy) * lobe_size, _ZERO)
            level += _F(0.17) * lobe * lobe
            slope_x, slope_y = d01 - d00, d00 - d10
            lit = -(slope_x * light_x + slope_y * light_y)
            if inside < slab:
                level += (_ONE - inside / slab) * (_F(0.15) * lit - _F(0.10))

            # Light from around comes in bent by the rim, as through a lens.
            red_in, green_in, blue_in = _light_at(glow, _F(x) + slope_x * _F(6.0), _F(y))
            light = (red_in + green_in + blue_in) * _F(0.333)
            level += _HALF * light / (_F(0.55) + light)

            place = min(max(level, _ZERO), _ONE) * last_entry
            low = _U(np.int32(place))
            part = place - _F(low)
            high = min(low + _U(1), _U(len(ramp) - 1))
            wave = _fringe(f, lx, ly, per_wave, last_fringe)
            red = (ramp[low, 0] + part * (ramp[high, 0] - ramp[low, 0])) * fringes[wave, 0]
            green = (ramp[low, 1] + part * (ramp[high, 1] - ramp[low, 1])) * fringes[wave, 1]
            blue = (ramp[low, 2] + part * (ramp[high, 2] - ramp[low, 2])) * fringes[wave, 2]

            rim = max(_ONE - abs(inside - _F(1.6)) * _F(0.62), _ZERO)
            rim *= _F(0.30) + _F(0.55) * max(lit, _ZERO) + _F(0.4) * min(light, _ONE)
            red += rim * (_F(255.0) - red)
            green += rim * (_F(244.0) - green)
            blue += rim * (_F(238.0) - blue)
            _put(canvas, y, x, red, green, blue, min(inside, _ONE) * _F(OPACITY))


@kernel
def shade_solid(
    canvas: Canvas,
    glow: Glow,
    channels: Rows,
    ramp: Rows,
    bands: Rows,
    finish: tuple[float, float, float, float, float, float],
    pose: tuple[float, float, float, float, float, float, float],
) -> None:
    """Draw a piece of metal or stone.

    Args:
        glow: the light field (see bloom).
        channels: of its Texture.
        ramp: (RAMP_SIZE, 3) 0-255 of its tone.
        bands: of `band_table`.
        finish: contrast, grain, bands per px, phase of the bands (turns), level, bounce.
        pose: centre x, y (px), cosine and sine of its angle, the texture's origin x, y, radius (px).
    """
    cx, cy, c, s = _F(pose[0]), _F(pose[1]), _F(pose[2]), _F(pose[3])
    ox, oy = _F(pose[4]), _F(pose[5])
    contrast, grain_share, per_px = _F(finish[0]), _F(finish[1]), _F(finish[2])
    phase, base, bounce = _F(finish[3]), _F(finish[4]), _F(finish[5])
    top, bottom = _line_range(canvas, channels, pose)
    for y in range(top, bottom):
        left, right = _span_on_line(canvas, channels, pose, y)
        dy = cy - _F(y + 0.5)
        for x in range(left, right):
            dx = _F(x + 0.5) - cx
            lx, ly = c * dx + s * dy, c * dy - s * dx
            u, v = lx + ox, oy - ly
            column, row = _U(np.int32(u)), _U(np.int32(v))
            fu, fv = u - _F(column), v - _F(row)
            if channels[row, column, 0] < _F(-2.0):
                continue
            w00, w01 = (_ONE - fu) * (_ONE - fv), fu * (_ONE - fv)
            w10, w11 = (_ONE - fu) * fv, fu * fv
            inside = _mix(channels, row, column, 0, w00, w01, w10, w11) + _HALF
            if inside <= _ZERO:
                continue
            sx = _mix(channels, row, column, 1, w00, w01, w10, w11)
            sy = _mix(channels, row, column, 2, w00, w01, w10, w11)
            grain = _mix(channels, row, column, 3, w00, w01, w10, w11)
            # The slope as seen on the stage, and the lambert light that it gets from above left.
            wx, wy = c * sx - s * sy, s * sx + c * sy
            lambert = (_F(0.60) - _F(0.50) * wx + _F(0.62) * wy) / math.sqrt(_ONE + wx * wx + wy * wy)
            lambert = max(lambert, _ZERO)
            turn = (lx * _F(0.52) + ly * _F(0.85)) * per_px + phase + _TURNS + _F(0.20) * wy - _F(0.10) * wx
            turn -= _F(np.int32(turn))
            level = base * (_F(0.45) + _F(0.92) * lambert) + grain_share * grain
            level += contrast * bands[_U(np.int32(turn * _F(len(bands) - 1)))] * (_F(0.35) + lambert)
            if inside < _F(2.4):
                level += _F(0.42) * max(lambert - _F(0.55), _ZERO) - _F(0.10)
            entry = _U(np.int32(min(max(level, _ZERO), _F(0.97)) * _F(len(ramp) - 1)))
            red_in, green_in, blue_in = _light_at(glow, _F(x), _F(y))
            red = ramp[entry, 0] * (_ONE + bounce * red_in) + _F(40.0) * bounce * red_in
            green = ramp[entry, 1] * (_ONE + bounce * green_in) + _F(40.0) * bounce * green_in
            blue = ramp[entry, 2] * (_ONE + bounce * blue_in) + _F(40.0) * bounce * blue_in
            _put(canvas, y, x, red, green, blue, min(inside, _ONE))
