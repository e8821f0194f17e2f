"""A sculpture with holes: what they weigh, how cracks end at them, how light and things pass through."""

import json
import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from game.level import Level, parse_level
from game.sim import EventKind, Intent, World
from game.sim.light.tracer import Tracer
from game.sim.sculpture.sculpture import Sculpture

RING = 1
"""Key of the ring at first."""


def level(**changes: Any) -> Level:
    """A ring on a foot, hung up by a weld, and a lamp that shines across it, above its hole or through it."""
    ring = {
        "id": "ring", "material": "crown_glass", "at": [0, 0.6], "shape": {"type": "disc", "radius": 0.5},
        "holes": [{"shape": {"type": "disc", "radius": 0.2}}],
    }  # fmt: skip
    parts = {
        "version": 1,
        "title": "Ring",
        "pieces": [
            {"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [1.0, 0.1]}},
            ring,
        ],
        "joints": [{"type": "weld", "pieces": ["foot", "ring"], "at": [0, 0.1], "stiffness": 1500}],
        "lights": [{"id": "key", "from": [-1.5, 0.6], "toward": [1.5, 0.6], "width": 0.02}],
        "flaws": [{"piece": "ring", "at": [0.5, 0.0], "opens": 600, "length": 0.6}],
        "goal": {"voices": 1, "within": 900},
    }
    return parse_level(json.dumps(parts | changes))


def test_a_ring_weighs_what_is_there() -> None:
    solid, plate = Sculpture(level()).bodies[RING], Sculpture(level(pieces=_without_hole())).bodies[RING]
    assert solid.area == pytest.approx(math.pi * (0.5**2 - 0.2**2), rel=0.02)
    assert solid.mass / plate.mass == pytest.approx(1 - 0.16, rel=0.01)
    assert solid.moment / plate.moment == pytest.approx(1 - 0.4**4, rel=0.01)


def _without_hole() -> list[dict[str, Any]]:
    whole: list[dict[str, Any]] = json.loads(level().model_dump_json(by_alias=True))["pieces"]
    return [piece | {"holes": []} for piece in whole]


def test_light_goes_through_the_hole_of_a_ring() -> None:
    """Glass, air, glass: nearly straight on, as all four faces are met nearly head on."""
    tracer = Tracer(level())
    solid = Sculpture(level())
    tracer.set_pieces(*solid.surfaces)
    tracer.trace(solid.motion[:, :3], np.zeros((0, 3)))
    found = tracer.segments()
    straight = [row for row in range(len(found.ray)) if found.ray[row] == 1 and found.end[row, 0] > found.start[row, 0]]
    ends = sorted(x for x in found.end[straight, 0].tolist() if abs(x) < 1.0)
    assert ends == pytest.approx([-0.5, -0.2, 0.2, 0.5], abs=0.03)
    inside = found.medium[[row for row in straight if -0.18 < found.end[row, 0] < 0.22]]
    assert set(inside.tolist()) == {-1}


def test_light_passes_a_hole_in_metal_and_no_wall_of_it() -> None:
    frame = {
        "id": "ring", "material": "steel", "at": [0, 0.6], "shape": {"type": "box", "size": [0.8, 1.0]},
        "holes": [{"shape": {"type": "box", "size": [0.6, 0.8]}}],
    }  # fmt: skip
    foot = {"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [1.0, 0.1]}}
    glass = {"id": "pane", "material": "crown_glass", "at": [0, 0.6], "shape": {"type": "box", "size": [0.2, 0.78]}}
    weld = {"type": "weld", "pieces": ["ring", "pane"], "at": [0, 0.21], "stiffness": 900}
    made = level(
        pieces=[foot, frame, glass],
        joints=[{"type": "weld", "pieces": ["foot", "ring"], "at": [0, 0.1], "stiffness": 1500}, weld],
        lights=[{"id": "key", "from": [-0.25, 0.6], "toward": [1.0, 0.6], "width": 0.02}],
        flaws=[{"piece": "pane", "at": [0.1, 0.0], "opens": 1}],
    )
    tracer, solid = Tracer(made), Sculpture(made)
    tracer.set_pieces(*solid.surfaces)
    tracer.trace(solid.motion[:, :3], np.zeros((0, 3)))
    found = tracer.segments()
    assert 2 in found.hit.tolist()  # the pane that stands in the frame
    assert np.abs(found.end[:, 0]).max() == pytest.approx(0.3, abs=1e-6)  # and nothing leaves it


def test_a_crack_ends_at_the_hole_and_a_second_one_parts_the_ring() -> None:
    solid = Sculpture(level())
    body = solid.bodies[RING]
    hole = set(body.mesh.holes[0].tolist())
    solid.stress[RING][:] = 0.0
    for place in ((0.5, 0.0), (-0.5, 0.0)):
        crack = solid.open_crack(0, body, place, 2.0)
        assert crack.ahead in hole  # it stops short of it
        crack.nodes.append(crack.ahead)
        crack.ahead = -1
        assert all(node not in body.glass.boundary for node in crack.nodes[1:-1])
    second = list(solid.cracks.all.values())[1]
    del solid.cracks.all[second.key]
    assert not solid.split([body])
    assert list(solid.bodies) == [0, RING]
    solid.cracks.all[second.key] = second
    (torn,) = solid.split([body])
    assert len(torn.parts) == 2
    assert sum(part.mass for part in torn.parts) == pytest.approx(body.mass, rel=1e-9)
    assert not solid.cracks.all


def test_a_crack_from_the_edge_of_a_hole_runs_away_from_it() -> None:
    solid = Sculpture(level())
    body = solid.bodies[RING]
    crack = solid.open_crack(0, body, (0.0, 0.2), 0.15)
    heights = [body.glass.points[node][1] for node in crack.nodes]
    assert crack.nodes[0] in body.mesh.holes[0].tolist()
    assert all(b > a for a, b in pairwise(heights))


def test_a_piece_with_a_hole_cracks_and_stands_like_any_other() -> None:
    world = World(level(flaws=[{"piece": "ring", "at": [0.5, 0.0], "opens": 0.5, "length": 0.2}]))
    events = [event.kind for _ in range(240) for event in world.tick(Intent())]
    assert EventKind.FLAW in events
    assert not world.over
