"""The left hand, as people have it: it sees late, corrects now and then, leaves small sway alone, stops at news."""

import math
from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from game.bots.limits import Limits
from game.sim import View
from game.sim.balance import pace_of

EVERY_S = 0.4
"""s between two corrections: people correct a balance two to three times a second."""
AHEAD_S = EVERY_S / 2
"""s beyond now that whoever predicts aims for: until the middle of what its correction will last."""
SMALL_SWAY, SMALL_RATE = math.radians(1.0), math.radians(5.0)
"""rad and rad/s: what sways by less than both is left alone."""
HEEDS = 0.3
"""Share of that for one who leans to a mark."""
PAINTING_DELAY_S = 0.2
"""s later that sway is seen by one whose eyes are on the brush."""
FREEZE_S = 0.33
"""s for which news stops the hand."""
FIT_S = 0.15
"""s of what was seen that the rate of the sway is read from."""
REMEMBERS_S = 1.2
"""s for which it remembers what it saw; longer than all delays together."""
STEP_S = 1 / 30
"""s of a step of its inner model."""
CALM = 1.7
"""Load factor at which it leaves the plinth alone: a stiff piece steadies itself, and late hands would only pump it."""
LEAST_LOAD = 0.7
"""Load factor below which nobody knows what to do any more."""


class Seen(NamedTuple):
    """A look at the balance."""

    at: float
    """Real s."""
    time: float
    """Stage time, s."""
    sway: float
    """rad."""
    lean: float
    """Of the plinth, rad."""


@dataclass(slots=True)
class Balance:
    """Leans the plinth against the sway."""

    limits: Limits
    draw: np.random.Generator
    """What says whether it freezes."""
    lean: float = 0.0
    """rad that it wants."""
    _seen: deque[Seen] = field(default_factory=deque)
    _next: float = 0.0
    """Real s of its next correction."""
    _pull: float = 0.0
    """1/s^2: `pace_of` the sculpture; 0 until it has felt it."""

    def startle(self, now: float) -> None:
        """News: it may stop for a moment."""
        if self.draw.random() < self.limits.freezes:
            self._next = max(self._next, now + FREEZE_S)

    def __call__(self, now: float, view: View, paints: bool, wanted: float = 0.0) -> float:
        """rad that the plinth should lean.

        Args:
            now: real s.
            paints: its eyes are on the brush.
            wanted: rad of sway that it aims for.
        """
        self._see(now, view)
        limits = self.limits
        if now < self._next or not self._pull:
            return self.lean
        delay = limits.delay + (PAINTING_DELAY_S if paints else 0.0)
        past = [seen for seen in self._seen if seen.at <= now - delay]
        if len(past) < 2:
            return self.lean
        self._next = now + EVERY_S * (limits.slower if paints else 1.0)
        load = min(CALM, max(LEAST_LOAD, view.sculpture.load_factor))
        sway, rate = self._predicted(past, delay * view.game.time_scale, load)
        leans = wanted * (load - 1.0) / load  # so much holds the sway that it wants
        heed = HEEDS if wanted else 1.0
        if abs(sway - wanted) > heed * SMALL_SWAY or abs(rate) > heed * SMALL_RATE:
            leans += self._answer(sway - wanted, rate, load)
        self.lean = max(-view.game.lean_limit, min(view.game.lean_limit, leans))
        return self.lean

    def _see(self, now: float, view: View) -> None:
        self._seen.append(Seen(now, view.time, view.sculpture.sway, view.sculpture.plinth[1]))
        while self._seen[0].at < now - REMEMBERS_S:
            self._seen.popleft()
        if not self._pull:
            self._pull = pace_of(view)

    def _predicted(self, past: list[Seen], delay: float, load: float) -> tuple[float, float]:
        """Sway (rad) and its rate (rad/s), as far as it looks ahead of the last of what it has seen.

        Args:
            delay: of its sight, s of stage time.
        """
        last = past[-1]
        recent = np.array([(seen.time, seen.sway) for seen in past if seen.time >= last.time - FIT_S])
        times, sways = recent[:, 0] - recent[:, 0].mean(), recent[:, 1] - recent[:, 1].mean()
        rate = float((times * sways).sum() / max(1e-12, float((times * times).sum())))
        sway = last.sway
        if not self.limits.predicts:
            return sway, rate
        span = self.limits.predicts * delay + AHEAD_S
        if not self.limits.feels_its_leans:
            return sway + rate * span, rate
        leans = [seen.lean for seen in self._seen if seen.at > last.at] or [last.lean]
        for step in range(round(span / STEP_S)):
            lean = leans[min(step, len(leans) - 1)]
            rate += self._pull * ((1.0 - load) * sway + load * lean) * STEP_S
            sway += rate * STEP_S
        return sway, rate

    def _answer(self, sway: float, rate: float, load: float) -> float:
        """rad of lean that make sway'' = pull ((1 - load) sway + load lean) swing as the hand wants it.

        A sculpture that swings faster by itself than the hand would have it keeps its own swing, and is damped.
        """
        effort = max(0.0, min(1.0, (CALM - load) / (CALM - 1.0)))
        own = self._pull * (load - 1.0)
        stiffness = max(0.0, self.limits.swing**2 - own)
        damping = 2.0 * self.limits.damping * self.limits.swing
        return -effort * (stiffness * sway + damping * rate) / (load * self._pull)
