"""The score, which counts up to what it is."""

import math

import pygame

from game.render.hud.element import LINE_EMS, Element, Frame, Size, corner_of, put_shade, type_px, unit_of
from game.render.paint.drawlist import DrawList, Layer

PX, EMS = 31, 4.4
"""Size of its type, px, and the width of 9 999 999 with some air."""
EASE_S = 0.22
"""s in which the shown score closes most of its gap."""


class Score(Element):
    """In the upper left."""

    name = "score"
    shown = 0.0
    """What is shown, on its way to the score."""

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """See `Element`."""
        px = type_px(PX, text * unit_of(size))
        return pygame.FRect(*corner_of(size), EMS * px, LINE_EMS * px)

    def draw(self, out: DrawList, frame: Frame) -> None:
        """See `Element`."""
        score = frame.view.game.score
        self.shown += (score - self.shown) * (1.0 - math.exp(-frame.elapsed_s / EASE_S))
        if abs(score - self.shown) < 1.0:
            self.shown = float(score)
        at = self.room(frame.size, frame.settings.text).topleft
        ink, px = self._palette.ink.title, frame.type_px(PX)
        over = out.on(Layer.TYPE)
        digit = self._type.line("0", px, ink, strong=True)
        put_shade(over, pygame.FRect(at, (digit.get_width() * len(f"{self.shown:,.0f}"), digit.get_height())))
        self._type.write_number(over.image, round(self.shown), at, px, ink, strong=True)

    def reset(self) -> None:
        """See `Element`."""
        self.shown = 0.0
