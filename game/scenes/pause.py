"""The intermission: the stage stands still in half light."""

from pathlib import Path
from typing import Protocol

import pygame

from game.input.menu import Command
from game.scenes.base import Change, Doors, Pop, Reset
from game.scenes.menu import Choice, Menu
from game.scenes.page import COLUMN, LEFT, Sheet, Style, eased, veil

HANDS = (
    ("Lean the plinth", "A  D  or  ←  →"),
    ("Aim the mirror", "mouse, or  Z  X"),
    ("Slide it on its rail", "wheel, or  Q  E"),
    ("Take another up", "Tab,  1-9, or click"),
    ("Hold your breath", "Space"),
    ("Move finely", "Shift"),
    ("Again, pause", "R,  Esc"),
)
"""The manual in seven lines."""
FADE_S = 0.18
TABLE_WIDTH = 440.0
"""px of the design."""


class Waiting(Protocol):
    """A performance that waits beneath a page."""

    def again(self) -> None:
        """Begin anew."""
        ...

    def resume(self) -> None:
        """Go on."""
        ...

    def draw(self, target: pygame.Surface) -> None:
        """Paint it as it stands."""
        ...


class Pause:
    """Go on, begin again or leave."""

    cursor = True

    def __init__(self, doors: Doors, style: Style, row: int, beneath: Waiting) -> None:
        self._doors, self._style, self._row, self._beneath = doors, style, row, beneath
        self._menu = Menu((Choice.GO_ON, Choice.AGAIN, Choice.LEAVE))
        self._time_s = 0.0

    def handle(self, event: pygame.Event) -> Change:
        """Esc goes on, R begins again; the rest is in the list."""
        match self._menu.read(event):
            case Command.BACK | Choice.GO_ON:
                self._beneath.resume()
                return Pop()
            case Command.AGAIN | Choice.AGAIN:
                self._beneath.again()
                return Pop()
            case Choice.LEAVE:
                return Reset(self._doors.title(self._row))
        return None

    def update(self, elapsed_s: float) -> Change:
        """The lights go down."""
        self._time_s += elapsed_s
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page over the stage."""
        self._beneath.draw(target)
        veil(target, eased(self._time_s / FADE_S))
        sheet, style = Sheet(target, self._style), self._style
        middle = sheet.height / 2
        sheet.overline("THE STAGE IS STILL", (LEFT, middle - 190))
        sheet.write("Intermission", (LEFT - 2, middle - 172), 58, style.title, strong=True)
        sheet.rule((LEFT, middle - 80), COLUMN)
        self._menu.draw(sheet, (LEFT, middle - 48))
        right = sheet.width - TABLE_WIDTH
        for number, (what, keys) in enumerate(HANDS):
            y = middle - 168 + 42 * number
            sheet.write(what, (right, y), 18, style.quiet)
            sheet.write(keys, (right + 190, y), 18, style.title, share=0.92)

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""
