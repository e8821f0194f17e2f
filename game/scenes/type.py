"""Text: one face in two weights, rendered once and kept."""

from collections import OrderedDict
from enum import StrEnum

import font_source_sans_pro
import pygame

Rgb = tuple[int, int, int]

SMALLEST = 12
"""No text is drawn smaller, px."""
KEPT_LINES = 256
"""Rendered lines that are kept; the one unused longest goes first."""


class Weight(StrEnum):
    """The two weights."""

    REGULAR = "Regular"
    STRONG = "Semibold"


class Face:
    """The program's typeface. Needs `pygame.font.init()`."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[Weight, int], pygame.font.Font] = {}
        self._lines: OrderedDict[tuple[str, int, Rgb, Weight, float], pygame.Surface] = OrderedDict()

    def line(
        self, text: str, px: float, colour: Rgb, weight: Weight = Weight.REGULAR, spacing: float = 0.0
    ) -> pygame.Surface:
        """A line of text with an alpha channel; `px` is its size, `spacing` in ems. Shared."""
        key = (text, max(SMALLEST, round(px)), colour, weight, spacing)
        if key not in self._lines:
            self._lines[key] = self._set(*key)
            if len(self._lines) > KEPT_LINES:
                self._lines.popitem(last=False)
        self._lines.move_to_end(key)
        return self._lines[key]

    def _font(self, px: int, weight: Weight) -> pygame.font.Font:
        key = (weight, px)
        if key not in self._fonts:
            path = f"{font_source_sans_pro.font_directory}/SourceSansPro-{weight}.ttf"
            self._fonts[key] = pygame.font.Font(path, px)
        return self._fonts[key]

    def _set(self, text: str, px: int, colour: Rgb, weight: Weight, spacing: float) -> pygame.Surface:
        font = self._font(px, weight)
        if not spacing:
            return font.render(text, True, colour)
        letters = [font.render(letter, True, colour) for letter in text]
        gap = round(spacing * px)
        width = sum(letter.get_width() for letter in letters) + gap * max(0, len(letters) - 1)
        line = pygame.Surface((max(1, width), font.get_height()), pygame.SRCALPHA)
        x = 0
        for letter in letters:
            line.blit(letter, (x, 0))
            x += letter.get_width() + gap
        return line
