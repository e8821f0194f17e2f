"""The time that is left: a quiet line along the bottom, shrinking to the middle."""

import numpy as np
import pygame

from game.render.hud.element import Element, Frame, Size, between, unit_of
from game.render.look.text import SHADOW
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList

FOOT = 5.0
"""px from the window's foot to it."""
WIDTH, SHADOW_PX = 0.9, 2.6
"""Half its width, px, and that of the dark under it."""
SHARE = 0.30
"""Half its length, share of the window."""
LATE_S = 15.0
"""s left at which it warms."""


class TimeLine(Element):
    """At the window's foot."""

    name = "time"

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """See `Element`."""
        unit = unit_of(size)
        half = SHARE * size[0] + SHADOW_PX * unit
        return pygame.FRect(size[0] / 2 - half, size[1] - (FOOT + SHADOW_PX) * unit, 2 * half, 2 * SHADOW_PX * unit)

    def draw(self, out: DrawList, frame: Frame) -> None:
        """See `Element`."""
        left, room = frame.view.game.time_left, self.room(frame.size, frame.settings.text)
        late = max(0.0, 1.0 - left / LATE_S)
        colour = between(self._palette.ink.quiet, self._palette.ink.danger, late)
        half = SHARE * frame.size[0] * max(0.0, min(1.0, left / self._limit_s))
        ends = np.array([[room.centerx - half, room.centery], [room.centerx + half, room.centery]])
        rows = [
            strokes.lines(ends[:1], ends[1:], half_px, shade, opacity)
            for half_px, shade, opacity in (
                (SHADOW_PX * frame.unit, SHADOW, 0.7),
                (max(0.6, WIDTH * frame.unit), colour, 1.0),
            )
        ]
        out.strokes_over(np.concatenate(rows))
