"""Heat: glass warms by the light that it swallows, slowly cools, runs faster when warm and cracks when too warm.

One temperature a piece. Over the house's it rises as

    d rise / dt = gain P / (m c) - rise / tau,

with P the watts that the glass swallows, less those that gild, and m its mass, or WARMED_MASS where it has more. In
steady light it goes to gain P tau / (m c).
"""

import math
from collections.abc import Iterable, Mapping

import numpy as np

from game.core.clock import TICK_S
from game.sim import constants as c
from game.sim.light.constants import LEAST_WIDTH
from game.sim.sculpture.body import Body
from game.sim.view import Segments

SECONDS_BETWEEN_STEPS = c.HEAT_PERIOD * TICK_S
"""How often glass is warmed, s."""


def settles_at(watts: float, mass: float) -> float:
    """K over the house's temperature that a piece of `mass` (kg) settles at when it swallows `watts` for long."""
    return c.HEAT_GAIN * watts * c.COOLING_S / (min(mass, c.WARMED_MASS) * c.GLASS_HEAT_CAPACITY)


def warmed(rise: float, watts: float, mass: float, seconds: float) -> float:
    """The rise (K) of a piece of `mass` (kg) after so many seconds in which it swallows `watts`; exact."""
    end = settles_at(watts, mass)
    return end + (rise - end) * math.exp(-seconds / c.COOLING_S)


def warm(bodies: Iterable[Body], watts: Mapping[int, float]) -> list[Body]:
    """Warm or cool all glass for SECONDS_BETWEEN_STEPS; returns what became hot enough to be warned of.

    `watts` is what each body turns into heat, by key. Each is warned of once until it has cooled down.
    """
    told = []
    for body in bodies:
        if not body.is_glass or not (watts[body.key] or body.rise):
            continue  # no glass, or as cold as the house and in the dark
        body.rise = warmed(body.rise, watts[body.key], body.mass, SECONDS_BETWEEN_STEPS)
        if body.heat > c.HEAT_WARNING and not body.is_hot:
            told.append(body)
        body.is_hot = body.heat > (c.HEAT_REARM if body.is_hot else c.HEAT_WARNING)
    return told


def haste(body: Body) -> float:
    """How many times as fast tips run in a body as in cold glass."""
    return 1.0 + (c.HOT_TIP - 1.0) * min(1.0, body.heat) if body.rise else 1.0


def brightest_entry(segments: Segments, row: int) -> tuple[float, float] | None:
    """Where on the stage (m) the most intense tube of light enters the piece of that row of `View.pieces`, if any.

    Intensity is what arrives over the width of the tube; a focus counts as wide as LEAST_WIDTH.
    """
    enters = np.flatnonzero((segments.hit == row) & (segments.medium != row))
    if len(enters) == 0:
        return None
    width = np.maximum(np.abs(segments.width[enters, 1]), LEAST_WIDTH)
    x, y = segments.end[enters[np.argmax(segments.total[enters] / width)]].tolist()
    return x, y
