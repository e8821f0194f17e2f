"""Lines: what each voice sings, beat by beat, over the level's harmony. Pure.

A voice has its own note, and in every bar it is led to the chord's tone next to that; around this it moves as its part
does. Strong beats have tones of the chord, weak ones pass between them. So nobody holds a note for long, no two parts
move alike, and what is sung is always the bar's harmony.
"""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from game.audio.cues import Singer
from game.audio.harmony import chord_of, neighbour, tones_of
from game.level.model import Music
from game.level.values.times import BEATS_PER_BAR
from game.sim.rules.voices import PARTS, Chord, lead

FIGURES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bass": ("GGGG", "GGCC", "GGGA", "GGC-"),
        "tenor": ("GGCC", "GGGL", "CCGA", "GGG-"),
        "alto": ("GLGG", "GGGA", "GGCC", "GUG-"),
        "soprano": ("GUGG", "CCGA", "GGCC", "GGG-"),
    }
)
"""Four bars of each part, a letter a beat: G the tone to which it is led, C the chord's next one (above, where the part
reaches that high), U and L the scale's next one above and below, A the step from which it comes to its next bar's
tone, and - a breath."""
REST = "-"


def lines(singers: Sequence[Singer], bar: float, music: Music) -> tuple[Singer | None, ...]:
    """What singers (note, part) sing at a moment, in bars since the curtain; None where one draws a breath."""
    number = math.floor(bar)
    beat = int((bar - number) * BEATS_PER_BAR)
    here, coming = chord_of(music, number), chord_of(music, number + 1)
    sung: list[Singer | None] = []
    for row, (now, then) in enumerate(zip(lead(singers, here), lead(singers, coming), strict=True)):
        part = now[1] if now[1] in PARTS else "alto"
        figures = FIGURES[part]
        letter = figures[(number + row) % len(figures)][beat]
        sung.append(None if letter == REST else (float(_note(letter, now, then, here, music)), part))
    return tuple(sung)


def _note(letter: str, now: Singer, then: Singer, chord: Chord, music: Music) -> int:
    low, high = PARTS.get(now[1], PARTS["alto"])
    tone, next_tone = round(now[0]), round(then[0])
    if letter == "C":
        above = tones_of(chord, tone + 1, high)
        return above[0] if above else tones_of(chord, low, tone - 1)[-1]
    if letter in "UL":
        return _reached(tone, letter == "U", low, high, music)
    if letter == "A":
        step = _reached(next_tone, next_tone <= tone, low, high, music)
        return step if step != tone else _reached(next_tone, next_tone > tone, low, high, music)
    return tone


def _reached(note: int, up: bool, low: int, high: int, music: Music) -> int:
    """The scale's next note on that side, or on the other one where the part does not reach so far."""
    step = neighbour(note, music, up)
    return step if low <= step <= high else neighbour(note, music, not up)
