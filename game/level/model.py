"""The newest version of the level format as code: what may stand in a level file, with units, bounds and defaults.

Single things are checked here, by pydantic; what spans several of them (ids, geometry) in `checks`. Lights and
optics stand in a file of their own, and a `LightBench` has nothing else.
"""

from typing import Annotated, Literal

from pydantic import Field

from game.level.optics import (
    Blink,
    Blocker,
    Detector,
    Filter,
    Lens,
    Light,
    Lights,
    Mirror,
    Optic,
    Optics,
    Pan,
    Prism,
    Splitter,
)
from game.level.pieces import Arc, Bend, Box, Disc, Ornament, Path, Piece, Polygon, Shape
from game.level.steps import VERSION
from game.level.times import AfterFlaw, AtBar
from game.level.values import GlassName, Id, PartName, Point, Seconds, Strict
from game.level.whispers import Gust, Heartbeat, Note, Tempo, Tremor, Whisper

__all__ = [  # the whole format: whoever reads a level finds all its names here
    "AfterFlaw",
    "Arc",
    "AtBar",
    "Bend",
    "Blink",
    "Blocker",
    "Box",
    "Cable",
    "Detector",
    "Disc",
    "Expect",
    "Filter",
    "Flaw",
    "GlassTuning",
    "Goal",
    "Gust",
    "Heartbeat",
    "Hinge",
    "Joint",
    "Lean",
    "Lens",
    "Level",
    "Light",
    "LightBench",
    "Mirror",
    "Music",
    "Note",
    "Optic",
    "Ornament",
    "Pan",
    "PartName",
    "Path",
    "Piece",
    "Plinth",
    "Polygon",
    "Prism",
    "Shape",
    "Splitter",
    "Spring",
    "Tremor",
    "Weld",
    "Whisper",
]

Key = Literal["C", "C#", "Db", "D", "D#", "Eb", "E", "F", "F#", "Gb", "G", "G#", "Ab", "A", "A#", "Bb", "B"]
Scale = Literal["major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "pentatonic"]
BotName = Annotated[str, Field(min_length=1, max_length=40, description="who plays")]
"""One of the registry in `game.bots`, which lies to the right of this room: `game.lab.check` looks it up."""


Version = Annotated[
    int,
    Field(ge=VERSION, le=VERSION, json_schema_extra={"const": VERSION}, description="version of the level format"),
]
"""Files of older versions are brought up to date before they come here; see `steps`."""


class _Joint(Strict):
    pieces: Annotated[tuple[Id, Id], Field(description="the two pieces that it holds together")]


class Weld(_Joint):
    """A pivot with a damped rotary spring: stiff, but it sways. Breaks by force or by bending."""

    type: Literal["weld"]
    at: Annotated[Point, Field(description="the pivot, on the stage, m")]
    stiffness: Annotated[float, Field(gt=0, le=1e6, description="N m/rad; with `poise` only the ratios count")] = 600.0
    damping: Annotated[float, Field(ge=0, le=2, description="share of critical damping")] = 0.06
    strength: Annotated[float, Field(gt=0, le=1e7, description="force at which it breaks, N")] = 6000.0
    max_bend: Annotated[float, Field(gt=0, le=180, description="bending at which it breaks, degrees")] = 22.0


class Hinge(_Joint):
    """A free pivot with a little friction."""

    type: Literal["hinge"]
    at: Annotated[Point, Field(description="the pivot, on the stage, m")]
    friction: Annotated[float, Field(ge=0, le=1e4, description="largest friction torque, N m")] = 0.5
    strength: Annotated[float, Field(gt=0, le=1e7, description="force at which it breaks, N")] = 6000.0


class Spring(_Joint):
    """A damped spring between two points."""

    type: Literal["spring"]
    ends: Annotated[tuple[Point, Point], Field(description="its end on each piece, on the stage, m")]
    stiffness: Annotated[float, Field(gt=0, le=1e6, description="N/m")] = 2000.0
    damping: Annotated[float, Field(ge=0, le=1e4, description="N s/m")] = 20.0
    strength: Annotated[float, Field(gt=0, le=1e7, description="force at which it breaks, N")] = 3000.0


class Cable(_Joint):
    """A string that holds when taut and does nothing when slack."""

    type: Literal["cable"]
    ends: Annotated[tuple[Point, Point], Field(description="its end on each piece, on the stage, m")]
    slack: Annotated[float, Field(ge=0, le=2, description="how much longer than the distance of its ends, m")] = 0.0
    strength: Annotated[float, Field(gt=0, le=1e7, description="force at which it breaks, N")] = 3000.0


Joint = Annotated[Weld | Hinge | Spring | Cable, Field(discriminator="type")]


class Flaw(Strict):
    """Where and when a crack opens in a glass piece."""

    piece: Id
    at: Annotated[
        Point,
        Field(description="relative to the piece's `at`, before its `angle`; the nearest edge point is taken, m"),
    ]
    id: Annotated[Id | None, Field(description="for flaws that open after this one")] = None
    opens: Annotated[Seconds | AtBar | AfterFlaw, Field(description="when; it opens on the first beat from then on")]
    length: Annotated[float, Field(ge=0, le=2, description="by which it jumps open, m; a hair where 0")] = 0.0
    poise: Annotated[
        float | None,
        Field(gt=0, le=20, description="the load factor of the whole sculpture while it is open, 0.3 m long"),
    ] = None
    part: Annotated[
        PartName | None,
        Field(description="the only part whose colour gilds it; any light does where null", examples=["bass"]),
    ] = None


class GlassTuning(Strict):
    """Changes how a kind of glass cracks, in this level only; what is left out stays as the game has it."""

    toughness: Annotated[float | None, Field(gt=0, le=1e8, description="K_Ic, Pa sqrt(m)")] = None
    speed: Annotated[float | None, Field(gt=0, le=10, description="tip speed at K = K_Ic, m/s")] = None
    exponent: Annotated[float | None, Field(ge=1, le=30, description="n of v = v0 (K / K_Ic)^n")] = None
    threshold: Annotated[float | None, Field(ge=0, le=1, description="K / K_Ic below which a tip rests")] = None
    plateau: Annotated[float | None, Field(gt=0, le=10, description="fastest tip speed, m/s")] = None
    strength: Annotated[float | None, Field(gt=0, le=1e9, description="tension at which sound glass cracks, Pa")] = None
    residual: Annotated[float | None, Field(ge=0, le=1e8, description="tension left from cooling, Pa")] = None
    stress_optic: Annotated[float | None, Field(gt=0, le=1e-9, description="stress-optic coefficient, 1/Pa")] = None


class Music(Strict):
    """Key, scale and tempo."""

    key: Key = "D"
    scale: Scale = "dorian"
    bpm: Annotated[float, Field(ge=30, le=200, description="beats per minute")] = 66.0

    @property
    def tempo(self) -> Tempo:
        """Its beats and bars."""
        return Tempo(60.0 / self.bpm)


class Plinth(Strict):
    """What the sculpture stands on."""

    width: Annotated[float, Field(ge=0.2, le=4, description="m")] = 1.1
    friction: Annotated[float, Field(ge=0, le=5, description="coefficient against the foot")] = 0.9


class Lean(Strict):
    """How far a hand can lean the plinth."""

    limit: Annotated[float, Field(gt=0, le=20, description="to either side, degrees")] = 3.5


POINTS_A_VOICE = 100
"""Of a voice that earns no factor: the measure of every score."""
ENCORE_SHARES = (1.0, 2.0, 2.8)
"""Of the points of all voices that are needed, which one, two and three encores ask for."""


class Goal(Strict):
    """What wins, and what earns encores."""

    voices: Annotated[int, Field(ge=1, le=64, description="how many flaws must sing")]
    within: Annotated[float, Field(gt=0, le=3600, description="s before the house lights come up")] = 90.0
    encores: Annotated[
        tuple[int, int, int] | None,
        Field(description="scores for one, two and three encores, rising; 100, 200 and 280 a voice if left out"),
    ] = None

    @property
    def base(self) -> int:
        """Points of all needed voices that earn no factor."""
        return POINTS_A_VOICE * self.voices

    @property
    def thresholds(self) -> tuple[int, int, int]:
        """Scores for one, two and three encores."""
        if self.encores is not None:
            return self.encores
        one, two, three = (round(share * self.base) for share in ENCORE_SHARES)
        return one, two, three


class Expect(Strict):
    """What must hold when this bot plays the level over many seeds."""

    bot: BotName
    wins: Annotated[float | None, Field(ge=0, le=1, description="least share of seeds won")] = None
    loses: Annotated[float | None, Field(ge=0, le=1, description="least share of seeds lost")] = None


Teach = Literal["paint", "lean", "breath"]
"""What a level can teach by doing."""


class Level(Strict):
    """One performance: a sculpture, its lights, flaws and whispers, and what wins."""

    schema_: Annotated[str | None, Field(alias="$schema", description="path of the JSON schema, for editors")] = None
    version: Version
    title: Annotated[str, Field(min_length=1, max_length=60)]
    story: Annotated[
        tuple[Annotated[str, Field(max_length=120)], ...],
        Field(max_length=4, description="lines before the curtain"),
    ] = ()
    music: Music = Music()
    palette: Literal["sunset"] = "sunset"
    plinth: Plinth = Plinth()
    lean: Lean = Lean()
    glasses: Annotated[
        dict[GlassName, GlassTuning], Field(description="how kinds of glass crack, where the level wants it otherwise")
    ] = Field(default={})
    poise: Annotated[
        float | None,
        Field(
            gt=0,
            le=20,
            description="scales all weld stiffnesses so that the load factor is this; as written where null",
        ),
    ] = None
    pieces: Annotated[tuple[Piece, ...], Field(min_length=1, max_length=60, description="the first is the foot")]
    ornaments: Annotated[
        tuple[Ornament, ...], Field(max_length=60, description="what rides on pieces and is only seen")
    ] = ()
    joints: Annotated[tuple[Joint, ...], Field(max_length=120)] = ()
    lights: Lights = ()
    optics: Optics = ()
    flaws: Annotated[tuple[Flaw, ...], Field(min_length=1, max_length=64)]
    whispers: Annotated[tuple[Whisper, ...], Field(max_length=64)] = ()
    goal: Goal
    teach: Annotated[
        tuple[Teach, ...],
        Field(max_length=3, description="what prompts beside the mirror, the crack and the plinth teach"),
    ] = ()
    expect: Annotated[tuple[Expect, ...], Field(max_length=16, description="the level's own headless test")] = ()


class LightBench(Strict):
    """Lights and optics alone, to be traced and not performed; told from a level by what it leaves out."""

    schema_: Annotated[str | None, Field(alias="$schema", description="path of the JSON schema, for editors")] = None
    version: Version
    title: Annotated[str, Field(min_length=1, max_length=60)]
    lights: Annotated[Lights, Field(min_length=1)]
    optics: Optics = ()
