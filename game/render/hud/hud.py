"""What is read: its elements, in order. A new one is a file of its own and its line here. Nothing is boxed."""

import pygame

from game.render.hud.chord import Chord
from game.render.hud.clock import Clock
from game.render.hud.element import Element, Frame, Size, put_shade
from game.render.hud.frame_rate import FrameRate
from game.render.hud.load import Load
from game.render.hud.poise import Poise
from game.render.hud.score import Score
from game.render.hud.staff import Staff
from game.render.hud.time_line import TimeLine
from game.render.hud.voices import Voices
from game.render.look.contrast import in_contrast
from game.render.look.text import Typesetter
from game.render.look.theme import Palette
from game.render.paint.drawlist import DrawList

ELEMENTS: tuple[type[Element], ...] = (Score, Chord, Staff, Voices, Poise, Load, Clock, TimeLine, FrameRate)
"""Those in front last."""


def rooms(size: Size, text: float = 1.0) -> dict[str, pygame.FRect]:
    """Where each element stands, by name, px; `text` is how large type is, against its made size."""
    return {element.name: element.room(size, text) for element in ELEMENTS}


class Hud:
    """The elements of one performance."""

    def __init__(self, palette: Palette, limit_s: float) -> None:
        """`limit_s` is how long the performance may last, s."""
        typesetter = Typesetter()
        self._palettes = {False: palette, True: in_contrast(palette)}
        self._worn = False
        self.elements = [element(palette, typesetter, limit_s) for element in ELEMENTS]

    def reset(self) -> None:
        """Begin a new performance."""
        for element in self.elements:
            element.reset()

    def draw(self, out: DrawList, frame: Frame) -> None:
        """Draw all that is read, and let time pass; in high contrast on a darkness of its own."""
        if frame.settings.contrast != self._worn:
            self._worn = frame.settings.contrast
            for element in self.elements:
                element.wear(self._palettes[self._worn])
        for element in self.elements:
            if self._worn:
                put_shade(out, element.room(frame.size, frame.settings.text))
            element.draw(out, frame)
