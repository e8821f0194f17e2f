"""What should be measured, to be compared with `==`: within what the simulation resolves."""

import math
from collections.abc import Sequence
from typing import Any

import pytest

from game.core.clock import TICK_S

MILLIMETRE = 1e-3
HUNDREDTH = 0.01


def metres(wanted: float | Sequence[float], within: float = MILLIMETRE) -> Any:
    """A length or a point, m, to a millimetre."""
    return pytest.approx(wanted, rel=0.0, abs=within)


def seconds(wanted: float, within: float = 2.0 * TICK_S) -> Any:
    """A time, s, to two ticks: what happens at a time happens on the next tick, and is seen after it."""
    return pytest.approx(wanted, rel=0.0, abs=within)


def degrees(wanted: float, within: float = 0.1) -> Any:
    """An angle, given in degrees and compared with radians, as views have them; to a tenth of a degree."""
    return pytest.approx(math.radians(wanted), rel=0.0, abs=math.radians(within))


def newtons(wanted: float, within: float = HUNDREDTH) -> Any:
    """A force, N, to a hundredth of itself."""
    return pytest.approx(wanted, rel=within)
