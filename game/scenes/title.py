"""The title: the name of the piece, what is played tonight, and the sculpture waiting in half light."""

from pathlib import Path

import pygame

from game.input.menu import Command, MenuReader
from game.scenes.base import Change, Doors, Pop, Reset
from game.scenes.house import House
from game.scenes.page import COLUMN, LEFT, Sheet, darken, eased
from game.scenes.repertoire import Entry
from game.scenes.wordmark import draw_wordmark

OVERLINE = "A PERFORMANCE FOR TWO HANDS AND ONE BREATH"
MOTTO = "Keep it standing. Let the cracks sing."
KEYS = "Enter plays  ·  arrows choose  ·  F11 full screen  ·  Esc leaves"
ROWS = 7
"""Rows of the repertoire that are shown at once."""
ROW_HEIGHT = 38.0
LIST_TOP = 324.0
"""px of the design."""
UNCHOSEN = 0.78
"""How strongly rows stand out that are not chosen."""
FADE_S = 0.9
"""The lights come up on the title."""


class Title:
    """Choose what to play."""

    cursor = True

    def __init__(self, doors: Doors, house: House, chosen: int = 0) -> None:
        self._doors, self._house, self._chosen = doors, house, chosen
        self._style, self._repertoire = house.style, house.repertoire
        self._reader = MenuReader()
        self._time_s = 0.0
        self._rows: list[tuple[pygame.Rect, int]] = []

    @property
    def chosen(self) -> int:
        """The row under the cursor."""
        return self._chosen

    def handle(self, event: pygame.Event) -> Change:
        """Arrows, a stick or the mouse choose; Enter or a click plays; Esc leaves."""
        if event.type == pygame.MOUSEMOTION:
            self._choose(self._row_at(event.pos, self._chosen))
        if event.type == pygame.MOUSEWHEEL:
            self._choose(self._chosen - event.y)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            return self._play(self._row_at(event.pos, len(self._repertoire)))
        match self._reader.read(event):
            case Command.UP:
                self._choose(self._chosen - 1)
            case Command.DOWN:
                self._choose(self._chosen + 1)
            case Command.ACCEPT:
                return self._play(self._chosen)
            case Command.BACK:
                return Pop()
        return None

    def update(self, elapsed_s: float) -> Change:
        """The sculpture sways on."""
        self._time_s += elapsed_s
        self._house.portraits.move(self._chosen, elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page."""
        self._house.portraits.draw(target, self._style, self._chosen, self._time_s)
        sheet = Sheet(target, self._style)
        sheet.overline(OVERLINE, (LEFT, 94))
        draw_wordmark(sheet, (LEFT - 4, 112), 86, self._time_s)
        sheet.write(MOTTO, (LEFT, 236), 23, self._style.accent)
        sheet.rule((LEFT, 296), COLUMN)
        self._draw_list(sheet)
        entry = self._repertoire[self._chosen] if self._repertoire else None
        foot = entry.problem if entry is not None and entry.problem else KEYS
        sheet.write(foot, (LEFT, sheet.height - 62), 15, self._style.quiet, share=0.85)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def close(self, *, crashed: bool) -> Path | None:
        """Nobody waits for portraits any more."""
        self._house.portraits.leave_off()
        return None

    def _choose(self, row: int) -> None:
        row = min(max(0, row), max(0, len(self._repertoire) - 1))
        if row != self._chosen:
            self._chosen = row
            self._house.portraits.change_to(row)
            self._house.mixer.tap("move")

    def _play(self, row: int) -> Change:
        if row < len(self._repertoire) and self._repertoire[row].level is not None:
            self._house.mixer.tap("accept")
            return Reset(self._doors.programme(row))
        return None

    def _row_at(self, pixel: tuple[int, int], otherwise: int) -> int:
        return next((row for box, row in self._rows if box.collidepoint(pixel)), otherwise)

    def _draw_list(self, sheet: Sheet) -> None:
        count, y = len(self._repertoire), LIST_TOP
        if not count:
            sheet.write("Nothing is played tonight: there are no levels.", (LEFT, y), 19, self._style.quiet)
        first = min(max(0, self._chosen - ROWS // 2), max(0, count - ROWS))
        self._rows = []
        for row in range(first, min(first + ROWS, count)):
            self._draw_row(sheet, row, y)
            corner, size = sheet.pixel((LEFT - 24, y)), sheet.pixel((COLUMN + 24, ROW_HEIGHT))
            self._rows.append((pygame.Rect(corner, size), row))
            y += ROW_HEIGHT
        if first > 0:
            sheet.lozenge((LEFT + 40, LIST_TOP - 8), 3, self._style.dim)
        if first + ROWS < count:
            sheet.lozenge((LEFT + 40, y + 8), 3, self._style.dim)

    def _draw_row(self, sheet: Sheet, row: int, y: float) -> None:
        entry, style = self._repertoire[row], self._style
        chosen = row == self._chosen
        colour, share = style.title, UNCHOSEN
        if entry.level is None:
            colour = style.quiet
        if chosen:
            colour, share = style.accent, 1.0
            sheet.lozenge((LEFT - 14, y + 17), 6, style.accent)
        sheet.write(roman(row + 1), (LEFT + 34, y + 7), 15, style.dim, strong=chosen, anchor=1.0)
        sheet.write(entry.title, (LEFT + 56, y + 3), 21, colour, strong=chosen, share=share)
        sheet.write(_note(entry), (LEFT + COLUMN, y + 8), 15, style.quiet, anchor=1.0, share=share)


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """A number as acts are counted."""
    text = ""
    for value, letters in _ROMAN:
        text, number = text + letters * (number // value), number % value
    return text


def _note(entry: Entry) -> str:
    """What the performance asks for, in a few words."""
    if entry.level is None:
        return "cannot be played"
    voices = entry.level.goal.voices
    return f"{voices} voice{'s' if voices > 1 else ''}  ·  {entry.level.goal.within:.0f} s"
