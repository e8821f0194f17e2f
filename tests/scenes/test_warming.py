"""Warm-ups: they compile all that a performance needs, once, and a second start finds it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

import game.audio
import game.render
import game.sim  # noqa: F401 - has kernels
from game.bots import make_bot
from game.core import kernels
from game.core.environment import UNSEEN
from game.export.screenshot import draw_still
from game.level import load_level
from game.scenes.repertoire import warming
from game.scenes.repertoire.warming import COMPILER, LONGEST, LONGEST_KERNEL_S, Awaited
from tests.levels import old_level

PERFORMED_S = 10.0
"""Of level 1: gold is laid, a voice sings and the house applauds in it."""
TOLD_MISSES = """
print(sum(sum(k.stats.cache_misses.values()) for k in kernels._kernels), len(kernels._kernels))
"""


@pytest.fixture(autouse=True)
def warmed() -> None:
    """As a first start leaves the cache: kernels of all rooms that have any."""
    kernels.warm_up()


def test_warm_ups_leave_every_kernel_in_the_cache() -> None:
    assert kernels.is_warm()


def test_a_performance_needs_nothing_that_warm_ups_do_not_compile() -> None:
    before = {kernel: list(kernel.signatures) for kernel in kernels._kernels}
    draw_still(load_level(old_level("1")), 0, make_bot("expert", 0), PERFORMED_S, (640, 360))
    assert {kernel: list(kernel.signatures) for kernel in kernels._kernels} == before


def test_a_second_start_compiles_nothing() -> None:
    command = COMPILER + "from game.core import kernels" + TOLD_MISSES
    environment = os.environ | UNSEEN
    everything = bytes(range(len(kernels.labels())))
    told = subprocess.run(
        [sys.executable, "-c", command], input=everything, stdout=subprocess.PIPE, check=True, env=environment
    )
    misses, known = (int(word) for word in told.stdout.decode().splitlines()[-1].split())
    assert misses == 0
    assert known > 0


class Idle:
    """A compiler that has done all."""

    def poll(self) -> int:
        """Its exit code."""
        return 0

    def kill(self) -> None:
        """It is gone."""

    wait = poll


@pytest.fixture
def nobody_compiles() -> Iterator[None]:
    """As a program begins, and leaves it."""
    warming.compile_ahead.cache_clear()
    yield
    warming.compile_ahead.cache_clear()


@pytest.mark.usefixtures("nobody_compiles")
@pytest.mark.parametrize(("free", "others", "told"), [(kernels.KEPT_BYTES, 1, [(3, 3)] * 2), (0, 0, [(0, 3), (3, 3)])])
def test_on_a_full_disk_nobody_compiles_for_a_cache_that_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch, free: int, others: int, told: list[tuple[int, int]]
) -> None:
    started: list[object] = []
    heard: list[tuple[object, ...]] = []

    def start(environment: object) -> list[Idle]:
        started.append(environment)
        return [Idle()]

    monkeypatch.setattr(kernels, "is_warm", lambda: False)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    monkeypatch.setattr(kernels, "warm_up", lambda progress: [progress(part, 3, "light") for part in (0, 3)])
    monkeypatch.setattr(warming, "start_compilers", start)
    warming.warm_up(lambda *progress: heard.append(progress[:2]))
    assert (len(started), heard) == (others, told)


@pytest.mark.usefixtures("nobody_compiles")
def test_who_turns_a_page_finds_the_same_compilers_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The portrait's page is left as soon as a number is chosen: what is half compiled then is not begun anew."""
    monkeypatch.setattr(kernels, "is_warm", lambda: False)
    monkeypatch.setattr(warming, "start_compilers", lambda _: [Idle()])
    assert warming.compile_ahead() is warming.compile_ahead() != ()


@pytest.mark.usefixtures("nobody_compiles")
def test_who_has_begun_is_waited_for_though_every_kernel_has_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel may be in the cache for some types of arguments, and be compiled for others."""
    monkeypatch.setattr(warming, "start_compilers", lambda _: [Idle()])
    monkeypatch.setattr(kernels, "is_warm", lambda: False)
    warming.compile_ahead()
    monkeypatch.setattr(kernels, "is_warm", lambda: True)
    assert len(warming.compile_ahead()) == 1


def test_where_no_more_processes_can_begin_there_are_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = list[Idle]()

    def begin(*_: object, **__: object) -> Idle:
        if begun:
            raise BlockingIOError
        begun.append(Idle())
        return begun[0]

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(subprocess, "Popen", begin)
    assert len(warming.start_compilers({})) == 1


def test_what_takes_longest_is_handed_out_first() -> None:
    assert set(LONGEST) < set(kernels.labels())


@pytest.mark.parametrize(("there", "is_calm"), [([3, 3, 4, 4, 5], [1, 1, 1, 1, 0]), ([3, 3, 3, 3, 4], [1, 1, 1, 0, 0])])
def test_pages_stay_calm_for_as_long_as_kernels_come(
    monkeypatch: pytest.MonkeyPatch, there: list[int], is_calm: list[int]
) -> None:
    """However slow the machine: what is drawn is taken from those who compile."""
    awaited = Awaited()
    found = []
    for look, count in enumerate(there):
        monkeypatch.setattr(kernels, "cached", lambda count=count: (count, 5))
        found.append(awaited.are_to_come(0.4 * look * LONGEST_KERNEL_S))
    assert found == [bool(calm) for calm in is_calm]
