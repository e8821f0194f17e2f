"""A page that is read: lines in columns, as many as there are, and a way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pygame

from game.core.language import N_, _
from game.input.menu import Command, MenuReader
from game.scenes.base import Change, Pop
from game.scenes.narrator import Narrated
from game.scenes.page.page import LEFT, Sheet, Style, darken, eased
from game.scenes.services import Services

CENTRE = (0.5, 0.62)
"""Of the glow behind it, shares of the window."""
DARKER = 0.35
BACK = N_("Back")
TOP, FOOT = 150.0, 92.0
"""Where the lines begin, and what is left free below them, px of the design."""
STEP, PX, HEADING_GAP = 28.0, 17.0, 16.0
"""From one line to the next, its size, and what is left free above a heading, px of the design."""
BACK_PX = 20.0
MORE_PX, MORE_REACH = 4.5, 28.0
"""Size of the sign that there are more lines, and how far from its middle a click finds it, px of the design."""
GAP = 20.0
"""Between two columns at least, px of the design."""
FADE_S = 0.35


def bare_page(target: pygame.Surface, style: Style) -> Sheet:
    """The empty page that lists, lines and names are written on."""
    target.blit(style.backdrop(target.get_size(), CENTRE), (0, 0))
    darken(target, DARKER)
    return Sheet(target, style)


@dataclass(frozen=True, slots=True)
class Line:
    """One line, cell by cell; a single cell has all the room. A heading is set apart."""

    cells: tuple[str, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """What is read."""

    overline: str
    headline: str
    lines: Sequence[Line]
    columns: tuple[float, ...]
    """Where each begins, share of the page's width, the first at 0."""


class Reading:
    """Arrows, a stick, the wheel or a click on the sign for more move the lines; Enter, Esc or a click back leaves."""

    cursor = True

    def __init__(self, services: Services, text: Text, leave: Change = None) -> None:
        """`leave` is where the way back leads; without it, to what was there before."""
        self._services, self._text, self._way_back = services, text, leave or Pop()
        self._reader = MenuReader()
        self._first, self._shown = 0, 1
        self._back = pygame.Rect(0, 0, 0, 0)
        self._more: list[tuple[pygame.Rect, int]] = []
        """Where a click brings other lines, and which way."""
        self._time_s = 0.0

    @property
    def first(self) -> int:
        """The first line that is seen."""
        return self._first

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        lines = [", ".join(filter(None, line.cells)) for line in self._text.lines[self._first :]]
        return Narrated(_(self._text.headline), ". ".join([*lines[: max(1, self._shown)], _(BACK)]))

    def handle(self, event: pygame.Event) -> Change:
        """Move the lines, or go back."""
        if event.type == pygame.MOUSEWHEEL:
            self._move(-event.y)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            way = next((way for box, way in self._more if box.collidepoint(event.pos)), 0)
            self._move(way * max(1, self._shown - 1))
            return self._leave() if self._back.collidepoint(event.pos) else None
        match self._reader.read(event):
            case Command.UP:
                self._move(-1)
            case Command.DOWN:
                self._move(1)
            case Command.ACCEPT | Command.BACK:
                return self._leave()
        return None

    def update(self, elapsed_s: float) -> Change:
        """The theme goes on."""
        self._time_s += elapsed_s
        self._services.mixer.theme(elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page."""
        style = self._services.style
        sheet = bare_page(target, style)
        room = sheet.width - 2 * LEFT
        sheet.overline(_(self._text.overline), (LEFT, 48), room=room)
        sheet.write(_(self._text.headline), (LEFT - 1, 66), 40, style.title, strong=True, room=room)
        self._draw_lines(sheet, room)
        self._draw_back(sheet)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""

    def _move(self, lines: int) -> None:
        last = max(0, len(self._text.lines) - self._shown)
        self._first = min(last, max(0, self._first + lines))

    def _leave(self) -> Change:
        self._services.mixer.tap("back")
        return self._way_back

    def _draw_lines(self, sheet: Sheet, room: float) -> None:
        lines, y, end = self._text.lines, TOP, sheet.height - FOOT
        step = sheet.step(STEP, PX)
        self._shown = 0
        for line in lines[self._first :]:
            gap = HEADING_GAP if line.is_heading and self._shown else 0.0
            if y + gap + (2.0 if line.is_heading else 1.0) * step > end:  # no heading stands alone at the end
                break
            self._draw_line(sheet, line, y + gap + step / 2, room)
            self._shown += 1
            y += gap + step
        self._more = []
        if self._first > 0:
            self._draw_more(sheet, (LEFT + room / 2, TOP - 10), -1)
        if self._first + self._shown < len(lines):
            self._draw_more(sheet, (LEFT + room / 2, end + 8), 1)

    def _draw_more(self, sheet: Sheet, at: tuple[float, float], way: int) -> None:
        """That there are other lines; a click there brings them."""
        sheet.lozenge(at, MORE_PX, sheet.style.dim)
        corner = (at[0] - MORE_REACH, at[1] - MORE_REACH / 2)
        self._more.append((pygame.Rect(sheet.pixel(corner), sheet.pixel((2 * MORE_REACH, MORE_REACH))), way))

    def _draw_line(self, sheet: Sheet, line: Line, middle: float, room: float) -> None:
        style = sheet.style
        starts = [share * room for share in self._text.columns[: len(line.cells)]]
        for cell, start, end in zip(line.cells, starts, [*starts[1:], room], strict=True):
            colour = style.accent if line.is_heading else style.title if start == 0.0 else style.quiet
            at, wide = (LEFT + start, middle), end - start - GAP
            sheet.write(cell, at, PX, colour, strong=line.is_heading, room=wide, centred=True)

    def _draw_back(self, sheet: Sheet) -> None:
        """The way back, which the cursor is always on."""
        y, style, height = sheet.height - 48, sheet.style, sheet.step(34.0, BACK_PX)
        sheet.lozenge((LEFT - 14, y), 6, style.accent)
        sheet.write(_(BACK), (LEFT + 8, y), BACK_PX, style.accent, strong=True, centred=True)
        self._back = pygame.Rect(sheet.pixel((LEFT - 24, y - height / 2)), sheet.pixel((240.0, height)))
