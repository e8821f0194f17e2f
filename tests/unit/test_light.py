"""Light: the laws of optics, power kept to the last bit that matters, and no leaks."""

import json
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from game.core import kernels
from game.core.geom import Floats, rotation
from game.level.materials import MATERIALS
from game.level.model import Level
from game.sim.constants import FLOOR_Y
from game.sim.light import kernel
from game.sim.light.aim import aim_angle
from game.sim.light.constants import (
    EPSILON,
    MAX_DEPTH,
    POWER_CUTOFF,
    STAGE_LEFT,
    STAGE_RIGHT,
    STAGE_TOP,
    SURFACE_LOSS,
)
from game.sim.light.tracer import Tracer

NO_MIRRORS = np.zeros((0, 3))
SQUARE = np.array([[-0.2, -0.2], [0.2, -0.2], [0.2, 0.2], [-0.2, 0.2]])
REFLECTING = ("brass", "copper", "steel")
angles = st.floats(-math.pi, math.pi)


@pytest.fixture(scope="module", autouse=True)
def warm():
    """No test waits for a compiler."""
    kernels.warm_up()


def lamp(source, toward, width=0.1, power=1.0):
    return {"id": "lamp", "from": source, "toward": toward, "width": width, "power": power}


def stage(lights, mirrors=(), blockers=()):
    """A level with these lights, mirror lengths (m) and blockers."""
    piece = {"id": "a", "shape": {"type": "box", "size": [1, 1]}, "material": "brass", "at": [0, 0.5]}
    optics = [
        *({"type": "mirror", "id": f"m{i}", "at": [0, 0], "angle": 0, "length": x} for i, x in enumerate(mirrors)),
        *({"type": "blocker", "id": f"b{i}", "ends": ends} for i, ends in enumerate(blockers)),
    ]
    return Level.model_validate_json(
        json.dumps(
            {
                "version": 1,
                "title": "Light",
                "pieces": [piece],
                "lights": lights,
                "optics": optics,
                "flaws": [{"piece": "a", "at": [0, 0], "opens": 1}],
                "goal": {"voices": 1},
            }
        )
    )


def lit(level, pieces=(), mirrors=NO_MIRRORS, plinth=(0.0, 0.0)):
    """A tracer after one trace; `pieces` are (outline, material, pose)."""
    tracer = Tracer(level)
    tracer.set_pieces([outline for outline, _, _ in pieces], [name for _, name, _ in pieces])
    tracer.trace(np.array([pose for _, _, pose in pieces]).reshape(-1, 3), np.asarray(mirrors, float), plinth)
    return tracer


def polygon(corners, radius):
    turn = np.arange(corners) * 2 * np.pi / corners
    return radius * np.column_stack([np.cos(turn), np.sin(turn)])


def swirl(radius):
    """A band bent half round: concave, so that light is caught in it."""
    turn = np.radians(np.arange(0, 181, 15))
    arc = np.column_stack([np.cos(turn), np.sin(turn)])
    return np.vstack([radius * arc, 0.6 * radius * arc[::-1]])


def placed(outline, pose):
    return outline @ rotation(pose[2]).T + np.array(pose[:2])


def direction(segments, row):
    way = segments.end[row] - segments.start[row]
    return way / np.linalg.norm(way)


def cross(a, b):
    return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]


def unit(angle):
    return np.array([math.cos(angle), math.sin(angle)])


@st.composite
def scenes(draw):
    """Random lamps, mirrors, blockers and overlapping pieces of every material."""
    place = st.tuples(st.floats(-2, 2), st.floats(0.1, 3))
    hung = st.tuples(st.floats(-2, 2), st.floats(0.6, 3))
    numbers = st.integers(0, 4)
    lights = [
        lamp(draw(hung), (draw(st.floats(-2, 2)), -1.0), draw(st.floats(0.01, 0.5)), draw(st.floats(0.1, 50)))
        for _ in range(draw(st.integers(1, 2)))
    ]
    mirrors = [(*draw(place), draw(angles)) for _ in range(draw(numbers))]
    blockers = [(draw(place), draw(place)) for _ in range(draw(st.integers(0, 2)))]
    shapes = st.one_of(
        st.builds(polygon, st.integers(3, 9), st.floats(0.05, 0.6)), st.builds(swirl, st.floats(0.1, 0.8))
    )
    material = st.sampled_from(sorted(MATERIALS))
    pieces = [(draw(shapes), draw(material), (*draw(place), draw(angles))) for _ in range(draw(numbers))]
    level = stage(lights, [draw(st.floats(0.05, 1.5)) for _ in mirrors], blockers)
    return level, pieces, np.array(mirrors).reshape(-1, 3)


# Mirrors --------------------------------------------------------------------------------------------------


@given(angles, angles)
def test_angle_of_reflection_is_angle_of_incidence(face, heading):
    way, along = unit(heading), unit(face)
    assume(abs(cross(way, along)) > 0.05)
    tracer = lit(stage([lamp(tuple(np.array([0, 1.8]) - way), (0, 1.8), 0.02)], [0.5]), mirrors=[(0, 1.8, face)])
    segments = tracer.segments()
    for row in np.flatnonzero(segments.depth == 1):
        out = direction(segments, row)
        assert out @ along == pytest.approx(way @ along, abs=1e-12)
        assert cross(out, along) == pytest.approx(-cross(way, along), abs=1e-12)
    np.testing.assert_array_equal(segments.ray[segments.depth == 1], [0, 1, 2])


@given(st.floats(-0.7, 0.7), angles)
def test_two_mirrors_at_right_angles_send_light_back(offset, turn):
    """A retro-reflector: whatever the heading, out is the opposite of in; only the corner itself swallows."""
    heading = turn + offset
    corner = np.array([0.0, 1.8])
    arms = [(*(corner + 0.5 * unit(turn + side)), turn + side) for side in (math.pi * 0.75, -math.pi * 0.75)]
    start = corner - 0.5 * unit(heading)
    tracer = lit(stage([lamp(tuple(start), tuple(start + unit(heading)), 0.05)], [1.0, 1.0]), mirrors=arms)
    segments = tracer.segments()
    back = np.flatnonzero(segments.depth == 2)
    assert {0, 1, 3, 4} <= set(segments.ray[back])
    for row in back:
        np.testing.assert_allclose(direction(segments, row), -unit(heading), atol=1e-12)


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(1, 2.5), angles), min_size=2, max_size=6), angles)
def test_light_goes_back_the_way_it_came(mirrors, heading):
    """Reversibility: from where a ray ends, the other way, through the same points to the lamp."""
    mirrors, start = np.array(mirrors), np.array([0.1, 1.7])
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


def middle_path(mirrors, start, toward):
    """(N, 2) the points at which a lamp's middle ray turns, both ends included; mirrors are 0.8 m long."""
    segments = lit(stage([lamp(tuple(start), tuple(toward))], [0.8] * len(mirrors)), mirrors=mirrors).segments()
    middle = segments.ray == 4
    return np.vstack([segments.start[middle][:1], segments.end[middle]])


def test_light_between_parallel_mirrors_ends():
    mirrors = [(0, 1.0, 0.0), (0, 2.0, 0.0)]
    tracer = lit(stage([lamp((0, 1.5), (0.0, 1.0))], [1.0, 1.0]), mirrors=mirrors)
    assert tracer.segments().depth.max() == MAX_DEPTH
    assert tracer.absorbed.sum() == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("height", [0.0, 0.03])
def test_a_mirror_on_the_back_of_a_plate_sends_light_back(height):
    """Two surfaces in one place: the mirror is not lost in the glass, nor taken for a corner."""
    mirrors = [(-1.0, 1.0, -math.pi / 4), (0.2, 1.0, math.pi / 2)]
    level = stage([lamp((-1.0, 2.5 + height), (-1.0, 1.0))], [0.5, 0.5])
    tracer = lit(level, [(SQUARE, "crown_glass", (0.0, 1.0, 0.0))], mirrors)
    passed = math.exp(-2 * 0.4 * MATERIALS["crown_glass"].absorbance)
    assert (1 - SURFACE_LOSS) ** 4 * passed <= tracer.absorbed[-1] <= (1 - SURFACE_LOSS) ** 2 * passed


def test_mirror_light_tells_what_meets_each_mirror():
    level = stage([lamp((-1, 3), (-1, 1), power=2.0)], [0.4, 0.4])
    light = lit(level, mirrors=[(-1.0, 1.0, math.pi / 4), (1.0, 2.5, 0.0)]).mirror_light
    np.testing.assert_allclose(light[0], [0, -1, -1, 1, 2.0], atol=1e-12)
    np.testing.assert_array_equal(light[1], np.zeros(5))
    assert not light.flags.writeable


# Aiming ---------------------------------------------------------------------------------------------------


@given(angles, st.floats(-2.5, 2.5), st.floats(0.5, 3), st.floats(-10, 10))
def test_an_aimed_mirror_sends_the_light_through_the_target(heading, x, y, current):
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
def test_aiming_back_and_aiming_on(heading):
    """Straight back needs a face across the light, straight on one along it; the pivot cannot be aimed at."""
    way = unit(heading)
    across = aim_angle(tuple(way), (0.0, 0.0), tuple(-way), 0.0)
    along = aim_angle(tuple(way), (0.0, 0.0), tuple(way), 0.0)
    assert math.cos(across - heading) == pytest.approx(0.0, abs=1e-12)
    assert math.sin(along - heading) == pytest.approx(0.0, abs=1e-12)
    assert aim_angle(tuple(way), (1.0, 1.0), (1.0, 1.0), 0.7) == 0.7


# Power ----------------------------------------------------------------------------------------------------


@given(scenes())
@settings(max_examples=150)
def test_power_in_is_power_absorbed_and_power_out(scene):
    level, pieces, mirrors = scene
    tracer = lit(level, pieces, mirrors)
    total = sum(light.power for light in level.lights)
    assert tracer.absorbed.sum() == pytest.approx(total, rel=1e-9)
    assert (tracer.absorbed >= 0).all()
    segments = tracer.segments()
    x, y = segments.end.T
    out = (y <= FLOOR_Y + 1e-12) | (y >= STAGE_TOP - 1e-12) | (x <= STAGE_LEFT + 1e-12) | (x >= STAGE_RIGHT - 1e-12)
    names = [name for _, name, _ in pieces]
    through = [MATERIALS[names[row]].absorbance if row >= 0 else 0.0 for row in segments.medium]
    length = np.linalg.norm(segments.end - segments.start, axis=1)
    arriving = segments.power * np.exp(-np.array(through) * length)
    assert arriving[out].sum() == pytest.approx(tracer.absorbed[-1], rel=1e-9, abs=1e-12)


@given(scenes())
def test_power_never_grows_along_a_ray(scene):
    level, pieces, mirrors = scene
    segments = lit(level, pieces, mirrors).segments()
    on = segments.depth[1:] > 0
    np.testing.assert_array_equal(segments.start[1:][on], segments.end[:-1][on])
    assert (segments.power[1:][on] <= segments.power[:-1][on]).all()
    for beam, light in enumerate(level.lights):
        first = (segments.beam == beam) & (segments.depth == 0)
        assert segments.power[first].sum() == pytest.approx(light.power)
        assert segments.width[first].sum() == pytest.approx(light.width)


@pytest.mark.parametrize("name", REFLECTING)
def test_metal_reflects_its_share(name):
    tracer = lit(stage([lamp((0, 3), (0, 1))]), [(SQUARE, name, (0.0, 1.0, 0.0))])
    segments, share = tracer.segments(), MATERIALS[name].reflectance
    assert segments.power[segments.depth == 1].sum() == pytest.approx(share)
    assert tracer.absorbed[0] == pytest.approx(1 - share)
    assert tracer.absorbed[-1] == pytest.approx(share)


def test_a_ray_ends_when_almost_nothing_is_left_of_it():
    """Between walls of brass, long before it has met as many surfaces as a ray may."""
    walls = [(SQUARE, "brass", (0.0, 1.0, 0.0)), (SQUARE, "brass", (0.0, 2.0, 0.0))]
    tracer = lit(stage([lamp((0, 1.5), (0, 1))]), walls)
    met = math.ceil(math.log(POWER_CUTOFF) / math.log(MATERIALS["brass"].reflectance))
    assert tracer.segments().depth.max() == met - 1 < MAX_DEPTH
    assert tracer.absorbed[:2].sum() == pytest.approx(1.0)


# Glass ----------------------------------------------------------------------------------------------------


@given(st.sampled_from(["crown_glass", "flint_glass"]), st.floats(-0.6, 0.6))
def test_glass_takes_what_beer_and_lambert_say(name, heading):
    """P (1 - loss)^2 exp(-a L / cos) through a plate of thickness L."""
    plate = np.array([[-0.2, -1.0], [0.2, -1.0], [0.2, 1.0], [-0.2, 1.0]])
    way = unit(heading)
    start = np.array([0.0, 1.8]) - way
    tracer = lit(stage([lamp(tuple(start), (0, 1.8))]), [(plate, name, (0.0, 1.8, 0.0))])
    segments, path = tracer.segments(), 0.4 / math.cos(heading)
    inside, after = segments.depth == 1, segments.depth == 2
    np.testing.assert_array_equal(segments.medium[inside], 0)
    np.testing.assert_array_equal(segments.medium[~inside], -1)
    assert segments.power[inside].sum() == pytest.approx(1 - SURFACE_LOSS)
    expected = (1 - SURFACE_LOSS) ** 2 * math.exp(-MATERIALS[name].absorbance * path)
    assert segments.power[after].sum() == pytest.approx(expected, rel=1e-12)
    assert all(direction(segments, row) @ way > 1 - 1e-12 for row in np.flatnonzero(after))


def test_a_lamp_inside_glass_knows_it():
    tracer = lit(stage([lamp((0, 1), (1, 1))]), [(SQUARE, "flint_glass", (0.0, 1.0, 0.0))])
    segments = tracer.segments()
    np.testing.assert_array_equal(segments.medium, np.where(segments.depth == 0, 0, -1))
    expected = (1 - SURFACE_LOSS) * math.exp(-MATERIALS["flint_glass"].absorbance * 0.2)
    assert segments.power[segments.depth == 1].sum() == pytest.approx(expected)


@pytest.mark.parametrize(("gap", "surfaces"), [(-0.01, 3), (0.0, 3), (1e-12, 3), (0.01, 4)])
def test_glass_on_glass(gap, surfaces):
    """Halves that touch or overlap have one surface between them, apart they have two."""
    halves = [(SQUARE, "crown_glass", (x, 1.0, 0.0)) for x in (-0.2 - gap / 2, 0.2 + gap / 2)]
    segments = lit(stage([lamp((-2, 1), (0, 1))]), halves).segments()
    length = 0.8 + min(gap, 0.0)
    expected = (1 - SURFACE_LOSS) ** surfaces * math.exp(-MATERIALS["crown_glass"].absorbance * length)
    out = np.isclose(segments.end[:, 0], STAGE_RIGHT)
    assert segments.power[out].sum() == pytest.approx(expected, rel=1e-9)


@given(st.integers(3, 12), st.integers(0, 11), angles, angles)
def test_a_corner_of_glass_leaves_no_light_inside(corners, corner, turn, heading):
    """A ray through the very corner of a piece is in air again behind it."""
    outline, pose = polygon(corners, 0.3), (0.0, 1.8, turn)
    at = placed(outline, pose)[corner % corners]
    source = at - 0.5 * unit(heading)
    level = stage([lamp(tuple(source), tuple(at), 0.03)])
    segments = lit(level, [(outline, "crown_glass", pose)]).segments()
    assert (segments.medium[np.flatnonzero(np.diff(segments.ray, append=-1))] == -1).all()


# No leaks -------------------------------------------------------------------------------------------------


def opaque_edges(level, pieces, mirrors):
    """(N, 2, 2) all edges that stop light, one way or another."""
    found = [
        np.stack([corners, np.roll(corners, -1, axis=0)], axis=1)
        for outline, name, pose in pieces
        if MATERIALS[name].family != "glass"
        for corners in [placed(outline, pose)]
    ]
    lengths = [optic.length for optic in level.optics if optic.type == "mirror"]
    for (x, y, face), length in zip(mirrors, lengths, strict=True):
        half = 0.5 * length * unit(face)
        found.append(np.array([x, y]) + np.array([[-half, half]]))
    found += [np.array([optic.ends]) for optic in level.optics if optic.type == "blocker"]
    return np.concatenate(found) if found else np.zeros((0, 2, 2))


def crossed(segments, edges, margin):
    """Whether any run of light crosses an edge, both reaching further than `margin` (m) beyond the other."""
    a, b = edges[None, :, 0], edges[None, :, 1]
    p, q = segments.start[:, None], segments.end[:, None]
    beyond_edge = apart(cross(b - a, p - a), cross(b - a, q - a), np.linalg.norm(b - a, axis=2) * margin)
    beyond_run = apart(cross(q - p, a - p), cross(q - p, b - p), np.linalg.norm(q - p, axis=2) * margin)
    return bool((beyond_edge & beyond_run).any())


def apart(one, other, margin):
    """On different sides of nought, each by more than a margin."""
    return (np.minimum(one, other) < -margin) & (np.maximum(one, other) > margin)


@given(scenes())
@settings(max_examples=150)
def test_no_light_crosses_what_is_opaque(scene):
    level, pieces, mirrors = scene
    edges = opaque_edges(level, pieces, mirrors)
    assume((np.linalg.norm(edges[:, 1] - edges[:, 0], axis=1) > 1e-3).all())
    assert not crossed(lit(level, pieces, mirrors).segments(), edges, 1e-9)


@given(st.integers(3, 12), st.integers(0, 11), angles, angles, st.sampled_from(["stone", "brass"]))
def test_nothing_slips_in_between_two_edges(corners, corner, turn, heading, name):
    """Rays aimed at the very corner of a piece never run inside of it."""
    outline, pose = polygon(corners, 0.3), (0.0, 1.8, turn)
    at = placed(outline, pose)[corner % corners]
    assume(unit(heading) @ (at - np.array(pose[:2])) < -1e-3)
    level = stage([lamp(tuple(at - 0.5 * unit(heading)), tuple(at), 0.03)])
    segments = lit(level, [(outline, name, pose)]).segments()
    edges = opaque_edges(level, [(outline, name, pose)], NO_MIRRORS)
    assert not crossed(segments, edges, 1e-9)
    middles = (segments.start + segments.end) / 2
    way = edges[:, 1] - edges[:, 0]
    depths = cross(way, middles[:, None] - edges[:, 0]) / np.linalg.norm(way, axis=1)
    assert (depths.min(axis=1) < 1e-9).all()


NOTCHED = np.array([[-0.7, -0.7], [0.8, -0.7], [0.8, 0.7], [-0.7, 0.7], [0.0, 0.0]])
SLAB = np.array([[-0.9, -0.3], [0.9, -0.3], [0.9, 0.0], [-0.9, 0.0]])


@given(
    st.sampled_from(["mirrors that meet", "mirrors that cross", "a notch in brass", "slabs of brass"]),
    st.floats(-0.7, 0.7),
    angles,
)
@settings(max_examples=400)
def test_light_into_the_very_corner_of_a_wedge_stays_before_it(wedge, offset, turn):
    """Two faces at right angles, and a ray to the point where they meet: rounding never lets it through."""
    corner, heading = np.array([0.0, 1.8]), turn + offset
    upper, lower = turn + 0.75 * math.pi, turn - 0.75 * math.pi
    pieces, mirrors = [], []
    if wedge == "mirrors that meet":
        mirrors = [(*(corner + 0.5 * unit(arm)), arm) for arm in (upper, lower)]
    elif wedge == "mirrors that cross":
        mirrors = [(*corner, upper), (*corner, lower)]
    elif wedge == "a notch in brass":
        pieces = [(NOTCHED, "brass", (*corner, turn))]
    else:
        pieces = [(SLAB, "brass", (*corner, angle)) for angle in (upper, lower + math.pi)]
    level = stage([lamp(tuple(corner - 0.5 * unit(heading)), tuple(corner), 0.01)], [1.0] * len(mirrors))
    segments = lit(level, pieces, mirrors or NO_MIRRORS).segments()
    for arm, inwards in ((upper, 1.0), (lower, -1.0)):
        assert (inwards * cross(unit(arm), segments.end - corner) > -1e-9).all()


@pytest.mark.parametrize("name", ["stone", "brass"])
def test_light_from_inside_of_something_opaque_stays_there(name):
    tracer = lit(stage([lamp((0, 1), (1, 1))]), [(SQUARE, name, (0.0, 1.0, 0.0))])
    assert (tracer.segments().end[:, 0] <= 0.2 + EPSILON).all()
    assert tracer.segments().depth.max() == 0
    assert tracer.absorbed[0] == pytest.approx(1.0)


def test_blockers_the_plinth_and_the_floor_swallow():
    blocked = lit(stage([lamp((-2, 2), (0, 2))], blockers=[((0, 1.5), (0, 2.5))]))
    assert (blocked.segments().end[:, 0] == 0.0).all()
    below = stage([lamp((0.5, 3), (0.5, 0), 0.02), lamp((1.0, 3), (1.0, 0), 0.02)])
    level_top = lit(below).segments().end[:, 1]
    np.testing.assert_allclose(level_top, [0.0] * 3 + [FLOOR_Y] * 3, atol=1e-12)
    leant = lit(below, plinth=(0.3, 0.1)).segments().end
    np.testing.assert_allclose(leant[:3, 1], (leant[:3, 0] - 0.3) * math.tan(0.1), atol=1e-12)


def test_light_ends_at_the_end_of_the_stage():
    sideways = lit(stage([lamp((-5, 1), (0, 2)), lamp((0, 6), (0.5, 3))])).segments()
    assert np.isclose(sideways.end[sideways.beam == 0][:, 0], STAGE_RIGHT).all() or (
        np.isclose(sideways.end[sideways.beam == 0][:, 1], STAGE_TOP).all()
    )
    np.testing.assert_allclose(sideways.end[sideways.beam == 1][:, 1], FLOOR_Y)


def test_rays_are_counted_from_the_left_edge_of_a_beam():
    segments = lit(stage([lamp((-1, 1), (0, 1))])).segments()
    np.testing.assert_array_equal(segments.ray, np.arange(9))
    np.testing.assert_allclose(np.diff(segments.start[:, 1]), -0.1 / 9)
    assert segments.start[4] == pytest.approx([-1.0, 1.0])


# First hit ------------------------------------------------------------------------------------------------


@given(scenes(), angles)
def test_first_hit_is_the_nearest_of_all_edges(scene, heading):
    level, pieces, mirrors = scene
    tracer = lit(level, pieces, mirrors)
    origin, way = np.array([0.03, 1.47]), unit(heading)
    clear = [np.linalg.norm(placed(*piece[::2]) - origin, axis=1).min() > 1e-3 for piece in pieces]
    assume(all(clear))
    solid = opaque_edges(level, [(o, "stone", pose) for o, _, pose in pieces], mirrors)
    assert tracer.first_hit(tuple(origin), tuple(way)) == pytest.approx(
        brute_force(origin, way, solid, level.plinth.width), abs=1e-9
    )


def brute_force(origin, way, edges, plinth):
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
    return distance[(share >= 0) & (share <= 1) & (distance > 1e-9)].min()


def test_first_hit_can_ignore_the_mirror_it_leaves():
    tracer = lit(stage([lamp((0, 3), (0, 1))], [0.5]), mirrors=[(0.0, 1.0, 0.0)])
    assert tracer.first_hit((0.0, 2.0), (0.0, -1.0)) == pytest.approx(1.0)
    assert tracer.first_hit((0.0, 2.0), (0.0, -1.0), mirror=0) == pytest.approx(2.0)


# Irradiance -----------------------------------------------------------------------------------------------


@given(st.floats(0.01, 0.6), st.floats(0.1, 20), angles, st.floats(0.2, 0.9))
def test_irradiance_across_a_beam_integrates_to_its_power(width, power, heading, along):
    way = unit(heading)
    start = np.array([0.0, 1.8]) - 0.5 * way
    tracer = lit(stage([lamp(tuple(start), (0, 1.8), width, power)]))
    across = np.linspace(-width, width, 4001)
    left = np.array([-way[1], way[0]])
    profile = tracer.irradiance(start + along * way + across[:, None] * left)
    assert np.trapezoid(profile, across) == pytest.approx(power, rel=1e-3)
    ray = tracer.segments().width[0]
    flat = np.abs(across) < width / 2 - ray / 2
    np.testing.assert_allclose(profile[flat], power / width, rtol=1e-9)
    assert (profile[np.abs(across) > width / 2 + ray / 2 + 1e-9] == 0).all()


def test_irradiance_fades_inside_glass():
    tracer = lit(stage([lamp((-2, 1), (0, 1))]), [(SQUARE, "flint_glass", (0.0, 1.0, 0.0))])
    depth = np.linspace(0.001, 0.399, 50)
    light = tracer.irradiance(np.column_stack([depth - 0.2, np.ones(50)]))
    expected = 10.0 * (1 - SURFACE_LOSS) * np.exp(-MATERIALS["flint_glass"].absorbance * depth)
    np.testing.assert_allclose(light, expected, rtol=1e-9)


def test_it_is_dark_beside_behind_and_before_a_beam():
    tracer = lit(stage([lamp((-1, 2), (0, 2))], blockers=[((0, 1), (0, 3))]))
    points = np.array([[-0.5, 2.0], [-0.5, 2.2], [0.5, 2.0], [-1.5, 2.0]])
    np.testing.assert_allclose(tracer.irradiance(points), [10.0, 0.0, 0.0, 0.0], rtol=1e-9)
    assert tracer.irradiance(np.zeros((0, 2))).shape == (0,)


def test_it_is_dark_without_lamps():
    tracer = lit(stage([]), mirrors=NO_MIRRORS)
    assert tracer.segments().start.shape == (0, 2)
    np.testing.assert_array_equal(tracer.irradiance(np.ones((3, 2))), 0.0)


# The interface --------------------------------------------------------------------------------------------


@given(scenes())
@settings(max_examples=30)
def test_the_same_scene_gives_the_same_bits(scene):
    level, pieces, mirrors = scene
    one, two = lit(level, pieces, mirrors), lit(level, pieces, mirrors)
    two.trace(np.array([pose for _, _, pose in pieces]).reshape(-1, 3), mirrors)
    first, second = one.segments(), two.segments()
    for name in first.__slots__:
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes()
        assert not getattr(first, name).flags.writeable
    assert one.mirror_light.tobytes() == two.mirror_light.tobytes()


def test_pieces_may_come_and_go():
    level = stage([lamp((0, 3), (0, 1))])
    tracer = lit(level, [(SQUARE, "stone", (0.0, 1.0, 0.0))])
    assert tracer.segments().end[:, 1] == pytest.approx(np.full(9, 1.2))
    tracer.set_pieces([SQUARE / 2, SQUARE], ["crown_glass", "stone"])
    assert len(tracer.segments().start) == 0
    tracer.trace(np.array([[0.0, 2.0, 0.0], [2.0, 1.0, 0.0]]), NO_MIRRORS)
    assert set(tracer.segments().medium) == {-1, 0}
    with pytest.raises(ValueError, match="zip"):
        tracer.set_pieces([SQUARE], [])


def test_warmed_up_kernels_fit_what_the_game_calls_them_with():
    """Any array that a caller may hand over meets the one variant that the warm-up compiled."""
    entries = (kernel.place, kernel.trace, kernel.irradiance, kernel.first_hit)
    before = [len(entry.signatures) for entry in entries]
    tracer = lit(stage([lamp((0, 3), (0, 1))], [0.5]), [(SQUARE, "brass", (0, 1, 0))], [(1.0, 1.0, 0.0)])
    points: Floats = np.zeros((6, 4))
    points.flags.writeable = False
    tracer.irradiance(points)
    tracer.irradiance(points[::2, 1:3])
    tracer.first_hit(np.array([0.0, 2.0]), np.array([0.0, -1.0]))
    assert [len(entry.signatures) for entry in entries] == before == [1, 1, 1, 1]
