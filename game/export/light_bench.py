"""A light bench, lights and optics alone, as it would be seen: no sculpture, no plinth, nothing to win."""

import numpy as np

from game.level import LightBench
from game.sim.light.tracer import Tracer
from game.sim.observe import light_view
from game.sim.rules.fittings import Fittings
from game.sim.rules.hands import Hands
from game.sim.view import GameView, SculptureView, View


def light_bench_view(bench: LightBench, at: float = 0.0) -> View:
    """The light of a bench at a stage time (s)."""
    hands, light = Hands.of(bench), Tracer(bench)
    hands.held = -1
    light.trace(np.zeros((0, 3)), hands.mirrors, time=at)
    return View(0, at, SculptureView(), light_view(light, hands, Fittings(bench)), GameView())
