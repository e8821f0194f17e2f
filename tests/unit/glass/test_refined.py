"""Stress of the level's pieces: against closed forms, against far finer meshes, and where cracks run by it."""

import math

import numpy as np
import pytest

from game.bench.crack_paths import equal_paths
from game.core.geom import Floats
from game.level import load_level
from game.sim import World
from game.sim.glass.refined import assemble_anew, assemble_refined, assemble_several, averaged, halved
from game.sim.glass.stress import PieceModel, assemble, nodal_forces
from game.sim.mesh.mesh import Mesh, centred, edges, triangulate
from tests.levels import old_level
from tests.unit.glass.test_stress import (
    DENSITY,
    POISSON,
    SHARD,
    THICKNESS,
    YOUNG,
    areas_of,
    beam_mesh,
    centres,
    disc_mesh,
    mean_error,
    shard,
    stress_of,
    tractions,
)


def model_of(mesh: Mesh) -> PieceModel:
    return assemble_refined(mesh, POISSON, THICKNESS, DENSITY)


def disc() -> Mesh:
    """A disc of 24 corners, r 0.3 m, with the coarse edges of the mesh that others have reckoned with."""
    turns = np.arange(24) * math.pi / 12
    return centred(triangulate(0.3 * np.column_stack([np.cos(turns), np.sin(turns)]), 0.115877))[0]


def squeezed(model: PieceModel) -> Floats:
    """(2,) Pa across and along 1 kN from the left and from the right: mean of the six triangles in the middle."""
    points = np.array([[-0.3, 0.0], [0.3, 0.0]])
    found = stress_of(model, nodal_forces(model, points, points / -0.3e-3, np.zeros(2)))
    middle = np.argsort(np.hypot(*centres(model.mesh).T))[:6]
    mean: Floats = found[middle].mean(axis=0)[[1, 0]]
    return mean


def test_a_squeezed_disc_is_pulled_across_and_pressed_along_as_finite_elements_of_others_say() -> None:
    assert squeezed(model_of(disc())) == pytest.approx([24.1e3, -78.1e3], rel=0.015)


def test_a_round_disc_has_the_splitting_tension_of_theory() -> None:
    """2 P / (pi D t) across and three times that along, at the very middle; the mean round it is a little less."""
    mesh = disc_mesh(0.3, 8)
    model, points = model_of(mesh), np.array([[0.0, 0.3], [0.0, -0.3]])
    found = stress_of(model, nodal_forces(model, points, points / -0.3e-3, np.zeros(2)))
    tension = 2e3 / (math.pi * 0.6 * THICKNESS)
    middle = found[(mesh.triangles == 0).any(axis=1)].mean(axis=0)
    assert middle == pytest.approx([tension, -3.0 * tension, 0.0], abs=0.02 * tension)


def test_the_mean_of_a_constant_stress_is_found() -> None:
    mesh, stress = shard(), (1e5, -3e4, 2e4)
    forces = tractions(mesh, lambda p: np.tile(stress, (len(p), 1)))
    # Spread over a side's two ends only, such tractions are those of linear triangles: quadratic ones want them in the
    # middle too. On the whole the stress is right all the same: its mean follows from what acts outside.
    found = stress_of(model_of(mesh), forces)
    weights = areas_of(mesh) / areas_of(mesh).sum()
    assert (weights[:, None] * found).sum(axis=0) == pytest.approx(stress, abs=1e-9 * 1e5)


@pytest.mark.parametrize("mesh", [shard(), disc(), centred(triangulate(SHARD * [0.4, 1.5]))[0]])
def test_it_is_ten_times_nearer_to_a_finer_reckoning_than_triangles_of_constant_strain(mesh: Mesh) -> None:
    forces = np.random.default_rng(3).normal(size=2 * len(mesh.nodes))
    reference = forces @ averaged(mesh, 2, POISSON, THICKNESS, DENSITY)[:-1]
    coarse, refined = assemble(mesh, YOUNG, POISSON, THICKNESS, DENSITY), model_of(mesh)
    errors = [np.abs(model.stress_of_force @ forces - reference).mean() for model in (coarse, refined)]
    assert errors[1] < 0.1 * errors[0]


def test_gravity_alone_makes_no_stress() -> None:
    """Weight is in proportion to inertia; here as forces of linear triangles, which weigh the same all in all."""
    mesh = shard()
    weight = np.zeros((len(mesh.nodes), 2))
    np.add.at(weight, mesh.triangles, (areas_of(mesh) * THICKNESS * DENSITY * -9.81 / 3)[:, None, None] * [0, 1])
    held = np.zeros_like(weight)
    held[0] = -weight.sum(axis=0)
    alone = np.abs(stress_of(model_of(mesh), weight)).max()
    assert alone < 0.2 * np.abs(stress_of(model_of(mesh), held)).max()


def test_a_spinning_bar_and_a_spinning_disc_are_pulled_as_theory_has_it() -> None:
    spin = 30.0
    bar = beam_mesh(1.0, 0.05, 2)
    found = stress_of(model_of(bar), np.zeros_like(bar.nodes), spin)
    # Over each triangle the mean of the parabola, which the middle of a triangle overrates by next to nothing.
    along = DENSITY * spin**2 / 2 * (0.25 - centres(bar)[:, 0] ** 2)
    assert found[:, 0] == pytest.approx(along, abs=0.01 * along.max())
    plate = disc_mesh(0.3, 4)
    at = centres(plate)
    r = np.hypot(at[:, 0], at[:, 1])
    load = DENSITY * spin**2 / 8
    radial = load * (3 + POISSON) * (0.09 - r**2)
    hoop = load * ((3 + POISSON) * 0.09 - (1 + 3 * POISSON) * r**2)
    c, s = at[:, 0] / r, at[:, 1] / r
    exact = np.column_stack([radial * c**2 + hoop * s**2, radial * s**2 + hoop * c**2, (radial - hoop) * c * s])
    assert mean_error(plate, stress_of(model_of(plate), np.zeros_like(plate.nodes), spin), exact) < 0.04


def test_halving_keeps_the_nodes_and_cuts_each_triangle_in_four_alike() -> None:
    mesh = shard()
    fine = halved(mesh)
    assert np.array_equal(fine.nodes[: len(mesh.nodes)], mesh.nodes)
    assert areas_of(fine).reshape(-1, 4) == pytest.approx(np.repeat(areas_of(mesh)[:, None] / 4, 4, axis=1))
    assert len(fine.nodes) == len(mesh.nodes) + len(edges(mesh).nodes)
    middles = centres(fine).reshape(-1, 4, 2).mean(axis=1)
    assert middles == pytest.approx(centres(mesh))


def test_the_same_bits_every_time_and_pieces_of_a_level_are_worked_out_once() -> None:
    mesh = shard()
    one, other = (assemble_anew(mesh, POISSON, THICKNESS, DENSITY) for _ in range(2))
    assert one.stress_of_force.tobytes() == other.stress_of_force.tobytes()
    assert one.spin_stress.tobytes() == other.spin_stress.tobytes()
    worlds = [World(load_level(old_level("1")), seed) for seed in range(2)]
    for body, twin in zip(*(world.sculpture.bodies.values() for world in worlds), strict=True):
        assert body.mesh is twin.mesh
        assert not body.is_glass or body.model is twin.model


def test_cracks_from_a_levels_flaws_run_as_on_a_much_finer_mesh() -> None:
    """The share over all levels is a figure of `flawsong bench`; here a floor, against a reference less fine."""
    equal = equal_paths(load_level(old_level("3")), halvings=2, every=2.0)
    assert sum(equal) >= 0.8 * len(equal) > 20


def test_models_of_several_pieces_are_made_together_once_each() -> None:
    one, other = disc(), shard()
    makings = [(mesh, POISSON, THICKNESS, DENSITY) for mesh in (one, other, one)]
    first, second, third = assemble_several(makings)
    assert first is third and first.mesh is one and second.mesh is other
    assert assemble_several(makings[1:]) == [second, first] and model_of(one) is first
    np.testing.assert_array_equal(second.stress_of_force, assemble_anew(*makings[1]).stress_of_force)
