"""What is worth knowing of a performance without a window: how it went, in a few numbers."""

from dataclasses import dataclass, field

import numpy as np

from game.bots import Policy
from game.core.clock import TICK_S, TICKS_PER_SECOND
from game.level import Level
from game.performance import DECISION_TICKS, Deliberate, Performance
from game.sim import Event, EventKind, View, World
from game.sim.balance import BalanceWatch

CALM_BARS = 2.0
"""Bars at the beginning in which the sway counts as calm."""
WARNINGS_OF_A_PIECE = (EventKind.FLAW, EventKind.CRACK, EventKind.HEAT)
QUIET_TICKS = TICKS_PER_SECOND
"""So long without a warning, and the next is a new one."""


@dataclass(frozen=True, slots=True)
class Played:
    """How a performance went."""

    outcome: str
    cause: str
    voices: int
    score: int
    seconds: float
    cracks: tuple[float, ...]
    """m: how long each crack was when it sang, with its branches."""
    below_s: float
    """s with a load factor below 1."""
    calm: float
    """rad: the widest sway while all was calm..."""
    widest: float
    """...and of all."""
    warned_s: float
    """s from the first warning of what decided a loss until then; 0 where there was none."""

    @property
    def won(self) -> bool:
        """Whether it was."""
        return self.outcome == "won"


@dataclass(slots=True)
class _Watch:
    """Takes down what a performance tells as it goes."""

    cracks: dict[int, float] = field(default_factory=dict)
    """m by flaw."""
    below_ticks: int = 0
    calm: float = 0.0
    widest: float = 0.0
    warnings: list[Event] = field(default_factory=list)
    """Of pieces."""
    balance: BalanceWatch = field(default_factory=BalanceWatch)
    warned_tick: int = -QUIET_TICKS
    """When the gauge warned last..."""
    warns_since: int = 0
    """...and since when, without a break."""

    def __call__(self, world: World, events: tuple[Event, ...]) -> None:
        """Take a tick down."""
        sway = abs(world.sway)
        self.widest = max(self.widest, sway)
        if world.time < CALM_BARS * world.level.music.tempo.bar_s:
            self.calm = max(self.calm, sway)
        self.below_ticks += world.load_factor < 1.0
        for event in events:
            if event.kind in WARNINGS_OF_A_PIECE:
                self.warnings.append(event)
            elif event.kind is EventKind.VOICE:
                self._measure(world)

    def look(self, view: View) -> None:
        """See what the gauge tells."""
        if self.balance.follow(view).warns:
            if view.tick - self.warned_tick > QUIET_TICKS:
                self.warns_since = view.tick
            self.warned_tick = view.tick

    def _measure(self, world: World) -> None:
        """Take down how long those cracks are that sing since now."""
        lengths: dict[int, float] = {}
        for crack in world.view().sculpture.cracks:
            if crack.voice and crack.flaw not in self.cracks:
                steps = np.diff(crack.path, axis=0)
                lengths[crack.flaw] = lengths.get(crack.flaw, 0.0) + float(np.hypot(steps[:, 0], steps[:, 1]).sum())
        self.cracks |= lengths

    def warned_s(self, world: World) -> float:
        """s from the first warning of what decided a loss to when it did.

        A piece that splits is warned of by its own cracks, all else by the gauge, and time that runs out all along.
        """
        if world.cause == "time":
            return world.time
        decided, tick = world.loss.decided, world.ticks
        if decided is not None and decided.kind is EventKind.SPLIT:
            told = [event.tick for event in self.warnings if event.subject == decided.subject]
            return max(0, decided.tick - min(told, default=decided.tick)) * TICK_S
        return (tick - self.warns_since) * TICK_S if tick - self.warned_tick < QUIET_TICKS else 0.0


def play(level: Level, seed: int, policy: Policy, until: float | None = None) -> Played:
    """Let a policy perform a level, up to `until` (s of stage time) at most.

    Raises:
        ValueError: the level's sculpture cannot be built.
    """
    world, watch = World(level, seed), _Watch()
    performance = Performance(world, Deliberate(policy))
    while not performance.over and (until is None or world.time < until):
        if world.ticks % DECISION_TICKS == 0:
            watch.look(performance.look())
        watch(world, performance.run(1))
    return Played(
        world.outcome,
        world.cause,
        world.voices_sung,
        int(world.score.kept),
        world.time,
        tuple(watch.cracks.values()),
        watch.below_ticks * TICK_S,
        watch.calm,
        watch.widest,
        watch.warned_s(world) if world.outcome == "lost" else 0.0,
    )
