"""What can be asked to be heard: cues that begin and end, tones that last, and where on the stage they are."""

import math
from dataclasses import dataclass
from enum import StrEnum

from game.audio.patches import Patch


class Bus(StrEnum):
    """What a player can set the volume of."""

    MUSIC = "music"
    EFFECTS = "effects"
    AUDIENCE = "audience"
    INTERFACE = "interface"


UNHEARD = 0.004
"""A sinking loop under this gain has ended."""
ORNAMENT, PLAIN, VITAL = 0, 1, 2
"""Priorities: when channels run out, the lower gives way."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One sound to play."""

    patch: Patch
    gain: float
    """Linear, 0..1."""
    side: float = 0.0
    """-1 left .. 1 right."""
    delay: float = 0.0
    """s from the event."""
    bus: Bus = Bus.EFFECTS
    priority: int = PLAIN
    band: bool = False
    """Whether the band plays it: on strips of its own, so that neither it nor what happens takes the other's place."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How a loop should sound."""

    gain: float
    side: float
    bus: Bus
    speed: float = 1.0
    """1 as recorded, 2 an octave higher."""


@dataclass(frozen=True, slots=True)
class Hush:
    """How all that sounds steadily makes room for an event."""

    depth: float
    """Share of it that is taken away, 0..1."""
    seconds: float


BOW = Hush(0.35, 0.25)
"""The chorus makes way for a new voice."""
SHOCK = Hush(0.85, 0.55)
"""Silence after something broke."""
STILLNESS = Hush(1.0, 3.0)
"""Nothing else is heard while all falls."""

Singer = tuple[float, str]
"""Note (MIDI) and part of a voice."""
STAGE_HALF_WIDTH = 3.2
"""m: an event there is panned as far as `WIDEST`."""
WIDEST = 0.75
"""Largest pan: in a hall both ears hear everything."""


def side_of(at: tuple[float, float]) -> float:
    """Pan of a place on the stage (m)."""
    return WIDEST * max(-1.0, min(1.0, at[0] / STAGE_HALF_WIDTH))


def balance(gain: float, side: float) -> tuple[float, float]:
    """Volumes of left and right for a stereo sound: as it is in the middle, equal power towards a side."""
    angle = (side + 1.0) * math.pi / 4.0
    root_2 = math.sqrt(2.0)
    return gain * min(1.0, root_2 * math.cos(angle)), gain * min(1.0, root_2 * math.sin(angle))
