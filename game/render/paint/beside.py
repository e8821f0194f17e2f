"""Large pictures that are painted beside the drawing, one after the other, while something else stands in for them."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Generic, TypeVar

from game.render.paint.bands import in_background

Wish = TypeVar("Wish")
Made = TypeVar("Made")


class Beside(Generic[Wish, Made]):
    """What is wished for comes when it is made; meanwhile the wish may change, as a window's size does at every frame
    while its edge is dragged. Only one is made at a time: the wish of now comes after it."""

    def __init__(self, make: Callable[[Wish], Made]) -> None:
        self._make = make
        self._coming: tuple[Wish, Future[Made]] | None = None

    @property
    def is_making(self) -> bool:
        """Whether something was begun and not yet taken."""
        return self._coming is not None

    def take(self, wish: Wish) -> tuple[Wish, Made] | None:
        """What has been made, and for which wish, perhaps one of before; None while it is being made.

        Raises:
            Exception: what making it raised.
        """
        if self._coming is None:
            self._coming = wish, in_background(partial(self._make, wish))
        of, made = self._coming
        if not made.done():
            return None
        self._coming = None
        return of, made.result()

    def forget(self) -> None:
        """What is being made is not wanted any more."""
        self._coming = None
