"""What is worth knowing of a performance without a window: how it went, in a few numbers.

Sweeps, proofs and what levels expect all play by this: one way from a performance to a row.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from game.bots import Policy, make_bot
from game.core.clock import TICK_S, TICKS_PER_SECOND
from game.lab.handicaps import Relay, tied
from game.lab.nan import LOOKS_EVERY, nan_in
from game.level import Level, parse_level
from game.performance import DECISION_TICKS, Deliberate, Performance, Player
from game.sim import Event, EventKind, View, World
from game.sim.balance import BalanceWatch
from game.sim.constants import STRAIN_PERIOD
from game.sim.glass.stress import largest_tension

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
    load_factor_min: float = 0.0
    """The smallest until the end."""
    stress: float = 0.0
    """The largest tension in glass that stood and had no open crack, as a share of its strength..."""
    stress_s: float = 0.0
    """...and the stage time of that, s."""
    nan: str = ""
    """Where something became NaN; empty where nothing did."""
    digest: str = ""
    """Of the world at the end."""
    deed: str = ""
    """Of a loss, what the player did or left undone (`Deed.kind`); empty where it was nobody's doing."""

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
    stress: float = 0.0
    stress_s: float = 0.0
    nan: str = ""
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
        if world.ticks % STRAIN_PERIOD == 0:
            self._strain(world)
        if not self.nan and (world.over or world.ticks % LOOKS_EVERY == 0):
            self.nan = nan_in(world)
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

    def _strain(self, world: World) -> None:
        """See how near sound glass is to cracking."""
        solid = world.sculpture
        for key, stress in solid.stress.items():
            body = solid.bodies[key]
            law = body.material.fracture
            if law is None or not len(stress) or not solid.cracks.is_sound(body):
                continue
            share = float(largest_tension(stress).max()) / law.strength
            if share > self.stress:
                self.stress, self.stress_s = share, world.time

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

        A piece that splits is warned of by its own cracks, gold that pulls by turning dry, all else by the gauge, and
        time that runs out all along.
        """
        if world.cause == "time":
            return world.time
        decided, tick = world.loss.decided, world.ticks
        if decided is not None and decided.kind is EventKind.SPLIT:
            told = [event.tick for event in self.warnings if event.subject == decided.subject]
            return max(0, decided.tick - min(told, default=decided.tick)) * TICK_S
        if decided is not None and decided.kind is EventKind.DRY:
            return (tick - decided.tick) * TICK_S
        return (tick - self.warns_since) * TICK_S if tick - self.warned_tick < QUIET_TICKS else 0.0


class Task(NamedTuple):
    """A performance to be played: plain data, for any process on any machine."""

    source: str
    """What the level is called in errors..."""
    text: str
    """...and what stands in its file."""
    bot: str
    handicap: str = ""
    seed: int = 0
    take_over: float | None = None
    """Stage time at which an expert takes over, s."""
    until: float | None = None
    """Stage time at which it may stop, s."""

    def policy(self) -> Policy:
        """Who plays."""
        policy = tied(make_bot(self.bot, self.seed), self.handicap)
        return policy if self.take_over is None else Relay(policy, make_bot("expert", self.seed), self.take_over)


_ALONE = threading.Lock()
"""Kernels share buffers in a process: threads of a worker play one after another, which costs nothing, as Python alone
would let no two run at once."""


def play_task(task: Task) -> Played:
    """Play a task, whichever process or thread this is.

    Raises:
        LevelError: its level has errors.
        ValueError: the level's sculpture cannot be built.
    """
    try:
        with _ALONE:
            return play(_level(task.text, task.source), task.seed, Deliberate(task.policy()), task.until)
    except Exception as error:
        tied_by = f", {task.handicap}" if task.handicap else ""
        error.add_note(f"in {task.source}, bot {task.bot}{tied_by}, seed {task.seed}")
        raise


Witness = Callable[[World, tuple[Event, ...]], None]
"""Told of each tick: the world after it, and what happened."""


def play(level: Level, seed: int, player: Player, until: float | None = None, witness: Witness | None = None) -> Played:
    """Let somebody perform a level, up to `until` (s of stage time) at most.

    Raises:
        ValueError: the level's sculpture cannot be built.
    """
    world, watch = World(level, seed), _Watch()
    performance = Performance(world, player)
    watch.look(performance.look())
    for events in performance.ticks(until):
        watch(world, events)
        if witness is not None:
            witness(world, events)
        if world.ticks % DECISION_TICKS == 0 and not performance.over:
            watch.look(performance.look())
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
        world.load_factor_min,
        watch.stress,
        watch.stress_s,
        watch.nan,
        world.digest(),
        "" if world.loss.deed is None else world.loss.deed.kind,
    )


@lru_cache(maxsize=64)
def _level(text: str, source: str) -> Level:
    return parse_level(text, source)
