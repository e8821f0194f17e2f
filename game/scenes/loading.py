"""Getting a performance ready behind the page, so that the window keeps answering."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass

import pygame

from game.audio import Mixer
from game.core import kernels
from game.level import Level
from game.render import StageRenderer
from game.scenes.page import Point, Sheet
from game.sim import Intent, World

REHEARSAL_SIZE = (640, 360)
"""Window of the one frame that is drawn in advance: what drawing needs is compiled by it."""
REHEARSAL_TICKS = 2
STAGES = (("the workshop", 0.45), ("the choir", 0.30), ("the stage", 0.25))
"""What is got ready, and its share of the bar: about how long each takes on a first start."""
BAR_WIDTH = 430.0
"""px of the design."""

Step = tuple[int, int]
"""How many are done, of how many."""


class _CancelledError(Exception):
    """Nobody waits for this any more."""


@dataclass(slots=True)
class _Progress:
    """Written by the worker, read by the window; each field alone is enough to draw."""

    share: float = 0.0
    doing: str = STAGES[0][0]
    cancelled: bool = False


class Preparation:
    """Compiles kernels, renders sounds and rehearses one frame, on the stagehand's thread."""

    def __init__(self, stagehand: Executor, level: Level, mixer: Mixer) -> None:
        self._progress = _Progress()
        self._job = stagehand.submit(_prepare, level, mixer, self._progress)

    @property
    def share(self) -> float:
        """How much of it is done, 0..1."""
        return self._progress.share

    @property
    def doing(self) -> str:
        """What is being done now, in a few words."""
        return self._progress.doing

    def is_ready(self) -> bool:
        """Whether all is done.

        Raises:
            Exception: whatever went wrong on the way.
        """
        if not self._job.done():
            return False
        self._job.result()
        return True

    def cancel(self) -> None:
        """Leave off after the step that is under way."""
        self._progress.cancelled = True
        self._job.cancel()


def draw_progress(sheet: Sheet, at: Point, share: float) -> None:
    """A hairline that turns to gold from the left, with a lozenge where the gold ends."""
    sheet.rule(at, BAR_WIDTH)
    x, y = sheet.pixel(at)
    gold = pygame.Rect(x, y, round(BAR_WIDTH * sheet.unit * share), max(2, round(1.6 * sheet.unit)))
    sheet.target.fill(sheet.style.accent, gold)
    sheet.lozenge((at[0] + BAR_WIDTH * share, at[1] + 0.8), 5, sheet.style.accent)


def _prepare(level: Level, mixer: Mixer, progress: _Progress) -> None:
    """All of it, in order. Everything but the first start of the program finds most of it done."""
    done = 0.0
    jobs = (_compile, lambda told: _load(mixer, told), lambda told: _rehearse(level, told))
    for (name, weight), job in zip(STAGES, jobs, strict=True):
        start, progress.doing = done, name

        def told(count: int, total: int, start: float = start, weight: float = weight) -> None:
            if progress.cancelled:
                raise _CancelledError
            progress.share = start + weight * (count / total if total else 1.0)

        job(told)
        done += weight
        progress.share = done


def _compile(told: Callable[[int, int], None]) -> None:
    kernels.warm_up(lambda done, total, _name: told(done, total))


def _load(mixer: Mixer, told: Callable[[int, int], None]) -> None:
    steps: Iterator[tuple[int, int, str]] = mixer.load()
    for done, total, _name in steps:
        told(done, total)


def _rehearse(level: Level, told: Callable[[int, int], None]) -> None:
    """Play two ticks of a world that nobody sees and draw it where nobody looks."""
    world = World(level)
    before = world.view()
    told(1, 3)
    for _ in range(REHEARSAL_TICKS):
        world.tick(Intent())
    told(2, 3)
    canvas = pygame.Surface(REHEARSAL_SIZE)
    StageRenderer(REHEARSAL_SIZE, level).draw(canvas, before, world.view(), 0.5, 0.0)
