"""How fast the Gymnasium environment is, where Gymnasium is installed."""

import time
from importlib.util import find_spec

STEPS = 300
"""Steps that are measured: ten seconds of stage time, in which cracks open and are painted."""


def measure_steps() -> dict[str, float]:
    """Steps a second of the environment on level 1; nothing without the extra [rl]."""
    if find_spec("gymnasium") is None:
        return {}
    from game.rl import PerformanceEnv, TwoHands

    env, policy = PerformanceEnv(), TwoHands()
    seen, _ = env.reset(seed=0)
    spent = 0.0
    for _ in range(STEPS):
        wish = policy(seen)
        began = time.perf_counter()
        seen, *_ = env.step(wish)
        spent += time.perf_counter() - began
    return {"rl_steps_per_s": STEPS / spent}
