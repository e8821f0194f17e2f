"""Meshes cut in parts: along cracks, and into convex polygons for the collision shapes.

Fragments have 10-40 triangles and several may appear within one tick, so what walks over them is plain Python on lists:
on arrays this small it is faster than numpy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import dist

import numpy as np

from game.core.geom import Floats, Ints
from game.sim.delaunay import Point, Side, Triangle, ears, points_of, turn
from game.sim.mesh import Mesh

STRAIGHT = 1e-9
"""rad: a turn up to which corners count as straight: far above rounding, far below any drawn corner."""

MAX_CORNERS = 16
"""Most corners of a convex part: what the collision engine handles fast."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One connected part of a cut mesh, in the frame of the whole."""

    mesh: Mesh
    node_of: Ints
    """(N,) old node of every new node; one old node may appear more than once."""
    triangle_of: Ints
    """(T,) old triangle of every new triangle, rising."""


def split(mesh: Mesh, cut: Iterable[tuple[int, int]]) -> list[Part]:
    """Parts of a mesh whose `cut` edges (node pairs, in any order) are cut through.

    Triangles that are connected across uncut edges make a part; parts come in the order of their smallest old
    triangle. A node on the cut appears in each part that it touches, and twice in a part that touches itself only there, so
    that every outline is one simple loop. A crack that ends inside a part leaves no trace in its mesh. A part that a
    closed crack has made a ring is slit open along the crack that leads to the hole, else along the shortest way.
    """
    triangles: list[Triangle] = mesh.triangles.tolist()
    owner = {side: t for t, corners in enumerate(triangles) for side in _sides(corners)}
    cuts = {pair for a, b in cut for pair in ((int(a), int(b)), (int(b), int(a)))}
    label = [-1] * len(triangles)
    members: list[list[int]] = []
    for first in range(len(triangles)):
        if label[first] < 0:
            members.append(_flood(first, len(members), label, triangles, owner, cuts))
    return [_part(mesh, sorted(group), triangles, cuts) for group in members]


def _sides(corners: Triangle) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    a, b, c = corners
    return (a, b), (b, c), (c, a)


def _flood(
    first: int,
    name: int,
    label: list[int],
    triangles: list[Triangle],
    owner: dict[Side, int],
    cuts: set[Side],
) -> list[int]:
    """Triangles connected to `first` across uncut edges; they are given the label `name`."""
    label[first] = name
    found = [first]
    for here in found:
        for a, b in _sides(triangles[here]):
            there = owner.get((b, a), -1)
            if there >= 0 and label[there] < 0 and (a, b) not in cuts:
                label[there] = name
                found.append(there)
    return found


def _part(mesh: Mesh, group: list[int], triangles: list[Triangle], cuts: set[Side]) -> Part:
    """The mesh of some triangles, opened where it would touch itself."""
    corners = [triangles[t] for t in group]
    slits: set[Side] = set()
    new, old = _fans(corners, slits)
    loops = _loops(new)
    while len(loops) > 1:
        slits |= _way(mesh, corners, [[old[node] for node in loop] for loop in loops], cuts)
        new, old = _fans(corners, slits)
        loops = _loops(new)
    part = Mesh(mesh.nodes[old], np.array(new, dtype=np.int64), np.array(loops[0], dtype=np.int64))
    return Part(part, np.array(old, dtype=np.int64), np.array(group, dtype=np.int64))


def _fans(corners: list[Triangle], slits: set[Side]) -> tuple[list[Triangle], list[int]]:
    """Triangles with new node numbers, and the old node of each: one new node per fan of triangles round a node.

    Two triangles at a node are of one fan where they are connected across edges at that node, `slits` not counted.
    """
    owner = {side: t for t, triangle in enumerate(corners) for side in _sides(triangle)}
    leaving: dict[int, list[int]] = {}
    for a, b in owner:
        leaving.setdefault(a, [])
        if (b, a) not in owner or (a, b) in slits:
            leaving[a].append(b)
    old: list[int] = []
    name: dict[int, int] = {}
    in_fan: dict[tuple[int, int], int] = {}
    for node in sorted(leaving):
        starts = sorted(leaving[node])
        if len(starts) < 2:
            name[node] = len(old)
            old.append(node)
        for towards in starts if len(starts) > 1 else ():
            t: int | None = owner[node, towards]
            while t is not None:
                in_fan[t, node] = len(old)
                triangle = corners[t]
                last = triangle[triangle.index(node) - 1]
                t = None if (node, last) in slits else owner.get((node, last))
            old.append(node)
    if not in_fan:
        return [[name[node] for node in triangle] for triangle in corners], old
    renamed = [[in_fan.get((t, v), name.get(v, -1)) for v in triangle] for t, triangle in enumerate(corners)]
    return renamed, old


def _loops(corners: list[Triangle]) -> list[list[int]]:
    """The boundary loops of triangles without pinched nodes, each from its smallest node, counter-clockwise outside."""
    sides = {side for triangle in corners for side in _sides(triangle)}
    following = dict(sorted((a, b) for a, b in sides if (b, a) not in sides))
    loops = []
    while following:
        node = next(iter(following))
        loop = []
        while node in following:
            loop.append(node)
            node = following.pop(node)
        loops.append(loop)
    return loops


def _way(mesh: Mesh, corners: list[Triangle], loops: list[list[int]], cuts: set[Side]) -> set[Side]:
    """The edges of the shortest way (both directions) from the last loop to any other; edges in `cuts` cost nothing."""
    goal = {node for loop in loops[:-1] for node in loop}
    ways: list[tuple[float, int, tuple[int, ...]]] = [(0.0, node, (node,)) for node in loops[-1]]
    heapify(ways)
    links: dict[int, set[int]] = {}
    for triangle in corners:
        for a, b in _sides(triangle):
            links.setdefault(a, set()).add(b)
            links.setdefault(b, set()).add(a)
    done: set[int] = set()
    while ways:
        cost, node, path = heappop(ways)
        if node in goal:
            return {side for a, b in pairwise(path) for side in ((a, b), (b, a))}
        if node in done:
            continue
        done.add(node)
        for there in sorted(links[node] - done):
            length = 0.0 if (node, there) in cuts else dist(mesh.nodes[node], mesh.nodes[there])
            heappush(ways, (cost + length, there, (*path, there)))
    raise AssertionError("a part is connected")


def convex_parts(mesh: Mesh) -> list[Floats]:
    """Convex polygons (k, 2), m, counter-clockwise, k <= `MAX_CORNERS`, that tile a mesh: its collision shapes.

    The outline is cut in triangles along diagonals, which then go where the union stays convex: at most four
    times the fewest parts possible (Hertel and Mehlhorn, 1983). A corner counts as straight while it turns by less than
    `STRAIGHT`; straight corners are left out.
    """
    xy = points_of(mesh.nodes)
    ring = _turning(mesh.outline.tolist(), xy)
    turns = [turn(xy[ring[i - 2]], xy[ring[i - 1]], xy[node]) for i, node in enumerate(ring)]
    rings = [ring] if min(turns) > 0.0 else _merged(_triangles(ring, mesh, xy), xy)
    return [np.array([xy[node] for node in piece]) for ring in rings for piece in _served(_turning(ring, xy))]


def _triangles(ring: list[int], mesh: Mesh, xy: list[Point]) -> list[Triangle]:
    """Triangles that tile a mesh: few and from its corners alone, if rounding lets ears be found."""
    try:
        triangles = ears(ring, xy)
    except ValueError:
        return [(a, b, c) for a, b, c in mesh.triangles.tolist()]
    return triangles


def _merged(triangles: list[Triangle], xy: list[Point]) -> list[list[int]]:
    """Convex rings of nodes: the triangles, merged across their longest shared sides first."""
    rings = [list(triangle) for triangle in triangles]
    owner = {side: t for t, corners in enumerate(triangles) for side in _sides(corners)}
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
    """Two convex rings that share the side a -> b of the first as one ring; empty where that would not be convex."""
    i, j = one.index(b), two.index(a)
    one, two = one[i:] + one[:i], two[j:] + two[:j]  # b ... a and a ... b
    while one[1] == two[-2]:  # the next side is shared as well
        one, two = one[1:], two[:-1]
    while one[-2] == two[1]:
        one, two = one[:-1], two[1:]
    start, end = one[0], one[-1]
    if turn(xy[two[-2]], xy[start], xy[one[1]]) < -STRAIGHT or turn(xy[one[-2]], xy[end], xy[two[1]]) < -STRAIGHT:
        return []
    return one[:-1] + two[:-1]


def _turning(ring: list[int], xy: list[Point]) -> list[int]:
    """The corners of a ring that are not straight."""
    following = [*ring[1:], ring[0]]
    return [
        node
        for i, (node, after) in enumerate(zip(ring, following, strict=True))
        if abs(turn(xy[ring[i - 1]], xy[node], xy[after])) > STRAIGHT
    ]


def _served(ring: list[int]) -> list[list[int]]:
    """A convex ring in pieces of at most `MAX_CORNERS` corners."""
    pieces = []
    while len(ring) > MAX_CORNERS:
        pieces.append(ring[:MAX_CORNERS])
        ring = [ring[0], *ring[MAX_CORNERS - 1 :]]
    return [*pieces, ring]
