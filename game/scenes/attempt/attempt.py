"""One attempt at a level in real time: what is seen of it, what was recorded, and its last seconds. Knows no window."""

import math

from game.core.clock import MAX_TICKS_PER_FRAME, TICKS_PER_SECOND
from game.level import Level
from game.performance import Look, Performance, Playback, Player, RealTime
from game.replay import Recorder
from game.scenes.attempt.history import History
from game.sim import Event, Intent, View, World

HURRIED_TICKS = 40
"""Ticks in a frame of what is skipped: it rushes by in a third of a second."""


class Attempt:
    """A performance that is watched while it runs."""

    def __init__(self, level: Level, recorder: Recorder, player: Player) -> None:
        self.recorder = recorder
        self.history = History()
        """The last seconds of it."""
        self._skips = False
        self._player = player
        self._performance = Performance(World(level, recorder.seed, help=recorder.help), self._wish, recorder)
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

    def skip(self) -> None:
        """Hurry through the last picture, to the ovation."""
        self._skips = True

    @property
    def _hurries(self) -> bool:
        return self._skips and self.view.game.hush is not None

    def _wish(self, tick: int, look: Look) -> Intent | None:
        """What the player wants; whoever skips wants nothing, but what was recorded goes on."""
        wants_nothing = self._hurries and not isinstance(self._player, Playback)
        return Intent() if wants_nothing else self._player(tick, look)

    def advance(self, elapsed_s: float, motion: float = 1.0) -> tuple[Event, ...]:
        """Play on for so many real seconds; returns all that happened, in order.

        `motion` 0..1 is how much of hit-stop and slow motion is wanted.
        """
        game = self.view.game
        if self._hurries and game.hush is not None:
            left = math.ceil((game.hush_s - game.hush) * TICKS_PER_SECOND) + 1
            step = self._real_time.hurry(min(left, HURRIED_TICKS))
        else:
            step = self._real_time.advance(elapsed_s, motion)
        self.history.add(step.view, step.events)
        return step.events
