"""How the balance stands, read from views alone: which way it goes, which way to lean, and how soon it would fall.

The sculpture is taken as one mode, an upright pendulum on a rotary spring: of its sway p on a plinth that leans by u,
    p'' = W^2 ((1 - L) p + L u),
with the load factor L, and W^2 = g sum(m h) / sum(m h^2). Above 1 it swings, below 1 it falls, ever faster.
"""

import math
from typing import NamedTuple

from game.sim.constants import GRAVITY
from game.sim.view import View

FALLEN = 0.25
"""rad of sway from which nothing brings it back."""
CALM_S, LAST_S = 2.8, 1.0
"""s until it would fall: over the first there is no danger, under the second it is as large as can be."""
WARNS = 0.5
"""Danger from which on all that shows it says so plainly."""
AHEAD_S, STEP_S = 3.2, 0.1
"""How far it is looked ahead, and in what steps, s."""
RATE_S = 0.06
"""s over which the rate of the sway is smoothed: single ticks shiver."""
HAND_S = 0.3
"""The plinth stays as it leans for so long, s: no hand lets go faster."""
SWINGS_AT = 1.15
"""Load factor from which on it swings by itself."""
STEEPEST = 1e-3
"""1/s^2: growth that is nearer to 0 counts as this much, so that there is one formula for all."""


class Balance(NamedTuple):
    """How it stands now; angles positive to the left."""

    sway: float = 0.0
    """rad."""
    rate: float = 0.0
    """rad/s, smoothed."""
    falls_in: float = math.inf
    """s until it has fallen, if it is let go and nothing disturbs it; infinite over AHEAD_S."""
    tends: float = 0.0
    """rad: where it tends to by the time that a hand can act; against this one leans."""

    @property
    def danger(self) -> float:
        """0 (calm) .. 1 (falling)."""
        return min(1.0, max(0.0, (CALM_S - self.falls_in) / (CALM_S - LAST_S)))

    @property
    def warns(self) -> bool:
        """Whether there is danger that must be told."""
        return self.danger >= WARNS


class BalanceWatch:
    """Follows views, one after the other; a view from before the last begins anew."""

    def __init__(self) -> None:
        self.now = Balance()
        self._tick, self._time = -1, 0.0

    def follow(self, view: View) -> Balance:
        """How it stands in a view."""
        sway, before = view.sculpture.sway, self.now
        passed = view.time - self._time
        if self._tick < 0 or view.tick < self._tick:
            rate = 0.0
        elif passed > 0.0:
            share = 1.0 - math.exp(-passed / RATE_S)
            rate = before.rate + ((sway - before.sway) / passed - before.rate) * share
        else:
            rate = before.rate
        self._tick, self._time = view.tick, view.time
        pace = pace_of(view)
        state = sway, rate, view.sculpture.plinth[1], view.sculpture.load_factor, pace
        self.now = Balance(sway, rate, falls_in(*state), tends_to(*state))
        return self.now


def pace_of(view: View) -> float:
    """W^2 of what stands, 1/s^2; 0 where nothing does."""
    standing = [piece for piece in view.sculpture.pieces if piece.standing and piece.position[1] > 0.0]
    turning = sum(piece.mass * piece.position[1] ** 2 for piece in standing)
    return GRAVITY * sum(piece.mass * piece.position[1] for piece in standing) / turning if turning > 0.0 else 0.0


def falls_in(sway: float, rate: float, lean: float, load_factor: float, pace: float) -> float:
    """s until FALLEN is passed, by the module's formula, if the plinth is let go; infinite if that is over AHEAD_S.

    Args:
        sway, rate: rad and rad/s.
        lean: of the plinth, rad.
        load_factor: L.
        pace: W^2, 1/s^2.
    """
    if abs(sway) >= FALLEN:
        return 0.0
    if math.isinf(load_factor) or pace <= 0.0:
        return math.inf
    for step in range(1, round(AHEAD_S / STEP_S) + 1):
        before, held = abs(sway), lean if step * STEP_S <= HAND_S else 0.0
        sway, rate = moved(sway, rate, held, load_factor, pace, STEP_S)
        if abs(sway) >= FALLEN:
            return STEP_S * (step - (abs(sway) - FALLEN) / (abs(sway) - before))
    return math.inf


def tends_to(sway: float, rate: float, lean: float, load_factor: float, pace: float) -> float:
    """rad against which to lean, as for `falls_in`: sway and rate once a hand can act, as the plinth leans till then.

    What swings by itself is only to be slowed down: to push its sway too would make it swing faster.
    """
    if math.isinf(load_factor) or pace <= 0.0:
        return 0.0
    sway, rate = moved(sway, rate, lean, load_factor, pace, HAND_S)
    share = min(1.0, max(0.0, (SWINGS_AT - load_factor) / (SWINGS_AT - 1.0)))
    return share * sway + rate / math.sqrt(pace)


def moved(
    sway: float, rate: float, lean: float, load_factor: float, pace: float, seconds: float
) -> tuple[float, float]:
    """Sway (rad) and rate (rad/s) so many seconds later, by the module's formula."""
    growth = pace * (1.0 - load_factor)
    if abs(growth) < STEEPEST:
        growth = STEEPEST
    root = math.sqrt(abs(growth))
    turn = root * seconds
    even, odd = (math.cosh(turn), math.sinh(turn)) if growth > 0.0 else (math.cos(turn), math.sin(turn))
    middle = -pace * load_factor * lean / growth
    aside = sway - middle
    return middle + even * aside + odd / root * rate, math.copysign(root, growth) * odd * aside + even * rate
