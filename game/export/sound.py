"""The same mixer and desk with no device: a performance in, an array or a file out. What is measured, is kept good."""

import io
import wave
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from game.audio.desk_kernels import LOOKAHEAD, STEP
from game.audio.mixer import Mixer
from game.audio.sound_cache import SoundCache
from game.audio.strips import new_desk
from game.audio.synth import RATE, Samples
from game.core.clock import Clock
from game.core.files import write_atomic
from game.level.model import Level, Music
from game.settings import DEFAULTS, Sound
from game.sim import Event, Intent, View, World

FRAMES_PER_SECOND = 60
BLOCK = RATE // FRAMES_PER_SECOND
"""Samples a frame: 800, a multiple of the desk's step."""
TAIL_S = 4.0
"""s that are heard after the end: the last chord, or what is still falling."""

Frame = tuple[Sequence[Event], View]
"""What happened during a frame, and the view at its end."""


def frames_of(level: Level, seed: int, intents: Iterable[Intent], tail_s: float = TAIL_S) -> Iterator[Frame]:
    """A performance, frame by frame in real time, as a window without hit-stop would show it."""
    world, waiting, clock = World(level, seed), iter(intents), Clock()
    view, left_s = world.view(), tail_s
    while left_s > 0.0:
        events: list[Event] = []
        for _ in range(clock.advance(1.0 / FRAMES_PER_SECOND, view.game.time_scale)):
            intent = None if world.over else next(waiting, None)
            if intent is None and not world.over:
                left_s = 0.0  # the recording was broken off
                break
            events += world.tick(intent or Intent())
        view = world.view()
        left_s -= 1.0 / FRAMES_PER_SECOND if world.over else 0.0
        yield events, view


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
