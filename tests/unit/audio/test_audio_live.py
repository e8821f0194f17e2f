"""What must hold of the channels, the cache on disk and the mixer."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.audio import Mixer
from game.audio.cues import Bus
from game.audio.desk.channels import FRESH_S, LIMIT, ONE_SHOTS, Channels
from game.audio.desk.desk import Desk
from game.audio.desk.sound_cache import SoundCache
from game.audio.desk.strips import LOOP_STRIPS, LOOPS, STAGE_STRIPS, TAP_STRIPS, new_desk
from game.audio.mixer import volume_of
from game.audio.patches import FLAWS, Patch
from game.level.model import Music
from game.settings import Sound
from game.sim.events import EventKind
from tests.unit.audio.audio_rig import MANY, MUSIC, ORCHESTRA, view_of
from tests.unit.audio.sample_events import event


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


# The cache on disk --------------------------------------------------------------------------------------
@pytest.mark.parametrize("damage", [
    lambda content: b"",
    lambda content: content[:100],
    lambda content: b"not a sound at all" * 20,
    lambda content: content[:500] + bytes([content[500] ^ 1]) + content[501:],
    lambda content: content + b"\0\0\0\0",
])  # fmt: skip
def test_a_broken_cache_file_is_replaced(damage: Any, tmp_path: Path) -> None:
    bank = SoundCache(tmp_path)
    first = bank.get(FLAWS[0])
    whole = bank.path(FLAWS[0]).read_bytes()
    bank.path(FLAWS[0]).write_bytes(damage(whole))
    assert np.array_equal(bank.get(FLAWS[0]), first)
    assert bank.path(FLAWS[0]).read_bytes() == whole


def test_the_cache_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = SoundCache(tmp_path).get(FLAWS[0])
    monkeypatch.setattr(Patch, "render", lambda self: pytest.fail("rendered again"))
    assert np.array_equal(SoundCache(tmp_path).get(FLAWS[0]), first)


def test_an_outdated_file_is_cleared_away(tmp_path: Path) -> None:
    old = tmp_path / f"{FLAWS[0].name}.0123456789abcdef.pcm"
    old.write_bytes(b"from an older version")
    SoundCache(tmp_path).get(FLAWS[0])
    assert not old.exists()


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert len(SoundCache(tmp_path / "file").get(FLAWS[0])) > 0


FEW = ((62.0, "alto"),)


# The mixer ----------------------------------------------------------------------------------------------
@pytest.fixture
def desk() -> Desk:
    return new_desk()


@pytest.fixture
def mixer(desk: Desk, bank: SoundCache) -> Mixer:
    return Mixer(MUSIC, desk, bank)


def sounding(desk: Desk, strips: range) -> int:
    desk.render(800)
    return len(desk.busy & frozenset(strips))


FIRST = range(ONE_SHOTS)
FRAME_S = 1 / 60


def test_loading_tells_its_progress(mixer: Mixer) -> None:
    steps = list(mixer.load())
    total = len(ORCHESTRA.needed())
    assert [done for done, _, _ in steps] == list(range(total + 1))
    assert {of for _, of, _ in steps} == {total}
    assert len(list(mixer.load())) == 1, "all is there"
    mixer.tune(Music(key="E"))
    assert 1 < len(list(mixer.load())) < total + 1, "what needs no key stays"


def test_the_first_bars_wait_for_a_fraction_of_all_sounds(mixer: Mixer) -> None:
    opening = [name for _, _, name in mixer.load(only_opening=True)]
    assert not any(name.startswith("choir") for name in opening)
    assert 0 < len(opening) < len(ORCHESTRA.needed()) / 3
    assert len(list(mixer.load())) == len(ORCHESTRA.needed()) - len(opening) + 2, "the rest, and that it is done"


def test_events_and_voices_sound(mixer: Mixer, desk: Desk) -> None:
    mixer.play([event(EventKind.GASP), event(EventKind.VOICE)])
    mixer.frame(view_of(5, FEW, beat=0.9), FRAME_S)
    assert sounding(desk, FIRST) == 2
    before = sounding(desk, LOOP_STRIPS)
    mixer.frame(view_of(7, FEW, beat=0.1), FRAME_S)
    assert sounding(desk, LOOP_STRIPS) == before + 1


def test_late_cues_wait_for_their_time(mixer: Mixer, desk: Desk) -> None:
    mixer.play([event(EventKind.OVATION)])
    mixer.frame(view_of(5), FRAME_S)
    assert sounding(desk, FIRST) == 1
    mixer.frame(view_of(6), 0.4)
    assert sounding(desk, FIRST) == 2


def test_pause_is_quiet_but_for_the_menu(mixer: Mixer, desk: Desk) -> None:
    singing = [view_of(5, MANY, beat=beat) for beat in (0.9, 0.1)]
    for view in singing:
        mixer.frame(view, FRAME_S)
    assert sounding(desk, LOOP_STRIPS) > len(MANY)
    mixer.pause()
    mixer.play([event(EventKind.SPLIT)])
    mixer.frame(view_of(6, MANY), FRAME_S)
    assert sounding(desk, STAGE_STRIPS) == 0
    for _ in range(100):
        mixer.tap("move")
    assert sounding(desk, TAP_STRIPS) > 0
    mixer.resume()
    mixer.frame(view_of(7, MANY), FRAME_S)
    assert sounding(desk, FIRST) == 0
    assert sounding(desk, LOOP_STRIPS) > len(MANY)


def test_a_restart_forgets_the_last_performance(mixer: Mixer, desk: Desk) -> None:
    for tick, beat in ((900, 0.9), (901, 0.1)):
        mixer.frame(view_of(tick, MANY, beat=beat), FRAME_S)
    mixer.play([event(EventKind.LOST)])
    mixer.frame(view_of(902, MANY), FRAME_S)
    mixer.frame(view_of(0), FRAME_S)
    for _ in range(60):
        mixer.frame(view_of(1), FRAME_S)
        assert sounding(desk, FIRST) == 0


def test_a_replay_of_the_end_is_no_restart(mixer: Mixer, desk: Desk) -> None:
    mixer.play([event(EventKind.LOST, tick=900)])
    mixer.frame(view_of(901), FRAME_S)
    mixer.frame(view_of(600), 0.3)
    assert sounding(desk, FIRST) == 1


def test_volumes_silence_their_bus(mixer: Mixer, desk: Desk) -> None:
    mixer.settings = Sound(effects=0.0)
    mixer.play([event(EventKind.SPLIT), event(EventKind.BEAT)])
    mixer.frame(view_of(5), FRAME_S)
    assert sounding(desk, FIRST) == 1
    assert volume_of(Bus.MUSIC, Sound(master=0.5, music=0.5)) == 0.25


def test_mono_reaches_the_desk(mixer: Mixer, desk: Desk) -> None:
    assert not mixer.settings.mono
    mixer.settings = Sound(mono=True)
    assert desk.mono
    assert mixer.settings.mono


def test_a_breath_is_heard_to_be_taken(mixer: Mixer, desk: Desk) -> None:
    for tick in range(1, 4):
        mixer.frame(view_of(tick, time_scale=0.35), FRAME_S)
    assert sounding(desk, FIRST) == 1


def test_loops_never_run_out_of_strips(mixer: Mixer, desk: Desk) -> None:
    for start in range(38, 78, 4):
        crowd = [(float(note), "alto") for note in range(start, start + 20)]
        for beat in (0.9, 0.1):
            mixer.frame(view_of(5, crowd, beat=beat), FRAME_S)
        assert sounding(desk, LOOP_STRIPS) <= LOOPS
