"""A splitter, which makes two beams of one."""

from typing import Annotated, Literal

from pydantic import Field

from game.level.optics.base import Line, Thin


class Splitter(Line):
    """A half-silvered mirror: throws a share of the light back and lets the rest through; nothing is lost."""

    type: Literal["splitter"]
    reflects: Annotated[
        float, Field(ge=0, le=1, description="share of the light that it throws back", examples=[0.3])
    ] = 0.5

    @property
    def surface(self) -> Thin:
        """Silver so thin that light passes."""
        return Thin(self.reflects, 1.0 - self.reflects)
