"""Type: one humanist face in two weights, every string rendered once."""

import re
from collections.abc import Callable
from importlib import resources

import pygame

from game.core.signs import SIGNS
from game.render.look.signs import sign_picture
from game.render.look.theme import Rgb

_FILES = {False: "SourceSansPro-Regular.ttf", True: "SourceSansPro-Semibold.ttf"}
LEAST_PX = 13
"""px: no text is set smaller, so that it stays readable in the smallest window."""
SHADOW: Rgb = (6, 3, 9)
"""Under every letter: light passes behind what is read."""
_CACHED_LINES = 400
"""Lines kept; past that all are forgotten and made again as needed."""
_THIN_SPACE = 0.28
"""Gap between thousands, in digits."""


_RUNS = re.compile(f"([{''.join(SIGNS)}])")
"""Parts a line at the signs of pads."""
Put = Callable[[pygame.Surface, tuple[float, float]], object]
"""Puts a line where it belongs, its upper left corner at (x, y) px: a surface's `blit`, or `DrawList.image`."""


class Typesetter:
    """Renders lines of text and keeps them. Make a new one after pygame was quit and initialised again."""

    def __init__(self) -> None:
        if not pygame.font.get_init():
            pygame.font.init()
        self._fonts: dict[tuple[int, bool], pygame.font.Font] = {}
        self._lines: dict[tuple[str, int, Rgb, bool], pygame.Surface] = {}

    def font(self, px: int, strong: bool = False) -> pygame.font.Font:
        """The face at a height of `px` (at least LEAST_PX), regular or semibold."""
        key = (max(px, LEAST_PX), strong)
        if key not in self._fonts:
            with resources.as_file(resources.files("font_source_sans_pro") / "files" / _FILES[strong]) as path:
                self._fonts[key] = pygame.font.Font(path, key[0])
        return self._fonts[key]

    def line(self, text: str, px: int, colour: Rgb, strong: bool = False) -> pygame.Surface:
        """A line of text, smooth, with alpha. The surface is shared: do not draw on it."""
        key = (text, max(px, LEAST_PX), colour, strong)
        if key not in self._lines:
            if len(self._lines) >= _CACHED_LINES:
                self._lines.clear()
            self._lines[key] = self._shadowed(text, px, colour, strong)
        return self._lines[key]

    def _shadowed(self, text: str, px: int, colour: Rgb, strong: bool) -> pygame.Surface:
        """A line on a soft dark shadow of itself, made smooth by two copies."""
        letters, shade = (self._set(text, px, ink, strong) for ink in (colour, SHADOW))
        step = max(1, px // 18)
        made = pygame.Surface((letters.get_width() + step, letters.get_height() + step), pygame.SRCALPHA, 32)
        for shift, opacity in (((step, step), 150), ((0, step), 90)):
            shade.set_alpha(opacity)
            made.blit(shade, shift)
        made.blit(letters, (0, 0))
        return made

    def _set(self, text: str, px: int, colour: Rgb, strong: bool) -> pygame.Surface:
        """Letters, and the signs of pads among them."""
        face = self.font(px, strong)
        if not any(letter in SIGNS for letter in text):
            return face.render(text, True, colour)
        size = max(px, LEAST_PX)
        runs = [
            sign_picture(SIGNS[run], size, colour, lambda height: self.font(height, strong=True))
            if run in SIGNS
            else face.render(run, True, colour)
            for run in filter(None, _RUNS.split(text))
        ]
        height = max(run.get_height() for run in [*runs, face.render("X", True, colour)])
        made = pygame.Surface((sum(run.get_width() for run in runs), height), pygame.SRCALPHA, 32)
        x = 0
        for run in runs:
            made.blit(run, (x, (height - run.get_height()) // 2))
            x += run.get_width()
        return made

    def write(
        self,
        put: Put,
        text: str,
        at: tuple[float, float],
        px: int,
        colour: Rgb,
        *,
        strong: bool = False,
        anchor: float = 0.0,
    ) -> float:
        """Put a line; `at` is its top, and its left (anchor 0), middle (0.5) or right (1). Returns its width, px."""
        made = self.line(text, px, colour, strong)
        put(made, (at[0] - anchor * made.get_width(), at[1]))
        return float(made.get_width())

    def write_number(
        self,
        put: Put,
        number: int,
        at: tuple[float, float],
        px: int,
        colour: Rgb,
        *,
        strong: bool = False,
    ) -> float:
        """Put a whole number in tabular figures, thousands set apart; returns its width, px."""
        advance = max(self.line(digit, px, colour, strong).get_width() for digit in "0123456789")
        x = at[0]
        for index, group in enumerate(f"{number:,}".split(",")):
            x += _THIN_SPACE * advance if index else 0.0
            for digit in group:
                made = self.line(digit, px, colour, strong)
                put(made, (x + (advance - made.get_width()) / 2, at[1]))
                x += advance
        return x - at[0]
