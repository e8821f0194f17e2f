"""Kernels over pixels, by the names that the picture's modules use: those of `core.kernels` for pictures."""

from game.core.kernels import inlined_part as helper
from game.core.kernels import pixel_kernel as kernel
from game.core.kernels import pixel_part

__all__ = ["helper", "kernel", "pixel_part"]
