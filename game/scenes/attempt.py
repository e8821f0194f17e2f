"""One attempt at a level in real time: what is seen of it, what was recorded, and its last seconds. Knows no window."""

from game.core.clock import MAX_TICKS_PER_FRAME
from game.level import Level
from game.performance import Performance, Player, RealTime
from game.replay import Recorder
from game.scenes.history import History
from game.sim import Event, Intent, View, World


class Attempt:
    """A performance that is watched while it runs."""

    def __init__(self, level: Level, recorder: Recorder, player: Player) -> None:
        self.recorder = recorder
        self.history = History()
        """The last seconds of it."""
        self._performance = Performance(World(level, recorder.seed), player, recorder)
        self._real_time = RealTime(self._performance, MAX_TICKS_PER_FRAME)

    @property
    def over(self) -> bool:
        """Won, lost, or nobody plays any more."""
        return self._performance.over

    @property
    def intent(self) -> Intent:
        """The last one given."""
        return self._performance.intent

    @property
    def previous(self) -> View:
        """The picture stands between this view..."""
        return self._real_time.previous

    @property
    def view(self) -> View:
        """...and this one, the last that was shown..."""
        return self._real_time.view

    @property
    def alpha(self) -> float:
        """...so far from one to the other, 0..1."""
        return self._real_time.alpha

    def advance(self, elapsed_s: float, motion: float = 1.0) -> tuple[Event, ...]:
        """Play on for so many real seconds; returns all that happened, in order.

        `motion` 0..1 is how much of hit-stop and slow motion is wanted.
        """
        step = self._real_time.advance(elapsed_s, motion)
        self.history.add(step.view, step.events)
        return step.events
