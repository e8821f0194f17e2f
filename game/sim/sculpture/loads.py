"""What bears on the glass: joint reactions from Newton's law, and contacts.

The solver tells how hard a joint pulls, but not whither. So forces come from what happened: on each body, joints give
what its mass times its acceleration needs beyond gravity, pushes and contacts (Newton-Euler). Along a chain that is
exact, body by body. Where joints form loops, or lead from foot to foot, what goes round in them follows from the
bodies' moments (Euler).
"""

import math
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

import numpy as np

from game.core import linear
from game.core.clock import TICK_S
from game.core.geom import Floats, Ints
from game.core.kernels import kernel, kernel_part, warms_up
from game.level.model import Weld
from game.sim.constants import GRAVITY
from game.sim.glass.stress import Loads, PieceModel, advance, nodal_forces, pack
from game.sim.sculpture.body import Body
from game.sim.sculpture.joints import Joint
from game.sim.sculpture.rigid import Contact

MAX_CONTACTS = 64
"""Contacts that are passed on to the glass in a tick; a heap of shards has more, and nobody reads its stress."""
_UNTOUCHED, _NOTHING = np.zeros((0, 8)), np.zeros((0, 4))


class Burden:
    """The loads on the glass of one topology, and the stress that they make.

    Joints sit where they sit, so what a unit force or moment of each does to its glass is worked out once; a tick adds
    a few of these columns. Contacts come and go anywhere, and take the longer way.
    """

    def __init__(
        self,
        bodies: Mapping[int, Body],
        joints: Sequence[Joint],
        row_of: Mapping[int, int],
        feet: Collection[int],
        stress: Floats,
    ) -> None:
        """`stress` is (sum T, 3) Pa, all glass bodies after one another in row order; `tick` changes it in place."""
        self._row_of, self._stress = row_of, stress.reshape(-1)
        self._mass = np.array([body.mass for body in bodies.values()])
        self._inertia = np.array([body.moment for body in bodies.values()])
        self._solve, self._loops = _chain(bodies, joints, row_of, feet)
        self._rows = np.array([(row_of[j.a], row_of[j.b]) for j in joints], dtype=np.int64).reshape(-1, 2)
        arms = [(*(j.ends[0] - bodies[j.a].rest), *(j.ends[1] - bodies[j.b].rest)) for j in joints]
        self._arms = np.array(arms).reshape(-1, 4)
        self._turns = _turns(self._loops, self._rows, self._arms, [row_of[key] for key in feet], len(bodies))
        self.forces = np.zeros((len(joints), 2))
        """(J, 2) N, stage frame: what each joint does to its `a` in the last step; its `b` gets the opposite."""
        glass = [(body, body.model) for body in bodies.values() if body.is_ready]
        place = {body.key: place for place, (body, _) in enumerate(glass)}
        self._places = np.array([place.get(key, -1) for key in bodies], dtype=np.int64)
        """Place in the pack of each row; -1 of what is no glass, or not ready."""
        self._still = np.zeros(len(glass))
        self._pack = pack([model for _, model in glass])
        spans = [(3 * start, 3 * end) for start, end in pairwise(self._pack.starts[:, 1].tolist())]
        rows = [(row_of[body.key], *span) for (body, _), span in zip(glass, spans, strict=True)]
        self._spans = np.array(rows, dtype=np.int64).reshape(-1, 3)
        welds = [joint.key for joint in joints if isinstance(joint.spec, Weld)]
        entries, columns = [], [np.zeros(0)]
        for column, joint in enumerate(joints):
            for key, end, sign in ((joint.a, joint.ends[0], 1), (joint.b, joint.ends[1], -1)):
                if bodies[key].is_ready:
                    model = bodies[key].model
                    weld = welds.index(joint.key) if joint.key in welds else -1
                    entries.append((column, row_of[key], sign, weld, *spans[place[key]]))
                    columns.append(_unit_stress(model, np.array(end) - bodies[key].rest).ravel())
        self._entries = np.array(entries, dtype=np.int64).reshape(-1, 6)
        self._columns = np.concatenate(columns)
        self._touched, self._pressed = np.zeros(stress.size), False
        """The stress that contacts alone make, and whether any press."""
        self._need, self._fresh = np.empty((len(bodies), 3)), np.empty(stress.size)
        """Room to work in: what each body needs (N, N m), and what its loads make of the stress of all glass."""

    def tick(
        self, before: Floats, state: Floats, push: Floats, contacts: Sequence[Contact], welds: Floats, share: float
    ) -> None:
        """Bring the stress a `share` of the way to what the last step's loads make.

        Args:
            before, state: (n, 6) poses and velocities before and after the step.
            push: (n, 3) forces (N) and torques that were applied.
            contacts: what touched.
            welds: (W, 2) bend (rad) and moment on `a` (N m) of each weld.
        """
        touch = _NOTHING
        if contacts or self._pressed:
            row_of = self._row_of
            touching = (
                (row_of.get(k.a, -1), row_of.get(k.b, -1), *k.impulse, *k.points[0], *k.points[1]) for k in contacts
            )
            touch = self._touch(state, np.array(list(touching)) if contacts else _UNTOUCHED)
        bear(
            before, state, push, self._mass, self._inertia, touch, self._solve, self._loops, self._turns, self._rows,
            self._arms, self._entries, welds, self._columns, self._spans, self._pack.spin_stress, self.forces,
            self._touched, self._stress, share, self._need, self._fresh,
        )  # fmt: skip

    def _touch(self, state: Floats, contacts: Floats) -> Floats:
        """What contacts (C, 8) of rows, impulse on the first and two points do to bodies; see `meet`.

        The stress that they alone make is brought up to date besides.
        """
        most = 4 * min(len(contacts), MAX_CONTACTS)
        touch, places = np.empty((2 * len(contacts), 4)), np.empty(most, dtype=np.int64)
        points, forces = np.empty((most, 2)), np.empty((most, 2))
        touched, pressed = meet(contacts, MAX_CONTACTS, state, self._places, touch, places, points, forces)
        loads = Loads(places[:pressed], points[:pressed], forces[:pressed], np.zeros(pressed))
        advance(self._pack, loads, self._still, self._touched)
        self._pressed = pressed > 0
        return touch[:touched]


def _chain(
    bodies: Mapping[int, Body], joints: Sequence[Joint], row_of: Mapping[int, int], feet: Collection[int]
) -> tuple[Floats, Floats]:
    """(J, n): joint forces from what each body needs, the pseudo-inverse of who hangs on whom; and (J, L) the loops:
    forces that could go round besides."""
    incidence = np.zeros((len(bodies), len(joints)))
    for column, joint in enumerate(joints):
        incidence[row_of[joint.a], column], incidence[row_of[joint.b], column] = 1.0, -1.0
    # A foot's own equation has the plinth's push in it and adds nothing that the others do not tell.
    incidence[[row_of[foot] for foot in feet]] = 0.0
    return linear.pseudo_inverse(incidence), linear.null_space(incidence)


def _turns(loops: Floats, rows: Ints, arms: Floats, feet: Sequence[int], count: int) -> Floats:
    """(2 L, n): force x, y that goes round in each loop from the moment that each body needs besides, as at rest."""
    moments = np.zeros((count, 2 * loops.shape[1]))
    for joint, pair in enumerate(rows.tolist()):
        for body, (x, y), sign in zip(pair, arms[joint].reshape(2, 2).tolist(), (1.0, -1.0), strict=True):
            moments[body, 0::2] -= sign * y * loops[joint]
            moments[body, 1::2] += sign * x * loops[joint]
    moments[feet] = 0.0
    return linear.pseudo_inverse(moments)


def _unit_stress(model: PieceModel, point: Floats) -> Floats:
    """(3, 3T) Pa: what 1 N to the right, 1 N up and 1 N m at a point do to a piece."""
    forces, moments = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]), np.array([0.0, 0.0, 1.0])
    nodal = [nodal_forces(model, point[None], forces[k : k + 1], moments[k : k + 1]) for k in range(3)]
    return linear.product(model.stress_of_force, np.array(nodal).T).T.copy()


@kernel
def meet(
    contacts: Floats, most: int, state: Floats, glass: Ints, touch: Floats, places: Ints, points: Floats, forces: Floats
) -> tuple[int, int]:
    """What contacts do to bodies, and how they press on glass; returns how many rows of each there are.

    Args:
        contacts: (C, 8) rows of the two bodies (-1 what has none), impulse on the first (N s), two points, m.
        most: contacts that press on glass: the first ones.
        state: (n, 6) poses and velocities.
        glass: (n,) place of each body in the pack; -1 of what is no glass.
        touch: (2 C, 4) filled with the row of each touched body, the force on it, N, and its moment about the centre
            of mass, N m.
        places, points, forces: (4 C,), (4 C, 2) m, (4 C, 2) N, filled with how they press: in the body's frame.
    """
    touched = pressed = 0
    for k in range(len(contacts)):
        fx, fy = contacts[k, 2] / TICK_S, contacts[k, 3] / TICK_S
        x, y = (contacts[k, 4] + contacts[k, 6]) / 2.0, (contacts[k, 5] + contacts[k, 7]) / 2.0
        for end in range(2):
            row = int(contacts[k, end])
            if row < 0:
                continue
            sign = 1.0 if end == 0 else -1.0
            touch[touched, 0] = row
            touch[touched, 1], touch[touched, 2] = sign * fx, sign * fy
            touch[touched, 3] = sign * ((x - state[row, 0]) * fy - (y - state[row, 1]) * fx)
            touched += 1
            if k >= most or glass[row] < 0:
                continue
            c, s, half = math.cos(-state[row, 2]), math.sin(-state[row, 2]), sign * 0.5 / TICK_S
            for point in range(2):
                px, py = contacts[k, 4 + 2 * point] - state[row, 0], contacts[k, 5 + 2 * point] - state[row, 1]
                places[pressed] = glass[row]
                points[pressed, 0], points[pressed, 1] = c * px - s * py, s * px + c * py
                forces[pressed, 0] = (c * contacts[k, 2] - s * contacts[k, 3]) * half
                forces[pressed, 1] = (s * contacts[k, 2] + c * contacts[k, 3]) * half
                pressed += 1
    return touched, pressed


@kernel_part
def go_round(
    before: Floats, state: Floats, push: Floats, inertia: Floats, touch: Floats, loops: Floats, turns: Floats,
    rows: Ints, arms: Floats, forces: Floats, need: Floats,
) -> None:  # fmt: skip
    """Add to joint forces what goes round in loops: what the moments of the bodies need besides, in `need` (n, 3)."""
    for i in range(len(inertia)):
        need[i, 2] = inertia[i] * (state[i, 5] - before[i, 5]) / TICK_S - push[i, 2]
    for k in range(len(touch)):
        need[int(touch[k, 0]), 2] -= touch[k, 3]
    for j in range(len(forces)):
        for end in range(2):
            i, x, y = rows[j, end], arms[j, 2 * end], arms[j, 2 * end + 1]
            c, s = math.cos(state[i, 2]), math.sin(state[i, 2])
            moment = (c * x - s * y) * forces[j, 1] - (s * x + c * y) * forces[j, 0]
            need[i, 2] -= moment if end == 0 else -moment
    for loop in range(len(turns)):
        force = 0.0
        for i in range(len(inertia)):
            force += turns[loop, i] * need[i, 2]
        for j in range(len(forces)):
            forces[j, loop % 2] += loops[j, loop // 2] * force


@kernel_part
def spin(square: float, touched: Floats, unit: Floats, fresh: Floats) -> None:
    """What contacts and spinning, its `square` in (rad/s)^2, make of the stress of a piece."""
    for k in range(len(fresh)):
        fresh[k] = touched[k] + square * unit[k]


@kernel_part
def strain(fx: float, fy: float, moment: float, by_x: Floats, by_y: Floats, by_moment: Floats, fresh: Floats) -> None:
    """Add what a joint does to the stress of a piece. (From rows of their own several are worked out at once.)"""
    for k in range(len(fresh)):
        fresh[k] += fx * by_x[k] + fy * by_y[k] + moment * by_moment[k]


@kernel
def bear(
    before: Floats, state: Floats, push: Floats, mass: Floats, inertia: Floats, touch: Floats, solve: Floats,
    loops: Floats, turns: Floats, rows: Ints, arms: Floats, entries: Ints, welds: Floats, columns: Floats, spans: Ints,
    spin_stress: Floats, forces: Floats, touched: Floats, stress: Floats, share: float, need: Floats, fresh: Floats,
) -> None:  # fmt: skip
    """Joint forces from the motion, and the stress of all glass from them; see `Burden`.

    `need` (n, 3) and `fresh` (3 T,) are room to work in: a kernel that makes no arrays is called in half the time.
    """
    for i in range(len(mass)):
        need[i, 0] = mass[i] * (state[i, 3] - before[i, 3]) / TICK_S - push[i, 0]
        need[i, 1] = mass[i] * ((state[i, 4] - before[i, 4]) / TICK_S + GRAVITY) - push[i, 1]
    for k in range(len(touch)):
        need[int(touch[k, 0]), 0] -= touch[k, 1]
        need[int(touch[k, 0]), 1] -= touch[k, 2]
    for j in range(len(forces)):
        forces[j, 0] = forces[j, 1] = 0.0
        for i in range(len(mass)):
            forces[j, 0] += solve[j, i] * need[i, 0]
            forces[j, 1] += solve[j, i] * need[i, 1]
    if loops.shape[1]:
        go_round(before, state, push, inertia, touch, loops, turns, rows, arms, forces, need)
    for p in range(len(spans)):
        first, end = spans[p, 1], spans[p, 2]
        spin(state[spans[p, 0], 5] ** 2, touched[first:end], spin_stress[first:end], fresh[first:end])
    at = 0
    for e in range(len(entries)):
        j, i, sign, weld, first, end = (
            entries[e, 0], entries[e, 1], entries[e, 2], entries[e, 3], entries[e, 4], entries[e, 5]
        )  # fmt: skip
        c, s, size = math.cos(state[i, 2]), math.sin(state[i, 2]), end - first
        fx, fy = sign * (c * forces[j, 0] + s * forces[j, 1]), sign * (-s * forces[j, 0] + c * forces[j, 1])
        moment = sign * welds[weld, 1] if weld >= 0 else 0.0
        strain(
            fx, fy, moment, columns[at : at + size], columns[at + size : at + 2 * size],
            columns[at + 2 * size : at + 3 * size], fresh[first:end],
        )  # fmt: skip
        at += 3 * size
    for k in range(len(stress)):
        stress[k] += (fresh[k] - stress[k]) * share


@warms_up("glass")
def _warm_burden() -> None:
    body, none = np.zeros((1, 6)), np.zeros((0, 6), dtype=np.int64)
    forces, numbers, table = np.zeros((0, 2)), np.zeros(0), np.zeros((0, 1))
    rows, place = np.zeros((0, 2), dtype=np.int64), np.zeros(0, dtype=np.int64)
    meet(_UNTOUCHED, 0, body, place, _NOTHING, place, forces, forces)
    bear(
        body, body, np.zeros((1, 3)), np.ones(1), np.ones(1), _NOTHING, table, table, table, rows, table, none, forces,
        numbers, np.zeros((0, 3), dtype=np.int64), numbers, forces, numbers, numbers, 1.0, body, numbers,
    )  # fmt: skip
