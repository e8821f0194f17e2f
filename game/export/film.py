"""A recorded performance as a film, drawn as the window draws it, in stage time: no hit-stop, no slow motion."""

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pygame

from game.core.clock import TICKS_PER_SECOND
from game.export.screenshot import LEAD_IN_S
from game.render.stage import StageRenderer
from game.replay import DIGEST_DIGITS, Recording
from game.sim import Event, Intent, View, World

DEFAULT_S = 10.0
"""s of stage time in a film, unless somebody asks for more or less."""
AFTERMATH_S = 2.4
"""s that can be shown after the end of a performance: gold leaf, or dust that settles; as long as in play."""
ROUNDING_S = 0.01
"""s that a cut may be too long: times are told to a hundredth."""
DRAWN_HZ = 60.0
"""Pictures are drawn about so often, whatever the film's own rate: light takes two of them to catch up."""


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
    """s of stage time."""
    seconds: float
    size: tuple[int, int]
    fps: float

    @property
    def frames(self) -> int:
        """Frames in the film; at least one."""
        return max(1, round(self.seconds * self.fps))


def length_of(recording: Recording) -> float:
    """s of stage time that can be filmed: all that was played, and what follows an end."""
    return len(recording.intents) / TICKS_PER_SECOND + (AFTERMATH_S if recording.outcome else 0.0)


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


class Performer:
    """Performs a recording, and keeps the two views between which it stands."""

    def __init__(self, recording: Recording) -> None:
        self.level = recording.level
        self._recording = recording
        self._world = World(recording.level, recording.seed)
        self.previous = self.view = self._world.view()
        self.is_true = True
        """Whether all went as it was recorded, so far."""

    def go_to(self, tick: int) -> list[Event]:
        """Perform until so many ticks are over, never back, and return what happened. In the end nobody plays."""
        happened: list[Event] = []
        intents = self._recording.intents
        while (done := self._world.ticks) < tick:
            happened += self._world.tick(intents[done] if done < len(intents) else Intent())
            if done >= tick - 2:
                self.previous, self.view = self.view, self._world.view()
        if 0 < self._world.ticks <= len(intents):
            recorded = self._recording.digest_after(self._world.ticks - 1)
            self.is_true &= self._world.digest()[:DIGEST_DIGITS] == recorded
        return happened


def hear_frames(recording: Recording, cut: Cut, hz: float) -> Iterator[tuple[list[Event], View]]:
    """What happens from the curtain to the end of a cut, `hz` times a second, with the view after it: for its sound."""
    performer = Performer(recording)
    for step in range(round((cut.start + cut.seconds) * hz)):
        yield performer.go_to(round((step + 1) / hz * TICKS_PER_SECOND)), performer.view


def draw_frames(performer: Performer, cut: Cut) -> Iterator[bytes]:
    """The pictures of a cut, each (height, width, 3) bytes; effects get the seconds before it as their past."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    target, stage = pygame.Surface(cut.size, depth=32), StageRenderer(cut.size, performer.level)
    strokes = max(1, round(DRAWN_HZ / cut.fps))
    lead_in = math.ceil(min(LEAD_IN_S, cut.start) * cut.fps)
    performer.go_to(math.floor((cut.start - (lead_in + 1) / cut.fps) * TICKS_PER_SECOND))
    for stroke in range(-lead_in * strokes, cut.frames * strokes):
        # The last stroke of a frame is the one that is kept: it falls on the frame's own moment.
        frame, rest = divmod(stroke, strokes)
        moment = max(0.0, cut.start + (frame - (strokes - 1 - rest) / strokes) / cut.fps) * TICKS_PER_SECOND
        tick = math.ceil(moment - 1e-6)
        stage.react(performer.go_to(tick), performer.view)
        stage.draw(target, performer.previous, performer.view, 1.0 - (tick - moment), 1.0 / (cut.fps * strokes))
        if frame >= 0 and rest == strokes - 1:
            yield pygame.image.tobytes(target, "RGB")
