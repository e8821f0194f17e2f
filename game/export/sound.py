"""The same mixer and desk with no device: a performance in, an array or a file out. What is measured, is kept good."""

import io
import wave
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from game.audio.desk.desk_kernels import LOOKAHEAD, STEP
from game.audio.desk.sound_cache import SoundCache
from game.audio.desk.strips import new_desk
from game.audio.mixer import Mixer
from game.audio.sounds.synth import RATE, Samples
from game.core.files import write_atomic
from game.export.showing import Showing
from game.level.model import Music
from game.replay import Recording
from game.settings import DEFAULTS, Sound
from game.sim import Event, View

FRAMES_PER_SECOND = 60
BLOCK = RATE // FRAMES_PER_SECOND
"""Samples a frame: 800, a multiple of the desk's step."""

Frame = tuple[Sequence[Event], View]
"""What happened during a frame, and the view at its end."""


def sound_of(
    recording: Recording, until_s: float | None = None, report: Callable[[float], None] = lambda mixed_s: None
) -> Samples:
    """What a recording sounds like until a real second, or to its end: (n, 2) at 48 kHz.

    `report` is called with the real second up to which all is mixed.
    """
    showing = Showing(recording)
    samples = render_frames(_frames(showing, until_s, report), recording.level.music)
    length_s = showing.length_s if until_s is None else until_s
    assert length_s is not None, "all of it has been shown"
    return samples[: round(length_s * RATE)]


def _frames(showing: Showing, until_s: float | None, report: Callable[[float], None]) -> Iterator[Frame]:
    for number, step in enumerate(showing.frames(FRAMES_PER_SECOND, until_s), start=1):
        yield step.events, step.view
        report(number / FRAMES_PER_SECOND)


def render_frames(
    frames: Iterable[Frame],
    music: Music,
    *,
    cache: SoundCache | None = None,
    settings: Sound = DEFAULTS.sound,
) -> Samples:
    """What frames sound like: (n, 2) at 48 kHz, full scale 1, none beyond -1 dBFS. Equal frames make equal samples."""
    desk = new_desk()
    mixer = Mixer(music, desk, cache)
    mixer.settings = settings
    blocks = []
    for events, view in frames:
        mixer.play(events)
        mixer.frame(view, 1.0 / FRAMES_PER_SECOND)
        blocks.append(desk.render(BLOCK))
    if not blocks:
        return np.zeros((0, 2), dtype=np.float32)
    blocks.append(desk.render(LOOKAHEAD * STEP))
    return np.concatenate(blocks)[LOOKAHEAD * STEP :]  # what the limiter holds back comes last


def write_wav(path: Path, samples: Samples) -> None:
    """Write samples (n, 2) as a 16-bit WAV file, whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(samples * np.float32(32767.0)).astype("<i2").tobytes())
    write_atomic(path, content.getvalue())
