"""How many frames a second are drawn, for those who asked."""

import math

import pygame

from game.core.language import _
from game.render.hud.element import LINE_EMS, Element, Frame, Size, put_on_shade, type_px, unit_of
from game.render.paint.drawlist import DrawList

PX, EMS = 15, 8.0
"""Size of its type, px, and the width of 240 frames a second with some air."""
TOP = 6.0
"""px from the window's top."""
EASE_S = 0.5
"""s over which frames are counted, so that it can be read."""


class FrameRate(Element):
    """At the window's top, in the middle."""

    name = "frame rate"
    _mean_s = 0.0

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """See `Element`."""
        px = type_px(PX, text * unit_of(size))
        return pygame.FRect((size[0] - EMS * px) / 2, TOP * unit_of(size), EMS * px, LINE_EMS * px)

    def draw(self, out: DrawList, frame: Frame) -> None:
        """See `Element`."""
        share = 1.0 - math.exp(-frame.elapsed_s / EASE_S)
        self._mean_s += ((frame.elapsed_s - self._mean_s) * share) if self._mean_s else frame.elapsed_s
        if not frame.settings.frame_rate or self._mean_s <= 0.0:
            return
        line = self._type.line(
            _("{n} frames a second").format(n=round(1.0 / self._mean_s)), frame.type_px(PX), self._palette.ink.title
        )
        room = self.room(frame.size, frame.settings.text)
        put_on_shade(out, line, (room.centerx - line.get_width() / 2, room.top))
