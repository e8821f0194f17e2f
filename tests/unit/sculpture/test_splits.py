"""Glass that comes apart: bodies and glitter together are what the whole was, and nothing is left dangling."""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from game.level import Level, parse_level
from game.sim import EventKind, Intent, World
from game.sim import constants as c
from game.sim.events import Marks
from game.sim.glass.fracture import AT_REST, Crack
from game.sim.rules.chorus import Voice
from game.sim.sculpture.body import Body
from game.sim.sculpture.rigid import FLOOR, Contact
from game.sim.sculpture.sculpture import Sculpture
from game.sim.sculpture.splits import Sliver

ALL = 1e9
"""m^2: nothing is as large; every part of a split is a sliver, and only the largest stays a body."""
PLATE = 1
"""Key of the plate at first."""


def level() -> Level:
    """A glass plate on a heavy foot, and a steel ball on the plate."""
    shape = {"type": "box", "size": [0.4, 0.8]}
    pieces = [
        {"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [1.0, 0.1]}},
        {"id": "plate", "material": "crown_glass", "at": [0, 0.5], "shape": shape},
        {"id": "ball", "material": "steel", "at": [0, 1.0], "shape": {"type": "disc", "radius": 0.1}},
    ]
    joints = [
        {"type": "weld", "pieces": ["foot", "plate"], "at": [0, 0.1], "stiffness": 900},
        {"type": "weld", "pieces": ["plate", "ball"], "at": [0, 0.9], "stiffness": 900},
    ]
    return parse_level(
        json.dumps(
            {
                "version": 1,
                "title": "Plate",
                "pieces": pieces,
                "joints": joints,
                "lights": [{"id": "key", "from": [-1.5, 3.4], "toward": [-1.5, 1.0]}],
                "flaws": [{"piece": "plate", "at": [0.2, 0.0], "opens": 0.0}],
                "goal": {"voices": 1, "within": 600},
            }
        )
    )


@contextmanager
def slivers_below(area: float) -> Iterator[None]:
    """Let parts under this area (m^2) be glitter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(c, "SLIVER_AREA", area)
        yield


def cut(solid: Sculpture, body: Body, nodes: list[int], flaw: int = 0, sealed: bool = False) -> Crack:
    """A crack along these nodes, open from end to end."""
    crack = solid.cracks.open(flaw, body, (0.0, 0.0), solid.stress[body.key], 0.0)
    crack.nodes, crack.ahead, crack.along, crack.sealed = nodes, AT_REST, 0.0, sealed
    crack.exposure = np.full(c.CELLS_PER_EDGE * (len(nodes) - 1), 1.0 if sealed else 0.0)
    return crack


def straight(body: Body, side: Callable[[Sequence[float]], float]) -> list[int]:
    """Nodes of the shortest way through a body's mesh from boundary to boundary along `side` = 0, roughly."""
    glass = body.glass
    start = min(sorted(glass.boundary), key=lambda n: (abs(side(glass.points[n])), n))
    nodes = [start]
    while len(nodes) < 2 or nodes[-1] not in glass.boundary:
        ways = [n for n in glass.neighbours[nodes[-1]] if n not in nodes]
        inner = [n for n in ways if not glass.is_boundary[glass.edge(nodes[-1], n)]] or ways
        nodes.append(
            min(inner, key=lambda n: abs(side(glass.points[n])) - math.dist(glass.points[n], glass.points[start]))
        )
    return nodes


def measures(things: list[tuple[float, float, float, list[float]]]) -> np.ndarray:
    """Area, mass, both linear momenta and angular momentum about the stage's origin, summed."""
    total = np.zeros(5)
    for area, mass, moment, (x, y, vx, vy, spin) in things:
        total += area, mass, mass * vx, mass * vy, moment * spin + mass * (x * vy - y * vx)
    return total


def of_body(solid: Sculpture, body: Body) -> tuple[float, float, float, list[float]]:
    x, y, _, vx, vy, spin = solid.motion[solid.row_of[body.key]].tolist()
    return body.area, body.mass, body.moment, [x, y, vx, vy, spin]


def of_sliver(sliver: Sliver) -> tuple[float, float, float, list[float]]:
    return sliver.area, sliver.mass, sliver.moment, [*sliver.position, *sliver.velocity, sliver.spin]


def assert_whole(solid: Sculpture) -> None:
    """Every joint, crack and the foot belong to bodies that there are."""
    assert set(solid.feet) <= set(solid.bodies)
    assert tuple(solid.rigid._bodies) == tuple(solid.bodies) == tuple(solid.row_of)
    for joint in solid.joints.all.values():
        assert joint.a in solid.bodies and joint.b in solid.bodies and joint.a != joint.b
    for crack in solid.cracks.all.values():
        glass = solid.bodies[crack.body].glass
        assert all(b in glass.neighbours[a] for a, b in crack.edges)


walks = st.lists(st.lists(st.integers(0, 100), min_size=1, max_size=14), min_size=1, max_size=4)
speeds = st.tuples(*[st.floats(-3.0, 3.0)] * 3)
poses = st.tuples(st.floats(-2.0, 2.0), st.floats(-1.0, 2.0), st.floats(-3.2, 3.2))


@given(walks, poses, speeds, st.sampled_from([0.0, 2.5e-4, 6e-3, 2e-2, ALL]))
def test_parts_and_glitter_together_are_what_the_whole_was(
    ways: list[list[int]], pose: tuple[float, ...], speed: tuple[float, ...], least: float
) -> None:
    solid = Sculpture(level())
    plate = solid.bodies[PLATE]
    plate.lend(0.05)
    for turns in ways:
        rim = sorted(plate.glass.boundary)
        nodes = [rim[turns[0] % len(rim)]]
        for turn in turns[1:]:
            onward = [n for n in plate.glass.neighbours[nodes[-1]] if n not in nodes]
            if onward:
                nodes.append(onward[turn % len(onward)])
        cut(solid, plate, nodes)
    solid.motion[solid.row_of[PLATE]] = *pose, *speed
    before = measures([of_body(solid, plate)])
    with slivers_below(least):
        apart = solid.split([plate])
    assume(apart)
    (split,) = apart
    after = [of_body(solid, part) for part in split.parts] + [of_sliver(sliver) for sliver in split.glitter]
    np.testing.assert_allclose(measures(after), before, rtol=1e-9, atol=1e-9)
    assert split.glitter == solid.glitter
    assert all(sliver.area < least for sliver in split.glitter)
    assert all(part.area >= least for part in split.parts) or len(split.parts) == 1
    assert [part.mass for part in split.parts] == sorted((part.mass for part in split.parts), reverse=True)
    assert_whole(solid)


def across(body: Body) -> list[int]:
    """A cut across the plate, a little above its middle."""
    return straight(body, lambda p: p[1] - 0.1)


def about_to_part(flaw: int = 0) -> tuple[World, Body]:
    """A world whose plate a crack of this voice runs through on the next tick, and the plate."""
    world = World(level())
    for _ in range(5):
        world.tick(Intent())
    solid, plate = world.sculpture, world.sculpture.bodies[PLATE]
    solid.cracks.all.clear()
    *nodes, last = across(plate)
    crack = cut(solid, plate, nodes, flaw)
    crack.ahead, crack.along = last, plate.glass.length(nodes[-1], last)
    crack.exposure = np.zeros(c.CELLS_PER_EDGE * len(nodes))
    return world, plate


def test_a_sliver_is_told_with_its_mass_and_place_and_the_rest_is_no_split() -> None:
    world, plate = about_to_part()
    with slivers_below(ALL):
        events = world.tick(Intent())
    (sliver,) = world.sculpture.glitter
    (told,) = [event for event in events if event.kind is EventKind.GLITTER]
    assert (told.size, told.at, told.subject) == (sliver.mass, sliver.position, "plate")
    assert not [event for event in events if event.kind is EventKind.SPLIT]
    (rest,) = [body for body in world.sculpture.bodies.values() if body.name == "plate"]
    assert sliver.mass + rest.mass == pytest.approx(plate.mass, rel=1e-12)


def test_a_split_in_two_bodies_is_told_without_glitter() -> None:
    world, _ = about_to_part()
    kinds = [event.kind for event in world.tick(Intent())]
    assert EventKind.SPLIT in kinds and EventKind.GLITTER not in kinds
    assert world.sculpture.glitter == []


def test_both_joints_of_a_plate_hang_on_what_is_left_of_it() -> None:
    solid = Sculpture(level())
    plate = solid.bodies[PLATE]
    cut(solid, plate, across(plate))
    with slivers_below(ALL):
        (split,) = solid.split([plate])
    (rest,) = split.parts
    assert rest.area > sum(sliver.area for sliver in split.glitter) > 0.0
    assert [(joint.a, joint.b) for joint in solid.joints.all.values()] == [(solid.feet[0], rest.key), (rest.key, 2)]
    for _ in range(120):
        solid.step(0.0, 0.0, 0.0)
    assert np.isfinite(solid.motion).all()


def test_the_foot_is_never_all_glitter() -> None:
    foot_of_glass = level().model_dump(by_alias=True, mode="json")
    foot_of_glass["pieces"][0]["material"] = "crown_glass"
    solid = Sculpture(parse_level(json.dumps(foot_of_glass)))
    foot = solid.bodies[solid.feet[0]]
    cut(solid, foot, straight(foot, lambda p: p[0] - 0.2))
    with slivers_below(ALL):
        (split,) = solid.split([foot])
    assert [part.key for part in split.parts] == list(solid.feet) and split.glitter
    assert_whole(solid)


@pytest.mark.parametrize("sings", [True, False])
def test_what_sang_or_ran_in_a_sliver_is_silent_or_lost(sings: bool) -> None:
    """The same as in a piece that fell: the voice is lost, and its points with it."""
    world, plate = about_to_part(flaw=1)
    solid, glass = world.sculpture, plate.glass
    world.voices.append(Voice("open", piece="plate"))
    (through,) = solid.cracks.all.values()
    cut_at = max(glass.points[node][1] for node in [*through.nodes, through.ahead])
    # A crack of one edge, in the smaller part.
    mouth, tip = next(
        (a, b)
        for a in sorted(glass.boundary)
        for b in glass.neighbours[a]
        if b not in glass.boundary and min(glass.points[a][1], glass.points[b][1]) > cut_at
    )
    cut(solid, plate, [mouth, tip], sealed=sings)
    voice = world.voices[0]
    voice.state, voice.marks = ("sings", Marks(1.0, 1.0, 1.0, 0.5)) if sings else ("open", None)
    world.score.kept = 0.0 if voice.marks is None else voice.marks.points
    with slivers_below(ALL):
        events = world.tick(Intent())
    assert solid.glitter and not solid.cracks.all
    assert [voice.state for voice in world.voices] == ["lost", "lost"]
    assert world.score.kept == 0.0
    assert [event.kind for event in events].count(EventKind.SILENCED) == int(sings)
    assert_whole(solid)
    for _ in range(30):
        world.tick(Intent())
        world.view()


@pytest.mark.parametrize("is_long", [True, False])
def test_what_a_split_leaves_of_a_crack_is_none_where_nobody_would_see_it(
    is_long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its voice would wait for gold on a crack that cannot be found."""
    world, plate = about_to_part(flaw=1)
    solid, glass = world.sculpture, plate.glass
    world.voices.append(Voice("open", piece="plate"))
    mouth, tip = max(
        ((a, b) for a in glass.boundary for b in glass.neighbours[a] if b not in glass.boundary),
        key=lambda way: min(glass.points[way[0]][1], glass.points[way[1]][1]),
    )
    rest = cut(solid, plate, [mouth, tip])
    rest.passed = glass.length(mouth, tip)
    monkeypatch.setattr(c, "LEAST_LEFT", rest.length * (0.9 if is_long else 1.1))
    world.tick(Intent())
    assert solid.cracks.of_flaw(0) == [rest] * is_long
    assert solid.cracks.of_flaw(1) == []


def test_what_splits_while_it_is_struck_sounds_as_a_split(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its contact was read before it parted, and names a body that is no more."""
    world, plate = about_to_part()
    solid = world.sculpture
    ball = next(body for body in solid.bodies.values() if body.name == "ball")
    ball.standing, solid._weights.standing[solid.row_of[ball.key]] = (
        False,
        0,
    )  # something has fallen: blows are heard now
    blow = Contact(plate.key, FLOOR, (0.0, 2 * c.HIT_IMPULSE), ((0.0, 0.5), (0.0, 0.5)), first=True)
    monkeypatch.setattr(solid.rigid, "contacts", lambda: [blow])
    kinds = [event.kind for event in world.tick(Intent())]
    assert EventKind.SPLIT in kinds and EventKind.HIT not in kinds


def test_glitter_counts_as_fallen_mass() -> None:
    """Dust on the floor weighs as much as shards: half of the mass, and it has toppled."""
    for share, lost in ((0.9, False), (1.1, True)):
        world = World(level())
        world.tick(Intent())
        mass = share * c.MASS_FALLEN * sum(body.mass for body in world.sculpture.bodies.values())
        world.sculpture.glitter.append(Sliver("plate", 0.1, mass, 0.1, (0.0, 0.5), (0.0, 0.0), 0.0))
        kinds = [event.kind for event in world.tick(Intent())]
        assert (EventKind.TOPPLE in kinds) == lost
