"""Poise: how far the standing sculpture is from buckling under its own weight.

Small rotations x of the pieces about rest turn the stored energy into 1/2 x.(K - lambda G).x at lambda times
gravity, with K the stiffness of the joints and G the destabilising part of gravity. The smallest lambda > 0 for
which K - lambda G is singular is the load factor (linear buckling: Bazant and Cedolin, Stability of Structures,
ch. 4). Where weight stabilises (what hangs), it counts as stiffness at real gravity.
"""

import math
from collections.abc import Sequence

import numpy as np

from game.core import linear
from game.core.geom import Floats, Ints
from game.core.kernels import kernel, kernel_part, warms_up
from game.core.linear import multiply, rotate_away, solve
from game.sim.sculpture.linkage import Link, deformations, free_motions
from game.sim.sculpture.statics import Foot, Member, balance

STEADY = 99.0
"""Load factor told for what cannot buckle at all."""


class Poise:
    """The chain of pieces that stand on the feet, linearised about rest.

    Built once per topology; `factor` then takes the joints' momentary stiffnesses.
    """

    def __init__(
        self, masses: Floats, centres: Floats, links: Sequence[Link], stiffness: Floats, feet: Sequence[int] = (0,)
    ) -> None:
        """Take bodies at rest: masses (n,) kg, centres of mass (n, 2) m, and what joins them.

        `stiffness` (J,), as `factor` takes it, says how loops of joints share the weight; `feet` are the rows of what
        stands on the plinth.
        """
        free = free_motions(centres, links, feet)
        weight = gravity_hessian(masses, centres, links, stiffness, feet)
        self._pivots: Ints = np.array([i for i, link in enumerate(links) if link.end is None], dtype=np.int64)
        self._directions = linear.product(deformations(centres, links), free)
        self._across = self._directions.T.copy()
        values, vectors = linear.eigen(linear.product(free.T * weight, free))
        pushed = values > 0.0
        self._pushes = np.ascontiguousarray(vectors[:, pushed] * np.sqrt(values[pushed]))
        self._pulls = self._pushes.T.copy()
        self._stabilising = linear.product(vectors * np.maximum(-values, 0.0), vectors.T)
        self._stiff, self._moves = np.empty_like(self._stabilising), np.empty_like(self._pushes)
        self._left = np.empty((self._pushes.shape[1],) * 2)
        """Room to work in."""

    def factor(self, stiffness: Floats) -> float:
        """Load factor for the links' stiffnesses (J,): N m/rad for pivots, N/m for springs."""
        if self._pushes.size == 0:
            return STEADY
        largest = most_pushed(*self._chain(stiffness), self._pulls, self._left)
        return STEADY if largest <= 1.0 / STEADY else 1.0 / largest

    def shares(self, stiffness: Floats) -> Floats:
        """(J,) share of each link in the energy of the shape in which it buckles: by Rayleigh's quotient also by how
        many per cent the load factor rises for each per cent that the link is stiffer."""
        if self._pushes.size == 0:
            return np.zeros(len(stiffness))
        answer(*self._chain(stiffness))
        shape = linear.product(self._moves, linear.eigen(linear.product(self._pulls, self._moves))[1][:, -1:])
        energies: Floats = stiffness * linear.product(self._directions, shape)[:, 0] ** 2
        return energies / max(float(energies.sum()), 1e-300)

    def _chain(self, stiffness: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats, Floats]:
        """What `answer` takes."""
        return (
            stiffness, self._across, self._directions, self._stabilising, self._pushes, self._stiff, self._moves,
        )  # fmt: skip

    def scale_for(self, stiffness: Floats, target: float) -> float:
        """By how much all pivots' stiffnesses must be multiplied for a load factor of `target`.

        Raises:
            ValueError: no stiffness gives it (a piece stands on a free hinge, or nothing can buckle).
        """
        low, high = 1e-6, 1e6

        def at(scale: float) -> float:
            scaled = stiffness.copy()
            scaled[self._pivots] *= scale
            return self.factor(scaled)

        if not at(low) < target < at(high):
            raise ValueError(
                "no stiffness of the welds gives this load factor: a piece stands on a free hinge, or none can fall"
            )
        for _ in range(80):
            middle = float(np.sqrt(low * high))
            low, high = (middle, high) if at(middle) < target else (low, middle)
        return float(np.sqrt(low * high))


@kernel_part
def answer(
    stiffness: Floats, across: Floats, directions: Floats, stabilising: Floats, pushes: Floats, stiff: Floats,
    moves: Floats,
) -> None:  # fmt: skip
    """How the chain moves, `moves` (f, p), for each of the p ways in which weight pushes it.

    G x = mu K x with K made definite by a trace of itself: a free hinge gives mu = huge, lambda = 0. With G = P P'
    these mu are the eigenvalues of P' K^-1 P: one solution, no larger than what weight can push.

    Args:
        stiffness: (J,) of the links.
        across, directions: (f, J) and (J, f): what each way to move does to each link.
        stabilising: (f, f) what weight adds to the stiffness.
        pushes: (f, p) P.
        stiff: (f, f) room to work in.
    """
    scale, size = 0.0, len(stiff)
    for i in range(size):
        for j in range(size):
            total = 0.0
            for k in range(len(stiffness)):
                total += across[i, k] * stiffness[k] * directions[k, j]
            stiff[i, j] = total + stabilising[i, j]
        scale += stiff[i, i]
    for i in range(size):
        stiff[i, i] += max(scale / size * 1e-9, 1e-9)
        for j in range(pushes.shape[1]):
            moves[i, j] = pushes[i, j]
    solve(stiff, moves)


@kernel
def most_pushed(
    stiffness: Floats, across: Floats, directions: Floats, stabilising: Floats, pushes: Floats, stiff: Floats,
    moves: Floats, pulls: Floats, left: Floats,
) -> float:  # fmt: skip
    """The largest mu of `answer`; `pulls` (p, f) is P', and `left` (p, p) room to work in."""
    answer(stiffness, across, directions, stabilising, pushes, stiff, moves)
    multiply(pulls, moves, left)
    rotate_away(left, moves[:0])
    largest: float = left[0, 0]
    for i in range(len(left)):
        largest = max(largest, left[i, i])
    return largest


def gravity_hessian(
    masses: Floats, centres: Floats, links: Sequence[Link], stiffness: Floats, feet: Sequence[int]
) -> Floats:
    """Diagonal (3 n,) of G: positive where weight pushes a rotation on.

    Turning a body by t moves the point of a joint by -arm t^2 / 2, against which the joint's force does work; the
    forces are those of rest.
    """
    members = [
        Member(link, k, math.inf if k > 0.0 else 0.0, False) for link, k in zip(links, stiffness.tolist(), strict=True)
    ]
    stood = [Foot(body, float(centres[body, 0]), float(centres[body, 0]), 0.0, 0.0) for body in feet]
    forces = balance(masses, centres, members, stood, limited=False).forces.tolist()
    weight = np.zeros(3 * len(masses))
    for link, (fx, fy) in zip(links, forces, strict=True):
        for body, at, sign in ((link.a, link.at, 1.0), (link.b, link.end or link.at, -1.0)):
            x, y = centres[body].tolist()
            weight[3 * body + 2] -= sign * (fx * (at[0] - x) + fy * (at[1] - y))
    return weight


@warms_up("balance")
def _warm_poise() -> None:
    stiffness, one = np.ones(1), np.ones((1, 1))
    most_pushed(stiffness, one, one, one, one, one.copy(), one.copy(), one, one.copy())
