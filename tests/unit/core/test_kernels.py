"""Compiled kernels: cached on disk, compiled anew when anything they depend on changes."""

import errno
import os
import pickle
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from game.core import kernel_cache, kernels, paths
from game.core.news import tell_once

FACTOR = 2.0


def scaled(x: float) -> float:
    return FACTOR * x


def partly_scaled(x: float) -> float:
    return FACTOR * x


def doubled(values: NDArray[Any]) -> NDArray[Any]:
    both = np.empty_like(values)
    for i in range(len(values)):
        both[i] = values[i] + values[i]
    return both


def added(x: float, n: int) -> float:
    return x + n


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty cache and empty registries."""
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path)
    monkeypatch.setattr(kernels, "_kernels", [])
    monkeypatch.setattr(kernels, "_warm_ups", [])
    tell_once.cache_clear()


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


def test_what_is_in_the_cache_is_loaded_without_a_compiler(tmp_path: Path) -> None:
    """Without numba's declarations of all that can be compiled, and without SciPy; then another kind is compiled."""
    code = """
import sys
import numpy as np
from pathlib import Path
from game.core import paths
paths.cache_dir = lambda: Path(sys.argv[1])
from tests.unit.core.test_kernels import doubled
from game.core.kernels import kernel
compiled = kernel(doubled)
assert compiled(np.ones(3)).tolist() == [2.0, 2.0, 2.0]
print(sum(compiled.stats.cache_hits.values()), "numba.np.npyimpl" in sys.modules, "scipy.linalg" in sys.modules)
assert compiled(np.ones(3, dtype=np.float32)).dtype == np.float32
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    first, second = (subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2))
    assert first.split()[:2] == ["0", "True"]
    assert second.split() == ["1", "False", "False"]


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


def test_kernels_work_where_nothing_can_be_cached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "file" / "cache")
    for function in (scaled, added):
        compiled: Any = kernels.kernel(function)
        assert compiled(*(3.0, 3)[: compiled.py_func.__code__.co_argcount]) == 6.0
    assert not kernels.is_warm()
    assert capsys.readouterr().err.count("without keeping compiled kernels") == 1


def test_a_full_disk_keeps_nothing_and_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path, content: bytes, mode: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(kernel_cache, "write_atomic", full)
    assert kernels.kernel(scaled)(3.0) == 6.0
    assert not kernels.is_warm()
    assert "No space left" in capsys.readouterr().err


def damaged(path: Path, how: str) -> None:
    """Something is wrong with a file of the cache."""
    content = path.read_bytes()
    if how == "empty":
        path.write_bytes(b"")
    elif how == "half written":
        path.write_bytes(content[: len(content) // 2])
    elif how == "one bit":
        path.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    elif how == "of something else":
        path.write_bytes(pickle.dumps(print))
    elif how == "open to others":
        path.chmod(0o666)
    elif how == "of another user":
        os.chown(path, 12345, 12345)
    elif how == "folder":
        path.unlink()
        (path / "within").mkdir(parents=True)
    elif how == "link":
        path.rename(path.with_suffix(".moved"))
        path.symlink_to(path.with_suffix(".moved"))
    elif how == "file for a folder":
        shutil.rmtree(path.parent)
        path.parent.touch()


@pytest.mark.parametrize(
    "how",
    ["empty", "half written", "one bit", "of something else", "open to others", "of another user", "folder", "link",
     "file for a folder"],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_compiled_anew(
    tmp_path: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if how == "of another user" and os.geteuid() != 0:
        pytest.skip("only root gives files away")
    assert kernels.kernel(scaled)(3.0) == 6.0
    (path,) = (tmp_path / "kernels").rglob("*.nbi")
    assert path.stat().st_mode & 0o777 == 0o600
    damaged(path, how)
    tell_once.cache_clear()
    again = kernels.kernel(scaled)
    assert again(3.0) == 6.0 and not loaded_from_cache(again)
    assert capsys.readouterr().err.count("\n") == 1
    third = kernels.kernel(scaled)
    assert third(3.0) == 6.0 and loaded_from_cache(third)


def test_planted_code_does_not_run(tmp_path: Path) -> None:
    class Planted:
        def __reduce__(self) -> Any:
            return (tmp_path / "planted").touch, ()

    assert kernels.kernel(scaled)(3.0) == 6.0
    (path,) = (tmp_path / "kernels").rglob("*.nbi")
    whole = path.read_bytes()
    for content in (pickle.dumps(Planted()), whole[: kernel_cache.HEAD_BYTES] + pickle.dumps(Planted())):
        path.write_bytes(content)
        assert kernels.kernel(scaled)(3.0) == 6.0
    assert not (tmp_path / "planted").exists()


def test_two_kinds_of_argument_are_two_files(tmp_path: Path) -> None:
    """Each is written by itself, so that no process can bring another's out of step."""
    first: Any = kernels.kernel(added)
    second: Any = kernels.kernel(added)
    assert (first(1.0, 2), second(1.0, 2.0)) == (3.0, 3.0)
    assert len(list((tmp_path / "kernels").rglob("*.nbi"))) == 2
    third: Any = kernels.kernel(added)
    assert (third(1.0, 2), third(1.0, 2.0)) == (3.0, 3.0)
    assert sum(third.stats.cache_hits.values()) == 2 and not third.stats.cache_misses


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


def test_a_process_runs_the_warm_ups_of_one_label() -> None:
    called: list[str] = []
    for label in "dbdca":
        kernels.warms_up(label)(partial(called.append, label))
    assert kernels.labels() == list("abcd")
    kernels.warm_up(label="d")
    assert called == ["d", "d"]


def test_a_kernel_counts_references_only_if_arrays_are_made_in_it() -> None:
    def fresh(n: int) -> Any:
        return np.zeros(n)

    def first(row: Any) -> float:
        return float(row[0])

    made = np.zeros(3)
    assert kernels._allocates(cast(FunctionType, fresh)) and not kernels._allocates(cast(FunctionType, first))
    assert list(kernels.kernel(fresh)(3)) == list(made)
    assert kernels.kernel(first)(made) == 0.0


def test_a_bundle_ships_its_kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are found beside the user's own cache, and never written."""
    assert kernels.kernel(scaled)(3.0) == 6.0
    (tmp_path / "kernels").rename(tmp_path / "shipped")
    monkeypatch.setattr(paths, "shipped_kernels_dir", lambda: tmp_path / "shipped")
    monkeypatch.setattr(kernels, "_kernels", [])
    shipped: Any = kernels.kernel(scaled)
    assert kernels.is_warm()
    assert shipped(3.0) == 6.0 and loaded_from_cache(shipped)
    assert not (tmp_path / "kernels").exists()
