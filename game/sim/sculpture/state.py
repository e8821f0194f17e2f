"""What a sculpture remembers from tick to tick; all else of it follows from this, and is worked out anew when due."""

from dataclasses import dataclass, field

import numpy as np

from game.core.geom import Floats
from game.sim.sculpture.body import Body
from game.sim.sculpture.cracks import Cracks
from game.sim.sculpture.joints import Joint
from game.sim.sculpture.rigid import SolverState
from game.sim.sculpture.splits import Sliver


@dataclass(slots=True)
class SculptureState:
    """What the next tick depends on."""

    feet: list[int] = field(default_factory=list)
    """Keys of the bodies that stand on the plinth."""
    next_body: int = 0
    """Key of the next fragment."""
    bodies: dict[int, Body] = field(default_factory=dict)
    """By key, in row order."""
    joints: dict[int, Joint] = field(default_factory=dict)
    """By key."""
    cracks: Cracks = field(default_factory=Cracks)
    solver: SolverState = field(default_factory=SolverState)
    motion: Floats = field(default_factory=lambda: np.zeros((0, 6)))
    """(n, 6) of each body: x, y (m), angle (rad), then their velocities."""
    stress: Floats = field(default_factory=lambda: np.zeros((0, 3)))
    """(sum T, 3) Pa of all glass that is ready, after one another in row order."""
    glitter: list[Sliver] = field(default_factory=list)
    """What splits have left that is too small to be a body, in the order in which it came off."""
