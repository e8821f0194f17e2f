"""Which house the stage stands in: one of another size or fineness is painted beside the play before it is taken up."""

from collections.abc import Callable

import pygame

from game.render.paint.beside import Beside
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
        self._growing = Beside(build)
        """The house for a window that was resized."""
        self._coming = Beside(build)
        """The same size, coarser or finer."""
        self._before: pygame.Surface | None = None
        """What the house before this one looked like last, while it fades..."""
        self._before_s = 0.0
        """...and real s that it has."""

    def resize(self, size: tuple[int, int]) -> None:
        """Fit a window of `size` px. Takes about a third of a second: it paints the house anew."""
        self._take(size, self.build(size))

    def follow_size(self, size: tuple[int, int]) -> bool:
        """Have the house of another size painted beside the play; returns whether one is taken up now."""
        made = None if size == self.size else self._growing.take(size)
        if made is not None:
            self._take(*made)
        return made is not None

    def follow_fineness(self, fineness: float, canvas: pygame.Surface) -> None:
        """Once the stage is to be coarser or finer: paint another house beside the play, then fade over to it.

        `canvas` has the picture that was drawn last.
        """
        if not self._coming.is_making and fineness == self.house.fineness:
            return
        made = self._coming.take(self.size)
        if made is not None:
            self.house = made[1]
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
        self._growing.forget()
        self._coming.forget()
        self._before = None
