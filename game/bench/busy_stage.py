"""A stage in full flow, for measuring pictures: forty shards, four beams, a spectrum, six voices.

It comes about as any performance does, by ticks of the world; only the cracks are given, and that six of them are gold.
"""

import json
import math
from typing import Any

from game.bench.states import PLATES, about_to_split, plates
from game.core.clock import TICK_S
from game.level import Level, parse_level
from game.performance import Look, Performance
from game.sim import Intent
from game.sim.constants import EXPOSURE_CAP, LIGHT_PERIOD

SINGERS = (1, 5, 8, 11, 14, 18)
"""Plates whose lower halves sing."""
CRACKED = (3, 16)
"""Plates whose lower halves have a crack that still runs."""
SPARE = 3
"""Flaws that open too late: the voices that the level asks for never all sing, and never all are lost."""
SWEEP_S = 6.0
"""s in which the hand sweeps its beam over the plates and back."""
SWEEP_M, AIM_Y = 1.8, 0.35
"""m to both sides that it sweeps, and at which height."""
LEAN, LEAN_S = 0.15, 2.3
"""How far the plinth is rocked, of its largest lean, and s from side to side and back."""
TICKS_PER_FRAME = 2
"""60 frames a second."""

_LIGHTS: list[dict[str, Any]] = [
    {"id": "key", "from": [-2.9, 3.4], "toward": [-2.85, 0.75], "width": 0.12, "power": 1.6},
    {"id": "slit", "from": [-2.45, 1.32], "toward": [-1.434, 1.958], "width": 0.03, "power": 1.6},
    {"id": "left", "from": [-1.2, 3.4], "toward": [-0.9, 0.3], "width": 0.10, "power": 1.2},
    {"id": "right", "from": [1.9, 3.4], "toward": [1.2, 0.3], "width": 0.10, "power": 1.2},
]
_OPTICS: list[dict[str, Any]] = [
    {"type": "mirror", "id": "hand", "at": [-2.85, 0.75], "angle": 60, "length": 0.4},
    {"type": "prism", "id": "prism", "at": [-1.334, 1.9], "side": 0.4},
]


def stage() -> Level:
    """The twenty plates with lamps, a mirror and a prism, and with a mast that keeps the crown high."""
    level = plates().model_dump(mode="json", by_alias=True, exclude_none=True)
    mast = {"id": "mast", "material": "steel", "at": [0, 0.9], "shape": {"type": "box", "size": [0.06, 1.6]}}
    level["pieces"].append(mast)
    level["joints"].append({"type": "weld", "pieces": ["foot", "mast"], "at": [0, 0.1]})
    level["lights"], level["optics"] = _LIGHTS, _OPTICS
    late = level["goal"]["within"] - 1.0
    opening = [(i, 0.0) for i in SINGERS + CRACKED] + [(0, late)] * SPARE
    level["flaws"] = [
        {"id": f"flaw{row}", "piece": f"plate{i}", "at": [0.08, -0.1], "opens": opens}
        for row, (i, opens) in enumerate(opening)
    ]
    level["goal"]["voices"] = len(SINGERS + CRACKED) + 1
    level["whispers"], level["music"]["bpm"] = [{"type": "heartbeat", "strength": 0.1}], 200
    return parse_level(json.dumps(level))


def in_flow() -> Performance:
    """The scene as the twenty plates have parted, six of the shards sing, and both hands move.

    Raises:
        RuntimeError: the plates held, or the voices did not come.
    """
    world = about_to_split(stage())
    performance = Performance(world, _hands)
    performance.run(1)  # the plates part, and the flaws open in their halves
    for crack in world.sculpture.cracks.all.values():
        if crack.flaw < len(SINGERS):
            crack.exposure[:] = EXPOSURE_CAP
    performance.run(LIGHT_PERIOD)  # gold is laid when light is traced...
    performance.run(round(world.tempo.beat_s / TICK_S))  # ...and ripe voices enter on the beat
    shards = sum(body.is_glass for body in world.sculpture.bodies.values())
    if shards < 2 * PLATES or world.voices_sung < len(SINGERS):
        raise RuntimeError(f"no flow: {shards} shards, {world.voices_sung} voices")
    return performance


def _hands(tick: int, look: Look) -> Intent:
    """One hand rocks the plinth, the other sweeps its beam over the plates."""
    turn = 2.0 * math.pi * tick * TICK_S
    return Intent(lean=LEAN * math.sin(turn / LEAN_S), aim=(SWEEP_M * math.sin(turn / SWEEP_S), AIM_Y))
