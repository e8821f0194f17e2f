"""What a sculpture is made of: the shapes that there are, pieces, and ornaments that only please the eye."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from game.level.values.fields import Colour, Id, MaterialName, Point, Strict


class Box(Strict):
    """An upright rectangle, centred on the piece's `at`."""

    type: Literal["box"]
    size: Annotated[
        tuple[
            Annotated[float, Field(ge=0.02, le=4, description="width, m")],
            Annotated[float, Field(ge=0.02, le=4, description="height, m")],
        ],
        Field(description="width and height, m", examples=[[0.4, 0.1]]),
    ]


class Polygon(Strict):
    """Any simple polygon; its points are relative to the piece's `at`."""

    type: Literal["polygon"]
    points: Annotated[
        tuple[Point, ...],
        Field(
            min_length=3, max_length=64, description="corners in order, m", examples=[[[-0.1, 0], [0.1, 0], [0, 0.3]]]
        ),
    ]


class Disc(Strict):
    """A round plate, centred on the piece's `at`."""

    type: Literal["disc"]
    radius: Annotated[float, Field(ge=0.02, le=2, description="from its middle to its edge, m", examples=[0.12])]


class Arc(Strict):
    """A swirl: a band bent round the piece's `at`."""

    type: Literal["arc"]
    radius: Annotated[float, Field(ge=0.03, le=2, description="of the band's middle line, m", examples=[0.4])]
    band: Annotated[float, Field(ge=0.02, le=1, description="width of the band, m", examples=[0.1])]
    start: Annotated[
        float,
        Field(
            ge=-360,
            le=360,
            description="where it begins, degrees from the right, counter-clockwise",
            examples=[-90],
        ),
    ]
    sweep: Annotated[float, Field(ge=10, le=340, description="how far it goes round, degrees", examples=[270])]


class Bend(Strict):
    """A circular arc to the next point of a path, half a circle at most."""

    arc: Annotated[Point, Field(description="where it ends, m", examples=[[0.14, 0.16]])]
    radius: Annotated[
        float,
        Field(
            ge=-20,
            le=20,
            description="m; above 0 it bulges out of the shape, below 0 into it",
            examples=[0.17, -0.5],
        ),
    ]


class Path(Strict):
    """An outline of straight lines and arcs; its points are relative to the piece's `at`."""

    type: Literal["path"]
    start: Annotated[Point, Field(description="where the outline begins and ends, m", examples=[[-0.14, -0.16]])]
    to: Annotated[
        tuple[Point | Bend, ...],
        Field(
            min_length=2,
            max_length=64,
            description="points, m, or arcs, each from the one before; a straight line leads back to the start",
            examples=[[[0.14, -0.16], {"arc": [0.14, 0.16], "radius": 0.17}, [-0.14, 0.16]]],
        ),
    ]


Shape = Annotated[Box | Polygon | Disc | Arc | Path, Field(discriminator="type")]


class Hole(Strict):
    """A hole in a piece: a shape that is cut out of it."""

    shape: Annotated[Shape, Field(description="its outline", examples=[{"type": "disc", "radius": 0.05}])]
    at: Annotated[
        Point, Field(description="where its shape's own origin is, from the piece's `at`, m", examples=[[0, 0.1]])
    ] = (0.0, 0.0)
    angle: Annotated[
        float, Field(ge=-360, le=360, description="turned by, degrees counter-clockwise", examples=[15])
    ] = 0.0
    round: Annotated[
        float, Field(ge=0, le=1, description="radius of its corners, m; 0 leaves them sharp", examples=[0.02])
    ] = 0.0


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
        Field(
            description="whose mirror image at x = 0 it is: what it does not say itself, it has from there",
            examples=["wing"],
        ),
    ] = None
    shape: Annotated[Shape, Field(description="its outline", examples=[{"type": "box", "size": [0.4, 0.1]}])]
    material: Annotated[MaterialName, Field(description="what it is made of", examples=["crown_glass", "brass"])]
    at: Annotated[Point, Field(description="where the shape's own origin stands, m")]
    angle: Annotated[
        float, Field(ge=-360, le=360, description="turned by, degrees counter-clockwise", examples=[15])
    ] = 0.0
    round: Annotated[
        float, Field(ge=0, le=1, description="radius of its corners, m; 0 leaves them sharp", examples=[0.02])
    ] = 0.0
    holes: Annotated[
        tuple[Hole, ...],
        Field(
            max_length=8,
            description="cut out of it, clear of its edge and of one another; light and cracks end there",
            examples=[[{"at": [0, 0.1], "shape": {"type": "disc", "radius": 0.05}}]],
        ),
    ] = ()
    colour: Annotated[
        Colour | None, Field(description="hue; the material's own where none is given", examples=["ruby"])
    ] = None


class Piece(_Formed):
    """One rigid piece of the sculpture."""

    thickness: Annotated[float, Field(ge=0.005, le=0.5, description="from front to back, m", examples=[0.1])] = 0.04


class Ornament(_Formed):
    """What rides on a piece and is only seen: it weighs and bears nothing, and nothing meets it, not even light."""

    on: Annotated[Id, Field(description="id of the piece that it rides on", examples=["root"])]
    behind: Annotated[
        bool, Field(description="whether it is seen behind the pieces, and not before them", examples=[True])
    ] = False
