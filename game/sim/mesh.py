"""Triangle meshes of pieces: made and measured. Arrays in, arrays out; `partition` cuts them.

Everything here is deterministic to the bit: fixed lattices, fixed orders, no randomness.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from game.core.geom import Floats, Ints
from game.sim import delaunay, refine


class MeshError(ValueError):
    """An outline that cannot be meshed; the message says why in plain words."""


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """A piece's triangles, in its own frame: origin at its centre of mass, unrotated at rest."""

    nodes: Floats
    """(N, 2) m."""
    triangles: Ints
    """(T, 3) node indices, counter-clockwise."""
    outline: Ints
    """(B,) node indices of the outer boundary, counter-clockwise, not repeated at the end."""


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """The edges of a mesh and who meets whom: what crack growth walks on."""

    nodes: Ints
    """(E, 2) sorted node pairs, in lexicographic order."""
    triangles: Ints
    """(E, 2) triangle on the left and on the right, looking from the first node to the second; -1 for none."""
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


def triangulate(outline: Floats, spacing: float | None = None) -> Mesh:
    """A conforming mesh of a simple polygon, for stress and cracks.

    Args:
        outline: corners (N, 2), m, counter-clockwise, first not repeated.
        spacing: length of an edge away from small features, m; chosen so that the mesh has 20-60 nodes where None.

    Raises:
        MeshError: the outline crosses itself, or is too thin or too small.
    """
    corners = delaunay.points_of(_checked(outline))
    try:
        nodes, triangles, on_outline = refine.refined(corners, spacing)
    except refine.TooIntricateError:
        raise MeshError("the outline is too thin or too intricate") from None
    return Mesh(np.array(nodes), np.array(triangles), np.arange(on_outline))


def plain_mesh(outline: Floats) -> Mesh:
    """The outline's own corners joined to triangles: enough to draw a piece that never cracks.

    Raises:
        MeshError: the outline crosses itself, or is too thin or too small.
    """
    corners = _checked(outline)
    xy = delaunay.points_of(corners)
    apex = delaunay.apex_map(delaunay.ears(list(range(len(xy))), xy))
    delaunay.legalise(apex, xy, sorted(apex))
    return Mesh(corners, np.array(delaunay.triangles_of(apex)), np.arange(len(corners)))


def _checked(outline: Floats) -> Floats:
    """The outline as counter-clockwise corners without repeats."""
    points = np.ascontiguousarray(outline, dtype=np.float64)
    if points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all():
        raise MeshError("an outline is a list of finite points (x, y)")
    points = points[np.any(points != np.roll(points, 1, axis=0), axis=1)]
    if len(points) < 3:
        raise MeshError("an outline needs at least three different corners")
    polygon = shapely.Polygon(points)
    if not polygon.is_valid:
        raise MeshError(f"the outline is not a simple polygon: {shapely.is_valid_reason(polygon)}")
    return points if polygon.exterior.is_ccw else points[::-1].copy()


def smallest_angle(mesh: Mesh) -> float:
    """The smallest angle of all triangles, rad."""
    corners = mesh.nodes[mesh.triangles]
    ahead, behind = np.roll(corners, -1, axis=1) - corners, np.roll(corners, 1, axis=1) - corners
    cross = ahead[..., 0] * behind[..., 1] - ahead[..., 1] * behind[..., 0]
    return float(np.arctan2(cross, (ahead * behind).sum(axis=2)).min())


def properties(mesh: Mesh) -> tuple[float, Floats, float]:
    """Area (m^2), centroid (2,) (m) and polar second moment of area about the centroid (m^4), exact.

    For a triangle with corners a, b, c from any origin: the integral of r^2 is A/6 (aa + bb + cc + ab + bc + ca).
    """
    origin = mesh.nodes[mesh.outline[0]]
    corners = (mesh.nodes - origin)[mesh.triangles]
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    areas = 0.5 * ((b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0]))
    area = float(areas.sum())
    total = a + b + c
    centroid = areas @ total / (3.0 * area)
    # aa + bb + cc + ab + bc + ca = (aa + bb + cc + (a + b + c)^2) / 2
    squares = (corners * corners).sum(axis=(1, 2)) + (total * total).sum(axis=1)
    about_origin = float(areas @ squares) / 12.0
    return area, centroid + origin, about_origin - area * float(centroid @ centroid)


def centred(mesh: Mesh) -> tuple[Mesh, Floats]:
    """The mesh with its origin moved to its centroid, and where that was (2,), m."""
    centroid = properties(mesh)[1]
    return Mesh(mesh.nodes - centroid, mesh.triangles, mesh.outline), centroid


def edges(mesh: Mesh) -> Edges:
    """All edges of a mesh with their triangles, and the neighbours of every node."""
    count = len(mesh.nodes)
    start = mesh.triangles.ravel()
    end = mesh.triangles[:, [1, 2, 0]].ravel()
    keys = np.minimum(start, end) * count + np.maximum(start, end)
    unique, which = np.unique(keys, return_inverse=True)
    sides = np.full((len(unique), 2), -1, dtype=np.int64)
    sides[which, np.where(start < end, 0, 1)] = np.repeat(np.arange(len(mesh.triangles)), 3)
    pairs = np.column_stack([unique // count, unique % count])
    here, there = pairs.T.ravel(), pairs[:, ::-1].T.ravel()
    order = np.argsort(here * count + there)
    offsets = np.searchsorted(here[order], np.arange(count + 1))
    return Edges(
        nodes=pairs,
        triangles=sides,
        is_boundary=(sides < 0).any(axis=1),
        offsets=offsets,
        adjacent=there[order],
        incident=order % len(pairs),
    )
