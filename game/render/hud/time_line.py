"""The time that is left: a quiet line along the bottom, shrinking to the middle."""

import math

import numpy as np
import pygame

from game.render.hud.element import Element, Frame, Size, between, unit_of
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList

FOOT = 5.0
"""px from the window's foot to it."""
WIDTH, SHARE = 0.7, 0.30
"""Half its width, px; half its length, share of the window."""
LATE_S = 10.0
"""s left at which it warms and pulses."""


class TimeLine(Element):
    """At the window's foot."""

    name = "time"
    _time = 0.0

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """See `Element`."""
        unit, half = unit_of(size), SHARE * size[0]
        return pygame.FRect(size[0] / 2 - half, size[1] - (FOOT + WIDTH) * unit, 2 * half, 2 * WIDTH * unit)

    def draw(self, out: DrawList, frame: Frame) -> None:
        """See `Element`."""
        self._time += frame.elapsed_s
        left, room = frame.view.game.time_left, self.room(frame.size, frame.settings.text)
        late = max(0.0, 1.0 - left / LATE_S)
        colour = between(self._palette.ink.quiet, self._palette.ink.danger, late)
        pulse = 0.42 + 0.4 * late * (0.5 + 0.5 * math.sin(2 * math.pi * self._time))
        half = room.width / 2 * max(0.0, min(1.0, left / self._limit_s))
        ends = np.array([[room.centerx - half, room.centery], [room.centerx + half, room.centery]])
        out.strokes_over(strokes.lines(ends[:1], ends[1:], WIDTH * frame.unit, colour, pulse))
