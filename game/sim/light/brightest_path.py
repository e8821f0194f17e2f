"""By which path most of the light came that reached a body."""

import math

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import kernel, warms_up
from game.sim.light.constants import BANDS
from game.sim.light.geometry import smallest_surfaces
from game.sim.light.kernel import new_segments
from game.sim.light.layout import AIR, POWER

BEAM_SHIFT, BODY_SHIFT = 40, 46
"""Bits of a key: a path has 40, a beam six, a body the rest."""
SUM_COLUMNS = 5


@kernel
def brightest_paths(
    lines: Floats, marks: Ints, count: int, first: int, matter: Floats, keys: Ints, sums: Floats, light: Floats
) -> None:
    """The light that reached each of M bodies from row `first` on by the brightest path, of one beam, into `light`.

    Args:
        lines, marks: the segments, `count` of them; as `layout` lists them, like `matter`.
        keys: (N,) room to work in: body, beam and path of each path found, one row for a segment at most.
        sums: (N, 5) room to work in: direction x, y; point x, y, each weighted by power; power (W).
        light: (M, 5) out: mean unit direction x, y; mean point x, y (m); power (W). Zeros in the dark. Of paths equally
            bright that of the lowest beam counts, then the lowest path.
    """
    found = 0
    for row in range(count):
        body = marks[row, 6] - first
        if body < 0 or body >= len(light):
            continue
        key = (body << BODY_SHIFT) + (marks[row, 0] << BEAM_SHIFT) + marks[row, 4]
        at = 0
        while at < found and keys[at] != key:
            at += 1
        if at == found:
            found += 1
            keys[at] = key
            for column in range(SUM_COLUMNS):
                sums[at, column] = 0.0
        x, y = lines[row, 2], lines[row, 3]
        run_x, run_y = x - lines[row, 0], y - lines[row, 1]
        length = math.sqrt(run_x * run_x + run_y * run_y)
        power = 0.0
        for band in range(BANDS):
            sent = lines[row, POWER + band]
            if sent > 0.0:
                power += sent if marks[row, 3] == AIR else sent * math.exp(-matter[marks[row, 3], 1, band] * length)
        share = power / length if length > 0.0 else 0.0
        sums[at, 0] += share * run_x
        sums[at, 1] += share * run_y
        sums[at, 2] += power * x
        sums[at, 3] += power * y
        sums[at, 4] += power
    for body in range(len(light)):
        best = -1
        for at in range(found):
            if keys[at] >> BODY_SHIFT == body and (
                best < 0 or sums[at, 4] > sums[best, 4] or (sums[at, 4] == sums[best, 4] and keys[at] < keys[best])
            ):
                best = at
        for column in range(SUM_COLUMNS):
            light[body, column] = sums[best, column] if best >= 0 else 0.0
        power = light[body, 4]
        if power > 0.0:
            length = math.sqrt(light[body, 0] * light[body, 0] + light[body, 1] * light[body, 1])
            light[body, 0] /= length
            light[body, 1] /= length
            light[body, 2] /= power
            light[body, 3] /= power


def new_room(rows: int) -> tuple[Ints, Floats]:
    """Keys and sums: room to work in for so many segments."""
    return np.zeros(rows, dtype=np.int64), np.zeros((rows, SUM_COLUMNS))


@warms_up("light")
def _warm_brightest_paths() -> None:
    brightest_paths(*new_segments(1), 1, 0, smallest_surfaces().matter, *new_room(1), np.zeros((1, SUM_COLUMNS)))
