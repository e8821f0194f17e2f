"""How many voices sing, of how many."""

import pygame

from game.core.language import ngettext
from game.render.hud.element import LINE_EMS, Element, Frame, Size, corner_of, put_on_shade, type_px, unit_of
from game.render.hud.staff import Staff
from game.render.paint.drawlist import DrawList

PX, EMS = 16, 8.0
"""Size of its type, px, and the width of 99 of 99 voices with some air."""


class Voices(Element):
    """Under the staff."""

    name = "voices"

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """See `Element`."""
        px = type_px(PX, text * unit_of(size))
        return pygame.FRect(
            size[0] - corner_of(size)[0] - EMS * px, Staff.room(size, text).bottom, EMS * px, LINE_EMS * px
        )

    def draw(self, out: DrawList, frame: Frame) -> None:
        """See `Element`."""
        game = frame.view.game
        sung, needed = sum(voice.state == "sings" for voice in game.voices), game.voices_needed
        line = ngettext("{sung} of {n} voice", "{sung} of {n} voices", needed).format(sung=sung, n=needed)
        room = self.room(frame.size, frame.settings.text)
        words = self._type.line(line, frame.type_px(PX), self._palette.ink.quiet, strong=True)
        put_on_shade(out, words, (room.right - words.get_width(), room.top))
