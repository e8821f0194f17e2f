"""A performance that is stopped and told tick by tick, forwards and backwards, and played on from wherever it stands.

A world cannot be turned back: what lies behind is told by playing the same intents anew from the first tick. Views of
the ticks before where it stands are kept on the way, so that single steps back cost nothing.
"""

from collections.abc import Sequence
from time import perf_counter

from game.core.clock import MAX_TICKS_PER_FRAME
from game.level import Level
from game.performance import Look, Performance, Player, RealTime, Record
from game.sim import Event, Intent, View, World

KEPT_TICKS = 240
"""Views are kept of so many ticks before the one that was asked for: two seconds of single steps back."""
TOLD_TICKS = 120
"""Events of at most so many ticks before the one that was asked for are worth telling."""


class Reel:
    """A level and a seed, played so far, and shown at one tick of it."""

    def __init__(
        self,
        world: World,
        player: Player,
        told: Sequence[Intent] = (),
        at: int = 0,
        *,
        last: int | None = None,
        recorder: Record | None = None,
    ) -> None:
        """Begin with a fresh `world` of that level and seed; `told` was wanted until now, and it stands `at` a tick.

        There is nothing after the `last` tick, if that is given. A `recorder` follows every tick, also those that are
        told again.
        """
        self._level, self._seed, self._help, self._player = world.as_made, world.seed, world.help, player
        self._last, self._recorder = last, recorder
        self.intents = list(told)
        """Of every tick so far; those after the tick that is shown are told again while it steps."""
        self._goal, self._seeks = at, at > 0
        self._kept: dict[int, View] = {}
        self._performance = Performance(world, self._wish, self._recorder)
        self._real_time = RealTime(self._performance, MAX_TICKS_PER_FRAME)
        self.previous = self.view = self._performance.look()
        """The picture stands between these two views."""

    @property
    def level(self) -> Level:
        """What is performed."""
        return self._level

    @property
    def seed(self) -> int:
        """What chance is drawn from."""
        return self._seed

    @property
    def intent(self) -> Intent:
        """The last one given."""
        return self._performance.intent

    @property
    def is_winding(self) -> bool:
        """Whether it is still on its way to the tick that was asked for."""
        return self._seeks

    @property
    def tick(self) -> int:
        """The tick that is shown, or that was asked for."""
        return self._goal if self.is_winding else self.view.tick

    def step(self, ticks: int) -> None:
        """Ask for a tick so many later, or earlier: `wind` gets there."""
        goal = max(0, self.tick + ticks)
        if self._last is not None:
            goal = min(goal, self._last)
        if goal in self._kept:
            self._seeks = False
            self.previous = self.view = self._kept[goal]
            return
        if goal < self._performance.world.ticks:
            self._rewind()
        at = self._performance.world.ticks
        self._goal, self._seeks = goal, not goal == at == self.view.tick

    def wind(self, budget_s: float) -> tuple[Event, ...]:
        """Go on for at most so many real seconds towards the tick that was asked for; returns what happened last."""
        until, world = perf_counter() + budget_s, self._performance.world
        events: list[Event] = []
        if not self.is_winding:
            return ()
        while world.ticks < self._goal and perf_counter() < until:
            happened = self._performance.run(1)
            if world.ticks > self._goal - TOLD_TICKS:
                events += happened
            if world.ticks > self._goal - KEPT_TICKS:
                self._keep(self._performance.look())
        if world.ticks == self._goal:
            self._seeks = False
            self.previous = self.view = self._performance.look()
            self._real_time = RealTime(self._performance, MAX_TICKS_PER_FRAME)
        return tuple(events)

    @property
    def way(self) -> float:
        """How far it is on its way from the first tick to the one that was asked for, 0..1."""
        return self._performance.world.ticks / self._goal if self.is_winding and self._goal else 1.0

    @property
    def is_over(self) -> bool:
        """Whether what is shown is the last of it."""
        return self.view.tick == self._last or self._performance.was_left

    def play_on(self, *, anew: bool = True) -> None:
        """Go on from the tick that is shown.

        What was wanted after it is forgotten, and the player decides `anew`; or it is told as it was.
        """
        at = self.tick
        if anew:
            del self.intents[at:]
        if at < self._performance.world.ticks:
            self._rewind()
            self._goal, self._seeks = at, True

    def advance(self, elapsed_s: float, motion: float) -> tuple[Event, ...]:
        """Play on for so many real seconds; see `RealTime`. Only where nothing is winding."""
        step = self._real_time.advance(elapsed_s, motion)
        self.previous, self.view = step.before, step.view
        self._goal = step.view.tick
        self._kept.clear()
        return step.events

    @property
    def alpha(self) -> float:
        """How far the picture stands from the previous view to the view, 0..1."""
        return self._real_time.alpha if self.view is self._real_time.view else 1.0

    def _rewind(self) -> None:
        """From the first tick on, unseen."""
        self._performance = Performance(World(self._level, self._seed, help=self._help), self._wish, self._recorder)
        self._kept.clear()

    def _wish(self, tick: int, look: Look) -> Intent | None:
        if tick < len(self.intents):
            return self.intents[tick]
        wish = self._player(tick, look)
        if wish is not None:
            self.intents.append(wish)
        return wish

    def _keep(self, view: View) -> None:
        """Keep a view; only those that follow one another, and only the last."""
        if view.tick - 1 not in self._kept:
            self._kept.clear()
        self._kept[view.tick] = view
        self._kept.pop(view.tick - KEPT_TICKS, None)
