"""After the last note: how it ended, and why."""

from pathlib import Path
from typing import Protocol

import pygame

from game.input.menu import Command
from game.scenes.base import Change, Doors, Pop, Reset
from game.scenes.ending import MEDALS, Ending
from game.scenes.menu import Choice, Menu
from game.scenes.page import COLUMN, LEFT, Sheet, Style, eased, shaded, veil
from game.scenes.pause import Waiting

FADE_S = 0.7
DEAF_S = 0.5
"""For so long only R is heard: keys of the play are still being pressed when the page appears."""
COUNT_S = 1.1
"""The score counts up for so long."""
MEDAL_S = 0.25
"""From one encore to the next."""
UNLIT = 0.33
"""Brightness of an encore that was not earned."""
TABLE_WIDTH = 360.0
"""px of the design."""


class Lively(Waiting, Protocol):
    """A performance that lives on beneath a page."""

    def linger(self, elapsed_s: float) -> None:
        """Move on by so many real seconds."""
        ...


class Results:
    """The ending on a page over the stage, which lives on behind it."""

    cursor = True

    def __init__(self, doors: Doors, style: Style, beneath: Lively, ending: Ending) -> None:
        self._doors, self._style, self._beneath, self._ending = doors, style, beneath, ending
        after = [Choice.NEXT] if ending.following is not None else []
        self._menu = Menu([Choice.AGAIN, *after, Choice.LEAVE], chosen=len(after) if ending.won else 0)
        self._time_s = 0.0

    def handle(self, event: pygame.Event) -> Change:
        """R plays again, Esc leaves; Enter takes what is chosen: the next number after a win."""
        taken = self._menu.read(event)
        if self._time_s < DEAF_S and taken is not Command.AGAIN:
            return None
        match taken:
            case Command.AGAIN | Choice.AGAIN:
                self._beneath.again()
                return Pop()
            case Choice.NEXT if self._ending.following is not None:
                return Reset(self._doors.programme(self._ending.following))
            case Command.BACK | Choice.LEAVE:
                return Reset(self._doors.title(self._ending.row))
        return None

    def update(self, elapsed_s: float) -> Change:
        """The stage lives on."""
        self._time_s += elapsed_s
        self._beneath.linger(elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page over the stage."""
        self._beneath.draw(target)
        share = eased(self._time_s / FADE_S)
        veil(target, share)
        sheet, style, ending = Sheet(target, self._style), self._style, self._ending
        top = sheet.height / 2 - 220
        sheet.overline("CURTAIN", (LEFT, top), share)
        sheet.write(ending.headline, (LEFT - 2, top + 18), 50, style.title, strong=True, share=share)
        sheet.write(ending.reason, (LEFT, top + 86), 20, style.accent, share=share)
        sheet.rule((LEFT, top + 138), COLUMN, share=share)
        self._menu.draw(sheet, (LEFT, top + 170))
        self._draw_score(sheet, top + 170)
        sheet.write(ending.note, (LEFT, top + 330), 15, style.quiet, share=0.85 * share)

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""

    def _draw_score(self, sheet: Sheet, top: float) -> None:
        style, ending, x = self._style, self._ending, sheet.width - TABLE_WIDTH
        counted = round(ending.score * eased(self._time_s / COUNT_S))
        px = round(54 * sheet.unit)
        style.type.write_number(sheet.target, counted, sheet.pixel((x, top - 14)), px, style.title, strong=True)
        for number in range(len(MEDALS)):
            earned = ending.encores > number and self._time_s > COUNT_S + MEDAL_S * number
            sheet.lozenge((x + 10 + 30 * number, top + 74), 11, shaded(style.accent, 1.0 if earned else UNLIT))
        if self._time_s > COUNT_S:
            sheet.write(ending.calls, (x + 106, top + 62), 18, style.accent)
        for number, (what, amount) in enumerate(ending.facts):
            y = top + 108 + 32 * number
            sheet.write(what, (x, y), 18, style.quiet)
            sheet.write(amount, (x + 150, y), 18, style.title)
