"""Kernels over pixels: those of `core.kernels` for pictures, and helpers that become a part of each of them."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

from game.core.kernels import pixel_kernel as kernel

__all__ = ["helper", "kernel"]

_Helper = TypeVar("_Helper", bound=Callable[..., Any])


def helper(function: _Helper) -> _Helper:
    """Compile a function that only kernels of its own file call, as a part of each: calls would cost too much."""
    return cast("_Helper", numba.njit(forceinline=True, error_model="numpy")(function))
