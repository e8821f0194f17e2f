"""The gallery: recordings and photographs, each a line in a list; files are read one by one behind the page."""

from concurrent.futures import Future
from pathlib import Path

import pygame

from game.core.language import N_, _
from game.core.words import homely
from game.input.menu import Command
from game.replay import Card, ReplayError, load_card
from game.scenes.attempt.recordings import KEPT, recordings_in
from game.scenes.base import Change, Doors, Pop, Push
from game.scenes.dialogs.reading import bare_page
from game.scenes.gallery.keepsake import Keepsake
from game.scenes.gallery.telling import Telling
from game.scenes.narrator import Narrated
from game.scenes.page.listing import Listing
from game.scenes.page.page import LEFT, Sheet, darken, eased
from game.scenes.services import Services

RECORDINGS, PHOTOGRAPHS, BACK = N_("Recordings"), N_("Photographs"), N_("To the title")
NOTHING = {
    RECORDINGS: N_("None yet: every performance is recorded."),
    PHOTOGRAPHS: N_("None yet: a key takes one, on the stage."),
}
PICTURES = (".png",)
TAB_AT, TAB_WIDTH, TAB_PX = 130.0, 200.0, 21.0
TOP, FOOT = 172.0, 84.0
"""Where the list begins, and what is left free below it, px of the design."""
STEP, PX, NOTE_PX = 38.0, 18.0, 15.0
NOTE_AT = 0.46
"""Where the notes begin, share of the list's width."""
FADE_S = 0.35
BY_MOUSE = (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN)
"""A cursor that a mouse moves makes no sound here."""


class Gallery:
    """Left and right change between the lists, up and down move in one; the last line leads back."""

    cursor = True

    def __init__(self, doors: Doors, services: Services) -> None:
        self._doors, self._services = doors, services
        self._tab = RECORDINGS
        self._list = Listing(PX, STEP)
        self._cards: dict[Path, Future[Card]] = {}
        self._tabs: list[tuple[pygame.Rect, str]] = []
        self._files: list[Path] = []
        self._time_s = 0.0
        self._hang()

    @property
    def tab(self) -> str:
        """Which list is seen."""
        return self._tab

    @property
    def chosen(self) -> Path | None:
        """The file under the cursor; None of the way back."""
        chosen = self._list.chosen
        return self._files[chosen] if chosen < len(self._files) else None

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        path = self.chosen
        focus = _(BACK) if path is None else ", ".join(filter(None, self._told(path)[:2]))
        return Narrated(f"{_('Gallery')}, {_(self._tab)}", focus)

    def handle(self, event: pygame.Event) -> Change:
        """Arrows, a stick, the wheel or the mouse choose; Enter or a click opens; Esc goes back."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            tab = next((tab for box, tab in self._tabs if box.collidepoint(event.pos)), None)
            if tab is not None:
                self._turn_to(tab)
                return None
        before = self._list.chosen
        taken = self._list.read(event)
        if self._list.chosen != before and event.type not in BY_MOUSE:
            self._services.mixer.tap("move")
        match taken:
            case int():
                return self._enter()
            case Command.LEFT | Command.RIGHT:
                self._turn_to(PHOTOGRAPHS if self._tab == RECORDINGS else RECORDINGS)
            case Command.BACK:
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
        sheet.overline(_("THE GALLERY"), (LEFT, 40), room=room)
        sheet.write(_("What was kept"), (LEFT - 1, 58), 40, style.title, strong=True, room=room / 2)
        self._draw_where(sheet, room)
        self._draw_tabs(sheet)
        self._draw_list(sheet, room)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def close(self, *, crashed: bool) -> Path | None:
        """Nobody waits for the rest any more."""
        for card in self._cards.values():
            card.cancel()
        return None

    def _hang(self) -> None:
        """Look into the folders."""
        services = self._services
        if self._tab == RECORDINGS:
            self._files = recordings_in(services.replays)
            for path in self._files:
                if path not in self._cards:
                    self._cards[path] = services.stagehand.submit(load_card, path)
        else:
            folder = services.photographs
            pictures = [path for path in folder.iterdir() if path.suffix in PICTURES] if folder.is_dir() else []
            self._files = sorted(pictures, key=_age, reverse=True)
        self._list.count = len(self._files)
        self._list.chosen = min(self._list.chosen, self._list.count)

    def _turn_to(self, tab: str) -> None:
        if tab != self._tab:
            self._tab, self._list.chosen = tab, 0
            self._services.mixer.tap("move")
            self._hang()

    def _enter(self) -> Change:
        """Open what is under the cursor, once it was read and if that could be done."""
        path = self.chosen
        if path is None:
            return self._leave()
        what: Card | Path | None = self._card(path) if self._tab == RECORDINGS else path
        if what is None:
            return None
        self._services.mixer.tap("accept")
        return Push(Keepsake(self._doors, self._services, what, self._change))

    def _change(self, path: Path | None) -> None:
        """A file has another name, or is gone."""
        self._hang()
        if path in self._files:
            self._list.chosen = self._files.index(path)

    def _leave(self) -> Change:
        self._services.mixer.tap("back")
        return Pop()

    def _card(self, path: Path) -> Card | None:
        """What is told of a recording; None as long as that is not known, and of what is none."""
        card = self._cards[path]
        return card.result() if card.done() and not card.cancelled() and card.exception() is None else None

    def _draw_where(self, sheet: Sheet, room: float) -> None:
        """Where the files are, and how long they stay."""
        services = self._services
        folder = services.replays if self._tab == RECORDINGS else services.photographs
        right, quiet = LEFT + room, sheet.style.quiet
        if self._tab == RECORDINGS:
            kept = _("the last {n} by themselves, named ones for ever").format(n=KEPT)
            sheet.write(kept, (right, 78), NOTE_PX, quiet, anchor=1.0, room=0.6 * room)
        foot = (right, sheet.height - 46)
        sheet.write(homely(folder), foot, NOTE_PX, quiet, anchor=1.0, room=0.7 * room, centred=True)

    def _draw_tabs(self, sheet: Sheet) -> None:
        self._tabs = []
        wide = TAB_WIDTH * max(1.0, sheet.text)
        for number, tab in enumerate((RECORDINGS, PHOTOGRAPHS)):
            is_seen, x, height = tab == self._tab, LEFT + wide * number, sheet.step(30.0, TAB_PX)
            colour = sheet.style.accent if is_seen else sheet.style.title
            at = (x, TAB_AT + 10)
            sheet.write(_(tab), at, TAB_PX, colour, strong=is_seen, share=1.0 if is_seen else 0.7, centred=True)
            box = pygame.Rect(sheet.pixel((x, at[1] - height / 2)), sheet.pixel((wide - 20, height)))
            self._tabs.append((box, tab))
        sheet.rule((LEFT, TAB_AT + 10 + sheet.step(30.0, TAB_PX) / 2), sheet.width - 2 * LEFT, share=0.6)

    def _draw_list(self, sheet: Sheet, room: float) -> None:
        step = self._list.step(sheet)
        top = TOP + max(0.0, sheet.step(30.0, TAB_PX) - 30.0)
        seen = self._list.seen(sheet, sheet.height - FOOT - top)
        if not self._files:
            sheet.write(_(NOTHING[self._tab]), (LEFT + 8, top + 14), PX, sheet.style.title, room=room)
        for place, row in enumerate(seen):
            self._draw_row(sheet, row, top + step * (place + 0.5), room)
        self._list.draw_more(sheet, seen, LEFT + room / 2, top - 5, top + step * len(seen) + 6)
        back_at = (LEFT + 8, sheet.height - 46)
        self._list.draw_label(sheet, self._list.count, _(BACK), back_at, room=room - 24, width=room)

    def _draw_row(self, sheet: Sheet, row: int, middle: float, room: float) -> None:
        title, note, is_right = self._told(self._files[row])
        share, at = 1.0 if is_right else 0.55, (LEFT + 8, middle)
        self._list.draw_label(sheet, row, title, at, room=NOTE_AT * room - 24, width=room, share=share)
        at = (LEFT + NOTE_AT * room, middle)
        sheet.write(note, at, NOTE_PX, sheet.style.quiet, room=(1.0 - NOTE_AT) * room, centred=True)

    def _told(self, path: Path) -> tuple[str, str, bool]:
        """Title and note of a file, and whether it can be opened."""
        if self._tab == PHOTOGRAPHS:
            return path.stem, "", True
        future = self._cards[path]
        if not future.done():
            return path.stem, _("being read"), True
        error = future.exception()
        if isinstance(error, ReplayError):
            return path.stem, str(error).removeprefix(f"{path}: "), False
        told = Telling(future.result(), self._services.repertoire, path)
        return told.title, told.note, True


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # gone meanwhile
        return 0.0
