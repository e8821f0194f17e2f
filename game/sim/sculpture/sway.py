"""The sculpture's own sway: its free vibrations, by the slowest of which its music is timed."""

import math
from collections.abc import Sequence

import numpy as np

from game.core import linear
from game.core.geom import Floats
from game.sim.sculpture.body import Body, masses_and_centres
from game.sim.sculpture.linkage import Link, deformations, free_motions
from game.sim.sculpture.poise import gravity_hessian


def own_periods(bodies: Sequence[Body], links: Sequence[Link], stiffness: Floats, feet: Sequence[int]) -> list[float]:
    """Periods (s) of the undamped vibrations about rest, the slowest first; endless of those that do not come back.

    Small motions x that the pivots allow obey M x'' + (K - G) x = 0, with the stiffness K of the joints and the
    destabilising gravity G of `poise`: the periods are 2 pi over the roots of the eigenvalues of
    M^-1/2 (K - G) M^-1/2 (Meirovitch, Fundamentals of Vibrations, ch. 7).

    Args:
        bodies: at rest; `feet` are the rows of those that stand on the plinth, which do not move.
        links: between their rows; `stiffness` (J,) N m/rad of pivots, N/m of springs.
    """
    if not links:
        return []
    masses, centres = masses_and_centres(bodies)
    free = free_motions(centres, links, feet)
    if not free.size:
        return []
    moments = np.array([body.moment for body in bodies])
    inertia = np.column_stack([masses, masses, moments]).ravel()
    bends = linear.product(deformations(centres, links), free)
    weight = gravity_hessian(masses, centres, links, stiffness, feet)
    stiff = linear.product(bends.T * stiffness, bends) - linear.product(free.T * weight, free)
    values, vectors = linear.eigen(linear.product(free.T * inertia, free))
    root = linear.product(vectors / np.sqrt(values), vectors.T)
    squares = linear.eigen(linear.product(linear.product(root, stiff), root))[0].tolist()
    return [2.0 * math.pi / math.sqrt(square) if square > 0.0 else math.inf for square in squares]
