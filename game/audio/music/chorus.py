"""The chorus: which vowels of which notes sound, and how loud. Pure.

It tells the state: it grows voice by voice from a hum to a chord, swells while gold is laid, closes in a held breath,
and gives way where the sculpture is in danger.
"""

import math
from collections.abc import Mapping

from game.audio.cues import UNHEARD, Bus, Singer, Tone
from game.audio.music.lines import lines
from game.audio.patches import Orchestra, Patch
from game.audio.sounds.singing import VOWEL_PATH
from game.audio.surroundings import Surroundings
from game.sim.rules.voices import cadence, lead

CHOIR_GAIN = 0.80
"""Of a voice that sings alone."""
CHOIR_CROWD = 0.25
"""n voices sing at n^-CHOIR_CROWD each: the chorus grows with every voice, but not into the ceiling."""
CHOIR_SIZE = 12
"""Notes that sound at most; the latest give way."""
OPEN_AT = 5.0
"""Voices at which the hum has wholly opened to "ah"."""
SWELL = 1.25
"""The chorus swells by so much while light lays gold."""
DUCKED = 0.45
"""What a dangerous sway leaves of the chorus..."""
MUFFLED = 0.55
"""...and what a held breath leaves of it, closed to a hum."""
AHEAD_BARS = 0.02
"""A voice sets out for its next note so much early: it takes a moment to be heard."""
MOVES_WITH = 0.5
"""Share of a voice's place on the stage in its pan: the chorus stands in the middle."""


def chorus(around: Surroundings, orchestra: Orchestra, sides: Mapping[Singer, float]) -> dict[Patch, Tone]:
    """Two neighbouring vowels of every note sung: a hum of few opens to an "ah" of many; a held breath closes it."""
    seated = tuple(dict.fromkeys(around.singers))[:CHOIR_SIZE]
    if not seated or around.resting:
        return {}
    opened = 1.0 if around.close else min(1.0, (len(seated) - 1) / (OPEN_AT - 1.0))
    place = opened * (1.0 - around.breath) * (len(VOWEL_PATH) - 1)
    gain = CHOIR_GAIN * len(seated) ** -CHOIR_CROWD
    gain *= 1.0 - (1.0 - DUCKED) * around.danger
    gain *= 1.0 - (1.0 - MUFFLED) * around.breath
    gain *= SWELL if around.gilding is not None or around.close else 1.0
    sung: dict[Patch, Tone] = {}
    for singer, now in zip(seated, _sung(seated, around, orchestra), strict=True):
        if now is not None:
            side = MOVES_WITH * sides.get(singer, 0.0)
            sung |= mouths(now, place, gain, side, orchestra)
    return sung


def mouths(singer: Singer, place: float, gain: float, side: float, orchestra: Orchestra) -> dict[Patch, Tone]:
    """The loops of a note that somebody sings with their mouth at a place of `VOWEL_PATH`."""
    shares = [math.cos(min(1.0, abs(place - step)) * math.pi / 2.0) for step in range(len(VOWEL_PATH))]
    return {
        orchestra.voice(*singer, vowel): Tone(gain * share, side, Bus.MUSIC)
        for vowel, share in zip(VOWEL_PATH, shares, strict=True)
        if share > UNHEARD
    }


def _sung(singers: tuple[Singer, ...], around: Surroundings, orchestra: Orchestra) -> tuple[Singer | None, ...]:
    """What the singers sing now: their lines, and at the close the chords of the cadence."""
    if not around.close:
        return lines(singers, around.bar + AHEAD_BARS, orchestra.music)
    beside, home = cadence(singers, orchestra.music)
    away = lead(singers, beside)
    return away if around.close == "amen" else lead(away, home)
