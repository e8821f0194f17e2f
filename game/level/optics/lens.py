"""A lens, which gathers light or spreads it."""

from collections.abc import Iterator
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from game.core.geom import Floats
from game.level.optics.base import Fault, Glass, GlassOf, Hue, Placed
from game.level.values.arcs import closed, is_too_tight, sagitta, too_tight
from game.level.values.fields import Point
from game.level.values.lengths import rounded_up

LEAST_RIM = 0.002
"""m: a thinner rim could not be ground, and light would meet both faces within a hair."""
Radius = Annotated[
    float | None,
    Field(ge=-100, le=100, description="m; above 0 it bulges outwards, below 0 it is hollow; flat where null"),
]


class Lens(Placed):
    """A lens; with two flat faces a plane plate."""

    type: Literal["lens"]
    at: Annotated[Point, Field(description="its middle, on the axis half way between both faces, m")]
    angle: Annotated[
        float,
        Field(
            ge=-360,
            le=360,
            description="direction along its faces, across the axis, degrees counter-clockwise; at 90 light passes "
            "from side to side",
            examples=[90],
        ),
    ] = 90.0
    height: Annotated[float, Field(ge=0.03, le=2, description="along its faces, m", examples=[0.3])]
    radii: Annotated[
        tuple[Radius, Radius],
        Field(
            description="of the faces to the left and to the right of `angle`: above 0 bulges outwards, below 0 is "
            "hollow, null is flat, m",
            examples=[[0.6, 0.6], [None, 0.4], [-0.5, -0.5]],
        ),
    ]
    thickness: Annotated[float, Field(ge=0.002, le=1, description="in the middle, on the axis, m", examples=[0.05])]
    glass: GlassOf = "crown_glass"
    colour: Hue = "clear"

    @property
    def surface(self) -> Glass:
        """Its glass."""
        return Glass(self.glass, self.colour)

    @property
    def edges(self) -> Floats:
        """The faces run along x: the right one is the lower, and comes first; the left one is the upper."""
        left, right = self.radii
        x, top = self.height / 2, self.thickness / 2 - sagitta(left, self.height)
        low = sagitta(right, self.height) - self.thickness / 2
        corners = np.array([[-x, low], [x, low], [x, top], [-x, top]])
        return closed(corners, [right or 0.0, 0.0, left or 0.0, 0.0])

    def faults(self) -> Iterator[Fault]:
        """Faces that bend too much, or else meet or cross: from middle to rim a lens only thins, or only thickens."""
        tight = [face for face, radius in enumerate(self.radii) if is_too_tight(radius, self.height)]
        for face in tight:
            yield ("radii", face), too_tight("face", self.radii[face], "height", self.height)
        if tight:
            return
        bulge = sum(sagitta(radius, self.height) for radius in self.radii)
        if (rim := self.thickness - bulge) < LEAST_RIM:
            state = f"its rim is {rim * 1e3:.3g} mm thick" if rim > 0 else "its faces cross before the rim"
            yield (
                ("thickness",),
                f"{state}, and it must be at least {LEAST_RIM * 1e3:g} mm; make the lens at least "
                f"{rounded_up(bulge + LEAST_RIM)} m thick, lower, or flatter",
            )
