"""A mirror, the optic that hands turn."""

import math
from collections.abc import Iterator
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from game.core.geom import Floats
from game.core.json_source import JsonPath, quoted
from game.level.optics.base import Face, Fault, Placed, Thin, no_length
from game.level.values.arcs import is_too_tight, too_tight
from game.level.values.fields import Point
from game.level.values.lengths import LEAST_LENGTH, REACH, metres, nearest_on, point

REFLECTANCE = 1.0
"""Mirrors are ideal: what a level gives a light arrives, however often it is turned."""
SEAM = 1e-9
"""m that the silver reaches beyond both ends: where two mirrors meet, rounding would leave a gap."""


class Mirror(Placed):
    """A mirror on a swivel, silvered on both sides; on a rail it can also slide.

    A hand turns it, unless it is `fixed`; one that rides on a piece as well.
    """

    type: Literal["mirror"]
    at: Annotated[Point, Field(description="the middle of its chord, m")]
    angle: Face
    length: Annotated[float, Field(ge=0.05, le=2, description="of its chord, m", examples=[0.3])] = 0.4
    curve: Annotated[
        float | None,
        Field(
            ge=-100,
            le=100,
            description="radius of curvature, m; above 0 it bulges to the right of its face's direction, below 0 to "
            "the left; flat where null",
            examples=[1.5, -1.5],
        ),
    ] = None
    rail: Annotated[
        tuple[Point, Point] | None,
        Field(description="the rail's ends, m; `at` lies on it", examples=[[[-1.9, 0.6], [-1.2, 1.3]]]),
    ] = None
    fixed: Annotated[bool, Field(description="whether no hand can take it up", examples=[True])] = False

    @property
    def by_hand(self) -> bool:
        """On its swivel, yes."""
        return not self.fixed

    @property
    def surface(self) -> Thin:
        """Silver."""
        return Thin(REFLECTANCE)

    @property
    def edges(self) -> Floats:
        """Its chord, along x, or the arc over it."""
        reach = self.length / 2 + SEAM
        return np.array([[-reach, 0.0, reach, 0.0, self.curve or 0.0]])

    def points(self) -> Iterator[tuple[JsonPath, Point]]:
        """Its middle, and the ends of its rail."""
        yield from super().points()
        yield from ((("rail", k), end) for k, end in enumerate(self.rail or ()))

    def faults(self) -> Iterator[Fault]:
        """Of its rail and of its curve."""
        if self.rail is not None:
            yield from self._rail_faults(self.rail)
        if is_too_tight(self.curve, self.length):
            yield ("curve",), too_tight("mirror", self.curve, "length", self.length)

    def _rail_faults(self, rail: tuple[Point, Point]) -> Iterator[Fault]:
        if self.on is not None:
            riding = f"{quoted(self.id)} rides on {quoted(self.on)}"
            yield ("rail",), f"{riding} and cannot slide as well; leave out on or rail"
        yield from no_length("rail", rail)
        if math.dist(*rail) < LEAST_LENGTH:
            return
        near = nearest_on(rail, self.at)
        if (away := math.dist(near, self.at)) > REACH:
            yield ("at",), f"{metres(away)} m off the mirror's rail, where {point(near)} is nearest"
