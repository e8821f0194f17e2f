"""The title: the name of the piece, the ways into the house, and the sculpture of the next number in half light."""

from pathlib import Path

import pygame

from game.core.language import N_, _
from game.core.words import roman
from game.input.menu import Command
from game.scenes.base import Change, Doors, Leave, Pop, Push, Reset
from game.scenes.dialogs.credits import credits_page
from game.scenes.dialogs.question import Asked, Question
from game.scenes.encore.encore import Encore
from game.scenes.gallery.gallery import Gallery
from game.scenes.narrator import Narrated
from game.scenes.page.menu import MIDDLE, Menu
from game.scenes.page.page import COLUMN, LEFT, Sheet, darken, eased
from game.scenes.page.wordmark import draw_wordmark
from game.scenes.rehearsal.rehearsal import Rehearsal
from game.scenes.repertoire.portrait import STAGE_CENTRE
from game.scenes.repertoire.repertoire import Entry
from game.scenes.services import Services
from game.scenes.settings.pages import PAGES
from game.scenes.title.playbill import Playbill
from game.sim import EventKind

OVERLINE = N_("A PERFORMANCE FOR TWO HANDS AND ONE BREATH")
MOTTO = N_("Keep it standing. Let the cracks sing.")
BEGIN, CONTINUE, ONCE_MORE = N_("Begin"), N_("Continue"), N_("Once more")
PROGRAMME, ENCORE, REHEARSAL, GALLERY = N_("Programme"), N_("Encore"), N_("Rehearsal"), N_("Gallery")
CREDITS, LEAVE = N_("Credits"), N_("Leave")
NOTHING = N_("Nothing is played tonight: there are no levels.")
MENU_TOP, MENU_FOOT = 316.0, 52.0
"""Where the choices begin, and what is left free below them, px of the design."""
NOTE_AT, NOTE_PX = 160.0, 17.0
"""From the menu's left edge to the note on a row, and its size, px of the design."""
ROOM = 580.0
"""What text may fill before it meets the sculpture, px of the design."""
MOST_WIDER = 1.6
"""Large text moves the notes to the right, but not by more."""
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
    """Go on, or turn to a page."""

    cursor = True

    def __init__(self, doors: Doors, services: Services, row: int = 0) -> None:
        """`row` is what was played last; where that is no number, it can be played once more."""
        self._doors, self._services = doors, services
        self._style, bill = services.style, services.bill
        entry = services.repertoire[row] if row < len(services.repertoire) else None
        can_again = entry is not None and entry.number is None and entry.run is None and entry.level is not None
        self._last = row if can_again else None
        self._next = bill.next
        self._go_on = CONTINUE if services.progress.results else BEGIN
        self._problem = entry.problem if entry is not None and entry.number is None else ""
        ways = [ONCE_MORE] * (self._last is not None) + [self._go_on] * (self._next is not None)
        self._menu = Menu(
            (
                *ways,
                *[PROGRAMME] * bool(bill.acts),
                ENCORE,
                *[REHEARSAL] * bool(self._next is not None),
                GALLERY,
                *PAGES,
                CREDITS,
                LEAVE,
            )
        )
        self._time_s = 0.0
        services.stagehand.submit(services.mixer.prepare_theme)

    @property
    def shown(self) -> int:
        """The row of the repertoire whose sculpture is seen: what the choice under the cursor plays."""
        goes_on = self._menu.choices[self._menu.chosen] != ONCE_MORE
        row = self._next if goes_on or self._last is None else self._last
        return 0 if row is None else row

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        row = {ONCE_MORE: self._last, self._go_on: self._next}.get(self._choice)
        note = "" if row is None else self._services.repertoire[row].title
        return Narrated(f"FLAWSONG. {_(MOTTO)}", ", ".join(filter(None, (_(self._choice), note))))

    @property
    def _choice(self) -> str:
        return self._menu.choices[self._menu.chosen]

    def handle(self, event: pygame.Event) -> Change:
        """Arrows, a stick or the mouse choose; Enter or a click goes there; Esc asks whether to leave."""
        chosen, shown = self._menu.chosen, self.shown
        taken = self._menu.read(event)
        if self._menu.chosen != chosen:
            self._services.mixer.tap("move")
        if self.shown != shown:
            self._services.portraits.change_to(self.shown)
        if taken in (Command.BACK, LEAVE):
            return self._ask_to_leave()
        return self._enter(taken) if isinstance(taken, str) and taken in self._menu.choices else None

    def update(self, elapsed_s: float) -> Change:
        """The sculpture sways on."""
        self._time_s += elapsed_s
        self._services.mixer.theme(elapsed_s)
        self._services.portraits.move(self.shown, elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page."""
        style = self._style
        self._services.portraits.draw(target, style, self.shown, self._time_s)
        sheet = Sheet(target, style)
        sheet.overline(_(OVERLINE), (LEFT, 94), room=ROOM)
        draw_wordmark(sheet, (LEFT - 4, 112), 86, self._time_s)
        sheet.write(_(MOTTO), (LEFT, 236), 23, style.accent, room=ROOM)
        sheet.rule((LEFT, 296), COLUMN)
        self._menu.draw(sheet, (LEFT, MENU_TOP), self._menu_room(sheet))
        notes = {ONCE_MORE: self._last, self._go_on: self._next}
        for number, choice in enumerate(self._menu.choices):
            if (row := notes.get(choice)) is not None:
                self._draw_note(sheet, number, self._services.repertoire[row])
        problem = self._problem or ("" if self._next is not None else _(NOTHING))
        sheet.write(problem, (LEFT, sheet.height - 34), 15, style.quiet, room=sheet.width - 2 * LEFT)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def close(self, *, crashed: bool) -> Path | None:
        """Nobody waits for portraits any more."""
        self._services.portraits.leave_off()
        return None

    def _menu_room(self, sheet: Sheet) -> float:
        return sheet.height - MENU_TOP - MENU_FOOT

    def _draw_note(self, sheet: Sheet, number: int, entry: Entry) -> None:
        """What a choice would play, beside it."""
        wider = min(MOST_WIDER, max(1.0, sheet.text))
        step = self._menu.step(sheet, self._menu_room(sheet))
        at = (LEFT + wider * NOTE_AT, MENU_TOP + min(MIDDLE, step / 2) + step * number)
        title = entry.title if entry.number is None else f"{roman(entry.number)}   {entry.title}"
        sheet.write(title, at, NOTE_PX, self._style.dim, room=ROOM - wider * NOTE_AT, centred=True)

    def _enter(self, choice: str) -> Change:
        """Go where a choice leads."""
        self._services.mixer.tap("accept")
        foyer = Foyer(self._services, self.shown, self._time_s)
        if choice in PAGES:
            return Push(PAGES[choice](self._services, foyer))
        if choice == CREDITS:
            return Push(credits_page(self._services))
        if choice == ENCORE:
            return Push(Encore(self._doors, self._services))
        if choice == GALLERY:
            return Push(Gallery(self._doors, self._services))
        if choice == REHEARSAL:
            return Push(Rehearsal(self._doors, self._services, self.shown))
        if choice == PROGRAMME:
            return Push(Playbill(self._doors, self._services, self.shown))
        row = self._last if choice == ONCE_MORE else self._next
        return None if row is None else Reset(self._doors.programme(row))

    def _ask_to_leave(self) -> Change:
        self._services.mixer.tap("back")
        asked = Asked(
            N_("BEFORE YOU GO"),
            N_("Leave the theatre?"),
            N_("What you achieved, recorded and set is kept."),
            N_("Stay"),
            LEAVE,
            Pop,
            Leave,
        )
        beneath = Foyer(self._services, self.shown, self._time_s, is_middle=False)
        return Push(Question(self._style, beneath, asked))
