"""A discordant note."""

from typing import Annotated, ClassVar, Literal

from numpy.random import Generator
from pydantic import Field

from game.level.values import Seconds
from game.level.whispers.base import Lasts, Performed, Tempo, WhisperBase, Wind, side


class Note(WhisperBase):
    """A discordant tone that pushes the standing pieces to and fro: resonance, where it meets the sculpture's own."""

    event: ClassVar[str] = "note"
    stream: ClassVar[str] = "notes"
    type: Literal["note"]
    at: Seconds
    lasts: Lasts
    force: Annotated[float, Field(gt=0, le=1e4, description="at its loudest, spread over the pieces by mass, N")]
    hz: Annotated[float, Field(gt=0, le=30, description="how often it pushes to and fro, 1/s")] = 0.8

    def performed(self, draw: Generator, tempo: Tempo) -> Performed:
        """Where its first push goes."""
        return Wind(self.at, self.lasts, self.force * side(draw), self.hz)
