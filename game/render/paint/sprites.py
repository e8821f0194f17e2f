"""Sprites that are turned and moved as they are drawn.

A sprite is (H, W) uint64 with 16 bits for each of opacity, red, green, blue (0-255, colours times opacity), so that a
bilinear read is three multiplications for all four at once.
"""

import math

import numpy as np

from game.render.paint.drawlist import Band, Canvas, Sprite, Turned
from game.render.paint.kernel import helper, kernel

_U = np.uint64
_LANES = _U(0x00FF00FF00FF00FF)
_BITS = 16
_FIXED = 1 << _BITS
"""Steps of a texel in the fixed-point walk of `paste`."""


@helper
def _lerp(a: np.uint64, b: np.uint64, share: np.uint64) -> np.uint64:
    """Between two packed texels, all four lanes at once; `share` is 0..256."""
    return ((a * (_U(256) - share) + b * share) >> _U(8)) & _LANES


@helper
def _span(canvas: Canvas, sprite: Sprite, pose: Turned, dy: float) -> tuple[int, int]:
    """The run of pixels, `dy` px above the centre, that reads inside a turned sprite: first, one after the last."""
    left, right = -1e9, 1e9
    # u = c dx + (s dy + ox) and v = s dx + (oy - c dy) must stay inside the sprite.
    for rise, start, size in (
        (pose[2], pose[3] * dy + pose[4], sprite.shape[1] - 1.5),
        (pose[3], pose[5] - pose[2] * dy, sprite.shape[0] - 1.5),
    ):
        if abs(rise) < 1e-9:
            if start < 0.5 or start > size:
                return 0, 0
        else:
            a, b = (0.5 - start) / rise, (size - start) / rise
            left, right = max(left, min(a, b)), min(right, max(a, b))
    return max(0, math.ceil(pose[0] + left - 0.5)), min(canvas.shape[1], math.floor(pose[0] + right - 0.5) + 1)


@helper
def _laid(
    a: np.uint64, b: np.uint64, c: np.uint64, d: np.uint64, right: np.uint64, down: np.uint64, pixel: np.uint32
) -> np.uint32:
    """A pixel with what lies between four texels over it, so far to the right and down of the first (0..256)."""
    texel = _lerp(_lerp(a, b, right), _lerp(c, d, right), down)
    cover, old = texel >> _U(48), _U(pixel)
    spread = (old & _U(0xFF)) | ((old & _U(0xFF00)) << _U(8)) | ((old & _U(0xFF0000)) << _U(16))
    keep = _U(256) - cover - (cover >> _U(7))
    laid = texel + (((spread * keep) >> _U(8)) & _LANES)
    return np.uint32((laid & _U(0xFF)) | ((laid >> _U(8)) & _U(0xFF00)) | ((laid >> _U(16)) & _U(0xFF0000)))


@helper
def _steps_left(at: int, step: int, most: int) -> int:
    """After how many steps, at most so many, a fixed-point number has another whole part."""
    count = most
    if step > 0:
        count = (_FIXED - at % _FIXED + step - 1) // step
    elif step < 0:
        count = at % _FIXED // -step + 1
    return min(count, most)


@kernel
def paste(canvas: Canvas, band: Band, rows: Band, sprite: Sprite, pose: Turned) -> None:
    """Draw a shaded sprite over a canvas, turned and moved, with smooth edges; `rows` are its `rows_of`.

    A line of pixels is drawn in runs that stay on one line of texels, a column of which is stepped on for each pixel:
    what stands upright is read straight on, many pixels at once.
    """
    c, s = pose[2], pose[3]
    step_u, step_v = int(c * _FIXED), int(s * _FIXED)
    for y in range(max(band[0], rows[0]), min(band[1], rows[1])):
        dy = pose[1] - (y + 0.5)
        x, right = _span(canvas, sprite, pose, dy)
        dx = x + 0.5 - pose[0]
        u, v = int((c * dx + s * dy + pose[4]) * _FIXED), int((s * dx - c * dy + pose[5]) * _FIXED)
        while x < right:
            count = _steps_left(v, step_v, _steps_left(u, step_u - _FIXED, right - x))
            upper, lower, line = sprite[v >> _BITS], sprite[(v >> _BITS) + 1], canvas[y]
            column, left = np.uintp(u >> _BITS), np.uintp(x)
            for k in range(np.uintp(count)):
                at, beyond = column + k, column + k + np.uintp(1)
                over = _U(((u + np.int64(k) * (step_u - _FIXED)) >> 8) & 255)
                down = _U(((v + np.int64(k) * step_v) >> 8) & 255)
                line[left + k] = _laid(upper[at], upper[beyond], lower[at], lower[beyond], over, down, line[left + k])
            x, u, v = x + count, u + count * step_u, v + count * step_v
