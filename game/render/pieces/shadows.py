"""Contact shadows: darkness on the floor under what stands or lies there, deeper the nearer it comes."""

import numpy as np

from game.render.look.camera import Camera
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.render.pieces.sculpture import PLINTH_STEP, Pose
from game.sim.constants import FLOOR_Y
from game.sim.view import View

NEAR_M = 0.40
"""m above the floor below which the middle of a piece must be for it to throw a shadow."""
FADE_M = 0.16
"""m above the floor at which the shadow of a piece is gone."""
DEPTH_M, SOFT_M = 0.030, 0.022
"""m that a shadow is thick on the floor, which is seen at a flat angle, and by which it reaches beyond its piece."""
STRENGTH = 0.78
"""How much light it takes, of a piece that lies on the floor."""


def shadows(view: View, where: dict[int, Pose], plinth: tuple[Pose, float] | None, camera: Camera) -> Rows:
    """Strokes for `stroke_shade`.

    Args:
        where: poses of the pieces, by key.
        plinth: the middle of its top, and its width there, m.
    """
    found = []  # left, right, height over the floor, m
    if plinth is not None:
        half = 0.5 * plinth[1] + PLINTH_STEP
        found.append((plinth[0].x - half, plinth[0].x + half, 0.0))
    for piece in view.sculpture.pieces:
        pose = where[piece.key]
        if pose.y < FLOOR_Y + NEAR_M:
            corners = pose.place(piece.mesh.nodes)
            (left, low), (right, _) = corners.min(axis=0), corners.max(axis=0)
            found.append((left, right, max(0.0, low - FLOOR_Y)))
    if not found:
        return strokes.NONE
    left, right, height = np.array(found).T
    y = np.full(len(found), FLOOR_Y)
    reach = SOFT_M + height
    inset = np.minimum(DEPTH_M - reach, 0.45 * (right - left))
    ends = (np.column_stack([x, y]) for x in (left + inset, right - inset))
    start, end = (camera.to_screen(point) for point in ends)
    strength = STRENGTH * np.clip(1.0 - height / FADE_M, 0.0, 1.0)
    return strokes.lines(start, end, DEPTH_M * camera.scale, (0, 0, 0), strength)
