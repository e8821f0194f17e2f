"""What is to be drawn, back to front, before it is drawn: kernels, each with what it draws.

A kernel that draws keeps to a band of the picture's rows. So a picture is drawn in bands, each of them through all of
its layers while it is still near to the processor, by as many threads as there are processors to spare; and it is the
same picture, to the last bit, for any number of them.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any, TypeVarTuple

import pygame

from game.render.paint.raster import Band, Canvas, Rows, pixels

BANDS = 8
"""Of a picture: more than there are threads, so that none waits long; yet each starts every kernel once more."""
LEAST_ROWS = 16
"""Of a band: fewer are not worth another thread."""
MOST_THREADS = 4
"""Threads that draw; more would wait for memory."""
Args = TypeVarTuple("Args")

_Layer = tuple[Callable[..., None], tuple[Any, ...], Band | None]
"""A kernel, its arguments after canvas and band, and the only rows that it touches, where that is known."""


class DrawList:
    """The layers of a picture in order."""

    def __init__(self) -> None:
        self._layers: list[_Layer] = []

    def put(self, kernel: Callable[[Canvas, Band, *Args], None], *args: *Args) -> None:
        """Add a layer: what `kernel(canvas, band, *args)` draws. The arguments are read when the list is drawn."""
        self._layers.append((kernel, args, None))

    def strokes(self, kernel: Callable[[Canvas, Band, Rows], None], rows: Rows) -> None:
        """Add strokes (N, STROKE_FIELDS), by a kernel of `raster`; none at all are no layer."""
        if len(rows):
            reach = float(rows[:, 4:6].max()) + 2.0
            ys = rows[:, 1:4:2]
            self.put_within((int(ys.min() - reach), int(ys.max() + reach) + 1), kernel, rows)

    def put_within(self, rows: Band, kernel: Callable[[Canvas, Band, *Args], None], *args: *Args) -> None:
        """Add a layer that touches no rows but these, and need not be asked for others."""
        self._layers.append((kernel, args, rows))

    def draw(self, target: pygame.Surface) -> None:
        """Draw all layers on a surface for which `is_canvas` holds, and forget them."""
        layers, self._layers = self._layers, []
        canvas = pixels(target)
        in_bands(partial(_draw_band, layers, canvas), len(canvas))


def _draw_band(layers: list[_Layer], canvas: Canvas, band: Band) -> None:
    for kernel, args, rows in layers:
        if rows is None or (rows[0] < band[1] and band[0] < rows[1]):
            kernel(canvas, band, *args)


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
    pool = _pool()
    helpers = [] if pool is None else [pool.submit(_work_off, left) for _ in range(min(_helpers(), len(left) - 1))]
    _work_off(left)
    for helper in helpers:
        if not helper.cancel():  # one that has not begun is not needed any more
            helper.result()


def _work_off(tasks: deque[Callable[[], object]]) -> None:
    """Do one task after the other, until none is left; others may do the same."""
    while True:
        try:
            task = tasks.popleft()
        except IndexError:
            return
        task()


def _helpers() -> int:
    """Threads that help the one that asks."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(count, MOST_THREADS) - 1


@cache
def _pool() -> ThreadPoolExecutor | None:
    """The threads of this process that help to draw; they wait for work, and end with it."""
    return ThreadPoolExecutor(_helpers(), "painter") if _helpers() else None
