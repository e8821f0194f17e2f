"""Kernels of the picture are compiled no more often than they must."""

import os
from typing import Any, cast

import pytest

from game.render.paint.kernel import helper, kernel


@helper
def _doubled(number: int) -> int:
    return 2 * number


@kernel
def _sum_of_doubles(number: int) -> int:
    return _doubled(0) + _doubled(7) + _doubled(number)


@pytest.mark.skipif(bool(os.environ.get("NUMBA_DISABLE_JIT")), reason="nothing is compiled")
def test_a_number_known_to_the_caller_compiles_nothing_anew() -> None:
    assert _sum_of_doubles(3) == 20
    compiled = cast(Any, _doubled)
    assert len(compiled.signatures) <= 1  # none where the caller came out of the cache
