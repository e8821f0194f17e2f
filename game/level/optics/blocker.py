"""A black screen."""

from typing import Literal

from game.level.optics.base import Line, Thin


class Blocker(Line):
    """A black screen that swallows light."""

    type: Literal["blocker"]

    @property
    def surface(self) -> Thin:
        """Black."""
        return Thin()
