"""Compiled kernels: cached on disk, compiled anew when anything they depend on changes."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from game.core import kernels, paths

FACTOR = 2.0


def scaled(x: float) -> float:
    return FACTOR * x


def partly_scaled(x: float) -> float:
    return FACTOR * x


def added(x: float, n: int) -> float:
    return x + n


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty cache and empty registries."""
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path)
    monkeypatch.setattr(kernels, "_kernels", [])
    monkeypatch.setattr(kernels, "_warm_ups", [])


def loaded_from_cache(compiled: Any) -> bool:
    return sum(compiled.stats.cache_hits.values()) == 1 and not compiled.stats.cache_misses


def test_a_second_start_loads_what_the_first_compiled(tmp_path: Path) -> None:
    first = kernels.kernel(scaled)
    assert not kernels.is_warm()
    assert first(3.0) == 6.0
    assert not loaded_from_cache(first)
    assert kernels.is_warm()
    assert list((tmp_path / "kernels").rglob("*.nbi"))
    second = kernels.kernel(scaled)
    assert second(3.0) == 6.0
    assert loaded_from_cache(second)


def test_a_changed_constant_compiles_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kernels.kernel(scaled)(3.0) == 6.0
    monkeypatch.setitem(globals(), "FACTOR", 5.0)
    changed = kernels.kernel(scaled)
    assert not kernels.is_warm()
    assert changed(3.0) == 15.0
    assert not loaded_from_cache(changed)


def test_a_changed_callee_compiles_its_caller_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def caller() -> Any:
        space = {"inner": kernels.kernel(scaled)}
        exec(compile("def outer(x):\n    return inner(x) + 1.0\n", __file__, "exec"), space)
        return kernels.kernel(space["outer"])

    assert caller()(3.0) == 7.0
    monkeypatch.setitem(globals(), "FACTOR", 5.0)
    assert caller()(3.0) == 16.0


def test_a_changed_part_compiles_the_kernel_that_calls_it_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def caller() -> Any:
        space = {"inner": kernels.kernel_part(partly_scaled)}
        exec(compile("def outer(x):\n    return inner(x) + 1.0\n", __file__, "exec"), space)
        return kernels.kernel(space["outer"])

    monkeypatch.setattr(kernels, "_parts", set())
    first = caller()
    assert first(3.0) == 7.0
    second = caller()
    assert second(3.0) == 7.0
    assert loaded_from_cache(second)
    monkeypatch.setitem(globals(), "FACTOR", 5.0)
    changed = caller()
    assert kernels.cached() == (2, 3)
    assert changed.stats.cache_path != first.stats.cache_path


def test_a_part_is_a_plain_function_to_python() -> None:
    assert kernels.kernel_part(partly_scaled) is partly_scaled
    assert partly_scaled(3.0) == 6.0
    assert kernels.cached() == (0, 0)


def test_a_callee_is_compiled_for_types_and_not_for_each_number() -> None:
    inner: Any = kernels.kernel(added)
    space: dict[str, Any] = {"inner": inner}
    exec(compile("def outer(x):\n    return inner(x, 1) + inner(x, 2) + inner(x, 3)\n", __file__, "exec"), space)
    assert kernels.kernel(space["outer"])(1.0) == 9.0
    assert len(inner.signatures) == 1


def test_kernels_work_where_nothing_can_be_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("numba.core.caching.CacheImpl._locator_classes", [])
    compiled = kernels.kernel(scaled)
    assert compiled(3.0) == 6.0
    assert not kernels.is_warm()


def test_warm_ups_run_label_by_label_and_tell_how_far_they_are() -> None:
    ran: list[str] = []
    told: list[tuple[int, int, str]] = []
    for label, name in (("stress", "s"), ("light", "a"), ("light", "b")):
        kernels.warms_up(label)(partial(ran.append, name))
    kernels.warm_up(lambda done, total, label: told.append((done, total, label)))
    assert ran == ["a", "b", "s"]
    assert told == [(0, 3, "light"), (1, 3, "light"), (2, 3, "stress"), (3, 3, "stress")]
    kernels.warm_up()
    assert len(ran) == 6


def test_division_by_zero_gives_infinity() -> None:
    def inverse(x: float) -> float:
        return 1.0 / x

    assert kernels.kernel(inverse)(0.0) == float("inf")
