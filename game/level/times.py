"""Moments of a performance: in seconds, or in the bars of its music."""

from typing import Annotated

from pydantic import Field

from game.level.values import Id, Seconds, Strict

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
