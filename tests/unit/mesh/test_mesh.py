"""Meshes: conforming, well shaped, exact in area and moments, and cut along any path without loss."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from game.core.geom import Floats, signed_area, turned
from game.sim.mesh.convex import MAX_CORNERS, convex_parts
from game.sim.mesh.mesh import (
    Mesh,
    MeshError,
    centred,
    edges,
    plain_mesh,
    properties,
    smallest_angle,
    triangulate,
)
from game.sim.mesh.partition import Part, split

some = settings(deadline=None, max_examples=40)

SQUARE = np.array([[0.0, 0.0], [0.3, 0.0], [0.3, 0.3], [0.0, 0.3]])
STAIRS = np.array([[0.0, 0.0], [0.4, 0.0], [0.4, 0.1], [0.1, 0.1], [0.1, 0.5], [0.0, 0.5]])


def band(radius: float, width: float, start: float, sweep: float) -> Floats:
    """A bent band with corners 15 degrees apart, as levels write it."""
    angles = np.radians(start + np.linspace(0.0, sweep, int(np.ceil(sweep / 15.0)) + 1))
    turn = np.column_stack([np.cos(angles), np.sin(angles)])
    return np.vstack([(radius + width / 2) * turn, (radius - width / 2) * turn[::-1]])


def disc(radius: float, count: int = 24) -> Floats:
    angles = 2 * np.pi * np.arange(count) / count
    corners: Floats = radius * np.column_stack([np.cos(angles), np.sin(angles)])
    return corners


@st.composite
def stars(draw: st.DrawFn) -> Floats:
    """Corners at even angles, give or take, and at any distance: convex, concave and spiky."""
    count = draw(st.integers(3, 14))
    radius = np.array(draw(st.lists(st.floats(0.06, 0.4), min_size=count, max_size=count)))
    shift = np.array(draw(st.lists(st.floats(-0.35, 0.35), min_size=count, max_size=count)))
    angles = 2 * np.pi * (np.arange(count) + shift) / count
    corners: Floats = radius[:, None] * np.column_stack([np.cos(angles), np.sin(angles)])
    return corners


@st.composite
def bars(draw: st.DrawFn) -> Floats:
    """Boxes of any slope, up to fifty times as long as wide."""
    width, ratio = draw(st.floats(0.02, 0.3)), draw(st.floats(1.0, 50.0))
    corners = np.array([[0.0, 0.0], [width * ratio, 0.0], [width * ratio, width], [0.0, width]])
    return turned(corners, draw(st.floats(0.0, 6.3)))


@st.composite
def bands(draw: st.DrawFn) -> Floats:
    radius = draw(st.floats(0.1, 0.5))
    return band(radius, draw(st.floats(0.15, 0.7)) * radius, draw(st.floats(0, 360)), draw(st.floats(30, 330)))


def outlines() -> st.SearchStrategy[Floats]:
    shapes = st.one_of(stars(), bars(), bands(), st.builds(disc, st.floats(0.03, 0.6), st.integers(5, 64)))
    return shapes.filter(sturdy)


def sturdy(corners: Floats) -> bool:
    """A simple polygon that is neither tiny nor a needle."""
    shape = shapely.Polygon(corners)
    return bool(shape.is_valid and shape.area > 1e-3 and shape.area > 0.004 * shape.length**2)


def corner_angles(outline: Floats) -> Floats:
    """Inner angles of a polygon, rad, 0..2 pi."""
    ahead, behind = np.roll(outline, -1, axis=0) - outline, np.roll(outline, 1, axis=0) - outline
    cross = ahead[:, 0] * behind[:, 1] - ahead[:, 1] * behind[:, 0]
    angles: Floats = np.arctan2(cross, (ahead * behind).sum(axis=1)) % (2 * np.pi)
    return angles


def areas(mesh: Mesh) -> Floats:
    a, b, c = (mesh.nodes[mesh.triangles[:, k]] for k in range(3))
    u, v = b - a, c - a
    return 0.5 * (u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0])


def edge_lengths(mesh: Mesh) -> Floats:
    ends = mesh.nodes[edges(mesh).nodes]
    lengths: Floats = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    return lengths


def assert_sound(mesh: Mesh) -> None:
    """One simply connected sheet of counter-clockwise triangles, bounded by its outline."""
    assert (areas(mesh) > 0).all()
    table = edges(mesh)
    assert (np.bincount(mesh.triangles.ravel(), minlength=len(mesh.nodes)) > 0).all()
    assert len(mesh.nodes) - len(table.nodes) + len(mesh.triangles) == 1  # Euler's formula for a disc
    loop = np.sort(np.column_stack([mesh.outline, np.roll(mesh.outline, -1)]), axis=1).tolist()
    assert sorted(loop) == table.nodes[table.is_boundary].tolist()
    assert len(set(mesh.outline.tolist())) == len(mesh.outline)
    assert signed_area(mesh.nodes[mesh.outline]) == pytest.approx(areas(mesh).sum(), rel=1e-12)


class TestTriangulate:
    @given(outlines())
    @some
    def test_tiles_the_outline_with_a_conforming_mesh(self, outline: Floats) -> None:
        mesh = triangulate(outline)
        assert_sound(mesh)
        shape, meshed = shapely.Polygon(outline), shapely.Polygon(mesh.nodes[mesh.outline])
        rounded = len(outline) - len(set(map(tuple, outline.tolist())) & set(map(tuple, mesh.nodes.tolist())))
        assert shape.symmetric_difference(meshed).area < (0.03 if rounded else 1e-9) * shape.area

    @given(outlines())
    @some
    def test_no_angle_is_under_20_degrees_unless_a_corner_is(self, outline: Floats) -> None:
        allowed = min(np.radians(20.0), corner_angles(outline).min())
        assert smallest_angle(triangulate(outline)) >= allowed - 1e-9

    @given(st.one_of(bars(), bands(), st.builds(disc, st.floats(0.03, 0.6), st.integers(5, 64))))
    @some
    def test_has_20_to_150_nodes_where_corners_leave_the_choice(self, outline: Floats) -> None:
        assert 20 <= len(triangulate(outline).nodes) <= max(150, 1.75 * len(outline))

    @given(outlines())
    @some
    def test_is_the_same_to_the_bit_every_time(self, outline: Floats) -> None:
        one, two = triangulate(outline), triangulate(outline.copy())
        assert one.nodes.tobytes() == two.nodes.tobytes()
        assert one.triangles.tobytes() == two.triangles.tobytes()

    def test_finer_spacing_gives_a_finer_mesh(self) -> None:
        coarse, fine = triangulate(SQUARE, 0.1), triangulate(SQUARE, 0.05)
        assert len(fine.triangles) > 3 * len(coarse.triangles)

    def test_keeps_every_corner_of_a_plain_polygon(self) -> None:
        mesh = triangulate(STAIRS)
        assert set(map(tuple, STAIRS.tolist())) <= set(map(tuple, mesh.nodes[mesh.outline].tolist()))

    def test_facets_differ_in_size(self) -> None:
        size = areas(triangulate(SQUARE))
        assert size.std() > 0.15 * size.mean()

    def test_a_wide_band_has_two_rows(self) -> None:
        mesh = triangulate(np.array([[0, 0], [0.8, 0], [0.8, 0.1], [0, 0.1]]))
        assert len(mesh.nodes) > len(mesh.outline)

    def test_clockwise_and_repeated_corners_are_put_right(self) -> None:
        mesh = triangulate(np.vstack([SQUARE[::-1], SQUARE[-1:]]))
        assert_sound(mesh)
        assert properties(mesh)[0] == pytest.approx(0.09)

    @pytest.mark.parametrize(
        ("outline", "why"),
        [
            (SQUARE[[0, 2, 1, 3]], "crosses itself"),
            (SQUARE[:2], "three different corners"),
            (SQUARE * 0.01, "too small"),
            (SQUARE * [20.0, 0.05], "too thin"),
            (SQUARE * np.nan, "finite"),
        ],
    )
    def test_says_why_it_cannot(self, outline: Floats, why: str) -> None:
        with pytest.raises(MeshError, match=why):
            triangulate(outline)


class TestPlainMesh:
    @given(outlines())
    @some
    def test_has_no_nodes_but_the_corners(self, outline: Floats) -> None:
        mesh = plain_mesh(outline)
        assert_sound(mesh)
        assert np.array_equal(mesh.nodes, outline)
        assert len(mesh.triangles) == len(outline) - 2


class TestProperties:
    def test_of_a_box(self) -> None:
        corners = np.array([[3.0, -2.0], [3.4, -2.0], [3.4, -1.9], [3.0, -1.9]])
        area, centroid, second = properties(triangulate(corners))
        assert area == pytest.approx(0.4 * 0.1, rel=1e-12)
        assert centroid == pytest.approx([3.2, -1.95], rel=1e-12)
        assert second == pytest.approx(0.4 * 0.1 * (0.4**2 + 0.1**2) / 12, rel=1e-9)

    @given(outlines(), st.floats(0, 6.3))
    @some
    def test_do_not_depend_on_the_pose(self, outline: Floats, angle: float) -> None:
        moved = plain_mesh(turned(outline, angle) + np.array([1.0, 2.0]))
        area, _, second = properties(plain_mesh(outline))
        assert properties(moved)[0] == pytest.approx(area, rel=1e-9)
        assert properties(moved)[2] == pytest.approx(second, rel=1e-7)

    def test_centred_puts_the_centroid_at_the_origin(self) -> None:
        mesh, centroid = centred(triangulate(STAIRS))
        assert properties(mesh)[1] == pytest.approx([0, 0], abs=1e-15)
        assert centroid == pytest.approx(np.array(shapely.Polygon(STAIRS).centroid.coords[0]), rel=1e-9)


class TestEdges:
    @given(outlines())
    @some
    def test_tell_the_triangles_on_each_side(self, outline: Floats) -> None:
        mesh = triangulate(outline)
        table = edges(mesh)
        pairs = table.nodes.tolist()
        assert pairs == sorted(pairs)
        assert all(a < b for a, b in pairs)
        for (a, b), (left, right) in zip(pairs, table.triangles.tolist(), strict=True):
            for triangle, (start, end) in ((left, (a, b)), (right, (b, a))):
                if triangle >= 0:
                    corners = mesh.triangles[triangle].tolist()
                    assert (start, end) in [*pairwise(corners), (corners[2], corners[0])]

    def test_list_the_neighbours_of_a_node(self) -> None:
        table = edges(triangulate(SQUARE))
        for node in range(len(table.offsets) - 1):
            expected = [(a if b == node else b) for a, b in table.nodes.tolist() if node in (a, b)]
            assert table.neighbours(node).tolist() == sorted(expected)
            for other, edge in zip(table.neighbours(node), table.at(node), strict=True):
                assert sorted((node, int(other))) == table.nodes[edge].tolist()


def assert_lossless(mesh: Mesh, parts: list[Part]) -> None:
    """Parts are sound, share the triangles among them, and keep area, centroid and second moment."""
    assert sorted(np.concatenate([part.triangle_of for part in parts]).tolist()) == list(range(len(mesh.triangles)))
    firsts = [int(part.triangle_of[0]) for part in parts]
    assert firsts == sorted(firsts)
    for part in parts:
        assert_sound(part.mesh)
        assert np.array_equal(part.mesh.nodes, mesh.nodes[part.node_of])
        assert np.array_equal(part.node_of[part.mesh.triangles], mesh.triangles[part.triangle_of])
    area, centroid, second = properties(mesh)
    measured = [properties(part.mesh) for part in parts]
    assert sum(a for a, _, _ in measured) == pytest.approx(area, rel=1e-12)
    assert sum(a * c for a, c, _ in measured) / area == pytest.approx(centroid, rel=1e-9, abs=1e-12)
    about = sum(j + a * float((c - centroid) @ (c - centroid)) for a, c, j in measured)
    assert about == pytest.approx(second, rel=1e-9)


def walk(mesh: Mesh, choices: list[int]) -> list[int]:
    """Nodes along inner edges, from the outline on until it meets the outline or itself, or choices end."""
    table = edges(mesh)
    border = set(mesh.outline.tolist())
    path = [int(mesh.outline[choices[0] % len(mesh.outline)])]
    for choice in choices[1:]:
        ways = [
            int(node)
            for node, edge in zip(table.neighbours(path[-1]), table.at(path[-1]), strict=True)
            if not table.is_boundary[edge] and int(node) != (path[-2] if len(path) > 1 else -1)
        ]
        if not ways:
            break
        path.append(ways[choice % len(ways)])
        if path[-1] in border or path[-1] in path[:-1]:
            break
    return path


class TestSplit:
    @given(outlines(), st.lists(st.integers(0, 100), min_size=2, max_size=40))
    @some
    def test_along_a_path_is_lossless(self, outline: Floats, choices: list[int]) -> None:
        mesh = triangulate(outline)
        path = walk(mesh, choices)
        parts = split(mesh, pairwise(path))
        assert_lossless(mesh, parts)
        border = set(mesh.outline.tolist())
        closed = path[-1] in path[:-1] or (len(path) > 1 and path[-1] in border)
        assert len(parts) == (2 if closed else 1)

    @given(outlines(), st.lists(st.lists(st.integers(0, 100), min_size=2, max_size=12), max_size=6))
    @some
    def test_along_many_paths_that_meet_is_lossless(self, outline: Floats, walks: list[list[int]]) -> None:
        mesh = triangulate(outline)
        assert_lossless(mesh, split(mesh, [edge for choices in walks for edge in pairwise(walk(mesh, choices))]))

    @given(outlines(), st.randoms(use_true_random=False))
    @some
    def test_along_any_edges_at_all_is_lossless(self, outline: Floats, random: Random) -> None:
        mesh = triangulate(outline)
        table = edges(mesh)
        cut = [tuple(pair) for pair in table.nodes.tolist() if random.random() < 0.6]
        assert_lossless(mesh, split(mesh, cut))

    def test_of_a_split_is_lossless_again(self) -> None:
        mesh = triangulate(disc(0.3))
        for part in split(mesh, pairwise(walk(mesh, [3, *[2] * 20]))):
            assert_lossless(part.mesh, split(part.mesh, pairwise(walk(part.mesh, [1, *[1] * 20]))))

    def test_a_node_on_the_cut_is_in_both_parts(self) -> None:
        mesh = triangulate(SQUARE)
        path = next(p for k in range(99) if len(p := walk(mesh, [k, *[k] * 9])) > 2 and p[-1] not in p[:-1])
        one, two = split(mesh, pairwise(path))
        assert set(path) <= set(one.node_of.tolist()) & set(two.node_of.tolist())

    def test_a_dead_end_leaves_no_trace(self) -> None:
        mesh = triangulate(SQUARE)
        inner = next(n for n in range(len(mesh.nodes)) if n not in set(mesh.outline.tolist()))
        (part,) = split(mesh, [(inner, int(edges(mesh).neighbours(inner)[0]))])
        assert np.array_equal(part.mesh.outline, mesh.outline)
        assert np.array_equal(part.mesh.triangles, mesh.triangles)

    @pytest.mark.parametrize("touching", [0, 1], ids=["ring", "pinched"])
    def test_what_a_closed_crack_leaves_has_one_simple_outline(self, touching: int) -> None:
        mesh = triangulate(disc(0.4), 0.1)
        border = set(mesh.outline.tolist())
        hole = next(t for t in mesh.triangles.tolist() if len(border & set(t)) == touching)
        parts = split(mesh, [*pairwise(hole), (hole[2], hole[0])])
        assert_lossless(mesh, parts)
        rest = max(parts, key=lambda part: len(part.mesh.triangles))
        assert len(rest.node_of) > len(set(rest.node_of.tolist()))

    def test_a_ring_opens_along_the_crack_that_closed_it(self) -> None:
        mesh = triangulate(disc(0.4), 0.1)
        table, border = edges(mesh), set(mesh.outline.tolist())
        hole = next(t for t in mesh.triangles.tolist() if not border & set(t))
        stem = [hole[0]]
        while stem[-1] not in border:
            ways = [int(n) for n in table.neighbours(stem[-1]) if n not in hole and n not in stem]
            stem.append(max(ways, key=lambda n: float(np.hypot(*mesh.nodes[n]))))
        parts = split(mesh, [*pairwise([*hole, hole[0]]), *pairwise(stem)])
        rest = max(parts, key=lambda part: len(part.mesh.triangles))
        doubled = [n for n in set(rest.node_of.tolist()) if (rest.node_of == n).sum() > 1]
        assert sorted(doubled) == sorted(stem)


class TestConvexParts:
    def assert_tiles(self, mesh: Mesh) -> None:
        parts = convex_parts(mesh)
        for part in parts:
            assert 3 <= len(part) <= MAX_CORNERS
            assert corner_angles(part).max() < np.pi + 1e-8
            assert signed_area(part) > 0
        area = properties(mesh)[0]
        assert sum(signed_area(part) for part in parts) == pytest.approx(area, rel=1e-9)
        together = shapely.unary_union([shapely.Polygon(part) for part in parts])
        assert together.area == pytest.approx(area, rel=1e-9)  # no overlap: the sum is the union

    @given(outlines())
    @some
    def test_tile_a_whole_piece(self, outline: Floats) -> None:
        self.assert_tiles(triangulate(outline))

    @given(outlines(), st.lists(st.lists(st.integers(0, 100), min_size=2, max_size=30), min_size=1, max_size=3))
    @some
    def test_tile_fragments(self, outline: Floats, walks: list[list[int]]) -> None:
        mesh = triangulate(outline)
        for part in split(mesh, [edge for choices in walks for edge in pairwise(walk(mesh, choices))]):
            self.assert_tiles(part.mesh)

    @given(outlines())
    @some
    def test_are_one_where_the_outline_is_convex(self, outline: Floats) -> None:
        hull = np.array(shapely.geometry.polygon.orient(shapely.Polygon(outline).convex_hull).exterior.coords)[:-1]
        assume(len(hull) <= MAX_CORNERS and corner_angles(hull).max() < np.pi - 1e-6)
        (part,) = convex_parts(plain_mesh(hull))
        assert len(part) == len(hull)

    def test_of_stairs_are_two(self) -> None:
        assert len(convex_parts(triangulate(STAIRS))) == 2


def test_a_crack_of_40_cm_is_six_edges_or_more() -> None:
    mesh = triangulate(np.array([(-0.25, 0.0), (0.25, 0.0), (0.3, 0.4), (0.0, 0.5), (-0.25, 0.4)]))
    assert 0.4 / float(np.median(edge_lengths(mesh))) >= 6.0
