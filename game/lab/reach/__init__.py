"""What light can reach: every mirror is turned all the way round, and the game's own law tells which cells drink.

The sculpture rests; where that leaves cells dark, it also sways as far as a lean takes it. A flaw is the path that its
crack takes by the stress at rest: in play, where stress comes and goes, it runs a little differently.
"""

from game.lab.reach.found import FlawReach, Reach, Stop
from game.lab.reach.opened import LONGEST
from game.lab.reach.search import reach

__all__ = ["LONGEST", "FlawReach", "Reach", "Stop", "reach"]
