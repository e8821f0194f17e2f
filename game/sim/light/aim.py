"""The inverse of a mirror: which way must it face to send the light that meets it through a point."""

import math

Vector = tuple[float, float]


def aim_angle(incoming: Vector, pivot: Vector, target: Vector, current: float) -> float:
    """Face angle (rad) of a flat mirror that sends light along `incoming` (unit) at `pivot` to `target`.

    By the law of reflection the face runs along the sum of both directions, the normal along their
    difference. A face is the same modulo pi: the angle given is the one nearest to `current`, and `current`
    itself where the target is the pivot.
    """
    way_x, way_y = target[0] - pivot[0], target[1] - pivot[1]
    distance = math.hypot(way_x, way_y)
    if distance == 0.0:
        return current
    out_x, out_y = way_x / distance, way_y / distance
    if out_x * incoming[0] + out_y * incoming[1] >= 0.0:
        face = math.atan2(out_y + incoming[1], out_x + incoming[0])
    else:  # the sum of opposite directions vanishes, their difference does not
        face = math.atan2(out_x - incoming[0], incoming[1] - out_y)
    return current + math.remainder(face - current, math.pi)
