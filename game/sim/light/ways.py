"""Which way most of the light came that reached a body."""

import math

import numpy as np

from game.core.kernels import kernel, warms_up
from game.sim.light.kernel import new_segments, smallest_surfaces
from game.sim.light.layout import AIR, POWER, Segments, Surfaces
from game.sim.light.surface import bands_of


@kernel
def arriving(segments: Segments, row: int, surfaces: Surfaces) -> float:
    """W that are left of a run of light at its end."""
    (lines, marks), (_, spans, _, matter) = segments, surfaces
    medium = marks[row, 3]
    length = math.hypot(lines[row, 2] - lines[row, 0], lines[row, 3] - lines[row, 1])
    first, last = bands_of(marks[row, 5])
    power = 0.0
    for band in range(first, last):
        passed = 1.0 if medium == AIR else math.exp(-matter[spans[medium, 2], 1, band] * length)
        power += lines[row, POWER + band] * passed
    return power


@kernel
def strongest_way(
    segments: Segments, count: int, body: int, surfaces: Surfaces
) -> tuple[float, float, float, float, float]:
    """The light that reached a body by the strongest single way, that is of one beam and by one path.

    Returns mean unit direction x, y; mean point x, y (m); power (W): zeros in the dark. Of ways equally strong the one
    of the lowest beam counts, then of the lowest path.
    """
    lines, marks = segments
    ways = np.empty((count, 2), np.int64)
    sums = np.zeros((count, 5))
    found = 0
    for row in range(count):
        if marks[row, 6] != body:
            continue
        way = 0
        while way < found and (ways[way, 0] != marks[row, 0] or ways[way, 1] != marks[row, 4]):
            way += 1
        if way == found:
            ways[way, 0], ways[way, 1] = marks[row, 0], marks[row, 4]
            found += 1
        power = arriving(segments, row, surfaces)
        run_x, run_y = lines[row, 2] - lines[row, 0], lines[row, 3] - lines[row, 1]
        length = math.hypot(run_x, run_y)
        if length > 0.0:
            sums[way, 0] += power * run_x / length
            sums[way, 1] += power * run_y / length
        sums[way, 2] += power * lines[row, 2]
        sums[way, 3] += power * lines[row, 3]
        sums[way, 4] += power
    best = 0
    for way in range(1, found):
        if sums[way, 4] > sums[best, 4] or (
            sums[way, 4] == sums[best, 4]
            and (ways[way, 0] < ways[best, 0] or (ways[way, 0] == ways[best, 0] and ways[way, 1] < ways[best, 1]))
        ):
            best = way
    if found == 0 or sums[best, 4] == 0.0:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    heading, power = math.hypot(sums[best, 0], sums[best, 1]), sums[best, 4]
    if heading == 0.0:
        heading = 1.0
    return sums[best, 0] / heading, sums[best, 1] / heading, sums[best, 2] / power, sums[best, 3] / power, power


@warms_up("light")
def _warm_strongest_way() -> None:
    strongest_way(new_segments(1), 1, 0, smallest_surfaces())
