"""The light of a level: lamps, what stops them, first hits, and the tracer's way with its arrays."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings

from game.core import kernels
from game.core.geom import Floats
from game.sim.constants import FLOOR_Y
from game.sim.light import brightest_path, geometry, irradiance, kernel
from game.sim.light.constants import STAGE_LEFT, STAGE_RIGHT, STAGE_TOP
from game.sim.light.tracer import Tracer
from tests.unit.light.light_bench import (
    NO_MIRRORS,
    SQUARE,
    Setting,
    angles,
    cross,
    lamp,
    lit,
    opaque_edges,
    placed,
    scenes,
    stage,
    unit,
)


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """No test waits for a compiler."""
    kernels.warm_up()


# Where light ends -----------------------------------------------------------------------------------------


def test_blockers_the_plinth_and_the_floor_swallow() -> None:
    blocked = lit(stage([lamp((-2, 2), (0, 2))], blockers=[((0, 1.5), (0, 2.5))]))
    assert (blocked.segments().end[:, 0] == 0.0).all()
    below = stage([lamp((0.5, 3), (0.5, 0), 0.02), lamp((1.0, 3), (1.0, 0), 0.02)])
    level_top = lit(below).segments().end[:, 1]
    np.testing.assert_allclose(level_top, [0.0] * 3 + [FLOOR_Y] * 3, atol=1e-12)
    leant = lit(below, plinth=(0.3, 0.1)).segments().end
    np.testing.assert_allclose(leant[:3, 1], (leant[:3, 0] - 0.3) * math.tan(0.1), atol=1e-12)


def test_light_ends_at_the_end_of_the_stage() -> None:
    sideways = lit(stage([lamp((-5, 1), (0, 2)), lamp((0, 6), (0.5, 3))])).segments()
    assert np.isclose(sideways.end[sideways.beam == 0][:, 0], STAGE_RIGHT).all() or (
        np.isclose(sideways.end[sideways.beam == 0][:, 1], STAGE_TOP).all()
    )
    np.testing.assert_allclose(sideways.end[sideways.beam == 1][:, 1], FLOOR_Y)


def test_rays_are_counted_from_the_left_edge_of_a_beam() -> None:
    segments = lit(stage([lamp((-1, 1), (0, 1), 0.15)])).segments()
    np.testing.assert_array_equal(segments.ray, np.arange(9))
    np.testing.assert_allclose(np.diff(segments.start[:, 1]), -0.15 / 9)
    assert segments.start[4] == pytest.approx([-1.0, 1.0])


# First hit ------------------------------------------------------------------------------------------------


@given(scenes(), angles)
def test_first_hit_is_the_nearest_of_all_edges(scene: Setting, heading: float) -> None:
    level, pieces, mirrors = scene
    tracer = lit(level, pieces, mirrors)
    origin, way = np.array([0.03, 1.47]), unit(heading)
    clear = [np.linalg.norm(placed(*piece[::2]) - origin, axis=1).min() > 1e-3 for piece in pieces]
    assume(all(clear))
    solid = opaque_edges(level, [(o, "stone", pose) for o, _, pose in pieces], mirrors)
    assert tracer.first_hit(tuple(origin), tuple(way)) == pytest.approx(
        brute_force(origin, way, solid, level.plinth.width), abs=1e-9
    )


def test_outlines_of_many_edges_hide_none_of_them() -> None:
    """Edges are looked at in groups, and those that a ray passes by not at all: holes and teeth are met for that."""
    level = stage([lamp((0, 3), (0, 1))])
    tracer = Tracer(level)
    loops = [[star(41, 0.30, 0.45), star(19, 0.12, 0.20)[::-1]], [star(8, 0.1, 0.3)], [star(17, 0.05, 0.35)]]
    tracer.set_pieces(loops, ["crown_glass", "brass", "flint_glass"], ["amber", "brass", "clear"])
    for turn in (0.0, 0.4, -2.0):
        poses = np.array([[0.0, 1.5, turn], [1.0, 1.4, -turn], [-0.9, 2.2, 2.0 * turn]])
        tracer.trace(poses, NO_MIRRORS)
        edges = [
            np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)
            for of_piece, pose in zip(loops, poses, strict=True)
            for corners in (placed(loop, pose) for loop in of_piece)
        ]
        for origin in (np.array([0.02, 1.51]), np.array([0.6, 2.4]), np.array([-1.9, 0.3])):
            for heading in np.linspace(0.01, 2.0 * math.pi, 97):
                way = unit(float(heading))
                assert tracer.first_hit(tuple(origin), tuple(way)) == pytest.approx(
                    brute_force(origin, way, np.concatenate(edges), level.plinth.width), abs=1e-9
                )


def star(points: int, inner: float, outer: float) -> Floats:
    """(2 points, 2) m, counter-clockwise."""
    turn = math.pi * np.arange(2 * points) / points
    radius = np.where(np.arange(2 * points) % 2, inner, outer)
    return np.column_stack([radius * np.cos(turn), radius * np.sin(turn)])


def brute_force(origin: Floats, way: Floats, edges: Floats, plinth: float) -> float:
    """Distance to the nearest crossing, solving o + t d = a + s (b - a) for each edge by Cramer's rule."""
    x = plinth / 2
    top = np.array([[[-x, FLOOR_Y], [-x, 0]], [[-x, 0], [x, 0]], [[x, 0], [x, FLOOR_Y]]])
    low, left, right, high = FLOOR_Y, STAGE_LEFT, STAGE_RIGHT, STAGE_TOP
    frame = np.array(
        [
            [[left, low], [right, low]],
            [[right, low], [right, high]],
            [[right, high], [left, high]],
            [[left, high], [left, low]],
        ]
    )
    edges = np.concatenate([edges, top, frame])
    a, e = edges[:, 0], edges[:, 1] - edges[:, 0]
    with np.errstate(all="ignore"):
        distance = cross(a - origin, e) / cross(way, e)
        share = cross(a - origin, way) / cross(way, e)
    return float(distance[(share >= 0) & (share <= 1) & (distance > 1e-9)].min())


def test_first_hit_can_ignore_the_mirror_it_leaves() -> None:
    tracer = lit(stage([lamp((0, 3), (0, 1))], [0.5]), mirrors=[(0.0, 1.0, 0.0)])
    assert tracer.first_hit((0.0, 2.0), (0.0, -1.0)) == pytest.approx(1.0)
    assert tracer.first_hit((0.0, 2.0), (0.0, -1.0), mirror=0) == pytest.approx(2.0)


# The interface --------------------------------------------------------------------------------------------


@given(scenes())
@settings(max_examples=30)
def test_the_same_scene_gives_the_same_bits(scene: Setting) -> None:
    level, pieces, mirrors = scene
    one, two = lit(level, pieces, mirrors), lit(level, pieces, mirrors)
    two.trace(np.array([pose for _, _, pose in pieces]).reshape(-1, 3), mirrors)
    first, second = one.segments(), two.segments()
    for name in ("lines", "marks"):
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes()
        assert not getattr(first, name).flags.writeable
    assert one.mirror_light.tobytes() == two.mirror_light.tobytes()


def test_pieces_may_come_and_go() -> None:
    level = stage([lamp((0, 3), (0, 1))])
    tracer = lit(level, [(SQUARE, "stone", (0.0, 1.0, 0.0))])
    assert tracer.segments().end[:, 1] == pytest.approx(np.full(6, 1.2))
    tracer.set_pieces([[SQUARE / 2], [SQUARE]], ["crown_glass", "stone"], ["ruby", "stone"])
    assert len(tracer.segments().start) == 0
    tracer.trace(np.array([[0.0, 2.0, 0.0], [2.0, 1.0, 0.0]]), NO_MIRRORS)
    assert set(tracer.segments().medium) == {-1, 0}
    with pytest.raises(ValueError, match="zip"):
        tracer.set_pieces([[SQUARE]], [], [])


def test_warmed_up_kernels_fit_what_the_game_calls_them_with() -> None:
    """Any array that a caller may hand over meets the one variant that the warm-up compiled."""
    entries: tuple[Any, ...] = (
        geometry.place,
        kernel.trace,
        irradiance.irradiance,
        brightest_path.brightest_paths,
    )
    before = [len(entry.signatures) for entry in entries]
    tracer = lit(stage([lamp((0, 3), (0, 1))], [0.5]), [(SQUARE, "brass", (0, 1, 0))], [(1.0, 1.0, 0.0)])
    points: Floats = np.zeros((6, 4))
    points.flags.writeable = False
    tracer.irradiance(points)
    tracer.irradiance(points[::2, 1:3])
    assert tracer.mirror_light.shape == (1, 5)
    tracer.first_hit(np.array([0.0, 2.0]), np.array([0.0, -1.0]))
    assert [len(entry.signatures) for entry in entries] == before == [1] * 4
