"""The harmony of a level, a chord a bar, and the steps in which lines move over it. Pure.

The bars that a level writes go round and round, or eight that every scale has. All is made of the scale's own notes.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from game.level.model import Music
from game.level.music import FIFTH, SCALES, THIRDS
from game.sim.rules.voices import TONICS, Chord

PHRASE = 8
"""Bars after which a scale's own harmony comes round."""
PROGRESSIONS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "major": (0, 9, 5, 7, 0, 4, 5, 7),
        "minor": (0, 8, 3, 10, 0, 5, 8, 10),
        "dorian": (0, 5, 0, 10, 0, 3, 5, 10),
        "phrygian": (0, 1, 0, 10, 0, 8, 1, 10),
        "lydian": (0, 2, 9, 2, 0, 7, 2, 9),
        "mixolydian": (0, 10, 5, 0, 9, 10, 5, 7),
        "pentatonic": (0, 9, 0, 9, 0, 0, 9, 9),
    }
)
"""Roots of the bars' triads, semitones above the tonic."""


@lru_cache(maxsize=8)
def _phrase(key: str, scale: str, harmony: tuple[int, ...] | None) -> tuple[Chord, ...]:
    steps, tonic = SCALES[scale], TONICS[key]
    roots = PROGRESSIONS[scale] if harmony is None else tuple(steps[degree - 1] for degree in harmony)
    chords = []
    for root in roots:
        third = next(third for third in THIRDS if (root + third) % 12 in steps)
        chords.append(Chord(*((tonic + root + above) % 12 for above in (0, third, FIFTH))))
    return tuple(chords)


def chord_of(music: Music, bar: int) -> Chord:
    """The chord of a bar, counted from 0."""
    phrase = _phrase(music.key, music.scale, music.harmony)
    return phrase[bar % len(phrase)]


def in_scale(music: Music, low: int, high: int) -> tuple[int, ...]:
    """The scale's notes (MIDI) from low to high."""
    steps = SCALES[music.scale]
    return tuple(note for note in range(low, high + 1) if (note - TONICS[music.key]) % 12 in steps)


def neighbour(note: int, music: Music, up: bool) -> int:
    """The scale's next note above or below one (MIDI)."""
    near = in_scale(music, note + 1, note + 4) if up else in_scale(music, note - 4, note - 1)
    return near[0] if up else near[-1]


def tones_of(chord: Chord, low: int, high: int) -> tuple[int, ...]:
    """The chord's notes (MIDI) from low to high."""
    return tuple(note for note in range(low, high + 1) if note % 12 in chord)
