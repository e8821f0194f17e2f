"""What must hold of the continuous sounds, the channels, the cache on disk and the live mixer."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_events import event

from game.audio import Mixer, Volumes
from game.audio import mixer as mixer_module
from game.audio.ambience import Creaks, Faders, Scene, Tone, complaint, scene_of, tones
from game.audio.bank import Bank
from game.audio.channels import FRESH_S, LIMIT, ONE_SHOTS, Channels
from game.audio.cues import Bus
from game.audio.device import Device
from game.audio.patches import FLAW, ROOM, Orchestra, Patch
from game.level.model import Music
from game.sim.events import EventKind
from game.sim.view import CrackView, Segments, View, VoiceView

MUSIC = Music()
ORCHESTRA = Orchestra(MUSIC)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return Bank(tmp_path_factory.mktemp("sounds"))


# Channels -----------------------------------------------------------------------------------------------
@given(st.lists(st.tuples(st.floats(0, 0.3), st.floats(0.01, 4), st.floats(0.01, 0.6), st.integers(0, 2)),
                max_size=30))  # fmt: skip
def test_channels_keep_the_limit(sounds: list[tuple[float, float, float, int]]) -> None:
    channels, now, crowd = Channels(8), 0.0, 0.0
    for wait, seconds, gain, priority in sounds:
        now += wait
        crowd *= math.exp(-wait / FRESH_S)
        place = channels.take(now, seconds, gain, priority)
        if place is not None:
            assert 0 <= place.channel < 8
            assert 0.0 <= place.gain <= gain
            crowd += place.gain
        assert crowd <= LIMIT + 1e-9


def test_the_important_takes_the_place_of_the_ornament() -> None:
    channels = Channels(2)
    assert [channels.take(0.0, 9.0, 0.1, priority) is not None for priority in (0, 1)] == [True, True]
    assert channels.take(1.0, 1.0, 0.1, 0) is None
    stolen = channels.take(1.0, 1.0, 0.1, 2)
    assert stolen is not None
    assert stolen.channel == 0
    assert channels.take(1.5, 1.0, 0.1, 2) is not None
    assert channels.take(1.5, 1.0, 0.1, 2) is None
    assert channels.take(2.0, 1.0, 0.1, 0) is not None, "the stolen place is free again"


# What sounds all the time -------------------------------------------------------------------------------
FEW = ((62.0, "alto"),)
MANY = ((45.0, "bass"), (50.0, "tenor"), (57.0, "alto"), (62.0, "alto"), (65.0, "soprano"), (69.0, "soprano"))


def chorus(scene: Scene) -> dict[str, float]:
    """Sum of the gains of each vowel."""
    sums = {"ah": 0.0, "oo": 0.0}
    for patch, tone in tones(scene, ORCHESTRA, {}).items():
        if patch.instrument == "choir":
            sums[str(patch.settings[2])] += tone.gain
    return sums


def test_few_hum_and_many_open() -> None:
    few, many = chorus(Scene(FEW)), chorus(Scene(MANY))
    assert few["ah"] == 0.0 < few["oo"]
    assert many["oo"] == pytest.approx(0.0, abs=1e-9)
    assert many["ah"] > few["oo"]


def test_danger_quietens_the_chorus_and_wakes_the_strings() -> None:
    safe, danger = Scene(MANY, sway=0.02), Scene(MANY, sway=0.15)
    assert chorus(danger)["ah"] < 0.6 * chorus(safe)["ah"]
    strings = tones(danger, ORCHESTRA, {})[ORCHESTRA.strain]
    assert tones(safe, ORCHESTRA, {})[ORCHESTRA.strain].gain == 0.0 < strings.gain
    assert strings.side < 0.0, "a sway to the left is heard on the left"


def test_a_held_breath_closes_the_chorus() -> None:
    held = chorus(Scene(MANY, breath=1.0))
    assert held["ah"] == 0.0 < held["oo"] < 0.7 * chorus(Scene(MANY))["ah"]


def test_gilding_hums_higher_as_the_gold_grows() -> None:
    def loudest(share: float) -> float:
        heard = {p: t for p, t in tones(Scene(gilding=share), ORCHESTRA, {}).items() if p.instrument == "harmonica"}
        return float(max(heard, key=lambda patch: heard[patch].gain).settings[0])

    steps = [loudest(share) for share in (0.0, 0.33, 0.67, 1.0)]
    assert steps == sorted(set(steps))
    assert steps[-1] - steps[0] == 12.0


def test_after_the_fall_only_the_room_is_left() -> None:
    assert set(tones(Scene(MANY, sway=0.3, fallen=True), ORCHESTRA, {})) == {ROOM}


def test_loops_ease_and_end() -> None:
    faders, wanted = Faders(), {Patch("choir", (62, "alto", "ah")): Tone(0.6, 0.2, Bus.MUSIC)}
    gains = []
    for _ in range(300):
        assert faders.ease(wanted, 1 / 60) == []
        gains.append(next(iter(faders.of.values())).gain)
    assert 0.0 < gains[0] < 0.03
    assert all(0.0 <= later - earlier < 0.03 for earlier, later in pairwise(gains))
    assert gains[-1] == pytest.approx(0.6, abs=0.01)
    ended: list[Patch] = []
    for _ in range(300):
        ended += faders.ease({}, 1 / 60)
    assert ended == list(wanted)
    assert not faders.of


def test_creaks_come_with_the_load() -> None:
    def creaks(load_factor: float) -> int:
        voice = Creaks()
        return sum(len(voice.ease(Scene(load_factor=load_factor), 0.1)) for _ in range(600))

    assert creaks(1.4) == creaks(math.inf) == 0 < creaks(1.08) < creaks(0.9)
    assert complaint(Scene(load_factor=0.9, fallen=True)) == 0.0


def test_the_scene_is_read_off_the_view() -> None:
    cells = np.zeros((4, 2, 2))
    shown = {"path": np.zeros((2, 2)), "cells": cells, "exposure": np.zeros(4), "speed": 0.0}
    dark = CrackView(key=1, piece=1, gold=np.array([True] * 4), lit=False, voice=False, **shown)
    sung = CrackView(key=2, piece=1, gold=np.array([True] * 4), lit=True, voice=True, **shown)
    lit = CrackView(key=3, piece=1, gold=np.array([True, False, False, False]), lit=True, voice=False, **shown)
    assert scene_of(view_of(1, cracks=(dark, sung))).gilding is None
    assert scene_of(view_of(1, cracks=(dark, sung, lit))).gilding == 0.25
    assert scene_of(view_of(1, time_scale=0.35)).breath == pytest.approx(1.0)
    assert scene_of(view_of(1)).breath == 0.0
    assert scene_of(view_of(1, outcome="lost")).fallen
    assert scene_of(view_of(1, ovation=0.1)).rising
    assert scene_of(view_of(1, FEW)).singers == FEW


# The cache on disk --------------------------------------------------------------------------------------
@pytest.mark.parametrize("damage", [
    lambda content: b"",
    lambda content: content[:100],
    lambda content: b"not a sound at all" * 20,
    lambda content: content[:500] + bytes([content[500] ^ 1]) + content[501:],
    lambda content: content + b"\0\0\0\0",
])  # fmt: skip
def test_a_broken_cache_file_is_replaced(damage: Any, tmp_path: Path) -> None:
    bank = Bank(tmp_path)
    first = bank.get(FLAW)
    whole = bank.path(FLAW).read_bytes()
    bank.path(FLAW).write_bytes(damage(whole))
    assert np.array_equal(bank.get(FLAW), first)
    assert bank.path(FLAW).read_bytes() == whole


def test_the_cache_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Bank(tmp_path).get(FLAW)
    monkeypatch.setattr(Patch, "render", lambda self: pytest.fail("rendered again"))
    assert np.array_equal(Bank(tmp_path).get(FLAW), first)


def test_an_outdated_file_is_cleared_away(tmp_path: Path) -> None:
    old = tmp_path / "flaw.0123456789abcdef.pcm"
    old.write_bytes(b"from an older version")
    Bank(tmp_path).get(FLAW)
    assert not old.exists()


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert len(Bank(tmp_path / "file").get(FLAW)) > 0


# The live mixer -----------------------------------------------------------------------------------------
def view_of(tick: int, singers: Sequence[tuple[float, str]] = (), **changes: Any) -> View:
    nothing, index = np.zeros(0), np.zeros(0, dtype=np.int64)
    none = Segments(nothing.reshape(0, 2), nothing.reshape(0, 2), nothing, nothing, nothing, index, index, index, index)
    settings: dict[str, Any] = {
        "tick": tick, "time": tick / 120, "pieces": (), "cracks": (), "mirrors": (), "lights": (),
        "blockers": (), "segments": none, "ghost": None, "plinth": (0.0, 0.0), "plinth_width": 1.1,
        "lean_limit": 0.17, "load_factor": 1.4, "sway": 0.0, "crown": 1.0, "voices_needed": 1, "score": 0,
        "chain": 0, "breath": 1.0, "time_scale": 1.0, "beat": 0.0, "bpm": 66.0, "time_left": 60.0,
        "ovation": 0.0, "outcome": "", "cause": "",
        "voices": tuple(VoiceView(part, note, 1.0, "sings") for note, part in singers), **changes,
    }  # fmt: skip
    return View(**settings)


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Lets a test name SDL's audio driver; leaves no open mixer behind."""
    pygame.mixer.quit()
    yield monkeypatch
    pygame.mixer.quit()


@pytest.fixture
def live(driver: pytest.MonkeyPatch, bank: Bank) -> Mixer:
    driver.setenv("SDL_AUDIODRIVER", "dummy")
    return Mixer(MUSIC, Device(mixer_module.ALL_CHANNELS), "", bank)


def sounding(channels: range) -> int:
    return sum(pygame.mixer.Channel(index).get_busy() for index in channels)


FIRST = range(ONE_SHOTS)


def test_without_a_device_it_is_silent_and_says_why(driver: pytest.MonkeyPatch) -> None:
    driver.setenv("SDL_AUDIODRIVER", "nonsense")
    mixer = Mixer.open(MUSIC)
    assert mixer.silent
    assert mixer.problem.startswith("No sound")
    assert "\n" not in mixer.problem
    assert list(mixer.load()) == []
    mixer.play([event(kind) for kind in EventKind], view_of(1))
    mixer.frame(view_of(1, MANY), 0.1)
    mixer.tap("accept")
    mixer.pause()
    mixer.resume()
    mixer.close()


def test_unwanted_sound_is_no_problem(driver: pytest.MonkeyPatch) -> None:
    driver.setenv("SDL_AUDIODRIVER", "dummy")
    mixer = Mixer.open(MUSIC, wanted=False)
    assert mixer.silent
    assert mixer.problem == ""
    assert pygame.mixer.get_init() is None


def test_it_takes_a_mixer_over_that_was_opened_in_passing(driver: pytest.MonkeyPatch) -> None:
    driver.setenv("SDL_AUDIODRIVER", "dummy")
    pygame.mixer.init(22050, -16, 1)
    mixer = Mixer.open(MUSIC)
    assert mixer.problem == ""
    assert pygame.mixer.get_init() == (48000, -16, 2)
    mixer.close()
    mixer.close()
    assert pygame.mixer.get_init() is None


def test_loading_tells_its_progress(live: Mixer) -> None:
    steps = list(live.load())
    total = len(ORCHESTRA.needed())
    assert [done for done, _, _ in steps] == list(range(total + 1))
    assert {of for _, of, _ in steps} == {total}
    assert len(list(live.load())) == 1, "all is there"
    live.tune(Music(key="E"))
    assert 1 < len(list(live.load())) < total + 1, "what needs no key stays"


def test_events_and_voices_sound(live: Mixer) -> None:
    live.play([event(EventKind.SPLIT), event(EventKind.VOICE)], view_of(5))
    assert sounding(FIRST) == 2
    live.frame(view_of(5, FEW), 1 / 60)
    loops = sounding(mixer_module.LOOP_CHANNELS)
    assert loops >= 3, "both vowels and the room"
    live.frame(view_of(6, MANY), 1 / 60)
    assert sounding(mixer_module.LOOP_CHANNELS) == loops + 2 * (len(MANY) - len(FEW))


def test_late_cues_wait_for_their_time(live: Mixer) -> None:
    live.play([event(EventKind.OVATION)], view_of(5))
    assert sounding(FIRST) == 1
    live.frame(view_of(6), 0.4)
    assert sounding(FIRST) == 2


def test_pause_is_quiet_but_for_the_menu(live: Mixer) -> None:
    live.frame(view_of(5, MANY), 1 / 60)
    live.pause()
    live.play([event(EventKind.SPLIT)], view_of(6))
    live.frame(view_of(6, MANY), 1 / 60)
    assert live._loops == {}
    for _ in range(100):
        live.tap("move")
    assert sounding(range(mixer_module.ALL_CHANNELS - mixer_module.TAPS, mixer_module.ALL_CHANNELS)) > 0
    live.resume()
    live.frame(view_of(7, MANY), 1 / 60)
    assert len(live._loops) >= 2 * len(MANY)


def test_a_restart_forgets_the_last_performance(live: Mixer) -> None:
    live.frame(view_of(900, MANY), 1 / 60)
    live.play([event(EventKind.LOST)], view_of(901))
    live.frame(view_of(0), 1 / 60)
    assert live._due == []
    assert not any(patch.instrument == "choir" for patch in live._loops)


def test_a_replay_of_the_end_is_no_restart(live: Mixer) -> None:
    live.play([event(EventKind.LOST)], view_of(901))
    live.frame(view_of(600), 1 / 60)
    assert len(live._due) == 1


def test_volumes_silence_their_bus(live: Mixer) -> None:
    live.volumes = Volumes(effects=0.0)
    live.play([event(EventKind.SPLIT)], view_of(5))
    assert sounding(FIRST) == 0
    live.play([event(EventKind.BEAT)], view_of(5))
    assert sounding(FIRST) == 1
    assert Volumes(master=0.5, music=0.5).of(Bus.MUSIC) == 0.25


def test_loops_never_run_out_of_channels(live: Mixer) -> None:
    for start in range(38, 78, 4):
        crowd = [(float(note), "alto") for note in range(start, start + 20)]
        live.frame(view_of(5, crowd, cracks=()), 1 / 60)
    live.frame(view_of(5, [(float(n), "alto") for n in range(40, 60)]), 5.0)
    used = [loop.channel for loop in live._loops.values()]
    assert len(set(used)) == len(used) <= mixer_module.LOOPS
