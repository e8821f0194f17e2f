"""The time that is left, in figures: they grow, warm and beat with the seconds as it runs out."""

import math

import pygame

from game.render.hud.element import LINE_EMS, Element, Frame, Size, between, put_on_shade, type_px, unit_of
from game.render.hud.poise import Poise
from game.render.paint.drawlist import DrawList

PX, EMS = 24, 2.9
"""Size of its type, px, and the width of 10:00."""
LATE_S = 15.0
"""s left at which it becomes urgent."""
GROWS, POP = 0.35, 0.12
"""By how much larger it is at the end, and at the beginning of each second by then."""
FOOT = 14.0
"""px from the window's foot to its bottom."""


class Clock(Element):
    """Beside the bowl of poise, on its left."""

    name = "clock"

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """See `Element`."""
        unit = unit_of(size)
        px = type_px(PX * (1.0 + GROWS + POP), text * unit)
        bottom = size[1] - FOOT * unit
        return pygame.FRect(Poise.room(size, text).left - EMS * px, bottom - LINE_EMS * px, EMS * px, LINE_EMS * px)

    def draw(self, out: DrawList, frame: Frame) -> None:
        """See `Element`."""
        left = max(0.0, frame.view.game.time_left)
        late = min(1.0, max(0.0, 1.0 - left / LATE_S))
        pop = POP * (left % 1.0) ** 3 if late else 0.0
        shown = math.ceil(left)
        ink = self._palette.ink
        colour = between(ink.title, ink.danger, min(1.0, 2.0 * late))
        px = frame.type_px(PX * (1.0 + GROWS * late + pop))
        line = self._type.line(f"{shown // 60}:{shown % 60:02}", px, colour, strong=True)
        room = self.room(frame.size, frame.settings.text)
        put_on_shade(out, line, (room.right - line.get_width(), room.centery - line.get_height() / 2))
