"""A recorded performance to a film file: its picture from `render`, its sound from `audio`."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from game.audio.synth import RATE
from game.export.encode import write_gif, write_mp4
from game.export.film import Cut, FilmError, Format, Performer, draw_frames, hear_frames
from game.export.sound import FRAMES_PER_SECOND, render_frames, write_wav
from game.replay import Recording

Progress = Callable[[str, float], None]
"""Told what is being made, sound or picture, and the share of it that is done, 0..1."""
_Item = TypeVar("_Item")


def make_film(recording: Recording, cut: Cut, form: Format, path: Path, progress: Progress) -> bool:
    """Film a cut of a recording, with its sound where the format has any; the file is written whole or not at all.

    Returns:
        Whether the performance went as it was recorded.

    Raises:
        FilmError: the film cannot be written.
        ThemeError: the theme cannot be read.
    """
    performer = Performer(recording)
    frames = _counted(draw_frames(performer, cut), cut.frames, lambda share: progress("picture", share))
    try:
        with _draft(path) as draft, tempfile.TemporaryDirectory() as folder:
            if not form.has_sound:
                write_gif(frames, cut.size, cut.fps, draft)
                return performer.is_true
            sound = Path(folder) / "sound.wav"
            _write_sound(recording, cut, sound, lambda share: progress("sound", share))
            write_mp4(frames, cut.size, cut.fps, draft, sound)
            return performer.is_true
    except OSError as error:
        raise FilmError(f"cannot be written: {error.strerror or error}") from error


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place once all went well, and else is gone.

    Raises:
        OSError: the folder cannot be written to. It is tried at once: a film takes long, better told now than then.
    """
    if path.is_dir():
        raise OSError("it is a folder")
    draft = path.with_name(f".{path.stem}.{os.getpid()}.draft{path.suffix.lower()}")
    try:
        draft.touch()
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write_sound(recording: Recording, cut: Cut, path: Path, tell: Callable[[float], None]) -> None:
    """The sound of a cut. All that comes before is mixed as well: a choir does not begin in the middle."""
    steps = hear_frames(recording, cut, FRAMES_PER_SECOND)
    total = round((cut.start + cut.seconds) * FRAMES_PER_SECOND)
    samples = render_frames(_counted(steps, total, tell), recording.level.music)
    first = round(cut.start * RATE)
    write_wav(path, samples[first : first + round(cut.seconds * RATE)])


def _counted(items: Iterable[_Item], total: int, tell: Callable[[float], None]) -> Iterator[_Item]:
    for done, item in enumerate(items, start=1):
        yield item
        tell(min(1.0, done / total))
