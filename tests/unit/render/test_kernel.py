"""Kernels of the picture are compiled no more often than they must."""

import os

import pytest
from numba.core import event

from game.core import kernels
from game.render.paint.kernel import helper, kernel


@helper
def _doubled(number: int) -> int:
    return 2 * number


def _sum_of_doubles(number: int) -> int:
    return _doubled(0) + _doubled(7) + _doubled(number)


@pytest.mark.skipif(bool(os.environ.get("NUMBA_DISABLE_JIT")), reason="nothing is compiled")
def test_a_number_known_to_the_caller_compiles_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "_kernels", [])  # a kernel of a test is none of the game's
    sum_of_doubles = kernel(_sum_of_doubles)
    with event.install_recorder("numba:compile") as recorder:
        assert sum_of_doubles(3) == 20
    compiled = [entry.data["dispatcher"].py_func.__name__ for _, entry in recorder.buffer if entry.is_start]
    assert compiled.count("_doubled") <= 1, "none where the caller came out of the cache"


def test_from_python_a_helper_is_a_plain_function() -> None:
    assert _doubled(4) == 8
