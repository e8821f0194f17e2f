"""The settings, page by page: what they lie over is seen in the middle, and shows at once what they do."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pygame

from game.core.language import N_, _
from game.input.bindings import Action
from game.input.menu import Command, MenuReader
from game.scenes.base import Beneath, Change, Pop, Push
from game.scenes.narrator import Narrated
from game.scenes.page.controls import GAP, HEIGHT, INSET, LABEL_PX, MIDDLE, SLACK, WIDTH, wider
from game.scenes.page.corner import sign
from game.scenes.page.page import LEFT, Point, Sheet
from game.scenes.page.sides import veil_sides
from game.scenes.services import Services
from game.scenes.settings.as_made import ALL, AsMade
from game.scenes.settings.mapping import MappingPage
from game.scenes.settings.rows import ActionRow, Row, reset_box, row_box
from game.scenes.settings.setting_pages import pages_of_rows
from game.settings import Key
from game.sim import EventKind

MADE_LABEL, HAD_LABEL = N_("As it was made"), N_("As you had it")
ALL_MADE_LABEL, ALL_HAD_LABEL, BACK_LABEL = N_("All as it was made"), N_("All as you had it"), N_("Go back")
MADE_HINT = N_("Every setting of this page as the game came; once more brings yours back.")
ALL_HINT, BACK_HINT = (
    N_("Every setting of all pages as the game came; once more brings yours back."),
    N_("What you set is kept."),
)
PAGE_HINT = N_("What you change is used at once, and kept.")
SAMPLES: Mapping[Key, EventKind] = {("picture", "flashes"): EventKind.OVATION, ("picture", "shake"): EventKind.TREMOR}
"""What is shown for settings that a still stage would not show."""
SAMPLE_AFTER_S = 0.25
"""A sample is shown when the hand has rested for so long."""
REPEAT_AFTER_S, REPEAT_EVERY_S = 0.35, 0.06
"""A held key goes on stepping."""
TOP, LIST, ROWS = -282.0, -134.0, -252.0
"""Of the page, of the list of pages and of the rows at the right, from the middle, px of the design."""
LIST_HEIGHT, LIST_PX = 34.0, 20.0
"""From one page to the next where there is room, and the size of their type."""
FOOT, RIGHT_FOOT = 50.0, 74.0
"""Where the hint is, and where the rows end at the latest, above the lower edge."""
SIGN = 15.0
"""Width of the sign that makes a row as it was made, px of the design."""
LIST_WIDTH = 300.0


class SettingsPage:
    """Change settings: each is used, seen and heard at once, and all are saved when the page is left."""

    cursor = True

    def __init__(self, services: Services, beneath: Beneath) -> None:
        self._services, self._beneath = services, beneath
        self._reader = MenuReader()
        self._as_made = AsMade(services.settings)
        reset = ActionRow(self._reset_label, MADE_HINT, lambda: self._turn_as_made(self.heading, self.rows))
        pages = pages_of_rows(services, self._notice, lambda: Push(MappingPage(services, beneath)))
        self._pages: dict[str, Sequence[Row]] = {heading: [*rows, reset] for heading, rows in pages.items()}
        self._list = [*self._pages, ALL_MADE_LABEL, BACK_LABEL]
        self._open, self._chosen = 0, -1
        """Which page is shown, and which row of it is chosen: -1 while one of the list is."""
        self._listed = 0
        """What of the list is chosen, or was last."""
        self._pressed: Row | None = None
        self._list_boxes: list[pygame.Rect] = []
        self._row_boxes: list[tuple[pygame.Rect, pygame.Rect]] = []
        self._held_s = 0.0
        self._sample: EventKind | None = None
        self._rested_s = 0.0

    @property
    def heading(self) -> str:
        """What is written over the page that is shown."""
        return list(self._pages)[self._open]

    @property
    def rows(self) -> Sequence[Row]:
        """Of the page that is shown."""
        return self._pages[self.heading]

    @property
    def row(self) -> Row | None:
        """The row that is chosen; None while something of the list is."""
        return self.rows[self._chosen] if self._chosen >= 0 else None

    def turn_to(self, heading: str) -> None:
        """Show a page."""
        self._turn(list(self._pages).index(heading))

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        if self.row is not None:
            return Narrated(_(self.heading), f"{self.row.told}. {_(self.row.hint)}")
        return Narrated(_("Settings"), f"{_(self._list[self._listed])}. {_(self._hint)}")

    def handle(self, event: pygame.Event) -> Change:
        """Arrows, stick or mouse choose and change; Enter goes to a page, and switches; Esc goes back."""
        if self.row is not None and self.row.listens(event):
            return None
        match event.type:
            case pygame.MOUSEMOTION if self._pressed is not None:
                self._pressed.drag(event.pos)
            case pygame.MOUSEMOTION:
                self._point_at(event.pos)
            case pygame.MOUSEBUTTONDOWN if event.button == pygame.BUTTON_LEFT:
                return self._click(event.pos)
            case pygame.MOUSEBUTTONUP | pygame.WINDOWFOCUSLOST:
                self._pressed = None
            case pygame.MOUSEWHEEL if self.row is not None and event.y:
                self.row.step(event.y)
        match self._reader.read(event):
            case Command.UP | Command.DOWN as command:
                self._move(1 if command is Command.DOWN else -1)
            case Command.LEFT | Command.RIGHT as command:
                self._held_s = 0.0
                self._across(1 if command is Command.RIGHT else -1)
            case Command.ACCEPT:
                return self._accept() if self.row is None else self.row.accept()
            case Command.AGAIN if self.row is not None:
                self.row.reset()
            case Command.PAGE_BACK | Command.PAGE_FORTH as command:
                self._turn(self._open + (1 if command is Command.PAGE_FORTH else -1))
            case Command.BACK:
                return self._back()
        return None

    def update(self, elapsed_s: float) -> Change:
        """The light lives on; a held key steps on; a hand that rests sees what it has set."""
        self._beneath.glow(elapsed_s)
        self._repeat(elapsed_s)
        self._rested_s += elapsed_s
        if self._sample is not None and self._rested_s >= SAMPLE_AFTER_S:
            self._beneath.sample(self._sample)
            self._sample = None
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page over what lies beneath."""
        self._beneath.draw(target, 1.0)
        veil_sides(target)
        style = self._services.style
        sheet = Sheet(target, style)
        middle, right = sheet.height / 2, sheet.width - LEFT - WIDTH
        sheet.overline(_("AS YOU LIKE IT"), (LEFT, middle + TOP))
        sheet.write(_("Settings"), (LEFT - 2, middle + TOP + 18), 58, style.title, strong=True)
        sheet.rule((LEFT, middle + TOP + 106), WIDTH)
        self._draw_list(sheet, (LEFT, middle + LIST))
        sheet.overline(_(self.heading).upper(), (right, middle + TOP - 4), room=WIDTH)
        self._draw_rows(sheet, (right, middle + ROWS))
        sheet.write(
            _(self._hint), (LEFT, sheet.height - FOOT), 16, style.title, share=0.85, room=sheet.width - 2 * LEFT
        )

    def close(self, *, crashed: bool) -> Path | None:
        """Save what was set. Where that fails, it is tried again when the program ends, and told there."""
        self._services.settings.save()
        return None

    def _reset_label(self) -> str:
        return HAD_LABEL if self._as_made.can_undo(self.heading, self.rows) else MADE_LABEL

    @property
    def _hint(self) -> str:
        if self.row is not None:
            return self.row.hint
        what = self._list[self._listed]
        return {ALL_MADE_LABEL: ALL_HINT, BACK_LABEL: BACK_HINT}.get(what, PAGE_HINT)

    def _draw_list(self, sheet: Sheet, at: Point) -> None:
        """The pages, and what concerns all of them."""
        style, (x, y) = sheet.style, at
        height = min(sheet.step(LIST_HEIGHT, LIST_PX), (sheet.height - FOOT - 10 - y) / len(self._list))
        self._list_boxes = []
        for row, label in enumerate(self._list):
            chosen, is_open = row == self._listed and self._chosen < 0, row == self._open
            if chosen or is_open:
                sheet.lozenge((x - 14, y + height / 2), 6 if chosen else 3.5, style.accent)
            colour = style.accent if chosen or is_open else style.title
            share = 1.0 if chosen else 0.8
            words = ALL_HAD_LABEL if label == ALL_MADE_LABEL and self._as_made.can_undo(ALL, ()) else label
            at_row = (x + 8, y + height / 2)
            sheet.write(_(words), at_row, LIST_PX, colour, strong=chosen, share=share, room=LIST_WIDTH, centred=True)
            corner, extent = (x - SLACK, y), (LIST_WIDTH + 2 * SLACK, height)
            self._list_boxes.append(pygame.Rect(sheet.pixel(corner), sheet.pixel(extent)))
            y += height

    def _draw_rows(self, sheet: Sheet, at: Point) -> None:
        """The rows of the page that is shown; lower than usual where there are many."""
        (x, y), rows, style = at, self.rows, sheet.style
        height = min(HEIGHT, (sheet.height - RIGHT_FOOT - y) / len(rows))
        px = LABEL_PX
        for row in rows:
            px = sheet.fitting((row.label,), px, row.room + wider(sheet) - INSET - GAP, strong=True)
        self._row_boxes = []
        for number, row in enumerate(rows):
            chosen, lift = number == self._chosen, (height - 2 * MIDDLE) / 2
            row.draw(sheet, (x, y + lift), height, px, chosen=chosen)
            reset = reset_box(sheet, (x, y), height)
            if not row.is_as_made:
                drawn = sign(Action.AGAIN, max(9, round(SIGN * sheet.unit)), style.accent if chosen else style.dim)
                sheet.target.blit(drawn, drawn.get_rect(center=reset.center))
            self._row_boxes.append((row_box(sheet, (x, y), height), reset))
            y += height

    # What is chosen ----------------------------------------------------------------------------------------------
    def _point_at(self, pixel: tuple[int, int]) -> None:
        """The mouse chooses rows; pages are turned to by a click alone, as it may only pass over them."""
        for number, (box, reset) in enumerate(self._row_boxes):
            if box.collidepoint(pixel) or reset.collidepoint(pixel):
                self._choose(number)

    def _choose(self, row: int) -> None:
        if row != self._chosen:
            self._chosen = row
            self._services.mixer.tap("move")

    def _move(self, step: int) -> None:
        if self._chosen >= 0:
            self._choose((self._chosen + step) % len(self.rows))
            return
        self._listed = (self._listed + step) % len(self._list)
        if self._listed < len(self._pages):
            self._open = self._listed
        self._services.mixer.tap("move")

    def _across(self, step: int) -> None:
        if self.row is not None:
            self.row.step(step)
        elif step > 0 and self._listed < len(self._pages):
            self._choose(0)

    def _turn(self, page: int) -> None:
        """Turn to a page, with its first row chosen if a row was."""
        self._open = self._listed = page % len(self._pages)
        self._chosen = min(self._chosen, 0)
        self._services.mixer.tap("move")

    def _accept(self) -> Change:
        """Go to a page, or do what concerns all of them."""
        what = self._list[self._listed]
        if what == BACK_LABEL:
            return self._leave()
        if what == ALL_MADE_LABEL:
            self._turn_as_made(ALL, ())
        else:
            self._choose(0)
        return None

    def _back(self) -> Change:
        """From the rows to the list, from there to where one came from."""
        if self._chosen < 0:
            return self._leave()
        self._chosen, self._listed = -1, self._open
        self._services.mixer.tap("back")
        return None

    def _leave(self) -> Change:
        self._services.mixer.tap("back")
        return Pop()

    def _click(self, pixel: tuple[int, int]) -> Change:
        for number, box in enumerate(self._list_boxes):
            if box.collidepoint(pixel):
                self._listed, self._chosen = number, -1
                if number >= len(self._pages):
                    return self._accept()
                self._turn(number)
                return None
        for number, (box, reset) in enumerate(self._row_boxes):
            row = self.rows[number]
            if reset.collidepoint(pixel):
                self._choose(number)
                row.reset()
            elif box.collidepoint(pixel):
                self._choose(number)
                self._pressed = row
                return row.press(pixel)
        return None

    def _repeat(self, elapsed_s: float) -> None:
        if self.row is None or self._reader.held not in (Command.LEFT, Command.RIGHT):
            self._held_s = 0.0
            return
        self._held_s += elapsed_s
        while self._held_s > REPEAT_AFTER_S:
            self._held_s -= REPEAT_EVERY_S
            self.row.step(1 if self._reader.held is Command.RIGHT else -1)

    def _turn_as_made(self, page: str, rows: Sequence[Row]) -> Change:
        """A page, or all, as it was made; a second time, as it was before."""
        self._services.mixer.tap("accept")
        self._as_made.turn(page, rows)
        return None

    def _notice(self, key: Key) -> None:
        """Something was set: what a still stage does not show is shown soon."""
        self._sample, self._rested_s = SAMPLES.get(key), 0.0
