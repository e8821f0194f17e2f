"""Performance after performance, for hours of stage time: what wears out or drifts where a single one never shows it.

Each is a level, a bot and a seed of its own, played twice from curtain to end and a second beyond it: the second time
every tick must have the digest that it had the first time. Nothing of what a performance remembers may become NaN, and
the process must not grow.
"""

import gc
import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from game.bots import BOTS, make_bot
from game.core.clock import TICK_S, TICKS_PER_SECOND
from game.core.words import counted
from game.lab.nan import LOOKS_EVERY, nan_in
from game.level import Level
from game.performance import Deliberate, Performance
from game.sim import World

SETTLES_FOR = TICKS_PER_SECOND
"""Ticks after the end, in which the pieces come to rest."""
WARM_S = 3600.0
"""Stage time after which all that is made once has been made, s."""
MOST_GROWTH = 5.0
"""MB by which the process may be larger than it was then."""
HOUR_S = 3600.0


class Soak(BaseModel):
    """How far a soak has come: all that is needed to go on with it."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    seed: int
    levels: str
    """A hash of what is played."""
    performances: int = 0
    """Played, each of them twice; counted once."""
    seconds: float = 0.0
    """Of stage time, counted once."""
    digest: str = ""
    """Over the last digests of all of them, in order."""
    growth: float | None = None
    """MB since the first hour of the sitting; None where none has lasted so long. Of several sittings the most."""
    fault: str = ""
    """What went wrong; empty if nothing did."""

    @property
    def is_fine(self) -> bool:
        """Whether nothing went wrong so far."""
        return not self.fault

    def verdict(self) -> str:
        """How it went, in one line."""
        played = counted(self.performances, "performance")
        if self.fault:
            return f"failed after {self.seconds / HOUR_S:.2f} h of stage time in {played}: {self.fault}"
        grown = "" if self.growth is None else f", {self.growth:+.1f} MB after the first hour"
        return (
            f"fine: {self.seconds / HOUR_S:.2f} h of stage time in {played}, each played twice: no NaN, every digest "
            f"equal{grown}; {self.digest}"
        )


def begun(levels: Mapping[str, str], seed: int) -> Soak:
    """A soak of levels, their texts by name, about to begin."""
    return Soak(seed=seed, levels=_hash(f"{name}\0{text}" for name, text in levels.items()))


def soak(levels: Sequence[tuple[str, Level]], state: Soak, hours: float) -> Iterator[Soak]:
    """Play on until so many hours of stage time are through, or something is wrong; yields after each performance."""
    start_s, warm_mb = state.seconds, None
    while state.is_fine and state.seconds < hours * HOUR_S:
        round_, turn = divmod(state.performances, len(levels))
        name, level = levels[turn]
        bot, seed = list(BOTS)[round_ % len(BOTS)], state.seed + state.performances
        told = f"{name}, bot {bot}, seed {seed}"
        try:
            digests, fault = _play(level, bot, seed)
            if not fault:
                fault = _play(level, bot, seed, digests)[1]
        except Exception as error:
            error.add_note(f"in the soak: {told}")
            raise
        size_mb, growth = _resident_mb(), state.growth
        seconds = state.seconds + len(digests) * TICK_S
        if warm_mb is not None and size_mb is not None:
            growth = max(size_mb - warm_mb, -math.inf if growth is None else growth)
        elif seconds - start_s >= WARM_S:
            warm_mb = size_mb
        if not fault and growth is not None and growth >= MOST_GROWTH:
            fault = f"it grew by {growth:.1f} MB"
        state = state.model_copy(
            update={
                "performances": state.performances + 1,
                "seconds": seconds,
                "digest": _hash((state.digest, digests[-1])),
                "growth": growth,
                "fault": f"{told}: {fault}" if fault else "",
            }
        )
        yield state


def _play(level: Level, bot: str, seed: int, wanted: Sequence[str] = ()) -> tuple[list[str], str]:
    """Play a performance; returns the digest of every tick, and what was wrong, up to where it was."""
    world = World(level, seed)
    performance = Performance(world, Deliberate(make_bot(bot, seed)))
    digests: list[str] = []
    left = SETTLES_FOR
    while left:
        performance.run(1)
        left -= world.over
        digests.append(world.digest())
        tick = len(digests)
        if wanted and (tick > len(wanted) or digests[-1] != wanted[tick - 1]):
            return digests, f"tick {tick - 1} differs from the first run"
        # Looked at the first time alone: whoever only watches changes nothing.
        if not wanted and (tick % LOOKS_EVERY == 0 or not left) and (where := nan_in(world)):
            return digests, f"NaN in {where} after tick {tick - 1}"
    return digests, "" if not wanted or len(digests) == len(wanted) else "ends before the first run"


def _resident_mb() -> float | None:
    """Memory that this process has in use, MB; None where the system does not say."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _hash(texts: Iterable[str]) -> str:
    """16 hexadecimal digits over texts."""
    digest = blake2b(digest_size=8)
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()
