"""Lights and optics as they may stand in a level or a scene, with units, bounds and defaults.

Angles are in degrees, counter-clockwise from the right. A *face* has a direction, and with it a left and a right
side: one at 90 degrees points upwards, its left side looks to the left of the stage.
"""

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from game.level.spectrum import BANDS_PER_PART, PARTS
from game.level.values import Colour, GlassName, Id, PartName, Point, Strict

Spectrum = (
    Literal["white", "bass", "tenor", "alto", "soprano"] | Annotated[float, Field(ge=430, le=680, description="nm")]
)
"""White, the colour of one part, or a wavelength in nm, which stands for the traced one nearest to it."""
Face = Annotated[float, Field(ge=-360, le=360, description="direction of its face, degrees counter-clockwise")]
Phase = Annotated[float, Field(ge=0, le=1, description="share of the period that has passed at the curtain")]


class Pan(Strict):
    """A lamp that swings: its beam aims at `toward` and at `to` by turns, slowest at both.

    At time t it aims at toward + (to - toward) (1 - cos(2 pi (t / period + phase))) / 2.
    """

    to: Annotated[Point, Field(description="where the beam aims half a period after `toward`, m")]
    period: Annotated[float, Field(ge=1, le=600, description="from `toward` to `to` and back, s")]
    phase: Phase = 0.0


class Blink(Strict):
    """A lamp that goes on and off: lit while the fraction of t / period + phase is below `duty`."""

    period: Annotated[
        float, Field(ge=0.5, le=600, description="from one lighting up to the next, s; shorter would harm eyes")
    ]
    duty: Annotated[float, Field(ge=0.05, le=0.95, description="share of the period in which it is lit")] = 0.5
    phase: Phase = 0.0


class Light(Strict):
    """A spotlight: a beam of parallel rays. Its power is that of all its colours together, while it is lit."""

    id: Id
    source: Annotated[Point, Field(alias="from", description="middle of the lamp, m")]
    toward: Annotated[Point, Field(description="a point on the beam's middle line, m")]
    width: Annotated[float, Field(ge=0.01, le=1, description="m")] = 0.10
    power: Annotated[float, Field(gt=0, le=100, description="W")] = 1.0
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


class Thin(NamedTuple):
    """A surface without thickness: of each band it throws a share back, lets a share pass and swallows the rest."""

    reflects: float = 0.0
    passes: float | tuple[float, ...] = 0.0
    """One share for all bands, or one for each."""


class Glass(NamedTuple):
    """A body of glass, in which light bends."""

    material: GlassName
    colour: Colour


class _Optic(Strict):
    id: Id
    on: Annotated[
        Id | None,
        Field(
            description="a piece that it rides on: it stands as written while the sculpture rests, moves and turns "
            "with the piece, and stays on the biggest part of it once it breaks; fixed to the stage where null"
        ),
    ] = None


class _Line(_Optic):
    ends: Annotated[tuple[Point, Point], Field(description="m")]


class Mirror(_Optic):
    """A mirror on a swivel, silvered on both sides; on a rail it can also slide.

    A hand turns it, unless it is `fixed`; one that rides on a piece as well.
    """

    type: Literal["mirror"]
    at: Annotated[Point, Field(description="the middle of its chord, m")]
    angle: Face
    length: Annotated[float, Field(ge=0.05, le=2, description="of its chord, m")] = 0.4
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
    rail: Annotated[tuple[Point, Point] | None, Field(description="the rail's ends, m; `at` lies on it")] = None
    fixed: Annotated[bool, Field(description="whether no hand can take it up")] = False


class Prism(_Optic):
    """A prism with two equal sides; at angle 0 its apex points upwards."""

    type: Literal["prism"]
    at: Annotated[Point, Field(description="its centre of area, m")]
    angle: Annotated[float, Field(ge=-360, le=360, description="turned by, degrees counter-clockwise")] = 0.0
    side: Annotated[float, Field(ge=0.03, le=2, description="length of the two sides that meet at the apex, m")]
    apex: Annotated[float, Field(ge=10, le=150, description="angle between them, degrees")] = 60.0
    glass: Annotated[GlassName, Field(description="flint fans white light out, crown hardly does")] = "flint_glass"
    colour: Annotated[Colour, Field(description="hue of the glass, which swallows the others on the way")] = "clear"

    @property
    def surface(self) -> Glass:
        """What light meets on it."""
        return Glass(self.glass, self.colour)


Radius = Annotated[
    float | None,
    Field(ge=-100, le=100, description="m; above 0 it bulges outwards, below 0 it is hollow; flat where null"),
]


class Lens(_Optic):
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
        ),
    ] = 90.0
    height: Annotated[float, Field(ge=0.03, le=2, description="along its faces, m")]
    radii: Annotated[
        tuple[Radius, Radius],
        Field(
            description="of the faces to the left and to the right of `angle`: above 0 bulges outwards, below 0 is "
            "hollow, null is flat, m",
            examples=[[0.6, 0.6], [None, 0.4], [-0.5, -0.5]],
        ),
    ]
    thickness: Annotated[float, Field(ge=0.002, le=1, description="in the middle, on the axis, m")]
    glass: Annotated[GlassName, Field(description="flint fans white light out, crown hardly does")] = "crown_glass"
    colour: Annotated[Colour, Field(description="hue of the glass, which swallows the others on the way")] = "clear"

    @property
    def surface(self) -> Glass:
        """What light meets on it."""
        return Glass(self.glass, self.colour)


class Filter(_Line):
    """A gel: lets the colours of some parts through and swallows the others."""

    type: Literal["filter"]
    passes: Annotated[
        tuple[PartName, ...],
        Field(min_length=1, max_length=3, description="parts whose colours pass", examples=[["bass"]]),
    ]

    @property
    def surface(self) -> Thin:
        """What light meets on it."""
        return Thin(passes=tuple(float(part in self.passes) for part in PARTS for _ in range(BANDS_PER_PART)))


class Splitter(_Line):
    """A half-silvered mirror: throws a share of the light back and lets the rest through; nothing is lost."""

    type: Literal["splitter"]
    reflects: Annotated[float, Field(ge=0, le=1, description="share of the light that it throws back")] = 0.5

    @property
    def surface(self) -> Thin:
        """What light meets on it."""
        return Thin(self.reflects, 1.0 - self.reflects)


class Blocker(_Line):
    """A black screen that swallows light."""

    type: Literal["blocker"]

    @property
    def surface(self) -> Thin:
        """What light meets on it."""
        return Thin()


class Detector(_Line):
    """A screen that swallows light and measures it."""

    type: Literal["detector"]

    @property
    def surface(self) -> Thin:
        """What light meets on it."""
        return Thin()


Optic = Annotated[
    Mirror | Prism | Lens | Filter | Splitter | Blocker | Detector,
    Field(discriminator="type"),
]
Lights = Annotated[tuple[Light, ...], Field(max_length=12)]
Optics = Annotated[tuple[Optic, ...], Field(max_length=40)]
