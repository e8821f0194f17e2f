"""The newest version of the level format as code: what may stand in a level file, with units, bounds and defaults.

Single things are checked here, by pydantic; what spans several of them (ids, geometry) in `checks`. Lights and
optics stand in a file of their own, and a `LightBench` has nothing else.
"""

import math
from typing import Annotated, Literal

from pydantic import Field

from game.level.expect import Expect
from game.level.music import Key, Music, Scale
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
from game.level.sculpture.flaws import Flaw, GlassTuning
from game.level.sculpture.joints import Cable, Hinge, Joint, Spring, Weld
from game.level.sculpture.pieces import Arc, Bend, Box, Disc, Ornament, Path, Piece, Polygon, Shape
from game.level.steps import VERSION
from game.level.values.fields import GlassName, PaletteName, PartName, Strict
from game.level.values.palettes import DEFAULT_PALETTE, PALETTES
from game.level.values.times import AfterFlaw, AtBar
from game.level.whispers import Gust, Heartbeat, Note, Tremor, Whisper

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
    "Key",
    "Lean",
    "Lens",
    "Level",
    "Light",
    "LightBench",
    "Mirror",
    "Music",
    "Note",
    "Optic",
    "Origin",
    "Ornament",
    "Pan",
    "PartName",
    "Path",
    "Piece",
    "Plinth",
    "Polygon",
    "Prism",
    "Scale",
    "Shape",
    "Splitter",
    "Spring",
    "Tremor",
    "Weld",
    "Whisper",
]

Version = Annotated[
    int,
    Field(
        ge=VERSION,
        le=VERSION,
        json_schema_extra={"const": VERSION},
        description="version of the level format",
        examples=[VERSION],
    ),
]
"""Files of older versions are brought up to date before they come here; see `steps`."""


class Plinth(Strict):
    """What the sculpture stands on."""

    width: Annotated[float, Field(ge=0.2, le=4, description="of its top, m", examples=[1.3])] = 1.1
    friction: Annotated[float, Field(ge=0, le=5, description="coefficient against the foot", examples=[0.7])] = 0.9


class Lean(Strict):
    """How far a hand can lean the plinth."""

    limit: Annotated[float, Field(gt=0, le=20, description="to either side, degrees", examples=[4])] = 3.5


class Gold(Strict):
    """How long gold waits on a crack that is not finished."""

    dries: Annotated[
        float | None,
        Field(
            ge=2,
            le=600,
            description="s for which the gold of an unfinished crack stays wet while none is laid beside it; each cell "
            "that turns to gold gives back one of them. Then it is dry, and pulls at the joints; never where null",
            examples=[8],
        ),
    ] = None

    @property
    def wet_s(self) -> float:
        """How long it stays wet, s; endless where it never dries."""
        return math.inf if self.dries is None else self.dries


POINTS_A_VOICE = 100
"""Of a voice that earns no factor: the measure of every score."""
ENCORE_SHARES = (1.0, 5.0, 10.0)
"""Of the points of all voices that are needed, which one, two and three encores ask for."""
STILL_FACTORS, BEAT_FACTORS = (3.0, 2.0), (5.0, 3.0)
"""Of a voice whose crack was painted while all was still, or calm; and of one let go by breath on the beat, or near."""
CHORD_FACTORS = (1.0, 5.0, 9.0, 13.0)
"""Of the first voices of a chord: together 1, 6, 15 and 28 plain ones, so that one breath more is worth its danger."""
LEAST_FRESH = 0.1
"""What is left at least of a voice, however long its crack had to wait."""
BONUS = 0.15
"""At the end: share of the base for poise, whole pieces and time."""


def chord_factor(voice: int) -> float:
    """Of the voice that enters a chord as its `voice`th, from 1 on; beyond the last factor that one holds."""
    return CHORD_FACTORS[min(voice, len(CHORD_FACTORS)) - 1]


class Goal(Strict):
    """What wins, and what earns encores."""

    voices: Annotated[int, Field(ge=1, le=64, description="how many flaws must sing", examples=[3])]
    within: Annotated[float, Field(gt=0, le=3600, description="s before the house lights come up", examples=[75])] = (
        90.0
    )
    encores: Annotated[
        tuple[int, int, int] | None,
        Field(
            description="scores for one, two and three encores, rising: a voice earns 100 points, times 1 to 3 for "
            "stillness, 1 to 5 for the beat, 1 to 13 in a chord and 1 down to 0.1 for how long it waited; 100, 500 and "
            "1000 a voice where null",
            examples=[[300, 1500, 3000]],
        ),
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


class Origin(Strict):
    """Where a level comes from that the game has built by rules; a level that you write has none."""

    encore: Annotated[
        str, Field(pattern="^[0-9A-F]{1,8}$", description="seed of the encore, as the game shows it", examples=["8F3"])
    ]
    number: Annotated[int, Field(ge=1, description="which number of it", examples=[2])]
    rules: Annotated[
        int,
        Field(ge=1, description="version of the rules; by others the same seed gives another level", examples=[1]),
    ]


Teach = Literal[
    "paint", "lean", "breath", "slide", "take", "colour", "hum", "dark", "spare", "ride", "bend", "split", "dry"
]
"""What a level can teach by doing."""


SchemaPath = Annotated[
    str | None,
    Field(alias="$schema", description="path of the JSON Schema, for editors", examples=["flawsong.schema.json"]),
]
Title = Annotated[str, Field(min_length=1, max_length=60, description="its name", examples=["Reed"])]


# The defaults of whole sections are made without a check: that would build the check of each as the game starts.
class Level(Strict):
    """One performance: a sculpture, its lights, flaws and whispers, and what wins."""

    schema_: SchemaPath = None
    version: Version
    title: Title
    story: Annotated[
        tuple[Annotated[str, Field(max_length=120)], ...],
        Field(max_length=4, description="lines before the curtain", examples=[["The light will not come to it."]]),
    ] = ()
    music: Annotated[
        Music, Field(description="key, scale and tempo", examples=[{"key": "A", "scale": "minor", "bpm": 66}])
    ] = Music.model_construct()
    palette: Annotated[
        PaletteName,
        Field(
            description="colours of the house: " + ", ".join(f"{name} ({look})" for name, look in PALETTES.items()),
            examples=["river"],
        ),
    ] = DEFAULT_PALETTE
    plinth: Annotated[Plinth, Field(description="what the foot stands on", examples=[{"width": 1.3}])] = (
        Plinth.model_construct()
    )
    lean: Annotated[Lean, Field(description="how far the plinth leans", examples=[{"limit": 4}])] = (
        Lean.model_construct()
    )
    gold: Annotated[Gold, Field(description="how long gold waits", examples=[{"dries": 8}])] = Gold.model_construct()
    glasses: Annotated[
        dict[GlassName, GlassTuning],
        Field(
            description="how kinds of glass crack, where the level wants it otherwise",
            examples=[{"crown_glass": {"speed": 0.03}}],
        ),
    ] = Field(default={})
    poise: Annotated[
        float | None,
        Field(
            gt=0,
            le=20,
            description="scales all weld stiffnesses so that the load factor is this; as written where null",
            examples=[1.36],
        ),
    ] = None
    pieces: Annotated[
        tuple[Piece, ...],
        Field(
            min_length=1,
            max_length=60,
            description="what it is built of; the first is the foot",
            examples=[
                [{"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [1, 0.1]}}]
            ],
        ),
    ]
    ornaments: Annotated[
        tuple[Ornament, ...],
        Field(
            max_length=60,
            description="what rides on pieces and is only seen",
            examples=[
                [
                    {
                        "id": "leaf",
                        "on": "root",
                        "material": "copper",
                        "at": [-0.3, 0.75],
                        "shape": {"type": "arc", "radius": 0.34, "band": 0.03, "start": -60, "sweep": 130},
                    }
                ]
            ],
        ),
    ] = ()
    joints: Annotated[
        tuple[Joint, ...],
        Field(
            max_length=120,
            description="what holds the pieces together",
            examples=[[{"type": "weld", "pieces": ["foot", "stem"], "at": [0, 0.1]}]],
        ),
    ] = ()
    lights: Lights = ()
    optics: Optics = ()
    flaws: Annotated[
        tuple[Flaw, ...],
        Field(
            min_length=1,
            max_length=64,
            description="where and when cracks open: each becomes a voice",
            examples=[[{"piece": "heart", "at": [0.3, 0], "opens": {"bar": 2}, "length": 0.18}]],
        ),
    ]
    whispers: Annotated[
        tuple[Whisper, ...],
        Field(
            max_length=64,
            description="what disturbs the sculpture",
            examples=[[{"type": "heartbeat", "strength": 1.5, "pattern": "L . R ."}]],
        ),
    ] = ()
    goal: Annotated[Goal, Field(description="what wins, and what earns encores", examples=[{"voices": 3}])]
    teach: Annotated[
        tuple[Teach, ...],
        Field(
            max_length=8,
            description="what prompts beside the mirror, the crack and the plinth teach",
            examples=[["paint", "lean"]],
        ),
    ] = ()
    expect: Annotated[
        tuple[Expect, ...],
        Field(
            max_length=16,
            description="the level's own headless test",
            examples=[[{"bot": "expert", "wins": 0.9}]],
        ),
    ] = ()
    origin: Annotated[
        Origin | None,
        Field(
            description="which encore it is, where the game built it; decides nothing",
            examples=[{"encore": "8F3", "number": 2, "rules": 1}],
        ),
    ] = None


class LightBench(Strict):
    """Lights and optics alone, to be traced and not performed; told from a level by what it leaves out."""

    schema_: SchemaPath = None
    version: Version
    title: Title
    lights: Annotated[Lights, Field(min_length=1)]
    optics: Optics = ()
