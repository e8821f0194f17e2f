"""One attempt at a performance: a world, who plays in it, the clock and the recording. Knows no window."""

from collections.abc import Callable

from game.core.clock import Clock
from game.lab.perform import DECISION_TICKS
from game.level import Level
from game.replay import Recorder
from game.scenes.history import History
from game.scenes.slow_motion import SlowMotion
from game.sim import Event, Intent, View, World

Policy = Callable[[View], Intent | None]
"""Whoever plays: hands, a bot or a recording. None says that nobody plays any more."""
_EMPTY_HANDS = Intent()


class Attempt:
    """Turns real seconds into ticks, and keeps the two views between which the picture stands."""

    def __init__(self, level: Level, recorder: Recorder, policy: Policy) -> None:
        self.recorder = recorder
        self.intent = _EMPTY_HANDS
        """The last one given."""
        self._world = World(level, recorder.seed)
        self._policy = policy
        self._clock = Clock()
        self._slow_motion = SlowMotion()
        self._left = False
        self.history = History()
        """The last seconds of it."""
        self.previous = self.view = self._world.view()

    @property
    def over(self) -> bool:
        """Won, lost, or nobody plays any more."""
        return self._world.over or self._left

    @property
    def alpha(self) -> float:
        """How far the picture stands between the previous view and the view, 0..1."""
        return self._clock.alpha

    def advance(self, elapsed_s: float, motion: float = 1.0) -> tuple[Event, ...]:
        """Play on for so many real seconds; returns all that happened, in order.

        `motion` 0..1 is how much of hit-stop and slow motion is wanted.
        Once it is over the world may still settle, but nobody plays in it and nothing is recorded.
        """
        happened: list[Event] = []
        scale = self._slow_motion.scale(elapsed_s, motion) * self.view.game.time_scale
        for _ in range(self._clock.advance(elapsed_s, scale)):
            happened += self._tick()
        self._slow_motion.react(happened, motion)
        return tuple(happened)

    def _tick(self) -> tuple[Event, ...]:
        wish = None if self.over else self._policy(self.view)
        self._left = wish is None and not self._world.over
        if self._left:
            self.previous = self.view
            return ()
        self.intent = wish or _EMPTY_HANDS
        events = self._world.tick(self.intent)
        if wish is not None:
            self.recorder.add(wish, self._world)
        self.previous, self.view = self.view, self._world.view()
        self.history.keep(self.view, events)
        return events


class Playback:
    """A recording as a policy: its intents one by one, whatever the view."""

    def __init__(self, intents: tuple[Intent, ...]) -> None:
        self._intents = iter(intents)

    def __call__(self, view: View) -> Intent | None:
        """The next recorded intent; None after the last."""
        return next(self._intents, None)


class Deliberate:
    """A bot as a policy, asked as often as the lab asks it: the same seed gives the same performance."""

    def __init__(self, bot: Callable[[View], Intent]) -> None:
        self._bot = bot
        self._intent = _EMPTY_HANDS

    def __call__(self, view: View) -> Intent:
        """Its last decision, or a new one when the time has come."""
        if view.tick % DECISION_TICKS == 0:
            self._intent = self._bot(view)
        return self._intent
