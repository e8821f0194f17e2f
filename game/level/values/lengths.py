"""Lengths that decide whether a part makes sense, and how messages write lengths and points."""

import math
from collections.abc import Sequence

from game.core.geom import Floats

LEAST_LENGTH = 0.01
"""m: shorter lines (rails, screens, beams) have no direction that anyone could have meant."""
TOUCHING = 0.002
"""m over the plinth at which a piece stands on it: solvers tolerate half of that, eyes do not see it."""
REACH = 0.05
"""m: how far a joint, flaw or mirror may be from what it belongs to; forgives rounded coordinates."""


def nearest_on(line: tuple[tuple[float, float], tuple[float, float]], at: tuple[float, float]) -> tuple[float, float]:
    """The point of a straight line with two ends that is nearest to another point, m."""
    (ax, ay), (bx, by) = line
    dx, dy = bx - ax, by - ay
    share = min(max(((at[0] - ax) * dx + (at[1] - ay) * dy) / (dx * dx + dy * dy), 0.0), 1.0)
    return ax + share * dx, ay + share * dy


def point(at: Sequence[float] | Floats) -> str:
    """A point as a level file would write it."""
    return f"[{metres(at[0])}, {metres(at[1])}]"


def metres(value: float) -> str:
    """Metres without the unit, to the millimetre, and never `-0`."""
    return f"{round(float(value), 3) + 0.0:g}"


def rounded_up(value: float) -> str:
    """Metres to a tenth of a millimetre, never less: whoever writes it has enough."""
    return f"{math.ceil(value * 1e4 - 1e-6) / 1e4:g}"
