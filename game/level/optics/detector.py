"""A detector, which measures light."""

from typing import ClassVar, Literal

from game.level.optics.base import Line, Thin


class Detector(Line):
    """A screen that swallows light and measures it."""

    measures: ClassVar[bool] = True
    type: Literal["detector"]

    @property
    def surface(self) -> Thin:
        """Black."""
        return Thin()
