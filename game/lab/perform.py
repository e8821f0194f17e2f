"""One performance from curtain to end, without a window."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from game.bots import Policy
from game.level import Level
from game.performance import Deliberate, Performance, Record
from game.sim import Event, Intent, World

Watcher = Callable[[World, Intent, tuple[Event, ...]], None]


@dataclass(frozen=True, slots=True)
class Result:
    """How a performance ended."""

    outcome: str
    """won or lost; '' if it was cut off."""
    cause: str
    voices: int
    score: int
    seconds: float
    load_factor_min: float
    digest: str

    def as_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return asdict(self)


def perform(
    level: Level,
    seed: int,
    policy: Policy,
    *,
    recorder: Record | None = None,
    watch: Watcher | None = None,
    until: float | None = None,
) -> Result:
    """Let a policy perform a level.

    Args:
        recorder: is given every intent and the world after it.
        watch: called after every tick with the world, the intent and the events.
        until: stage time at which to stop early, s.

    Raises:
        ValueError: the level's sculpture cannot be built.
    """
    world = World(level, seed)
    performance = Performance(world, Deliberate(policy), recorder)
    for events in performance.ticks(until):
        if watch is not None:
            watch(world, performance.intent, events)
    return result_of(world)


def result_of(world: World) -> Result:
    """How a world stands."""
    return Result(
        world.outcome,
        world.cause,
        world.voices_sung,
        int(world.score.kept),
        round(world.time, 3),
        round(world.load_factor_min, 4),
        world.digest(),
    )
