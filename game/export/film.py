"""A recorded performance as a film file, drawn as the window draws it, with its sound; `showing` has its clock."""

import math
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pygame

from game.audio.sounds.synth import RATE
from game.core.environment import draw_unseen
from game.core.files import drafted
from game.export.encode import write_gif, write_mp4
from game.export.screenshot import LEAD_IN_S, Look
from game.export.showing import Showing, length_of
from game.export.sound import sound_of, write_wav
from game.render.look.pan import Pan
from game.render.stage import StageRenderer
from game.replay import Recording

DEFAULT_S = 10.0
"""Real seconds in a film, unless somebody asks for more or less."""
ROUNDING_S = 0.01
"""s that a cut may be too long: times are given to a hundredth."""
DRAWN_HZ = 60.0
"""Pictures are drawn about so often, whatever the film's own rate: light takes two of them to catch up."""

Progress = Callable[[str, float], None]
"""Called with what is being made, sound or picture, and the share of it that is done, 0..1."""
_Item = TypeVar("_Item")


class FilmError(Exception):
    """A film that cannot be made; the message says why and what would do."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a kind of film file can be, and is by default."""

    size: tuple[int, int]
    """px."""
    fps: float
    most_fps: float
    is_even: bool
    """Whether width and height must be even."""
    has_sound: bool


FORMATS = {
    # Viewers take frames shorter than 2/100 s for a mistake, and show them for 1/10 s.
    ".gif": Format((640, 360), 25.0, 50.0, is_even=False, has_sound=False),
    # H.264 keeps colour at half the resolution.
    ".mp4": Format((1280, 720), 60.0, 120.0, is_even=True, has_sound=True),
}
"""By suffix."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Which part of a recording is filmed, and how finely."""

    start: float
    """Real second of the performance, as it was shown."""
    seconds: float
    size: tuple[int, int]
    fps: float

    @property
    def frames(self) -> int:
        """Frames in the film; at least one."""
        return max(1, round(self.seconds * self.fps))


def format_of(path: Path) -> Format:
    """The format that a file's suffix asks for.

    Raises:
        FilmError: there is none of that suffix.
    """
    if path.suffix.lower() not in FORMATS:
        raise FilmError(f"the name must end in one of {', '.join(FORMATS)}")
    return FORMATS[path.suffix.lower()]


def plan(
    recording: Recording,
    form: Format,
    *,
    start: float | None = None,
    seconds: float | None = None,
    size: tuple[int, int] | None = None,
    fps: float | None = None,
) -> Cut:
    """What to film: from `start` on for so many `seconds`; where both are left open, the last DEFAULT_S.

    Raises:
        FilmError: the recording or the format cannot give that.
    """
    whole, size, fps = length_of(recording), size or form.size, fps or form.fps
    if start is None:
        start = max(0.0, whole - (DEFAULT_S if seconds is None else seconds))
    if seconds is None:
        seconds = whole - start
    # Said the other way round, these would let what is no number through.
    if not (start < whole and start + seconds <= whole + ROUNDING_S):
        wanted = f"{start:.2f} s to {start + seconds:.2f} s" if start < whole else f"from {start:.2f} s"
        raise FilmError(f"{wanted} is more than there is: with what follows its end, the recording lasts {whole:.2f} s")
    if not fps <= form.most_fps:
        raise FilmError(f"at most {form.most_fps:g} frames a second go into this format")
    if form.is_even and (size[0] % 2 or size[1] % 2):
        raise FilmError(f"{size[0]}x{size[1]} cannot be encoded: width and height must be even")
    return Cut(start, seconds, size, fps)


def make_film(
    recording: Recording, cut: Cut, form: Format, path: Path, progress: Progress, look: Look | None = None
) -> bool:
    """Film a cut of a recording, with its sound where the format has any; the file is written whole or not at all.

    Returns:
        Whether the performance went as it was recorded.

    Raises:
        FilmError: the film cannot be written.
        ThemeError: the theme cannot be read.
    """
    showing = Showing(recording)
    frames = _counted(draw_frames(showing, cut, look), cut.frames, lambda share: progress("picture", share))
    try:
        with drafted(path) as draft, tempfile.TemporaryDirectory() as folder:
            if not form.has_sound:
                write_gif(frames, cut.size, cut.fps, draft)
                return showing.is_true
            sound = Path(folder) / "sound.wav"
            _write_sound(recording, cut, sound, lambda share: progress("sound", share))
            write_mp4(frames, cut.size, cut.fps, draft, sound)
            return showing.is_true
    except OSError as error:
        raise FilmError(f"cannot be written: {error.strerror or error}") from error


def draw_frames(showing: Showing, cut: Cut, look: Look | None = None) -> Iterator[bytes]:
    """The pictures of a cut, each (height, width, 3) bytes; effects get the seconds before it as their past."""
    draw_unseen()
    target, stage = pygame.Surface(cut.size, depth=32), StageRenderer(cut.size, showing.level)
    if look is not None:
        look.put_on(stage)
    strokes = max(1, round(DRAWN_HZ / cut.fps))
    pan = Pan(stage.framing)
    lead_in = math.ceil(min(LEAD_IN_S, cut.start) * cut.fps)
    showing.go_to(cut.start - (lead_in + 1) / cut.fps)
    for stroke in range(-lead_in * strokes, cut.frames * strokes):
        # The last stroke of a frame is the one that is kept: it falls on the frame's own moment.
        frame, rest = divmod(stroke, strokes)
        step = showing.go_to(cut.start + (frame - (strokes - 1 - rest) / strokes) / cut.fps)
        stage.react(step.events, step.view)
        elapsed_s = 1.0 / (cut.fps * strokes)
        pan.advance(step.view, stage.settings.motion, elapsed_s)
        stage.draw(target, step.before, step.view, showing.alpha, elapsed_s, pan.camera(cut.size))
        if frame >= 0 and rest == strokes - 1:
            yield pygame.image.tobytes(target, "RGB")


def _write_sound(recording: Recording, cut: Cut, path: Path, report: Callable[[float], None]) -> None:
    """The sound of a cut. All that comes before is mixed as well: a choir does not begin in the middle."""
    until_s = cut.start + cut.seconds
    samples = sound_of(recording, until_s, lambda mixed_s: report(min(1.0, mixed_s / until_s)))
    write_wav(path, samples[round(cut.start * RATE) :])


def _counted(items: Iterable[_Item], total: int, report: Callable[[float], None]) -> Iterator[_Item]:
    for done, item in enumerate(items, start=1):
        yield item
        report(min(1.0, done / total))
