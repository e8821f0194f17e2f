"""The bed: a plucked bass that moves on the level's harmony, and a harp over it, from the first bar on. Pure.

Bars can be felt by it: the bass comes with the bar, the harp strums there, and what lies between is softer. It grows
with the voices, and thins out where both hands of the player are full.
"""

import math
from collections.abc import Iterator, Sequence

from game.audio.cues import Bus, Cue
from game.audio.harmony import chord_of, neighbour, tones_of
from game.audio.patches import BASS_LOW, HARP_LOW, HARP_WIDTH, Orchestra, folded
from game.audio.surroundings import Surroundings

STEPS = 8
"""The smallest notes of a bar."""
BASS_BARS = ("R . . . F . S .", "R . . R T . S .")
"""What the bass plays in the bars of a pair where a level does not say it, in the letters of `Music.bass`."""
REST = "."
BASS_GAIN, BASS_OCTAVE, BASS_SOFTER = 0.50, 0.30, 0.42
"""With the bar, for the octave over it, and what is left of it between bars."""
HARP_STEPS = (0, 2, 3, 4, 3, 2, 4, 3)
"""The chord's tones upwards that the harp plays, step by step."""
HARP_GAINS = (0.24, 0.06, 0.08, 0.06, 0.11, 0.06, 0.08, 0.06)
STRUM, STRUM_S = 4, 0.022
"""With the bar so many tones are strummed, one so much after the other."""
ALL_PLAY_FROM = 1
"""Voices from which the harp fills in between the beats."""
FULL_AT = 4
"""Voices with which the bed is at its fullest..."""
ALONE = 0.80
"""...and what of it plays before the first."""
HARP_SIDES = (-0.35, 0.35)
"""Where the harp's lowest and highest strings are."""


def steps_between(before: float, now: float) -> Iterator[int]:
    """The steps that begin after one moment and not after the other, in bars since the curtain."""
    yield from range(math.floor(before * STEPS) + 1, math.floor(now * STEPS) + 1)


def bed(step: int, around: Surroundings, orchestra: Orchestra) -> Iterator[Cue]:
    """What the band plays at a step, counted from the curtain."""
    bar, place = divmod(step, STEPS)
    share = ALONE + (1.0 - ALONE) * min(1.0, len(around.singers) / FULL_AT)
    yield from _bass(bar, place, share, around, orchestra)
    yield from _harp(bar, place, share * (1.0 - around.danger), around, orchestra)


def _bass(bar: int, place: int, share: float, around: Surroundings, orchestra: Orchestra) -> Iterator[Cue]:
    bars = orchestra.music.bass or BASS_BARS
    letter = bars[bar % len(bars)].split()[place]
    if letter == REST:
        return
    note = _bass_note(letter, bar, orchestra)
    if place == 0:
        yield _on_bass(note, share * BASS_GAIN, orchestra)
        yield _on_bass(note + 12, share * BASS_OCTAVE, orchestra)
    elif around.danger < 1.0:
        yield _on_bass(note, share * BASS_GAIN * BASS_SOFTER * (1.0 - around.danger), orchestra)


def _on_bass(note: int, gain: float, orchestra: Orchestra) -> Cue:
    return Cue(orchestra.bass(note), gain, bus=Bus.MUSIC, band=True)


def _bass_note(letter: str, bar: int, orchestra: Orchestra) -> int:
    here, coming = chord_of(orchestra.music, bar), chord_of(orchestra.music, bar + 1)
    root, goal = (folded(chord.root, BASS_LOW, BASS_LOW + 11) for chord in (here, coming))
    if letter == "S":
        return neighbour(goal, orchestra.music, up=goal <= root)
    wanted = {"R": here.root, "T": here.third, "F": here.fifth}[letter]
    return folded(wanted, root, root + 11)


def _harp(bar: int, place: int, share: float, around: Surroundings, orchestra: Orchestra) -> Iterator[Cue]:
    between = place % 2 == 1
    if share <= 0.0 or (between and len(around.singers) < ALL_PLAY_FROM):
        return
    tones = tones_of(chord_of(orchestra.music, bar), HARP_LOW, HARP_LOW + HARP_WIDTH)
    first = HARP_STEPS[place]
    for i in range(STRUM if place == 0 else 1):
        gain = share * HARP_GAINS[place] * 0.8**i
        late = STRUM_S * i
        yield Cue(orchestra.harp(tones[first + i]), gain, _side(tones, first + i), late, Bus.MUSIC, band=True)


def _side(tones: Sequence[int], i: int) -> float:
    low, high = HARP_SIDES
    return low + (high - low) * i / (len(tones) - 1)
