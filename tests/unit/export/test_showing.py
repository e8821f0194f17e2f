"""Films and sound of a recording go by one clock: both last equally long, with every event at the same moment."""

from pathlib import Path

import numpy as np
import pytest

from game.audio.sounds.synth import RATE
from game.export import sound
from game.export.showing import AFTERMATH_S, Showing, length_of
from game.lab.perform import perform
from game.level import parse_level
from game.replay import Recorder, Recording, load_recording
from game.sim import EventKind, Intent, View
from tests.scenes.test_retelling import FALLING

SEED = 1


def breathless(view: View) -> Intent:
    """Does nothing but hold its breath for a second."""
    return Intent(breath=60 < view.tick < 180)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """A fall, with breath, a break and slow motion in it."""
    recorder = Recorder("down", FALLING, SEED)
    perform(parse_level(FALLING), SEED, breathless, recorder=recorder)
    path = tmp_path_factory.mktemp("showing") / "down.replay"
    recorder.save(path)
    return load_recording(path)


def moments(recording: Recording, hz: float) -> list[tuple[EventKind, int, float]]:
    """Kind and tick of all events, and the end of the frame that they came in, s."""
    return [
        (event.kind, event.tick, frame / hz)
        for frame, step in enumerate(Showing(recording).frames(hz), start=1)
        for event in step.events
    ]


@pytest.mark.parametrize("hz", [24.0, 25.0, 50.0, 120.0])
def test_events_come_at_the_same_moments_at_every_rate(recording: Recording, hz: float) -> None:
    heard, seen = moments(recording, sound.FRAMES_PER_SECOND), moments(recording, hz)
    assert [event[:2] for event in heard] == [event[:2] for event in seen]
    assert {EventKind.BREAK, EventKind.TOPPLE, EventKind.LOST} <= {kind for kind, _, _ in heard}
    late = np.array([b[2] - a[2] for a, b in zip(heard, seen, strict=True)])
    assert (np.abs(late) < max(1 / hz, 1 / sound.FRAMES_PER_SECOND)).all()


def test_breath_and_slow_motion_are_in_it_and_the_end_is_waited_for(recording: Recording) -> None:
    played = len(recording.intents) / 120
    length = length_of(recording)
    assert length > played + AFTERMATH_S + 1.0
    showing = Showing(recording)
    for _ in showing.frames(50.0):
        pass
    assert showing.length_s == pytest.approx(length, abs=1e-9) and showing.is_true


def test_a_recording_that_was_broken_off_lasts_until_then(recording: Recording) -> None:
    cut = Recording("down", FALLING, recording.level, SEED, recording.intents[:50], recording.digests[: 8 * 50], "")
    assert length_of(cut) == pytest.approx(50 / 120)
    *_, last = frames = list(Showing(cut).frames(60))
    assert (len(frames), last.view.tick) == (26, 50), "one frame finds out that nobody plays any more"


def test_the_sound_lasts_as_long_as_what_is_seen(recording: Recording) -> None:
    samples = sound.sound_of(recording)
    assert len(samples) == round(length_of(recording) * RATE)
    part = sound.sound_of(recording, 1.25)
    assert len(part) == round(1.25 * RATE)
    assert np.array_equal(part[: RATE // 2], samples[: RATE // 2])


def test_a_wav_file_is_the_sound(recording: Recording, tmp_path: Path) -> None:
    samples = sound.sound_of(recording, 0.5)
    sound.write_wav(tmp_path / "a.wav", samples)
    assert (tmp_path / "a.wav").stat().st_size == 44 + 4 * len(samples)
