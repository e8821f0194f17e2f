"""A first start: kernels are compiled behind the page, by other processes, so that the window keeps answering."""

import atexit
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from time import sleep

import game.audio
import game.bots.eye
import game.render
import game.sim  # noqa: F401 - have kernels, here as in the processes that compile them
from game.core import kernels
from game.core.environment import UNSEEN
from game.core.kernels import Progress

COMPILER = """
import gc, os
getattr(os, "nice", int)(4)
gc.disable()
import game.audio, game.bots.eye, game.render, game.sim
from game.core.kernels import labels, warm_up
while number := os.read(0, 1):
    warm_up(label=labels()[number[0]])
"""
"""What a process runs: it takes a number from a pipe that all share, so that nothing is compiled by two, and compiles
what has that label in one go, as kernels of one label call the same parts.

A window that waits is to answer first, but on a busy machine a player waits for these (at 10 they got a tenth of a
core there); where processes have no rank, nothing is done. Collecting the garbage of a compiler took a quarter of its
time, and it ends soon."""
LEAVE = "os._exit(0)"
"""How it ends, with all that it has compiled on the disk: taking apart what it has built took a tenth of its time."""
LONGEST = ("picture", "beams", "pieces", "light", "glass")
"""Labels that are handed out first: what is begun last should be short."""
MOST_COMPILERS = 4
"""More than this would mostly load the compiler."""
LOOK_S = 0.1
"""s between two looks at how far they are."""
LONGEST_KERNEL_S = 40.0
"""s until the next kernel is there, at most, on a machine that has much else to do; where nothing can be cached, none
ever is."""


class Awaited:
    """Kernels that others compile."""

    def __init__(self) -> None:
        self._there, self._since, self._is_over = -1, 0.0, False

    def are_to_come(self, now_s: float) -> bool:
        """Whether more of them are still coming; no longer once they are all there, or none has come for long."""
        if not self._is_over:
            there, all_of_them = kernels.cached()
            if there > self._there:
                self._there, self._since = there, now_s
            self._is_over = there == all_of_them or now_s - self._since > LONGEST_KERNEL_S
        return not self._is_over


def warm_up(progress: Progress, meanwhile: Callable[[], None] | None = None) -> None:
    """Have every kernel compiled and loaded; on a first start this takes seconds, else next to nothing.

    Compiling here would keep the window's own thread from drawing, as threads of Python take turns; other processes
    compile into the cache that all share, on as many cores. If they fail, or a full disk keeps nothing of theirs, no
    harm is done: what is then not in the cache is compiled here.

    Args:
        progress: told how many kernels are done, of how many; what it raises ends the work here, and others go on.
        meanwhile: what can be done here while others compile.
    """
    running = compile_ahead()
    if meanwhile:
        meanwhile()
    while any(process.poll() is None for process in running):
        progress(*kernels.cached(), "")
        sleep(LOOK_S)
    are_there = running or kernels.is_warm()
    kernels.warm_up(lambda done, total, name: progress(total if are_there else done, total, name))


@cache
def compile_ahead() -> tuple[subprocess.Popen[bytes], ...]:
    """Begin with what is not in the cache, once in this process; returns who compiles.

    They go on whatever page is shown, and are gone with this process at the latest.
    """
    if kernels.is_warm() or not kernels.can_be_kept():
        return ()
    processes = tuple(start_compilers(os.environ | UNSEEN))
    for process in processes:
        atexit.register(_end, process)
    return processes


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def start_compilers(environment: Mapping[str, str]) -> list[subprocess.Popen[bytes]]:
    """Processes that compile all kernels of the game, each a part of them, into the cache of that environment.

    Fewer where the system lets no more begin: those that are there do it all.
    """
    if getattr(sys, "frozen", False):  # a frozen program is no Python to run commands
        return []
    quiet, (work, handed_out) = subprocess.DEVNULL, os.pipe()
    names = kernels.labels()
    late = len(LONGEST)
    order = sorted(range(len(names)), key=lambda row: LONGEST.index(names[row]) if names[row] in LONGEST else late)
    os.write(handed_out, bytes(order))
    os.close(handed_out)
    command = [sys.executable, "-c", COMPILER + LEAVE]
    begun: list[subprocess.Popen[bytes]] = []
    for _ in range(max(1, min(MOST_COMPILERS, os.cpu_count() or 1))):
        with suppress(OSError):
            begun.append(subprocess.Popen(command, stdin=work, stdout=quiet, stderr=quiet, env=environment))
    os.close(work)
    return begun
