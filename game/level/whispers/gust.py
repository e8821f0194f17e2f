"""A gust of wind."""

from typing import Annotated, ClassVar, Literal

from numpy.random import Generator
from pydantic import Field

from game.level.values import Seconds
from game.level.whispers.base import Lasts, Performed, Tempo, WhisperBase, Wind, side

JITTER_S = 1.5
"""s by which it may come early or late."""


class Gust(WhisperBase):
    """Wind on the standing pieces, swelling and fading; its side and exact start depend on the seed."""

    event: ClassVar[str] = "gust"
    stream: ClassVar[str] = "gusts"
    type: Literal["gust"]
    at: Seconds
    lasts: Lasts
    force: Annotated[float, Field(gt=0, le=1e4, description="at its height, spread over the pieces by mass, N")]

    def performed(self, draw: Generator, tempo: Tempo) -> Performed:
        """Its start and its side."""
        start = max(0.0, self.at + float(draw.uniform(-JITTER_S, JITTER_S)))
        return Wind(start, self.lasts, self.force * side(draw))
