"""The sculpture at rest: what joints and feet must carry so that every piece is in balance.

A frame with several feet, or with loops of joints, could carry its weight in many ways. It does as an elastic one
does: of all that balance, the one that stores the least energy in welds and springs (Castigliano's second theorem;
Timoshenko, Theory of Structures). Feet only press, within their width, and do not slip; cables only pull.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game.core import linear
from game.core.geom import Floats
from game.sim.constants import GRAVITY
from game.sim.sculpture.linkage import Link, Point

RIGID = 1e-6
"""Compliance of what does not give, as a share of the stiffest weld's: it chooses among ways of equal energy."""
UNBALANCED = 1e-6
"""Share of all weight that may be left over by rounding."""
MOST_LIMITS = 24
"""Feet and cables that may come to a limit, one after another, before a frame counts as one that cannot stand."""


class UnbalancedError(ValueError):
    """What cannot stand at rest; `body` is the row of the piece to blame."""

    def __init__(self, body: int, message: str) -> None:
        super().__init__(message)
        self.body = body


@dataclass(frozen=True, slots=True)
class Foot:
    """A body that stands on the plinth."""

    body: int
    left: float
    right: float
    """m: from where to where it touches the plinth."""
    level: float
    """m: the height of the plinth's top there."""
    grip: float
    """Coefficient of friction."""


class Member(NamedTuple):
    """A joint as it bears: a pivot with a spring (weld) or with friction (hinge), a spring, or a cable."""

    link: Link
    stiffness: float
    """N m/rad or N/m; 0 where it does not give."""
    most: float
    """N m that a hinge's friction holds; infinite for all others."""
    pulls: bool
    """It is a cable, and cannot push."""


class Balance(NamedTuple):
    """What the joints carry at rest."""

    forces: Floats
    """(J, 2) N on the body `a` of each."""
    moments: Floats
    """(J,) N m on `a` of pivots; N of pull of springs and cables."""


class _Limit(NamedTuple):
    """A row of limits (U,): their product with what is carried is at most `most`."""

    row: Floats
    most: float
    body: int
    fault: str


def balance(
    masses: Floats, centres: Floats, members: Sequence[Member], feet: Sequence[Foot], *, limited: bool = True
) -> Balance:
    """What joints carry at rest.

    Args:
        masses, centres: (n,) kg, (n, 2) m.
        members: the joints.
        feet: what stands on the plinth.
        limited: whether feet must press within their width and hold by friction, cables pull, and all be in balance.

    Raises:
        UnbalancedError: it cannot stand so.
    """
    carries, compliance = _columns(centres, members, feet)
    load = np.zeros(3 * len(masses))
    load[1::3] = masses * GRAVITY
    limits, reached = _limits(carries.shape[1], members, feet) if limited else [], list[_Limit]()
    while True:
        carried = _least_energy(carries, load, compliance, reached)
        if not limited:
            break
        _refuse_what_is_left(carries, carried, load, reached)
        over = [_dot(limit.row, carried) - limit.most for limit in limits]
        worst = int(np.argmax(over))
        if over[worst] <= UNBALANCED * load.sum():
            break
        if len(reached) == MOST_LIMITS:
            raise UnbalancedError(limits[worst].body, limits[worst].fault)
        reached.append(limits[worst])
    table = carried[: 3 * len(members)].reshape(-1, 3)
    forces = table[:, :2].copy()
    for row, (member, (_, _, pull)) in enumerate(zip(members, table.tolist(), strict=True)):
        if member.link.end is not None:
            forces[row] = np.array(_direction(member.link)) * pull
    return Balance(forces, table[:, 2].copy())


def _columns(centres: Floats, members: Sequence[Member], feet: Sequence[Foot]) -> tuple[Floats, Floats]:
    """What each unknown does to each body (3 n, U), and the compliance (U,) of each.

    A joint has three: force x, y and moment on its `a`, of which a spring or a cable has only the last, its pull. A
    foot has three: force x, y and moment about the middle of what it stands on.
    """
    size = 3 * (len(members) + len(feet))
    carries = np.zeros((3 * len(centres), size))
    stiffest = max([member.stiffness for member in members if member.link.end is None], default=1.0) or 1.0
    compliance = np.full(size, RIGID / stiffest)
    for index, member in enumerate(members):
        link, column = member.link, 3 * index
        if member.stiffness > 0.0:
            compliance[column + 2] = 1.0 / member.stiffness
        for body, at, sign in ((link.a, link.at, 1.0), (link.b, link.end or link.at, -1.0)):
            arm = at[0] - float(centres[body, 0]), at[1] - float(centres[body, 1])
            if link.end is None:
                _push(carries, body, column, arm, sign)
                if member.most > 0.0:
                    carries[3 * body + 2, column + 2] += sign
            else:
                x, y = _direction(link)
                carries[3 * body, column + 2] += sign * x
                carries[3 * body + 1, column + 2] += sign * y
                carries[3 * body + 2, column + 2] += sign * (arm[0] * y - arm[1] * x)
    for index, foot in enumerate(feet, start=len(members)):
        x, y = (foot.left + foot.right) / 2, foot.level
        arm = x - float(centres[foot.body, 0]), y - float(centres[foot.body, 1])
        _push(carries, foot.body, 3 * index, arm, 1.0)
        carries[3 * foot.body + 2, 3 * index + 2] = 1.0
    return carries, compliance


def _push(carries: Floats, body: int, column: int, arm: Point, sign: float) -> None:
    """A force x, y at an arm (m) from a body's centre of mass."""
    carries[3 * body, column] += sign
    carries[3 * body + 1, column + 1] += sign
    carries[3 * body + 2, column] -= sign * arm[1]
    carries[3 * body + 2, column + 1] += sign * arm[0]


def _direction(link: Link) -> Point:
    """Unit vector from the end at `a` of a spring or cable to the other."""
    assert link.end is not None
    along, up = link.end[0] - link.at[0], link.end[1] - link.at[1]
    length = max(float(np.hypot(along, up)), 1e-9)
    return along / length, up / length


def _limits(size: int, members: Sequence[Member], feet: Sequence[Foot]) -> list[_Limit]:
    limits = []

    def add(body: int, fault: str, most: float, *entries: tuple[int, float]) -> None:
        row = np.zeros(size)
        for column, factor in entries:
            row[column] = factor
        limits.append(_Limit(row, most, body, fault))

    for index, member in enumerate(members):
        moment = 3 * index + 2
        if member.pulls:
            add(member.link.a, "a cable would have to push", 0.0, (moment, -1.0))
        if 0.0 < member.most < math.inf:
            for sign in (1.0, -1.0):
                add(member.link.a, "its hinge would turn", member.most, (moment, sign))
    for index, foot in enumerate(feet, start=len(members)):
        along, up, moment, half = 3 * index, 3 * index + 1, 3 * index + 2, (foot.right - foot.left) / 2
        add(foot.body, "it would be lifted off the plinth", 0.0, (up, -1.0))
        for sign in (1.0, -1.0):
            add(foot.body, "it would slip on the plinth", 0.0, (along, sign), (up, -foot.grip))
            add(foot.body, "it would tip over its edge", 0.0, (moment, sign), (up, -half))
    return limits


def _least_energy(carries: Floats, load: Floats, compliance: Floats, reached: Sequence[_Limit]) -> Floats:
    """(U,) what is carried: in balance as well as can be, at the limits reached, and of the least energy then."""
    rows = np.vstack([carries, *(limit.row[None] for limit in reached)])
    right = np.concatenate([load, [limit.most for limit in reached]])[:, None]
    some, free = linear.product(linear.pseudo_inverse(rows), right), linear.null_space(rows)
    energy = linear.product(free.T * compliance, free)
    share = linear.solved(energy, -linear.product(free.T * compliance, some))
    carried: Floats = (some + linear.product(free, share))[:, 0]
    return carried


def _refuse_what_is_left(carries: Floats, carried: Floats, load: Floats, reached: Sequence[_Limit]) -> None:
    """Refuse where the best that joints can carry leaves a piece out of balance.

    Raises:
        UnbalancedError: it does; names the worst of them.
    """
    left = np.abs(linear.product(carries, carried[:, None])[:, 0] - load).reshape(-1, 3).max(axis=1)
    worst = int(np.argmax(left))
    if left[worst] > UNBALANCED * load.sum():
        if reached:
            raise UnbalancedError(reached[-1].body, reached[-1].fault)
        raise UnbalancedError(worst, "nothing holds its weight: it hangs beside what it hangs on")


def _dot(a: Floats, b: Floats) -> float:
    return float((a * b).sum())
