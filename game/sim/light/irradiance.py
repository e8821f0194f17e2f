"""How much light falls on short lines: the cells of cracks, which a narrow beam may cross between any two points."""

import math

import numpy as np

from game.core.geom import Floats
from game.core.kernels import kernel, warms_up
from game.sim.light.constants import BANDS, CLUSTER, LEAST_WIDTH
from game.sim.light.kernel import new_segments, smallest_surfaces
from game.sim.light.layout import AIR, POWER, Segments, Surfaces
from game.sim.light.surface import bands_of

LEVEL = 1e-6
"""Share of a tube's width by which the ends of a line differ at least, or its middle stands for all of it."""


@kernel
def tent_below(u: float) -> float:
    """Share of a tent of half width 1 and area 1 that lies below u."""
    if u <= -1.0:
        return 0.0
    if u >= 1.0:
        return 1.0
    return 0.5 * (1.0 + u) * (1.0 + u) if u < 0.0 else 1.0 - 0.5 * (1.0 - u) * (1.0 - u)


@kernel
def mean_tent(u: float, v: float) -> float:
    """Mean height, between u and v, of a tent of half width 1 and area 1."""
    if abs(v - u) < LEVEL:
        return max(0.0, 1.0 - abs(0.5 * (u + v)))
    return (tent_below(v) - tent_below(u)) / (v - u)


@kernel
def shine(
    lines: Floats, start: int, end: int, row: int, segments: Segments, surfaces: Surfaces, result: Floats
) -> None:
    """Add the mean irradiance of one run of light to lines `start` .. `end` - 1.

    A tube counts as wide, and its light as faded, as in the middle of what of the line lies beside the run.
    """
    (runs, marks), (_, spans, _, matter) = segments, surfaces
    x0, y0 = runs[row, 0], runs[row, 1]
    run_x, run_y = runs[row, 2] - x0, runs[row, 3] - y0
    length = math.sqrt(run_x * run_x + run_y * run_y)
    dx, dy = run_x / length, run_y / length
    widening = (runs[row, 5] - runs[row, 4]) / length
    medium = marks[row, 3]
    first, last = bands_of(marks[row, 5])
    for i in range(start, end):
        ax, ay, bx, by = lines[i, 0] - x0, lines[i, 1] - y0, lines[i, 2] - x0, lines[i, 3] - y0
        across_a, along_a = dx * ay - dy * ax, dx * ax + dy * ay
        across_b, along_b = dx * by - dy * bx, dx * bx + dy * by
        if max(along_a, along_b) <= 0.0 or min(along_a, along_b) >= length:
            continue
        low, high = 0.0, 1.0  # the share of the line that lies between the ends of the run
        if along_a != along_b:
            enters, leaves = -along_a / (along_b - along_a), (length - along_a) / (along_b - along_a)
            low, high = max(low, min(enters, leaves)), min(high, max(enters, leaves))
        along = along_a + 0.5 * (low + high) * (along_b - along_a)
        width = max(abs(runs[row, 4] + widening * along), LEAST_WIDTH)
        u = (across_a + low * (across_b - across_a)) / width
        v = (across_a + high * (across_b - across_a)) / width
        height = (high - low) * mean_tent(u, v) / width
        if height <= 0.0:
            continue
        for band in range(first, last):
            passed = 1.0 if medium == AIR else math.exp(-matter[spans[medium, 2], 1, band] * along)
            result[i, band] += runs[row, POWER + band] * passed * height


@kernel
def irradiance(lines: Floats, segments: Segments, count: int, surfaces: Surfaces, result: Floats) -> None:
    """Mean irradiance (W/m, per metre across the light) on lines (C, 4) from x, y to x, y, into `result` (C, BANDS).

    A tube of light shines as a triangle across, of height 1 / width and one width to each side, the width being the
    tube's own at that place. Those of neighbouring rays add up to one, so a beam is flat across its middle and
    integrates to its power. The mean is an integral, not samples: however narrow light is, it cannot slip through
    between points. A line without length is a point. Lines are looked at in clusters; a run of light that misses the
    circle round one is done with it.
    """
    runs = segments[0]
    result[:] = 0.0
    for start in range(0, len(lines), CLUSTER):
        end = min(start + CLUSTER, len(lines))
        cx, cy, reach = 0.0, 0.0, 0.0
        for i in range(start, end):
            cx += 0.5 * (lines[i, 0] + lines[i, 2]) / (end - start)
            cy += 0.5 * (lines[i, 1] + lines[i, 3]) / (end - start)
        for i in range(start, end):
            reach = max(reach, math.hypot(lines[i, 0] - cx, lines[i, 1] - cy))
            reach = max(reach, math.hypot(lines[i, 2] - cx, lines[i, 3] - cy))
        for row in range(count):
            px, py = cx - runs[row, 0], cy - runs[row, 1]
            run_x, run_y = runs[row, 2] - runs[row, 0], runs[row, 3] - runs[row, 1]
            length = math.sqrt(run_x * run_x + run_y * run_y)
            across, along = abs(run_x * py - run_y * px), run_x * px + run_y * py
            widest = max(abs(runs[row, 4]), abs(runs[row, 5]), LEAST_WIDTH)
            if across > (reach + widest) * length or along < -reach * length or along > (length + reach) * length:
                continue
            if length > 0.0:
                shine(lines, start, end, row, segments, surfaces, result)


@warms_up("light")
def _warm_irradiance() -> None:
    irradiance(np.zeros((1, 4)), new_segments(1), 1, smallest_surfaces(), np.zeros((1, BANDS)))
