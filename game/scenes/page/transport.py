"""A row of choices at the foot of a stage: to stop, step, slow and leave, by keys, stick or mouse."""

from collections.abc import Callable, Mapping

import pygame

from game.input.menu import Command, MenuReader
from game.scenes.page.page import Sheet

PX, GAP, EDGE = 17.0, 30.0, 24.0
"""Size of the choices, from one to the next, and what is left free at the sides, px of the design."""
FOOT, LINE = 30.0, 34.0
"""From the window's lower edge to the middle of the last line, and from line to line, px of the design."""
SHADE = 235
"""How dark it is behind them, 0..255."""

Told = Callable[[], str]


class Transport:
    """Choices by name, each told as it stands now; one is under the cursor."""

    def __init__(self, choices: Mapping[str, Told]) -> None:
        self.choices = choices
        self._names = tuple(choices)
        self.chosen = self._names[0]
        self._reader = MenuReader()
        self._boxes: dict[str, pygame.Rect] = {}

    @property
    def told(self) -> str:
        """What is under the cursor, as it stands now."""
        return self.choices[self.chosen]()

    def read(self, event: pygame.Event) -> str | Command | None:
        """The choice that an event takes; a command that is for the scene; None."""
        if event.type == pygame.MOUSEMOTION:
            self.chosen = self._at(event.pos) or self.chosen
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            return self._at(event.pos)
        command = self._reader.read(event)
        if command in (Command.LEFT, Command.RIGHT):
            step = 1 if command is Command.RIGHT else -1
            self.chosen = self._names[(self._names.index(self.chosen) + step) % len(self._names)]
            return None
        return self.chosen if command is Command.ACCEPT else command

    def place(self, name: str) -> tuple[int, int]:
        """The pixel in the middle of a choice, as it was drawn last."""
        return self._boxes[name].center

    def draw(self, sheet: Sheet) -> float:
        """Set them in as many lines as they need; returns where they begin, px of the design."""
        style, line = sheet.style, sheet.step(LINE, PX)
        set_lines = {
            name: style.type.line(told(), sheet.text_px(PX), style.title, strong=True)
            for name, told in self.choices.items()
        }
        widths = {name: each.get_width() / sheet.unit for name, each in set_lines.items()}
        rows = _in_even_rows(widths, sheet.width - 2 * EDGE)
        top = sheet.height - FOOT - line * (len(rows) - 0.5)
        shade = pygame.Surface((sheet.target.get_width(), sheet.target.get_height() - sheet.pixel((0, top))[1]))
        shade.set_alpha(SHADE)
        sheet.target.blit(shade, (0, sheet.pixel((0, top))[1]))
        self._boxes = {}
        for number, row in enumerate(rows):
            x = (sheet.width - sum(width for _, width in row) - GAP * (len(row) - 1)) / 2
            y = sheet.height - FOOT - line * (len(rows) - 1 - number)
            for name, width in row:
                is_chosen = name == self.chosen
                colour = style.accent if is_chosen else style.title
                sheet.write(self.choices[name](), (x, y), PX, colour, strong=is_chosen, centred=True)
                if is_chosen:
                    sheet.lozenge((x - 12, y), 5, style.accent)
                box = pygame.Rect(sheet.pixel((x - GAP / 2, y - line / 2)), sheet.pixel((width + GAP, line)))
                self._boxes[name] = box
                x += width + GAP
        return top

    def _at(self, pixel: tuple[int, int]) -> str | None:
        return next((name for name, box in self._boxes.items() if box.collidepoint(pixel)), None)


def _in_even_rows(widths: Mapping[str, float], room: float) -> list[list[tuple[str, float]]]:
    """Choices with their widths in as few rows as there is room for, and these about as long as each other."""
    rows = _in_rows(widths, room)
    while room > GAP and len(narrower := _in_rows(widths, room - GAP)) == len(rows):
        rows, room = narrower, room - GAP
    return rows


def _in_rows(widths: Mapping[str, float], room: float) -> list[list[tuple[str, float]]]:
    rows: list[list[tuple[str, float]]] = [[]]
    used = 0.0
    for name, width in widths.items():
        if rows[-1] and used + width > room:
            rows.append([])
            used = 0.0
        rows[-1].append((name, width))
        used += width + GAP
    return rows
