"""Empty pages: painted once for a window's size, and beside the drawing where the window is being resized."""

from collections.abc import Callable

import pygame

from game.render.paint.beside import Beside

Size = tuple[int, int]
Point = tuple[float, float]


class Backdrops:
    """Those of one look, by size of the window and by where their glow is.

    Painting a large one takes a good part of a second, and a window whose edge is dragged has another size at every
    frame. So until it is painted, the one of the size before stands in, stretched.
    """

    def __init__(self, paint: Callable[[Size, Point], pygame.Surface]) -> None:
        self._paint = paint
        self._size: Size = (0, 0)
        self._painted: dict[Point, pygame.Surface] = {}
        """Those of that size..."""
        self._standing_in: dict[Point, pygame.Surface] = {}
        """...and of the size before."""
        self._coming: dict[Point, Beside[Size, pygame.Surface]] = {}

    def of(self, size: Size, centre: Point) -> pygame.Surface:
        """The page of this size, or what stands in for it. Shared: never draw on it."""
        if size != self._size:
            self._standing_in |= self._painted
            self._size, self._painted = size, {}
        if centre not in self._painted:
            if (before := self._standing_in.get(centre)) is None:
                self._painted[centre] = self._paint(size, centre).convert()
            elif not self._take_up(size, centre):
                return pygame.transform.scale(before, size)
        return self._painted[centre]

    def _take_up(self, size: Size, centre: Point) -> bool:
        """Whether a page of this size has been painted beside the drawing; else it is being painted from now on."""
        if centre not in self._coming:
            self._coming[centre] = Beside(lambda size: self._paint(size, centre))
        made = self._coming[centre].take(size)
        if made is None:
            return False
        of, page = made
        there = self._painted if of == size else self._standing_in  # the window may have grown on meanwhile
        there[centre] = page.convert()
        return of == size
