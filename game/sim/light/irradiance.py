"""How much light falls on short lines: the cells of cracks, which a narrow beam may cross between any two points."""

import math

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import kernel, kernel_part, warms_up
from game.sim.light.constants import BANDS, CLUSTER, LEAST_WIDTH
from game.sim.light.geometry import smallest_surfaces
from game.sim.light.kernel import new_segments
from game.sim.light.layout import AIR, POWER

LEVEL = 1e-6
"""Share of a tube's width by which the ends of a line differ at least, or its middle stands for all of it."""


@kernel_part
def mean_tent(u: float, v: float) -> float:
    """Mean height, between u and v, of a tent of half width 1 and area 1, of which 1/2 + u - u |u| / 2 lies below u."""
    if abs(v - u) < LEVEL:
        return max(0.0, 1.0 - abs(0.5 * (u + v)))
    low, high = max(-1.0, min(1.0, u)), max(-1.0, min(1.0, v))
    return (high - low - 0.5 * (high * abs(high) - low * abs(low))) / (v - u)


@kernel_part
def shine(
    targets: Floats, start: int, end: int, row: int, lines: Floats, marks: Ints, length: float, matter: Floats,
    result: Floats,
) -> None:  # fmt: skip
    """Add the mean irradiance of one run of light, `length` m long, to targets `start` .. `end` - 1.

    A tube counts as wide, and its light as faded, as in the middle of what of the target lies beside the run.
    """
    x0, y0 = lines[row, 0], lines[row, 1]
    dx, dy = (lines[row, 2] - x0) / length, (lines[row, 3] - y0) / length
    widening = (lines[row, 5] - lines[row, 4]) / length
    medium = marks[row, 3]
    for i in range(start, end):
        ax, ay, bx, by = targets[i, 0] - x0, targets[i, 1] - y0, targets[i, 2] - x0, targets[i, 3] - y0
        across_a, along_a = dx * ay - dy * ax, dx * ax + dy * ay
        across_b, along_b = dx * by - dy * bx, dx * bx + dy * by
        if max(along_a, along_b) <= 0.0 or min(along_a, along_b) >= length:
            continue
        low, high = 0.0, 1.0  # the share of the target that lies between the ends of the run
        if along_a != along_b:
            enters, leaves = -along_a / (along_b - along_a), (length - along_a) / (along_b - along_a)
            low, high = max(low, min(enters, leaves)), min(high, max(enters, leaves))
        along = along_a + 0.5 * (low + high) * (along_b - along_a)
        width = max(abs(lines[row, 4] + widening * along), LEAST_WIDTH)
        u = (across_a + low * (across_b - across_a)) / width
        v = (across_a + high * (across_b - across_a)) / width
        height = (high - low) * mean_tent(u, v) / width
        if height <= 0.0:
            continue
        for band in range(BANDS):
            power = lines[row, POWER + band]
            if power > 0.0:
                passed = 1.0 if medium == AIR else math.exp(-matter[medium, 1, band] * along)
                result[i, band] += power * passed * height


@kernel_part
def rows_near(targets: Floats, lines: Floats, count: int, near: Ints) -> int:
    """Write into `near` the rows of all runs of light that may shine on any target, in their order; returns how many.

    A box round the run and its width is met by one round all targets: most are far away, and this is quickly asked.
    """
    left = low = math.inf
    right = high = -math.inf
    for i in range(len(targets)):
        for point in range(0, 4, 2):
            x, y = targets[i, point], targets[i, point + 1]
            left, right, low, high = min(left, x), max(right, x), min(low, y), max(high, y)
    found = 0
    for row in range(count):
        x0, y0, x1, y1 = lines[row, 0], lines[row, 1], lines[row, 2], lines[row, 3]
        # Twice the least width: more than rounding could make of it.
        aside = max(abs(lines[row, 4]), abs(lines[row, 5])) + 2.0 * LEAST_WIDTH
        if min(x0, x1) > right + aside or max(x0, x1) < left - aside:
            continue
        if min(y0, y1) > high + aside or max(y0, y1) < low - aside:
            continue
        near[found] = row
        found += 1
    return found


@kernel
def irradiance(
    targets: Floats, lines: Floats, marks: Ints, count: int, matter: Floats, near: Ints, result: Floats
) -> None:
    """Mean irradiance (W/m, per metre across the light) on targets (C, 4), lines from x, y to x, y, into `result`
    (C, BANDS); `lines`, `marks`: the segments, `count` of them. `near` (N,) is room to work in, a row for each.

    A tube of light shines as a triangle across, of height 1 / width and one width to each side, the width being the
    tube's own at that place. Those of neighbouring rays add up to one, so a beam is flat across its middle and
    integrates to its power. The mean is an integral, not samples: however narrow light is, it cannot slip through
    between points. A line without length is a point. Targets are looked at in clusters; a run of light that misses the
    circle round one is done with it.
    """
    for i in range(len(targets)):
        for band in range(BANDS):
            result[i, band] = 0.0
    found = rows_near(targets, lines, count, near)
    for start in range(0, len(targets), CLUSTER):
        end = min(start + CLUSTER, len(targets))
        cx, cy, reach = 0.0, 0.0, 0.0
        for i in range(start, end):
            cx += 0.5 * (targets[i, 0] + targets[i, 2]) / (end - start)
            cy += 0.5 * (targets[i, 1] + targets[i, 3]) / (end - start)
        for i in range(start, end):
            for point in range(0, 4, 2):
                away_x, away_y = targets[i, point] - cx, targets[i, point + 1] - cy
                reach = max(reach, math.sqrt(away_x * away_x + away_y * away_y))
        for k in range(found):
            row = near[k]
            px, py = cx - lines[row, 0], cy - lines[row, 1]
            run_x, run_y = lines[row, 2] - lines[row, 0], lines[row, 3] - lines[row, 1]
            length = math.sqrt(run_x * run_x + run_y * run_y)
            across, along = abs(run_x * py - run_y * px), run_x * px + run_y * py
            widest = max(abs(lines[row, 4]), abs(lines[row, 5]), LEAST_WIDTH)
            if across > (reach + widest) * length or along < -reach * length or along > (length + reach) * length:
                continue
            if length > 0.0:
                shine(targets, start, end, row, lines, marks, length, matter, result)


@warms_up("light")
def _warm_irradiance() -> None:
    near = np.zeros(1, dtype=np.int64)
    irradiance(np.zeros((1, 4)), *new_segments(1), 1, smallest_surfaces().matter, near, np.zeros((1, BANDS)))
