"""What rides on pieces and what hangs between them: where it is, what it carries, and that the digest knows."""

import math
from typing import Any

import numpy as np
import pytest

from game.core.clock import TICK_S
from game.level import Level
from game.sim import EventKind, Intent, World
from game.sim.rules.fittings import Fittings, moved
from tests.unit.light.stage_bench import DETECTOR, LAMP, MIRROR, after, level, out_of

# What rides -----------------------------------------------------------------------------------------------
FLAG = MIRROR | {"id": "flag", "at": [0.3, 1.2], "angle": 80, "length": 0.2, "on": "post"}
FIN_ENDS = [[-0.3, 0.8], [-0.3, 1.0]]
FIN = {"type": "blocker", "id": "fin", "ends": FIN_ENDS, "on": "post"}


def test_what_rides_on_a_piece_moves_and_turns_with_it() -> None:
    world = World(level(FLAG, FIN, lights=[LAMP | {"from": [0.3, 3.2], "toward": [0.3, 1.2]}]))
    at_rest = world.view()
    assert at_rest.light.mirrors[0].centre == (0.3, 1.2)
    np.testing.assert_allclose(at_rest.light.optics[0].outline, FIN_ENDS, atol=1e-12)
    angles = set()
    for _ in range(40):
        view = after(world, 5, lean=1.0)
        post = view.sculpture.pieces[1]
        c, s = math.cos(post.angle), math.sin(post.angle)
        turn = np.array([[c, -s], [s, c]])
        rest = world.sculpture.bodies[1].rest
        np.testing.assert_allclose(view.light.mirrors[0].centre, post.position + turn @ ((0.3, 1.2) - rest), atol=1e-12)
        assert view.light.mirrors[0].angle == pytest.approx(math.radians(80) + post.angle, abs=1e-12)
        wanted = post.position + (np.array(FIN_ENDS) - rest) @ turn.T
        np.testing.assert_allclose(view.light.optics[0].outline, wanted, atol=1e-12)
        start, length = (
            view.light.segments.start,
            np.linalg.norm(view.light.segments.end - view.light.segments.start, axis=1),
        )
        assert len(start) and (length > 0).any()
        angles.add(round(post.angle, 4))
    assert len(angles) > 10


def test_a_riding_mirror_holds_its_aim_while_its_piece_sways() -> None:
    target = (1.6, 1.5)
    world = World(level(FLAG, lights=[LAMP | {"from": [0.3, 3.2], "toward": [0.3, 1.2]}]))
    after(world, 60, aim=target)
    misses = []
    for tick in range(60):
        view = after(world, 1, lean=0.3 * math.sin(tick / 12), aim=target)
        for at, way in out_of(view, view.light.mirrors[0], row=2):
            misses.append(abs(way[0] * (target[1] - at[1]) - way[1] * (target[0] - at[0])))
    own = world.hands.swivels[0]
    assert np.median(misses) < 0.04
    assert own.facing == own.angle + world.sculpture.motion[1, 2] == world.view().light.mirrors[0].angle
    assert own.motion[2] != 0.0


class Part:
    """As much of a body as fittings want to know."""

    def __init__(self, key: int, name: str, mass: float, standing: bool = True) -> None:
        self.key, self.name, self.mass, self.standing, self.rest = key, name, mass, standing, np.array([0.1 * key, 0.5])


def test_what_rides_stays_on_the_biggest_part_that_stands() -> None:
    fittings = Fittings(level(FIN, FLAG))
    foot, small, large = Part(0, "foot", 9.0), Part(3, "post", 1.0), Part(4, "post", 2.0)
    state = np.zeros((3, 6))
    state[1:, :3] = [[1.0, 0.0, 0.2], [2.0, 0.0, 0.3]]

    def angle_of_the_rider() -> float:
        fittings.mount([foot, small, large])  # type: ignore[list-item]
        fittings.follow(state)
        assert fittings.motion_of(level(FLAG).optics[0])[2] == fittings.motions[0, 2]
        return float(fittings.motions[0, 2])

    assert angle_of_the_rider() == 0.3
    large.standing = False
    assert angle_of_the_rider() == 0.2
    small.standing = False
    assert angle_of_the_rider() == 0.3
    # A point of the piece is carried to where the piece's pose puts it.
    x, y = moved(tuple(fittings.motions[0].tolist()), tuple(large.rest.tolist()))
    assert (x, y) == pytest.approx((2.0, 0.0))


def test_what_rides_on_a_piece_that_splits_goes_on() -> None:
    """The post is cut through its middle; the fin stays with one of its halves and the light with the fin."""
    world = World(level(FIN, lights=[LAMP | {"from": [-2, 0.9], "toward": [0, 0.9], "width": 0.02}]))
    body = world.sculpture.bodies[1]
    crack = world.sculpture.open_crack(0, body, (0.1, 0.0))
    glass = body.glass
    while crack.ahead < 0 or crack.ahead not in glass.boundary:
        if crack.ahead >= 0:
            crack.nodes.append(crack.ahead)
        onward = [node for node in glass.neighbours[crack.nodes[-1]] if node not in crack.nodes]
        crack.ahead = min(onward, key=lambda node: (glass.points[node][0] + 2 * abs(glass.points[node][1]), node))
    crack.along = glass.length(crack.nodes[-1], crack.ahead)
    view = after(world, 2)
    halves = [piece for piece in view.sculpture.pieces if piece.name == "post"]
    assert len(halves) == 2
    carrier = max(halves, key=lambda piece: piece.mass)
    assert view.light.optics[0].row == len(view.sculpture.pieces) + 1
    rest = world.sculpture.bodies[carrier.key].rest
    c, s = math.cos(carrier.angle), math.sin(carrier.angle)
    wanted = carrier.position + (np.array(FIN_ENDS) - rest) @ np.array([[c, -s], [s, c]]).T
    np.testing.assert_allclose(view.light.optics[0].outline, wanted, atol=1e-12)
    assert np.all(view.light.segments.hit[view.light.segments.depth == 0] == view.light.optics[0].row)


# Springs and cables ---------------------------------------------------------------------------------------
def hung(**link: Any) -> Level:
    """A weight of brass under the end of an arm, on a spring or a cable."""
    pieces = [
        {"id": "foot", "material": "brass", "at": [0, 0.1], "shape": {"type": "box", "size": [0.8, 0.2]}},
        {"id": "arm", "material": "brass", "at": [0.1, 1.0], "shape": {"type": "box", "size": [0.8, 0.1]}},
        {"id": "post", "material": "crown_glass", "at": [0, 0.575], "shape": {"type": "box", "size": [0.2, 0.75]}},
        {"id": "weight", "material": "brass", "at": [0.4, 0.6], "shape": {"type": "box", "size": [0.1, 0.1]}},
    ]
    joints = [
        {"type": "weld", "pieces": ["foot", "post"], "at": [0, 0.2]},
        {"type": "weld", "pieces": ["post", "arm"], "at": [0, 0.95]},
        {"pieces": ["arm", "weight"], "ends": [[0.4, 0.95], [0.4, 0.65]]} | link,
    ]
    return level(pieces=pieces, joints=joints, poise=4.0)


@pytest.mark.parametrize("kind", ["spring", "cable"])
def test_links_are_seen_where_they_hang_and_how_much_they_carry(kind: str) -> None:
    extra = {"stiffness": 4000, "damping": 200} if kind == "spring" else {"slack": 0.02}
    world = World(hung(type=kind, strength=2000, **extra))
    (link,) = world.view().sculpture.links
    assert (link.kind, link.name) == (kind, "arm-weight")
    np.testing.assert_allclose(link.ends, [[0.4, 0.95], [0.4, 0.65]], atol=1e-12)
    assert link.length == pytest.approx(0.3 if kind == "spring" else 0.32)
    loads = [after(world, 1).sculpture.links[0].load for _ in range(360)]
    weight = world.sculpture.bodies[3].mass * 9.81
    assert np.mean(loads[120:]) == pytest.approx(weight / 2000, rel=0.05)
    (link,) = world.view().sculpture.links
    top, low = np.array(link.ends)
    post, low_piece = world.view().sculpture.pieces[1], world.view().sculpture.pieces[3]
    assert math.dist(top, post.position) == pytest.approx(math.dist((0.4, 0.95), world.sculpture.bodies[1].rest))
    assert math.dist(low, low_piece.position) == pytest.approx(0.05)
    if kind == "cable":
        assert math.dist(top, low) == pytest.approx(0.32, abs=2e-3)


def test_a_spring_also_breaks_when_it_is_pulled() -> None:
    world = World(hung(type="spring", stiffness=4000, strength=15))
    broken = [event for _ in range(120) for event in world.tick(Intent()) if event.kind is EventKind.BREAK]
    assert [event.subject for event in broken] == ["arm-weight"]
    assert broken[0].size > 15
    assert world.view().sculpture.links == ()


# The digest -----------------------------------------------------------------------------------------------
def test_equal_performances_with_everything_on_stage_have_equal_digests() -> None:
    stage = level(FLAG, FIN, DETECTOR, lights=[LAMP | {"pan": {"to": [0.3, 1.2], "period": 3}, "blink": {"period": 2}}])
    worlds = [World(stage, 4), World(stage, 4)]
    for tick in range(240):
        intent = Intent(lean=0.5 * math.sin(tick / 20), aim=(1.5, 1.0 + tick / 200))
        for world in worlds:
            world.tick(intent)
        worlds[0].view()
        assert worlds[0].digest() == worlds[1].digest()
    assert worlds[0].time == pytest.approx(240 * TICK_S)
