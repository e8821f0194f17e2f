"""The linkage that bodies and joints make, linearised about rest: how it can move, and what a moment moves.

A motion is (3 n,) small displacements x, y (m) and turn (rad) of n bodies. Pivots allow some of them; bodies that stand
firm do not move at all.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from game.core import linear
from game.core.geom import Floats

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Link:
    """A joint at rest, between body rows `a` and `b`."""

    a: int
    b: int
    at: Point
    """The pivot, or the end at `a` of a spring, m."""
    end: Point | None
    """The end at `b` of a spring, m; None for a pivot."""


def free_motions(centres: Floats, links: Sequence[Link], firm: Collection[int]) -> Floats:
    """Motions (3 n, f) that the pivots and the firm bodies allow; columns orthonormal.

    Args:
        centres: (n, 2) m, centres of mass.
        links: what joins them; springs and cables hold nothing to first order.
        firm: rows of the bodies that stand firm.
    """
    pivots = [link for link in links if link.end is None]
    fixed = np.zeros((3 * len(firm) + 2 * len(pivots), 3 * len(centres)))
    for row, body in enumerate(firm):
        fixed[3 * row : 3 * row + 3, 3 * body : 3 * body + 3] = np.eye(3)
    for row, link in enumerate(pivots):
        at = 3 * len(firm) + 2 * row
        add_relative_motion(fixed[at : at + 2], centres, (link.a, link.b), (link.at, link.at))
    return linear.null_space(fixed)


def add_relative_motion(rows: Floats, centres: Floats, pair: tuple[int, int], ends: tuple[Point, Point]) -> None:
    """Add to rows (2, 3 n) the velocity of a point of the first body less that of one of the second."""
    for body, (x, y), sign in zip(pair, ends, (1.0, -1.0), strict=True):
        cx, cy = centres[body].tolist()
        rows[0, 3 * body] += sign
        rows[1, 3 * body + 1] += sign
        rows[0, 3 * body + 2] -= sign * (y - cy)
        rows[1, 3 * body + 2] += sign * (x - cx)


def deformations(centres: Floats, links: Sequence[Link]) -> Floats:
    """(J, 3 n): the bend (rad) or stretch (m) of each link for unit displacements."""
    rows = np.zeros((len(links), 3 * len(centres)))
    for row, link in zip(rows, links, strict=True):
        if link.end is None:
            row[3 * link.a + 2], row[3 * link.b + 2] = 1.0, -1.0
            continue
        along, up = link.end[0] - link.at[0], link.end[1] - link.at[1]
        length = max(float(np.hypot(along, up)), 1e-9)
        motion = np.zeros((2, len(row)))
        add_relative_motion(motion, centres, (link.a, link.b), (link.at, link.end))
        row[:] = along / length * motion[0] + up / length * motion[1]
    return rows


def compliance(
    masses: Floats, moments: Floats, centres: Floats, pivots: Sequence[Link], firm: Collection[int]
) -> Floats:
    """(P, P) 1/(kg m^2): the bend rate that an impulse of 1 N m s in each pivot gives to each, as all pivots hold.

    Args:
        masses, moments: (n,) kg, kg m^2 about the centres of mass.
        centres, pivots, firm: as `free_motions`.
    """
    free = free_motions(centres, pivots, firm)
    bends = linear.product(deformations(centres, pivots), free)
    inertia = np.column_stack([masses, masses, moments]).ravel()
    return linear.product(bends, linear.solved(linear.product(free.T * inertia, free), bends.T))
