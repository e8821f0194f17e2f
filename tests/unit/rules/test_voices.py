"""What must hold of the notes: in the key, in the part's range, consonant, and led without leaps."""

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.level.model import Key, Music, Scale
from game.level.music import SCALES
from game.sim.rules.voices import (
    PARTS,
    TONICS,
    Chord,
    cadence,
    chords,
    lead,
    note_for,
    part_of,
)

KEYS = st.builds(Music, key=st.sampled_from(get_args(Key)), scale=st.sampled_from(get_args(Scale)))
CRACKS = st.lists(st.floats(0.0, 1.5), min_size=1, max_size=9)
TRITONE, SEMITONE, WHOLE_TONE = 6, 1, 2


def chorus(lengths: list[float], music: Music) -> list[tuple[float, str]]:
    """Singers in the order of their entrances."""
    singers: list[tuple[float, str]] = []
    for length in lengths:
        part, note = note_for(length, music, tuple(note for note, _ in singers))
        singers.append((note, part))
    return singers


def interval(a: float, b: float) -> int:
    """Interval class: 0 (unison, octave) .. 6 (tritone)."""
    apart = abs(int(a) - int(b)) % 12
    return min(apart, 12 - apart)


@given(KEYS)
def test_every_chord_is_a_triad_of_the_key_with_the_tonic_in_it(music: Music) -> None:
    tonic = TONICS[music.key]
    scale = {(tonic + step) % 12 for step in SCALES[music.scale]}
    for chord in chords(music):
        assert set(chord) <= scale
        assert tonic in chord
        assert (chord.fifth - chord.root) % 12 == 7
        assert (chord.third - chord.root) % 12 in (3, 4)
    assert chords(music)[0].root == tonic
    assert len(set(chords(music))) == len(chords(music)) >= 2


@pytest.mark.parametrize(("scale", "roots"), [
    ("major", [0, 5, 9]), ("minor", [0, 5, 8]), ("dorian", [0, 5]), ("phrygian", [0, 5, 8]),
    ("lydian", [0, 9]), ("mixolydian", [0, 5, 9]), ("pentatonic", [0, 9]),
])  # fmt: skip
def test_the_chords_are_those_of_the_textbook(scale: Scale, roots: list[int]) -> None:
    """First, fourth and sixth degree, where they are major or minor."""
    assert [chord.root for chord in chords(Music(key="C", scale=scale))] == roots


@given(CRACKS, KEYS)
def test_all_that_sings_is_consonant(lengths: list[float], music: Music) -> None:
    singers = chorus(lengths, music)
    for (note, part), length in zip(singers, lengths, strict=True):
        assert part == part_of(length)
        assert PARTS[part][0] <= note <= PARTS[part][1]
    for (a, _), (b, _) in combinations(singers, 2):
        assert interval(a, b) not in (SEMITONE, WHOLE_TONE, TRITONE)
    sounding = {int(note) % 12 for note, _ in singers}
    assert any(sounding <= set(chord) for chord in chords(music))


@given(st.floats(0.0, 1.5), st.floats(0.0, 1.5), KEYS)
def test_the_longer_crack_never_sings_higher(a: float, b: float, music: Music) -> None:
    short, long = sorted((a, b))
    assert note_for(long, music, ())[1] <= note_for(short, music, ())[1]


def completes_triad(note: float, sung: Sequence[float], music: Music) -> bool:
    """Whether this note is the one that makes the sounding voices a full triad of the key."""
    before = {int(other) % 12 for other in sung}
    after = before | {int(note) % 12}
    return any(set(chord) <= after and not set(chord) <= before for chord in chords(music))


@given(CRACKS, KEYS)
def test_three_voices_make_a_full_chord_and_only_then_a_harmony(lengths: list[float], music: Music) -> None:
    notes = tuple(note for note, _ in chorus([*lengths, 0.1, 0.3, 0.5], music))
    completed = [completes_triad(note, notes[:i], music) for i, note in enumerate(notes)]
    assert completed == [i == 2 for i in range(len(notes))]


@given(st.sampled_from(sorted(PARTS)), st.floats(0.0, 1.5), KEYS)
def test_a_colour_decides_the_part(part: str, length: float, music: Music) -> None:
    found, note = note_for(length, music, (), part)
    assert found == part
    assert PARTS[part][0] <= note <= PARTS[part][1]


@given(CRACKS, KEYS)
def test_voices_are_led_by_steps_and_never_in_parallel_tritones(lengths: list[float], music: Music) -> None:
    singers = chorus(lengths, music)
    beside, home = cadence(singers, music)
    away = lead(singers, beside)
    progression = [singers, away, lead(away, home)]
    for chord, moved in zip((beside, home), progression[1:], strict=True):
        assert {int(note) % 12 for note, _ in moved} <= set(chord)
    for before, after in pairwise(progression):
        for (start, part), (end, same_part) in zip(before, after, strict=True):
            assert part == same_part
            assert PARTS[part][0] <= end <= PARTS[part][1]
            assert abs(end - start) <= 5, "the gap in a triad is a fourth, which an edge of the range can ask for"
        for i, j in combinations(range(len(before)), 2):
            moves = after[i][0] - before[i][0], after[j][0] - before[j][0]
            parallel = moves[0] == moves[1] != 0.0
            assert not (parallel and interval(after[i][0], after[j][0]) == TRITONE)
            if before[i][1] == before[j][1] and before[i][0] < before[j][0]:
                assert after[i][0] <= after[j][0], "no voice overtakes another of its part"


@given(CRACKS, KEYS)
def test_the_last_chord_is_the_tonic_s(lengths: list[float], music: Music) -> None:
    beside, home = cadence(chorus(lengths, music), music)
    assert home == chords(music)[0] != beside
    assert beside in chords(music)


def test_an_amen_keeps_the_tonic_and_leads_the_others_by_a_step() -> None:
    """The plagal cadence in C: C-E-G, C-F-A, C-E-G: the C stays, the others move by a step."""
    music = Music(key="C", scale="major")
    singers = ((48.0, "bass"), (64.0, "alto"), (67.0, "soprano"))
    beside, home = cadence(singers, music)
    assert beside == Chord(5, 9, 0)
    away = lead(singers, beside)
    assert away == ((48.0, "bass"), (65.0, "alto"), (69.0, "soprano"))
    assert lead(away, home) == singers


@given(CRACKS, KEYS)
def test_the_same_cracks_sing_the_same(lengths: list[float], music: Music) -> None:
    assert chorus(lengths, music) == chorus(lengths, music)
