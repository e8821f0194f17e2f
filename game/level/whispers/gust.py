"""A gust of wind."""

from typing import Annotated, ClassVar, Literal

from numpy.random import Generator
from pydantic import Field

from game.level.values.times import AtBar, Moment, Tempo
from game.level.whispers.base import Lasts, Performed, Side, WhisperBase, Wind, side

JITTER_S = 1.5
"""s by which it may come early or late, where no bar is named."""


class Gust(WhisperBase):
    """Wind on the standing pieces, swelling and fading. At a bar it comes on time; in seconds, more or less."""

    event: ClassVar[str] = "gust"
    stream: ClassVar[str] = "gusts"
    type: Literal["gust"]
    at: Annotated[Moment, Field(description="when it begins: s from the curtain, or a bar", examples=[20, {"bar": 3}])]
    lasts: Lasts
    force: Annotated[
        float, Field(gt=0, le=1e4, description="at its height, spread over the pieces by mass, N", examples=[20])
    ]
    side: Side = None

    def performed(self, draw: Generator, tempo: Tempo) -> Performed:
        """Its start and its side."""
        jitter = float(draw.uniform(-JITTER_S, JITTER_S))
        start = tempo.at(self.at) if isinstance(self.at, AtBar) else max(0.0, self.at + jitter)
        return Wind(start, self.lasts, self.force * side(draw, self.side))
