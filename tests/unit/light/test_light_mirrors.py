"""Flat mirrors: reflection, aiming, and the light that a player sees arrive."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from game.core import kernels
from game.core.geom import Floats
from game.sim.light.aim import aim_angle
from game.sim.light.constants import EPSILON, MAX_DEPTH
from tests.unit.light.light_bench import SQUARE, Pose, angles, cross, direction, lamp, lit, stage, unit


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """No test waits for a compiler."""
    kernels.warm_up()


@given(angles, angles)
def test_angle_of_reflection_is_angle_of_incidence(face: float, heading: float) -> None:
    way, along = unit(heading), unit(face)
    assume(abs(cross(way, along)) > 0.05)
    tracer = lit(stage([lamp(tuple(np.array([0, 1.8]) - way), (0, 1.8), 0.02)], [0.5]), mirrors=[(0, 1.8, face)])
    segments = tracer.segments()
    for row in np.flatnonzero(segments.depth == 1).tolist():
        out = direction(segments, row)
        assert out @ along == pytest.approx(way @ along, abs=1e-12)
        assert cross(out, along) == pytest.approx(-cross(way, along), abs=1e-12)
    np.testing.assert_array_equal(segments.ray[segments.depth == 1], [0, 1, 2])


@given(st.floats(-0.7, 0.7), angles)
def test_two_mirrors_at_right_angles_send_light_back(offset: float, turn: float) -> None:
    """A retro-reflector: whatever the heading, out is the opposite of in; only the corner itself swallows."""
    heading = turn + offset
    corner = np.array([0.0, 1.8])
    arms = [(*(corner + 0.5 * unit(turn + side)), turn + side) for side in (math.pi * 0.75, -math.pi * 0.75)]
    start = corner - 0.5 * unit(heading)
    tracer = lit(stage([lamp(tuple(start), tuple(start + unit(heading)), 0.05)], [1.0, 1.0]), mirrors=arms)
    segments = tracer.segments()
    back = np.flatnonzero(segments.depth == 2)
    assert {0, 2} <= set(segments.ray[back])
    for row in back.tolist():
        np.testing.assert_allclose(direction(segments, row), -unit(heading), atol=1e-12)


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(1, 2.5), angles), min_size=2, max_size=6), angles)
def test_light_goes_back_the_way_it_came(poses: list[Pose], heading: float) -> None:
    """Reversibility: from where a ray ends, the other way, through the same points to the lamp."""
    mirrors, start = np.array(poses), np.array([0.1, 1.7])
    path = middle_path(mirrors, start, start + unit(heading))
    runs = np.linalg.norm(np.diff(path, axis=0), axis=1, keepdims=True)
    assume((runs > 1e-3).all())
    bends = np.diff(path, axis=0) / runs
    arms = 0.4 * np.column_stack([np.cos(mirrors[:, 2]), np.sin(mirrors[:, 2])])
    tips = np.vstack([mirrors[:, :2] + arms, mirrors[:, :2] - arms])
    # What rounding decides is left out: where mirrors end or meet, grazing light, a ray caught for good.
    assume(np.linalg.norm(path[:, None] - tips, axis=2).min() > 1e-4)
    assume((np.abs(cross(bends[1:], bends[:-1])) > 1e-3).all() and len(path) <= MAX_DEPTH)
    back = middle_path(mirrors, path[-1], path[-2])[: len(path)]
    np.testing.assert_allclose(back[:-1], path[:0:-1], atol=1e-6)
    homeward = start - back[-2]
    assert cross(bends[0], homeward) == pytest.approx(0.0, abs=1e-6)
    assert np.linalg.norm(back[-1] - back[-2]) > np.linalg.norm(homeward) - 1e-6


def middle_path(mirrors: Floats, start: Floats, toward: Floats) -> Floats:
    """(N, 2) the points at which a lamp's middle ray turns, both ends included; mirrors are 0.8 m long."""
    level = stage([lamp(tuple(start), tuple(toward), 0.05)], [0.8] * len(mirrors))
    segments = lit(level, mirrors=mirrors).segments()
    middle = segments.ray == 1
    assume(np.array_equal(segments.start[middle][1:], segments.end[middle][:-1]))  # it had to step aside nowhere
    return np.vstack([segments.start[middle][:1], segments.end[middle]])


@pytest.mark.parametrize("height", [0.0, 0.03])
def test_a_mirror_on_the_back_of_a_plate_sends_light_back(height: float) -> None:
    """Two surfaces in one place: the mirror hides the plate's own, and no light slips in between."""
    mirrors = [(-1.0, 1.0, -math.pi / 4), (0.2, 1.0, math.pi / 2)]
    level = stage([lamp((-1.0, 2.5 + height), (-1.0, 1.0))], [0.5, 0.5])
    tracer = lit(level, [(SQUARE, "crown_glass", (0.0, 1.0, 0.0))], mirrors)
    segments = tracer.segments()
    assert (segments.end[:, 0] <= 0.2 + EPSILON).all()
    met = segments.hit == 2  # the piece is 0, the mirrors are 1 and 2
    assert (segments.medium[met] == 0).all() and met.any()
    assert tracer.absorbed[-1] > 0.85


# What meets a mirror --------------------------------------------------------------------------------------


def test_mirror_light_tells_what_meets_each_mirror() -> None:
    level = stage([lamp((-1, 3), (-1, 1), power=2.0)], [0.4, 0.4])
    light = lit(level, mirrors=[(-1.0, 1.0, math.pi / 4), (1.0, 2.5, 0.0)]).mirror_light
    np.testing.assert_allclose(light[0], [0, -1, -1, 1, 2.0], atol=1e-12)
    np.testing.assert_array_equal(light[1], np.zeros(5))
    assert not light.flags.writeable


@pytest.mark.parametrize("order", [1, -1])
def test_mirror_light_is_that_of_the_strongest_lamp_alone(order: int) -> None:
    lamps = [lamp((-1, 3), (-1, 1), 0.1, 1.0), lamp((0, 3), (-1, 1), 0.1, 0.9)]
    ((dx, dy, x, y, power),) = lit(stage(lamps[::order], [0.6]), mirrors=[(-1.0, 1.0, 0.0)]).mirror_light
    assert (dx, dy, x, y, power) == pytest.approx((0, -1, -1, 1, 1.0), abs=1e-12)


def test_mirror_light_does_not_mix_in_reflections() -> None:
    """A lamp's own light arrives, and a little of it over another mirror: the mean is that of its own alone."""
    level = stage([lamp((0, 3), (0, 1), 0.24)], [0.5, 0.3])
    straight = lit(level, mirrors=[(0.0, 1.0, 0.0), (3.0, 3.0, 0.0)]).mirror_light[0]
    tracer = lit(level, mirrors=[(0.0, 1.0, 0.0), (0.1, 2.0, math.pi / 2 - 0.1)])
    met = tracer.segments().hit == 0
    assert len(set(tracer.segments().path[met])) == 2
    (dx, dy), power = tracer.mirror_light[0][:2], tracer.mirror_light[0][4]
    assert (dx, dy) == pytest.approx(tuple(straight[:2]), abs=1e-12)
    assert power < straight[4]


def test_of_ways_equally_strong_the_first_lamp_counts() -> None:
    for first in (-1, 1):
        pair = [lamp((first, 3), (0, 1), 0.1), lamp((-first, 3), (0, 1), 0.1)]
        ((dx, *_),) = lit(stage(pair, [0.6]), mirrors=[(0.0, 1.0, 0.0)]).mirror_light
        assert np.sign(dx) == -first


# Aiming ---------------------------------------------------------------------------------------------------


@given(angles, st.floats(-2.5, 2.5), st.floats(0.5, 3), st.floats(-10, 10))
def test_an_aimed_mirror_sends_the_light_through_the_target(heading: float, x: float, y: float, current: float) -> None:
    pivot, way = np.array([0.0, 1.8]), unit(heading)
    target = np.array([x, y])
    goal = target - pivot
    distance = np.linalg.norm(goal)
    assume(distance > 0.3 and abs(way @ goal / distance) < 0.995)
    face = aim_angle(tuple(way), tuple(pivot), tuple(target), current)
    assert abs(face - current) <= math.pi / 2 + 1e-12
    source = pivot - 0.3 * way
    tracer = lit(stage([lamp(tuple(source), tuple(pivot), 0.01)], [1.0]), mirrors=[(*pivot, face)])
    segments = tracer.segments()
    row = int(np.flatnonzero((segments.ray == 1) & (segments.depth == 1))[0])
    out = direction(segments, row)
    assert out @ goal / distance == pytest.approx(1.0, abs=1e-12)
    assert abs(cross(out, target - segments.start[row])) < 1e-9


@pytest.mark.parametrize("heading", [0.0, 0.5, -2.0])
def test_aiming_back_and_aiming_on(heading: float) -> None:
    """Straight back needs a face across the light, straight on one along it; the pivot cannot be aimed at."""
    way = unit(heading)
    across = aim_angle(tuple(way), (0.0, 0.0), tuple(-way), 0.0)
    along = aim_angle(tuple(way), (0.0, 0.0), tuple(way), 0.0)
    assert math.cos(across - heading) == pytest.approx(0.0, abs=1e-12)
    assert math.sin(along - heading) == pytest.approx(0.0, abs=1e-12)
    assert aim_angle(tuple(way), (1.0, 1.0), (1.0, 1.0), 0.7) == 0.7
