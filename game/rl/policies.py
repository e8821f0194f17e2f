"""Two policies to begin with: one that knows nothing, and one that steadies with one hand and paints with the other."""

from collections.abc import Callable

import gymnasium
import numpy as np

from game.rl.spaces import STATES, Observation, Values, action, column

Policy = Callable[[Observation], Values]

GAIN, DAMPING_S, DEAD_ZONE = 6.0, 0.8, 0.03
"""Lean against the sway: share a radian, what its rate counts against it (s), and below what (rad) nothing is done."""
AT_FIRST = (0.0, 1.0)
"""Where it points while nothing is open, m."""


def random_policy(space: gymnasium.spaces.Box, seed: int = 0) -> Policy:
    """Hands that know nothing: every step anew."""
    generator = np.random.Generator(np.random.PCG64(seed))
    return lambda seen: generator.uniform(space.low, space.high).astype(np.float32)


class TwoHands:
    """Leans against the sway, and paints the first dark place of the open flaw that has most of its gold."""

    def __call__(self, seen: Observation) -> Values:
        """The next action, by what is seen."""
        sway, rate = (seen["stage"][column("stage", name)] for name in ("sway", "sway_rate"))
        falls = sway + DAMPING_S * rate
        lean = 0.0 if abs(falls) < DEAD_ZONE else float(np.clip(-GAIN * falls, -1.0, 1.0))
        flaws = seen["flaws"]
        is_open = flaws[:, column("flaws", "state")] == STATES.index("open")
        x, y = AT_FIRST
        if is_open.any():
            row = int(np.argmax(np.where(is_open, flaws[:, column("flaws", "gold")], -1.0)))
            x, y = (float(flaws[row, column("flaws", name)]) for name in ("dark_x", "dark_y"))
        return action(lean=lean, aim_x=x, aim_y=y)
