"""Spotlights as they may stand in a level or on a light bench, with units, bounds and defaults."""

from typing import Annotated, Literal

from pydantic import Field

from game.level.values.fields import Id, Point, Strict

Spectrum = (
    Literal["white", "bass", "tenor", "alto", "soprano"] | Annotated[float, Field(ge=430, le=680, description="nm")]
)
"""White, the colour of one part, or a wavelength in nm, which stands for the traced one nearest to it."""
Phase = Annotated[
    float, Field(ge=0, le=1, description="share of the period that has passed at the curtain", examples=[0.25])
]


class Pan(Strict):
    """A lamp that swings: its beam aims at `toward` and at `to` by turns, slowest at both.

    At time t it aims at toward + (to - toward) (1 - cos(2 pi (t / period + phase))) / 2.
    """

    to: Annotated[Point, Field(description="where the beam aims half a period after `toward`, m")]
    period: Annotated[float, Field(ge=1, le=600, description="from `toward` to `to` and back, s", examples=[8])]
    phase: Phase = 0.0


class Blink(Strict):
    """A lamp that goes on and off: lit while the fraction of t / period + phase is below `duty`."""

    period: Annotated[
        float,
        Field(ge=0.5, le=600, description="from one lighting up to the next, s; shorter would harm eyes", examples=[4]),
    ]
    duty: Annotated[
        float, Field(ge=0.05, le=0.95, description="share of the period in which it is lit", examples=[0.8])
    ] = 0.5
    phase: Phase = 0.0


class Light(Strict):
    """A spotlight: a beam of parallel rays. Its power is that of all its colours together, while it is lit."""

    id: Id
    source: Annotated[Point, Field(alias="from", description="middle of the lamp, m", examples=[[-2.2, 2.9]])]
    toward: Annotated[Point, Field(description="a point on the beam's middle line, m")]
    width: Annotated[float, Field(ge=0.01, le=1, description="of its beam, m", examples=[0.05])] = 0.10
    power: Annotated[float, Field(gt=0, le=100, description="of its whole beam while it is lit, W", examples=[1.4])] = (
        1.0
    )
    spectrum: Annotated[
        Spectrum,
        Field(
            description="white, the colour of a part, or a wavelength in nm",
            examples=["white", "bass", "soprano", 545],
        ),
    ] = "white"
    pan: Annotated[
        Pan | None, Field(description="how it swings; still where null", examples=[{"to": [0.5, 1.0], "period": 8}])
    ] = None
    blink: Annotated[
        Blink | None, Field(description="how it goes on and off; always lit where null", examples=[{"period": 4}])
    ] = None


Lights = Annotated[
    tuple[Light, ...],
    Field(
        max_length=12,
        description="lamps",
        examples=[[{"id": "key", "from": [-2.2, 2.9], "toward": [0.1, 1.4], "width": 0.05, "power": 1.4}]],
    ),
]
