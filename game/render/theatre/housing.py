"""Which house the stage stands in: one of another size or fineness is painted beside the play before it is taken up."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial

import pygame

from game.render.paint.bands import in_background
from game.render.paint.drawlist import DrawList, Layer
from game.render.theatre.house import House

FADE_S = 0.6
"""s in which a stage that became coarser or finer fades over the one before."""


class Housing:
    """The house of now, and the one that comes."""

    def __init__(self, build: Callable[[tuple[int, int]], House], size: tuple[int, int]) -> None:
        """`build` paints the house for a window of so many px, as fine as is wanted by then; it takes a while."""
        self.build = build
        self.size, self.house = size, build(size)
        self._growing: tuple[tuple[int, int], Future[House]] | None = None
        """Size and house that are painted for a window that was resized."""
        self._coming: Future[House] | None = None
        """The same size, coarser or finer."""
        self._before: pygame.Surface | None = None
        """What the house before this one looked like last, while it fades..."""
        self._before_s = 0.0
        """...and real s that it has."""

    def resize(self, size: tuple[int, int]) -> None:
        """Fit a window of `size` px. Takes about a third of a second: it paints the house anew."""
        self._take(size, self.build(size))

    def follow_size(self, size: tuple[int, int]) -> bool:
        """Have the house of another size painted beside the play; returns whether one is taken up now.

        A window whose edge is dragged has another size at every frame: the size of now comes after the one that is
        being painted.
        """
        if size == self.size:
            return False
        if self._growing is None:
            self._growing = size, in_background(partial(self.build, size))
        wanted, house = self._growing
        if house.done():
            self._take(wanted, house.result())
        return house.done()

    def follow_fineness(self, fineness: float, canvas: pygame.Surface) -> None:
        """Once the stage is to be coarser or finer: paint another house beside the play, then fade over to it.

        `canvas` has the picture that was drawn last.
        """
        if self._coming is None:
            if fineness != self.house.fineness:
                self._coming = in_background(partial(self.build, self.size))
        elif self._coming.done():
            self.house, self._coming = self._coming.result(), None
            self._before, self._before_s = canvas.copy(), 0.0

    def advance(self, elapsed_s: float) -> None:
        """Let real seconds pass: what was before fades."""
        self._before_s += elapsed_s
        if self._before_s >= FADE_S:
            self._before = None

    def draw_before(self, out: DrawList) -> None:
        """What is left of the picture of the house before this one."""
        if self._before is not None:
            out.on(Layer.BEFORE).image(self._before, (0, 0), 1.0 - self._before_s / FADE_S)

    def _take(self, size: tuple[int, int], house: House) -> None:
        self.size, self.house = size, house
        self._growing = self._coming = self._before = None
