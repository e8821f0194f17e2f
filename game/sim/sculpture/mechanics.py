"""Kernels of the tick that walk over all bodies or welds at once: what pushes them, and how they stand."""

import math

import numpy as np

from game.core.clock import TICK_S
from game.core.geom import Floats, Ints
from game.core.kernels import kernel, kernel_part, warms_up

ROCKING = 0.004
"""rad that a foot can be out of line with the plinth while it stands flat on it: what contacts give."""


@kernel_part
def load_bodies(
    motion: Floats,
    lean: float,
    feet: Ints,
    rows: Ints,
    welds: Floats,
    dampers: Floats,
    mass: Floats,
    standing: Ints,
    wind: float,
    bends: Floats,
    loads: Floats,
) -> bool:
    """Bend every weld's rotary spring, and share the wind among what stands, by mass.

    The step moves bodies before it applies forces, so the bend is taken where it will be then: symplectic Euler, which
    neither feeds nor eats the swing. With the bend of now, stiff springs would pump themselves up.

    Args:
        motion: (n, 6) poses and velocities.
        lean: rad, of the plinth.
        feet: (F,) body rows of what stands on it.
        rows: (J, 2) body rows a, b of each weld.
        welds: (J, 3) stiffness (N m/rad), rest bend and largest bend (rad).
        dampers: (2, J, J) N m s/rad, moment on each weld of the bend rate of each: while the feet stand flat, and while
            one of them rocks or has left the plinth.
        mass: (n,) kg.
        standing: (n,) 1 for bodies that have not fallen.
        wind: N, sideways.
        bends: (J, 2) out: bend (rad) and moment on a (N m).
        loads: (n, 3) out: force x, y (N) and torque (N m) on each body.

    Returns:
        Whether any weld is past its largest bend.
    """
    total = 0.0
    for i in range(len(mass)):
        total += mass[i] * standing[i]
    for i in range(len(mass)):
        loads[i, 0] = wind * mass[i] * standing[i] / total if total > 0.0 else 0.0
        loads[i, 1] = loads[i, 2] = 0.0
    rocks = 0
    for i in feet:
        rocks |= abs(motion[i, 2] - lean) > ROCKING
    bent = False
    for j in range(len(rows)):
        a, b = rows[j, 0], rows[j, 1]
        bend = motion[a, 2] - motion[b, 2] + (motion[a, 5] - motion[b, 5]) * TICK_S
        moment = -welds[j, 0] * (bend - welds[j, 1])
        for k in range(len(rows)):
            moment -= dampers[rocks, j, k] * (motion[rows[k, 0], 5] - motion[rows[k, 1], 5])
        bends[j, 0], bends[j, 1] = bend, moment
        loads[a, 2] += moment
        loads[b, 2] -= moment
        bent = bent or abs(bend) > welds[j, 2]
    return bent


@kernel
def stand(motion: Floats, mass: Floats, standing: Ints, feet: Ints) -> tuple[float, float, float, int]:
    """How the sculpture stands.

    Args:
        motion: (n, 6) poses and velocities.
        mass: (n,) kg.
        standing: (n,) 1 for bodies that have not fallen; set to 0 here for those below the plinth's top.
        feet: (F,) rows of what stands on the plinth.

    Returns:
        Sway of the standing centre of mass over the middle of the feet (rad, positive to the left), height of the crown
        (m), mass fallen (kg), and how many fell just now.
    """
    x = y = up = fallen = 0.0
    crown = 0.0
    news = 0
    for i in range(len(mass)):
        if standing[i] and motion[i, 1] < 0.0:
            standing[i] = 0
            news += 1
        if standing[i]:
            up += mass[i]
            x += mass[i] * motion[i, 0]
            y += mass[i] * motion[i, 1]
            crown = max(crown, motion[i, 1])
        else:
            fallen += mass[i]
    if up == 0.0:
        return 0.0, 0.0, fallen, news
    foot_x = foot_y = 0.0
    for i in feet:
        foot_x += motion[i, 0] / len(feet)
        foot_y += motion[i, 1] / len(feet)
    sway = math.atan2(foot_x - x / up, max(1e-3, y / up - foot_y))
    return sway, crown, fallen, news


@warms_up("balance")
def _warm_balance() -> None:
    stand(np.zeros((2, 6)), np.ones(2), np.ones(2, dtype=np.int64), np.zeros(1, dtype=np.int64))
