"""Recordings performed again, and compared."""

import math
from dataclasses import dataclass

from game.performance import Performance, Playback
from game.replay.layout import DIGEST_DIGITS
from game.replay.recording import End, Recording
from game.sim import Intent, World


@dataclass(slots=True)
class Check:
    """Follows a recording as it is performed again, and compares."""

    recording: Recording
    difference: int | None = None
    """The first tick whose digest differs, counted from 0; None as long as all went as it was recorded."""

    def add(self, intent: Intent, world: World) -> None:
        """Compare the state after a tick."""
        tick = world.ticks - 1
        if self.difference is None and world.digest()[:DIGEST_DIGITS] != self.recording.digest_after(tick):
            self.difference = tick


def replayed(recording: Recording) -> tuple[Performance, Check]:
    """A recording about to be performed again, and what compares it meanwhile."""
    check = Check(recording)
    return Performance(
        World(recording.level, recording.seed, help=recording.help), Playback(recording.intents), check
    ), check


def first_difference(recording: Recording) -> tuple[int | None, World]:
    """Perform a recording; returns the first tick whose digest differs, or None, and the world."""
    performance, check = replayed(recording)
    for _ in performance.ticks():
        if check.difference is not None:
            break
    world = performance.world
    if check.difference is None and world.ticks < len(recording.intents):
        return world.ticks, world  # it ended before it should
    return check.difference, world


def nearly(recording: Recording, tolerance: float) -> tuple[int | None, World, str]:
    """Perform a recording to its end whatever differs on the way.

    Returns the first tick whose digest differs, or None; the world; and in what it went otherwise than it was recorded,
    beyond that share of score and length; empty where in nothing.
    """
    performance, check = replayed(recording)
    for _ in performance.ticks():
        pass
    world, grace = performance.world, math.ceil(tolerance * len(recording.intents))
    while recording.outcome and not world.over and grace:
        world.tick(Intent())
        grace -= 1
    then = recording.end or End(recording.outcome, world.voices_sung, int(world.score.kept), len(recording.intents))
    now = End(world.outcome, world.voices_sung, int(world.score.kept), world.ticks)
    return check.difference, world, now.otherwise_than(then, tolerance)
