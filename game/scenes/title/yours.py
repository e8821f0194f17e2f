"""The player's own levels: the files of a folder, each with its silhouette, or with the first of what is wrong."""

from concurrent.futures import Future
from pathlib import Path

import pygame

from game.core.language import N_, _, ngettext
from game.core.paths import own_levels_dir
from game.core.words import dotted, grouped, homely
from game.input.menu import Command
from game.scenes.base import Change, Doors, Pop, Reset
from game.scenes.narrator import Narrated
from game.scenes.page.listing import Listing
from game.scenes.page.page import LEFT, Sheet, darken, eased, shaded
from game.scenes.repertoire.bill import Bill
from game.scenes.repertoire.portrait import STAGE_CENTRE
from game.scenes.repertoire.repertoire import Entry, own_files, read_own
from game.scenes.repertoire.silhouette import Silhouette
from game.scenes.services import Services

BACK = N_("To the programme")
ROOM = 590.0
"""Width of the list, px of the design."""
PROBLEM_LIGHT = 96
"""Of 256: what is left of the page's light under what is wrong with a file."""
TOP, FOOT = 156.0, 128.0
"""Where the list begins, and what is left free below it, px of the design."""
STEP, PX, NOTE_PX = 46.0, 19.0, 15.0
SHAPE = 0.88
"""Height of a silhouette in the list, share of its row..."""
LARGE = (400.0, 420.0)
"""...and room for that of the row under the cursor, px of the design."""
NOTE_AT = 0.62
"""Where the notes begin at the earliest, share of the list's width."""
BROKEN = 0.5
"""How bright what cannot be played is."""
FADE_S = 0.35


class Yours:
    """A list, read anew whenever it is opened; files come in one by one."""

    cursor = True

    def __init__(self, doors: Doors, services: Services) -> None:
        self._doors, self._services, self._folder = doors, services, own_levels_dir()
        self._files = own_files(self._folder)
        self._reading: list[Future[Entry]] = [services.stagehand.submit(read_own, path) for path in self._files]
        self._shapes: dict[int, Silhouette] = {}
        self._bill: Bill | None = None
        self._list = Listing(PX, STEP)
        self._list.count = len(self._files)
        self._time_s = 0.0

    def entry(self, row: int) -> Entry | None:
        """A file, once it is read; None of the row that leads back."""
        is_read = row < len(self._files) and self._reading[row].done()
        return self._reading[row].result() if is_read else None

    def handle(self, event: pygame.Event) -> Change:
        """Arrows, a stick or the mouse choose; Enter or a click plays; Esc goes back."""
        before = self._list.chosen
        taken = self._list.read(event)
        if self._list.chosen != before:
            self._services.mixer.tap("move")
        match taken:
            case int():
                return self._enter(taken)
            case Command.BACK:
                return self._leave()
        return None

    def update(self, elapsed_s: float) -> Change:
        """What was read meanwhile is shown."""
        self._time_s += elapsed_s
        self._services.mixer.theme(elapsed_s)
        for row in range(len(self._files)):
            entry = self.entry(row)
            if row not in self._shapes and entry is not None and entry.level is not None:
                self._shapes[row] = Silhouette(entry.level)
        if self._bill is None and all(reading.done() for reading in self._reading):
            entries = tuple(reading.result() for reading in self._reading)
            self._bill = Bill(entries, self._services.progress.results, all_open=True)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page."""
        style = self._services.style
        target.blit(style.backdrop(target.get_size(), STAGE_CENTRE), (0, 0))
        sheet = Sheet(target, style)
        self._draw_shape(sheet, self._list.chosen, (STAGE_CENTRE[0] * sheet.width, 0.86 * sheet.height), LARGE, 0.8)
        sheet.overline(_("YOURS"), (LEFT, 48), room=ROOM)
        sheet.write(_("Levels of your own"), (LEFT - 1, 64), 40, style.title, strong=True, room=ROOM)
        sheet.write(homely(self._folder), (LEFT, 118), NOTE_PX, style.quiet, room=ROOM)
        if not self._files:
            nothing = _(
                "None yet. In a terminal, `flawsong new FILE` begins one; a file dropped on the window plays, too."
            )
            sheet.write(nothing, (LEFT, TOP + 20), NOTE_PX, style.title, room=ROOM)
        self._draw_list(sheet)
        entry = self.entry(self._list.chosen)
        problem = entry.problem if entry is not None else ""
        if problem:  # read over the pool of light, too
            foot = sheet.pixel((0.0, 2 * sheet.step(24.0, NOTE_PX) + 76.0))[1]
            target.fill(
                (PROBLEM_LIGHT,) * 3, target.get_rect().move(0, target.get_height() - foot), pygame.BLEND_RGB_MULT
            )
        problem_at = (LEFT, sheet.height - 68 - 2 * sheet.step(24.0, NOTE_PX))
        sheet.paragraph(problem, problem_at, NOTE_PX, style.danger, room=sheet.width - 2 * LEFT)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def close(self, *, crashed: bool) -> Path | None:
        """Nobody waits for the rest any more."""
        for reading in self._reading:
            reading.cancel()
        return None

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        row = self._list.chosen
        if row >= len(self._files):
            return Narrated(_("Levels of your own"), _(BACK))
        entry = self.entry(row)
        title = self._files[row].name if entry is None else entry.title
        problem = entry.problem if entry is not None else ""
        return Narrated(_("Levels of your own"), ", ".join(filter(None, (title, self._note(row), problem))))

    def _enter(self, row: int) -> Change:
        """Play a level, if that can be done; the last row leads back."""
        if row == len(self._files):
            return self._leave()
        entry = self.entry(row)
        if entry is None or entry.level is None:
            return None
        self._services.mixer.tap("accept")
        return Reset(self._doors.admit(entry))

    def _leave(self) -> Change:
        self._services.mixer.tap("back")
        return Pop()

    def _draw_list(self, sheet: Sheet) -> None:
        step = self._list.step(sheet)
        foot = max(FOOT, 76.0 + 2 * sheet.step(24.0, NOTE_PX))
        seen = self._list.seen(sheet, sheet.height - foot - TOP)
        for place, row in enumerate(seen):
            self._draw_row(sheet, row, TOP + step * place, step)
        self._list.draw_more(sheet, seen, LEFT + ROOM / 2, TOP - 8, TOP + step * len(seen) + 8)
        self._draw_label(sheet, self._list.count, _(BACK), (LEFT, sheet.height - 44), 1.0)

    def _draw_row(self, sheet: Sheet, row: int, y: float, step: float) -> None:
        entry, middle = self.entry(row), y + step / 2
        share = 1.0 if entry is not None and entry.level is not None else BROKEN
        self._draw_shape(sheet, row, (LEFT + 20, y + step - 3), (40.0, SHAPE * step), share)
        title = self._files[row].name if entry is None else entry.title
        self._draw_label(sheet, row, title, (LEFT + 56, middle), share)
        note_at, room = (LEFT + ROOM, middle), (1 - NOTE_AT) * ROOM
        sheet.write(self._note(row), note_at, NOTE_PX, sheet.style.quiet, anchor=1.0, room=room, centred=True)

    def _draw_label(self, sheet: Sheet, row: int, label: str, at: tuple[float, float], share: float) -> None:
        """What a row is called: as far as the notes begin."""
        room = NOTE_AT * ROOM - (at[0] - LEFT) - 12
        self._list.draw_label(sheet, row, label, at, room=room, width=ROOM + 24, share=share)

    def _draw_shape(
        self, sheet: Sheet, row: int, foot: tuple[float, float], room: tuple[float, float], share: float
    ) -> None:
        if row in self._shapes:
            picture = self._shapes[row].fitted(sheet.pixel(room), shaded(sheet.style.accent, share))
            sheet.target.blit(picture, picture.get_rect(midbottom=sheet.pixel(foot)))

    def _note(self, row: int) -> str:
        """What a performance asks for and what was achieved, in a few words."""
        entry = self.entry(row)
        if entry is None:
            return _("being read")
        if entry.level is None:
            return _("cannot be played")
        goal = entry.level.goal
        voices = ngettext("{n} voice", "{n} voices", goal.voices).format(n=goal.voices)
        best = self._bill.standing(entry).best if self._bill is not None else 0
        scored = _("best {points}").format(points=grouped(best)) if best else ""
        return dotted((voices, f"{goal.within:.0f} s", scored))
