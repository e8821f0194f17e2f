"""Learning by reinforcement: a level as a Gymnasium environment, registered as `Flawsong-v0` when this is imported.

It needs the extra `rl` (`pip install 'flawsong[rl]'`). What actions and observations hold is listed, with units, in
`spaces`, and told in docs/laboratory.md.
"""

try:
    import gymnasium
except ModuleNotFoundError as error:
    raise ModuleNotFoundError("game.rl needs gymnasium: pip install 'flawsong[rl]'", name=error.name) from error

from game.rl.env import PerformanceEnv
from game.rl.policies import Policy, TwoHands, random_policy

ID = "Flawsong-v0"
"""What `gymnasium.make` calls it."""

gymnasium.register(id=ID, entry_point="game.rl.env:PerformanceEnv")

__all__ = ["ID", "PerformanceEnv", "Policy", "TwoHands", "random_policy"]
