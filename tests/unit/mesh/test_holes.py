"""Meshes with holes: closed forms of a ring, sound triangles, tiles, and cuts from edge to edge."""

import math
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.geom import Floats, signed_area
from game.sim.mesh.convex import convex_parts
from game.sim.mesh.mesh import Mesh, MeshError, centred, edges, plain_mesh, properties, smallest_angle, triangulate
from game.sim.mesh.partition import opened, split

some = settings(deadline=None, max_examples=25)
BOX = np.array([[-0.4, -0.3], [0.4, -0.3], [0.4, 0.3], [-0.4, 0.3]])
FRAME = BOX * 0.5
TWO = [np.array([[-0.25, -0.1], [-0.05, -0.1], [-0.05, 0.2], [-0.25, 0.2]]), FRAME[:3] * 0.4 + [0.18, 0.0]]


def disc(radius: float, count: int = 32, middle: tuple[float, float] = (0.0, 0.0)) -> Floats:
    """Corners of a round plate or hole, m."""
    turns = 2 * math.pi * np.arange(count) / count
    corners: Floats = radius * np.column_stack([np.cos(turns), np.sin(turns)]) + np.array(middle)
    return corners


def ring_at(mesh: Mesh, turn: float) -> int:
    """The node of the outline that is nearest to a direction, rad."""
    x, y = mesh.nodes[mesh.outline].T
    return int(mesh.outline[np.argmax(x * math.cos(turn) + y * math.sin(turn))])


def way_to_the_hole(mesh: Mesh, node: int) -> list[int]:
    """Nodes from one on the outline to the edge of the hole, each the neighbour nearest to the middle."""
    table, hole, way = edges(mesh), set(mesh.holes[0].tolist()), [node]
    while way[-1] not in hole:
        way.append(min(table.neighbours(way[-1]).tolist(), key=lambda n: float(np.hypot(*mesh.nodes[n]))))
    return way


@pytest.mark.parametrize(("radius", "share", "count"), [(0.2, 0.5, 12), (0.45, 0.3, 32), (0.5, 0.7, 24)])
def test_a_ring_has_area_and_inertia_of_the_closed_form(radius: float, share: float, count: int) -> None:
    """Of two regular polygons with n corners: n r^2 sin (t) / 2 and n r^4 sin t (2 + cos t) / 12, t = 2 pi / n."""
    rough = {triangulate: 0.01, plain_mesh: 1e-9}  # corners that are too close for a mesh are left out
    for make in (triangulate, plain_mesh):
        mesh = make(disc(radius, count), holes=[disc(share * radius, count)])
        turn = 2 * math.pi / count
        area, centroid, second = properties(mesh)
        r2, r4 = radius**2 * (1 - share**2), radius**4 * (1 - share**4)
        assert area == pytest.approx(count * math.sin(turn) / 2 * r2, rel=rough[make])
        assert second == pytest.approx(count * math.sin(turn) * (2 + math.cos(turn)) / 12 * r4, rel=rough[make])
        assert centroid == pytest.approx(0.0, abs=0.01 * radius)


def test_an_eccentric_hole_moves_the_centre_away() -> None:
    area, centroid, second = properties(plain_mesh(BOX, [FRAME * 0.5 + [0.2, 0.0]]))
    whole, hole = 0.48, 0.03
    assert area == pytest.approx(whole - hole)
    shift = -hole * 0.2 / (whole - hole)
    assert centroid == pytest.approx([shift, 0.0])
    about_origin = whole * (0.8**2 + 0.6**2) / 12 - hole * ((0.2**2 + 0.15**2) / 12 + 0.2**2)
    assert second == pytest.approx(about_origin - (whole - hole) * shift**2)


@pytest.mark.parametrize(
    ("outline", "holes"),
    [
        (disc(0.45), [disc(0.18)]),
        (BOX, TWO),
        (BOX, [disc(0.1, 20, (x, y)) for x in (-0.2, 0.2) for y in (-0.14, 0.14)]),
    ],
    ids=["ring", "frame", "four"],
)
def test_meshes_with_holes_are_sound_and_tiled(outline: Floats, holes: list[Floats]) -> None:
    mesh = triangulate(outline, holes=holes)
    corners = mesh.nodes[mesh.triangles]
    u, v = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    tiles = (u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]) / 2
    assert tiles.min() > 0.0
    assert tiles.sum() == pytest.approx(properties(mesh)[0], rel=1e-9)
    table = edges(mesh)
    assert len(mesh.nodes) - len(table.nodes) + len(mesh.triangles) == 1 - len(holes)  # Euler
    assert sorted(np.sort(mesh.sides, axis=1).tolist()) == table.nodes[table.is_boundary].tolist()
    assert math.degrees(smallest_angle(mesh)) > 18.0
    for whole in (mesh, plain_mesh(outline, holes)):
        parts = [shapely.Polygon(part) for part in convex_parts(whole)]
        assert all(part.exterior.is_ccw for part in parts)
        together = shapely.unary_union(parts).area
        assert sum(part.area for part in parts) == pytest.approx(together, rel=1e-9)
        assert together == pytest.approx(properties(whole)[0], rel=1e-9)


@given(st.lists(st.tuples(st.floats(-0.25, 0.25), st.floats(-0.15, 0.15), st.floats(0.03, 0.1)), max_size=5))
@some
def test_any_holes_that_keep_clear_are_meshed(places: list[tuple[float, float, float]]) -> None:
    kept: list[shapely.Polygon] = []
    for x, y, radius in places:
        area = shapely.Polygon(disc(radius, 12, (x, y)))
        if all(area.distance(other) > 0.02 for other in kept):
            kept.append(area)
    holes = [np.array(area.exterior.coords)[:-1] for area in kept]
    mesh = plain_mesh(BOX, holes)
    assert len(mesh.triangles) == len(mesh.nodes) - 2 + 2 * len(holes)
    assert properties(mesh)[0] == pytest.approx(0.48 - sum(area.area for area in kept), rel=1e-9)


def test_holes_that_meet_the_outline_are_refused() -> None:
    for hole in (FRAME + np.array([0.3, 0.0]), BOX * 2.0):
        with pytest.raises(MeshError, match="meets the outline or another hole"):
            triangulate(BOX, holes=[hole])


def test_one_cut_to_the_hole_opens_the_ring_and_two_part_it() -> None:
    mesh = centred(triangulate(disc(0.45), holes=[disc(0.18)]))[0]
    one, other = (way_to_the_hole(mesh, ring_at(mesh, turn)) for turn in (0.3, 3.3))
    (whole,) = split(mesh, pairwise(one))
    assert len(whole.mesh.holes) == 1
    parts = split(mesh, [*pairwise(one), *pairwise(other)])
    assert len(parts) == 2
    assert all(not part.mesh.holes for part in parts)
    assert sum(properties(part.mesh)[0] for part in parts) == pytest.approx(properties(mesh)[0], rel=1e-9)


def test_a_part_keeps_the_holes_that_no_cut_touches() -> None:
    mesh = triangulate(BOX, holes=TWO)
    table = edges(mesh)
    is_left = mesh.nodes[mesh.triangles].mean(axis=1)[:, 0] < 0.03
    inner = table.nodes[~table.is_boundary]
    one, two = table.triangles[~table.is_boundary].T
    sides = [(a, b) for a, b in inner[is_left[one] != is_left[two]].tolist()]
    parts = split(mesh, sides)
    assert [len(part.mesh.holes) for part in parts] == [1, 1]
    for part in parts:
        (hole,) = part.mesh.holes
        assert signed_area(part.mesh.nodes[hole]) < 0.0
        assert len(convex_parts(part.mesh)) > 1
    assert sum(properties(part.mesh)[0] for part in parts) == pytest.approx(properties(mesh)[0], rel=1e-9)


def test_a_gaping_mesh_keeps_its_hole() -> None:
    mesh = triangulate(disc(0.45), holes=[disc(0.18)])
    way = way_to_the_hole(mesh, ring_at(mesh, 1.0))
    gaping, old = opened(mesh, pairwise(way[:-1]))
    assert len(old) > len(mesh.nodes)
    assert [signed_area(gaping.nodes[loop]) > 0.0 for loop in gaping.loops] == [True, False]
    torn, _ = opened(mesh, pairwise(way))
    assert len(torn.loops) == 1
