"""The shaders. A piece is shaded in its own frame, texel by texel, into a sprite; the sprite is pasted as it stands.

Light moves slower over a piece than the piece itself moves: sprites may lag by a few frames, poses never do. Numbers in
these loops are shares of brightness unless they say otherwise, set by eye.
"""

import math

import numpy as np

from game.core.kernels import warms_up
from game.render.paint.drawlist import DIVISOR, Glow, Rows, Sprite, Turned
from game.render.paint.kernel import helper, kernel
from game.render.pieces.texture import Ids

FRINGE_ORDERS = 4.0
"""Waves of retardation that the fringe table covers."""
OPACITY = 0.93
"""Of glass; the rest shows the wall behind."""
AFTERGLOW = 0.75
"""How far the light of the field alone, 1 = full, brings out a colour once the lamps are out."""
_F, _U = np.float32, np.uint64
_ZERO, _HALF, _ONE, _FULL = _F(0.0), _F(0.5), _F(1.0), _F(255.0)
_TURNS = _F(64.0)
"""Whole turns added to keep a phase positive, so that cutting it to an integer rounds down."""


@helper
def _row(number: np.float32) -> np.uintp:
    """A row of a table by a number from 0: row 0 for nan as well, which would read anywhere in memory."""
    return np.uintp(max(np.int32(number), np.int32(0)))


@helper
def _light_at(glow: Glow, x: np.float32, y: np.float32) -> tuple[np.float32, np.float32, np.float32]:
    """Red, green and blue of the light field at a pixel of the canvas, smoothly."""
    gx = min(max(x * _F(1.0 / DIVISOR) - _HALF, _ZERO), _F(glow.shape[1] - 2))
    gy = min(max(y * _F(1.0 / DIVISOR) - _HALF, _ZERO), _F(glow.shape[0] - 2))
    j, i = _row(gx), _row(gy)
    k, l_ = j + np.uintp(1), i + np.uintp(1)
    u, v = gx - _F(j), gy - _F(i)
    a, b, c, d = (_ONE - u) * (_ONE - v), u * (_ONE - v), (_ONE - u) * v, u * v
    red = a * glow[i, j, 0] + b * glow[i, k, 0] + c * glow[l_, j, 0] + d * glow[l_, k, 0]
    green = a * glow[i, j, 1] + b * glow[i, k, 1] + c * glow[l_, j, 1] + d * glow[l_, k, 1]
    blue = a * glow[i, j, 2] + b * glow[i, k, 2] + c * glow[l_, j, 2] + d * glow[l_, k, 2]
    return red, green, blue


@helper
def _dimmed(lamps: np.float32, light: np.float32) -> np.float32:
    """Share of a colour that is seen where the lamps are so bright (0..1) and the field gives so much light."""
    near = min(_F(AFTERGLOW) * light, _ONE)
    return lamps + (_ONE - lamps) * near * (_F(0.3) + _F(0.7) * near)


@helper
def _packed(red: np.float32, green: np.float32, blue: np.float32, cover: np.float32) -> np.uint64:
    """A sprite's texel from a colour (0-255; over that is cut off) and its opacity (0-1)."""
    r = _U(np.int32(min(red, _FULL) * cover))
    g = _U(np.int32(min(green, _FULL) * cover))
    b = _U(np.int32(min(blue, _FULL) * cover))
    return (_U(np.int32(_FULL * cover)) << _U(48)) | (r << _U(32)) | (g << _U(16)) | b


@helper
def _brightness(facets: Rows, f: np.uintp, g: np.uintp, edge: np.float32, lx: np.float32, ly: np.float32) -> np.float32:
    """Brightness of a point (px, piece's frame) on facet `f`, smoothed into neighbour `g` at their edge."""
    level: np.float32 = facets[f, 0] + facets[f, 1] * lx + facets[f, 2] * ly
    if edge < _F(0.84):
        share = _HALF + max(edge, _ZERO) * _F(0.6)
        level = share * level + (_ONE - share) * (facets[g, 0] + facets[g, 1] * lx + facets[g, 2] * ly)
        level += _F(0.055) * (_ONE - abs(edge))
    return level


@helper
def _tip_field(
    tips: Rows, reach: np.float32, core: np.float32, a: np.float32, b: np.float32, x: np.float32, y: np.float32
) -> tuple[np.float32, np.float32]:
    """The stress (a, b), in waves, at a point (px, piece's frame), with the fields of crack tips in it.

    The opening-mode field of Williams, "On the stress distribution at the base of a stationary crack", 1957: with r and
    t from the tip, (xx - yy) / 2 + i xy = K / sqrt(2 pi r) sin(t) / 2 * i exp(3 i t / 2), turned by twice the crack's
    direction. It stays level within `core` of the tip and has faded at `reach`, px: the mesh tells the rest.
    """
    for k in range(len(tips)):
        px, py = x - tips[k, 0], y - tips[k, 1]
        square = px * px + py * py
        if square >= reach * reach:
            continue
        r = math.sqrt(square) + _F(1e-3)
        dx, dy = tips[k, 2], tips[k, 3]
        cos, sin = (px * dx + py * dy) / r, (py * dx - px * dy) / r
        half_cos = math.sqrt(max(_HALF + _HALF * cos, _ZERO))
        half_sin = math.sqrt(max(_HALF - _HALF * cos, _ZERO))
        if sin < _ZERO:
            half_sin = -half_sin
        left = _ONE - r / reach
        size = tips[k, 4] * sin * left / math.sqrt(max(r, core))
        real, imaginary = -(sin * half_cos + cos * half_sin), cos * half_cos - sin * half_sin
        c2, s2 = dx * dx - dy * dy, _F(2.0) * dx * dy
        a += size * (real * c2 - imaginary * s2)
        b += size * (real * s2 + imaginary * c2)
    return a, b


@kernel
def shade_glass(
    sprite: Sprite,
    glow: Glow,
    channels: Rows,
    ids: Ids,
    facets: Rows,
    ramp: Rows,
    fringes: Rows,
    tips: Rows,
    around: tuple[float, float],
    pose: Turned,
    radius: float,
    house: float,
) -> None:
    """Shade a glass piece into its sprite.

    Args:
        glow: the light field (see bloom): beams and gold nearby light the glass up from within.
        channels, ids: of its Texture.
        facets: (T, FACET_FIELDS), see glass.
        ramp: (RAMP_SIZE, 3) 0-255 of its tone.
        fringes: (E, 3) light of the stress, 0-255, over 0..FRINGE_ORDERS waves.
        tips: (N, TIP_FIELDS), see strain.
        around: how far a tip's field reaches and how large its core is, px.
        radius: px from the centre to the farthest point.
        house: how much light there is besides that of the field, 0..1; 1 is that of a performance.
    """
    cx, cy, c, s = _F(pose[0]), _F(pose[1]), _F(pose[2]), _F(pose[3])
    lamps = _F(house)
    reach, core = _F(around[0]), _F(around[1])
    size = _F(radius)
    last_entry, last_fringe = _F(len(ramp) - 1), _F(len(fringes) - 1)
    per_wave = _F((len(fringes) - 1) / FRINGE_ORDERS)
    slab, lobe_size = _F(0.075) * size, _F(1.0 / 0.55) / (size * size)
    # The inner facets turn twice as fast as the piece: they glitter while it sways.
    c2, s2 = c * c - s * s, _F(2.0) * s * c
    light_x, light_y = c * _F(-0.62) + s * _F(0.78), c * _F(0.78) + s * _F(0.62)
    spot_x, spot_y = (c * _F(-0.30) + s * _F(0.36)) * size, (c * _F(0.36) + s * _F(0.30)) * size
    for row in range(channels.shape[0] - 1):
        ly = _F(pose[5]) - _F(row)
        for column in range(channels.shape[1] - 1):
            inside = channels[row, column, 0] + _HALF
            if inside <= _ZERO:
                continue
            lx = _F(column) - _F(pose[4])
            f = np.uintp(ids[row, column, 0])
            level = _brightness(facets, f, np.uintp(ids[row, column, 1]), channels[row, column, 1], lx, ly)
            level += _F(0.085) * (c2 * channels[row, column, 2] + s2 * channels[row, column, 3])
            sx, sy = lx - spot_x, ly - spot_y
            lobe = max(_ONE - (sx * sx + sy * sy) * lobe_size, _ZERO)
            level += _F(0.17) * lobe * lobe
            slope_x = channels[row, column + 1, 0] - channels[row, column, 0]
            slope_y = channels[row, column, 0] - channels[row + 1, column, 0]
            lit = -(slope_x * light_x + slope_y * light_y)
            if inside < slab:
                level += (_ONE - inside / slab) * (_F(0.15) * lit - _F(0.10))

            # Light from around comes in bent by the rim, as through a lens.
            at_x, at_y = lx + slope_x * _F(6.0), ly + slope_y * _F(6.0)
            red_in, green_in, blue_in = _light_at(glow, cx + c * at_x - s * at_y, cy - s * at_x - c * at_y)
            light = (red_in + green_in + blue_in) * _F(0.333)
            level += _F(0.34) * light / (_F(0.60) + light)

            entry = _row(min(max(level, _ZERO), _F(0.93)) * last_entry)
            a = facets[f, 3] + facets[f, 4] * lx + facets[f, 5] * ly
            b = facets[f, 6] + facets[f, 7] * lx + facets[f, 8] * ly
            a, b = _tip_field(tips, reach, core, a, b, lx, ly)
            wave = _row(min(math.sqrt(a * a + b * b) * per_wave, last_fringe))
            sheen = _F(0.35) + level
            red, green = ramp[entry, 0] + sheen * fringes[wave, 0], ramp[entry, 1] + sheen * fringes[wave, 1]
            blue = ramp[entry, 2] + sheen * fringes[wave, 2]
            if lamps < _ONE:
                red *= _dimmed(lamps, red_in)
                green *= _dimmed(lamps, green_in)
                blue *= _dimmed(lamps, blue_in)
            if inside < _F(3.3):
                rim = max(_ONE - abs(inside - _F(1.6)) * _F(0.62), _ZERO)
                rim *= lamps * (_F(0.30) + _F(0.55) * max(lit, _ZERO)) + _F(0.4) * min(light, _ONE)
                red += rim * (_FULL - red)
                green += rim * (_F(244.0) - green)
                blue += rim * (_F(238.0) - blue)
            sprite[row, column] = _packed(red, green, blue, min(inside, _ONE) * _F(OPACITY))


@kernel
def shade_solid(
    sprite: Sprite,
    glow: Glow,
    channels: Rows,
    ramp: Rows,
    bands: Rows,
    finish: tuple[float, float, float, float, float, float],
    pose: Turned,
    house: float,
) -> None:
    """Shade a piece of metal or stone into its sprite.

    Args:
        glow: the light field (see bloom).
        channels: of its Texture.
        ramp: (RAMP_SIZE, 3) 0-255 of its tone.
        bands: of `band_table`.
        finish: contrast, grain, bands per px, phase of the bands (turns), level, bounce.
        house: as for glass.
    """
    cx, cy, c, s = _F(pose[0]), _F(pose[1]), _F(pose[2]), _F(pose[3])
    lamps = _F(house)
    contrast, grain, per_px = _F(finish[0]), _F(finish[1]), _F(finish[2])
    phase, base, bounce = _F(finish[3]) + _TURNS, _F(finish[4]), _F(finish[5])
    for row in range(channels.shape[0]):
        ly = _F(pose[5]) - _F(row)
        for column in range(channels.shape[1]):
            inside = channels[row, column, 0] + _HALF
            if inside <= _ZERO:
                continue
            lx = _F(column) - _F(pose[4])
            sx, sy = channels[row, column, 1], channels[row, column, 2]
            # The slope as seen on the stage, and the lambert light that it gets from above left.
            wx, wy = c * sx - s * sy, s * sx + c * sy
            lambert = (_F(0.60) - _F(0.50) * wx + _F(0.62) * wy) / math.sqrt(_ONE + wx * wx + wy * wy)
            lambert = max(lambert, _ZERO)
            turn = (lx * _F(0.52) + ly * _F(0.85)) * per_px + phase + _F(0.20) * wy - _F(0.10) * wx
            turn -= _F(np.int32(turn))
            level = base * (_F(0.45) + _F(0.92) * lambert) + grain * channels[row, column, 3]
            level += contrast * bands[_row(turn * _F(len(bands) - 1))] * (_F(0.35) + lambert)
            if inside < _F(2.4):
                level += _F(0.42) * max(lambert - _F(0.55), _ZERO) - _F(0.10)
            entry = _row(min(max(level, _ZERO), _F(0.97)) * _F(len(ramp) - 1))
            red_in, green_in, blue_in = _light_at(glow, cx + c * lx - s * ly, cy - s * lx - c * ly)
            red = ramp[entry, 0] * (_ONE + bounce * red_in) + _F(22.0) * bounce * red_in
            green = ramp[entry, 1] * (_ONE + bounce * green_in) + _F(22.0) * bounce * green_in
            blue = ramp[entry, 2] * (_ONE + bounce * blue_in) + _F(22.0) * bounce * blue_in
            if lamps < _ONE:
                red *= _dimmed(lamps, red_in)
                green *= _dimmed(lamps, green_in)
                blue *= _dimmed(lamps, blue_in)
            sprite[row, column] = _packed(red, green, blue, min(inside, _ONE))


@warms_up("pieces")
def _warm_shading() -> None:
    sprite, none = np.zeros((0, 0), np.uint64), np.zeros((0, 0, 4), np.float32)
    glow, rows, pose = np.zeros((2, 2, 3), np.float32), np.zeros((1, 1), np.float32), (0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
    shade_glass(
        sprite, glow, none, np.zeros((0, 0, 2), np.int16), rows, rows, rows, rows, (1.0, 1.0), pose, 1.0, 1.0
    )  # fmt: skip
    shade_solid(sprite, glow, none, rows, rows[0], pose, pose, 1.0)
