"""What the player wants during one tick: the one door into the simulation."""

import math
from dataclasses import dataclass
from operator import index
from typing import SupportsFloat


@dataclass(frozen=True, slots=True)
class Intent:
    """Held state of both hands for one tick. Plain data: a hand, a bot and a replay all make these.

    Whatever kind of number it is given (of numpy, say), it keeps plain ones: what is recorded is what was performed.

    Raises:
        TypeError: something is of a kind that cannot be meant.
        ValueError: a number is not finite.
    """

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

    def __post_init__(self) -> None:
        """Make all of it plain."""
        for name in ("lean", "turn", "slide"):
            given = getattr(self, name)
            if (number := _finite(name, given)) is not given:
                object.__setattr__(self, name, number)
        if self.aim is not None:
            x, y = self.aim
            object.__setattr__(self, "aim", (_finite("aim", x), _finite("aim", y)))
        if self.take is not None:
            object.__setattr__(self, "take", int(index(self.take)))
        for name in ("breath", "fine"):
            if not isinstance(given := getattr(self, name), bool):
                object.__setattr__(self, name, bool(given))


def _finite(name: str, value: SupportsFloat) -> float:
    """A plain float.

    Raises:
        TypeError: it is no number.
        ValueError: it is not finite.
    """
    if isinstance(value, str | bytes):
        raise TypeError(f"{name} is {value!r}, must be a number")
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{name} is {number}, must be finite")
    return number
