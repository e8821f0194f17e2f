"""What must hold of the moments that the music waits for: omens, ripe cracks, breath, danger, and the last chord."""

from itertools import pairwise

import numpy as np
import pytest

from game.audio.ambience import tones
from game.audio.captions import Captions
from game.audio.desk.sound_cache import SoundCache
from game.audio.music.last_chord import entrance, last_cues, last_tones
from game.audio.patches import ROLL
from game.audio.sounds.synth import RATE
from game.audio.surroundings import Surroundings, surroundings_of
from game.audio.table import TABLE
from game.export.sound import render_frames
from game.settings import Sound
from game.sim.balance import CALM_S, Balance
from game.sim.events import EventKind
from game.sim.view import VoiceView
from tests.unit.audio.audio_rig import MANY, MUSIC, ORCHESTRA, at, band_energy, frames, heard, hertz, loudness, view_of
from tests.unit.audio.sample_events import event

BEAT_S = 60.0 / MUSIC.bpm
THREE = MANY[:3]


def waiting(*voices: tuple[str, float]) -> tuple[VoiceView, ...]:
    """Voices in these states, with this share of their cracks gold."""
    return tuple(VoiceView("alto", 62.0, progress, state) for state, progress in voices)


# Whispers and cracks --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("subject", ["gust", "note", "tremor"])
def test_an_omen_swells_for_a_beat(subject: str, bank: SoundCache) -> None:
    calm, told = (heard(story, 2.0, bank) for story in ([], [(0.0, event(EventKind.OMEN, 30.0, subject=subject))]))
    swell = told - calm
    level = [loudness(at(swell, share * BEAT_S, (share + 0.25) * BEAT_S)) for share in (0.0, 0.25, 0.5, 0.75)]
    assert all(earlier < later for earlier, later in pairwise(level))
    left, right = np.sum(swell**2, axis=0)
    assert left > 1.5 * right or subject == "tremor"


def test_before_a_heartbeat_there_is_nothing_to_hear() -> None:
    told = event(EventKind.OMEN, subject="beat")
    assert list(TABLE[EventKind.OMEN].score(told, ORCHESTRA)) == []
    captions = Captions(MUSIC)
    captions.hear(told, 0.0)
    assert captions.take() == ()


def test_a_longer_jump_is_a_larger_sound(bank: SoundCache) -> None:
    quiet = heard([], 1.5, bank)
    small, large = (heard([(0.0, event(EventKind.FLAW, length))], 1.5, bank) - quiet for length in (0.05, 0.2))
    assert loudness(large) > 1.3 * loudness(small)
    assert loudness(at(large, 0.2, 0.6)) > 1.6 * loudness(at(small, 0.2, 0.6)), "it runs on for longer"


# Ripe cracks and breath -----------------------------------------------------------------------------------------
def test_a_ripe_crack_trembles_until_it_sings() -> None:
    ripe = surroundings_of(view_of(1, voices=waiting(("ripe", 1.0), ("open", 0.2))), MUSIC)
    assert tones(ripe, ORCHESTRA, {})[ORCHESTRA.shimmer].gain > 0.0
    assert ORCHESTRA.shimmer not in tones(
        surroundings_of(view_of(1, voices=waiting(("open", 0.9))), MUSIC), ORCHESTRA, {}
    )


def test_a_breath_is_let_go_once() -> None:
    held, free = view_of(1, time_scale=0.35), view_of(2)
    assert surroundings_of(free, MUSIC, held, 1 / 60).lets_go
    assert not surroundings_of(held, MUSIC, free, 1 / 60).lets_go
    assert not surroundings_of(free, MUSIC, free, 1 / 60).lets_go


def test_a_larger_chord_has_more_chimes() -> None:
    two, four = (list(TABLE[EventKind.CHORD].score(event(EventKind.CHORD, size), ORCHESTRA)) for size in (2.0, 4.0))
    assert len(two) < len(four)
    assert all(cue.patch in ORCHESTRA.chord() for cue in four)


# Danger ---------------------------------------------------------------------------------------------------------
def test_danger_is_heard_in_time() -> None:
    """Strings from more than a second and a half before it would fall, and ever louder."""
    gains = [
        tones(Surroundings(falling=Balance(falls_in=seconds).danger), ORCHESTRA, {})[ORCHESTRA.strain].gain
        for seconds in (CALM_S, 2.2, 1.5, 1.0)
    ]
    assert gains[0] == 0.0
    assert gains[1] > 0.1
    assert all(earlier < later for earlier, later in pairwise(gains))
    assert Surroundings(falling=Balance(falls_in=1.5).danger).complaint > 0.5


# The end --------------------------------------------------------------------------------------------------------
def test_a_drum_rolls_from_half_gold_until_all_sing() -> None:
    def roll(*voices: tuple[str, float], needed: int = 2) -> float:
        around = surroundings_of(view_of(1, voices=waiting(*voices), voices_needed=needed), MUSIC)
        tone = tones(around, ORCHESTRA, {}).get(ROLL)
        return tone.gain if tone else 0.0

    assert roll(("open", 0.9), ("open", 0.9)) == roll(("sings", 1.0), ("open", 0.4)) == 0.0
    assert 0.0 < roll(("sings", 1.0), ("open", 0.6)) < roll(("sings", 1.0), ("open", 0.9))
    assert (
        roll(("sings", 1.0), ("ripe", 1.0)) == roll(("ripe", 1.0), ("ripe", 1.0)) > roll(("ripe", 1.0), ("open", 0.9))
    )
    assert roll(("sings", 1.0), ("sings", 1.0), ("open", 0.9)) == 0.0
    assert roll(("open", 0.8), needed=1) > 0.0


def test_the_last_voices_enter_in_the_order_of_singing() -> None:
    around = Surroundings(MANY, in_order=MANY[::-1], hush=0.0)

    def singing(hush: float) -> set[float]:
        loops = last_tones(Surroundings(MANY, in_order=around.in_order, hush=hush), ORCHESTRA, {})
        return {float(patch.settings[0]) for patch in loops if patch.instrument == "choir"}

    assert last_tones(around, ORCHESTRA, {}) == {}, "not even the hall"
    for turn in range(len(MANY)):
        assert singing(entrance(turn)) == {note for note, _ in around.in_order[: turn + 1]}
    moments = [beat for beat, _ in last_cues(-1.0, Surroundings(in_order=MANY, hush=20.0), ORCHESTRA, {})]
    assert moments == sorted(moments)
    assert moments[: len(MANY)] == [entrance(turn) for turn in range(len(MANY))]
    assert set(moments[len(MANY) :]) == {entrance(len(MANY))}


def test_silence_then_each_voice_then_the_chord(bank: SoundCache) -> None:
    story = [(0.0, event(EventKind.VOICE, note, part=part)) for note, part in THREE]
    story += [(2.0, event(EventKind.CHORD)), (2.0, event(EventKind.HUSH))]
    sound = render_frames(frames(story, 2.0 + 8.0 * BEAT_S), MUSIC, cache=bank)
    silent = at(sound, 2.0 + 0.15, 2.0 + BEAT_S)
    assert np.abs(silent).max() == 0.0
    level = [loudness(at(sound, 2.0 + beats * BEAT_S, 2.0 + (beats + 0.4) * BEAT_S)) for beats in (1.1, 2.1, 3.0)]
    assert level[0] > 0.01
    assert level[0] < level[1] < level[2]
    chord = at(sound, 2.0 + 3.5 * BEAT_S, 2.0 + 7.0 * BEAT_S)
    whole = band_energy(chord, 60.0, 2000.0)
    for note, _ in THREE:
        assert band_energy(chord, hertz(note - 0.4), hertz(note + 0.4)) > 0.01 * whole


def test_nothing_clicks_as_silence_falls(bank: SoundCache) -> None:
    story = [(0.0, event(EventKind.VOICE, note, part=part)) for note, part in THREE]
    story += [(3.0, event(EventKind.HUSH))]
    sound = render_frames(frames(story, 3.5), MUSIC, cache=bank, settings=Sound(effects=0.0))
    jumps = np.abs(np.diff(sound, axis=0)).max(axis=1)
    assert jumps[int(2.95 * RATE) :].max() < 1.5 * jumps[int(2.0 * RATE) : int(2.9 * RATE)].max()
