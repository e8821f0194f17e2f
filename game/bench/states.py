"""States that a performance reaches, built on purpose: for measurements, and for tests of what follows on them."""

import json

from game.level import Level, parse_level
from game.sim import World
from game.sim.glass.fracture import AT_REST

PLATES = 20
"""Pieces that come apart at once in the worst tick."""
PLATE_SPACING = 0.28
"""m between the middles of two plates."""


def plates() -> Level:
    """Twenty glass plates in a row on one long foot."""
    left = -PLATE_SPACING * (PLATES - 1) / 2
    foot = {"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [3.9, 0.1]}}
    along = {f"plate{i}": round(left * 0.7 + 0.7 * PLATE_SPACING * i, 3) for i in range(PLATES)}
    pieces = [
        {"id": name, "material": "crown_glass", "at": [x, 0.3], "shape": {"type": "box", "size": [0.16, 0.4]}}
        for name, x in along.items()
    ]
    welds = [{"type": "weld", "pieces": ["foot", name], "at": [x, 0.1]} for name, x in along.items()]
    level = {
        "version": 1,
        "title": "Plates",
        "poise": 3.0,
        "plinth": {"width": 4.0},
        "pieces": [foot, *pieces],
        "joints": welds,
        "lights": [{"id": "key", "from": [-2.6, 3.4], "toward": [-2.6, 1.0]}],
        "flaws": [{"piece": "plate0", "at": [0.08, 0.0], "opens": 3000}],
        "goal": {"voices": 1, "within": 3500},
    }
    return parse_level(json.dumps(level))


def about_to_split(level: Level | None = None) -> World:
    """A world in which, on the next tick, a crack reaches the far side of each plate: of `plates`, or its like."""
    world = World(level or plates(), 0)
    for body in [body for body in world.sculpture.bodies.values() if body.is_glass]:
        glass = body.glass
        crack = world.sculpture.open_crack(0, body, (0.08, 0.0))
        while crack.ahead == AT_REST or crack.ahead not in glass.boundary:
            here = crack.ahead if crack.ahead != AT_REST else crack.nodes[-1]
            if crack.ahead != AT_REST:
                crack.nodes.append(here)
            onward = [node for node in glass.neighbours[here] if node not in crack.nodes]
            crack.ahead = min(onward, key=lambda node: (glass.points[node][0] + 2 * abs(glass.points[node][1]), node))
        crack.along = glass.length(crack.nodes[-1], crack.ahead)
    return world
