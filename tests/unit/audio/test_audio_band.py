"""What must hold of the music: bars that can be felt, lines that move, one harmony, and its silences."""

from itertools import combinations, pairwise
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.audio.cues import Singer
from game.audio.desk.sound_cache import SoundCache
from game.audio.harmony import PHRASE, chord_of, in_scale
from game.audio.music.bed import STEPS, bed, steps_between
from game.audio.music.chorus import chorus
from game.audio.music.lines import FIGURES, ROUND, bar_of, lines
from game.audio.patches import Orchestra
from game.audio.sounds.singing import ear
from game.audio.sounds.synth import RATE, bins
from game.audio.surroundings import Rest, Surroundings
from game.export.sound import render_frames
from game.level.model import Key, Music, Scale
from game.level.music import Lines
from game.level.values.times import BEATS_PER_BAR
from game.settings import Sound
from game.sim.events import EventKind
from game.sim.rules.voices import PARTS, chords
from tests.unit.audio.audio_rig import MANY, MUSIC, ORCHESTRA, at, frames, loudness
from tests.unit.audio.audio_rig import Sound as Samples
from tests.unit.audio.sample_events import event

ANY_MUSIC = st.builds(Music, key=st.sampled_from(get_args(Key)), scale=st.sampled_from(get_args(Scale)))
ONLY_MUSIC = Sound(effects=0.0, audience=0.0)
BAR_S = BEATS_PER_BAR * 60.0 / MUSIC.bpm


def singers_in(music: Music) -> tuple[Singer, ...]:
    """One of each part, on a chord of the key."""
    home = chords(music)[0]
    return tuple(
        (float(next(note for note in range(low + 3, high) if note % 12 in home)), part)
        for part, (low, high) in PARTS.items()
    )


def moments(bars: int) -> list[float]:
    return [beat / BEATS_PER_BAR + 0.1 / BEATS_PER_BAR for beat in range(BEATS_PER_BAR * bars)]


# Harmony and lines ----------------------------------------------------------------------------------------------
@given(ANY_MUSIC)
def test_every_bar_has_a_chord_of_the_scale(music: Music) -> None:
    scale = set(in_scale(music, 0, 11))
    assert all(set(chord_of(music, bar)) <= scale for bar in range(PHRASE))
    assert chord_of(music, 0) == chord_of(music, PHRASE) == chords(music)[0]
    assert len({chord_of(music, bar) for bar in range(PHRASE)}) > 1


@given(ANY_MUSIC)
def test_lines_stay_in_key_and_in_reach(music: Music) -> None:
    scale = in_scale(music, 0, 11)
    for moment in moments(16):
        for singer, sung in zip(singers_in(music), lines(singers_in(music), moment, music), strict=True):
            if sung is not None:
                note, part = sung
                low, high = PARTS[part]
                assert part == singer[1]
                assert low <= note <= high
                assert round(note) % 12 in scale


@given(ANY_MUSIC)
def test_what_is_sung_on_the_strong_beats_is_the_harmony(music: Music) -> None:
    for bar in range(16):
        for beat in (0, 2):
            sung = lines(singers_in(music), bar + (beat + 0.1) / BEATS_PER_BAR, music)
            heard = [round(one[0]) % 12 in chord_of(music, bar) for one in sung if one is not None]
            assert all(heard)


@given(ANY_MUSIC)
def test_no_note_is_held_over_four_bars(music: Music) -> None:
    singers = singers_in(music)
    for line in zip(*(lines(singers, moment, music) for moment in moments(32)), strict=True):
        longest, held = 0, 1
        for before, now in pairwise(line):
            held = held + 1 if now == before else 1
            longest = max(longest, held)
        assert longest <= 2 * BEATS_PER_BAR


def test_one_singer_already_sings_a_line() -> None:
    for singer in MANY:
        sung = {lines((singer,), moment, MUSIC)[0] for moment in moments(4)}
        assert len(sung) >= 4


def test_parts_do_not_move_all_at_once() -> None:
    sung = [lines(MANY, moment, MUSIC) for moment in moments(16)]
    moved = [np.mean([a != b for a, b in zip(before, now, strict=True)]) for before, now in pairwise(sung)]
    within = [share for beat, share in enumerate(moved) if beat % BEATS_PER_BAR != BEATS_PER_BAR - 1]
    assert 0.15 < np.mean(within) < 0.6


WRITTEN_LINES = Lines(tenor=("G C G -", "G U C L", "G - G G", "C C G G"))
STILL = Music(key="C", scale="major", harmony=(1,), lines=WRITTEN_LINES)
"""One chord for good: what moves is the line."""


def sung_by(row: int, singers: tuple[Singer, ...], music: Music, bars: range) -> list[list[float | None]]:
    """The notes of one of several singers, beat by beat in every bar."""
    beats = [beat / BEATS_PER_BAR for beat in range(BEATS_PER_BAR)]
    return [[one and one[0] for one in (lines(singers, bar + beat, music)[row] for beat in beats)] for bar in bars]


def test_a_level_writes_its_own_lines() -> None:
    tune = [[52, 55, 52, None], [52, 53, 55, 50], [52, None, 52, 52], [55, 55, 52, 52]]
    assert sung_by(0, ((52.0, "tenor"),), STILL, range(8)) == 2 * tune


def test_what_a_level_does_not_write_is_the_game_s_own() -> None:
    for part, figures in FIGURES.items():
        assert all(bar_of(MUSIC, part, bar) == figures[bar % len(figures)] for bar in range(8))
        assert (bar_of(STILL, part, 0) == figures[0]) == (part != "tenor")
    bare = STILL.model_copy(update={"lines": None})
    for singer in singers_in(STILL):
        written, own = (sung_by(0, (singer,), music, range(4)) for music in (STILL, bare))
        assert (written == own) == (singer[1] != "tenor")


def contour(tune: list[list[float | None]]) -> list[list[str]]:
    """How every bar goes up, down and breathes, from its first note."""

    def way(note: float | None, first: float | None) -> str:
        return "-" if note is None or first is None else "=" if note == first else "+" if note > first else "_"

    return [[way(note, bar[0]) for note in bar] for bar in tune]


def test_singers_of_a_part_sing_a_round() -> None:
    """Each has the whole tune, whoever sings besides, but comes in with another bar than the rest."""
    alone = contour(sung_by(0, ((52.0, "tenor"),), STILL, range(8, 16)))
    tenors = ((52.0, "tenor"), (45.0, "bass"), (55.0, "tenor"), (52.0, "tenor"), (55.0, "tenor"))
    lates = {row: ROUND[turn] for turn, row in enumerate((0, 2, 3, 4))}
    for row, late in lates.items():
        assert contour(sung_by(row, tenors, STILL, range(8 + late, 16 + late))) == alone
    together = [contour(sung_by(row, tenors, STILL, range(8, 12))) for row in lates]
    assert all(one != other for one, other in combinations(together, 2)), "no two move alike"


# The bed --------------------------------------------------------------------------------------------------------
def test_steps_come_once_each() -> None:
    edges = np.cumsum(np.random.default_rng(1).uniform(0.001, 0.3, 200))
    played = [step for before, now in pairwise([-1e-6, *edges]) for step in steps_between(before, float(now))]
    assert played == list(range(int(edges[-1] * STEPS) + 1))


@given(ANY_MUSIC)
def test_the_bed_plays_the_harmony_and_has_its_sounds(music: Music) -> None:
    orchestra = Orchestra(music)
    needed, roots = set(orchestra.needed()), set()
    for step in range(2 * PHRASE * STEPS):
        for cue in bed(step, Surroundings(MANY), orchestra):
            assert cue.patch in needed
            assert 0.0 < cue.gain <= 0.6
            chord = chord_of(music, step // STEPS)
            note = int(cue.patch.settings[0])
            if cue.patch.instrument == "harp" or step % STEPS == 0:
                assert note % 12 in chord
            if cue.patch.instrument == "bass":
                roots.add(note)
    assert len(roots) >= 4, "it moves"


WRITTEN = Music(key="A", scale="minor", harmony=(1, 6, 3), bass=("R . F . T . S .", "R R . . R R . ."))
"""A level's own bars."""


def test_a_level_writes_its_own_bars() -> None:
    roots = [chord_of(WRITTEN, bar).root for bar in range(4)]
    assert roots == [9, 5, 0, 9]
    orchestra = Orchestra(WRITTEN)
    needed = set(orchestra.needed())
    for bar in range(6):
        played = [list(bed(bar * STEPS + place, Surroundings(), orchestra)) for place in range(STEPS)]
        cues = [[cue for cue in step if cue.patch.instrument == "bass"] for step in played]
        assert [place for place in range(STEPS) if cues[place]] == ([0, 2, 4, 6] if bar % 2 == 0 else [0, 1, 4, 5])
        assert all(cue.patch in needed for step in played for cue in step)
        chord = chord_of(WRITTEN, bar)
        if bar % 2 == 0:
            assert [int(cues[place][0].patch.settings[0]) % 12 for place in (0, 2, 4)] == [
                chord.root, chord.fifth, chord.third,
            ]  # fmt: skip


def test_the_bed_grows_with_voices_and_thins_in_danger() -> None:
    def weight(around: Surroundings) -> float:
        return sum(cue.gain for step in range(2 * STEPS) for cue in bed(step, around, ORCHESTRA))

    alone, full = weight(Surroundings()), weight(Surroundings(MANY))
    assert 0.0 < alone < full
    assert weight(Surroundings(MANY, falling=1.0)) < 0.5 * full
    assert weight(Surroundings(MANY, sway=0.08)) < 0.9 * full


def onsets(sound: Samples) -> Samples:
    """How much louder, band by band and as the ear weighs them, it gets within 40 ms: one sum each 10 ms."""
    hop, size = RATE // 100, 2048
    heard = ear(bins(size))[1:400]
    blocks = [sound[i : i + size].mean(axis=1) * np.hanning(size) for i in range(0, len(sound) - size, hop)]
    level = np.sqrt(np.abs(np.fft.rfft(blocks, axis=1))[:, 1:400] * heard)
    rise: Samples = np.maximum(0.0, level[4:] - level[:-4]).sum(axis=1)
    return rise


@pytest.mark.parametrize("voices", [0, 1, 3])
def test_bars_can_be_felt(voices: int, bank: SoundCache) -> None:
    """The strongest onset near each bar's beginning against those near the beats between."""
    story = [(0.0, event(EventKind.VOICE, note, part=part)) for note, part in MANY[:voices]]
    rise = onsets(render_frames(frames(story, 6 * BAR_S), MUSIC, cache=bank, settings=ONLY_MUSIC))

    def strongest(second: float) -> float:
        middle = round(100 * second)
        return float(rise[middle - 8 : middle + 14].max())

    beats = [strongest(beat * BAR_S / BEATS_PER_BAR) for beat in range(BEATS_PER_BAR, 6 * BEATS_PER_BAR - 1)]
    bars, between = beats[::BEATS_PER_BAR], [one for beat, one in enumerate(beats) if beat % BEATS_PER_BAR]
    assert min(bars) > 1.2 * max(between)
    assert np.mean(bars) > 2.0 * np.mean(between)


def test_voices_are_not_masked_by_the_bed(bank: SoundCache) -> None:
    sung = [(0.0, event(EventKind.VOICE, note, part=part)) for note, part in MANY[:2]]
    with_voices, without = (
        render_frames(frames(story, 8.0), MUSIC, cache=bank, settings=ONLY_MUSIC) for story in (sung, [])
    )
    assert loudness(at(with_voices, 3.0, 8.0)) > 1.5 * loudness(at(without, 3.0, 8.0))


# Silence --------------------------------------------------------------------------------------------------------
def test_music_rests_for_a_bar_after_a_break() -> None:
    rest = Rest()
    rest.fall(3.2)
    resting = [rest.rested(Surroundings(MANY, bar=3.2 + 0.05 * i)) for i in range(40)]
    assert [around.resting for around in resting] == [0.05 * i < 1.0 for i in range(40)]
    assert not resting[5].plays
    assert chorus(resting[5], ORCHESTRA, {}) == {}
    assert chorus(resting[-1], ORCHESTRA, {})


def test_the_bar_after_a_break_is_silent_to_the_ear(bank: SoundCache) -> None:
    told = [(0.0, event(EventKind.VOICE, note, part=part)) for note, part in MANY[:3]]
    told += [(2.0 * BAR_S, event(EventKind.SPLIT))]
    sound = render_frames(frames(told, 4.5 * BAR_S), MUSIC, cache=bank, settings=ONLY_MUSIC)
    before, rest, after = (loudness(at(sound, bar * BAR_S, (bar + 0.5) * BAR_S)) for bar in (1.4, 2.45, 3.5))
    assert rest < 0.1 * before
    assert after > 0.7 * before
