"""The one driver of performances: a world, who plays in it, who records it, and the real time in which it is shown.

Window, bots, replays, films, sound, screenshots and the laboratory all drive by this. `Performance` counts in ticks;
`RealTime` turns real seconds into ticks for whoever shows a performance. Views are built only when somebody looks.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from game.core.clock import TICK_S
from game.sim import Event, EventKind, Intent, View, World
from game.sim.events import BREAKS

DECISION_TICKS = 4
"""A bot is asked 30 times a second: faster than any hand changes its mind."""
HIT_STOP_S = 0.060
"""Real seconds for which the picture stands still when something breaks: felt, not seen."""
HIT_STOP_REST_S = 0.5
"""From one hit-stop to the next at least: a chain of breaks stutters only once."""
TOPPLE_SCALE = 0.35
"""Stage time against real time while the sculpture falls..."""
TOPPLE_S = 1.5
"""...for so many real seconds."""
VOICE_SCALE, VOICE_S = 0.5, 0.45
"""Stage time against real time as a voice enters, and for how many real seconds it takes to run on: a breath."""
ROUNDING_S = 1e-9
"""A tick may come so much early: sums of times are not exact, and must fall into the same frame for everybody."""
_IDLE = Intent()

Look = Callable[[], View]
"""Builds the view of the present tick, or returns it where it has been built; whoever needs none does not ask."""
Player = Callable[[int, Look], Intent | None]
"""Whoever plays: asked before each tick, with its number. None says that nobody plays any more."""


class Record(Protocol):
    """Whoever follows what was played."""

    def add(self, intent: Intent, world: World) -> None:
        """Note an intent and the state that the tick it drove has led to."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """What a frame is made of."""

    events: tuple[Event, ...]
    """All that happened since the frame before, in order."""
    before: View
    """As it was seen last: the picture stands between this view..."""
    view: View
    """...and this one."""


class Performance:
    """A world that is played in, tick by tick.

    Once it is over the world may still settle, but nobody plays in it and nothing is recorded.
    """

    def __init__(self, world: World, player: Player, recorder: Record | None = None) -> None:
        self.world = world
        self.intent = _IDLE
        """The last one given."""
        self._player, self._recorder = player, recorder
        self._left = False
        self._view: View | None = None

    @property
    def over(self) -> bool:
        """Won, lost, or nobody plays any more."""
        return self.world.over or self._left

    @property
    def was_left(self) -> bool:
        """Whether nobody plays any more before its end: no tick follows."""
        return self._left

    def look(self) -> View:
        """The view of the present tick, built once."""
        if self._view is None or self._view.tick != self.world.ticks:
            self._view = self.world.view()
        return self._view

    def run(self, ticks: int) -> tuple[Event, ...]:
        """Move on by so many ticks, unless nobody plays any more; returns all that happened, in order."""
        world, events = self.world, list[Event]()
        for _ in range(ticks):
            wish = None if self.over else self._player(world.ticks, self.look)
            self._left = wish is None and not world.over
            if self._left:
                break
            self.intent = wish or _IDLE
            events += world.tick(self.intent)
            if wish is not None and self._recorder is not None:
                self._recorder.add(wish, world)
        return tuple(events)

    def ticks(self, until: float | None = None) -> Iterator[tuple[Event, ...]]:
        """Move on tick by tick to the end, or to a stage time (s); yields what happened on each."""
        while not self.over and (until is None or self.world.time < until):
            yield self.run(1)

    def step(self, ticks: int) -> Step:
        """Move on by so many ticks, and look before and after."""
        before = self.look()
        return Step(self.run(ticks), before, self.look())


class Playback:
    """A recording as a player: its intents one by one, whatever there is to see."""

    def __init__(self, intents: Iterable[Intent]) -> None:
        self._intents = iter(intents)

    def __call__(self, tick: int, look: Look) -> Intent | None:
        """The next recorded intent; None after the last."""
        return next(self._intents, None)


class Deliberate:
    """A policy as a player, asked every `DECISION_TICKS` wherever it plays: equal seeds play the same."""

    def __init__(self, policy: Callable[[View], Intent]) -> None:
        self._policy = policy
        self._intent = _IDLE

    def __call__(self, tick: int, look: Look) -> Intent:
        """Its last decision, or a new one when the time has come."""
        if tick % DECISION_TICKS == 0:
            self._intent = self._policy(look())
        return self._intent


@dataclass(slots=True)
class SlowMotion:
    """Hit-stop and slow motion: how long a tick lasts because of what just happened.

    They hold up the clock, never the world: a replay does not know of them.
    """

    _stop_s: float = 0.0
    _rest_s: float = 0.0
    _topple_s: float = 0.0
    _voice_s: float = 0.0

    def react(self, events: Iterable[Event], motion: float = 1.0) -> None:
        """Note what happened; `motion` 0..1 shortens the hit-stop."""
        for event in events:
            if event.kind in BREAKS and self._rest_s <= 0.0:
                self._stop_s, self._rest_s = HIT_STOP_S * motion, HIT_STOP_REST_S
            elif event.kind is EventKind.TOPPLE:
                self._topple_s = TOPPLE_S
            elif event.kind is EventKind.VOICE:
                self._voice_s = VOICE_S

    def next_tick(self, motion: float = 1.0) -> tuple[float, float]:
        """Real seconds that the picture stands before the next tick, and that it takes to move on then.

        `motion` 0..1 weakens slow motion.
        """
        slowest = TOPPLE_SCALE if self._topple_s > 0.0 else 1.0 - (1.0 - VOICE_SCALE) * self._voice_s / VOICE_S
        return self._stop_s, TICK_S / (1.0 - motion * (1.0 - slowest))

    def pass_by(self, real_s: float) -> None:
        """A tick has lasted so many real seconds."""
        self._stop_s = 0.0
        self._rest_s = max(0.0, self._rest_s - real_s)
        self._topple_s = max(0.0, self._topple_s - real_s)
        self._voice_s = max(0.0, self._voice_s - real_s)


class RealTime:
    """A performance as it is shown: real seconds in, what a frame is made of out.

    How long a tick lasts follows from the ticks before it alone: from breath, hit-stop and slow motion. So an event
    comes at the same real moment at any frame rate, in a window, a film and a sound file.
    """

    def __init__(self, performance: Performance, most_ticks: int | None = None) -> None:
        """Begin; of a frame that asks for more than `most_ticks` the rest is dropped, not caught up later."""
        self.performance = performance
        self.previous = self.view = performance.look()
        """The last two views that were shown: the picture stands between them."""
        self.now_s = 0.0
        """Real seconds so far."""
        self.ended_s: float | None = None
        """The real second of the last tick that was played; None as long as it is not over."""
        self._most_ticks = most_ticks
        self._motion = 1.0
        self._slow_motion = SlowMotion()
        self._since_s = 0.0
        """Real seconds since the last tick."""

    @property
    def alpha(self) -> float:
        """How far the picture stands from the previous view to the view, 0..1. It runs one tick behind the world."""
        span = self.view.tick - self.previous.tick
        if not span or self.performance.was_left:
            return 1.0
        stop_s, moves_s = self._next_tick()
        return (span - 1 + min(1.0, max(0.0, self._since_s - stop_s) / moves_s)) / span

    def advance(self, elapsed_s: float, motion: float = 1.0) -> Step:
        """Play on for so many real seconds; `motion` 0..1 is how much of hit-stop and slow motion is wanted."""
        self._motion = motion
        self.now_s += elapsed_s
        self._since_s += elapsed_s
        events: list[Event] = []
        ticks = 0
        while not self.performance.was_left and self._since_s >= (lasts_s := sum(self._next_tick())) - ROUNDING_S:
            if ticks == self._most_ticks:
                self._since_s = 0.0
                break
            events += self._tick(lasts_s)
            ticks += 1
        if self.performance.world.ticks != self.view.tick:
            self.previous, self.view = self.view, self.performance.look()
        return Step(tuple(events), self.previous, self.view)

    def hurry(self, ticks: int) -> Step:
        """Play on by so many ticks at once, whatever time they would take."""
        events: list[Event] = []
        for _ in range(ticks):
            events += self._tick(0.0)
        self._since_s = 0.0
        self.previous = self.view = self.performance.look()
        return Step(tuple(events), self.previous, self.view)

    def _tick(self, lasts_s: float) -> tuple[Event, ...]:
        """A tick that lasted so many real seconds; returns what happened."""
        happened = self.performance.run(1)
        if not self.performance.was_left:
            self._since_s -= lasts_s
            self._slow_motion.pass_by(lasts_s)
            self._slow_motion.react(happened, self._motion)
        if self.performance.over and self.ended_s is None:
            self.ended_s = self.now_s - self._since_s
        return happened

    def _next_tick(self) -> tuple[float, float]:
        """Real seconds that the picture stands before the next tick, and that it takes to move on then."""
        stop_s, moves_s = self._slow_motion.next_tick(self._motion)
        return stop_s, moves_s / self.performance.world.time_scale
