"""What must hold of the continuous sounds: the choir, strings, gold, and how they come and go."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.audio.ambience import Creaks, Faders, Silence, tones
from game.audio.cues import SHOCK, Bus, Tone
from game.audio.patches import MURMUR, ROOM, SWIVEL, Patch
from game.audio.surroundings import Entrances, Gilding, Surroundings, surroundings_of
from game.sim.rules.voices import note_for
from game.sim.view import CrackView, MirrorView, VoiceView
from tests.unit.audio.audio_rig import MANY, MUSIC, ORCHESTRA, view_of

FEW = ((62.0, "alto"),)


def chorus(scene: Surroundings) -> dict[str, float]:
    """Sum of the gains of each vowel."""
    sums = {"ah": 0.0, "oh": 0.0, "oo": 0.0}
    for patch, tone in tones(scene, ORCHESTRA, {}).items():
        if patch.instrument == "choir":
            sums[str(patch.settings[2])] += tone.gain
    return sums


def test_few_hum_and_many_open() -> None:
    few, some, many = chorus(Surroundings(FEW)), chorus(Surroundings(MANY[:3])), chorus(Surroundings(MANY))
    assert few["ah"] == few["oh"] == 0.0 < few["oo"]
    assert some["oh"] > 5.0 * (some["ah"] + some["oo"])
    assert many["oo"] == many["oh"] == 0.0
    assert many["ah"] > few["oo"]


def test_at_most_two_vowels_of_a_note_sound() -> None:
    for singers in range(1, 7):
        for breath in np.linspace(0.0, 1.0, 9):
            notes = [patch.settings[0] for patch in tones(Surroundings(MANY[:singers], breath=breath), ORCHESTRA, {})
                     if patch.instrument == "choir"]  # fmt: skip
            assert max(notes.count(note) for note in notes) <= 2


def test_danger_quietens_the_chorus_and_wakes_the_strings() -> None:
    safe, danger = Surroundings(MANY, sway=0.02), Surroundings(MANY, sway=0.15)
    assert chorus(danger)["ah"] < 0.6 * chorus(safe)["ah"]
    strings = tones(danger, ORCHESTRA, {})[ORCHESTRA.strain]
    assert tones(safe, ORCHESTRA, {})[ORCHESTRA.strain].gain == 0.0 < strings.gain
    assert strings.side < 0.0, "a sway to the left is heard on the left"


def test_the_chorus_swells_with_light() -> None:
    assert chorus(Surroundings(MANY, gilding=Gilding(0.5, 62.0, 0.0)))["ah"] > 1.1 * chorus(Surroundings(MANY))["ah"]


def test_a_held_breath_closes_the_chorus() -> None:
    held = chorus(Surroundings(MANY, breath=1.0))
    assert held["ah"] == 0.0 < held["oo"] < 0.7 * chorus(Surroundings(MANY))["ah"]


@given(st.integers(40, 76))
def test_gold_glides_up_to_the_note(note: int) -> None:
    patch = ORCHESTRA.tone
    glide = [
        float(patch.settings[0]) + 12.0 * math.log2(tones(Surroundings(gilding=Gilding(share, float(note), 0.0)),
                                                          ORCHESTRA, {})[patch].speed)
        for share in np.linspace(0.0, 1.0, 12)
    ]  # fmt: skip
    assert all(earlier < later for earlier, later in pairwise(glide))
    assert glide[-1] % 12 == pytest.approx(note % 12, abs=1e-6) or glide[-1] % 12 == pytest.approx(12, abs=1e-6)
    assert glide[-1] - glide[0] == pytest.approx(7.0)


def test_the_audience_falls_silent_as_it_begins() -> None:
    early, late = (tones(Surroundings(time=second), ORCHESTRA, {})[MURMUR].gain for second in (0.1, 4.0))
    assert early > 3.0 * late
    assert MURMUR not in tones(Surroundings(time=6.0), ORCHESTRA, {})


def test_a_mirror_is_heard_while_it_turns() -> None:
    slow, fast = (tones(Surroundings(turning=speed, turning_side=0.5), ORCHESTRA, {})[SWIVEL] for speed in (0.1, 1.0))
    assert 0.0 < slow.gain < fast.gain
    assert fast.side == 0.5
    assert SWIVEL not in tones(Surroundings(), ORCHESTRA, {})


def test_after_the_fall_only_the_room_is_left() -> None:
    assert set(tones(Surroundings(MANY, sway=0.3, fallen=True), ORCHESTRA, {})) == {ROOM}


def test_loops_ease_and_end() -> None:
    faders, wanted = Faders(), {Patch("choir", (62, "alto", "ah")): Tone(0.6, 0.2, Bus.MUSIC)}
    gains = []
    for _ in range(300):
        assert faders.ease(wanted, 1 / 60) == []
        gains.append(next(iter(faders.of.values())).gain)
    assert 0.0 < gains[0] < 0.05
    assert all(0.0 <= later - earlier < 0.05 for earlier, later in pairwise(gains))
    assert gains[-1] == pytest.approx(0.6, abs=0.01)
    ended: list[Patch] = []
    for _ in range(300):
        ended += faders.ease({}, 1 / 60)
    assert ended == list(wanted)
    assert not faders.of


def test_silence_falls_at_once_and_passes_slowly() -> None:
    silence = Silence()
    silence.fall(SHOCK)
    left = []
    for _ in range(240):
        silence.ease(1 / 60)
        left.append(silence.gain)
    assert min(left) == pytest.approx(1.0 - SHOCK.depth, abs=0.01)
    assert int(np.argmin(left)) / 60 == pytest.approx(SHOCK.seconds, abs=0.1)
    assert left[12] < 0.2
    assert left[-1] > 0.95


def test_creaks_come_with_the_load() -> None:
    def creaks(load_factor: float) -> int:
        voice = Creaks()
        return sum(len(voice.ease(Surroundings(load_factor=load_factor), 0.1)) for _ in range(600))

    assert creaks(1.4) == creaks(math.inf) == 0 < creaks(1.08) < creaks(0.9)
    assert Surroundings(load_factor=0.9, fallen=True).complaint == 0.0


def crack(key: int, gold: float, *, lit: bool, voice: bool = False, flaw: int = -1, length: float = 0.2) -> CrackView:
    y = np.linspace(0.0, length, 5)
    cells = np.stack([np.stack([0 * y[:-1], y[:-1]], axis=1), np.stack([0 * y[1:], y[1:]], axis=1)], axis=1)
    return CrackView(
        key=key, piece=1, path=cells[:, 0], cells=cells, exposure=np.zeros(4), gold=np.arange(4) < 4 * gold,
        speed=0.0, lit=lit, voice=voice, cut=(), intensity=0.0, flaw=flaw,
    )  # fmt: skip


def test_the_scene_is_read_off_the_view() -> None:
    dark, sung = crack(1, 1.0, lit=False), crack(2, 1.0, lit=True, voice=True)
    assert surroundings_of(view_of(1, cracks=(dark, sung)), MUSIC).gilding is None
    gilding = surroundings_of(view_of(1, cracks=(dark, sung, crack(3, 0.25, lit=True))), MUSIC).gilding
    assert gilding is not None
    assert gilding.gold == 0.25
    assert surroundings_of(view_of(1, time_scale=0.35), MUSIC).breath == pytest.approx(1.0)
    assert surroundings_of(view_of(1), MUSIC).breath == 0.0
    assert surroundings_of(view_of(1, outcome="lost"), MUSIC).fallen
    assert surroundings_of(view_of(1, ovation=0.1), MUSIC).close == "amen"
    assert surroundings_of(view_of(1, ovation=1.0, outcome="won"), MUSIC).close == "home"
    assert surroundings_of(view_of(1, FEW), MUSIC).singers == FEW


def test_the_note_looked_for_is_the_one_that_will_be_sung() -> None:
    """Of trunk and branch together, beside the voices that sing already."""
    voices = (VoiceView("alto", 62.0, 1.0, "sings"), VoiceView("", 0.0, 0.5, "open"))
    trunk, branch = crack(3, 0.75, lit=True, flaw=1), crack(4, 0.25, lit=False, flaw=1, length=0.15)
    gilding = surroundings_of(view_of(1, voices=voices, cracks=(trunk, branch)), MUSIC).gilding
    assert gilding is not None
    assert (gilding.gold, gilding.note) == (0.5, note_for(0.35, MUSIC, (62.0,))[1])


def test_a_turning_mirror_is_seen() -> None:
    def mirrors(angle: float) -> tuple[MirrorView, ...]:
        return (MirrorView("a", 0, (-3.0, 1.0), angle, 0.4, None, True, None),)

    before, after = (view_of(tick, mirrors=mirrors(0.02 * tick)) for tick in (1, 2))
    scene = surroundings_of(after, MUSIC, before, 1 / 60)
    assert scene.turning == pytest.approx(0.02 * 60 / 1.6)
    assert scene.turning_side < -0.5
    assert surroundings_of(after, MUSIC).turning == 0.0


def test_singers_wait_for_the_beat_and_leave_at_once() -> None:
    entrances, scene = Entrances(), Surroundings(FEW)
    assert [len(entrances.entered(scene, beat).singers) for beat in (0.4, 0.7, 0.99, 0.02, 0.5)] == [0, 0, 0, 1, 1]
    assert entrances.entered(Surroundings(), 0.6).singers == ()
    assert entrances.entered(Surroundings(MANY, close="amen"), 0.7).singers == MANY
