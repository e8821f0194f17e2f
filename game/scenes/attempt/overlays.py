"""What a key lays over the stage for whoever builds levels: stresses, then names, and with them what mirrors light."""

from concurrent.futures import Executor, Future

from game.lab.survey import mirror_ranges
from game.level import Level
from game.render import Stage
from game.render.hud.names import Ranges


class MirrorRanges:
    """From which angles mirrors light which flaws of a level: found behind the picture, as that takes its time."""

    def __init__(self, stagehand: Executor, level: Level) -> None:
        self._stagehand, self._level = stagehand, level
        self._found: Future[Ranges] | None = None

    def find(self) -> None:
        """Have them found, unless that was asked for before."""
        if self._found is None:
            self._found = self._stagehand.submit(mirror_ranges, self._level)

    def give(self, stage: Stage) -> None:
        """Let a stage write them, once they are found."""
        if self._found is not None and self._found.done():
            stage.ranges = self._found.result()


def next_overlay(stage: Stage, ranges: MirrorRanges) -> None:
    """Stresses first, then names, then the stage as it is."""
    stage.overlay, stage.named = not (stage.overlay or stage.named), stage.overlay
    if stage.named:
        ranges.find()
