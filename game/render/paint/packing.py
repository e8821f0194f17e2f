"""Colours packed into whole numbers: pixels of a canvas, texels of a sprite."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats
from game.render.paint.drawlist import Canvas, Sprite

_Colours = Floats | NDArray[np.float32]
_Word = TypeVar("_Word", np.uint32, np.uint64)


def as_pixels(colours: _Colours, cover: _Colours | None = None) -> Canvas:
    """Pixels 0xAARRGGBB from colours (..., 3) 0-255 and how far they cover (...), 0-1 and fully where None.

    Here and in `as_texels` a colour is already times its opacity, and rounded down as kernels do.
    """
    return _packed(colours, np.ones(colours.shape[:-1], np.float32) if cover is None else cover, np.uint32)


def as_texels(colours: _Colours, cover: _Colours) -> Sprite:
    """Texels with 16 bits each for opacity, red, green and blue, from the same."""
    return _packed(colours, cover, np.uint64)


def _packed(colours: _Colours, cover: _Colours, word: type[_Word]) -> NDArray[_Word]:
    opacity = np.clip(cover.astype(np.float32), 0.0, 1.0)
    lanes = np.clip(colours.astype(np.float32), 0.0, 255.0) * opacity[..., None]
    bits = word(2 * word().itemsize)
    packed = (np.float32(255.0) * opacity).astype(word)
    for lane in np.moveaxis(lanes, -1, 0):
        packed = (packed << bits) | lane.astype(word)
    return packed
