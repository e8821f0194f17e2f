"""Unseen wires, for whoever asked that nothing topples: they hold what stands over its place on the plinth."""

import numpy as np

from game.core.geom import Floats, Ints

SLACK = 0.06
"""m that a piece sways freely to either side: up to here there is something to lean against."""
PULL = 60.0
"""1/s^2: acceleration for each m beyond it; several times what gravity topples a sculpture with."""
CALM = 5.0
"""1/s: sideways speed that is taken there."""


def pull(motion: Floats, rest: Floats, plinth: tuple[float, float], mass: Floats, standing: Ints) -> Floats:
    """(n, 3) force x, y (N) and torque (N m) on each body in the coming step.

    Args:
        motion: (n, 6) poses and velocities of the bodies.
        rest: (n, 2) m: where they stood when the curtain rose.
        plinth: how far its middle has moved (m), and its lean (rad).
        mass, standing: (n,) kg; 1 for bodies that have not fallen: nothing holds the others.
    """
    shift, lean = plinth
    aside = motion[:, 0] - (rest[:, 0] + shift - np.sin(lean) * rest[:, 1])
    beyond = aside - np.clip(aside, -SLACK, SLACK)
    tight = beyond != 0.0
    loads: Floats = np.zeros((len(motion), 3))
    loads[:, 0] = -standing * mass * (PULL * beyond + CALM * np.where(tight, motion[:, 3], 0.0))
    return loads
