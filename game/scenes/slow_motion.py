"""Hit-stop and slow motion. They hold up the clock, never the world: a replay does not know of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from game.sim import Event, EventKind
from game.sim.events import BREAKS

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


@dataclass(slots=True)
class SlowMotion:
    """How fast the clock runs because of what just happened."""

    _stop_s: float = 0.0
    _rest_s: float = 0.0
    _slow_s: float = 0.0
    _breath_s: float = 0.0

    def react(self, events: Iterable[Event], motion: float = 1.0) -> None:
        """Note what happened; `motion` 0..1 shortens the hit-stop."""
        for event in events:
            if event.kind in BREAKS and self._rest_s <= 0.0:
                self._stop_s, self._rest_s = HIT_STOP_S * motion, HIT_STOP_REST_S
            elif event.kind is EventKind.TOPPLE:
                self._slow_s = TOPPLE_S
            elif event.kind is EventKind.VOICE:
                self._breath_s = VOICE_S

    def scale(self, elapsed_s: float, motion: float = 1.0) -> float:
        """Stage time against real time for a frame of so many real seconds; `motion` 0..1 weakens slow motion."""
        stopped = min(elapsed_s, self._stop_s)
        slowest = TOPPLE_SCALE if self._slow_s > 0.0 else 1.0 - (1.0 - VOICE_SCALE) * self._breath_s / VOICE_S
        pace = 1.0 - motion * (1.0 - slowest)
        self._stop_s -= stopped
        self._rest_s = max(0.0, self._rest_s - elapsed_s)
        self._slow_s = max(0.0, self._slow_s - elapsed_s)
        self._breath_s = max(0.0, self._breath_s - elapsed_s)
        return pace * (1.0 - stopped / elapsed_s) if elapsed_s > 0.0 else pace
