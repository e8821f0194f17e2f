"""What numba remembers changes nothing of what it answers."""

import operator
from pathlib import Path
from typing import Any

import llvmlite.binding.ffi
import numba
import numba.core.base
import numpy as np
import pytest
from numba.core.compiler import Flags
from numba.core.extending import overload
from numba.core.registry import cpu_target

from game.core import compiling, paths
from game.core.kernels import PIXEL_MATH, kernel, pixel_kernel


def test_callers_share_what_they_call_only_if_they_hand_down_the_same() -> None:
    flags: Any = Flags
    exact, hidden, free = flags(), flags(), flags()
    hidden.no_cpython_wrapper = hidden.release_gil = True
    free.fastmath = PIXEL_MATH
    assert compiling._handed_down(exact) == compiling._handed_down(hidden)
    assert compiling._handed_down(exact) != compiling._handed_down(free)


def test_what_an_exact_and_a_free_kernel_call_is_compiled_for_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def larger(x: float, y: float) -> float:
        return max(x, y)

    monkeypatch.setattr("game.core.kernels._kernels", [])
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path)  # what comes out of a cache cannot be looked into
    exact, free = (make(larger) for make in (kernel, pixel_kernel))
    assert exact(1.0, 2.0) == free(1.0, 2.0) == 2.0
    compiled: list[Any] = [exact, free]
    called = [next(iter(each.inspect_llvm().values())) for each in compiled]
    assert " nnan " not in called[0]
    assert " nnan " in called[1]


def test_what_takes_numbers_only_is_shared_by_those_who_count_users_of_arrays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only = iter([lambda x: x + 1.0])

    def bounded(x: float) -> float:
        raise NotImplementedError

    def plain(x: float) -> Any:
        return bounded(x)

    def full(x: float) -> Any:
        return np.full(2, x)[0] + bounded(x)

    monkeypatch.setattr("game.core.kernels._kernels", [])
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path)
    overload(bounded)(lambda x: next(only))
    assert kernel(plain)(1.0) == 2.0
    assert kernel(full)(1.0) == 3.0


def test_what_is_added_after_a_first_kernel_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("game.core.kernels._kernels", [])
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path)

    def later(x: float) -> float:
        raise NotImplementedError

    def whole(x: float) -> int:
        return int(x)

    def through(x: float) -> float:
        return later(x)

    assert kernel(whole)(1.5) == 1
    overload(later)(lambda x: lambda x: 3.0 * x)
    assert kernel(through)(1.5) == 4.5


def test_nobody_is_told_of_calls_into_llvm() -> None:
    lock: Any = llvmlite.binding.ffi.lib._lock
    assert all(told.__module__ != numba.core.base.__name__ for pair in lock._cblist for told in pair)


@pytest.mark.parametrize(
    ("kinds", "result"),
    [
        ((numba.float64, numba.float64), numba.float64),
        ((numba.int64, numba.int64), numba.int64),
        ((numba.float32, numba.int64), numba.float64),
    ],
)
def test_an_operation_has_the_same_type_each_time_it_is_asked_for(kinds: Any, result: Any) -> None:
    context: Any = cpu_target.typing_context
    context.refresh()
    add: Any = context.resolve_value_type(operator.add)
    first, second = (add.get_call_type(context, kinds, {}) for _ in range(2))
    assert first.return_type == second.return_type == result
    assert first.args == second.args == tuple(first.args)
