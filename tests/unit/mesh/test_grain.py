"""Grain: steps as fine as a level asks for, in sound triangles, and never more than a tick can pay for."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.geom import Floats
from game.level import Level, LevelError, parse_level
from game.sim.mesh.mesh import edges, smallest_angle, triangulate
from game.sim.mesh.refine import MOST_FINE
from game.sim.mesh.spacing import fitting_spacing
from game.sim.sculpture.build import build_bodies
from tests.unit.mesh.test_mesh import SQUARE, assert_sound, corner_angles, disc, outlines

some = settings(deadline=None, max_examples=25)
grains = st.floats(0.03, 0.2)
PLATE = np.array([(-0.3, 0.0), (0.3, 0.0), (0.3, 0.9), (-0.3, 0.9)])


def level_with(**tuning: float) -> Level:
    """A plate of glass on a foot of brass."""
    plate = {"type": "polygon", "points": PLATE.tolist()}
    return parse_level(
        json.dumps(
            {
                "version": 1,
                "title": "Plate",
                "glasses": {"crown_glass": tuning},
                "pieces": [
                    {"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [0.9, 0.1]}},
                    {"id": "plate", "material": "crown_glass", "at": [0, 0.1], "shape": plate},
                ],
                "joints": [{"type": "weld", "pieces": ["foot", "plate"], "at": [0, 0.1], "stiffness": 1500}],
                "lights": [{"id": "key", "from": [-1.6, 3.4], "toward": [-1.6, 0.9], "width": 0.05, "power": 2}],
                "optics": [{"type": "mirror", "id": "hand", "at": [-1.6, 0.9], "angle": 58, "length": 0.4}],
                "flaws": [{"piece": "plate", "at": [0.3, 0.5], "opens": 2, "length": 0.4}],
                "goal": {"voices": 1, "within": 60},
            }
        ),
        "plate",
    )


def edge_lengths(outline: Floats, grain: float | None) -> Floats:
    mesh = triangulate(outline, grain=grain)
    ends = mesh.nodes[edges(mesh).nodes]
    lengths: Floats = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    return lengths


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
    assert np.median(edge_lengths(PLATE, grain)) == pytest.approx(grain, rel=0.2)


def test_a_large_piece_has_finer_steps_than_without() -> None:
    assert 1.3 * np.median(edge_lengths(PLATE, 0.055)) < np.median(edge_lengths(PLATE, None))


def test_a_small_piece_has_its_choice_of_ways_at_any_grain() -> None:
    small = SQUARE * 0.5
    assert fitting_spacing([small.tolist()], 0.2) == fitting_spacing([small.tolist()])


@given(st.floats(0.2, 0.6), grains)
@some
def test_finer_grain_never_makes_longer_steps(radius: float, grain: float) -> None:
    corners = [disc(radius).tolist()]
    assert fitting_spacing(corners, grain) <= fitting_spacing(corners, 1.1 * grain)


def test_a_level_asks_for_a_grain_of_its_own_glass() -> None:
    plain, fine = (build_bodies(level_with(**tuning))[1] for tuning in ({}, {"grain": 0.05}))
    assert len(fine.mesh.nodes) > 2 * len(plain.mesh.nodes)


@pytest.mark.parametrize("grain", [0.0, -0.05, 0.02, 0.21, 1.0])
def test_a_grain_that_no_glass_has_is_refused_where_it_stands(grain: float) -> None:
    with pytest.raises(LevelError, match=r"glasses\.crown_glass\.grain"):
        level_with(grain=grain)
