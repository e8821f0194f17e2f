"""Forms that spare an author repetition: they are written out in full before a level is read, and are in no model.

Whatever stands in a list of a level may have `repeat` and `rotate`; where a point of the stage is wanted, a `Place` may
stand; `groups` are put on the stage by `place`.
"""

from typing import Annotated, Literal

from pydantic import Field

from game.level.values.fields import Id, Point, Strict

LISTS = ("pieces", "ornaments", "joints", "lights", "optics", "flaws", "whispers")
"""Lists whose entries may be repeated."""
GROUPED = ("pieces", "ornaments", "joints", "optics")
"""Lists that a group may have; what has a place on the stage may also be rotated."""
POINTS = ("at", "ends", "from", "toward", "to", "rail")
"""Keys that hold points of the stage, of the entries of all lists but flaws and whispers."""


class Repeat(Strict):
    """Copies of an entry, each moved on from the one before. `#` in its texts is the number of the copy, counted from
    1, and `#+1` the next; an id without one has it added."""

    count: Annotated[int, Field(ge=2, le=60, description="how many there are in all", examples=[3])]
    step: Annotated[Point, Field(description="from each to the next, m", examples=[[0, 0.55]])] = (0.0, 0.0)
    rotate: Annotated[
        float,
        Field(ge=-360, le=360, description="turn from each to the next, degrees counter-clockwise", examples=[60]),
    ] = 0.0
    about: Annotated[Point, Field(description="what they turn about, m", examples=[[0, 1.2]])] = (0.0, 0.0)
    bars: Annotated[
        float, Field(ge=0, le=99, description="by which a flaw or a whisper at a bar comes later", examples=[4])
    ] = 0.0


class Rotate(Strict):
    """An entry turned about a point of the stage, place and all."""

    by: Annotated[float, Field(ge=-360, le=360, description="degrees counter-clockwise", examples=[30])]
    about: Annotated[Point, Field(description="what it turns about, m", examples=[[0, 1.2]])] = (0.0, 0.0)


class Place(Strict):
    """A point told from a piece, in place of [x, y]."""

    of: Annotated[Id, Field(description="id of the piece", examples=["stem"])]
    side: Annotated[
        Literal["top", "bottom", "left", "right"] | None,
        Field(description="the middle of that side of the box round it; its own `at` where null", examples=["top"]),
    ] = None
    by: Annotated[Point, Field(description="so far from there, m", examples=[[0, 0.3]])] = (0.0, 0.0)


class Placement(Strict):
    """A group put on the stage, as often as there are placements of it."""

    group: Annotated[Id, Field(description="which of `groups`", examples=["pier"])]
    name: Annotated[
        Id, Field(alias="as", description="what its ids begin with here: left makes left-stone", examples=["left"])
    ]
    at: Annotated[Point, Field(description="where its origin comes, m", examples=[[-0.5, 0]])] = (0.0, 0.0)
    rotate: Annotated[
        float, Field(ge=-360, le=360, description="turned by about its origin, degrees", examples=[15])
    ] = 0.0
    mirror: Annotated[bool, Field(description="whether it is mirrored at its own x = 0", examples=[True])] = False


FORMS: tuple[type[Strict], ...] = (Repeat, Rotate, Place, Placement)
