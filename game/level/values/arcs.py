"""Edges that are arcs: how far they bulge, which are too tight, and the points along them."""

import math

import numpy as np

from game.core.geom import Floats
from game.level.values.lengths import metres, rounded_up

CURVE_STEP = math.radians(15.0)
"""rad: round outlines are polygons with corners at most this far apart."""
TIGHTEST_CURVE = 1.02
"""Least radius of an arc as a share of half its chord: clear of the half circle, beyond which tracing is ambiguous."""


def sagitta(radius: float | None, chord: float) -> float:
    """How far an arc of a signed radius bulges beyond its chord, m; 0 where it is flat (None or 0)."""
    if not radius:
        return 0.0
    return math.copysign(abs(radius) - math.sqrt(radius**2 - chord**2 / 4), radius)


def is_too_tight(radius: float | None, chord: float) -> bool:
    """Whether an arc over a chord (m) would be about half a circle or more."""
    return radius is not None and abs(radius) < TIGHTEST_CURVE * chord / 2


def too_tight(what: str, radius: float | None, name: str, chord: float) -> str:
    """The message about such an arc; `name` is the field that gives the chord."""
    return (
        f"a {what} of {name} {metres(chord)} m cannot bend to a radius of {metres(abs(radius or 0.0))} m; make it at "
        f"least {rounded_up(TIGHTEST_CURVE * chord / 2)} m, or null for flat"
    )


def closed(corners: Floats, radii: list[float]) -> Floats:
    """Edges (N, 5), as `Placed.edges` has them, round corners (N, 2) m; an edge starts at the corner of its number."""
    return np.column_stack([corners, np.roll(corners, -1, axis=0), radii])


def points_along(edge: Floats, step: float) -> Floats:
    """Points (N, 2) m of one edge (5,), both ends included; of an arc at most `step` (rad) apart."""
    start, end, radius = edge[:2], edge[2:4], float(edge[4])
    if radius == 0.0:
        return edge[:4].reshape(2, 2)
    chord = float(np.hypot(*(end - start)))
    half = math.asin(chord / 2 / abs(radius))
    turns = np.linspace(-half, half, 2 * math.ceil(half / step) + 1)  # odd: with its top
    along = (end - start) / chord
    outward = math.copysign(1.0, radius) * np.array([along[1], -along[0]])
    middle = (start + end) / 2
    points: Floats = (
        middle
        + abs(radius) * np.outer(np.sin(turns), along)
        + abs(radius) * np.outer(np.cos(turns) - math.cos(half), outward)
    )
    return points
