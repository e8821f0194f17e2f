"""A first start: kernels are compiled behind the page, by two other processes, so that the window keeps answering."""

import os
import subprocess
import sys
from contextlib import ExitStack
from time import sleep

from game.core import kernels
from game.core.kernels import Progress

_HUMBLE = "import gc, os; getattr(os, 'nice', int)(10); gc.disable(); "
"""A window that waits is to answer first; where processes have no rank, nothing is done. Collecting the garbage of a
compiler took a quarter of its time, and it ends soon."""
_KERNELS = _HUMBLE + "import game.sim, game.audio, game.render; from game.core.kernels import warm_up; "
COMPILERS = (_KERNELS + "warm_up()", _KERNELS + "warm_up(backwards=True)")
"""What the processes run: they begin at the two ends of the same list, and each then finds what the other compiled."""
LOOK_S = 0.1
"""s between two looks at how far they are."""


def warm_up(progress: Progress) -> None:
    """Have every kernel compiled and loaded; on a first start this takes seconds, else next to nothing.

    Compiling here would keep the window's own thread from drawing, as threads of Python take turns; other processes
    compile into the cache that all share, on as many cores. If they fail, no harm is done: what is then not in the
    cache is compiled here.

    Args:
        progress: told how many kernels are done, of how many; what it raises ends the work.
    """
    if not kernels.is_warm() and not getattr(sys, "frozen", False):  # a frozen program is no Python to run commands
        _compile_elsewhere(progress)
    kernels.warm_up(lambda done, total, name: progress(total, total, name))


def _compile_elsewhere(progress: Progress) -> None:
    quiet = subprocess.DEVNULL
    environment = os.environ | {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    with ExitStack() as stack:
        running = []
        for command in COMPILERS:
            process = subprocess.Popen(
                [sys.executable, "-c", command], stdin=quiet, stdout=quiet, stderr=quiet, env=environment
            )
            stack.enter_context(process)
            stack.callback(process.kill)
            running.append(process)
        while any(process.poll() is None for process in running):
            progress(*kernels.cached(), "")
            sleep(LOOK_S)
