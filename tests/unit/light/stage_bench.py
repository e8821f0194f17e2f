"""A small stage for the tests of its light: one post that sways, and whatever lights and optics a test wants."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from game.level import Level, parse_level
from game.sim import Intent, View, World
from game.sim.view import MirrorView

LAMP = {"id": "key", "from": [-2.0, 3.0], "toward": [-2.0, 1.0], "width": 0.06}
MIRROR = {"type": "mirror", "id": "hand", "at": [-2.0, 1.0], "angle": 45, "length": 0.4}
DETECTOR = {"type": "detector", "id": "ear", "ends": [[-2.2, 0.5], [-1.8, 0.5]]}


def level(*optics: Mapping[str, Any], lights: Any = (LAMP,), **changes: Any) -> Level:
    """A brass foot with a glass post on it, which sways."""
    return parse_level(
        json.dumps(
            {
                "version": 1,
                "title": "Stage",
                "poise": 1.6,
                "pieces": [
                    {"id": "foot", "material": "brass", "at": [0, 0.1], "shape": {"type": "box", "size": [0.6, 0.2]}},
                    {
                        "id": "post",
                        "material": "crown_glass",
                        "at": [0, 0.6],
                        "shape": {"type": "box", "size": [0.2, 0.8]},
                    },
                ],
                "joints": [{"type": "weld", "pieces": ["foot", "post"], "at": [0, 0.2]}],
                "lights": lights,
                "optics": optics,
                "flaws": [{"piece": "post", "at": [0.1, 0], "opens": 80}],
                "goal": {"voices": 1},
            }
            | changes
        )
    )


def after(world: World, ticks: int, **intent: Any) -> View:
    for _ in range(ticks):
        world.tick(Intent(**intent))
    return world.view()


def out_of(view: View, mirror: MirrorView, row: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Start and unit direction of every ray that leaves a mirror."""
    trace = view.light.segments
    met = {(beam, ray) for beam, ray, hit in zip(trace.beam, trace.ray, trace.hit, strict=True) if hit == row}
    reach = math.hypot(mirror.length / 2, 0.1)
    for i in np.flatnonzero(trace.depth == 1):
        if (trace.beam[i], trace.ray[i]) in met and math.dist(trace.start[i], mirror.centre) < reach:
            run = trace.end[i] - trace.start[i]
            yield trace.start[i], run / np.linalg.norm(run)
