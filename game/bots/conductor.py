"""The breath: taps it so that ripe cracks enter on the beat, holds it so that several enter together, and in danger."""

import math
from dataclasses import dataclass

import numpy as np

from game.bots.attention import is_short, unfinished
from game.bots.limits import Limits
from game.core.clock import TICK_S
from game.performance import DECISION_TICKS
from game.sim import View
from game.sim.constants import BREATH_S, BREATH_SCALE

LEAD_S = 0.15
"""Stage s before a beat at which it draws breath for a tap."""
LAST = 2
"""Dark cells at which whoever anticipates takes a crack for as good as gold."""
ALARM = math.radians(3.0)
"""rad of sway from which it draws breath where the sculpture would fall: it is slow then, hands and light are not..."""
RELIEF = math.radians(1.5)
"""...and at which it breathes again."""
TIMING_S = 0.020
"""Stage s: standard deviation of its tap; people tap within 20-40 ms of a beat that they know."""


@dataclass(slots=True)
class Conductor:
    """Says when the breath is held."""

    limits: Limits
    draw: np.random.Generator
    """What its timing is drawn from."""
    _minds: bool | None = None
    """Whether it minds the beat for what is ripe now; None while nothing is."""
    _release: float | None = None
    """Stage s at which it lets go; None while it does not hold."""
    _is_alarmed: bool = False
    """It holds its breath against a fall."""

    def __call__(self, seen: View, now: View) -> bool:
        """Whether it holds its breath: `seen` is what its eye knows, `now` what its ear does: rhythm needs no delay."""
        self._is_alarmed = self.limits.breathes_in_danger and _is_falling(seen, RELIEF if self._is_alarmed else ALARM)
        return self._is_alarmed or self._conducts(seen, now)

    def _conducts(self, seen: View, now: View) -> bool:
        """Whether it holds what is ripe for a beat, or for more to sing with it."""
        ripe = _is_ripe(seen) and _is_ripe(now)
        if not ripe and not (self.limits.anticipates and _is_nearly_ripe(seen)):
            self._release = self._minds = None
            return False
        if self._minds is None:
            self._minds = float(self.draw.random()) < self.limits.conducts
        if not self._minds:
            return False
        beat_s = now.game.beat_s
        to_beat = (1.0 - now.game.beat) * beat_s
        lasts_s = now.game.breath * BREATH_S * BREATH_SCALE
        more = ripe and self.limits.chords and any(is_short(crack) for crack in unfinished(seen))
        if self._release is None or now.time > self._release + beat_s / 2:
            self._release = None
            if lasts_s > to_beat and (more or to_beat < LEAD_S):
                self._release = now.time + to_beat + TIMING_S * float(self.draw.normal())
        elif more and now.time > self._release - beat_s / 2 and lasts_s > self._release - now.time + beat_s:
            self._release += beat_s
        return self._release is not None and now.time < self._release - DECISION_TICKS * TICK_S / 2


def _is_nearly_ripe(view: View) -> bool:
    """Whether the light is on the last bit of a crack."""
    return any(crack.lit and crack.dark <= LAST for crack in unfinished(view))


def _is_ripe(view: View) -> bool:
    """Whether a crack is gold all along and waits to sing."""
    return any(voice.state == "ripe" for voice in view.game.voices)


def _is_falling(view: View, sway: float) -> bool:
    """Whether the sculpture cannot stand by itself, and sways farther than so many rad."""
    return view.sculpture.load_factor < 1.0 and abs(view.sculpture.sway) > sway
