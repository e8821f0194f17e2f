"""The fifteen numbers beside each other: no two look or sound alike, and the last remembers one of each act."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.audio.harmony import chord_of
from game.audio.music.bed import BASS_BARS
from game.core.acts import ACTS, LEVELS_PER_ACT, act_of
from game.core.paths import shipped_levels
from game.export.likeness import PAPER, SHAPE_PX, draw_shape
from game.level import load_level
from game.level.model import Music
from game.level.optics import Mirror
from game.sim.rules.voices import Chord

MOST_ALIKE = 0.7
"""Of what two shapes cover, the share that both may; the nearest are Candle and Window, with .64."""
PHRASE = 8
"""Bars by which harmonies are compared."""
QUOTED = 6
"""Bars of another number by which one knows it again."""
STORY = (2, 3)
"""Lines."""

NUMBERS = [load_level(path) for path in shipped_levels()]
LAST = NUMBERS[-1].music
Shape = NDArray[np.bool_]


def black(number: int) -> Shape:
    """A sculpture against the light, as sheets show it."""
    drawn = pygame.surfarray.array3d(draw_shape(NUMBERS[number], (SHAPE_PX, SHAPE_PX)))
    shape: Shape = drawn.mean(axis=2) < np.mean(PAPER) / 2
    return shape


def alike(one: Shape, other: Shape) -> float:
    """Of what either covers, the share that both do, whichever way one looks at it."""
    return max(float((one & seen).sum() / (one | seen).sum()) for seen in (other, other[::-1]))


def bass_of(music: Music, bar: int) -> str:
    bars = music.bass or BASS_BARS
    return bars[bar % len(bars)]


def above(chord: Chord, home: int) -> tuple[int, ...]:
    """Its tones in semitones above another one."""
    return tuple((tone - home) % 12 for tone in chord)


def harmony_of(music: Music, bars: range) -> list[tuple[int, ...]]:
    """Chords as they stand to the first of them, whatever the key."""
    home = chord_of(music, bars[0]).root
    return [above(chord_of(music, bar), home) for bar in bars]


def is_quoted(music: Music) -> bool:
    """Whether the last number plays the first bars of another one."""
    return any(plays(music, start, QUOTED) for start in range(len(LAST.harmony or ()) - QUOTED + 1))


def plays(music: Music, start: int, bars: int) -> bool:
    """Whether from a bar on the last number plays so many bars of another one, in whatever key."""
    there = range(start, start + bars)
    return harmony_of(LAST, there) == harmony_of(music, range(bars)) and [bass_of(LAST, bar) for bar in there] == [
        bass_of(music, bar) for bar in range(bars)
    ]


def test_each_is_told_from_the_others_as_a_small_black_shape() -> None:
    shapes = [black(number) for number in range(len(NUMBERS))]
    for one, other in combinations(range(len(NUMBERS)), 2):
        share = alike(shapes[one], shapes[other])
        assert share < MOST_ALIKE, f"{NUMBERS[one].title} and {NUMBERS[other].title}: {share:.2f}"


@pytest.mark.parametrize("path", shipped_levels(), ids=lambda path: path.stem)
def test_each_tells_a_short_story_and_promises_something(path: Path) -> None:
    level = load_level(path)
    assert STORY[0] <= len(level.story) <= STORY[1]
    assert {expect.bot for expect in level.expect} >= {"idle", "expert"}


def test_what_is_new_in_a_number_has_a_prompt_of_its_own() -> None:
    """Those that end an act mix what is known; where no mirror turns, leaning itself has other words."""
    known: set[str] = set()
    for number, level in enumerate(NUMBERS, 1):
        turns = any(isinstance(optic, Mirror) and optic.by_hand for optic in level.optics)
        if number % LEVELS_PER_ACT and turns:
            assert set(level.teach) - known, level.title
        known |= set(level.teach)


def test_no_two_have_the_same_harmony_or_bass_line() -> None:
    for one, other in combinations(NUMBERS, 2):
        told = f"{one.title} and {other.title}"
        assert one.music.harmony and one.music.bass, f"{one.title} plays what every level plays that writes nothing"
        bars = range(PHRASE)
        assert harmony_of(one.music, bars) != harmony_of(other.music, bars), told
        assert [bass_of(one.music, bar) for bar in bars] != [bass_of(other.music, bar) for bar in bars], told


def test_the_last_quotes_a_number_of_each_act() -> None:
    known = {act_of(number) for number, level in enumerate(NUMBERS[:-1], 1) if is_quoted(level.music)}
    assert known == set(range(1, len(ACTS) + 1))
