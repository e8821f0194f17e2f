"""What an eye makes of the light in a view: what each mirror has to give, and by how much a beam misses its mark."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats, Ints
from game.core.kernels import kernel, kernel_part, warms_up
from game.level.values.spectrum import BANDS, BANDS_PER_PART, PARTS
from game.sim import View
from game.sim.light.constants import LEAST_WIDTH
from game.sim.rules.gilding import DISCORD
from game.sim.view import Segments

FAINT = 0.15
"""Share of the brightest light in a piece under which an eye takes light for a stray reflection."""
GLANCE = 0.05
"""m: of two lights that pass a mark by less than this an eye follows the stronger, beyond it rather the nearer."""
MOST_RAYS = 1 << 20
"""More than any lamp has."""
PATH_FIELDS = 7
"""Of what `gather` finds of each path."""


class Passing(NamedTuple):
    """How the light of one path passes a mark."""

    pull: float
    """How much it draws the eye."""
    aside: float
    """How far to its left the mark is, m."""
    half: float
    """Half its width, m."""
    order: float
    """Of its rays: below 0 where ray 0 is at its left, above 0 where it is at its right, 0 where there is but one."""
    along: tuple[float, float]
    """Which way it goes; no unit vector."""


def speaking(power: Floats, part: str) -> Floats:
    """(S,) W of light (S, BANDS) that gilds what answers to a part, or to any light where it is ''."""
    if not part:
        total: Floats = power.sum(axis=1)
        return total
    own = np.arange(BANDS) // BANDS_PER_PART == PARTS.index(part)
    spoken: Floats = np.maximum(0.0, power @ np.where(own, 1.0, -DISCORD))
    return spoken


def on_mirrors(view: View, part: str) -> list[float]:
    """W that meet each mirror of the light that gilds what answers to a part ('': to any light)."""
    light = speaking(view.light.segments.power, part)
    return [float(light[view.light.segments.hit == mirror.row].sum()) for mirror in view.light.mirrors]


def warms(view: View, mirror: int, heat: float) -> bool:
    """Whether a piece that is so warm has light inside of rays that meet a mirror."""
    warm = [row for row, piece in enumerate(view.sculpture.pieces) if piece.heat >= heat]
    return bool(warm) and not set(view.light.segments.medium[_from_mirror(view, mirror)].tolist()).isdisjoint(warm)


def _from_mirror(view: View, mirror: int) -> NDArray[np.bool_]:
    """(S,) which runs of light belong to rays that meet a mirror."""
    light = view.light.segments
    ray = light.beam * MOST_RAYS + light.ray
    # Runs of a ray follow one another: number the rays in that order, and look up which of them meet the mirror.
    number = np.append(0, (ray[1:] != ray[:-1]).cumsum())[: len(ray)]
    meets = np.zeros(len(ray), dtype=np.bool_)
    meets[number[light.hit == view.light.mirrors[mirror].row]] = True
    of_rays: NDArray[np.bool_] = meets[number]
    return of_rays


def miss(view: View, mirror: int, piece: int, mark: tuple[float, float], part: str) -> tuple[float, float] | None:
    """By how much the beam of a mirror misses `mark` in a piece.

    Of all paths that its light takes inside the piece one counts: strong, and passing near. Light that was turned back
    on its way moves to the other side than the hand: an eye sees that as it moves; here the order of the rays tells.

    Args:
        mirror: index in `LightView.mirrors`.
        piece: row in `SculptureView.pieces`, and so in `Segments.medium`.
        part: of what is to be gilded; '' where any light will do.

    Returns:
        How far it should swing to the left, seen from the mirror, so that its middle meets the mark, and half its
        width (m); None where there is no such light in the piece.
    """
    light = view.light.segments
    met = light.hit == view.light.mirrors[mirror].row
    power = speaking(light.power, part)
    bright = power / np.maximum(np.abs(light.width).mean(axis=1), LEAST_WIDTH)
    inside = (light.medium == piece) & _from_mirror(view, mirror)
    inside &= bright > FAINT * bright[inside].max(initial=0.0)
    passings = _passings(light, inside, power, mark)
    if not passings:
        return None
    _, aside, half, order, _ = max(passings)
    before = _passings(light, met, power, mark, by_path=False)[0].order
    return (aside if before * order <= 0.0 else -aside), half  # the mirror itself turns the order once


def sway_to_light(view: View, piece: int, mark: tuple[float, float], part: str) -> float:
    """How much farther to the left the sculpture should sway so that `mark` in a piece meets light, rad; 0 in the dark.

    Light inside the piece counts; where there is none, any light, as if no glass bent it.
    """
    light = view.light.segments
    power = speaking(light.power, part)
    near = (light.medium == piece) & (power > 0.0)
    near = near if near.any() else power > 0.0
    passings = _passings(light, near, power, mark)
    if not passings:
        return 0.0
    _, aside, _, _, (dx, dy) = max(passings)
    across = (dx * mark[0] + dy * mark[1]) / max(math.hypot(dx, dy), 1e-9)
    return -aside / across if abs(across) > GLANCE else 0.0


def _passings(
    light: Segments, chosen: NDArray[np.bool_], power: Floats, mark: tuple[float, float], *, by_path: bool = True
) -> list[Passing]:
    """How the chosen runs of light (S,) pass a mark, path by path, or all as if they were of one.

    `power` (S,) is what each of all runs counts.
    """
    rows = np.flatnonzero(chosen)
    path = light.path[rows] if by_path else np.zeros(len(rows), dtype=np.int64)
    rows, path = rows[in_order := np.argsort(path, kind="stable")], path[in_order]
    first = np.flatnonzero(np.append(True, path[1:] != path[:-1])[: len(rows)])
    start, end = light.start[rows], light.end[rows]
    run = end - start
    length = np.maximum(np.hypot(run[:, 0], run[:, 1]), LEAST_WIDTH)[:, None]
    direction = run / length
    along = ((np.array(mark) - start) * direction).sum(axis=1)[:, None]
    table = np.empty((len(rows), 6))
    table[:, 0], table[:, 1], table[:, 2:4] = power[rows], light.ray[rows], direction
    table[:, 4:6] = start + np.minimum(np.maximum(along, 0.0), length) * direction
    paths = np.empty((len(first), PATH_FIELDS))
    gather(np.append(first, len(rows)), table, np.abs(light.width[rows]), paths)
    return [_passing(numbers, mark) for numbers in paths.tolist()]


def _passing(path: list[float], mark: tuple[float, float]) -> Passing:
    """From what `gather` found of a path."""
    power, dx, dy, x, y, order, half = path
    off_x, off_y = mark[0] - x, mark[1] - y
    aside = (dx * off_y - dy * off_x) / max(math.hypot(dx, dy), 1e-9)
    return Passing(power / (GLANCE + math.hypot(off_x, off_y)), aside, half, order, (dx, dy))


@kernel
def gather(first: Ints, table: Floats, widths: Floats, paths: Floats) -> None:
    """Means over the runs of each path, their power as weights.

    Args:
        first: (P + 1,) the first run of each path, and the end.
        table: (R, 6) power, number of the ray, direction x, y, and the point nearest to the mark, x, y.
        widths: (R, 2) at start and end, m.
        paths: (P, PATH_FIELDS) filled with power, direction x, y, nearest point x, y, order and half the width, as
            `Passing` has them.
    """
    numbers = np.empty(2 * len(table))  # what is to be summed: one array for all, as slices were other types to `_sum`
    for p in range(len(first) - 1):
        begin, count = first[p], first[p + 1] - first[p]
        for i in range(count):
            numbers[i] = table[begin + i, 0]
        power = _sum(numbers, count)
        for i in range(count):
            numbers[i] = table[begin + i, 1]
        ray = _sum(numbers, count) / count
        for column in range(4):
            mean = 0.0
            for i in range(begin, begin + count):
                mean += (table[i, 0] / power if power > 0.0 else 1.0 / count) * table[i, 2 + column]
            paths[p, 1 + column] = mean
        least, most = math.inf, -math.inf
        for i in range(count):
            left = paths[p, 1] * table[begin + i, 5] - paths[p, 2] * table[begin + i, 4]
            least, most, numbers[i] = min(least, left), max(most, left), left
        middle = _sum(numbers, count) / count
        for i in range(count):
            left = paths[p, 1] * table[begin + i, 5] - paths[p, 2] * table[begin + i, 4]
            numbers[i] = (table[begin + i, 1] - ray) * (left - middle)
        paths[p, 0], paths[p, 5] = power, _sum(numbers, count)
        for i in range(count):
            numbers[2 * i], numbers[2 * i + 1] = widths[begin + i, 0], widths[begin + i, 1]
        paths[p, 6] = ((most - least) + _sum(numbers, 2 * count) / (2 * count)) / 2.0


@kernel_part
def _sum(numbers: Floats, count: int) -> float:
    """The sum of the first ones, in eight strands and then pair by pair: rounding hardly grows. It overwrites them."""
    whole = count - count % 8
    if whole == 0:
        total = 0.0
        for i in range(count):
            total += numbers[i]
        return total
    for i in range(8, whole):
        numbers[i % 8] += numbers[i]
    for step in (1, 2, 4):
        for k in range(0, 8, 2 * step):
            numbers[k] += numbers[k + step]
    for i in range(whole, count):
        numbers[0] += numbers[i]
    return float(numbers[0])


@warms_up("light")
def _warm_gather() -> None:
    gather(np.array([0, 1]), np.zeros((1, 6)), np.zeros((1, 2)), np.empty((1, PATH_FIELDS)))
