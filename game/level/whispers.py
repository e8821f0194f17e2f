"""Whispers in the level format: what disturbs the sculpture."""

from typing import Annotated, Literal

from pydantic import Field

from game.level.values import Seconds, Strict

Lasts = Annotated[float, Field(gt=0, le=600, description="s")]


class Heartbeat(Strict):
    """A small sideways impulse on every beat, growing over the performance."""

    type: Literal["heartbeat"]
    strength: Annotated[float, Field(ge=0, le=50, description="impulse on the first beat, N s")]
    growth: Annotated[float, Field(ge=0, le=1, description="share of `strength` added on each beat")] = 0.0


class Gust(Strict):
    """Wind on the standing pieces, swelling and fading; its side and exact start depend on the seed."""

    type: Literal["gust"]
    at: Seconds
    lasts: Lasts
    force: Annotated[float, Field(gt=0, le=1e4, description="at its height, spread over the pieces by mass, N")]


class Tremor(Strict):
    """The plinth shakes sideways."""

    type: Literal["tremor"]
    at: Seconds
    lasts: Lasts
    amplitude: Annotated[float, Field(gt=0, le=0.1, description="m")]
    hz: Annotated[float, Field(gt=0, le=30, description="1/s")] = 4.0


class Note(Strict):
    """A discordant tone that pushes the standing pieces to and fro: resonance, where it meets the sculpture's own."""

    type: Literal["note"]
    at: Seconds
    lasts: Lasts
    force: Annotated[float, Field(gt=0, le=1e4, description="at its loudest, spread over the pieces by mass, N")]
    hz: Annotated[float, Field(gt=0, le=30, description="how often it pushes to and fro, 1/s")] = 0.8


Whisper = Annotated[Heartbeat | Gust | Tremor | Note, Field(discriminator="type")]
