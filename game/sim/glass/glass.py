"""A mesh as crack growth reads it: which edges there are, what lies beside them, and the tension across them."""

import math
from collections.abc import Container, Iterator
from typing import NamedTuple

import numpy as np

from game.core.geom import Floats, Ints
from game.sim import constants as c
from game.sim.mesh.mesh import Mesh, edges


class Crossing(NamedTuple):
    """How the stress of the triangles beside an edge adds up to the tension across it."""

    triangles: list[int]
    xx: float
    yy: float
    xy: float
    """m^2: weights of the parts of a stress."""
    whole: float
    """m^2 that their sum is divided by."""


class Glass:
    """What crack growth needs to know of a mesh, as plain lists: single numbers are read, thousands of times."""

    def __init__(self, mesh: Mesh) -> None:
        table = edges(mesh)
        self.points: list[list[float]] = mesh.nodes.tolist()
        self.boundary: frozenset[int] = frozenset(node for loop in mesh.loops for node in loop.tolist())
        self.off_hole: dict[int, tuple[float, float]] = {
            node: way for hole in mesh.holes for node, way in _ways_off(mesh.nodes, hole)
        }
        """Of each node on the edge of a hole, the way from the hole's middle to it, m."""
        self.neighbours: list[list[int]] = [table.neighbours(node).tolist() for node in range(len(mesh.nodes))]
        self.shore: frozenset[int] = self.boundary.union(*(self.neighbours[node] for node in self.boundary))
        """Nodes on its edge and next to it."""
        self.edge_of: dict[tuple[int, int], int] = {(a, b): index for index, (a, b) in enumerate(table.nodes.tolist())}
        self.sides: list[list[int]] = [[t for t in pair if t >= 0] for pair in table.triangles.tolist()]
        self.is_boundary: list[bool] = table.is_boundary.tolist()
        self._crossings: dict[tuple[int, int], Crossing] = {}
        """Of the edges asked for so far: a tip asks for one again and again."""
        self._paths: dict[tuple[int, ...], tuple[Floats, Floats]] = {}
        """Those asked for so far."""

    def edge(self, a: int, b: int) -> int:
        """Index of the edge between two neighbouring nodes."""
        return self.edge_of[(a, b) if a < b else (b, a)]

    def length(self, a: int, b: int) -> float:
        """Distance of two nodes, m."""
        return math.dist(self.points[a], self.points[b])

    def path(self, nodes: tuple[int, ...]) -> tuple[Floats, Floats]:
        """A path's points (P, 2) m, and where each of its gilding cells starts and ends (C, 2, 2) m: not to be written
        to."""
        found = self._paths.get(nodes)
        if found is None:
            points = np.array([self.points[node] for node in nodes])
            share = np.arange(c.CELLS_PER_EDGE + 1)[:, None] / c.CELLS_PER_EDGE
            marks = points[:-1, None] + share * (points[1:] - points[:-1])[:, None]
            ends = np.empty((len(marks), c.CELLS_PER_EDGE, 2, 2))
            ends[:, :, 0], ends[:, :, 1] = marks[:, :-1], marks[:, 1:]
            found = self._paths[nodes] = points, ends.reshape(-1, 2, 2)
        return found

    def tension(self, stress: Floats, a: int, b: int) -> float:
        """Mean normal stress across the edge a-b, Pa, tension positive; stress is (T, 3) xx, yy, xy."""
        crossing = self._crossings.get((a, b)) or self._crossing(a, b)
        triangles, xx, yy, xy, whole = crossing
        total = 0.0
        for triangle in triangles:
            sxx, syy, sxy = stress[triangle].tolist()
            total += xx * sxx + yy * syy + xy * sxy
        return total / whole

    def _crossing(self, a: int, b: int) -> Crossing:
        (ax, ay), (bx, by) = self.points[a], self.points[b]
        nx, ny = by - ay, ax - bx
        sides = self.sides[self.edge(a, b)]
        whole = len(sides) * (nx * nx + ny * ny)
        self._crossings[a, b] = crossing = Crossing(sides, nx * nx, ny * ny, 2.0 * nx * ny, whole)
        return crossing

    def nearest_mouth(self, point: tuple[float, float], taken: Container[int]) -> int:
        """Boundary node nearest to a point that a crack can start from: not taken, with an edge into the glass."""
        inward = [
            n
            for n in sorted(self.boundary)
            if n not in taken and any(not self.is_boundary[self.edge(n, m)] for m in self.neighbours[n])
        ]
        return min(inward or sorted(self.boundary), key=lambda node: (math.dist(self.points[node], point), node))


def _ways_off(nodes: Floats, hole: Ints) -> Iterator[tuple[int, tuple[float, float]]]:
    """Each node of a hole with the way from the mean of all of them to it, m."""
    ways = nodes[hole] - nodes[hole].mean(axis=0)
    yield from zip(hole.tolist(), map(tuple, ways.tolist()), strict=True)
