"""A discordant note."""

from typing import Annotated, ClassVar, Literal

from numpy.random import Generator
from pydantic import Field

from game.level.values.times import Moment, Tempo
from game.level.whispers.base import Bar, Lasts, Performed, Side, WhisperBase, Wind, side


class Note(WhisperBase):
    """A discordant tone that pushes the standing pieces to and fro: resonance, where it meets the sculpture's own."""

    event: ClassVar[str] = "note"
    stream: ClassVar[str] = "notes"
    type: Literal["note"]
    at: Annotated[
        Moment | None,
        Field(
            description="when it begins: s from the curtain, or a bar; where null `bars` says so",
            examples=[20, {"bar": 3}],
        ),
    ] = None
    lasts: Annotated[
        Lasts | None, Field(description="from its beginning to its end, s; where null `bars` says so", examples=[8])
    ] = None
    bars: Annotated[
        tuple[Bar, Bar] | None,
        Field(description="its first and its last bar, in place of `at` and `lasts`", examples=[[5, 8]]),
    ] = None
    force: Annotated[
        float, Field(gt=0, le=1e4, description="at its loudest, spread over the pieces by mass, N", examples=[25])
    ]
    hz: Annotated[
        Annotated[float, Field(gt=0, le=30)] | Literal["own"],
        Field(description="how often it pushes to and fro, 1/s, or the sculpture's own sway", examples=[0.3, "own"]),
    ] = 0.8
    side: Side = None

    def performed(self, draw: Generator, tempo: Tempo) -> Performed:
        """Where its first push goes."""
        start, lasts = self.span(tempo)
        hz = 1.0 / tempo.own_s if self.hz == "own" else self.hz
        return Wind(start, lasts, self.force * side(draw, self.side), hz)

    def span(self, tempo: Tempo) -> tuple[float, float]:
        """When it begins, and how long it lasts, s."""
        if self.bars is not None:
            first, last = self.bars
            return (first - 1) * tempo.bar_s, (last - first + 1) * tempo.bar_s
        assert self.at is not None and self.lasts is not None  # a check of the level says so
        return tempo.at(self.at), self.lasts
