"""Grain: steps as fine as a level asks for, in sound triangles, and never more than a tick can pay for."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.geom import Floats
from game.level import LevelError, parse_level
from game.sim.mesh.mesh import Mesh, smallest_angle, triangulate
from game.sim.mesh.refine import MOST_FINE
from game.sim.mesh.spacing import fitting_spacing
from game.sim.sculpture.build import build_bodies
from tests.unit.level.sample_level import VALID
from tests.unit.mesh.test_mesh import SQUARE, assert_sound, corner_angles, disc, edge_lengths, outlines

some = settings(deadline=None, max_examples=25)
grains = st.floats(0.03, 0.2)
PLATE = np.array([(-0.3, 0.0), (0.3, 0.0), (0.3, 0.9), (-0.3, 0.9)])


def glasses_of(**tuning: float) -> tuple[Mesh, Mesh]:
    """Meshes of the sample level's flint, tuned, and of its crown glass, which is not."""
    _, flint, crown, *_ = build_bodies(
        parse_level(json.dumps(json.loads(VALID) | {"glasses": {"flint_glass": tuning}}))
    )
    return flint.mesh, crown.mesh


@given(outlines(), grains)
@some
def test_a_mesh_of_any_grain_is_sound(outline: Floats, grain: float) -> None:
    mesh = triangulate(outline, grain=grain)
    assert_sound(mesh)
    assert smallest_angle(mesh) >= min(np.radians(20.0), corner_angles(outline).min()) - 1e-9


@given(outlines(), grains)
@some
def test_no_grain_asks_for_more_than_a_tick_can_pay_for(outline: Floats, grain: float) -> None:
    assert len(triangulate(outline, grain=grain).nodes) <= max(MOST_FINE, 1.75 * len(outline))


@pytest.mark.parametrize("grain", [0.04, 0.055, 0.09])
def test_edges_are_about_as_long_as_the_grain(grain: float) -> None:
    assert np.median(edge_lengths(triangulate(PLATE, grain=grain))) == pytest.approx(grain, rel=0.2)


def test_a_large_piece_has_finer_steps_than_without() -> None:
    assert 1.3 * np.median(edge_lengths(triangulate(PLATE, grain=0.055))) < np.median(edge_lengths(triangulate(PLATE)))


def test_a_small_piece_has_its_choice_of_ways_at_any_grain() -> None:
    small = SQUARE * 0.5
    assert fitting_spacing([small.tolist()], 0.2) == fitting_spacing([small.tolist()])


@given(st.floats(0.2, 0.6), grains)
@some
def test_finer_grain_never_makes_longer_steps(radius: float, grain: float) -> None:
    corners = [disc(radius).tolist()]
    assert fitting_spacing(corners, grain) <= fitting_spacing(corners, 1.1 * grain)


def test_a_level_asks_for_a_grain_of_one_kind_of_glass() -> None:
    (plain, other), (fine, same) = glasses_of(), glasses_of(grain=0.03)
    assert len(fine.nodes) > 2 * len(plain.nodes)
    assert same.nodes.tobytes() == other.nodes.tobytes()


@pytest.mark.parametrize("grain", [0.0, -0.05, 0.02, 0.21, 1.0])
def test_a_grain_that_no_glass_has_is_refused_where_it_stands(grain: float) -> None:
    with pytest.raises(LevelError, match=r"glasses\.flint_glass\.grain"):
        glasses_of(grain=grain)
