"""What the player wants during one tick: the one door into the simulation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Intent:
    """Held state of both hands for one tick. Plain data: a hand, a bot and a replay all make these."""

    lean: float = 0.0
    """Where the plinth should lean, -1 (right edge down) .. 1 (left edge down), of its largest lean."""
    aim: tuple[float, float] | None = None
    """Stage point (m) that the held mirror's beam should leave through; None leaves the mirror alone."""
    turn: float = 0.0
    """Turn the held mirror by hand, -1 (clockwise) .. 1; used where there is no `aim`."""
    slide: float = 0.0
    """Move the held mirror along its rail, -1 (towards the rail's start) .. 1."""
    take: int | None = None
    """Index of the mirror to take in hand; None keeps the one held."""
    breath: bool = False
    """Hold the breath: time slows while the meter lasts."""
    fine: bool = False
    """Turn and slide slowly."""
