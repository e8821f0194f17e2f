"""A prism, which fans white light out."""

import math
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from game.core.geom import Floats
from game.level.optics.base import Glass, GlassOf, Hue, Placed
from game.level.values.arcs import closed
from game.level.values.fields import Point


class Prism(Placed):
    """A prism with two equal sides; at angle 0 its apex points upwards."""

    type: Literal["prism"]
    at: Annotated[Point, Field(description="its centre of area, m")]
    angle: Annotated[
        float, Field(ge=-360, le=360, description="turned by, degrees counter-clockwise", examples=[30])
    ] = 0.0
    side: Annotated[
        float, Field(ge=0.03, le=2, description="length of the two sides that meet at the apex, m", examples=[0.3])
    ]
    apex: Annotated[float, Field(ge=10, le=150, description="angle between them, degrees", examples=[45])] = 60.0
    glass: GlassOf = "flint_glass"
    colour: Hue = "clear"

    @property
    def surface(self) -> Glass:
        """Its glass."""
        return Glass(self.glass, self.colour)

    @property
    def edges(self) -> Floats:
        """Its base first."""
        turn = math.radians(self.apex / 2)
        half, height = self.side * math.sin(turn), self.side * math.cos(turn)
        corners = np.array([[-half, -height / 3], [half, -height / 3], [0.0, height * 2 / 3]])
        return closed(corners, [0.0, 0.0, 0.0])
