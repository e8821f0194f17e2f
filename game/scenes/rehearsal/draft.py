"""A level that is being written: its file, read behind the stage whenever it has been saved."""

from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

from game.audio import Mixer
from game.core.watched import Watched
from game.lab.check import check_level, examine
from game.level import Level, LevelError
from game.render import StageRenderer
from game.scenes.page.page import Size
from game.scenes.repertoire.warming import warm_up
from game.sim import World


@dataclass(frozen=True, slots=True)
class Read:
    """What a file that can be played gives: all that is slow about it is done."""

    level: Level
    text: str
    stage: StageRenderer
    world: World
    """At its first tick."""
    saved_s: float
    """When the file was saved, s of the system's clock."""


class Draft:
    """The file, and what is being read of it."""

    def __init__(self, path: Path, stagehand: Executor, mixer: Mixer) -> None:
        self.doing = "reading it"
        """What is being done before the first picture, in a few words."""
        self._watched = Watched(path)
        self._stagehand, self._mixer = stagehand, mixer
        self._job: Future[Read] | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self._watched.path

    def look(self, now_s: float, size: Size, seed: int) -> Read | LevelError | None:
        """What the file has become by the real second `now_s`; None where there is no news.

        Its stage is painted for a window of `size` px, and its world has this seed.

        Raises:
            Exception: whatever went wrong that is no fault of the file.
        """
        if self._job is None:
            if self._watched.has_changed(now_s):
                self._job = self._stagehand.submit(self._read, size, seed)
            return None
        if not self._job.done():
            return None
        job, self._job = self._job, None
        try:
            return job.result()
        except LevelError as error:
            return error

    def _read(self, size: Size, seed: int) -> Read:
        """Read it and build all of it; the first time also what every performance needs.

        Raises:
            LevelError: something is wrong with it.
        """
        warm_up(self._tell, meanwhile=self._render_sounds)
        stage, document = examine(self.path, quick=True)
        level = stage if isinstance(stage, Level) else check_level(self.path)[0]  # it says that a light bench is none
        try:
            world = World(level, seed)  # the one time that it is built, for the next picture waits for it
        except ValueError:
            check_level(self.path)  # which tells where and why
            raise
        return Read(level, document.text, StageRenderer(size, level), world, self.path.stat().st_mtime)

    def _render_sounds(self) -> None:
        for _ in self._mixer.render():
            pass

    def _tell(self, done: int, total: int, _: str) -> None:
        if done < total:
            self.doing = f"getting the light ready, {done} of {total}; the first time takes longest"
