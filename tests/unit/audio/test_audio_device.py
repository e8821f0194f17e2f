"""What must hold of the sound device: none, one that vanishes and returns, and what it plays."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pygame
import pytest

from game.audio import Mixer
from game.audio.desk.device import CHUNK, LARGEST_CHUNK, Device
from game.audio.desk.sound_cache import SoundCache
from game.audio.desk.strips import new_desk
from game.core.kernels import warm_up
from game.sim.events import EventKind
from tests.unit.audio.audio_rig import MANY, MUSIC, view_of
from tests.unit.audio.sample_events import event

FRAME_S = 1 / 60


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Lets a test name SDL's audio driver; leaves no open mixer behind."""
    pygame.mixer.quit()
    warm_up()
    yield monkeypatch
    pygame.mixer.quit()


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10.0
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def removed() -> pygame.Event:
    return pygame.Event(pygame.AUDIODEVICEREMOVED, which=2, iscapture=False)


def added(*, microphone: bool = False) -> pygame.Event:
    return pygame.Event(pygame.AUDIODEVICEADDED, which=0, iscapture=microphone)


def test_without_a_device_it_is_silent_and_says_why(driver: pytest.MonkeyPatch) -> None:
    driver.setenv("SDL_AUDIODRIVER", "nonsense")
    mixer = Mixer.open(MUSIC)
    assert mixer.silent
    assert mixer.problem.startswith("No sound")
    assert "\n" not in mixer.problem
    assert mixer.news().startswith(mixer.problem)
    assert list(mixer.load()) == []
    mixer.play([event(kind) for kind in EventKind])
    mixer.frame(view_of(1, MANY), 0.1)
    mixer.tap("accept")
    mixer.pause()
    mixer.resume()
    mixer.tune(MUSIC)
    assert mixer.news() == "", "once is enough"
    mixer.close()


def test_unwanted_sound_is_no_problem(driver: pytest.MonkeyPatch) -> None:
    driver.setenv("SDL_AUDIODRIVER", "dummy")
    mixer = Mixer.open(MUSIC, wanted=False)
    mixer.notice(added())
    mixer.tune(MUSIC)
    assert mixer.silent
    assert mixer.problem == mixer.news() == ""
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
    assert mixer.silent


def test_a_device_that_vanishes_is_told_of_once_and_comes_back(driver: pytest.MonkeyPatch, bank: SoundCache) -> None:
    driver.setenv("SDL_AUDIODRIVER", "dummy")
    mixer = Mixer.open(MUSIC, cache=bank)
    mixer.notice(removed())
    assert not mixer.silent, "another one is there"
    assert mixer.news() == ""
    driver.setenv("SDL_AUDIODRIVER", "nonsense")
    mixer.notice(removed())
    assert mixer.silent
    assert mixer.news().startswith("No sound")
    mixer.frame(view_of(1, MANY), FRAME_S)
    mixer.notice(added(microphone=True))
    mixer.notice(added())
    assert mixer.silent
    assert mixer.news() == ""
    driver.setenv("SDL_AUDIODRIVER", "dummy")
    mixer.notice(added())
    assert not mixer.silent
    assert mixer.problem == ""
    assert "can be heard" in mixer.news()
    mixer.frame(view_of(2, MANY), FRAME_S)
    mixer.close()


def test_what_is_loaded_is_heard_even_where_no_kernel_can_be_cached(
    driver: pytest.MonkeyPatch, bank: SoundCache
) -> None:
    driver.setenv("SDL_AUDIODRIVER", "dummy")
    driver.setattr("game.core.kernels.is_warm", lambda: False)
    mixer = Mixer.open(MUSIC, cache=bank)
    mixer.tap("move")
    device = mixer._outlet._device
    assert device is not None
    assert not device.runs, "the first tap must not wait for a compiler"
    assert len(list(mixer.load())) > 1
    assert device.runs
    mixer.close()


def test_a_device_that_stops_is_replaced(driver: pytest.MonkeyPatch, bank: SoundCache) -> None:
    driver.setenv("SDL_AUDIODRIVER", "dummy")
    mixer = Mixer.open(MUSIC, cache=bank)
    mixer.frame(view_of(1), FRAME_S)
    first = mixer._outlet._device
    assert first is not None
    first._failed = True
    mixer.frame(view_of(2), FRAME_S)
    assert not mixer.silent
    assert mixer._outlet._device is not first
    mixer.close()


def test_the_device_takes_samples_until_it_is_closed(driver: pytest.MonkeyPatch) -> None:
    driver.setenv("SDL_AUDIODRIVER", "dummy")
    desk = new_desk()
    device = Device(desk)
    assert desk.clock == 0
    device.run()
    wait_for(lambda: desk.clock >= 6 * CHUNK)
    device.close()
    taken = desk.clock
    assert taken % CHUNK == 0
    assert not any(thread.name == "sound" for thread in threading.enumerate())
    time.sleep(0.06)
    assert desk.clock == taken


@pytest.mark.skipif(sys.platform == "win32", reason="SDL's driver that writes to a file is not in every build")
def test_what_the_device_plays_is_the_desk_s_stream_without_a_gap(tmp_path: Path) -> None:
    """SDL writes what it would play to a file: a ramp comes out as one, chunk after chunk."""
    script = """
import time, numpy as np
from game.audio.desk.device import Device

class Ramp:
    clock = 0
    busy = (0,)
    def pcm(self, n):
        self.clock += n
        return np.repeat(1 + np.arange(self.clock - n, self.clock)[:, None] % 20000, 2, axis=1).astype("<i2")

ramp = Ramp()
device = Device(ramp)
device.run()
while ramp.clock < 40_000:
    time.sleep(0.01)
device.close()
"""
    out = tmp_path / "out.raw"
    environment = {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(out), "PYTHONPATH": ":".join(sys.path)}
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, env=environment, timeout=60)
    left = np.fromfile(out, dtype="<i2")[::2].astype(int)
    played = np.trim_zeros(left)
    steps = np.diff(played)
    starved = np.count_nonzero(played == 0) > 0  # a machine so busy that the feeder came late: larger chunks follow
    assert len(played) > 20_000
    assert starved or set(np.unique(steps)) <= {1, -19_999}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ALSA is Linux's")
def test_alsa_says_nothing_and_others_are_heard() -> None:
    script = """
import os, sys
from game.audio import Mixer
from game.audio.desk.device import _quiet_alsa
from game.level.model import Music
mixer = Mixer.open(Music())
print(mixer.silent, mixer.news())
with _quiet_alsa():
    os.write(2, b"ALSA lib confmisc.c: no card\\nsomething else\\n")
"""
    environment = {"SDL_AUDIODRIVER": "alsa", "ALSA_CONFIG_PATH": "/dev/null", "PYTHONPATH": ":".join(sys.path)}
    run = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, env=environment, timeout=60
    )
    assert run.returncode == 0
    assert "True No sound: the audio device cannot be opened" in run.stdout
    assert run.stderr == "something else\n"


def test_chunks_follow_the_device_without_a_gap() -> None:
    assert CHUNK % 512 == LARGEST_CHUNK % 512 == 0
