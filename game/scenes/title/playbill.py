"""The playbill: all numbers by acts, each with its silhouette, what it asks, what was achieved, and what opens it."""

from pathlib import Path
from typing import NamedTuple

import pygame

from game.core.acts import ACTS, LEVELS_PER_ACT, act_of
from game.core.language import N_, _, ngettext
from game.core.words import dotted, grouped, roman
from game.input.menu import Command, MenuReader
from game.progress import statistics_of
from game.scenes.attempt.ending import helped_by
from game.scenes.base import Change, Doors, Pop, Push, Reset
from game.scenes.narrator import Narrated
from game.scenes.page.page import LEFT, Sheet, darken, eased
from game.scenes.repertoire.repertoire import Entry
from game.scenes.services import Services
from game.scenes.title.ledger import ledger
from game.scenes.title.numbers import GAP, NOTE_PX, TITLE_PX, Numbers, Sizes
from game.scenes.title.yours import Yours

YOURS, LEDGER, BACK = N_("Yours"), N_("Ledger"), N_("To the title")
TOLD = {
    YOURS: N_("Levels of your own, as files in a folder"),
    LEDGER: N_("All that you have played, in sum and one by one"),
    BACK: "",
}
"""What is said of the ways."""
ROOM = 590.0
"""Width that text may fill before it meets the sculpture, px of the design."""
TOP, FOOT = 128.0, 172.0
"""Where the acts begin, and what is left free for the words below them, px of the design."""
HEADING, LEAST_CELL, MOST_CELL = 26.0, 50.0, 132.0
"""Heights of an act's name and of a number, px of the design."""
RULE_GAP = 8.0
TOLD_PX, WAY_PX = 15.0, 19.0
SUM_RIGHT = 60.0
"""What is left free at the right of the sum of all performances, px of the design."""
FADE_S = 0.35
WAY_WIDTH = 180.0


class _Cell(NamedTuple):
    """What the cursor can be on: a number by its row, or one of the ways out."""

    row: int = -1
    way: str = ""


class Playbill:
    """Choose a number; below them the player's own levels, and the way back."""

    cursor = True

    def __init__(self, doors: Doors, services: Services, row: int) -> None:
        """Open it with the cursor on a row of the repertoire."""
        self._doors, self._services, self._bill = doors, services, services.bill
        self._reader = MenuReader()
        self._lines = [[_Cell(row) for row in rows] for rows in self._bill.acts.values()]
        self._lines.append([_Cell(way=YOURS), _Cell(way=LEDGER), _Cell(way=BACK)])
        cells = [cell for line in self._lines for cell in line]
        self._chosen = next((cell for cell in cells if cell.row == row), cells[0])
        self._seen = self._chosen.row
        """The row of the number that the cursor is on, or was on last."""
        self._numbers = Numbers(services.repertoire, self._bill, [cell.row for cell in cells if cell.row >= 0])
        self._boxes: list[tuple[pygame.Rect, _Cell]] = []
        self._time_s = 0.0

    @property
    def chosen(self) -> int | str:
        """What the cursor is on: a row of the repertoire, or a way out."""
        return self._chosen.way or self._chosen.row

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        if self._chosen.way:
            return Narrated(_("Programme"), f"{_(self._chosen.way)}. {_(TOLD[self._chosen.way])}")
        entry = self._services.repertoire[self._chosen.row]
        number = f"{entry.number or 0}, {entry.title}"
        return Narrated(_("Programme"), ". ".join((number, *filter(None, self._told(entry)))))

    def handle(self, event: pygame.Event) -> Change:
        """Arrows, a stick or the mouse choose; Enter or a click goes there; Esc goes back."""
        if event.type == pygame.MOUSEMOTION:
            self._choose(self._at(event.pos) or self._chosen)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            cell = self._at(event.pos)
            return None if cell is None else self._enter(cell)
        if event.type == pygame.MOUSEWHEEL:
            self._step(-event.y, 0)
        match self._reader.read(event):
            case Command.UP:
                self._step(-1, 0)
            case Command.DOWN:
                self._step(1, 0)
            case Command.LEFT:
                self._step(0, -1)
            case Command.RIGHT:
                self._step(0, 1)
            case Command.ACCEPT:
                return self._enter(self._chosen)
            case Command.BACK:
                return self._leave()
        return None

    def update(self, elapsed_s: float) -> Change:
        """The sculpture sways on."""
        self._time_s += elapsed_s
        self._services.mixer.theme(elapsed_s)
        if self._bill.is_open(self._seen):
            self._services.portraits.move(self._seen, elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page."""
        services, style = self._services, self._services.style
        services.portraits.draw(target, style, self._seen, self._time_s, is_lit=self._bill.is_open(self._seen))
        sheet = Sheet(target, style)
        sheet.overline(_("THE PROGRAMME"), (LEFT, 48), room=ROOM / 3)
        sum_at, room = (sheet.width - SUM_RIGHT, 46), sheet.width - SUM_RIGHT - LEFT - ROOM / 2
        sheet.write(self._sum(), sum_at, NOTE_PX, style.quiet, anchor=1.0, room=room)
        title = _("A performance in five acts") if len(self._bill.acts) == len(ACTS) else _("What is played")
        sheet.write(title, (LEFT - 1, 64), 40, style.title, strong=True, room=ROOM)
        self._boxes = []
        self._draw_acts(sheet)
        self._draw_words(sheet)
        self._draw_ways(sheet)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""

    def _choose(self, cell: _Cell) -> None:
        if cell == self._chosen:
            return
        self._chosen = cell
        self._services.mixer.tap("move")
        if cell.row >= 0 and cell.row != self._seen:
            self._seen = cell.row
            self._services.portraits.change_to(cell.row)

    def _step(self, down: int, right: int) -> None:
        """Move the cursor by so many lines and places; it stops at the ends."""
        line = next(number for number, cells in enumerate(self._lines) if self._chosen in cells)
        place = self._lines[line].index(self._chosen) + right
        cells = self._lines[min(max(0, line + down), len(self._lines) - 1)]
        self._choose(cells[min(max(0, place), len(cells) - 1)])

    def _enter(self, cell: _Cell) -> Change:
        """Play a number, if it is open; or take one of the ways."""
        self._choose(cell)
        if cell.way == BACK:
            return self._leave()
        if not cell.way and not self._bill.is_open(cell.row):
            self._services.mixer.tap("back")
            return None
        self._services.mixer.tap("accept")
        if cell.way == LEDGER:
            return Push(ledger(self._services))
        return Push(Yours(self._doors, self._services)) if cell.way else Reset(self._doors.programme(cell.row))

    def _leave(self) -> Change:
        self._services.mixer.tap("back")
        return Pop()

    def _at(self, pixel: tuple[int, int]) -> _Cell | None:
        return next((cell for box, cell in self._boxes if box.collidepoint(pixel)), None)

    def _sum(self) -> str:
        """All performances of the player in a line."""
        total = statistics_of(self._services.progress.results)
        told = (
            ngettext("{n} performance", "{n} performances", total.played).format(n=total.played),
            ngettext("{n} won", "{n} won", total.won).format(n=total.won),
            ngettext("{n} voice", "{n} voices", total.voices).format(n=total.voices),
            _("{minutes} min on the stage").format(minutes=round(total.seconds / 60)),
        )
        return dotted(told) if total.played else ""

    def _draw_acts(self, sheet: Sheet) -> None:
        """As many acts as there is room for, about the one that the cursor is in."""
        lines = self._lines[:-1]
        heading = max(HEADING, sheet.step(0.0, NOTE_PX) + RULE_GAP)
        least = heading + max(LEAST_CELL, sheet.step(0.0, TITLE_PX) + sheet.step(0.0, NOTE_PX)) + GAP
        room = sheet.height - self._foot(sheet) - TOP
        shown = max(1, min(len(lines), int(room / least)))
        height = min(room / shown, heading + MOST_CELL + GAP) if lines else 0.0
        middle = next((number for number, line in enumerate(lines) if _Cell(self._seen) in line), 0)
        first = min(max(0, middle - shown // 2), len(lines) - shown)
        below = height - heading - GAP
        acts = [(_width(line), [cell.row for cell in line]) for line in lines]
        sizes = self._numbers.sizes(sheet, acts, below)
        for number in range(first, first + min(shown, len(lines))):
            self._draw_act(sheet, lines[number], TOP + height * (number - first), heading, below, sizes)
        if first > 0:
            sheet.lozenge((LEFT + ROOM / 2, TOP - 6), 3, sheet.style.dim)
        if first + shown < len(lines):
            sheet.lozenge((LEFT + ROOM / 2, TOP + height * shown), 3, sheet.style.dim)

    def _draw_act(
        self, sheet: Sheet, cells: list[_Cell], y: float, heading: float, height: float, sizes: Sizes
    ) -> None:
        entry = self._services.repertoire[cells[0].row]
        act = act_of(entry.number or 1)
        name = f"  ·  {_(ACTS[act - 1]).upper()}" if act <= len(ACTS) else ""
        sheet.overline(_("ACT {number}").format(number=roman(act)) + name, (LEFT, y), room=ROOM)
        sheet.rule((LEFT, y + heading - 4), ROOM, share=0.6)
        width = _width(cells)
        for place, cell in enumerate(cells):
            at, size = (LEFT + width * place, y + heading), (width, height)
            self._numbers.draw(sheet, cell.row, at, size, sizes, is_chosen=cell == self._chosen)
            self._boxes.append((pygame.Rect(sheet.pixel((at[0] - 4, at[1])), sheet.pixel(size)), cell))

    def _foot(self, sheet: Sheet) -> float:
        """Height of the words and the ways below the acts, px of the design."""
        return max(FOOT, 44 + sheet.step(34.0, 24.0) + 2 * sheet.step(23.0, TOLD_PX) + sheet.step(34.0, WAY_PX))

    def _draw_words(self, sheet: Sheet) -> None:
        """What the number under the cursor is called and asks, and what was achieved, or what opens it."""
        y = sheet.height - self._foot(sheet) + 8
        sheet.rule((LEFT, y), ROOM)
        y += 10
        style = sheet.style
        if self._chosen.way:
            sheet.write(_(TOLD[self._chosen.way]), (LEFT, y + sheet.step(34.0, 24.0)), TOLD_PX, style.title, room=ROOM)
            return
        entry = self._services.repertoire[self._chosen.row]
        sheet.write(entry.title, (LEFT, y), 24, style.accent, strong=True, room=ROOM)
        y += sheet.step(34.0, 24.0)
        told = self._told(entry)
        px = sheet.fitting(told, TOLD_PX, ROOM)
        for line in told:
            sheet.write(line, (LEFT, y), px, style.title, share=0.9)
            y += sheet.step(23.0, TOLD_PX)

    def _told(self, entry: Entry) -> tuple[str, str]:
        if entry.level is None:
            return _("It cannot be played:"), entry.problem
        goal, standing = entry.level.goal, self._bill.standing(entry)
        asks = ngettext(
            "Asks for {n} voice within {seconds} seconds", "Asks for {n} voices within {seconds} seconds", goal.voices
        ).format(n=goal.voices, seconds=round(goal.within))
        encores = _("encores at {points}").format(points=", ".join(map(grouped, goal.thresholds)))
        if not self._bill.is_open(self._chosen.row):
            missing, act = self._bill.missing(entry), roman(act_of(entry.number or 1) - 1)
            return asks, ngettext(
                "Win {n} more of act {act} to open it, or open all in the settings, under Assists",
                "Win {n} more of act {act} to open it, or open all in the settings, under Assists",
                missing,
            ).format(n=missing, act=act)
        if not standing.played:
            return f"{asks}, {encores}", _("Not played yet")
        helped = f", {helped_by(standing.best_assists)}" if standing.best_assists else ""
        best = _("Best {points}").format(points=grouped(standing.best)) + helped if standing.best else ""
        times = ngettext("Played {n} time, won {won}", "Played {n} times, won {won}", standing.played).format(
            n=standing.played, won=standing.won
        )
        return f"{asks}, {encores}", dotted((best, times))

    def _draw_ways(self, sheet: Sheet) -> None:
        y = sheet.height - 44
        for place, cell in enumerate(self._lines[-1]):
            is_chosen = cell == self._chosen
            x, colour = LEFT + WAY_WIDTH * place, sheet.style.accent if is_chosen else sheet.style.title
            share = 1.0 if is_chosen else 0.8
            sheet.write(
                _(cell.way), (x, y), WAY_PX, colour, strong=is_chosen, share=share, room=WAY_WIDTH - 24, centred=True
            )
            if is_chosen:
                sheet.lozenge((x - 14, y), 6, sheet.style.accent)
            height = sheet.step(34.0, WAY_PX)
            self._boxes.append(
                (pygame.Rect(sheet.pixel((x - 20, y - height / 2)), sheet.pixel((WAY_WIDTH, height))), cell)
            )


def _width(cells: list[_Cell]) -> float:
    """Of each of the numbers of an act, px of the design."""
    return ROOM / max(LEVELS_PER_ACT, len(cells))
