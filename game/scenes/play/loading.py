"""Getting a performance ready behind the page, so that the window keeps answering."""

import gc
from concurrent.futures import CancelledError, Executor
from dataclasses import dataclass
from time import sleep

import pygame

from game.audio import Mixer
from game.core.language import N_
from game.level import Level
from game.performance import Performance
from game.render import StageRenderer
from game.scenes.page.page import COLUMN, Point, Sheet, Size
from game.scenes.repertoire.warming import warm_up
from game.sim import Intent, World

REHEARSAL_TICKS = 2
"""A world that nobody sees plays these, and is drawn where nobody looks: what drawing needs is compiled by it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the work and its place on the bar: about as long as it takes on a first start."""

    name: str
    start: float
    end: float


SOUNDS, KERNELS = _Part(N_("the choir"), 0.0, 0.05), _Part(N_("the light"), 0.05, 0.96)
STAGE = _Part(N_("the stage"), 0.96, 1.0)
"""Measured on two busy cores: 1 s, meanwhile and after that 38 s, and 1 s."""
LATE_GAP_S = 0.03
"""s between two late sounds: a frame or two that need not wait for one."""


@dataclass(slots=True)
class _Progress:
    """Written by the worker, read by the window; each field alone is enough to draw."""

    share: float = 0.0
    doing: str = SOUNDS.name
    cancelled: bool = False

    def tell(self, part: _Part, done: int, total: int) -> None:
        """Note that so much of a part is done.

        Raises:
            CancelledError: nobody waits for the rest.
        """
        if self.cancelled:
            raise CancelledError
        self.doing = part.name
        self.share = part.start + (part.end - part.start) * (done / total if total else 1.0)


class Preparation:
    """Renders the first sounds while kernels are compiled, paints the house, rehearses a frame: on the stagehand's
    thread."""

    def __init__(self, stagehand: Executor, level: Level, mixer: Mixer, size: Size) -> None:
        self._progress = _Progress()
        self._job = stagehand.submit(_prepare, level, mixer, size, self._progress)

    @property
    def share(self) -> float:
        """How much of it is done, 0..1."""
        return self._progress.share

    @property
    def doing(self) -> str:
        """What is being done now, in a few words."""
        return self._progress.doing

    @property
    def stage(self) -> StageRenderer | None:
        """The stage, painted for the window's size; None until all is ready.

        Raises:
            Exception: whatever went wrong on the way.
        """
        return self._job.result() if self._job.done() else None

    def cancel(self) -> None:
        """Leave off after the step that is under way."""
        self._progress.cancelled = True
        self._job.cancel()


class LateSounds:
    """Renders what is not heard in the first bars while these are played: on the stagehand's thread.

    A job a sound, so that what else is asked of it meanwhile comes in between: whoever loses at once waits for what is
    kept of the performance.
    """

    def __init__(self, stagehand: Executor, mixer: Mixer) -> None:
        self._stagehand, self._steps = stagehand, mixer.render()
        self._is_over = False
        stagehand.submit(self._render_one)

    def _render_one(self) -> None:
        if self._is_over or next(self._steps, None) is None:
            return
        sleep(LATE_GAP_S)
        self._stagehand.submit(self._render_one)

    def cancel(self) -> None:
        """Leave off after the sound that is under way."""
        self._is_over = True


def draw_progress(sheet: Sheet, at: Point, share: float) -> None:
    """A hairline that turns to gold from the left, with a lozenge where the gold ends."""
    sheet.rule(at, COLUMN)
    x, y = sheet.pixel(at)
    gold = pygame.Rect(x, y, round(COLUMN * sheet.unit * share), max(2, round(1.6 * sheet.unit)))
    sheet.target.fill(sheet.style.accent, gold)
    sheet.lozenge((at[0] + COLUMN * share, at[1] + 0.8), 5, sheet.style.accent)


def _prepare(level: Level, mixer: Mixer, size: Size, progress: _Progress) -> StageRenderer:
    """All of it, in order. Everything but the first start of the program finds most of it done."""

    def render_sounds() -> None:
        for done, total, _ in mixer.render(only_opening=True):
            progress.tell(SOUNDS, done, total)

    warm_up(lambda done, total, _: progress.tell(KERNELS, done, total), meanwhile=render_sounds)
    for _ in mixer.load(only_opening=True):
        progress.tell(STAGE, 0, REHEARSAL_TICKS)
    progress.tell(STAGE, 0, REHEARSAL_TICKS)
    stage, canvas = StageRenderer(size, level), pygame.Surface(size, depth=32)
    performance = Performance(World(level), lambda tick, look: Intent())
    for tick in range(REHEARSAL_TICKS):
        step = performance.step(1)
        stage.draw(canvas, step.before, step.view, 0.5, 0.0)
        progress.tell(STAGE, 1 + tick, REHEARSAL_TICKS)
    _settle()
    return stage


def _settle() -> None:
    """Collect garbage now, and let later rounds pass over all that is left, as it will live on.

    A round over everything takes as long as four frames, and would come in mid-performance.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
