"""Kernels over pixels: those of `core.kernels` for pictures, and helpers that become a part of each of them."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba.core import types

from game.core.kernels import pixel_kernel, pixel_part

__all__ = ["helper", "kernel", "pixel_part"]

_Function = TypeVar("_Function", bound=Callable[..., Any])


def kernel(function: _Function) -> _Function:
    """A kernel for pictures, which may call others."""
    return _typed_plainly(pixel_kernel(function))


def helper(function: _Function) -> _Function:
    """Compile a function that only kernels of its own file call, as a part of each: calls would cost too much."""
    return _typed_plainly(cast("_Function", numba.njit(forceinline=True, error_model="numpy")(function)))


def _typed_plainly(function: _Function) -> _Function:
    """Have a compiled function see the type of each argument and not its value.

    Where a caller passes a number that is known when it is compiled, numba would compile what it calls once more for
    that very number: that doubled the time of a first start.
    """
    compiled: Any = function
    unliteral: Any = types.unliteral
    if hasattr(compiled, "get_call_template"):  # NUMBA_DISABLE_JIT hands the function back as it is
        template = compiled.get_call_template

        def plain(args: Any, kws: Any) -> Any:
            plainly = {name: unliteral(kind) for name, kind in kws.items()}
            return template(tuple(unliteral(kind) for kind in args), plainly)

        compiled.get_call_template = plain
    return function
