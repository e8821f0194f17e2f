"""What open cracks do to the stress: against a mesh that really gapes, free faces, and energy release."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.geom import Floats
from game.sim.glass.stress import PieceModel, assemble, internal_forces, nodal_forces
from game.sim.glass.superposition import relief_of
from game.sim.mesh.mesh import Mesh, centred, edges, triangulate
from game.sim.mesh.partition import opened
from tests.unit.glass.test_stress import DENSITY, POISSON, SHARD, THICKNESS, YOUNG, beam_mesh

WIDTH, HEIGHT, ROWS = 0.8, 0.4, 12
"""A plate with a crack from the middle of its lower side upwards."""


def model_of(mesh: Mesh) -> PieceModel:
    return assemble(mesh, YOUNG, POISSON, THICKNESS, DENSITY)


def node_at(mesh: Mesh, x: float, y: float) -> int:
    return int(np.argmin(np.linalg.norm(mesh.nodes - (x, y), axis=1)))


def plate(rows: int = ROWS) -> Mesh:
    mesh = beam_mesh(WIDTH, HEIGHT, rows)
    rim = np.flatnonzero((abs(mesh.nodes[:, 0]) > WIDTH / 2 - 1e-9) | (abs(mesh.nodes[:, 1]) > HEIGHT / 2 - 1e-9))
    around = np.argsort(np.arctan2(mesh.nodes[rim, 1], mesh.nodes[rim, 0]))
    return Mesh(mesh.nodes, mesh.triangles, rim[around])


def upward(mesh: Mesh, steps: int, rows: int = ROWS) -> list[tuple[int, int]]:
    """A crack of so many edges."""
    pitch = HEIGHT / rows
    path = [node_at(mesh, 0.0, -HEIGHT / 2 + i * pitch) for i in range(steps + 1)]
    return list(pairwise(path))


def pulled(mesh: Mesh, sigma: float, rows: int = ROWS) -> Floats:
    """Nodal forces (2N,) of a tension `sigma` on both ends."""
    forces, pitch = np.zeros((len(mesh.nodes), 2)), HEIGHT / rows
    for side in (-1.0, 1.0):
        column = np.flatnonzero(abs(mesh.nodes[:, 0] - side * WIDTH / 2) < 1e-9)
        share = np.where(abs(abs(mesh.nodes[column, 1]) - HEIGHT / 2) < 1e-9, 0.5, 1.0)
        forces[column, 0] = side * sigma * THICKNESS * pitch * share
    return forces.ravel()


def seen(mesh: Mesh, cut: list[tuple[int, int]], whole: Floats) -> Floats:
    """(3T,) the stress with the crack, from that without."""
    added: Floats = relief_of(mesh, cut).added(whole.reshape(-1, 3)).ravel()
    return whole + added


def test_superposition_is_what_a_gaping_mesh_gives() -> None:
    mesh = plate()
    forces = pulled(mesh, 1e5)
    gaping, old = opened(mesh, upward(mesh, 5))
    direct_forces = np.zeros(2 * len(old))
    first = {int(node): index for index, node in reversed(list(enumerate(old)))}
    for node, index in first.items():
        direct_forces[2 * index : 2 * index + 2] = forces[2 * node : 2 * node + 2]
    direct = model_of(gaping).stress_of_force @ direct_forces
    whole = model_of(mesh).stress_of_force @ forces
    assert seen(mesh, upward(mesh, 5), whole) == pytest.approx(direct, abs=1e-6 * 1e5)


def test_tension_along_a_crack_and_pressure_across_it_pass_it_by() -> None:
    mesh = plate()
    for xx, yy in ((0.0, 1e5), (-1e5, 0.0), (-1e5, 1e5)):
        stress = np.tile([xx, yy, 0.0], (len(mesh.triangles), 1))
        assert np.abs(relief_of(mesh, upward(mesh, 5)).added(stress)).max() < 1e-6 * 1e5


def test_an_edge_within_the_glass_opens_nothing_yet() -> None:
    mesh = plate()
    stress = np.tile([0.0, 1e5, 0.0], (len(mesh.triangles), 1))
    assert not relief_of(mesh, upward(mesh, 3)[1:2]).added(stress).any()


def test_faces_are_relieved_and_the_tip_is_loaded() -> None:
    mesh, cut = plate(), upward(plate(), 4)
    whole = model_of(mesh).stress_of_force @ pulled(mesh, 1e5)
    stress = seen(mesh, cut, whole).reshape(-1, 3)
    middles = mesh.nodes[mesh.triangles].mean(axis=1)
    pitch = HEIGHT / ROWS
    tip = -HEIGHT / 2 + 4 * pitch
    beside = (abs(middles[:, 0]) < pitch) & (middles[:, 1] < tip - 2 * pitch)
    ahead = (abs(middles[:, 0]) < pitch) & (abs(middles[:, 1] - tip - pitch / 2) < pitch / 2)
    far = abs(middles[:, 0]) > 0.34
    assert np.abs(stress[beside, 0]).max() < 0.25e5
    assert stress[ahead, 0].min() > 1.3e5
    assert np.abs(stress[far, 0] - 1e5).max() < 0.25e5


def released(rows: int, sigma: float) -> float:
    """J/m^2 that a crack through a quarter of the plate sets free as it grows."""
    mesh, pitch, steps = plate(rows), HEIGHT / rows, rows // 4
    whole = model_of(mesh).stress_of_force @ pulled(mesh, sigma, rows)
    areas = np.abs(np.linalg.det(np.stack([np.diff(mesh.nodes[t], axis=0) for t in mesh.triangles]))) / 2

    def energy(length: int) -> float:
        xx, yy, xy = seen(mesh, upward(mesh, length, rows), whole).reshape(-1, 3).T
        density = (xx**2 + yy**2 - 2 * POISSON * xx * yy + 2 * (1 + POISSON) * xy**2) / (2 * YOUNG)
        return float((density * areas).sum())

    return (energy(steps + 1) - energy(steps - 1)) / (2 * pitch)


def test_the_energy_that_growing_sets_free_is_that_of_the_textbook() -> None:
    """K = F(a / W) sigma sqrt(pi a) of an edge crack (Tada, Paris and Irwin), and G = K^2 / E = dU / (t da)."""
    sigma, share = 1e5, 0.25
    factor = 1.122 - 0.231 * share + 10.55 * share**2 - 21.71 * share**3 + 30.382 * share**4
    expected = (factor * sigma) ** 2 * math.pi * share * HEIGHT / YOUNG
    # Triangles of constant strain are too stiff next to a tip: three of them along the crack give a fifth too little.
    assert 0.75 * expected < released(12, sigma) < expected


@given(st.integers(0, 30), st.integers(1, 4), st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), st.floats(-100.0, 100.0))
@settings(deadline=None, max_examples=30)
def test_any_path_on_any_load_stays_finite_and_in_balance(
    seed: int, length: int, fx: float, fy: float, moment: float
) -> None:
    mesh = centred(triangulate(SHARD))[0]
    table, random = edges(mesh), np.random.default_rng(seed)
    path = [int(random.choice(mesh.outline))]
    for _ in range(length):
        ways = [n for n in table.neighbours(path[-1]).tolist() if n not in path and n not in mesh.outline]
        if ways:
            path.append(int(random.choice(ways)))
    cut = list(pairwise(path))
    model = model_of(mesh)
    whole = model.stress_of_force @ nodal_forces(
        model, np.array([[0.1, 0.1]]), np.array([[fx, fy]]), np.array([moment])
    )
    relief = relief_of(mesh, cut)
    added = relief.added(whole.reshape(-1, 3)).ravel()
    assert np.isfinite(added).all()
    gaping, old = opened(mesh, cut)
    held, pushed = (internal_forces(gaping, THICKNESS) @ part for part in (whole, added))
    held, pushed = held.reshape(-1, 2), pushed.reshape(-1, 2)
    for node in range(len(gaping.nodes)):
        mean = held[old == old[node]].mean(axis=0)  # no face holds another: only what comes from outside is left
        free, pressed = held[node] + pushed[node] - mean, pushed[node]
        assert min(np.abs(free).max(), np.abs(pressed).max()) < 1e-6 * (1.0 + np.abs(held).max())
