"""Meshes cut in parts along cracks.

Fragments have 10-40 triangles, and several may appear within one tick: on so little, plain Python is faster
than numpy.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import dist, hypot, inf

import numpy as np

from game.core.geom import Ints, signed_area
from game.sim.mesh.delaunay import Side
from game.sim.mesh.mesh import Mesh

NewName = dict[tuple[int, int], int]
"""The new node of an (old triangle, old node)."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One connected part of a cut mesh, in the frame of the whole."""

    mesh: Mesh
    node_of: Ints
    """(N,) old node of every new node; one old node may appear more than once."""
    triangle_of: Ints
    """(T,) old triangle of every new triangle, rising."""


@dataclass(frozen=True, slots=True, eq=False)
class _Whole:
    """A mesh that is being cut, as plain Python."""

    mesh: Mesh
    sides: list[tuple[Side, Side, Side]]
    """Per triangle."""
    owner: dict[Side, int]
    """The triangle that each side belongs to."""
    cuts: set[Side]
    """Both directions of every cut edge."""
    label: list[int]
    """The part of each triangle, -1 before it has one."""


def split(mesh: Mesh, cut: Iterable[tuple[int, int]]) -> list[Part]:
    """Parts of a mesh whose `cut` edges (node pairs, in any order) are cut through.

    Triangles that are connected across uncut edges make a part; parts come in the order of their smallest old
    triangle. A node on the cut appears in each part that it touches, and twice in a part that touches itself
    only there, so that every outline is one simple loop. A crack that ends inside a part leaves no trace in
    its mesh. A part that a closed crack has made a ring is slit open: along the crack that leads to the hole,
    else along the shortest way.
    """
    sides = [((a, b), (b, c), (c, a)) for a, b, c in mesh.triangles.tolist()]
    owner = {side: t for t, three in enumerate(sides) for side in three}
    cuts = {side for a, b in cut for side in ((int(a), int(b)), (int(b), int(a)))}
    whole = _Whole(mesh, sides, owner, cuts, [-1] * len(sides))
    return [_part(whole, group, border) for group, border in _groups(whole)]


def _groups(whole: _Whole) -> list[tuple[list[int], list[Side]]]:
    """Triangles, rising, and border of each part; labels the triangles."""
    sides, owner, cuts, label = whole.sides, whole.owner, whole.cuts, whole.label
    groups: list[tuple[list[int], list[Side]]] = []
    for first in range(len(sides)):
        if label[first] >= 0:
            continue
        label[first] = name = len(groups)
        group, border, banks = [first], [], []
        for here in group:
            for side in sides[here]:
                there = owner.get((side[1], side[0]), -1)
                if there < 0:
                    border.append(side)
                elif side in cuts:
                    banks.append((side, there))
                elif label[there] < 0:
                    label[there] = name
                    group.append(there)
        border += [side for side, there in banks if label[there] != name]
        groups.append((sorted(group), border))
    return groups


def _part(whole: _Whole, group: list[int], border: list[Side]) -> Part:
    """The mesh of some triangles within a border, opened where it would touch itself or where a crack closed a ring."""
    holes, border = _holes(whole.mesh, border)
    following = dict(border)
    loop = _loop(following)
    if len(loop) < len(border):
        return _opened_part(whole, group, border, holes)
    mine = np.array(group)
    triangles = whole.mesh.triangles[mine]
    new = np.zeros(len(whole.mesh.nodes), dtype=np.int64)
    new[triangles] = 1
    old = np.flatnonzero(new)
    new[old] = np.arange(len(old))
    return Part(
        Mesh(whole.mesh.nodes[old], new[triangles], new[np.array(loop)], tuple(new[h] for h in holes)), old, mine
    )


def _holes(mesh: Mesh, border: list[Side]) -> tuple[list[Ints], list[Side]]:
    """The holes of a mesh that a border leaves as they were, and the rest of that border."""
    if not mesh.holes:
        return [], border
    leaving = Counter(a for a, _ in border)
    kept, rest = [], set(border)
    for hole in mesh.holes:
        nodes = hole.tolist()
        sides = list(zip(nodes, [*nodes[1:], nodes[0]], strict=True))
        if rest.issuperset(sides) and all(leaving[node] == 1 for node in nodes):
            kept.append(hole)
            rest.difference_update(sides)
    return kept, [side for side in border if side in rest]


def _loop(following: dict[int, int]) -> list[int]:
    """The loop of a border from its smallest node; shorter than the border if that has several or touches itself."""
    node = min(following)
    loop = [node]
    while (node := following[node]) != loop[0] and len(loop) < len(following):
        loop.append(node)
    return loop


def _opened_part(whole: _Whole, group: list[int], border: list[Side], holes: list[Ints]) -> Part:
    """The mesh of some triangles whose border, but for its holes, touches itself or has several loops."""
    old, new_name = _renumbered(whole, group, border)
    loops = _loops(border, new_name, whole.owner)
    while len(loops) > 1:
        border += _way(whole, group, [{old[node] for node in loop} for loop in loops])
        old, new_name = _renumbered(whole, group, border)
        loops = _loops(border, new_name, whole.owner)
    triangles = [[new_name[t, a] for a, _ in whole.sides[t]] for t in group]
    name = {node: new for new, node in enumerate(old)}  # nodes of holes are there once
    inner = tuple(np.array([name[node] for node in hole.tolist()]) for hole in holes)
    part = Mesh(whole.mesh.nodes[old], np.array(triangles), np.array(loops[0]), inner)
    return Part(part, np.array(old), np.array(group))


def _renumbered(whole: _Whole, group: list[int], border: list[Side]) -> tuple[list[int], NewName]:
    """The old node of every new node, and the new names of the corners.

    There is one new node for each fan: the triangles at an old node that are connected across edges which end
    there and are not in `border`.
    """
    leaving: dict[int, list[int]] = {}
    for a, b in border:
        leaving.setdefault(a, []).append(b)
    pinched = {node: sorted(ends) for node, ends in leaving.items() if len(ends) > 1}
    plain = sorted({a for t in group for a, _ in whole.sides[t]} - pinched.keys())
    name = {node: i for i, node in enumerate(plain)}
    new_name = {(t, a): name[a] for t in group for a, _ in whole.sides[t] if a in name}
    closed = set(border)
    for node, ends in sorted(pinched.items()):
        for end in ends:
            side = (node, end)
            while True:
                t = whole.owner[side]
                new_name[t, node] = len(plain)
                last = next(a for a, b in whole.sides[t] if b == node)
                if (last, node) in closed:
                    break
                side = (node, last)
            plain.append(node)
    return plain, new_name


def _loops(border: list[Side], new_name: NewName, owner: dict[Side, int]) -> list[list[int]]:
    """The loops of a border in new nodes, each from its smallest, in the order of these."""
    following = {new_name[owner[a, b], a]: new_name[owner[a, b], b] for a, b in border}
    loops = []
    for first in sorted(following):
        loop = []
        node = first
        while node in following:
            loop.append(node)
            node = following.pop(node)
        if loop:
            loops.append(loop)
    return loops


def _way(whole: _Whole, group: list[int], loops: list[set[int]]) -> list[Side]:
    """The edges, both ways, of the shortest way from the last loop to any other; cut edges count nothing."""
    nodes = whole.mesh.nodes
    goal = set[int]().union(*loops[:-1])
    links: dict[int, set[int]] = {}
    for t in group:
        for a, b in whole.sides[t]:
            links.setdefault(a, set()).add(b)
            links.setdefault(b, set()).add(a)
    ways: list[tuple[float, tuple[int, ...]]] = [(0.0, (node,)) for node in sorted(loops[-1])]
    seen = set(loops[-1])
    while ways[0][1][-1] not in goal:
        cost, path = heappop(ways)
        here = path[-1]
        if len(path) > 1 and here in seen:
            continue
        seen.add(here)
        for there in sorted(links[here] - seen):
            length = 0.0 if (here, there) in whole.cuts else dist(nodes[here], nodes[there])
            heappush(ways, (cost + length, (*path, there)))
    return [side for a, b in pairwise(ways[0][1]) for side in ((a, b), (b, a))]


def nearest_part(parts: Sequence[Part], point: tuple[float, float]) -> int:
    """Index of the part with the triangle nearest to a point (m, in the frame of the whole), by their middles."""
    found, least = 0, inf
    for index, part in enumerate(parts):
        xy = part.mesh.nodes.tolist()
        for a, b, c in part.mesh.triangles.tolist():
            (ax, ay), (bx, by), (cx, cy) = xy[a], xy[b], xy[c]
            reach = hypot((ax + bx + cx) / 3.0 - point[0], (ay + by + cy) / 3.0 - point[1])
            if reach < least:
                found, least = index, reach
    return found


def opened(mesh: Mesh, cut: Iterable[tuple[int, int]]) -> tuple[Mesh, Ints]:
    """A mesh in one part that gapes along its `cut` edges, and the old node of every new one.

    The triangles stay the same, in the same order; a node on the cut is there once for each side that it has, and
    once where a cut ends in the middle.
    """
    sides = [((a, b), (b, c), (c, a)) for a, b, c in mesh.triangles.tolist()]
    owner = {side: t for t, three in enumerate(sides) for side in three}
    cuts = {side for a, b in cut for side in ((int(a), int(b)), (int(b), int(a)))}
    whole = _Whole(mesh, sides, owner, cuts, [0] * len(sides))
    border = [side for three in sides for side in three if side in cuts or side[::-1] not in owner]
    old, new_name = _renumbered(whole, list(range(len(sides))), border)
    triangles = [[new_name[t, a] for a, _ in three] for t, three in enumerate(sides)]
    nodes = mesh.nodes[old]
    loops = [np.array(loop) for loop in _loops(border, new_name, owner)]
    loops.sort(key=lambda loop: -signed_area(nodes[loop]))
    return Mesh(nodes, np.array(triangles), loops[0], tuple(loops[1:])), np.array(old)
