"""Outlines of the level's shapes as arrays: the one place where they become points."""

import math
from collections.abc import Iterator

import numpy as np

from game.core.geom import Floats, signed_area, turned
from game.level.sculpture.pieces import Arc, Bend, Box, Disc, Ornament, Path, Piece, Polygon, Shape
from game.level.values.arcs import CURVE_STEP, closed, points_along

FLATNESS = 0.0015
"""m between an arc of a path and the straight edges that stand for it: half a pixel."""
SHARP = math.radians(18.0)
"""A corner that turns by more is one; what turns by less is part of a curve."""
FINEST_CURVE = math.radians(5.0)
"""Corners of curves are at least so far apart: each costs light a test."""

Bends = list[tuple[tuple[float, float], float]]
"""Where each edge of a path starts, m, and the signed radius of the edge, m: 0 is straight."""


class OverroundError(ValueError):
    """A corner has no room to be rounded so far; the message says which, and how far it has."""


def shape_outline(shape: Shape, rounding: float = 0.0) -> Floats:
    """Corners of a shape about its own origin, (N, 2) m, counter-clockwise, first not repeated.

    Raises:
        OverroundError: a corner has no room for a `rounding` (m) so large.
    """
    match shape:
        case Box(size=(width, height)):
            x, y = width / 2, height / 2
            points = np.array([[-x, -y], [x, -y], [x, y], [-x, y]])
        case Polygon(points=corners):
            points = np.array(corners, dtype=float)
        case Disc(radius=radius):
            points = radius * _circle(0.0, 2 * math.pi)[:-1]
        case Arc(radius=radius, band=band, start=start, sweep=sweep):
            turn = _circle(math.radians(start), math.radians(sweep))
            points = np.vstack([(radius + band / 2) * turn, (radius - band / 2) * turn[::-1]])
        case Path():
            points = np.vstack(list(_along(path_edges(shape))))
    points = points if signed_area(points) >= 0 else points[::-1].copy()
    return rounded(points, rounding) if rounding else points


def piece_outline(piece: Piece | Ornament) -> Floats:
    """Corners of a piece where it stands on the stage, (N, 2) m, counter-clockwise."""
    placed: Floats = turned(shape_outline(piece.shape, piece.round), math.radians(piece.angle)) + np.array(piece.at)
    return placed


def holes_of(formed: Piece | Ornament) -> list[Floats]:
    """Corners of each hole of a piece about the piece's own origin, before its angle, (N, 2) m, counter-clockwise."""
    return [
        turned(shape_outline(hole.shape, hole.round), math.radians(hole.angle)) + np.array(hole.at)
        for hole in formed.holes
    ]


def piece_holes(piece: Piece | Ornament) -> list[Floats]:
    """Corners of each hole of a piece where it is on the stage, (N, 2) m, counter-clockwise."""
    return [turned(hole, math.radians(piece.angle)) + np.array(piece.at) for hole in holes_of(piece)]


def path_edges(path: Path) -> Bends:
    """The edges of a path, counter-clockwise or not as it is written; an arc with a radius above 0 bulges outward."""
    steps = [(step.arc, step.radius) if isinstance(step, Bend) else (step, 0.0) for step in path.to]
    corners = [path.start, *(point for point, _ in steps)]
    radii = [radius for _, radius in steps]
    if corners[-1] == corners[0]:
        del corners[-1]
    else:
        radii.append(0.0)
    # An arc of `points_along` bulges to the right of its way: outward where the outline runs counter-clockwise.
    side = 1.0 if signed_area(np.array(corners)) >= 0.0 else -1.0
    return [(corner, side * radius) for corner, radius in zip(corners, radii, strict=True)]


def _along(edges: Bends) -> Iterator[Floats]:
    """The points of each edge of a path, its end left out."""
    starts = np.array([start for start, _ in edges])
    for edge in closed(starts, [radius for _, radius in edges]):
        radius, chord = abs(float(edge[4])), math.dist(edge[:2], edge[2:4])
        if radius:
            edge[4] = math.copysign(max(radius, chord / 2 * (1 + 1e-9)), edge[4])  # rounding of a half circle
            step = min(CURVE_STEP, max(FINEST_CURVE, 2 * math.acos(max(0.0, 1 - FLATNESS / radius))))
        yield points_along(edge, step if radius else CURVE_STEP)[:-1]


def rounded(points: Floats, radius: float) -> Floats:
    """A counter-clockwise outline (N, 2), m, with its sharp corners made round.

    Between straight edges a corner becomes an arc of the radius; beside a curve, a conic that meets both sides
    smoothly.

    Raises:
        OverroundError: two neighbouring corners are too near one another.
    """
    ahead = np.roll(points, -1, axis=0) - points
    behind = np.roll(ahead, 1, axis=0)
    turns = [math.atan2(a * d - b * c, a * c + b * d) for (a, b), (c, d) in zip(behind, ahead, strict=True)]
    sharp = [index for index, turn in enumerate(turns) if abs(turn) > SHARP]
    if not sharp:
        return points
    along = np.concatenate([[0.0], np.cumsum(_lengths(ahead))])
    whole = float(along[-1])
    cuts = {index: radius * math.tan(abs(turns[index]) / 2) for index in sharp}
    for index, after in zip(sharp, sharp[1:] + sharp[:1], strict=True):
        room = (float(along[after] - along[index]) % whole) or whole
        if cuts[index] + cuts[after] > room * (1 + 1e-9):
            most = radius * room / (cuts[index] + cuts[after])
            x, y = points[index]
            raise OverroundError(
                f"the corner at [{x:.3g}, {y:.3g}] has no room for a radius of {radius:g} m; "
                f"make round at most {math.floor(most * 1e3) / 1e3:g}"
            )
    made: list[Floats] = []
    for index in range(len(points)):
        if index in cuts:
            ends = [_at(points, along, (float(along[index]) + way * cuts[index]) % whole) for way in (-1.0, 1.0)]
            made.append(_conic(ends[0], points[index], ends[1], abs(turns[index])))
        elif all(_apart(float(along[index]), float(along[corner]), whole) > cut for corner, cut in cuts.items()):
            made.append(points[index : index + 1])
    smooth = np.vstack(made)
    kept: Floats = smooth[_lengths(np.roll(smooth, -1, axis=0) - smooth) > 1e-3]
    return kept


def _lengths(steps: Floats) -> Floats:
    """Lengths (N,) of vectors (N, 2), m, to the same bit on every processor."""
    lengths: Floats = np.sqrt(steps[:, 0] ** 2 + steps[:, 1] ** 2)
    return lengths


def _apart(one: float, other: float, whole: float) -> float:
    """How far two places on a closed line of a whole length are apart along it, m."""
    away = abs(one - other)
    return min(away, whole - away)


def _at(points: Floats, along: Floats, where: float) -> Floats:
    """The point of a closed outline that is so far along it, m."""
    index = min(int(np.searchsorted(along, where, side="right")) - 1, len(points) - 1)
    share = (where - along[index]) / (along[index + 1] - along[index])
    point: Floats = points[index] + share * (points[(index + 1) % len(points)] - points[index])
    return point


def _conic(start: Floats, corner: Floats, end: Floats, turn: float) -> Floats:
    """Points (N, 2) from start to end along the conic that touches both sides of a corner; an arc between straights."""
    weight = math.cos(turn / 2)
    at = np.linspace(0.0, 1.0, max(2, math.ceil(turn / CURVE_STEP)) + 1)[:, None]
    first, middle, last = (1 - at) ** 2, 2 * at * (1 - at) * weight, at**2
    points: Floats = (first * start + middle * corner + last * end) / (first + middle + last)
    return points


def _circle(start: float, sweep: float) -> Floats:
    angles = start + np.linspace(0.0, sweep, max(2, math.ceil(sweep / CURVE_STEP) + 1))
    return np.array([(math.cos(angle), math.sin(angle)) for angle in angles.tolist()])
