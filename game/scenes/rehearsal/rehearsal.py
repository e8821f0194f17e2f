"""Rehearsal: choose a number that is open, how slowly it goes, whether it can fall, and what is shown over it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pygame

from game.core.language import N_, _
from game.core.words import roman
from game.input.menu import Command, MenuReader
from game.render import Stage
from game.scenes.base import Change, Doors, Pop, Push, Swap
from game.scenes.narrator import Narrated
from game.scenes.page.page import LEFT, Sheet, darken, eased
from game.scenes.play.programme import Programme
from game.scenes.rehearsal.rehearsing import Plan, Rehearsing
from game.scenes.rehearsal.shown import OVERLAYS, PACES
from game.scenes.services import Services

NUMBER, PACE, FALLS, SHOWN = N_("Number"), N_("Pace"), N_("It can fall"), N_("Shown over it")
BEGIN, BACK = N_("Begin"), N_("To the title")
ROOM, VALUE_AT = 560.0, 250.0
"""Width of the page's text and where the values begin, px of the design."""
TOP, STEP, PX, NOTE_PX = 236.0, 46.0, 21.0, 16.0
LESS, MORE = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
FADE_S = 0.35


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the page."""

    label: str
    told: Callable[[], str] = lambda: ""
    """What it is set to, in words."""
    change: Callable[[int], None] | None = None
    """Sets it to the next, or to the one before; None of what leads away."""


class Rehearsal:
    """The page. Nothing that is rehearsed counts."""

    cursor = True

    def __init__(self, doors: Doors, services: Services, row: int) -> None:
        """Open it at a row of the repertoire."""
        self._doors, self._services = doors, services
        bill = services.bill
        self._open = [one for rows in bill.acts.values() for one in rows if bill.is_open(one)]
        self._row = row if row in self._open else self._open[0]
        self.plan = Plan()
        self._rows = (
            _Row(NUMBER, self._told_number, self._change_number),
            _Row(PACE, lambda: f"{self.plan.pace:.0%}".replace("%", " %"), self._change_pace),
            _Row(FALLS, lambda: _("no") if self.plan.stands else _("yes"), self._change_falls),
            _Row(SHOWN, lambda: _(self.plan.overlay), self._change_overlay),
            _Row(BEGIN),
            _Row(BACK),
        )
        self._chosen = 0
        self._reader = MenuReader()
        self._boxes: list[pygame.Rect] = []
        self._time_s = 0.0

    @property
    def chosen(self) -> str:
        """The label of the line under the cursor."""
        return self._rows[self._chosen].label

    @property
    def row(self) -> int:
        """The row of the repertoire that is chosen."""
        return self._row

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        row = self._rows[self._chosen]
        return Narrated(_("Rehearsal"), ": ".join(filter(None, (_(row.label), row.told()))))

    def handle(self, event: pygame.Event) -> Change:
        """Up and down choose a line, left and right change it, as do the wheel and a click; Esc goes back."""
        if event.type == pygame.MOUSEMOTION:
            self._chosen = self._at(event.pos, self._chosen)
        if event.type == pygame.MOUSEWHEEL:
            self._change(-event.y)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            self._chosen = self._at(event.pos, self._chosen)
            return self._accept() if self._at(event.pos, -1) >= 0 else None
        match self._reader.read(event):
            case Command.UP | Command.DOWN as way:
                self._chosen = (self._chosen + (1 if way is Command.DOWN else -1)) % len(self._rows)
                self._services.mixer.tap("move")
            case Command.LEFT:
                self._change(-1)
            case Command.RIGHT:
                self._change(1)
            case Command.ACCEPT:
                return self._accept()
            case Command.BACK:
                return self._leave()
        return None

    def update(self, elapsed_s: float) -> Change:
        """The sculpture sways on."""
        self._time_s += elapsed_s
        self._services.mixer.theme(elapsed_s)
        self._services.portraits.move(self._row, elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page."""
        style = self._services.style
        self._services.portraits.draw(target, style, self._row, self._time_s)
        sheet = Sheet(target, style)
        sheet.overline(_("REHEARSAL"), (LEFT, 94), room=ROOM)
        sheet.write(_("Nobody listens yet"), (LEFT - 1, 112), 40, style.title, strong=True, room=ROOM)
        note = _("Slower, safer, step by step; nothing here is counted.")
        sheet.write(note, (LEFT, 172), NOTE_PX, style.quiet, room=ROOM)
        y, step = TOP, sheet.step(STEP, PX)
        self._boxes = []
        for number, row in enumerate(self._rows):
            self._draw_row(sheet, row, y + step / 2, is_chosen=number == self._chosen)
            self._boxes.append(pygame.Rect(sheet.pixel((LEFT - 24, y)), sheet.pixel((ROOM + 24, step))))
            y += step
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""

    def _draw_row(self, sheet: Sheet, row: _Row, middle: float, *, is_chosen: bool) -> None:
        style = sheet.style
        colour = style.accent if is_chosen else style.title
        share = 1.0 if is_chosen else 0.8
        sheet.write(
            _(row.label),
            (LEFT + 8, middle),
            PX,
            colour,
            strong=is_chosen,
            share=share,
            room=VALUE_AT - 20 if row.change else ROOM,
            centred=True,
        )
        if is_chosen:
            sheet.lozenge((LEFT - 14, middle), 6, style.accent)
        if row.change is not None:
            told = f"{LESS}  {row.told()}  {MORE}"
            sheet.write(
                told if is_chosen else row.told(),
                (LEFT + VALUE_AT, middle),
                PX,
                colour,
                share=share,
                room=ROOM - VALUE_AT,
                centred=True,
            )

    def _at(self, pixel: tuple[int, int], otherwise: int) -> int:
        return next((row for row, box in enumerate(self._boxes) if box.collidepoint(pixel)), otherwise)

    def _change(self, steps: int) -> None:
        change = self._rows[self._chosen].change
        if change is not None and steps:
            change(1 if steps > 0 else -1)
            self._services.mixer.tap("move")

    def _accept(self) -> Change:
        """Change a line, or go where it leads."""
        match self.chosen:
            case label if label == BACK:
                return self._leave()
            case label if label == BEGIN:
                self._services.mixer.tap("accept")
                return Push(self._announced())
        self._change(1)
        return None

    def _announced(self) -> Programme:
        """The number while it is got ready; then it is rehearsed, and leads back to this page."""

        def rehearse(stage: Stage) -> Change:
            return Swap(Rehearsing(self._services, self._row, stage, self.plan))

        return Programme(
            self._doors, self._services, self._row, overline=_("A REHEARSAL"), curtain=rehearse, back=Pop()
        )

    def _leave(self) -> Change:
        self._services.mixer.tap("back")
        return Pop()

    def _told_number(self) -> str:
        entry = self._services.repertoire[self._row]
        return f"{roman(entry.number or 0)}  {entry.title}"

    def _change_number(self, steps: int) -> None:
        self._row = self._open[(self._open.index(self._row) + steps) % len(self._open)]
        self._services.portraits.change_to(self._row)

    def _change_pace(self, steps: int) -> None:
        self.plan.pace = PACES[(PACES.index(self.plan.pace) + steps) % len(PACES)]

    def _change_falls(self, _steps: int) -> None:
        self.plan.stands = not self.plan.stands

    def _change_overlay(self, steps: int) -> None:
        self.plan.overlay = OVERLAYS[(OVERLAYS.index(self.plan.overlay) + steps) % len(OVERLAYS)]
