"""Lines: what each voice sings, beat by beat, over the level's harmony. Pure.

A voice has its own note, and in every bar it is led to the chord's tone next to that; around this it moves as its part
does, in bars that the level writes or in the game's own. Strong beats have tones of the chord, weak ones pass between
them. So nobody holds a note for long, and what is sung is always the bar's harmony.

Singers of one part sing a round: each has the whole tune, bar after bar as it is written, but comes in later than the
one before. So no two move alike, and the tune is known by whichever of them one follows.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from game.audio.cues import Singer
from game.audio.harmony import chord_of, neighbour, tones_of
from game.level.model import Music
from game.level.values.times import BEATS_PER_BAR
from game.sim.rules.voices import PARTS, Chord, lead

FIGURES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bass": ("G G C -", "G G G G", "G G C C", "G G G A"),
        "tenor": ("G G C C", "G G G L", "C C G A", "G G G -"),
        "alto": ("G G G A", "G G C C", "G U G -", "G L G G"),
        "soprano": ("G G C C", "G G G -", "G U G G", "C C G A"),
    }
)
"""Four bars of each part where a level does not say them, in the letters of `Music.lines`: parts breathe in turn."""
ROUND = (0, 2, 1, 3)
"""Bars by which one singer of a part after the other comes late, then over again: in a phrase of four the second
answers what the first one calls, and no two of four sing the same bar of it."""
REST = "-"


def lines(singers: Sequence[Singer], bar: float, music: Music) -> tuple[Singer | None, ...]:
    """What singers (note, part) sing at a moment, in bars since the curtain; None where one draws a breath."""
    number = math.floor(bar)
    beat = int((bar - number) * BEATS_PER_BAR)
    here, coming = chord_of(music, number), chord_of(music, number + 1)
    sung: list[Singer | None] = []
    before: Counter[str] = Counter()
    for now, then in zip(lead(singers, here), lead(singers, coming), strict=True):
        part = now[1] if now[1] in PARTS else "alto"
        late = ROUND[before[part] % len(ROUND)]
        before[part] += 1
        letter = bar_of(music, part, number - late).split()[beat]
        sung.append(None if letter == REST else (float(_note(letter, now, then, here, music)), part))
    return tuple(sung)


def bar_of(music: Music, part: str, number: int) -> str:
    """What the first singer of a part has in a bar, counted from 0: a letter a beat."""
    written = None if music.lines is None else getattr(music.lines, part)
    bars: Sequence[str] = written or FIGURES[part]
    return bars[number % len(bars)]


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
