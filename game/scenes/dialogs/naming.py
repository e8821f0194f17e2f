"""A name, typed on keys, or put together from letters by stick, pad or mouse."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pygame

from game.core.language import N_, _
from game.input.keys import position
from game.input.menu import Command, MenuReader
from game.scenes.attempt.keepsakes import MOST_LETTERS
from game.scenes.base import Change, Pop
from game.scenes.dialogs.reading import bare_page
from game.scenes.narrator import Narrated
from game.scenes.page.page import COLUMN, LEFT, Sheet, darken, eased
from game.scenes.services import Services

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
NAME = N_("A name")
SPACE, DELETE, KEEP, BACK = N_("Space"), N_("Delete"), N_("Keep this name"), N_("Back")
ROW = 10
"""Letters in a line."""
TOP, PITCH, PX, WORD_PX = 300.0, 46.0, 22.0, 19.0
WORD_WIDTH = 240.0
ROOM = 900.0
CARET_S = 0.5
FADE_S = 0.2


@dataclass(frozen=True, slots=True)
class Asks:
    """What the page asks for, in English."""

    what: str = NAME
    """Over the page."""
    headline: str = N_("What it is called")
    take: str = KEEP
    """What takes it as it is."""
    letters: str = LETTERS
    spaced: bool = True
    """Whether it may have spaces."""


class Naming:
    """A line that grows, and letters below it."""

    cursor = True

    def __init__(self, services: Services, name: str, keep: Callable[[str], None], asks: Asks | None = None) -> None:
        """Begin with a name; `keep` gets what has become of it. What the page asks for is a name where not told."""
        self._asks = asks or Asks()
        letters, take = self._asks.letters, self._asks.take
        self._services, self.name, self._keep = services, name, keep
        words = (*([SPACE] if self._asks.spaced else []), DELETE, take, BACK)
        self._lines: list[tuple[str, ...]] = [
            *(tuple(letters[start : start + ROW]) for start in range(0, len(letters), ROW)),
            words,
        ]
        self._line, self._column = len(self._lines) - 1, words.index(take)
        self._reader = MenuReader()
        self._boxes: dict[tuple[int, int], pygame.Rect] = {}
        self._time_s = 0.0

    @property
    def chosen(self) -> str:
        """What the cursor is on."""
        return self._lines[self._line][self._column]

    def place(self, wanted: str) -> tuple[int, int]:
        """The pixel in the middle of a letter or a word, as it was drawn last."""
        return next(box.center for (line, column), box in self._boxes.items() if self._lines[line][column] == wanted)

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        chosen = _(self.chosen) if len(self.chosen) > 1 else self.chosen
        return Narrated(_(self._asks.headline), f"{chosen}. {self.name}")

    def handle(self, event: pygame.Event) -> Change:
        """What is typed; or arrows, a pad or the mouse among the letters."""
        if event.type == pygame.MOUSEMOTION:
            self._line, self._column = self._at(event.pos) or (self._line, self._column)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            if (at := self._at(event.pos)) is None:
                return None
            self._line, self._column = at
            return self._take(self.chosen)
        if event.type == pygame.KEYDOWN and self._types(event):
            return None
        match self._reader.read(event):
            case Command.UP | Command.DOWN as way:
                self._line = (self._line + (1 if way is Command.DOWN else -1)) % len(self._lines)
                self._column = min(self._column, len(self._lines[self._line]) - 1)
            case Command.LEFT | Command.RIGHT as way:
                self._column = (self._column + (1 if way is Command.RIGHT else -1)) % len(self._lines[self._line])
            case Command.ACCEPT:
                return self._take(self.chosen)
            case Command.BACK:
                return Pop()
        return None

    def update(self, elapsed_s: float) -> Change:
        """The caret blinks."""
        self._time_s += elapsed_s
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page."""
        style = self._services.style
        sheet = bare_page(target, style)
        sheet.overline(_(self._asks.what).upper(), (LEFT, 94), room=ROOM)
        sheet.write(_(self._asks.headline), (LEFT - 1, 112), 40, style.title, strong=True, room=ROOM)
        caret = "_" if self._time_s % (2 * CARET_S) < CARET_S else " "
        sheet.write(self.name + caret, (LEFT, 196), 28, style.accent, room=ROOM)
        sheet.rule((LEFT, 250), 2 * COLUMN)
        self._boxes = {}
        for number, line in enumerate(self._lines):
            is_words = number == len(self._lines) - 1
            pitch = WORD_WIDTH if is_words else PITCH
            y = TOP + sheet.step(PITCH, PX) * (number + 0.4 * is_words)
            for column, what in enumerate(line):
                self._draw_one(sheet, (number, column), what, (LEFT + pitch * column, y), pitch)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""

    def _draw_one(self, sheet: Sheet, at: tuple[int, int], what: str, place: tuple[float, float], pitch: float) -> None:
        style, is_chosen = sheet.style, at == (self._line, self._column)
        colour = style.accent if is_chosen else style.title
        is_word = len(what) > 1
        px, label = (WORD_PX, _(what)) if is_word else (PX, what)
        sheet.write(label, place, px, colour, strong=is_chosen, room=pitch - 14, centred=True)
        if is_chosen:
            sheet.lozenge((place[0] - 12, place[1]), 5, style.accent)
        height = sheet.step(PITCH, PX)
        corner = sheet.pixel((place[0] - 16, place[1] - height / 2))
        self._boxes[at] = pygame.Rect(corner, sheet.pixel((pitch, height)))

    def _at(self, pixel: tuple[int, int]) -> tuple[int, int] | None:
        return next((at for at, box in self._boxes.items() if box.collidepoint(pixel)), None)

    def _types(self, event: pygame.Event) -> bool:
        """Whether a key wrote a letter, or took one away."""
        if position(event) == pygame.KSCAN_BACKSPACE:
            self.name = self.name[:-1]
            return True
        text = event.dict.get("unicode", "")
        if len(text) == 1 and text.isprintable():
            self._add(text)
            return True
        return False

    def _add(self, letter: str) -> None:
        if len(self.name) < MOST_LETTERS:
            self.name += letter

    def _take(self, what: str) -> Change:
        """A letter is small inside of a word."""
        if what == self._asks.take:
            if self.name.strip():
                self._keep(self.name.strip())
            return Pop()
        if what == BACK:
            return Pop()
        if what == DELETE:
            self.name = self.name[:-1]
        elif what == SPACE:
            self._add(" ")
        else:
            self._add(what if not self.name or self.name[-1] in " -" else what.lower())
        return None
