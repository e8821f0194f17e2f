"""Bloom: what glows is drawn small, spread over a pyramid of ever smaller buffers, and added to the picture.

The pyramid (Jimenez, "Next generation post processing in Call of Duty", SIGGRAPH 2014) spreads light over half of the
stage for the price of one small blur; its first level also tells the sculpture what light falls on it.
"""

import numpy as np
import pygame

from game.render.kernel import kernel
from game.render.raster import Canvas, Glow, Rows, pixels

DIVISOR = 4
"""Canvas pixels per glow pixel, along each side."""
LEVELS = 5
"""Buffers of the pyramid; each doubles the reach of the light."""
SPREAD = (0.50, 0.62, 0.66, 0.72)
"""Share of each coarser level that is added to the next finer one: how wide the bloom reaches."""
_F, _I = np.float32, np.int32


@kernel
def _halve(source: Glow, target: Glow) -> None:
    """Mean of blocks of 2 x 2 pixels; an odd last row or column is left out."""
    height, width = target.shape[0], target.shape[1]
    for y in range(height):
        upper, lower = source[2 * y], source[min(2 * y + 1, source.shape[0] - 1)]
        for x in range(width):
            right = min(2 * x + 1, source.shape[1] - 1)
            for c in range(3):
                total = upper[2 * x, c] + upper[right, c] + lower[2 * x, c] + lower[right, c]
                target[y, x, c] = _F(0.25) * total


@kernel
def _spread(coarse: Glow, fine: Glow, share: float) -> None:
    """Add `share` of a coarse level to the next finer one through a tent 3 coarse pixels wide (smooth, no blocks)."""
    height, width = fine.shape[0], fine.shape[1]
    last_y, last_x = coarse.shape[0] - 1, coarse.shape[1] - 1
    line = np.empty((coarse.shape[1], 3), np.float32)
    for y in range(height):
        middle = min(y >> 1, last_y)
        near = min(max(middle + (1 if y & 1 else -1), 0), last_y)
        far = min(max(middle - (1 if y & 1 else -1), 0), last_y)
        a, b, d = coarse[near], coarse[middle], coarse[far]
        for x in range(coarse.shape[1]):
            for c in range(3):
                line[x, c] = _F(share) * (_F(0.375) * a[x, c] + _F(0.5) * b[x, c] + _F(0.125) * d[x, c])
        for x in range(width):
            here = min(x >> 1, last_x)
            next_ = min(max(here + (1 if x & 1 else -1), 0), last_x)
            back = min(max(here - (1 if x & 1 else -1), 0), last_x)
            for c in range(3):
                fine[y, x, c] += _F(0.375) * line[next_, c] + _F(0.5) * line[here, c] + _F(0.125) * line[back, c]


@kernel
def _pack(field: Glow, canvas: Canvas, strength: float, dither: Rows) -> None:
    """Light to pixels: 255 l / (1 + l) of `strength` x field, so that nothing clips into a flat white patch.

    Casts keep every number at 32 bits, so that many pixels are done at once.
    """
    height, width = canvas.shape
    gain, mask = _F(strength), dither.shape[0] - 1
    for y in range(height):
        row, grain = np.uintp(y), np.uintp(y & mask)
        for x in range(np.uintp(width)):
            red, green, blue = gain * field[row, x, 0], gain * field[row, x, 1], gain * field[row, x, 2]
            step = dither[grain, x & np.uintp(mask)]
            r = _I(_F(254.5) * red / (_F(1.0) + red) + step)
            g = _I(_F(254.5) * green / (_F(1.0) + green) + step)
            b = _I(_F(254.5) * blue / (_F(1.0) + blue) + step)
            canvas[row, x] = np.uint32(_I(r << _I(16)) | _I(g << _I(8)) | b)


class Bloom:
    """The glow buffers of one window size."""

    def __init__(self, size: tuple[int, int], dither: Rows) -> None:
        width, height = -(-size[0] // DIVISOR), -(-size[1] // DIVISOR)
        self._dither = dither
        self._levels: list[Glow] = []
        for _ in range(LEVELS):
            self._levels.append(np.zeros((height, width, 3), np.float32))
            width, height = max(1, (width + 1) // 2), max(1, (height + 1) // 2)
        small = (self.glow.shape[1], self.glow.shape[0])
        self._packed = pygame.Surface(small, depth=32)
        self._full_size = (small[0] * DIVISOR, small[1] * DIVISOR)
        self._full = pygame.Surface(self._full_size, depth=32)
        self._is_dark = True

    @property
    def glow(self) -> Glow:
        """The buffer to draw glowing things into; after `spread` the light field around them."""
        return self._levels[0]

    def clear(self) -> None:
        """Put all lights out."""
        self.glow.fill(0.0)

    def spread(self, strength: float, levels: int = LEVELS) -> None:
        """Let what was drawn shine on its surroundings, and prepare to add `strength` of it to pictures.

        Light reaches less far with fewer of the LEVELS.
        """
        for fine, coarse in zip(self._levels[: levels - 1], self._levels[1:levels], strict=True):
            _halve(fine, coarse)
        for level in range(levels - 2, -1, -1):
            _spread(self._levels[level + 1], self._levels[level], SPREAD[level])
        self._is_dark = strength <= 0.0
        if not self._is_dark:
            _pack(self.glow, pixels(self._packed), strength, self._dither)
            pygame.transform.smoothscale(self._packed, self._full_size, self._full)

    def add_to(self, target: pygame.Surface) -> None:
        """Add the light that was spread last to a picture of the window's size."""
        if not self._is_dark:
            target.blit(self._full, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
