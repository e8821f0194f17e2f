"""Kernels over pixels: those of `core.kernels` for pictures, and helpers that become a part of each of them."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

from game.core.kernels import pixel_kernel, pixel_part, typed_plainly

__all__ = ["helper", "kernel", "pixel_part"]

_Function = TypeVar("_Function", bound=Callable[..., Any])


def kernel(function: _Function) -> _Function:
    """A kernel for pictures, which may call others."""
    return pixel_kernel(function)


def helper(function: _Function) -> _Function:
    """Compile a function that only kernels of its own file call, as a part of each: calls would cost too much."""
    options: dict[str, Any] = {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return typed_plainly(cast("_Function", numba.njit(forceinline=True, **options)(function)))
