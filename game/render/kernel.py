"""One typed door to numba, so that kernels keep their signatures for the type checker.

The cache on disk knows only the file that a kernel stands in: keep the helpers of a kernel in the same file, or a
change to one would not be seen.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

_Kernel = TypeVar("_Kernel", bound=Callable[..., Any])


def kernel(function: _Kernel) -> _Kernel:
    """Compile a loop over pixels to machine code, once for each installation (the result is cached on disk).

    `fastmath` stays off: the same picture comes out on every run.
    """
    return cast("_Kernel", numba.njit(cache=True, error_model="numpy")(function))


def helper(function: _Kernel) -> _Kernel:
    """Compile a function that only kernels call, as a part of each of them: a call per pixel would cost more than
    most of them do."""
    return cast("_Kernel", numba.njit(forceinline=True, error_model="numpy")(function))
