"""What bears on the glass: joint reactions from Newton's law, and contacts.

The solver tells how hard a joint pulls, but not whither. So forces come from what happened: on each body, joints give
what its mass times its acceleration needs beyond gravity, pushes and contacts (Newton-Euler). Along a chain that is
exact, body by body. Where joints form loops, or lead from foot to foot, what goes round in them follows from the
bodies' moments (Euler).
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from game.core import linear
from game.core.clock import TICK_S
from game.core.geom import Floats, Ints, turned
from game.core.kernels import kernel, kernel_part, warms_up
from game.level.model import Weld
from game.sim.constants import GRAVITY
from game.sim.glass.stress import Loads, PieceModel, advance, nodal_forces, pack
from game.sim.sculpture.body import Body
from game.sim.sculpture.joints import Joint
from game.sim.sculpture.rigid import Contact

MAX_CONTACTS = 64
"""Contacts that are passed on to the glass in a tick; a heap of shards has more, and nobody reads its stress."""
_UNTOUCHED = np.zeros((0, 4))


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
        self._row_of, self._stress = row_of, stress
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
        self._place = {body.key: place for place, (body, _) in enumerate(glass)}
        self._pack = pack([model for _, model in glass])
        starts = self._pack.starts[:-1, 1].tolist()
        spans = [(row_of[body.key], start) for (body, _), start in zip(glass, starts, strict=True)]
        self._spans = np.array([*spans, (-1, len(stress))], dtype=np.int64)
        welds = [joint.key for joint in joints if isinstance(joint.spec, Weld)]
        entries, columns = [], [np.zeros(0)]
        for column, joint in enumerate(joints):
            for key, end, sign in ((joint.a, joint.ends[0], 1), (joint.b, joint.ends[1], -1)):
                if bodies[key].is_ready:
                    model = bodies[key].model
                    weld = welds.index(joint.key) if joint.key in welds else -1
                    entries.append((column, row_of[key], sign, weld, starts[self._place[key]]))
                    columns.append(_unit_stress(model, np.array(end) - bodies[key].rest).ravel())
        self._entries = np.array(entries, dtype=np.int64).reshape(-1, 5)
        self._columns = np.concatenate(columns)
        self._touched, self._pressed = np.zeros_like(stress), False

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
        touch: Floats = np.array(list(self._touches(state, contacts))).reshape(-1, 4) if contacts else _UNTOUCHED
        if contacts or self._pressed:
            self._press(state, contacts[:MAX_CONTACTS])
        bear(
            before, state, push, self._mass, self._inertia, touch, self._solve, self._loops, self._turns, self._rows,
            self._arms, self._entries, welds, self._columns, self._spans,
            self._pack.spin_stress, self.forces, self._touched, self._stress, share,
        )  # fmt: skip

    def _touches(self, state: Floats, contacts: Sequence[Contact]) -> Iterator[tuple[int, float, float, float]]:
        """Row of each touched body, the force on it, N, and its moment about the centre of mass, N m."""
        for contact in contacts:
            fx, fy = contact.impulse[0] / TICK_S, contact.impulse[1] / TICK_S
            for key, sign in ((contact.a, 1.0), (contact.b, -1.0)):
                if key in self._row_of:
                    row = self._row_of[key]
                    x, y = (sum(each) / 2 for each in zip(*contact.points, strict=True))
                    moment = (x - float(state[row, 0])) * fy - (y - float(state[row, 1])) * fx
                    yield row, sign * fx, sign * fy, sign * moment

    def _press(self, state: Floats, contacts: Sequence[Contact]) -> None:
        """Stress that contacts alone make, into `_touched`."""
        rows: list[int] = []
        points, forces = [np.empty((0, 2))], [np.empty((0, 2))]
        for contact in contacts:
            for key, sign in ((contact.a, 0.5), (contact.b, -0.5)):
                if key in self._place:
                    x, y, angle = state[self._row_of[key], :3].tolist()
                    ends = turned([(px - x, py - y) for px, py in contact.points], -angle)
                    rows.extend([self._place[key]] * len(ends))
                    points.append(ends)
                    forces.append(np.tile(turned(contact.impulse, -angle) * (sign / TICK_S), (len(ends), 1)))
        places = np.array(rows, dtype=np.int64)
        loads = Loads(places, np.concatenate(points), np.concatenate(forces), np.zeros(len(rows)))
        advance(self._pack, loads, np.zeros(len(self._place)), self._touched)
        self._pressed = bool(rows)


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


@kernel_part
def go_round(
    before: Floats, state: Floats, push: Floats, inertia: Floats, touch: Floats, loops: Floats, turns: Floats,
    rows: Ints, arms: Floats, forces: Floats,
) -> None:  # fmt: skip
    """Add to joint forces what goes round in loops: what the moments of the bodies need besides."""
    need = np.empty(len(inertia))
    for i in range(len(inertia)):
        need[i] = inertia[i] * (state[i, 5] - before[i, 5]) / TICK_S - push[i, 2]
    for k in range(len(touch)):
        need[int(touch[k, 0])] -= touch[k, 3]
    for j in range(len(forces)):
        for end in range(2):
            i, x, y = rows[j, end], arms[j, 2 * end], arms[j, 2 * end + 1]
            c, s = math.cos(state[i, 2]), math.sin(state[i, 2])
            moment = (c * x - s * y) * forces[j, 1] - (s * x + c * y) * forces[j, 0]
            need[i] -= moment if end == 0 else -moment
    for loop in range(len(turns)):
        force = 0.0
        for i in range(len(inertia)):
            force += turns[loop, i] * need[i]
        for j in range(len(forces)):
            forces[j, loop % 2] += loops[j, loop // 2] * force


@kernel
def bear(
    before: Floats, state: Floats, push: Floats, mass: Floats, inertia: Floats, touch: Floats, solve: Floats,
    loops: Floats, turns: Floats, rows: Ints, arms: Floats, entries: Ints, welds: Floats, columns: Floats, spans: Ints,
    spin_stress: Floats, forces: Floats, touched: Floats, stress: Floats, share: float,
) -> None:  # fmt: skip
    """Joint forces from the motion, and the stress of all glass from them; see `Burden`."""
    need = np.empty((len(mass), 2))
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
        go_round(before, state, push, inertia, touch, loops, turns, rows, arms, forces)
    fresh = np.empty(3 * len(touched))
    for triangle in range(len(touched)):
        for part in range(3):
            fresh[3 * triangle + part] = touched[triangle, part]
    for p in range(len(spans) - 1):
        spin = state[spans[p, 0], 5] ** 2
        for k in range(3 * spans[p, 1], 3 * spans[p + 1, 1]):
            fresh[k] += spin * spin_stress[k]
    at = 0
    for e in range(len(entries)):
        j, i, sign, weld, start = entries[e, 0], entries[e, 1], entries[e, 2], entries[e, 3], entries[e, 4]
        c, s = math.cos(state[i, 2]), math.sin(state[i, 2])
        fx, fy = sign * (c * forces[j, 0] + s * forces[j, 1]), sign * (-s * forces[j, 0] + c * forces[j, 1])
        moment = sign * welds[weld, 1] if weld >= 0 else 0.0
        size = 0
        for p in range(len(spans) - 1):
            if spans[p, 1] == start:
                size = 3 * (spans[p + 1, 1] - start)
        for k in range(size):
            bent = fx * columns[at + k] + fy * columns[at + size + k] + moment * columns[at + 2 * size + k]
            fresh[3 * start + k] += bent
        at += 3 * size
    for triangle in range(len(touched)):
        for part in range(3):
            stress[triangle, part] += (fresh[3 * triangle + part] - stress[triangle, part]) * share


@warms_up("glass")
def _warm_burden() -> None:
    body, none = np.zeros((1, 6)), np.zeros((0, 5), dtype=np.int64)
    forces, stress, numbers, table = np.zeros((0, 2)), np.zeros((0, 3)), np.zeros(0), np.zeros((0, 1))
    rows = np.zeros((0, 2), dtype=np.int64)
    bear(
        body, body, np.zeros((1, 3)), np.ones(1), np.ones(1), stress, table, table, table, rows, table, none, forces,
        numbers,
        np.zeros((1, 2), dtype=np.int64), numbers, forces, stress, stress, 1.0,
    )  # fmt: skip
