"""Plane geometry on arrays of points (N, 2)."""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def rotation(angle: float) -> Floats:
    """The matrix (2, 2) that turns column vectors by `angle`, rad, counter-clockwise."""
    c, s = math.cos(angle), math.sin(angle)  # numpy's own depend on the processor
    return np.array([[c, -s], [s, c]])


def turned(points: Floats, angle: float) -> Floats:
    """Points (.., 2) turned by `angle`, rad, counter-clockwise. (Not by `@`, which depends on the processor.)"""
    c, s = math.cos(angle), math.sin(angle)
    x, y = points[..., 0], points[..., 1]
    return np.stack([c * x - s * y, s * x + c * y], axis=-1)


def signed_area(points: Floats) -> float:
    """Area of a closed polygon (N, 2), m^2; negative when its corners run clockwise (shoelace formula)."""
    x, y = points[:, 0], points[:, 1]
    return float(0.5 * np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
