"""Outlines of the level's shapes and optics as arrays: the one place where they become points and edges."""

import math

import numpy as np

from game.core.geom import Floats, rotation, signed_area
from game.level.model import Arc, Box, Disc, Lens, Mirror, Optic, Piece, Polygon, Prism

CURVE_STEP = np.radians(15.0)
"""Round outlines are polygons with corners at most this far apart, rad."""


def shape_outline(shape: Box | Polygon | Disc | Arc) -> Floats:
    """Corners of a shape about its own origin, (N, 2) m, counter-clockwise, first not repeated."""
    match shape:
        case Box(size=(width, height)):
            x, y = width / 2, height / 2
            points = np.array([[-x, -y], [x, -y], [x, y], [-x, y]])
        case Polygon(points=corners):
            points = np.array(corners, dtype=float)
        case Disc(radius=radius):
            points = radius * _circle(0.0, 2 * np.pi)[:-1]
        case Arc(radius=radius, band=band, start=start, sweep=sweep):
            turn = _circle(np.radians(start), np.radians(sweep))
            points = np.vstack([(radius + band / 2) * turn, (radius - band / 2) * turn[::-1]])
    return points if signed_area(points) >= 0 else points[::-1].copy()


def piece_outline(piece: Piece) -> Floats:
    """Corners of a piece where it stands on the stage, (N, 2) m, counter-clockwise."""
    placed: Floats = shape_outline(piece.shape) @ rotation(np.radians(piece.angle)).T + np.array(piece.at)
    return placed


def optic_edges(optic: Optic) -> Floats:
    """What light meets of an optic, about the origin of its own frame and not turned.

    Returns:
        (E, 5) from x, y; to x, y (m); signed radius (m): 0 straight, > 0 bulging to the right of from -> to, < 0 to
        the left; every arc is less than half a circle. One edge is an open line along x. Prisms and lenses are
        closed, counter-clockwise, so that > 0 bulges outwards.
    """
    match optic:
        case Prism(side=side, apex=apex):
            half, height = side * math.sin(math.radians(apex / 2)), side * math.cos(math.radians(apex / 2))
            corners = np.array([[-half, -height / 3], [half, -height / 3], [0.0, height * 2 / 3]])
            bends = [0.0, 0.0, 0.0]
        case Lens(height=height, radii=(left, right), thickness=thickness):
            # The faces run along x here: the left one is the upper, the right one the lower.
            x, top, low = height / 2, thickness / 2 - sagitta(left, height), sagitta(right, height) - thickness / 2
            corners = np.array([[-x, low], [x, low], [x, top], [-x, top]])
            bends = [right or 0.0, 0.0, left or 0.0, 0.0]
        case Mirror(length=length, curve=curve):
            return np.array([[-length / 2, 0.0, length / 2, 0.0, curve or 0.0]])
        case _:
            length = math.dist(*optic.ends)
            return np.array([[-length / 2, 0.0, length / 2, 0.0, 0.0]])
    return np.column_stack([corners, np.roll(corners, -1, axis=0), bends])


def optic_pose(optic: Optic) -> tuple[float, float, float]:
    """Where an optic's own frame stands on the stage at the start: x, y (m) and angle (rad)."""
    if isinstance(optic, Mirror | Prism | Lens):
        return *optic.at, math.radians(optic.angle)
    (x0, y0), (x1, y1) = optic.ends
    return (x0 + x1) / 2, (y0 + y1) / 2, math.atan2(y1 - y0, x1 - x0)


def optic_outline(optic: Optic, step: float = CURVE_STEP) -> Floats:
    """Points (N, 2) m of an optic where it stands on the stage at the start; on arcs at most `step` (rad) apart.

    Prisms and lenses are closed polygons, counter-clockwise, first point not repeated; others lines from end to end.
    """
    x, y, angle = optic_pose(optic)
    edges = [_along(edge, step) for edge in optic_edges(optic)]
    points = edges[0] if len(edges) == 1 else np.vstack([edge[:-1] for edge in edges])
    placed: Floats = points @ rotation(angle).T + np.array([x, y])
    return placed


def sagitta(radius: float | None, chord: float) -> float:
    """How far an arc of a signed radius bulges beyond its chord, m; 0 where it is flat (None or 0)."""
    if not radius:
        return 0.0
    return math.copysign(abs(radius) - math.sqrt(radius**2 - chord**2 / 4), radius)


def _along(edge: Floats, step: float) -> Floats:
    """Points (N, 2) m of one edge, both ends included; of an arc at most `step` (rad) apart."""
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


def _circle(start: float, sweep: float) -> Floats:
    angles = start + np.linspace(0.0, sweep, max(2, int(np.ceil(sweep / CURVE_STEP)) + 1))
    return np.column_stack([np.cos(angles), np.sin(angles)])
