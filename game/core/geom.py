"""Plane geometry on arrays of points (N, 2)."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def turned(points: ArrayLike, angle: float) -> Floats:
    """Points (..., 2) turned about the origin by `angle`, rad, counter-clockwise.

    In a fixed order of operations, unlike a product of matrices: the same bits on every processor.
    """
    flat = np.asarray(points, dtype=np.float64)
    x, y = flat[..., 0], flat[..., 1]
    c, s = math.cos(angle), math.sin(angle)
    around = np.empty(flat.shape)
    around[..., 0] = c * x - s * y
    around[..., 1] = s * x + c * y
    return around


def signed_area(points: Floats) -> float:
    """Area of a closed polygon (N, 2), m^2; negative when its corners run clockwise (shoelace formula)."""
    x, y = points[:, 0], points[:, 1]
    return float(0.5 * np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
