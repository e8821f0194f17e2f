"""Moments of a performance: in seconds, or in the bars of its music; and the tempo that makes one of the other."""

import math
from typing import Annotated, NamedTuple

from pydantic import Field

from game.level.values.fields import Id, Seconds, Strict

BEATS_PER_BAR = 4
"""Every performance is in common time."""


class AtBar(Strict):
    """{"bar": 2}: where a bar of the music begins, counted from 1; {"bar": 2.5} is its third beat."""

    bar: Annotated[float, Field(ge=1, le=999, description="bar of the music, counted from 1", examples=[2, 2.5])]


class AfterFlaw(Strict):
    """{"after": "first"}: a bar after the flaw of this id sings or is lost; or "bars" later."""

    after: Annotated[Id, Field(description="id of another flaw", examples=["first"])]
    bars: Annotated[float, Field(ge=0, le=99, description="so much later, in bars", examples=[2])] = 1.0


Moment = Seconds | AtBar


class Tempo(NamedTuple):
    """The beat of a performance."""

    beat_s: float
    """s from beat to beat."""
    beats: int = 0
    """The performance has at most so many."""
    own_s: float = math.inf
    """s of the sculpture's own sway, there and back; endless where it does not swing."""

    @property
    def bar_s(self) -> float:
        """s from bar to bar."""
        return BEATS_PER_BAR * self.beat_s

    def at(self, moment: float | AtBar) -> float:
        """The stage time of a moment, s."""
        return (moment.bar - 1.0) * self.bar_s if isinstance(moment, AtBar) else moment
