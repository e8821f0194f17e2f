"""Keys that turn a mirror: a tap moves its light by half a brush's width, and one that is held gathers speed."""

from game.core.clock import TICK_S

LEAST = 0.06
"""Share of a mirror's rate at which a key begins: a tap of a twelfth of a second moves light by 3 cm at 1.5 m."""
GATHERS_S = 0.7
"""s of stage time for which it is held until the mirror turns as fast as it can."""


class Turning:
    """How fast keys turn the held mirror."""

    def __init__(self) -> None:
        self._way, self._held_s = 0.0, 0.0

    def tick(self, way: float) -> float:
        """Share -1..1 of the mirror's rate on this tick, for the `way` (-1, 0 or 1) that keys want; ask once a tick."""
        if way != self._way:
            self._way, self._held_s = way, 0.0
        gathered = min(1.0, self._held_s / GATHERS_S)
        self._held_s += TICK_S
        return way * (LEAST + (1.0 - LEAST) * gathered * gathered)
