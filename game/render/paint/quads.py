"""Quads of light, drawn straight into pixels or into a glow, without seams between neighbours."""

import math

import numpy as np
from numpy.typing import NDArray

from game.render.paint.drawlist import Band, Canvas, Glow, Rows, Tile
from game.render.paint.kernel import helper, kernel

TENT = 19
"""Above 0 for a tent: light that falls in straight lines from its middle to its sides, which are across -1 and 1. It is
1 more than how far it lies from the middle of its beam, where the profile is as bright as the tent is."""
SMOKE_SIZE = 512
"""px after which the smoke that light is drawn through repeats; a power of two."""
SMOKE_ONE = 128
"""Of smoke that lets light show as it is; it is kept in bytes, to stay near to the processor."""
DITHER_SIZE = 64
"""px after which the dither repeats; a power of two."""
LANES = 16
"""Pixels that a loop over a run of them does at once, or a multiple."""
_F, _I = np.float32, np.int32
_CORE, _SHOULDER = _F(0.70 / SMOKE_ONE), _F(0.30 / SMOKE_ONE)
"""Of the profile of a quad of light, through one step of smoke."""


@helper
def _slopes(quads: Rows, k: int, scale: float, sides: NDArray[np.float64]) -> None:
    """Tell the four sides of a quad, (4, 8): y where it begins and ends, then x, across and strength at its beginning,
    each with its rise per line; in px of a buffer with `scale` of its pixels per canvas pixel.

    The upper corner is taken first, so that a side shared by two quads gives the same x in both: no seam.
    """
    for side in range(4):
        a, b = 4 * side, 4 * ((side + 1) & 3)
        if quads[k, a + 1] > quads[k, b + 1]:
            a, b = b, a
        ya, yb = float(quads[k, a + 1]) * scale, float(quads[k, b + 1]) * scale
        sides[side, 0], sides[side, 1] = ya, yb
        per_line = 1.0 / (yb - ya) if yb > ya else 0.0
        for field, size in ((0, scale), (2, 1.0), (3, 1.0)):
            start = float(quads[k, a + field]) * size
            slot = 2 if field == 0 else 2 * field
            sides[side, slot] = start
            sides[side, slot + 1] = (float(quads[k, b + field]) * size - start) * per_line


@helper
def _sides_at(sides: NDArray[np.float64], row: int, bottom: int) -> tuple[int, int, int]:
    """Which sides of a convex quad lie left and right on a line of pixels, -1 where it is not; and on which line, at
    most `bottom`, others do: behind its next corner."""
    left, right, x0, x1, below, y = -1, -1, 1e9, -1e9, bottom, row + 0.5
    for side in range(4):
        if sides[side, 0] <= y < sides[side, 1]:
            x = sides[side, 2] + (y - sides[side, 0]) * sides[side, 3]
            if x < x0:
                left, x0 = side, x
            if x > x1:
                right, x1 = side, x
        for end in range(2):
            line = math.ceil(sides[side, end] - 0.5)
            if row < line < below:
                below = line
    return left, right, below


@helper
def _span(
    sides: NDArray[np.float64], left: int, right: int, y: float
) -> tuple[float, float, float, float, float, float]:
    """The run between two sides on the line at `y`: left x, across, strength; right x, across, strength."""
    down, low = y - sides[left, 0], y - sides[right, 0]
    return (
        sides[left, 2] + down * sides[left, 3],
        sides[left, 4] + down * sides[left, 5],
        sides[left, 6] + down * sides[left, 7],
        sides[right, 2] + low * sides[right, 3],
        sides[right, 4] + low * sides[right, 5],
        sides[right, 6] + low * sides[right, 7],
    )


@helper
def _rows_of(quads: Rows, k: int, band: Band, scale: float) -> tuple[int, int]:
    """First line of a band that a quad covers, and the one after its last, in a buffer of this scale."""
    top = min(quads[k, 1], quads[k, 5], quads[k, 9], quads[k, 13]) * scale
    bottom = max(quads[k, 1], quads[k, 5], quads[k, 9], quads[k, 13]) * scale
    return max(band[0], math.ceil(top - 0.5)), min(band[1], math.ceil(bottom - 0.5))


@helper
def _profile(across: np.float32) -> np.float32:
    """Brightness through one step of smoke, so far across a beam: its core on its shoulder."""
    square = across * across
    w = max(_F(1.0) - square * square, _F(0.0))
    w2 = w * w
    w4 = w2 * w2
    w8 = w4 * w4
    return _SHOULDER * w2 + _CORE * w8 * w8


@kernel
def quad_add(canvas: Canvas, band: Band, quads: Rows, smoke: Tile, dither: Tile, drift: tuple[int, int]) -> None:
    """Add quads of light to a canvas, without seams between neighbours.

    Light is strength x smoke x profile, with w = 1 - across^4: a hot core w^16 on a soft shoulder w^2, both flat in the
    middle.

    Args:
        quads: (N, QUAD_FIELDS), convex, corners in order around.
        smoke: (SMOKE_SIZE, at least the canvas's width + SMOKE_SIZE) around SMOKE_ONE, repeating.
        dither: (DITHER_SIZE, at least the canvas's width) noise: without it a faint shoulder on a dark wall shows
            rings.
        drift: where the smoke has moved to, px.
    """
    width = canvas.shape[1]
    sides = np.empty((4, 8))
    shift = np.uintp(drift[0] & (SMOKE_SIZE - 1))
    for n in range(len(quads)):
        top, bottom = _rows_of(quads, n, band, 1.0)
        if top >= bottom:
            continue
        red, green, blue = quads[n, 16], quads[n, 17], quads[n, 18]
        crest = _profile(quads[n, TENT] - _F(1.0)) if quads[n, TENT] > _F(0.0) else _F(0.0)
        _slopes(quads, n, 1.0, sides)
        corner, on_left, on_right = top, -1, -1
        for y in range(top, bottom):
            if y == corner:
                on_left, on_right, corner = _sides_at(sides, y, bottom)
            if on_left < 0:
                continue
            x0, v0, i0, x1, v1, i1 = _span(sides, on_left, on_right, y + 0.5)
            first, last = max(0, math.ceil(x0 - 0.5)), min(width, math.ceil(x1 - 0.5))
            if first >= last:
                continue
            dv, di = _F((v1 - v0) / (x1 - x0)), _F((i1 - i0) / (x1 - x0))
            v, i = _F(v0) + _F(first + 0.5 - x0) * dv, _F(i0) + _F(first + 0.5 - x0) * di
            row, left = np.uintp(y), np.uintp(first)
            haze, grain = np.uintp((y + drift[1]) & (SMOKE_SIZE - 1)), np.uintp(y & (DITHER_SIZE - 1))
            # Casts keep every number in this loop at 32 bits, so that many pixels are done at once; those beyond the
            # run, which fill up the last of these many, stay as they are.
            count, whole = _I(last - first), min(width - first, (last - first + LANES - 1) & -LANES)
            for k in range(np.uintp(whole)):
                along = _F(_I(k))
                across = v + dv * along
                shape = crest * max(_F(1.0) - abs(across), _F(0.0)) if crest > _F(0.0) else _profile(across)
                light = (i + di * along) * shape * _F(_I(smoke[haze, left + k + shift]))
                old, dot = _I(canvas[row, left + k]), _F(1.0 / 256.0) * _F(_I(dither[grain, left + k]))
                r = min(_F(_I((old >> _I(16)) & _I(255))) + red * light + dot, _F(255.0))
                g = min(_F(_I((old >> _I(8)) & _I(255))) + green * light + dot, _F(255.0))
                b = min(_F(_I(old & _I(255))) + blue * light + dot, _F(255.0))
                new = np.uint32(_I(_I(r) << _I(16)) | _I(_I(g) << _I(8)) | _I(b))
                canvas[row, left + k] = new if _I(k) < count else np.uint32(old)


@kernel
def quad_glow(glow: Glow, band: Band, quads: Rows, profile: Rows, scale: float) -> None:
    """Add quads (N, QUAD_FIELDS), in px of the canvas, to a glow with `scale` of its pixels per canvas pixel."""
    width = glow.shape[1]
    last = profile.shape[0] - 1
    sides = np.empty((4, 8))
    for k in range(len(quads)):
        top, bottom = _rows_of(quads, k, band, scale)
        if top >= bottom:
            continue
        is_tent = quads[k, TENT] > 0.0
        crest = profile[min(int(max(quads[k, TENT] - 1.0, 0.0) * last), last)]
        red, green, blue = quads[k, 16] / 255.0, quads[k, 17] / 255.0, quads[k, 18] / 255.0
        _slopes(quads, k, scale, sides)
        corner, on_left, on_right = top, -1, -1
        for y in range(top, bottom):
            if y == corner:
                on_left, on_right, corner = _sides_at(sides, y, bottom)
            if on_left < 0:
                continue
            x0, v0, i0, x1, v1, i1 = _span(sides, on_left, on_right, y + 0.5)
            if x1 <= x0:
                continue
            for x in range(max(0, math.ceil(x0 - 0.5)), min(width, math.ceil(x1 - 0.5))):
                share = (x + 0.5 - x0) / (x1 - x0)
                across = abs(v0 + share * (v1 - v0))
                if is_tent:
                    light = (i0 + share * (i1 - i0)) * crest * max(1.0 - across, 0.0)
                else:
                    light = (i0 + share * (i1 - i0)) * profile[min(int(across * last), last)]
                glow[y, x, 0] += _F(red * light)
                glow[y, x, 1] += _F(green * light)
                glow[y, x, 2] += _F(blue * light)
