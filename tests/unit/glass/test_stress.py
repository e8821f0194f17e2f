"""Stress against closed forms: patches, beams, discs, free bars, spinning plates; and loads that keep their statics."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.core.geom import Floats, turned
from game.sim.glass.stress import (
    Loads,
    PieceModel,
    advance,
    assemble,
    nodal_forces,
    pack,
    principal,
    stress_of_forces_at,
)
from game.sim.glass.stress_kernels import largest_tensions
from game.sim.mesh.mesh import Mesh, centred, edges, plain_mesh, triangulate
from tests.close import is_close

Bools = NDArray[np.bool_]

YOUNG, POISSON, THICKNESS, DENSITY = 70e9, 0.22, 0.04, 2500.0
SHARD = np.array([[-0.3, 0.0], [0.32, 0.0], [0.24, 0.46], [0.0, 0.6], [-0.2, 0.5]])


def model_of(mesh: Mesh) -> PieceModel:
    return assemble(mesh, YOUNG, POISSON, THICKNESS, DENSITY)


@cache
def shard() -> Mesh:
    return centred(triangulate(SHARD))[0]


def stress_of(model: PieceModel, forces: Floats, spin: float = 0.0) -> Floats:
    """(T, 3) under nodal forces (N, 2)."""
    flat: Floats = model.stress_of_force @ forces.ravel() + spin**2 * model.spin_stress
    return flat.reshape(-1, 3)


def beam_mesh(length: float, height: float, rows: int) -> Mesh:
    """A box of `rows` rows of squares about the origin, cut along alternating diagonals."""
    columns = round(rows * length / height)
    xs, ys = np.linspace(-length / 2, length / 2, columns + 1), np.linspace(-height / 2, height / 2, rows + 1)
    nodes = np.array([(x, y) for x in xs for y in ys])
    triangles = []
    for i in range(columns):
        for j in range(rows):
            a, b = i * (rows + 1) + j, (i + 1) * (rows + 1) + j
            c, d = b + 1, a + 1
            triangles += [(a, b, c), (a, c, d)] if (i + j) % 2 else [(a, b, d), (b, c, d)]
    return Mesh(nodes, np.array(triangles), np.zeros(0, dtype=np.int64))


def disc_mesh(radius: float, rings: int) -> Mesh:
    """A disc of rings of 6, 12, 18 ... nodes, each split in six sectors."""
    nodes = [np.zeros((1, 2))]
    triangles = []
    within, count = 0, 1
    for ring in range(1, rings + 1):
        turns = np.arange(6 * ring) * np.pi / (3 * ring)
        nodes.append(radius * ring / rings * np.column_stack([np.cos(turns), np.sin(turns)]))
        for outer in range(6 * ring):
            sector, step = divmod(outer, ring)
            inner = sector * (ring - 1) + step
            a, b = count + outer, count + (outer + 1) % (6 * ring)
            c = within + inner % max(1, 6 * (ring - 1))
            triangles.append((c, a, b))
            if step < ring - 1:
                triangles.append((c, b, within + (inner + 1) % (6 * (ring - 1))))
        within, count = count, count + 6 * ring
    return Mesh(np.vstack(nodes), np.array(triangles), np.zeros(0, dtype=np.int64))


def centres(mesh: Mesh) -> Floats:
    middles: Floats = mesh.nodes[mesh.triangles].mean(axis=1)
    return middles


def areas_of(mesh: Mesh) -> Floats:
    a, b, c = (mesh.nodes[mesh.triangles[:, k]] for k in range(3))
    areas: Floats = 0.5 * ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0])
    return areas


def tractions(mesh: Mesh, field: Callable[[Floats], Floats]) -> Floats:
    """Nodal forces (N, 2) of the tractions of a stress field (.., 2) -> (.., 3) on the outline (Simpson's rule)."""
    table = edges(mesh)
    forces = np.zeros((len(mesh.nodes), 2))
    for (a, b), (left, _) in zip(table.nodes[table.is_boundary], table.triangles[table.is_boundary], strict=True):
        start, end = (a, b) if left >= 0 else (b, a)
        p, q = mesh.nodes[start], mesh.nodes[end]
        normal = np.array([q[1] - p[1], p[0] - q[0]])  # outwards, as long as the edge
        at_p, at_m, at_q = (
            np.array([xx * normal[0] + xy * normal[1], xy * normal[0] + yy * normal[1]]) * THICKNESS
            for xx, yy, xy in field(np.array([p, (p + q) / 2, q]))
        )
        forces[start] += at_p / 6 + at_m / 3
        forces[end] += at_q / 6 + at_m / 3
    return forces


def mean_error(mesh: Mesh, found: Floats, exact: Floats, where: Bools | None = None) -> float:
    """Root of the mean square difference over (part of) the mesh, as a share of the exact root mean square."""
    weight = (areas_of(mesh) * (1.0 if where is None else where))[:, None]
    return float(np.sqrt((weight * (found - exact) ** 2).sum() / (weight * exact**2).sum()))


def orders(errors: list[float]) -> Floats:
    """Orders of convergence between meshes that are twice as fine each time."""
    found: Floats = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    return found


class TestElements:
    model = model_of(shard())

    @given(st.tuples(*[st.floats(-1e6, 1e6)] * 3).filter(lambda s: max(map(abs, s)) > 1.0))
    @settings(deadline=None, max_examples=25)
    def test_patch_a_constant_stress_is_found_everywhere(self, stress: tuple[float, float, float]) -> None:
        mesh = shard()
        found = stress_of(self.model, tractions(mesh, lambda p: np.tile(stress, (len(p), 1))))
        assert is_close(found, np.tile(stress, (len(found), 1)), least=1e-9 * np.abs(stress).max())

    @given(st.floats(0.0, 6.3))
    @settings(deadline=None, max_examples=10)
    def test_turning_piece_and_loads_turns_the_stress(self, angle: float) -> None:
        mesh, turn = shard(), turned(np.eye(2), angle).T
        forces = np.random.default_rng(1).normal(size=(len(mesh.nodes), 2))
        other = Mesh(mesh.nodes @ turn.T, mesh.triangles, mesh.outline)
        here, there = stress_of(model_of(mesh), forces, 3.0), stress_of(model_of(other), forces @ turn.T, 3.0)
        tensors = turn @ here[:, [0, 2, 2, 1]].reshape(-1, 2, 2) @ turn.T
        assert is_close(there, tensors.reshape(-1, 4)[:, [0, 3, 1]], least=1e-9 * np.abs(here).max())

    def test_stiffness_of_the_glass_does_not_matter(self) -> None:
        mesh = shard()
        soft, hard = (assemble(mesh, young, POISSON, THICKNESS, DENSITY) for young in (1e6, 1e12))
        assert is_close(soft.stress_of_force, hard.stress_of_force, rel=1e-6, least=1e-6)

    def test_where_the_frame_has_its_origin_does_not_matter(self) -> None:
        mesh = shard()
        moved = model_of(Mesh(mesh.nodes + np.array([3.0, -1.0]), mesh.triangles, mesh.outline))
        assert is_close(moved.stress_of_force, self.model.stress_of_force, rel=1e-6, least=1e-6)
        assert is_close(moved.spin_stress, self.model.spin_stress, rel=1e-6, least=1e-6)

    def test_even_a_single_triangle_has_a_model(self) -> None:
        mesh = plain_mesh(np.array([[0.0, 0.0], [0.1, 0.0], [0.0, 0.1]]))
        found = stress_of(model_of(mesh), tractions(mesh, lambda p: np.tile([1.0, 2.0, 3.0], (len(p), 1))))
        assert found == pytest.approx(np.array([[1.0, 2.0, 3.0]]))


class TestBeams:
    LENGTH, HEIGHT, FORCE = 0.4, 0.2, 100.0
    MOMENT_OF_AREA = THICKNESS * HEIGHT**3 / 12

    def bending(self, points: Floats, moment: Floats, slope: Floats) -> Floats:
        """Stress (.., 3) of a beam along x with moment M, which stretches the top, and M' = slope."""
        y = points[:, 1]
        parabola = slope / (2 * self.MOMENT_OF_AREA) * (self.HEIGHT**2 / 4 - y**2)
        return np.column_stack([moment * y / self.MOMENT_OF_AREA, np.zeros(len(y)), parabola])

    def test_cantilever_converges_to_the_exact_field_at_first_order(self) -> None:
        def field(points: Floats) -> Floats:
            arm = self.LENGTH / 2 - points[:, 0]
            return self.bending(points, self.FORCE * arm, np.full(len(points), -self.FORCE))

        errors = []
        for rows in (3, 6, 12):
            mesh = beam_mesh(self.LENGTH, self.HEIGHT, rows)
            errors.append(mean_error(mesh, stress_of(model_of(mesh), tractions(mesh, field)), field(centres(mesh))))
        assert errors[-1] < 0.10
        assert orders(errors).min() > 0.85

    def three_points(self, rows: int) -> tuple[Mesh, Floats, Floats, Bools]:
        """Mesh, found and expected stress, and which triangles are far from supports and load."""
        span = 6 * self.HEIGHT
        mesh = beam_mesh(7 * self.HEIGHT, self.HEIGHT, rows)
        low, high = -self.HEIGHT / 2, self.HEIGHT / 2
        points = np.array([[-span / 2, low], [span / 2, low], [0.0, high]])
        pushes = self.FORCE * np.array([[0.0, 0.5], [0.0, 0.5], [0.0, -1.0]])
        model = model_of(mesh)
        found = stress_of(model, nodal_forces(model, points, pushes, np.zeros(3)))
        at = centres(mesh)
        moment = -self.FORCE / 2 * (span / 2 - np.abs(at[:, 0]))
        expected = self.bending(at, moment, self.FORCE / 2 * np.sign(at[:, 0]))
        far = np.abs(np.abs(at[:, 0]) - span / 4) < span / 12
        return mesh, found, expected, far

    def test_three_point_bending_converges_to_beam_theory_at_first_order(self) -> None:
        errors = [mean_error(*self.three_points(rows)) for rows in (2, 4, 8)]
        assert errors[-1] < 0.15
        assert orders(errors)[-1] > 0.9

    def test_three_point_bending_is_tension_below_and_compression_above(self) -> None:
        mesh, found, _, far = self.three_points(4)
        low = centres(mesh)[:, 1] < 0
        assert (found[far & low, 0] > 0).all()
        assert (found[far & ~low, 0] < 0).all()


class TestBrazilianDisc:
    RADIUS, FORCE = 0.2, 1000.0

    def middle(self, rings: int) -> Floats:
        """Mean stress round the centre of a disc that is squeezed from above and below."""
        mesh = disc_mesh(self.RADIUS, rings)
        model = model_of(mesh)
        points = np.array([[0.0, self.RADIUS], [0.0, -self.RADIUS]])
        pushes = self.FORCE * np.array([[0.0, -1.0], [0.0, 1.0]])
        found = stress_of(model, nodal_forces(model, points, pushes, np.zeros(2)))
        inner: Floats = found[(mesh.triangles == 0).any(axis=1)].mean(axis=0)
        return inner

    def test_splitting_tension_in_the_middle_is_2_p_over_pi_d_t(self) -> None:
        unit = self.FORCE / (np.pi * 2 * self.RADIUS * THICKNESS)
        exact = unit * np.array([2.0, -6.0, 0.0])
        errors = [float(np.abs(self.middle(rings) - exact).max() / (6 * unit)) for rings in (2, 4, 8)]
        assert errors[-1] < 0.01
        assert orders(errors).min() > 1.0


class TestInertiaRelief:
    def test_gravity_alone_makes_no_stress(self) -> None:
        mesh = shard()
        weight = np.zeros((len(mesh.nodes), 2))
        np.add.at(weight, mesh.triangles, (areas_of(mesh) * THICKNESS * DENSITY * -9.81 / 3)[:, None, None] * [0, 1])
        alone = np.abs(stress_of(model_of(mesh), weight)).max()
        held = np.zeros_like(weight)
        held[0] = -weight.sum(axis=0)
        assert alone < 1e-9 * np.abs(stress_of(model_of(mesh), held)).max()

    def test_a_bar_pulled_at_one_end_is_stretched_in_proportion_to_what_hangs_on(self) -> None:
        length, height, pull = 1.0, 0.1, 2000.0

        def field(points: Floats) -> Floats:
            """Traction at the right end only."""
            at_end = points[:, 0] > length / 2 - 1e-9
            return np.column_stack([at_end * pull / (height * THICKNESS), *np.zeros((2, len(points)))])

        errors = []
        for rows in (1, 2, 4):
            mesh = beam_mesh(length, height, rows)
            along = pull / (height * THICKNESS) * (0.5 + centres(mesh)[:, 0] / length)
            exact = np.column_stack([along, *np.zeros((2, len(along)))])
            errors.append(mean_error(mesh, stress_of(model_of(mesh), tractions(mesh, field)), exact))
        assert errors[-1] < 0.01
        assert orders(errors).min() > 0.9

    def test_a_free_bar_struck_at_its_end_bends_most_at_a_third(self) -> None:
        """Sped up and turned by a blow, a free bar of length L bends by F x (1 - x / L)^2."""
        length, height, force, slices = 1.6, 0.1, 50.0, 16
        mesh = beam_mesh(length, height, 4)
        model = model_of(mesh)
        blow = nodal_forces(model, np.array([[-length / 2, 0.0]]), np.array([[0.0, force]]), np.zeros(1))
        along = centres(mesh)[:, 0] + length / 2
        turning = stress_of(model, blow.reshape(-1, 2))[:, 0] * -centres(mesh)[:, 1] * areas_of(mesh) * THICKNESS
        which = (along / length * slices).astype(int)
        carried = np.bincount(which, turning) / (length / slices)
        x = (np.arange(slices) + 0.5) * length / slices
        expected = force * x * (1 - x / length) ** 2
        assert np.argmax(carried) == np.argmax(expected)
        share = (carried / expected)[:-2]  # next to nothing is left at the far end
        assert share == pytest.approx(share.mean(), rel=0.025)
        assert 0.85 < share.mean() < 1.0

    def test_a_spinning_disc_has_the_hoop_and_radial_stress_of_theory(self) -> None:
        radius, spin = 0.3, 40.0
        errors = []
        for rings in (3, 6, 12):
            mesh = disc_mesh(radius, rings)
            at = centres(mesh)
            r = np.hypot(at[:, 0], at[:, 1])
            load = DENSITY * spin**2 / 8
            radial = load * (3 + POISSON) * (radius**2 - r**2)
            hoop = load * ((3 + POISSON) * radius**2 - (1 + 3 * POISSON) * r**2)
            c, s = at[:, 0] / r, at[:, 1] / r
            exact = np.column_stack([radial * c**2 + hoop * s**2, radial * s**2 + hoop * c**2, (radial - hoop) * c * s])
            errors.append(mean_error(mesh, stress_of(model_of(mesh), np.zeros_like(mesh.nodes), spin), exact))
        assert errors[-1] < 0.03
        assert orders(errors).min() > 0.9

    def test_a_spinning_bar_pulls_hardest_in_its_middle(self) -> None:
        length, spin = 1.0, 30.0
        mesh = beam_mesh(length, 0.05, 2)
        found = stress_of(model_of(mesh), np.zeros_like(mesh.nodes), spin)[:, 0]
        x = centres(mesh)[:, 0]
        expected = DENSITY * spin**2 / 2 * (length**2 / 4 - x**2)
        assert found == pytest.approx(expected, abs=0.03 * expected.max())

    def test_it_does_not_matter_how_dense_the_glass_is_but_to_spin(self) -> None:
        mesh = shard()
        light, heavy = (assemble(mesh, YOUNG, POISSON, THICKNESS, density) for density in (1000.0, 4000.0))
        assert is_close(light.stress_of_force, heavy.stress_of_force, rel=1e-9, least=1e-9)
        assert is_close(4 * light.spin_stress, heavy.spin_stress, rel=1e-9, least=1e-9)


class TestNodalForces:
    near = st.floats(-0.6, 0.6)
    model = TestElements.model

    @given(st.tuples(near, near), st.tuples(*[st.floats(-100, 100)] * 2), st.floats(-10, 10))
    def test_keep_the_force_and_the_moment_in_and_out_of_the_piece(
        self, point: tuple[float, float], force: tuple[float, float], moment: float
    ) -> None:
        model = self.model
        bearing = nodal_forces(model, np.array([point]), np.array([force]), np.array([moment])).reshape(-1, 2)
        assert bearing.sum(axis=0) == pytest.approx(force, abs=1e-9)
        x, y = model.mesh.nodes.T
        about = float((x * bearing[:, 1] - y * bearing[:, 0]).sum())
        assert about == pytest.approx(point[0] * force[1] - point[1] * force[0] + moment, abs=1e-9)

    def test_a_force_at_a_node_is_borne_by_that_node(self) -> None:
        model = self.model
        for node, point in enumerate(model.mesh.nodes):
            bearing = nodal_forces(model, point[None], np.array([[3.0, 4.0]]), np.zeros(1)).reshape(-1, 2)
            assert bearing[node] == pytest.approx([3.0, 4.0])

    def test_a_moment_alone_bears_on_the_nodes_nearby(self) -> None:
        model = self.model
        point = np.array([0.2, 0.0])
        bearing = nodal_forces(model, point[None], np.zeros((1, 2)), np.array([5.0])).reshape(-1, 2)
        apart = np.hypot(*(model.mesh.nodes - point).T)
        borne = np.flatnonzero(np.abs(bearing).max(axis=1))
        assert sorted(borne) == sorted(np.argsort(apart)[: len(borne)])


class TestPrincipal:
    def test_pure_shear_is_tension_at_45_degrees(self) -> None:
        high, low, angle = principal(np.array([[0.0, 0.0, 2.0]]))
        assert (high[0], low[0], angle[0]) == pytest.approx((2.0, -2.0, np.pi / 4))

    @given(st.tuples(*[st.floats(-1e6, 1e6)] * 3))
    def test_are_the_eigenvalues_and_the_direction_of_the_larger(self, stress: tuple[float, float, float]) -> None:
        (high,), (low,), (angle,) = principal(np.array([stress]))
        tensor = np.array([[stress[0], stress[2]], [stress[2], stress[1]]])
        scale = 1e-9 * max(1.0, *map(abs, stress))
        assert [low, high] == pytest.approx(np.linalg.eigvalsh(tensor), abs=scale)
        along = np.array([np.cos(angle), np.sin(angle)])
        assert tensor @ along == pytest.approx(high * along, abs=scale)


def test_the_largest_tension_of_each_piece_is_that_of_its_worst_triangle() -> None:
    stress = np.random.default_rng(4).normal(size=(9, 3))
    tensions = np.empty(3)
    largest_tensions(stress, np.array([2, 3, 9]), tensions)
    np.testing.assert_array_equal(tensions, np.maximum.reduceat(principal(stress)[0], [0, 2, 3]))


def test_columns_of_some_nodes_are_those_of_the_whole_model() -> None:
    mesh = shard()
    nodes = np.array([2, 3, len(mesh.nodes) - 1])
    places = (2 * nodes[:, None] + np.arange(2)).ravel()
    whole = assemble(mesh, YOUNG, POISSON, 1.0, DENSITY).stress_of_force[:, places]
    assert stress_of_forces_at(nodes, mesh, POISSON) == pytest.approx(whole, rel=1e-9, abs=1e-9)


class TestPack:
    def sculpture(self) -> tuple[list[PieceModel], Loads, Floats]:
        """Three pieces, some loads on them, and their spins."""
        outlines = [SHARD, 0.5 * SHARD, SHARD * [2.0, 0.3]]
        models = [model_of(centred(triangulate(outline))[0]) for outline in outlines]
        random = np.random.default_rng(5)
        rows = np.array([0, 2, 2, 0, 1, 2])
        points, forces = random.normal(size=(6, 2)) * 0.1, random.normal(size=(6, 2)) * 20.0
        return models, Loads(rows, points, forces, np.array([0.0, 1.0, 0.0, -2.0, 0.0, 0.0])), random.normal(size=3)

    def expected(self, models: list[PieceModel], loads: Loads, spins: Floats) -> Floats:
        each = []
        for row, model in enumerate(models):
            mine = loads.rows == row
            bearing = nodal_forces(model, loads.points[mine], loads.forces[mine], loads.moments[mine])
            each.append(stress_of(model, bearing, float(spins[row])))
        return np.concatenate(each)

    def test_gives_each_piece_what_its_own_model_gives(self) -> None:
        models, loads, spins = self.sculpture()
        stress = np.full((sum(len(m.mesh.triangles) for m in models), 3), 7.0)
        advance(pack(models), loads, spins, stress)
        assert stress == pytest.approx(self.expected(models, loads, spins), rel=1e-9, abs=1e-6)

    def test_a_share_goes_that_far_towards_it(self) -> None:
        models, loads, spins = self.sculpture()
        before = np.random.default_rng(2).normal(size=(sum(len(m.mesh.triangles) for m in models), 3))
        stress = before.copy()
        advance(pack(models), loads, spins, stress, 0.25)
        expected = 0.75 * before + 0.25 * self.expected(models, loads, spins)
        assert is_close(stress, expected, rel=1e-9, least=1e-6)

    def test_is_the_same_to_the_bit_every_time(self) -> None:
        results = []
        for _ in range(2):
            models, loads, spins = self.sculpture()
            stress = np.zeros((sum(len(m.mesh.triangles) for m in models), 3))
            advance(pack(models), loads, spins, stress, 0.2)
            results.append(stress.tobytes())
        assert results[0] == results[1]

    def test_no_pieces_and_no_loads_are_fine(self) -> None:
        empty = Loads(np.zeros(0, dtype=np.int64), np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0))
        advance(pack([]), empty, np.zeros(0), np.zeros((0, 3)))
        model = model_of(shard())
        stress = np.ones((len(model.mesh.triangles), 3))
        advance(pack([model]), empty, np.zeros(1), stress)
        assert not stress.any()
