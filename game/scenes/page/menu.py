"""A short list of choices on a page, by keys, stick or mouse."""

import math
from collections.abc import Sequence
from enum import StrEnum

import pygame

from game.core.language import N_, _
from game.input.menu import Command, MenuReader
from game.scenes.page.page import Point, Sheet

STEP = 42.0
"""From one choice to the next, px of the design."""
WIDTH = 330.0
PX = 23.0
"""Size of the type."""
MIDDLE = 17.0
"""From the top of a choice to the middle of its words, where there is room."""
LEAST_LEADING = 1.12
"""From one choice to the next where there is little room, in its size."""


class Choice(StrEnum):
    """All that the pages over a stage offer of themselves, as it is written there in English."""

    GO_ON = N_("Go on")
    AGAIN = N_("From the beginning")
    NEXT = N_("The next number")
    FINALE = N_("The last curtain")
    WATCH = N_("Watch it again")
    PHOTOGRAPH = N_("Photograph")
    SHARE = N_("A line to share")
    SKIP = N_("Go on without it")
    ANEW = N_("From the first number")
    END = N_("End the run")
    LEAVE = N_("To the title")


class Menu:
    """Choices one below the other, told apart by their English; one of them is under the cursor."""

    def __init__(self, choices: Sequence[str], chosen: int = 0) -> None:
        self.choices = tuple(choices)
        self.chosen = chosen
        self._reader = MenuReader()
        self._boxes: list[pygame.Rect] = []

    @property
    def told(self) -> str:
        """What is under the cursor, in the player's language."""
        return _(self.choices[self.chosen])

    def place(self, choice: str) -> tuple[int, int]:
        """The pixel in the middle of a choice, as it was drawn last."""
        return self._boxes[self.choices.index(choice)].center

    def step(self, sheet: Sheet, room: float = math.inf) -> float:
        """From one choice to the next where all have so much `room` below each other, px of the design."""
        return min(sheet.step(STEP, PX), room / len(self.choices))

    def read(self, event: pygame.Event) -> Command | str | None:
        """The choice that an event takes, a command that is for the page, or None."""
        if event.type == pygame.MOUSEMOTION:
            self.chosen = self._at(event.pos, self.chosen)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            row = self._at(event.pos, -1)
            return self.choices[row] if row >= 0 else None
        command = self._reader.read(event)
        if command in (Command.UP, Command.DOWN):
            step = 1 if command is Command.DOWN else -1
            self.chosen = (self.chosen + step) % len(self.choices)
            return None
        return self.choices[self.chosen] if command is Command.ACCEPT else command

    def height(self, sheet: Sheet) -> float:
        """Of all choices, px of the design."""
        return self.step(sheet) * len(self.choices)

    def draw(self, sheet: Sheet, at: Point, room: float = math.inf) -> None:
        """Set the choices below each other from `at` on, closer where they have less `room`."""
        style, (x, y), step = sheet.style, at, self.step(sheet, room)
        middle = min(MIDDLE, step / 2)
        px = min(PX, step / (LEAST_LEADING * max(1.0, sheet.text)))
        self._boxes = []
        for row, choice in enumerate(self.choices):
            chosen = row == self.chosen
            if chosen:
                sheet.lozenge((x - 14, y + middle), 6, style.accent)
            colour = style.accent if chosen else style.title
            sheet.write(
                _(choice), (x + 8, y + middle), px, colour, strong=chosen, share=1.0 if chosen else 0.8, centred=True
            )
            self._boxes.append(pygame.Rect(sheet.pixel((x - 24, y)), sheet.pixel((WIDTH, step))))
            y += step

    def _at(self, pixel: tuple[int, int], otherwise: int) -> int:
        return next((row for row, box in enumerate(self._boxes) if box.collidepoint(pixel)), otherwise)
