"""A first start: kernels are compiled behind the page, by other processes, so that the window keeps answering."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from time import sleep

from game.core import kernels
from game.core.kernels import Progress

_HUMBLE = "import gc, os; getattr(os, 'nice', int)(4); gc.disable(); "
"""A window that waits is to answer first, but on a busy machine a player waits for these (at 10 they got a tenth of a
core there); where processes have no rank, nothing is done. Collecting the garbage of a compiler took a quarter of its
time, and it ends soon."""
_KERNELS = _HUMBLE + "import game.sim, game.audio, game.render; from game.core.kernels import warm_up; "
MOST_COMPILERS = 4
"""More than this would mostly load the compiler."""
_COUNT = max(1, min(MOST_COMPILERS, os.cpu_count() or 1))
COMPILERS = tuple(f"{_KERNELS}warm_up(begin={number / _COUNT})" for number in range(_COUNT))
"""What the processes run: they begin at equal distances of one list, go round, and find what others compiled."""
LOOK_S = 0.1
"""s between two looks at how far they are."""


def warm_up(progress: Progress, meanwhile: Callable[[], None] | None = None) -> None:
    """Have every kernel compiled and loaded; on a first start this takes seconds, else next to nothing.

    Compiling here would keep the window's own thread from drawing, as threads of Python take turns; other processes
    compile into the cache that all share, on as many cores. If they fail, no harm is done: what is then not in the
    cache is compiled here.

    Args:
        progress: told how many kernels are done, of how many; what it raises ends the work.
        meanwhile: what can be done here while others compile.
    """
    with ExitStack() as stack:
        running = [] if kernels.is_warm() else _start_compilers(stack)
        if meanwhile:
            meanwhile()
        while any(process.poll() is None for process in running):
            progress(*kernels.cached(), "")
            sleep(LOOK_S)
    kernels.warm_up(lambda done, total, name: progress(total, total, name))


def _start_compilers(stack: ExitStack) -> list[subprocess.Popen[bytes]]:
    """Processes that compile until the stack is left."""
    if getattr(sys, "frozen", False):  # a frozen program is no Python to run commands
        return []
    quiet = subprocess.DEVNULL
    environment = os.environ | {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    running = []
    for command in COMPILERS:
        process = subprocess.Popen(
            [sys.executable, "-c", command], stdin=quiet, stdout=quiet, stderr=quiet, env=environment
        )
        stack.enter_context(process)
        stack.callback(process.kill)
        running.append(process)
    return running
