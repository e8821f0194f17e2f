"""The load factor, small; it warms where it is too small to stand by itself, or where it falls."""

import pygame

from game.core.language import _, decimal
from game.render.hud.element import LINE_EMS, Element, Frame, Size, between, put_on_shade, type_px, unit_of
from game.render.hud.poise import Poise
from game.render.paint.drawlist import DrawList

PX, EMS = 16, 6.0
"""Size of its type, px, and the width of poise 10.00 with some air."""
FOOT = 52
"""px from the window's foot to its top."""
WARM_FROM, WARM_AT = 1.04, 0.96
"""Load factors between which it warms."""
MOST = 10.0
"""Load factors above are not shown: nothing is left that could buckle."""


class Load(Element):
    """Beside the arc of poise."""

    name = "load"

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """See `Element`."""
        px = type_px(PX, text * unit_of(size))
        return pygame.FRect(Poise.room(size, text).right, size[1] - FOOT * unit_of(size), EMS * px, LINE_EMS * px)

    def draw(self, out: DrawList, frame: Frame) -> None:
        """See `Element`."""
        factor = frame.view.sculpture.load_factor
        if factor > MOST:
            return
        near = max(frame.danger, min(1.0, max(0.0, (WARM_FROM - factor) / (WARM_FROM - WARM_AT))))
        colour = between(self._palette.ink.quiet, self._palette.ink.danger, round(near, 1))
        line = self._type.line(
            _("poise {factor}").format(factor=decimal(factor, 2)), frame.type_px(PX), colour, strong=True
        )
        put_on_shade(out, line, self.room(frame.size, frame.settings.text).topleft)
