"""What must hold of the title's theme: it has its sounds, a tune in the key, and voices that join in one by one."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.audio import Mixer
from game.audio.desk.sound_cache import SoundCache
from game.audio.desk.strips import new_desk
from game.audio.harmony import PHRASE, chord_of, in_scale
from game.audio.music.bed import STEPS, bed
from game.audio.music.chorus import chorus
from game.audio.patches import Orchestra
from game.audio.theme import JOINS, ROUND, STRONG, theme_around, theme_patches, tune
from game.level.model import Key, Music, Scale
from tests.unit.audio.audio_rig import MUSIC, Sound, at, loudness, view_of

ANY_MUSIC = st.builds(Music, key=st.sampled_from(get_args(Key)), scale=st.sampled_from(get_args(Scale)))
BLOCK = 800


@given(ANY_MUSIC)
def test_the_tune_is_in_the_key_and_on_the_harmony(music: Music) -> None:
    scale, notes = set(in_scale(music, 0, 11)), []
    for step in range(PHRASE * STEPS):
        for cue in tune(step, music):
            notes.append(int(cue.patch.settings[0]))
            assert notes[-1] % 12 in (chord_of(music, step // STEPS) if step % STEPS in STRONG else scale)
    assert len(notes) > 12
    assert len(set(notes)) >= 4


@settings(max_examples=20)
@given(ANY_MUSIC)
def test_all_that_is_played_was_got_ready(music: Music) -> None:
    orchestra = Orchestra(music)
    ready = theme_patches(orchestra)
    assert ready <= set(orchestra.needed())
    for step in range(ROUND * STEPS):
        around = theme_around(step / STEPS, music)
        played = {cue.patch for cue in (*bed(step, around, orchestra), *tune(step, music))}
        assert played <= ready
        assert set(chorus(around, orchestra, {})) <= ready


def test_voices_join_in_one_by_one() -> None:
    singers = [len(theme_around(float(bar), MUSIC).singers) for bar in range(ROUND)]
    assert singers == sorted(singers)
    assert (singers[0], singers[-1]) == (0, len(JOINS))


def listened(mixer: Mixer, seconds: float) -> Sound:
    """The theme for so long."""
    blocks = []
    assert mixer._outlet.strips is not None
    for _ in range(round(60 * seconds)):
        mixer.theme(1 / 60)
        blocks.append(mixer._outlet.strips.desk.render(BLOCK))
    return np.concatenate(blocks)


def test_the_theme_is_heard_once_it_is_ready(bank: SoundCache) -> None:
    mixer = Mixer(MUSIC, new_desk(), bank)
    assert np.abs(listened(mixer, 0.2)).max() == 0.0
    mixer.prepare_theme()
    first = listened(mixer, 6.0)
    assert loudness(at(first, 1.0, 6.0)) > 0.01
    mixer.frame(view_of(500), 1 / 60)
    mixer.theme(1 / 60)
    again = listened(mixer, 6.0)
    assert loudness(at(again, 1.0, 6.0)) == pytest.approx(loudness(at(first, 1.0, 6.0)), rel=0.1)


def test_another_music_needs_its_own(bank: SoundCache) -> None:
    mixer = Mixer(MUSIC, new_desk(), bank)
    mixer.prepare_theme()
    mixer.tune(Music(key="E", scale="major"))
    assert np.abs(listened(mixer, 0.5)).max() == 0.0
