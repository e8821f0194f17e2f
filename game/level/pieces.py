"""What a sculpture is made of: the shapes that there are, pieces, and ornaments that only please the eye."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from game.level.values import Colour, Id, MaterialName, Point, Strict


class Box(Strict):
    """An upright rectangle, centred on the piece's `at`."""

    type: Literal["box"]
    size: tuple[
        Annotated[float, Field(ge=0.02, le=4, description="width, m")],
        Annotated[float, Field(ge=0.02, le=4, description="height, m")],
    ]


class Polygon(Strict):
    """Any simple polygon; its points are relative to the piece's `at`."""

    type: Literal["polygon"]
    points: Annotated[tuple[Point, ...], Field(min_length=3, max_length=64, description="corners in order, m")]


class Disc(Strict):
    """A round plate, centred on the piece's `at`."""

    type: Literal["disc"]
    radius: Annotated[float, Field(ge=0.02, le=2, description="m")]


class Arc(Strict):
    """A swirl: a band bent round the piece's `at`."""

    type: Literal["arc"]
    radius: Annotated[float, Field(ge=0.03, le=2, description="of the band's middle line, m")]
    band: Annotated[float, Field(ge=0.02, le=1, description="width of the band, m")]
    start: Annotated[
        float,
        Field(ge=-360, le=360, description="where it begins, degrees from the right, counter-clockwise"),
    ]
    sweep: Annotated[float, Field(ge=10, le=340, description="how far it goes round, degrees")]


class Bend(Strict):
    """A circular arc to the next point of a path, half a circle at most."""

    arc: Annotated[Point, Field(description="where it ends, m")]
    radius: Annotated[
        float,
        Field(ge=-20, le=20, description="m; above 0 it bulges out of the shape, below 0 into it"),
    ]


class Path(Strict):
    """An outline of straight lines and arcs; its points are relative to the piece's `at`."""

    type: Literal["path"]
    start: Annotated[Point, Field(description="where the outline begins and ends, m")]
    to: Annotated[
        tuple[Point | Bend, ...],
        Field(min_length=2, max_length=64, description="[x, y] or an arc; a straight line leads back to the start"),
    ]


Shape = Annotated[Box | Polygon | Disc | Arc | Path, Field(discriminator="type")]


def _or_a_mirror_image(schema: dict[str, Any]) -> None:
    """What a piece must have, it need not where it is the mirror image of another."""
    schema["if"] = {"required": ["mirror_of"]}
    schema["then"] = {"required": ["id"]}
    schema["else"] = {"required": schema.pop("required")}


class _Formed(Strict):
    """What has a shape, a place and a look."""

    model_config = ConfigDict(json_schema_extra=_or_a_mirror_image)

    id: Id
    mirror_of: Annotated[
        Id | None,
        Field(description="whose mirror image at x = 0 it is: what it does not say itself, it has from there"),
    ] = None
    shape: Shape
    material: MaterialName
    at: Annotated[Point, Field(description="where the shape's own origin stands, m")]
    angle: Annotated[float, Field(ge=-360, le=360, description="turned by, degrees counter-clockwise")] = 0.0
    round: Annotated[float, Field(ge=0, le=1, description="radius of its corners, m; 0 leaves them sharp")] = 0.0
    colour: Annotated[Colour | None, Field(description="hue; the material's own where none is given")] = None


class Piece(_Formed):
    """One rigid piece of the sculpture."""

    thickness: Annotated[float, Field(ge=0.005, le=0.5, description="from front to back, m")] = 0.04


class Ornament(_Formed):
    """What rides on a piece and is only seen: it weighs and bears nothing, and nothing meets it, not even light."""

    on: Annotated[Id, Field(description="the piece that it rides on")]
    behind: Annotated[bool, Field(description="whether it is seen behind the pieces, and not before them")] = False
