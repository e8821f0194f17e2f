"""Keeps what an attempt came to: its recording, and its row among what the player has achieved."""

from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

import numpy as np

from game import __version__
from game.core.geom import Floats
from game.core.language import _
from game.core.words import homely
from game.encore import RULES
from game.level import Level
from game.progress import Result
from game.progress.seams import packed
from game.render.pieces.sculpture import poses
from game.replay import Recorder, ReplayError
from game.scenes.attempt.recordings import keep
from game.scenes.repertoire.repertoire import Entry
from game.scenes.services import Services
from game.sim import View


def encores_of(view: View, level: Level) -> int:
    """How many encores a performance is called back for, 0-3; only who wins is called back."""
    won = view.game.outcome == "won"
    return sum(view.game.score >= threshold for threshold in level.goal.thresholds) if won else 0


def place_of(view: View) -> str:
    """Where a performance was lost: the piece or joint that gave way, else its cause."""
    return view.game.breach.subject if view.game.breach is not None else view.game.cause


def seams_of(view: View) -> list[Floats]:
    """All cracks that sing, as they lie on the stage: polylines, each (N, 2) m."""
    where = poses(view, view, 1.0)
    return [where[crack.piece].place(crack.path) for crack in view.sculpture.cracks if crack.voice]


def gold_of(view: View) -> float:
    """How long all cracks are that sing, m."""
    return sum(float(np.hypot(*np.diff(seam, axis=0).T).sum()) for seam in seams_of(view))


class Keeping:
    """Of one attempt at an entry of the repertoire. What was only watched is kept already."""

    def __init__(self, services: Services, entry: Entry, seed: int) -> None:
        self._services, self._entry = services, entry
        self.seed = seed
        self._kept: Future[Path] | None = None
        self.before = services.bill.standing(entry)
        """What the player had achieved in it before."""

    @property
    def is_begun(self) -> bool:
        """Whether it came to an end that is being kept."""
        return self._kept is not None

    @property
    def is_own(self) -> bool:
        """Whether the player's own hands play."""
        return self._services.bot is None and self._entry.recording is None

    @property
    def may_skip(self) -> bool:
        """Whether there is something to be skipped: a number that opens others, and was not passed yet."""
        return self._entry.number is not None and not self.before.is_passed

    def skip(self) -> None:
        """Let the player go on as if it had been won."""
        skipped = Result(self._entry.id, self._entry.digest, "skipped", datetime.now().timestamp(), game=__version__)
        self._services.progress.keep(skipped)

    @property
    def recording(self) -> Path | None:
        """The recording's file, once it is kept."""
        if self._kept is None:
            return self._entry.path if self._entry.recording is not None else None
        is_there = self._kept.done() and self._kept.exception() is None
        return self._kept.result() if is_there else None

    def begin(self, recorder: Recorder, view: View) -> None:
        """Keep a finished attempt, beside the play."""
        if self._kept is None and self._entry.recording is None:
            self._kept = self._services.stagehand.submit(self._keep_all, recorder, view, datetime.now())

    def keep_recording(self, recorder: Recorder) -> Path:
        """Keep a recording of what was played so far; returns the file.

        Raises:
            ReplayError: it cannot be written.
        """
        level = self._entry.level
        title = self._entry.path.name if level is None else level.title
        return keep(recorder, self._services.replays, title, datetime.now())

    def told(self) -> str:
        """Who played, and where the recording is, or why there is none."""
        if self._kept is None:
            return _("Seen from {file}").format(file=self._entry.path.name)
        bot = self._services.bot
        by = "" if bot is None else _("Played by the {bot} bot.").format(bot=bot) + " "
        try:
            return by + _("Recorded in {file}").format(file=homely(self._kept.result()))
        except ReplayError as error:
            return by + _("The recording is lost: {error}").format(error=error)

    def _keep_all(self, recorder: Recorder, view: View, now: datetime) -> Path:
        """The recording first, as the row names it; what bots play is no achievement of the player's."""
        path: Path | None = None
        try:
            path = self.keep_recording(recorder)
        finally:
            if self._services.bot is None:
                self._services.progress.keep(self._result(recorder, view, path, now))
        return path

    def _result(self, recorder: Recorder, view: View, recording: Path | None, now: datetime) -> Result:
        entry, game = self._entry, view.game
        assert entry.level is not None, "it was played"
        return Result(
            entry.id,
            entry.digest,
            "won" if game.outcome == "won" else "lost",
            now.timestamp(),
            cause=game.cause,
            place="" if game.outcome == "won" else place_of(view),
            score=game.score,
            encores=encores_of(view, entry.level),
            voices=sum(voice.state == "sings" for voice in game.voices),
            seconds=view.time,
            gold=gold_of(view),
            seams=packed(seams_of(view)) if game.outcome == "won" else "",
            seed=recorder.seed,
            assists=tuple(recorder.assists),
            replay="" if recording is None else recording.name,
            game=__version__,
            run="" if entry.run is None else entry.run.uid,
            day="" if entry.run is None else entry.run.day,
            rules=0 if entry.run is None else RULES,
        )
