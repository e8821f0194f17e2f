"""What an eye makes of the light in a view: what each mirror has to give, and by how much a beam misses its mark."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats, Ints
from game.level.spectrum import BANDS, BANDS_PER_PART, PARTS
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


def warms(view: View, mirror: int) -> float:
    """Heat (0..1) of the warmest piece that the light of a mirror is in."""
    light = view.light.segments
    from_mirror = _from_mirror(view, mirror)
    return max(
        (piece.heat for row, piece in enumerate(view.sculpture.pieces) if (from_mirror & (light.medium == row)).any()),
        default=0.0,
    )


def _from_mirror(view: View, mirror: int) -> NDArray[np.bool_]:
    """(S,) which runs of light belong to rays that meet a mirror."""
    light = view.light.segments
    ray = light.beam * MOST_RAYS + light.ray
    return np.isin(ray, ray[light.hit == view.light.mirrors[mirror].row])


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
    passings = [
        _passing(light, np.flatnonzero(inside & (light.path == path)), power, mark) for path in _paths(light, inside)
    ]
    if not passings:
        return None
    _, aside, half, order, _ = max(passings)
    before = _passing(light, np.flatnonzero(met), power, mark).order
    return (aside if before * order <= 0.0 else -aside), half  # the mirror itself turns the order once


def sway_to_light(view: View, piece: int, mark: tuple[float, float], part: str) -> float:
    """How much farther to the left the sculpture should sway so that `mark` in a piece meets light, rad; 0 in the dark.

    Light inside the piece counts; where there is none, any light, as if no glass bent it.
    """
    light = view.light.segments
    power = speaking(light.power, part)
    near = (light.medium == piece) & (power > 0.0)
    near = near if near.any() else power > 0.0
    passings = [
        _passing(light, np.flatnonzero(near & (light.path == path)), power, mark) for path in _paths(light, near)
    ]
    if not passings:
        return 0.0
    _, aside, _, _, (dx, dy) = max(passings)
    across = (dx * mark[0] + dy * mark[1]) / max(math.hypot(dx, dy), 1e-9)
    return -aside / across if abs(across) > GLANCE else 0.0


def _paths(light: Segments, inside: NDArray[np.bool_]) -> list[int]:
    paths: list[int] = np.unique(light.path[inside]).tolist()
    return paths


def _passing(light: Segments, rows: Ints, power: Floats, mark: tuple[float, float]) -> Passing:
    """How runs of light of one path pass a mark; `power` (S,) is what each of all runs counts."""
    run = light.end[rows] - light.start[rows]
    length = np.maximum(np.hypot(run[:, 0], run[:, 1]), LEAST_WIDTH)[:, None]
    direction = run / length
    along = np.clip(((np.array(mark) - light.start[rows]) * direction).sum(axis=1)[:, None], 0.0, length)
    nearest = light.start[rows] + along * direction
    weight = power[rows, None] / power[rows].sum() if power[rows].sum() > 0.0 else 1.0 / len(rows)
    (dx, dy), (x, y) = (weight * direction).sum(axis=0).tolist(), (weight * nearest).sum(axis=0).tolist()
    off_x, off_y = mark[0] - x, mark[1] - y
    aside = (dx * off_y - dy * off_x) / max(math.hypot(dx, dy), 1e-9)
    left = dx * nearest[:, 1] - dy * nearest[:, 0]
    order = float(((light.ray[rows] - light.ray[rows].mean()) * (left - left.mean())).sum())
    half = (float(np.ptp(left)) + float(np.abs(light.width[rows]).mean())) / 2
    return Passing(float(power[rows].sum()) / (GLANCE + math.hypot(off_x, off_y)), aside, half, order, (dx, dy))
