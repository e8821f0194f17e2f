"""A list that may be longer than its page: the cursor in it, what of it is seen, and where a mouse meets it."""

import pygame

from game.input.menu import Command, MenuReader
from game.scenes.page.page import LEFT, Point, Sheet

MARK, MORE = 6, 3
"""Sizes of the lozenges at the row under the cursor, and where there are more rows, px of the design."""
UNCHOSEN = 0.8
"""How bright rows are that the cursor is not on."""


class Listing:
    """Rows below each other, and after the last of them the way back, which stands at the foot of the page."""

    def __init__(self, px: float, step: float) -> None:
        """Of type of a size, and so far from row to row where there is room, px of the design."""
        self._px, self._step = px, step
        self.count = 0
        """How many rows there are; the way back is the row of this number."""
        self.chosen = 0
        """The row under the cursor."""
        self._reader = MenuReader()
        self._boxes: list[tuple[pygame.Rect, int]] = []

    def read(self, event: pygame.Event) -> int | Command | None:
        """Move the cursor; returns the row that is taken, a command that is for the page, or None."""
        if event.type == pygame.MOUSEMOTION:
            self.chosen = self._at(event.pos, self.chosen)
        if event.type == pygame.MOUSEWHEEL:
            self._move(-event.y)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            self.chosen = self._at(event.pos, self.chosen)
            return self.chosen if self._at(event.pos, -1) >= 0 else None
        command = self._reader.read(event)
        if command in (Command.UP, Command.DOWN):
            self._move(1 if command is Command.DOWN else -1)
            return None
        return self.chosen if command is Command.ACCEPT else command

    def place(self, row: int) -> tuple[int, int]:
        """The pixel in the middle of a row, as it was drawn last."""
        return next(box.center for box, known in self._boxes if known == row)

    def step(self, sheet: Sheet) -> float:
        """From row to row, px of the design."""
        return sheet.step(self._step, self._px)

    def seen(self, sheet: Sheet, room: float) -> range:
        """The rows about the cursor that there is `room` for, px of the design; at least one. Begin to draw by it."""
        self._boxes = []
        fit = max(1, min(self.count, int(room / self.step(sheet))))
        first = min(max(0, self.chosen - fit // 2), max(0, self.count - fit))
        return range(first, min(first + fit, self.count))

    def draw_more(self, sheet: Sheet, seen: range, x: float, above: float, below: float) -> None:
        """That there are rows above those which are seen, or below, px of the design."""
        if seen.start > 0:
            sheet.lozenge((x, above), MORE, sheet.style.dim)
        if seen.stop < self.count:
            sheet.lozenge((x, below), MORE, sheet.style.dim)

    def draw_label(
        self, sheet: Sheet, row: int, label: str, at: Point, *, room: float, width: float, share: float = 1.0
    ) -> None:
        """What a row is called, in the middle of its height at `at`; gold where the cursor is.

        The label has so much `room`; a mouse meets the row in all its `width`, px of the design. `share` is how bright
        it is under the cursor.
        """
        style, is_chosen = sheet.style, row == self.chosen
        colour, share = style.accent if is_chosen else style.title, share if is_chosen else UNCHOSEN * share
        sheet.write(label, at, self._px, colour, strong=is_chosen, share=share, room=room, centred=True)
        if is_chosen:
            sheet.lozenge((LEFT - 14, at[1]), MARK, style.accent)
        height = self.step(sheet)
        self._boxes.append(
            (pygame.Rect(sheet.pixel((LEFT - 24, at[1] - height / 2)), sheet.pixel((width, height))), row)
        )

    def _move(self, rows: int) -> None:
        """It stops at the ends."""
        self.chosen = min(max(0, self.chosen + rows), self.count)

    def _at(self, pixel: tuple[int, int], otherwise: int) -> int:
        return next((row for box, row in self._boxes if box.collidepoint(pixel)), otherwise)
