"""Painted layers of the house, moved and laid over one another: what a blit does, in bands and between pixels.

A pixel here is 0xAARRGGBB, its colour already times its opacity; two of its channels are reckoned with at once.
"""

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats, Ints
from game.core.kernels import warms_up
from game.render.paint.drawlist import DIVISOR, Band, Canvas, Glow, Shade, Tile
from game.render.paint.kernel import helper, kernel

_F, _I, _U = np.float32, np.int32, np.uint32
_LANES, _UPPER = _U(0x00FF00FF), _U(0xFF00FF00)
"""Two channels of a pixel, which are reckoned with at once; casts keep them at 32 bits."""
_ONES, _FULL = _U(0x00010001), _U(0xFF)
_STEPS = 256
"""Places between two pixels that are told apart."""


@helper
def _between(a: np.uint32, b: np.uint32, share: np.uint32) -> np.uint32:
    """So many of _STEPS of the way from one pixel to another."""
    left = _U(_U(_STEPS) - share)
    outer = _U(_U((a & _LANES) * left) + _U((b & _LANES) * share))
    inner = _U(_U(((a >> _U(8)) & _LANES) * left) + _U(((b >> _U(8)) & _LANES) * share))
    return _U(((outer >> _U(8)) & _LANES) | (inner & _UPPER))


@helper
def _over(old: np.uint32, new: np.uint32) -> np.uint32:
    """A pixel laid over another."""
    cover = _U(new >> _U(24))
    keep = _U(_U(_STEPS) - cover - (cover >> _U(7)))
    outer = _U(_U(_U((old & _LANES) * keep) >> _U(8)) & _LANES)
    inner = _U(_U(((old >> _U(8)) & _LANES) * keep) & _UPPER)
    return _U(new + _U(outer | inner))


@kernel
def mix(out: Canvas, one: Canvas, other: Canvas, share: int, band: Band) -> None:
    """Fill a band from two pictures of the same size: `share` of _STEPS of the way from one to the other."""
    part = _U(share)
    for y in range(band[0], band[1]):
        row = np.uintp(y)
        for x in range(np.uintp(out.shape[1])):
            out[row, x] = _between(one[row, x], other[row, x], part)


@kernel
def enlarge(canvas: Canvas, band: Band, small: Canvas) -> None:
    """Fill a canvas with a picture of half its width and height (rounded up), smoothly."""
    width, last = canvas.shape[1], small.shape[0] - 1
    line = np.empty(small.shape[1] + 2, np.uint32)
    quarter = _U(_STEPS // 4)
    for y in range(band[0], band[1]):
        near = np.uintp(y // 2)
        far = np.uintp(min(max(y // 2 + (1 if y & 1 else -1), 0), last))
        for x in range(np.uintp(small.shape[1])):
            line[x + np.uintp(1)] = _between(small[near, x], small[far, x], quarter)
        line[0], line[len(line) - 1] = line[1], line[len(line) - 2]
        row = np.uintp(y)
        for x in range(np.uintp(width // 2)):
            here = line[x + np.uintp(1)]
            canvas[row, np.uintp(2) * x] = _between(here, line[x], quarter)
            canvas[row, np.uintp(2) * x + np.uintp(1)] = _between(here, line[x + np.uintp(2)], quarter)
        if width & 1:
            canvas[row, width - 1] = line[small.shape[1]]


@kernel
def fill(canvas: Canvas, band: Band, picture: Canvas, left: Floats, top: int) -> None:
    """Fill a canvas from a larger picture.

    Args:
        left: (at least the canvas's height,) px into the picture at which each row of the canvas begins.
        top: rows of the picture above the canvas.
    """
    for y in range(band[0], band[1]):
        start = np.uintp(left[y])
        share, row, source = _U((left[y] - np.floor(left[y])) * _STEPS), np.uintp(y), np.uintp(y + top)
        for x in range(np.uintp(canvas.shape[1])):
            canvas[row, x] = _between(picture[source, x + start], picture[source, x + start + np.uintp(1)], share)


@kernel
def lay(canvas: Canvas, band: Band, cloth: Canvas, lefts: Floats, y: int) -> None:
    """Lay a picture with transparency over a canvas, its top at `y` px; its outermost columns are not seen.

    Args:
        lefts: (the picture's height,) px of the left end of each of its rows.
    """
    for down in range(max(band[0], y), min(band[1], y + cloth.shape[0])):
        row, own = np.uintp(down), np.uintp(down - y)
        left = int(np.floor(lefts[own]))
        share = _U((lefts[own] - left) * _STEPS)
        first, last = max(0, left + 1), min(canvas.shape[1], left + cloth.shape[1])
        if first >= last:
            continue
        count, start, source = np.uintp(last - first), np.uintp(first), np.uintp(first - left - 1)
        for k in range(count):
            # Moved right by a share of a pixel: so much of each pixel is its left neighbour's.
            new = _between(cloth[own, source + k + np.uintp(1)], cloth[own, source + k], share)
            canvas[row, start + k] = _over(canvas[row, start + k], new)


@kernel
def stand(
    canvas: Canvas, band: Band, people: NDArray[np.uint32], which: Ints, at: Floats, body: Shade, rim: Shade, light: int
) -> None:
    """Lay silhouettes with lit rims over a canvas.

    Args:
        people: (S, h, w) how far each covers in the upper half of the bits, 0-255, and how much of that is rim in the
            lower one; the first and last row of each are empty.
        which: (P,) the sprite of each, in the order in which they are drawn.
        at: (P, 2) px of its upper left corner: smooth from row to row, in whole steps from column to column.
        body, rim: colours, 0-255.
        light: how brightly the rims are lit, of _STEPS.
    """
    tall, wide = people.shape[1] - 1, people.shape[2]
    for p in range(len(which)):
        left, top = int(np.round(at[p, 0])), int(np.floor(at[p, 1]))
        share = _U((at[p, 1] - top) * _STEPS)
        first, last = max(0, left), min(canvas.shape[1], left + wide)
        if first >= last:
            continue
        sprite, count = people[which[p]], np.uintp(last - first)
        start, source = np.uintp(first), np.uintp(first - left)
        for down in range(max(band[0], top), min(band[1], top + tall)):
            row, own = np.uintp(down), np.uintp(down - top)
            for k in range(count):
                mixed = _between(sprite[own + np.uintp(1), source + k], sprite[own, source + k], share)
                cover, lit = np.int32(mixed >> _U(16)), np.int32(mixed & _U(0xFF)) * np.int32(light) >> 8
                dark = cover - lit
                red = (dark * np.int32(body[0]) + lit * np.int32(rim[0])) >> 8
                green = (dark * np.int32(body[1]) + lit * np.int32(rim[1])) >> 8
                blue = (dark * np.int32(body[2]) + lit * np.int32(rim[2])) >> 8
                new = _U((cover << 24) | (red << 16) | (green << 8) | blue)
                canvas[row, start + k] = _over(canvas[row, start + k], new)


@kernel
def pack_light(field: Glow, wide: Canvas, strength: float, dither: Tile, band: Band) -> None:
    """Light to pixels, DIVISOR times as many across: 255 l / (1 + l) of `strength` x field, so that nothing clips into
    a flat white patch.

    Casts keep every number at 32 bits, so that many pixels are done at once.

    Args:
        wide: (h, DIVISOR (w + 1)): its first column is half a block left of the field's first.
    """
    width = field.shape[1]
    gain, mask = _F(strength), np.uintp(dither.shape[0] - 1)
    line = np.empty(width + 2, np.uint32)
    for y in range(band[0], band[1]):
        row, grain = np.uintp(y), np.uintp(y) & mask
        for x in range(np.uintp(width)):
            red, green, blue = gain * field[row, x, 0], gain * field[row, x, 1], gain * field[row, x, 2]
            step = _F(1.0 / 256.0) * _F(_I(dither[grain, x & mask]))
            r = _I(_F(254.5) * red / (_F(1.0) + red) + step)
            g = _I(_F(254.5) * green / (_F(1.0) + green) + step)
            b = _I(_F(254.5) * blue / (_F(1.0) + blue) + step)
            line[x + np.uintp(1)] = _U(_I(r << _I(16)) | _I(g << _I(8)) | b)
        line[0], line[width + 1] = line[1], line[width]
        for x in range(np.uintp(width + 1)):
            before, after, at = line[x], line[x + np.uintp(1)], np.uintp(DIVISOR) * x
            for k in range(DIVISOR):
                wide[row, at + np.uintp(k)] = _between(before, after, _U((2 * k + 1) * _STEPS // (2 * DIVISOR)))


@kernel
def add_light(canvas: Canvas, band: Band, wide: Canvas) -> None:
    """Add light of `pack_light` to a picture, DIVISOR times as many rows of it; it saturates."""
    width, last, half = canvas.shape[1], wide.shape[0] - 1, np.uintp(DIVISOR // 2)
    for y in range(band[0], band[1]):
        at, row = y + DIVISOR // 2, np.uintp(y)
        upper, lower = np.uintp(min(max(at // DIVISOR - 1, 0), last)), np.uintp(min(at // DIVISOR, last))
        share = _U((2 * (at % DIVISOR) + 1) * _STEPS // (2 * DIVISOR))
        for x in range(np.uintp(width)):
            light = _between(wide[upper, x + half], wide[lower, x + half], share)
            old = canvas[row, x]
            outer = _U((old & _LANES) + (light & _LANES))
            inner = _U(((old >> _U(8)) & _LANES) + ((light >> _U(8)) & _LANES))
            # A channel that ran over has left a one above it: it becomes full.
            outer = _U(outer | _U(_U((outer >> _U(8)) & _ONES) * _FULL))
            inner = _U(inner | _U(_U((inner >> _U(8)) & _ONES) * _FULL))
            canvas[row, x] = _U((outer & _LANES) | _U((inner & _LANES) << _U(8)))


@kernel
def tint(canvas: Canvas, band: Band, left: tuple[int, int, int], added: tuple[int, int, int]) -> None:
    """Keep `left` of _STEPS of each channel, red first, and add so much light (0-255) to it."""
    for y in range(band[0], band[1]):
        row = np.uintp(y)
        for x in range(np.uintp(canvas.shape[1])):
            old = int(canvas[row, x])
            r: int = min((((old >> 16) & 255) * left[0] >> 8) + added[0], 255)
            g: int = min((((old >> 8) & 255) * left[1] >> 8) + added[1], 255)
            b: int = min(((old & 255) * left[2] >> 8) + added[2], 255)
            canvas[row, x] = _U((r << 16) | (g << 8) | b)


@kernel
def wash(canvas: Canvas, band: Band, light: int, colour: int) -> None:
    """Keep `light` of _STEPS of each pixel, and `colour` of _STEPS of how far its channels are from grey."""
    for y in range(band[0], band[1]):
        row = np.uintp(y)
        for x in range(np.uintp(canvas.shape[1])):
            old = int(canvas[row, x])
            r, g, b = (old >> 16) & 255, (old >> 8) & 255, old & 255
            grey = (54 * r + 183 * g + 19 * b) >> 8  # luminance (Rec. 709), in steps
            r = (grey + ((r - grey) * colour >> 8)) * light >> 8
            g = (grey + ((g - grey) * colour >> 8)) * light >> 8
            b = (grey + ((b - grey) * colour >> 8)) * light >> 8
            canvas[row, x] = _U((r << 16) | (g << 8) | b)


@warms_up("picture")
def _warm_mix() -> None:
    canvas = np.zeros((1, 1), np.uint32)
    mix(canvas, canvas, canvas, 0, (0, 0))
