"""Triangle meshes of pieces: made and measured. Arrays in, arrays out; `partition` cuts them.

Nothing here is random and every order is fixed, so that the same outline gives the same bits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from game.core.geom import Floats, Ints
from game.sim.mesh import delaunay, refine
from game.sim.mesh.delaunay import MeshError

__all__ = [
    "Edges",
    "Mesh",
    "MeshError",
    "centred",
    "edges",
    "plain_mesh",
    "properties",
    "smallest_angle",
    "triangulate",
]

LEAST_AREA = 1e-4
"""m^2: a square centimetre; smaller pieces are invisible and too light for the solver."""

_NEXT = [1, 2, 0]
"""Columns of a triangle's next corners."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Mesh:
    """A piece's triangles, in its own frame: origin at its centre of mass, unrotated at rest."""

    nodes: Floats
    """(N, 2) m."""
    triangles: Ints
    """(T, 3) node indices, counter-clockwise."""
    outline: Ints
    """(B,) node indices of the outer boundary, counter-clockwise, not repeated at the end."""
    holes: tuple[Ints, ...] = ()
    """Likewise of the edge of each hole, clockwise: what is solid is always on the left."""

    @property
    def loops(self) -> tuple[Ints, ...]:
        """The outline, then the holes."""
        return (self.outline, *self.holes)

    @property
    def sides(self) -> Ints:
        """(S, 2) the nodes from which and to which each side of the outline and of the holes runs."""
        return np.concatenate([np.stack([loop, np.roll(loop, -1)], axis=1) for loop in self.loops])


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """The edges of a mesh and who meets whom: what crack growth walks on."""

    nodes: Ints
    """(E, 2) sorted node pairs, in lexicographic order."""
    triangles: Ints
    """(E, 2) triangle on the left and on the right, going from the first node to the second; -1 for none."""
    is_boundary: NDArray[np.bool_]
    """(E,) True where one side has no triangle."""
    offsets: Ints
    """(N + 1,) where each node's run in `adjacent` and `incident` starts."""
    adjacent: Ints
    """(2E,) neighbours, rising within a node's run."""
    incident: Ints
    """(2E,) the edge that leads to the neighbour in `adjacent`."""

    def neighbours(self, node: int) -> Ints:
        """Nodes that share an edge with `node`, rising."""
        return self.adjacent[self.offsets[node] : self.offsets[node + 1]]

    def at(self, node: int) -> Ints:
        """Edges that end at `node`, in the order of `neighbours`."""
        return self.incident[self.offsets[node] : self.offsets[node + 1]]


def triangulate(
    outline: Floats, spacing: float | None = None, holes: Sequence[Floats] = (), grain: float | None = None
) -> Mesh:
    """A conforming mesh of a simple polygon, with holes or without, for stress and cracks.

    Args:
        outline: corners (N, 2), m, counter-clockwise, first not repeated. All stay nodes of the mesh but
            those of round outlines that stand closer than a third of the spacing.
        spacing: length of an edge away from small features, m, positive; where None, 6 cm, so far as
            that takes 20-150 nodes (more where corners force it), and a band has two rows of triangles if that fits.
        holes: outlines (H_i, 2), m, likewise, within the outline and apart from it and from one another.
        grain: where `spacing` is None, the length of an edge that is wished for in place of 6 cm, m: so far as that
            takes no more than 400 nodes.

    Raises:
        MeshError: the outline crosses itself or a hole, or is too thin or too small.
    """
    corners = [delaunay.points_of(loop) for loop in _loops(outline, holes)]
    nodes, triangles, counts = refine.refined(corners, spacing, grain)
    return Mesh(np.array(nodes), np.array(triangles), *_numbered(counts))


def plain_mesh(outline: Floats, holes: Sequence[Floats] = ()) -> Mesh:
    """The corners of an outline and its holes joined to triangles: enough to draw a piece that never cracks.

    Raises:
        MeshError: the outline crosses itself or a hole, or is too small.
    """
    loops = _loops(outline, holes)
    corners = np.concatenate(loops)
    outer, inner = _numbered([len(loop) for loop in loops])
    apex = delaunay.triangulated([loop.tolist() for loop in (outer, *inner)], delaunay.points_of(corners))
    return Mesh(corners, np.array(delaunay.triangles_of(apex)), outer, inner)


def _numbered(counts: Sequence[int]) -> tuple[Ints, tuple[Ints, ...]]:
    """Outline and holes of a mesh whose loops have so many nodes, which come first, one loop after the other."""
    outline, *holes = np.split(np.arange(sum(counts)), np.cumsum(counts)[:-1])
    return outline, tuple(holes)


def _loops(outline: Floats, holes: Sequence[Floats]) -> list[Floats]:
    """The outline counter-clockwise, then its holes clockwise, all without repeats, each (N, 2) m.

    Raises:
        MeshError: one of them has no inside, or a hole meets another or the outline.
    """
    loops = [_checked(outline), *(_checked(hole)[::-1].copy() for hole in holes)]
    if holes:
        polygon = shapely.Polygon(loops[0], loops[1:])
        if not polygon.is_valid:
            raise MeshError(f"a hole meets the outline or another hole ({shapely.is_valid_reason(polygon)})")
    return loops


def _checked(outline: Floats) -> Floats:
    """The outline as counter-clockwise corners without repeats, (N, 2) m.

    Raises:
        MeshError: it has no inside, or next to none.
    """
    points = np.ascontiguousarray(outline, dtype=np.float64)
    if points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all():
        raise MeshError("an outline is a list of finite points (x, y)")
    points = points[np.any(points != np.roll(points, 1, axis=0), axis=1)]
    if len(points) < 3:
        raise MeshError("an outline needs at least three different corners")
    polygon = shapely.Polygon(points)
    if not polygon.is_valid:
        raise MeshError(f"the outline touches or crosses itself ({shapely.is_valid_reason(polygon)})")
    if polygon.area < LEAST_AREA:
        raise MeshError(f"the outline is too small: {polygon.area:.2g} m^2, the least is {LEAST_AREA:g}")
    return points if polygon.exterior.is_ccw else points[::-1].copy()


def smallest_angle(mesh: Mesh) -> float:
    """The smallest angle of all triangles, rad."""
    corners = mesh.nodes[mesh.triangles]
    ahead, behind = np.roll(corners, -1, axis=1) - corners, np.roll(corners, 1, axis=1) - corners
    cross = ahead[..., 0] * behind[..., 1] - ahead[..., 1] * behind[..., 0]
    return float(np.arctan2(cross, (ahead * behind).sum(axis=2)).min())


def properties(mesh: Mesh) -> tuple[float, Floats, float]:
    """Area (m^2), centroid (2,) (m) and polar second moment of area about the centroid (m^4), exact.

    By Green's theorem from the outline and the holes, about its first node: with c = x0 y1 - x1 y0 on each edge, the
    area is sum c / 2, its moment sum c (p0 + p1) / 6, its second moment sum c (p0 p0 + p0 p1 + p1 p1) / 12.
    """
    ox, oy = mesh.nodes[mesh.outline[0]].tolist()
    twice = moment_x = moment_y = second = 0.0
    for loop in mesh.loops:
        points: list[list[float]] = mesh.nodes[loop].tolist()
        x0, y0 = points[-1][0] - ox, points[-1][1] - oy
        for px, py in points:
            x1, y1 = px - ox, py - oy
            c = x0 * y1 - x1 * y0
            twice += c
            moment_x += c * (x0 + x1)
            moment_y += c * (y0 + y1)
            second += c * (x0 * x0 + x0 * x1 + x1 * x1 + y0 * y0 + y0 * y1 + y1 * y1)
            x0, y0 = x1, y1
    area = twice / 2
    x, y = moment_x / (6 * area), moment_y / (6 * area)
    return area, np.array([ox + x, oy + y]), second / 12 - area * (x * x + y * y)


def centred(mesh: Mesh) -> tuple[Mesh, Floats]:
    """The mesh with its origin moved to its centroid, and where that was (2,), m."""
    centroid = properties(mesh)[1]
    return Mesh(mesh.nodes - centroid, mesh.triangles, mesh.outline, mesh.holes), centroid


def edges(mesh: Mesh) -> Edges:
    """All edges of a mesh with their triangles, and the neighbours of every node."""
    count = len(mesh.nodes)
    start = mesh.triangles.ravel()
    end = mesh.triangles[:, _NEXT].ravel()
    forward = start < end
    keys = np.where(forward, start * count + end, end * count + start)
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    is_first = np.append(True, ranked[1:] != ranked[:-1])
    low, high = np.divmod(ranked[is_first], count)
    sides = np.full((len(low), 2), -1, dtype=np.int64)
    sides[np.cumsum(is_first) - 1, np.where(forward[order], 0, 1)] = order // 3
    here, there = np.concatenate([low, high]), np.concatenate([high, low])
    by_node = np.argsort(here * count + there)
    return Edges(
        nodes=np.stack([low, high], axis=1),
        triangles=sides,
        is_boundary=sides.min(axis=1) < 0,
        offsets=np.concatenate([[0], np.cumsum(np.bincount(here, minlength=count))]),
        adjacent=there[by_node],
        incident=by_node % len(low),
    )
