"""The chord of voices let go together, or one soon after the other: it springs up as it grows, and then fades."""

import pygame

from game.render.hud.element import LINE_EMS, Element, Frame, Size, put_on_shade, type_px, unit_of
from game.render.hud.score import Score
from game.render.look.marks import chord_of
from game.render.paint.drawlist import DrawList

PX, EMS = 17, 7.0
"""Size of its type, px, and the width of chord of three with some air."""
POP_S, POP, FADE_S = 0.30, 0.22, 0.6
"""s in which a larger chord springs back to its size, by how much it is larger at first, and s in which it fades."""


class Chord(Element):
    """Under the score."""

    name = "chord"
    _voices, _age_s, _left_s = 0, 0.0, 0.0

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """See `Element`."""
        above, px = Score.room(size, text), type_px(PX, text * unit_of(size))
        return pygame.FRect(above.left + unit_of(size), above.bottom, EMS * px, LINE_EMS * px)

    def draw(self, out: DrawList, frame: Frame) -> None:
        """See `Element`."""
        self._count(frame.view.game.chord, frame.elapsed_s)
        if self._left_s <= 0.0:
            return
        px = frame.type_px(PX * (1.0 + POP * max(0.0, 1.0 - self._age_s / POP_S) ** 2))
        line = self._type.line(chord_of(self._voices), px, self._palette.ink.accent, strong=True)
        put_on_shade(out, line, self.room(frame.size, frame.settings.text).topleft, self._left_s / FADE_S)

    def _count(self, voices: int, elapsed_s: float) -> None:
        """A chord that grows springs up; one that ended stays for a moment."""
        self._age_s += elapsed_s
        self._left_s = max(0.0, self._left_s - elapsed_s)
        if voices > 1:
            if voices != self._voices or not self._left_s:
                self._voices, self._age_s = voices, elapsed_s
            self._left_s = FADE_S

    def reset(self) -> None:
        """See `Element`."""
        self._left_s = 0.0
