"""Poise: how far the standing sculpture is from buckling under its own weight.

Small rotations x of the pieces about rest turn the stored energy into 1/2 x.(K - lambda G).x at lambda times
gravity, with K the stiffness of the joints and G the destabilising part of gravity. The smallest lambda > 0 for
which K - lambda G is singular is the load factor (linear buckling: Bazant and Cedolin, Stability of Structures,
ch. 4). Where weight stabilises (what hangs), it counts as stiffness at real gravity.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.core.geom import Floats, Ints
from game.sim.constants import GRAVITY

Point = tuple[float, float]
STEADY = 99.0
"""Load factor told for what cannot buckle at all."""
_RANK_TOLERANCE = 1e-9
"""Singular values below this share of the largest belong to free motions."""


@dataclass(frozen=True, slots=True)
class Link:
    """A joint as poise sees it, at rest, between body rows `a` and `b`."""

    a: int
    b: int
    at: tuple[float, float]
    """The pivot, or the end at `a` of a spring, m."""
    end: tuple[float, float] | None
    """The end at `b` of a spring, m; None for a pivot."""


class Poise:
    """The chain of pieces that stand on the foot (row 0), linearised about rest.

    Built once per topology; `factor` then takes the joints' momentary stiffnesses.
    """

    def __init__(self, masses: Floats, centres: Floats, links: Sequence[Link]) -> None:
        """Take bodies at rest: masses (n,) kg, centres of mass (n, 2) m, and what joins them."""
        count = len(masses)
        free = _free_motions(count, centres, links)
        weight = _gravity_hessian(count, masses, centres, links)
        self._pivots: Ints = np.array([i for i, link in enumerate(links) if link.end is None], dtype=np.int64)
        self._directions = (
            np.array([_energy_direction(count, centres, link) for link in links]).reshape(-1, 3 * count) @ free
        )
        reduced = free.T @ np.diag(weight) @ free
        values, vectors = np.linalg.eigh(reduced)
        pushed = values > 0.0
        self._pushes = vectors[:, pushed] * np.sqrt(values[pushed])
        self._stabilising = (vectors * np.maximum(-values, 0.0)) @ vectors.T

    def factor(self, stiffness: Floats) -> float:
        """Load factor for the links' stiffnesses (J,): N m/rad for pivots, N/m for springs."""
        if self._pushes.size == 0:
            return STEADY
        stiff = (self._directions.T * stiffness) @ self._directions + self._stabilising
        # G x = mu K x with K made definite by a trace of itself: a free hinge gives mu = huge, lambda = 0.
        # With G = P P' these mu are the eigenvalues of P' K^-1 P: one solution, no larger than what weight can push.
        scale = stiff.trace() / len(stiff)
        stiff.flat[:: len(stiff) + 1] += max(scale * 1e-9, 1e-9)
        largest = float(np.linalg.eigvalsh(self._pushes.T @ np.linalg.solve(stiff, self._pushes))[-1])
        return STEADY if largest <= 1.0 / STEADY else 1.0 / largest

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


def _free_motions(count: int, centres: Floats, links: Sequence[Link]) -> Floats:
    """Motions (3 n, f) that the pivots and the fixed foot allow, to first order; columns orthonormal."""
    pivots = [link for link in links if link.end is None]
    fixed = np.zeros((3 + 2 * len(pivots), 3 * count))
    fixed[:3, :3] = np.eye(3)
    for row, link in enumerate(pivots):
        _add_relative_motion(fixed[3 + 2 * row : 5 + 2 * row], centres, (link.a, link.b), (link.at, link.at))
    _, values, vectors = np.linalg.svd(fixed)
    rank = int(np.sum(values > _RANK_TOLERANCE * values[0]))
    free: Floats = vectors[rank:].T
    return free


def _add_relative_motion(rows: Floats, centres: Floats, pair: tuple[int, int], ends: tuple[Point, Point]) -> None:
    """Add to rows (2, 3 n) the velocity of a point of the first body less that of one of the second."""
    for body, (x, y), sign in zip(pair, ends, (1.0, -1.0), strict=True):
        cx, cy = centres[body].tolist()
        rows[0, 3 * body] += sign
        rows[1, 3 * body + 1] += sign
        rows[0, 3 * body + 2] -= sign * (y - cy)
        rows[1, 3 * body + 2] += sign * (x - cx)


def _energy_direction(count: int, centres: Floats, link: Link) -> Floats:
    """(3 n,): the stretch or bend of a link for unit displacements; energy is k/2 times its square."""
    if link.end is None:
        bend = np.zeros(3 * count)
        bend[3 * link.a + 2], bend[3 * link.b + 2] = 1.0, -1.0
        return bend
    start, end = np.array(link.at), np.array(link.end)
    axis = (end - start) / max(float(np.hypot(*(end - start))), 1e-9)
    motion = np.zeros((2, 3 * count))
    _add_relative_motion(motion, centres, (link.a, link.b), (link.at, link.end))
    stretch: Floats = axis @ motion
    return stretch


def _gravity_hessian(count: int, masses: Floats, centres: Floats, links: Sequence[Link]) -> Floats:
    """Diagonal (3 n,) of G: positive where weight pushes a rotation on.

    Turning a body by t moves the point of a joint by -arm t^2 / 2, against which the joint's force does work; the
    forces are those of rest, by least squares where joints form loops.
    """
    pivots = [link for link in links if link.end is None]
    balance = np.zeros((2 * count, 2 * len(pivots) + 2))
    balance[0:2, 0:2] = np.eye(2)
    for column, link in enumerate(pivots, start=1):
        for axis in (0, 1):
            balance[2 * link.a + axis, 2 * column + axis] = 1.0
            balance[2 * link.b + axis, 2 * column + axis] = -1.0
    load = np.zeros(2 * count)
    load[1::2] = masses * GRAVITY
    forces = np.linalg.lstsq(balance, load, rcond=None)[0].reshape(-1, 2)[1:]
    weight = np.zeros(3 * count)
    for link, force in zip(pivots, forces, strict=True):
        for body, sign in ((link.a, 1.0), (link.b, -1.0)):
            weight[3 * body + 2] -= sign * float(force @ (np.array(link.at) - centres[body]))
    return weight
