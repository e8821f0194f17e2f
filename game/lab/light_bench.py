"""A scene of lights and optics alone, as it would be seen: no sculpture, no plinth, nothing to win."""

import math

import numpy as np

from game.level import LightBench
from game.sim.light.tracer import Tracer
from game.sim.picture import lights_seen, mirrors_seen, optics_seen
from game.sim.rules.fittings import Fittings
from game.sim.rules.hands import Hands
from game.sim.view import View


def light_bench_view(scene: LightBench, at: float = 0.0) -> View:
    """The light of a scene at a stage time (s)."""
    hands, light = Hands.of(scene), Tracer(scene)
    hands.held = -1
    light.trace(np.zeros((0, 3)), hands.mirrors, time=at)
    return View(
        tick=0,
        time=at,
        pieces=(),
        cracks=(),
        mirrors=mirrors_seen(hands, light),
        lights=lights_seen(light),
        segments=light.segments(),
        ghost=None,
        plinth=(0.0, 0.0),
        plinth_width=0.0,
        lean_limit=0.0,
        load_factor=math.inf,
        sway=0.0,
        crown=1.0,
        voices=(),
        voices_needed=0,
        score=0,
        chain=0,
        breath=1.0,
        time_scale=1.0,
        beat=0.0,
        bpm=60.0,
        time_left=0.0,
        ovation=0.0,
        outcome="",
        cause="",
        optics=optics_seen(Fittings(scene), light),
    )
