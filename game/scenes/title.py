"""The title: the name of the piece, what is played tonight, and the sculpture waiting in half light."""

from pathlib import Path

import pygame

from game.core.words import counted
from game.input.menu import Command, MenuReader
from game.render.look.theme import Rgb
from game.scenes.base import Change, Doors, Leave, Pop, Push, Reset
from game.scenes.page import COLUMN, LEFT, Sheet, darken, eased
from game.scenes.pages import PAGES
from game.scenes.portrait import STAGE_CENTRE
from game.scenes.question import Asked, Question
from game.scenes.repertoire import Entry
from game.scenes.services import Services
from game.scenes.wordmark import draw_wordmark
from game.sim import EventKind

OVERLINE = "A PERFORMANCE FOR TWO HANDS AND ONE BREATH"
MOTTO = "Keep it standing. Let the cracks sing."
KEYS = "Enter plays  ·  arrows choose  ·  F11 full screen  ·  Esc leaves"
LEAVE = "Leave"
"""The last row."""
ROWS = 7
"""Rows of the repertoire that are shown at once; fewer where large text needs the room."""
ROW_HEIGHT, ROW_PX = 38.0, 21.0
LIST_TOP = 324.0
PAGES_GAP = 20.0
FOOT = 62.0
ROOM = 580.0
"""px of the design: the gap is between the list and the pages under it, the foot is that of the last line above
the lower edge, the room what text may fill before it meets the sculpture."""
NOTE_AT = 0.62
"""Where the notes on numbers begin at the earliest, share of the column."""
MOST_WIDER = 1.3
"""Large text makes the column wider, but not by more."""
UNCHOSEN = 0.78
"""How strongly rows stand out that are not chosen."""
FADE_S = 0.9
"""The lights come up on the title."""


class Foyer:
    """The title without its text; the portrait is moved to the middle for a page with text at both sides."""

    def __init__(self, services: Services, row: int, time_s: float, *, is_middle: bool = True) -> None:
        self._is_middle = is_middle
        self._services, self._row, self._time_s = services, row, time_s

    def glow(self, elapsed_s: float) -> None:
        """It sways on, and the theme goes on."""
        self._services.mixer.theme(elapsed_s)
        self._time_s += elapsed_s
        self._services.portraits.move(self._row, elapsed_s)

    def sample(self, kind: EventKind) -> None:
        """Nothing happens to a portrait."""

    def draw(self, target: pygame.Surface, covered: float = 0.0) -> None:
        """Paint the house; where it is moved aside, what comes in at the right lies in the dark."""
        self._services.portraits.draw(target, self._services.style, self._row, self._time_s)
        if not self._is_middle:
            return
        width, height = target.get_size()
        shift = round((STAGE_CENTRE[0] - 0.5) * width)
        target.scroll(-shift, 0)
        target.fill("black", (width - shift, 0, shift, height))


class Title:
    """Choose what to play; after the last number come the pages, and the way out."""

    cursor = True

    def __init__(self, doors: Doors, services: Services, chosen: int = 0) -> None:
        self._doors, self._services, self._chosen = doors, services, chosen
        self._style, self._repertoire = services.style, services.repertoire
        self._reader = MenuReader()
        self._time_s = 0.0
        self._labels = (*PAGES, LEAVE)
        """What stands under the repertoire."""
        self._label = None if self._repertoire else 0
        """Which of them is under the cursor; None where a row of the repertoire is."""
        self._rows: list[tuple[pygame.Rect, int]] = []
        services.stagehand.submit(services.mixer.prepare_theme)

    @property
    def chosen(self) -> int:
        """The row of the repertoire under the cursor, or last under it."""
        return self._chosen

    def handle(self, event: pygame.Event) -> Change:
        """Arrows, a stick or the mouse choose; Enter or a click goes there; Esc asks whether to leave."""
        if event.type == pygame.MOUSEMOTION:
            self._choose(self._row_at(event.pos, self._row))
        if event.type == pygame.MOUSEWHEEL:
            self._choose(self._row - event.y)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            return self._enter(self._row_at(event.pos, -1))
        match self._reader.read(event):
            case Command.UP:
                self._choose(self._row - 1)
            case Command.DOWN:
                self._choose(self._row + 1)
            case Command.ACCEPT:
                return self._enter(self._row)
            case Command.BACK:
                return self._ask_to_leave()
        return None

    def update(self, elapsed_s: float) -> Change:
        """The sculpture sways on."""
        self._time_s += elapsed_s
        self._services.mixer.theme(elapsed_s)
        self._services.portraits.move(self._chosen, elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page."""
        self._services.portraits.draw(target, self._style, self._chosen, self._time_s)
        sheet = Sheet(target, self._style)
        sheet.overline(OVERLINE, (LEFT, 94), room=ROOM)
        draw_wordmark(sheet, (LEFT - 4, 112), 86, self._time_s)
        sheet.write(MOTTO, (LEFT, 236), 23, self._style.accent, room=ROOM)
        sheet.rule((LEFT, 296), self._column)
        self._draw_list(sheet)
        problem = "" if self._label is not None else self._repertoire[self._chosen].problem
        foot = problem or KEYS
        at = (LEFT, sheet.height - FOOT)
        sheet.write(foot, at, 15, self._style.quiet, share=0.85, room=sheet.width - 2 * LEFT)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def close(self, *, crashed: bool) -> Path | None:
        """Nobody waits for portraits any more."""
        self._services.portraits.leave_off()
        return None

    @property
    def _row(self) -> int:
        """Where the cursor is: a row of the repertoire, or of what stands after it."""
        return self._chosen if self._label is None else len(self._repertoire) + self._label

    @property
    def _column(self) -> float:
        """Width of the list, px of the design."""
        return COLUMN * min(MOST_WIDER, max(1.0, self._style.text))

    def _choose(self, row: int) -> None:
        row = min(max(0, row), len(self._repertoire) + len(self._labels) - 1)
        if row == self._row:
            return
        label = row - len(self._repertoire)
        self._label = label if label >= 0 else None
        if self._label is None and row != self._chosen:
            self._chosen = row
            self._services.portraits.change_to(row)
        self._services.mixer.tap("move")

    def _enter(self, row: int) -> Change:
        """Play a row of the repertoire, if that can be done; those after it lead to pages, and out."""
        after = row - len(self._repertoire)
        if after >= 0 and self._labels[after] == LEAVE:
            return self._ask_to_leave()
        if after >= 0:
            self._services.mixer.tap("accept")
            return Push(PAGES[self._labels[after]](self._services, Foyer(self._services, self._chosen, self._time_s)))
        if row >= 0 and self._repertoire[row].level is not None:
            self._services.mixer.tap("accept")
            return Reset(self._doors.programme(row))
        return None

    def _ask_to_leave(self) -> Change:
        self._services.mixer.tap("back")
        asked = Asked(
            "BEFORE YOU GO", "Leave the theatre?", "Your recordings and settings are kept.", "Stay", LEAVE, Pop, Leave
        )
        beneath = Foyer(self._services, self._chosen, self._time_s, is_middle=False)
        return Push(Question(self._style, beneath, asked))

    def _row_at(self, pixel: tuple[int, int], otherwise: int) -> int:
        return next((row for box, row in self._rows if box.collidepoint(pixel)), otherwise)

    def _draw_list(self, sheet: Sheet) -> None:
        count, y, step = len(self._repertoire), LIST_TOP, sheet.step(ROW_HEIGHT, ROW_PX)
        if not count:
            nothing = "Nothing is played tonight: there are no levels."
            sheet.write(nothing, (LEFT, y), 19, self._style.quiet, room=ROOM)
            y += step
        rows = min(ROWS, int((sheet.height - FOOT - PAGES_GAP - LIST_TOP) / step) - len(self._labels))
        first = min(max(0, self._chosen - rows // 2), max(0, count - rows))
        self._rows = []
        for row in range(first, min(first + rows, count)):
            self._draw_row(sheet, row, y)
            y += step
        if first > 0:
            sheet.lozenge((LEFT + 40, LIST_TOP - 8), 3, self._style.dim)
        if first + rows < count:
            sheet.lozenge((LEFT + 40, y + 8), 3, self._style.dim)
        for number, label in enumerate(self._labels):
            self._draw_label(sheet, count + number, label, y + PAGES_GAP + step * number, self._style.title)

    def _draw_row(self, sheet: Sheet, row: int, y: float) -> None:
        entry, style = self._repertoire[row], self._style
        chosen = row == self._row
        self._draw_label(sheet, row, entry.title, y, style.quiet if entry.level is None else style.title)
        middle, share = y + 17, 1.0 if chosen else UNCHOSEN
        sheet.write(
            roman(row + 1), (LEFT + 34, middle), 15, style.dim, strong=chosen, anchor=1.0, room=46, centred=True
        )
        room = (1.0 - NOTE_AT) * self._column
        sheet.write(
            _note(entry),
            (LEFT + self._column, middle),
            15,
            style.quiet,
            anchor=1.0,
            share=share,
            room=room,
            centred=True,
        )

    def _draw_label(self, sheet: Sheet, row: int, label: str, y: float, colour: Rgb) -> None:
        """What a row is called; gold where the cursor is. Notes where the mouse meets it."""
        share = UNCHOSEN
        if row == self._row:
            colour, share = self._style.accent, 1.0
            sheet.lozenge((LEFT - 14, y + 17), 6, self._style.accent)
        room = NOTE_AT * self._column - 64
        sheet.write(
            label, (LEFT + 56, y + 17), ROW_PX, colour, strong=row == self._row, share=share, room=room, centred=True
        )
        corner = sheet.pixel((LEFT - 24, y))
        size = sheet.pixel((self._column + 24, sheet.step(ROW_HEIGHT, ROW_PX)))
        self._rows.append((pygame.Rect(corner, size), row))


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
    return f"{counted(entry.level.goal.voices, 'voice')}  ·  {entry.level.goal.within:.0f} s"
