"""The inverse of a mirror: which way must it face to send the light that meets it through a point.

What holds for a flat mirror holds for a curved one where light meets it.
"""

import math

Vector = tuple[float, float]


def aim_angle(incoming: Vector, pivot: Vector, target: Vector, current: float) -> float:
    """Face angle (rad) of a flat mirror that sends light along `incoming` (unit) at `pivot` to `target`.

    By the law of reflection the face runs along the sum of both directions, the normal along their
    difference. A face is the same modulo pi: the angle given is the one nearest to `current`, and `current`
    itself where the target is the pivot.
    """
    (in_x, in_y), (x, y) = incoming, pivot
    way_x, way_y = target[0] - x, target[1] - y
    distance = math.hypot(way_x, way_y)
    if distance == 0.0:
        return current
    out_x, out_y = way_x / distance, way_y / distance
    if out_x * in_x + out_y * in_y >= 0.0:
        face = math.atan2(out_y + in_y, out_x + in_x)
    else:  # the sum of opposite directions vanishes, their difference does not
        face = math.atan2(out_x - in_x, in_y - out_y)
    return current + math.remainder(face - current, math.pi)


def face_at(along: float, length: float, curve: float) -> tuple[float, float]:
    """A curved mirror's face beside its chord.

    Args:
        along: m along the chord from its middle; taken for an end of the chord where it is beyond.
        length: of the chord, m.
        curve: signed radius, m, above 0 where the face bulges to the right of the chord.

    Returns:
        How far the face is to the left of the chord (m), and how much it is turned against it (rad).
    """
    half = length / 2
    along = max(-half, min(half, along))
    bulge = math.sqrt(curve * curve - along * along) - math.sqrt(curve * curve - half * half)
    return -math.copysign(bulge, curve), math.asin(along / curve)
