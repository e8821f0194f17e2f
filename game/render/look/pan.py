"""The camera's turn of the head: it follows what stands or falls, slowly, and what is farther away moves less.

The shift is that of the stage's own plane, where the sculpture stands. Nothing in the simulation knows of it: whoever
shows a performance owns the camera, hands it to the stage, and hands aim by the same.
"""

import math

from game.render.look.camera import Camera, Framing
from game.sim.view import View

FOLLOW = 0.30
"""How far the camera follows, as a share of how far the sculpture's middle is off the stage's."""
FARTHEST_M = 0.09
"""m by which it turns at most: whatever stands at the stage's sides stays in the picture."""
EASE_S = 0.9
"""s in which most of a way is gone."""
WALL, APRON, CURTAINS = 0.5, 1.2, 1.3
"""How far the wall, the stage's front edge and the curtains shift, as shares of what stands on the stage."""
FIRST_ROW, NEXT_ROW = 1.45, 0.30
"""Likewise the back row of the audience, and by how much more each row before it."""


class Pan:
    """Where the camera looks, eased."""

    def __init__(self, framing: Framing) -> None:
        self._framing = framing
        self._x = 0.0

    @property
    def shift_m(self) -> float:
        """m by which the stage has shifted to the right in the picture."""
        return -self._x

    def camera(self, size: tuple[int, int]) -> Camera:
        """How a window of `size` px sees the stage now."""
        ahead = Camera.fitted(size, self._framing)
        return ahead.moved((self.shift_m * ahead.scale, 0.0))

    def advance(self, view: View, motion: float, elapsed_s: float) -> None:
        """Turn towards where the sculpture is; `motion` 0 (not at all) .. 1 says how far."""
        middle = sum(piece.position[0] for piece in view.sculpture.pieces) / max(1, len(view.sculpture.pieces))
        goal = motion * max(-FARTHEST_M, min(FARTHEST_M, FOLLOW * middle))
        self._x += (goal - self._x) * (1.0 - math.exp(-elapsed_s / EASE_S))
