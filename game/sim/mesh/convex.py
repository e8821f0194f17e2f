"""Meshes tiled with convex polygons: their collision shapes.

Several fragments of 10-40 triangles may appear within one tick: on so little, plain Python is faster than numpy.
"""

from math import atan2, dist

import numpy as np

from game.core.geom import Floats
from game.sim.mesh.delaunay import Point, Triangle, points_of, triangles_of, triangulated, turn
from game.sim.mesh.mesh import Mesh

STRAIGHT = 1e-9
"""rad: a turn up to which corners count as straight: far above rounding, far below any drawn corner."""

MAX_CORNERS = 16
"""Most corners of a convex part: what the collision engine handles fast."""


def convex_parts(mesh: Mesh) -> list[Floats]:
    """Convex polygons (k, 2), m, counter-clockwise, k <= `MAX_CORNERS`, that tile a mesh: collision shapes.

    Outline and holes are cut in triangles along diagonals, which then go where the union stays convex: at most four
    times the fewest parts possible (Hertel and Mehlhorn, 1983). Corners that turn by less than `STRAIGHT` are
    left out.
    """
    xy = points_of(mesh.nodes)
    ring, *holes = (_turning(loop.tolist(), xy) for loop in mesh.loops)
    turns = _turns(ring, xy)
    if min(turns) > 0.0 and not holes:
        rings = [_not_straight(ring, turns)]
    else:
        merged = _merged(triangles_of(triangulated([ring, *holes], xy)), xy)
        rings = [_turning(piece, xy) for piece in merged]
    return [np.array([xy[node] for node in piece]) for ring in rings for piece in _served(ring)]


def _merged(triangles: list[Triangle], xy: list[Point]) -> list[list[int]]:
    """Convex rings of nodes: the triangles, merged across their longest shared sides first."""
    rings = [list(triangle) for triangle in triangles]
    owner = {side: t for t, (a, b, c) in enumerate(triangles) for side in ((a, b), (b, c), (c, a))}
    inner = [(a, b) for a, b in owner if a < b and (b, a) in owner]
    inner.sort(key=lambda side: (-dist(xy[side[0]], xy[side[1]]), side))
    for a, b in inner:
        here, there = owner[a, b], owner[b, a]
        union = _union(rings[here], rings[there], a, b, xy) if here != there else []
        if union:
            for i, node in enumerate(rings[there]):
                owner[rings[there][i - 1], node] = here
            rings[here], rings[there] = union, []
    return [ring for ring in rings if ring]


def _union(one: list[int], two: list[int], a: int, b: int, xy: list[Point]) -> list[int]:
    """Two convex rings that share the side a -> b of the first as one; empty where it would not be convex."""
    i, j = one.index(b), two.index(a)
    one, two = one[i:] + one[:i], two[j:] + two[:j]  # b ... a and a ... b
    while one[1] == two[-2]:  # the next side is shared as well
        one, two = one[1:], two[:-1]
    while one[-2] == two[1]:
        one, two = one[:-1], two[1:]
    at_start = turn(xy[two[-2]], xy[one[0]], xy[one[1]])
    at_end = turn(xy[one[-2]], xy[two[0]], xy[two[1]])
    return one[:-1] + two[:-1] if min(at_start, at_end) > -STRAIGHT else []


def _turning(ring: list[int], xy: list[Point]) -> list[int]:
    """The corners of a ring that are not straight."""
    return _not_straight(ring, _turns(ring, xy))


def _not_straight(ring: list[int], turns: list[float]) -> list[int]:
    """The corners of a ring that do turn."""
    return [node for node, angle in zip(ring, turns, strict=True) if abs(angle) > STRAIGHT]


def _turns(ring: list[int], xy: list[Point]) -> list[float]:
    """How far a ring turns at each of its corners, rad: `delaunay.turn`, in one go."""
    x0, y0 = xy[ring[-2]]
    x1, y1 = xy[ring[-1]]
    ux, uy = x1 - x0, y1 - y0
    turns = []
    for node in ring:
        x, y = xy[node]
        vx, vy = x - x1, y - y1
        turns.append(atan2(ux * vy - uy * vx, ux * vx + uy * vy))
        x1, y1, ux, uy = x, y, vx, vy
    return [*turns[1:], turns[0]]


def _served(ring: list[int]) -> list[list[int]]:
    """A convex ring in pieces of at most `MAX_CORNERS` corners."""
    pieces = []
    while len(ring) > MAX_CORNERS:
        pieces.append(ring[:MAX_CORNERS])
        ring = [ring[0], *ring[MAX_CORNERS - 1 :]]
    return [*pieces, ring]
