"""Kernels of the tick that walk over all bodies or welds at once: springs and stance."""

import math

import numpy as np

from game.core.clock import TICK_S
from game.core.geom import Floats, Ints
from game.core.kernels import kernel, warms_up


@kernel
def bend_welds(state: Floats, rows: Ints, welds: Floats, told: Floats, torque: Floats) -> bool:
    """Bend every weld's rotary spring.

    The step moves bodies before it applies forces, so the bend is taken where it will be then: symplectic Euler, which
    neither feeds nor eats the swing. With the bend of now, stiff springs would pump themselves up.

    Args:
        state: (n, 6) poses and velocities.
        rows: (J, 2) body rows a, b of each weld.
        welds: (J, 4) stiffness (N m/rad), damping (N m s/rad), rest bend and largest bend (rad).
        told: (J, 2) out: bend (rad) and moment on a (N m).
        torque: (n,) out: sum of the moments on each body, N m.

    Returns:
        Whether any weld is past its largest bend.
    """
    torque[:] = 0.0
    bent = False
    for j in range(len(rows)):
        a, b = rows[j, 0], rows[j, 1]
        rate = state[a, 5] - state[b, 5]
        bend = state[a, 2] - state[b, 2] + rate * TICK_S
        moment = -welds[j, 0] * (bend - welds[j, 2]) - welds[j, 1] * rate
        told[j, 0], told[j, 1] = bend, moment
        torque[a] += moment
        torque[b] -= moment
        bent = bent or abs(bend) > welds[j, 3]
    return bent


@kernel
def stand(state: Floats, mass: Floats, standing: Ints, foot: int) -> tuple[float, float, float, int]:
    """How the sculpture stands.

    Args:
        state: (n, 6) poses and velocities.
        mass: (n,) kg.
        standing: (n,) 1 for bodies that have not fallen; set to 0 here for those below the plinth's top.
        foot: row of the foot.

    Returns:
        Sway of the standing centre of mass over the foot (rad, positive to the left), height of the crown (m), mass
        fallen (kg), and how many fell just now.
    """
    x = y = up = fallen = 0.0
    crown = 0.0
    news = 0
    for i in range(len(mass)):
        if standing[i] and state[i, 1] < 0.0:
            standing[i] = 0
            news += 1
        if standing[i]:
            up += mass[i]
            x += mass[i] * state[i, 0]
            y += mass[i] * state[i, 1]
            crown = max(crown, state[i, 1])
        else:
            fallen += mass[i]
    if up == 0.0:
        return 0.0, 0.0, fallen, news
    sway = math.atan2(state[foot, 0] - x / up, max(1e-3, y / up - state[foot, 1]))
    return sway, crown, fallen, news


@warms_up("balance")
def _warm_welds() -> None:
    bend_welds(np.zeros((2, 6)), np.zeros((1, 2), dtype=np.int64), np.zeros((1, 4)), np.zeros((1, 2)), np.zeros(2))


@warms_up("balance")
def _warm_stance() -> None:
    stand(np.zeros((2, 6)), np.ones(2), np.ones(2, dtype=np.int64), 0)
