"""Bloom: what glows is drawn small, spread over a pyramid of ever smaller buffers, and added to the picture.

The pyramid (Jimenez, "Next generation post processing in Call of Duty", SIGGRAPH 2014) spreads light over half of the
stage for the price of one small blur; its first level also tells the sculpture what light falls on it.
"""

import math
from functools import partial

import numpy as np

from game.core.kernels import warms_up
from game.render.paint.bands import in_bands
from game.render.paint.drawlist import DIVISOR, Band, DrawList, Glow, Tile
from game.render.paint.kernel import kernel
from game.render.paint.layers import pack_light

LEVELS = 5
"""Buffers of the pyramid; each doubles the reach of the light."""
SPREAD = (0.50, 0.62, 0.66, 0.72)
"""Share of each coarser level that is added to the next finer one: how wide the bloom reaches."""
_F = np.float32


@kernel
def _halve(source: Glow, target: Glow, band: Band) -> None:
    """Mean of blocks of 2 x 2 pixels; an odd last row or column is left out."""
    width = target.shape[1]
    for y in range(band[0], band[1]):
        upper, lower = source[2 * y], source[min(2 * y + 1, source.shape[0] - 1)]
        for x in range(width):
            right = min(2 * x + 1, source.shape[1] - 1)
            for c in range(3):
                total = upper[2 * x, c] + upper[right, c] + lower[2 * x, c] + lower[right, c]
                target[y, x, c] = _F(0.25) * total


@kernel
def _spread(coarse: Glow, fine: Glow, share: float, band: Band) -> None:
    """Add `share` of a coarse level to the next finer one through a tent 3 coarse pixels wide (smooth, no blocks)."""
    width = fine.shape[1]
    last_y, last_x = coarse.shape[0] - 1, coarse.shape[1] - 1
    line = np.empty((coarse.shape[1], 3), np.float32)
    for y in range(band[0], band[1]):
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


class Bloom:
    """The glow buffers of one window size."""

    def __init__(self, size: tuple[int, int], dither: Tile) -> None:
        width, height = -(-size[0] // DIVISOR), -(-size[1] // DIVISOR)
        self._dither = dither
        self._levels: list[Glow] = []
        for _ in range(LEVELS):
            self._levels.append(np.zeros((height, width, 3), np.float32))
            width, height = max(1, (width + 1) // 2), max(1, (height + 1) // 2)
        self._wide = np.zeros((self.glow.shape[0], DIVISOR * (self.glow.shape[1] + 1)), np.uint32)
        self._is_dark = True

    @property
    def glow(self) -> Glow:
        """The buffer to draw glowing things into; after `spread` the light field around them."""
        return self._levels[0]

    def clear(self) -> None:
        """Put all lights out."""
        self.glow.fill(0.0)

    def spread(self, strength: float, reach: float = LEVELS) -> None:
        """Let what was drawn shine on its surroundings, and prepare to add `strength` of it to pictures.

        Light reaches less far with fewer of the LEVELS; between whole numbers the farthest is fainter.
        """
        levels = math.ceil(reach)
        farthest = reach - (levels - 1)
        for fine, coarse in zip(self._levels[: levels - 1], self._levels[1:levels], strict=True):
            in_bands(partial(_halve, fine, coarse), len(coarse))
        for level in range(levels - 2, -1, -1):
            coarse, fine = self._levels[level + 1], self._levels[level]
            share = SPREAD[level] * (farthest if level == levels - 2 else 1.0)
            in_bands(partial(_spread, coarse, fine, share), len(fine))
        self._is_dark = strength <= 0.0
        if not self._is_dark:
            in_bands(partial(pack_light, self.glow, self._wide, strength, self._dither), len(self.glow))

    def add_to(self, out: DrawList) -> None:
        """Add the light that was spread last to a picture of the window's size."""
        if not self._is_dark:
            out.light(self._wide)


@warms_up("picture")
def _warm_bloom() -> None:
    glow, none = np.zeros((1, 1, 3), np.float32), (0, 0)
    _halve(glow, glow, none)
    _spread(glow, glow, 1.0, none)
    pack_light(glow, np.zeros((1, 1), np.uint32), 1.0, np.zeros((1, 1), np.uint8), none)
