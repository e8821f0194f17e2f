"""The songs of the acts: one for all three numbers of an act, over their own harmonies, and all five in the last."""

from itertools import combinations, pairwise

import pytest

from game.audio.cues import Singer
from game.audio.harmony import chord_of, in_scale, tones_of
from game.audio.music.lines import REST, bar_of, lines
from game.core.acts import ACTS, LEVELS_PER_ACT, act_of
from game.level.model import Level, Music
from game.level.values.times import BEATS_PER_BAR
from game.sim.rules.voices import PARTS, chords
from tests.levels.test_programme import LAST, NUMBERS, QUOTED, plays

SONG = 4
"""Bars; the first half calls, the other one answers."""
CALLS, ANSWERS = ("soprano", "tenor"), ("alto", "bass")
LEAST_APART = 0.5
"""Share of all beats in which two songs have different letters."""
STEP, THIRD = 2, 4
"""Semitones."""
BARS = 32
"""In which every number has sung all that it writes."""

Song = dict[str, list[str]]
"""Bars by part."""


def song_of(music: Music, bars: range = range(SONG)) -> Song:
    return {part: [bar_of(music, part, bar) for bar in bars] for part in PARTS}


def letters(song: Song) -> list[str]:
    return [letter for bars in song.values() for bar in bars for letter in bar.split()]


def breaths(bar: str) -> list[bool]:
    return [letter == REST for letter in bar.split()]


def quotes() -> dict[int, range]:
    """By act, the bars in which the last number plays one of its numbers."""
    found: dict[int, range] = {}
    for number, level in enumerate(NUMBERS[:-1], 1):
        for start in range(len(LAST.harmony or ()) - QUOTED + 1):
            if plays(level.music, start, QUOTED):
                found[act_of(number)] = range(start, start + QUOTED)
    return found


def choir(music: Music) -> tuple[Singer, ...]:
    """Two of each part, on tones of the key's own chord."""
    home = chords(music)[0]
    return tuple((float(tone), part) for part, (low, high) in PARTS.items() for tone in tones_of(home, low, high)[:2])


def sung(music: Music) -> list[list[Singer | None]]:
    """What everybody sings on every beat, a list for each of `choir`."""
    beats = [beat / BEATS_PER_BAR for beat in range(BARS * BEATS_PER_BAR)]
    return [list(line) for line in zip(*(lines(choir(music), beat, music) for beat in beats), strict=True)]


SONGS = [song_of(NUMBERS[LEVELS_PER_ACT * act].music) for act in range(len(ACTS))]
EACH = pytest.mark.parametrize("level", NUMBERS, ids=lambda level: level.title)


# One song an act ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", range(1, len(NUMBERS)))
def test_the_numbers_of_an_act_sing_one_song_over_their_own_harmonies(number: int) -> None:
    level = NUMBERS[number - 1]
    written = level.music.lines
    assert written is not None and all(len(getattr(written, part) or ()) == SONG for part in PARTS), level.title
    assert song_of(level.music) == SONGS[act_of(number) - 1], level.title


def test_the_songs_of_two_acts_differ_in_at_least_half_of_the_beats() -> None:
    for one, other in combinations(SONGS, 2):
        pairs = list(zip(letters(one), letters(other), strict=True))
        assert sum(a != b for a, b in pairs) >= LEAST_APART * len(pairs)


@pytest.mark.parametrize("song", SONGS, ids=ACTS)
def test_what_high_voices_call_low_ones_of_their_kind_answer(song: Song) -> None:
    """Its first bar as it is, the second with the same breaths."""
    half = SONG // 2
    motif = song["soprano"][:half]
    heard = [song[part][:half] for part in CALLS] + [song[part][half:] for part in ANSWERS]
    assert all(bars[0] == motif[0] and breaths(bars[1]) == breaths(motif[1]) for bars in heard)
    rest = [song[part][half:] for part in CALLS] + [song[part][:half] for part in ANSWERS]
    assert not any(bar in motif for bars in rest for bar in bars), "and nobody sings it over that"


def test_the_motifs_are_told_apart_by_their_first_bar() -> None:
    assert len({song["soprano"][0] for song in SONGS}) == len(ACTS)


# The last number ------------------------------------------------------------------------------------------------
def test_where_the_last_quotes_a_number_of_an_act_it_sings_the_act_s_song() -> None:
    """Its first singers do; those who came late end the song before meanwhile."""
    found = quotes()
    assert set(found) == set(range(1, len(ACTS) + 1))
    for act, bars in found.items():
        first = NUMBERS[LEVELS_PER_ACT * (act - 1)].music
        assert song_of(LAST, bars) == song_of(first, range(len(bars))), ACTS[act - 1]


def test_the_rest_of_the_last_is_its_own_act_s_song() -> None:
    found = quotes()
    rest = [bar for bar in range(len(LAST.harmony or ())) if not any(bar in bars for bars in found.values())]
    assert rest
    own = NUMBERS[-LEVELS_PER_ACT].music
    for bar in rest:
        since = bar - found[len(ACTS)].start
        assert song_of(LAST, range(bar, bar + 1)) == song_of(own, range(since, since + 1)), "it goes on where it was"


# What holds of all fifteen --------------------------------------------------------------------------------------
@EACH
def test_lines_stay_in_key_and_in_reach(level: Level) -> None:
    scale = in_scale(level.music, 0, 11)
    for line in sung(level.music):
        for note, part in filter(None, line):
            low, high = PARTS[part]
            assert low <= note <= high
            assert round(note) % 12 in scale


@EACH
def test_strong_beats_have_the_harmony_and_weak_ones_pass(level: Level) -> None:
    """What is beside the chord is reached by a step, or left by a third at most."""
    for line in sung(level.music):
        for beat, (before, now, after) in enumerate(zip(line, line[1:], line[2:], strict=False), 1):
            if now is None or round(now[0]) % 12 in chord_of(level.music, beat // BEATS_PER_BAR):
                continue
            assert beat % 2, "a strong beat"
            reached = before is not None and abs(now[0] - before[0]) <= STEP
            assert reached or after is None or abs(after[0] - now[0]) <= THIRD, (level.title, beat)


@EACH
def test_no_note_is_held_over_four_bars(level: Level) -> None:
    for line in sung(level.music):
        longest, held = 1, 1
        for before, now in pairwise(line):
            held = held + 1 if now == before else 1
            longest = max(longest, held)
        assert longest <= 2 * BEATS_PER_BAR


@EACH
def test_parts_take_turns_in_moving_and_in_breathing(level: Level) -> None:
    together = list(zip(*sung(level.music), strict=True))
    assert max(beat.count(None) / len(beat) for beat in together) <= 0.5
    moved = [sum(a != b for a, b in zip(before, now, strict=True)) / len(now) for before, now in pairwise(together)]
    within = [share for beat, share in enumerate(moved) if beat % BEATS_PER_BAR != BEATS_PER_BAR - 1]
    assert 0.3 < sum(within) / len(within) < 0.85


@EACH
def test_no_two_singers_of_a_part_move_alike(level: Level) -> None:
    singers, tunes = choir(level.music), sung(level.music)
    for (one, tune), (other, beside) in combinations(zip(singers, tunes, strict=True), 2):
        if one[1] == other[1]:
            assert [a is None for a in tune] != [b is None for b in beside], one
