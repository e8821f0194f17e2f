"""What every optic is: where it stands, what light meets on it, and what is wrong with it taken by itself."""

import math
from abc import abstractmethod
from collections.abc import Iterator
from typing import Annotated, ClassVar, NamedTuple

import numpy as np
from pydantic import Field

from game.core.geom import Floats, turned
from game.core.json_source import JsonPath
from game.level.values.arcs import CURVE_STEP, points_along
from game.level.values.fields import Colour, GlassName, Id, Point, Strict
from game.level.values.lengths import LEAST_LENGTH

Face = Annotated[
    float, Field(ge=-360, le=360, description="direction of its face, degrees counter-clockwise", examples=[40])
]
GlassOf = Annotated[
    GlassName, Field(description="its glass: flint fans white light out, crown hardly does", examples=["flint_glass"])
]
Hue = Annotated[Colour, Field(description="hue of the glass, which swallows the others on the way", examples=["amber"])]
Fault = tuple[JsonPath, str]
"""The path within the optic, and what is wrong there."""


class Thin(NamedTuple):
    """A surface without thickness: of each band it throws a share back, lets a share pass and swallows the rest."""

    reflects: float = 0.0
    passes: float | tuple[float, ...] = 0.0
    """One share for all bands, or one for each."""


class Glass(NamedTuple):
    """A body of glass, in which light bends."""

    material: GlassName
    colour: Colour


class OpticBase(Strict):
    """One optic of a level. A kind derives from `Line` or `Placed`, and adds its `type` and its `surface`."""

    measures: ClassVar[bool] = False
    """Whether the light that it swallows is read off it."""
    id: Id
    on: Annotated[
        Id | None,
        Field(
            description="a piece that it rides on: it stands as written while the sculpture rests, moves and turns "
            "with the piece, and stays on the biggest part of it once it breaks; fixed to the stage where null",
            examples=["crown"],
        ),
    ] = None

    @property
    def by_hand(self) -> bool:
        """Whether a hand can take it up; of all kinds only a mirror can be."""
        return False

    @property
    @abstractmethod
    def surface(self) -> Thin | Glass:
        """What light meets on it."""

    @abstractmethod
    def stage_edges(self) -> Floats:
        """Edges (E, 5) as of `Placed.edges`, where they stand on the stage at the start."""

    @abstractmethod
    def points(self) -> Iterator[tuple[JsonPath, Point]]:
        """Where on the stage it is put (m), each with its path within the optic."""

    def faults(self) -> Iterator[Fault]:
        """What makes it impossible, whatever else is on the stage."""
        yield from ()

    def outline(self, step: float = CURVE_STEP) -> Floats:
        """Points (N, 2) m where it stands on the stage at the start; on arcs at most `step` (rad) apart.

        What encloses glass is a closed polygon, counter-clockwise, first point not repeated; others go from end to end.
        """
        edges = [points_along(edge, step) for edge in self.stage_edges()]
        return edges[0] if len(edges) == 1 else np.vstack([edge[:-1] for edge in edges])


class Line(OpticBase):
    """An optic that spans two points."""

    ends: Annotated[tuple[Point, Point], Field(description="its two ends, m", examples=[[[1.0, 0.5], [1.0, 0.9]]])]

    def stage_edges(self) -> Floats:
        """One straight edge."""
        return np.array([[*self.ends[0], *self.ends[1], 0.0]])

    def points(self) -> Iterator[tuple[JsonPath, Point]]:
        """Both ends."""
        yield from ((("ends", k), end) for k, end in enumerate(self.ends))

    def faults(self) -> Iterator[Fault]:
        """Ends that are one."""
        yield from no_length("ends", self.ends)


class Placed(OpticBase):
    """An optic with a frame of its own, put somewhere and turned."""

    at: Point
    angle: float

    @property
    @abstractmethod
    def edges(self) -> Floats:
        """What light meets, about the origin of its own frame and not turned.

        Returns:
            (E, 5) from x, y; to x, y (m); signed radius (m): 0 straight, > 0 bulging to the right of from -> to, < 0
            to the left; every arc is less than half a circle. One edge is an open line along x. Several are closed
            and counter-clockwise, so that > 0 bulges outwards.
        """

    @property
    def pose(self) -> tuple[float, float, float]:
        """Where its frame stands on the stage at the start: x, y (m) and angle (rad)."""
        return *self.at, math.radians(self.angle)

    def stage_edges(self) -> Floats:
        """Its edges, turned and moved."""
        x, y, angle = self.pose
        edges = self.edges
        starts = turned(edges[:, :2], angle) + np.array((x, y))
        # Round closed ones each end is the next start, to the last bit: no light slips in between.
        ends = np.roll(starts, -1, axis=0) if len(edges) > 1 else turned(edges[:, 2:4], angle) + np.array((x, y))
        return np.column_stack([starts, ends, edges[:, 4]])

    def points(self) -> Iterator[tuple[JsonPath, Point]]:
        """The origin of its frame."""
        yield ("at",), self.at


def no_length(name: str, line: tuple[Point, Point]) -> Iterator[Fault]:
    """A fault where both ends of a line, the field `name`, are as good as the same point."""
    if math.dist(*line) < LEAST_LENGTH:
        yield (name,), f"both ends are the same point; they must be at least {LEAST_LENGTH:g} m apart"
