"""A first start: kernels are compiled behind the page, on two cores."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from game.core import kernels
from game.core.kernels import Progress

REHEARSAL = "from game.render.still import rehearse; rehearse()"
"""What the other process runs: it draws a whole performance that nobody sees."""


def warm_up(progress: Progress) -> None:
    """Have every kernel compiled and loaded; on a first start this takes seconds, else next to nothing.

    Args:
        progress: told before each step; what it raises ends the work.
    """
    with _second_process():
        kernels.warm_up(progress)


@contextmanager
def _second_process() -> Iterator[None]:
    """On a first start, let another process compile the kernels of the picture into the cache that both share.

    Two halves take two cores half the time, and this window's own thread is not kept from drawing. If it fails, no
    harm is done: what is then not in the cache is compiled here.
    """
    if kernels.is_warm() or getattr(sys, "frozen", False):  # a frozen program is no Python that could run a command
        yield
        return
    environment = os.environ | {"SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}
    command, quiet = [sys.executable, "-c", REHEARSAL], subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, env=environment) as second:
        try:
            yield
        except BaseException:
            second.kill()
            raise
