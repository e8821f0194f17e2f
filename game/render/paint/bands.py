"""Work on pictures shared out to the processors.

A kernel that draws keeps to a band of the picture's rows. So a picture is drawn in bands, each of them through all of
its layers while it is still near to the processor, by as many threads as there are processors to spare; and it is the
same picture, to the last bit, for any number of them.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from typing import TypeVar

import pygame

from game.render.paint.drawlist import Band

_Made = TypeVar("_Made")
BANDS = 8
"""Of a picture: more than there are threads, so that none waits long; yet each starts every kernel once more."""
LEAST_ROWS = 16
"""Of a band: fewer are not worth another thread."""
MOST_THREADS = 4
"""Threads that draw; more would wait for memory."""


def in_bands(work: Callable[[Band], object], height: int) -> None:
    """Have `work` done for the bands that make up `height` rows; in no order, several at a time."""
    rows = max(LEAST_ROWS, -(-height // BANDS))
    in_parallel(partial(work, (top, min(top + rows, height))) for top in range(0, height, rows))


def in_parallel(tasks: Iterable[Callable[[], object]]) -> None:
    """Have tasks done that may be done in any order and at the same time; returns when all are.

    Raises:
        Exception: what a task raised.
    """
    left = deque(tasks)
    others = pool()
    helping = [] if others is None else [others.submit(_work_off, left) for _ in range(min(helpers(), len(left) - 1))]
    _work_off(left)
    for helper in helping:
        if not helper.cancel():  # one that has not begun is not needed any more
            helper.result()


def in_background(work: Callable[[], _Made]) -> Future[_Made]:
    """Have something made beside the drawing; at once where no thread is to spare."""
    others = pool()
    if others is not None:
        return others.submit(work)
    made: Future[_Made] = Future()
    made.set_result(work())
    return made


def _work_off(tasks: deque[Callable[[], object]]) -> None:
    """Do one task after the other, until none is left; others may do the same."""
    while True:
        try:
            task = tasks.popleft()
        except IndexError:
            return
        task()


def helpers() -> int:
    """Threads that help the one that asks."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(count, MOST_THREADS) - 1


@cache
def pool() -> ThreadPoolExecutor | None:
    """The threads of this process that help to draw; they wait for work, and end with it."""
    return ThreadPoolExecutor(helpers(), "painter") if helpers() else None


def _load_lazy_modules() -> None:
    """Load the modules that pygame loads when they are first touched: two threads that do so at once break the loader,
    as that of Python 3.11 and 3.12 has no lock."""
    for module in (pygame.surfarray, pygame.sndarray):
        vars(module)


_load_lazy_modules()  # here, because whoever draws imports this, and nobody starts a thread before
