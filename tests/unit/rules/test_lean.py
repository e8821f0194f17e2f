"""Leaning against a swing kills it, with whatever hand; holding on with it does not."""

import math
from collections.abc import Callable

import pytest

from game.core.clock import TICK_S, TICKS_PER_SECOND
from game.sim.rules.hands import lean_rate

LIMIT = math.radians(3.5)
PULL = 8.2
"""1/s^2: gravity over the height of the mass."""
LOAD = 1.36
"""Load factor: it swings in 3.7 s, and nothing but the hand damps it."""
SWING_S = 2.0 * math.pi / math.sqrt(PULL * (LOAD - 1.0))
WIDE = math.radians(5.0)
SEES_S = 0.2
"""s that all hands act late."""

Hand = Callable[[float, float], float]
"""Its wish, -1..1, from the sway (rad) and its rate (rad/s) as it has seen them."""


def left_of_swing(hand: Hand, swings: float) -> float:
    """Share of the swing that is left after so many of them."""
    sway, rate, lean = WIDE, 0.0, 0.0
    seen: list[tuple[float, float]] = []
    late = round(SEES_S * TICKS_PER_SECOND)
    for _ in range(round(swings * SWING_S * TICKS_PER_SECOND)):
        seen.append((sway, rate))
        wish = hand(*seen[-late]) if len(seen) >= late else 0.0
        lean += lean_rate(wish, lean, LIMIT) * TICK_S
        rate += PULL * ((1.0 - LOAD) * sway + LOAD * lean) * TICK_S
        sway += rate * TICK_S
    return math.hypot(sway, rate / math.sqrt(PULL * (LOAD - 1.0))) / WIDE


def keyboard() -> Hand:
    """Taps a key as the sculpture passes upright, against its way, for as long as the swing is wide."""
    before, left, wish = 0.0, 0.0, 0.0

    def hand(sway: float, rate: float) -> float:
        nonlocal before, left, wish
        if before * sway < 0.0:
            left, wish = 2.2 * abs(rate), -math.copysign(1.0, rate)
        before, left = sway, left - TICK_S
        return wish if left > 0.0 else 0.0

    return hand


def stick() -> Hand:
    """Holds against its way, the more the faster."""
    return lambda sway, rate: -0.2 * rate / LIMIT


def mouse() -> Hand:
    """The same with a button held and the mouse moved: slower."""
    at = 0.0

    def hand(sway: float, rate: float) -> float:
        nonlocal at
        wish = max(-1.0, min(1.0, -0.2 * rate / LIMIT))
        at += max(-2.0 * TICK_S, min(2.0 * TICK_S, wish - at))
        return at

    return hand


@pytest.mark.parametrize("hand", [keyboard, stick, mouse])
def test_a_swing_is_dead_after_three(hand: Callable[[], Hand]) -> None:
    assert left_of_swing(hand(), 3.0) < 0.3


def test_a_swing_lives_without_a_hand_and_grows_under_one_that_leans_with_it() -> None:
    assert left_of_swing(lambda sway, rate: 0.0, 3.0) == pytest.approx(1.0, abs=0.05)
    assert left_of_swing(lambda sway, rate: 0.2 * rate / LIMIT, 3.0) > 2.0
