"""After the last note: how it ended, and why."""

from pathlib import Path
from typing import Protocol

import pygame

from game.core.language import _, ngettext
from game.input.menu import Command
from game.replay import ReplayError
from game.scenes.attempt.attempt import Attempt
from game.scenes.attempt.ending import MEDALS, Ending
from game.scenes.attempt.tally import Tally
from game.scenes.base import Change, Doors, Pop, Push, Reset
from game.scenes.dialogs.question import Question, end_of_run
from game.scenes.encore.arriving import Arriving, build
from game.scenes.narrator import Narrated, sentences
from game.scenes.page.clipboard import copied
from game.scenes.page.menu import Choice, Menu
from game.scenes.page.page import COLUMN, LEFT, NO_BREAK, Sheet, darken, eased, shaded, veil
from game.scenes.play.finale import Finale
from game.scenes.play.pause import Waiting, begin_again
from game.scenes.play.photographer import Photographer
from game.scenes.play.retelling import SKIPS
from game.scenes.repertoire.repertoire import read_replay
from game.scenes.services import Services

FADE_S = 0.7
DEAF_S = 0.5
"""For so long only R is heard, and after a win not even that: keys of the play are still being pressed when the page
appears."""
MEDAL_S = 0.25
"""From one encore to the next."""
UNLIT = 0.33
"""Brightness of an encore that was not earned."""
TABLE_WIDTH, STAFF = 390.0, 96.0
"""Of the score and how it came about, and from the score to its staff, px of the design."""
CALLS_PX, RIGHT = 18.0, 60.0
"""Size of the encores in words, and what is left free at the right, px of the design."""
MENU = 160.0
"""From the page's top to its choices, px of the design."""
NOTE, NOTE_GAP, NOTE_STEP, NOTE_PX = 430.0, 12.0, 24.0, 15.0
"""From the page's top to its last lines, from the choices to them at least, from one to the next, and their size, px of
the design."""
COMPARED, COMPARED_STEP = 94.0, 22.0
"""From the score to how it compares to the best, and the height of that line, px of the design."""
MOST_WIDER = 1.3
"""Large text makes them wider, but not by more."""


class Lively(Waiting, Protocol):
    """A performance that lives on beneath a page."""

    @property
    def attempt(self) -> Attempt:
        """What was played."""
        ...

    def linger(self, elapsed_s: float) -> None:
        """Move on by so many real seconds."""
        ...


class Results:
    """The ending on a page over the stage, which stands still behind it."""

    cursor = True

    def __init__(
        self,
        doors: Doors,
        services: Services,
        beneath: Lively,
        ending: Ending,
        photographer: Photographer | None = None,
        *,
        from_dark: bool = False,
    ) -> None:
        """Open it over the stage; `from_dark` where the house is dark already."""
        self._from_dark, self._photographer = from_dark, photographer if ending.won else None
        self._doors, self._services, self._beneath, self._ending = doors, services, beneath, ending
        self._style = services.style
        self._tally = Tally(ending.lines, ending.score)
        goes_on = ending.following is not None or (ending.run is not None and ending.won)
        after = [Choice.FINALE] if ending.is_last else [Choice.NEXT] if goes_on else []
        again = [Choice.AGAIN] if ending.run is None else [] if ending.won else [Choice.ANEW]
        stays = ending.run is not None and ending.won  # what leads away would end the run
        watch = [Choice.WATCH] if ending.recording is not None and not stays else []
        photograph = [Choice.PHOTOGRAPH] if self._photographer is not None else []
        skip = [Choice.SKIP] if ending.skip is not None else []
        choices = [*again, *skip, *after, *watch, *photograph, Choice.SHARE, Choice.LEAVE]
        self._menu = Menu(choices, chosen=len(again) if ending.won and after else 0)
        if ending.run is not None and ending.won:
            build(services, ending.run)  # the next number, while these words are read
        self._told = ""
        """What came of the choice that was taken last."""
        self._time_s = 0.0
        self._behind: pygame.Surface | None = None
        """What lies under the page once it has faded in: it stands still, to be written on."""

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        ending, points = (
            self._ending,
            ngettext("{n} point", "{n} points", self._ending.score).format(n=self._ending.score),
        )
        facts = [f"{what}: {amount}" for what, amount in ending.facts]
        parts = (ending.headline, ending.reason, points, ending.calls, ending.compared, ending.hint, *facts)
        return Narrated(sentences(parts), self._menu.told, self._told)

    def handle(self, event: pygame.Event) -> Change:
        """R plays again, Esc leaves; Enter takes what is chosen: the next number after a win."""
        if self._photographer is not None and self._photographer.hears(event):
            self._photograph()
            return None
        taken = self._menu.read(event)
        if event.type in SKIPS and taken is None:
            self._tally.finish()
        if self._time_s < DEAF_S and (self._ending.won or taken is not Command.AGAIN):
            return None
        match taken:
            case Choice.NEXT if self._ending.run is not None:
                return Reset(Arriving(self._doors, self._services, self._ending.run))
            case Choice.ANEW if self._ending.run is not None:
                return Reset(Arriving(self._doors, self._services, self._ending.run.anew()))
            case Command.AGAIN if self._ending.run is not None:
                return None
            case Command.AGAIN | Choice.AGAIN:
                return begin_again(self._beneath)
            case Choice.NEXT if self._ending.following is not None:
                return Reset(self._doors.programme(self._ending.following))
            case Choice.SKIP if self._ending.skip is not None:
                self._ending.skip()
                following = self._services.bill.after(self._ending.row)
                return Reset(self._doors.title(0) if following is None else self._doors.programme(following))
            case Choice.FINALE:
                return Reset(Finale(self._doors, self._services))
            case Choice.WATCH:
                return self._watch()
            case Choice.PHOTOGRAPH:
                self._photograph()
            case Choice.SHARE:
                self._told = f"{copied(self._ending.shared)}:  {self._ending.shared}"
            case Command.BACK | Choice.LEAVE if self._ending.run is not None and self._ending.won:
                return Push(self._question())
            case Command.BACK | Choice.LEAVE:
                return self._title()
        return None

    def update(self, elapsed_s: float) -> Change:
        """The house is heard on, and its applause."""
        self._time_s += elapsed_s
        self._beneath.linger(elapsed_s)
        for line in self._tally.move(elapsed_s):
            if line.voice is not None:
                self._services.mixer.ring(line.voice.note)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page over the stage."""
        share = eased(self._time_s / FADE_S)
        self._draw_behind(target, 1.0 if self._from_dark else share)
        if self._from_dark:
            darken(target, 1.0 - share)
        sheet, style, ending = Sheet(target, self._style), self._style, self._ending
        top = sheet.height / 2 - 220
        sheet.overline(_("CURTAIN"), (LEFT, top), share)
        room = sheet.width - 2 * LEFT
        sheet.write(ending.headline, (LEFT - 2, top + 18), 50, style.title, strong=True, share=share, room=room)
        sheet.write(ending.reason, (LEFT, top + 86), 20, style.accent, share=share, room=room)
        sheet.rule((LEFT, top + 138), COLUMN, share=share)
        self._menu.draw(sheet, (LEFT, top + MENU))
        self._draw_score(sheet, top + MENU)
        facts = "   ·   ".join(f"{what}: {amount}".replace(" ", NO_BREAK) for what, amount in ending.facts)
        photograph = self._photographer.told if self._photographer is not None else ""
        under = max(NOTE, MENU + self._menu.height(sheet) + NOTE_GAP)
        notes, y, wide = (ending.note, self._told or photograph), top + under, room - self._wider(sheet) * TABLE_WIDTH
        colour, step = style.title if ending.hint else style.quiet, sheet.step(NOTE_STEP, NOTE_PX)
        y += step * sheet.paragraph(ending.hint or facts, (LEFT, y), NOTE_PX, colour, room=wide, share=0.85 * share)
        for note in notes:
            y += step * sheet.paragraph(note, (LEFT, y), NOTE_PX, style.quiet, room=wide, share=0.85 * share)

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""

    def _photograph(self) -> None:
        if self._photographer is not None:
            self._photographer.take(self._beneath.attempt.view)
            self._told = ""

    def _question(self) -> Question:
        """Whether a run of encores that could go on is to be ended."""
        return end_of_run(self._style, self._beneath, Pop, self._title)

    def _title(self) -> Change:
        return Reset(self._doors.title(self._ending.row))

    def _watch(self) -> Change:
        """See the recording, if it is still there and whole."""
        try:
            return Reset(self._doors.admit(read_replay(self._ending.recording or Path())))
        except ReplayError as error:
            self._told = str(error)
            return None

    def _draw_behind(self, target: pygame.Surface, covered: float) -> None:
        """The stage out of focus, `covered` (0..1) so far; then the picture of it that was kept."""
        if self._behind is None or self._behind.get_size() != target.get_size():
            self._beneath.draw(target, covered)
            veil(target, covered)
            self._behind = target.copy() if covered >= 1.0 else None
        else:
            target.blit(self._behind, (0, 0))

    @staticmethod
    def _wider(sheet: Sheet) -> float:
        """How much wider large text makes the score's column."""
        return min(MOST_WIDER, max(1.0, sheet.text))

    def _draw_score(self, sheet: Sheet, top: float) -> None:
        style, ending = self._style, self._ending
        wider = self._wider(sheet)
        x = sheet.width - wider * TABLE_WIDTH
        counted = self._tally.counted
        px = sheet.text_px(54)
        style.type.write_number(sheet.target.blit, counted, sheet.pixel((x, top - 14)), px, style.title, strong=True)
        for number in range(len(MEDALS)):
            is_told = self._tally.is_done and self._tally.since_s >= MEDAL_S * number
            earned = ending.encores > number and is_told
            sheet.lozenge((x + 10 + 30 * number, top + 74), 11, shaded(style.accent, 1.0 if earned else UNLIT))
        if self._tally.is_done:
            calls_at = (x + 106, top + 74)
            room = x + wider * TABLE_WIDTH - RIGHT - calls_at[0]
            sheet.write(ending.calls, calls_at, CALLS_PX, style.accent, room=room, centred=True)
        below = sheet.step(COMPARED_STEP, NOTE_PX) if ending.compared else 0.0
        if self._tally.is_done:
            compared_at = (x, top + COMPARED)
            sheet.write(ending.compared, compared_at, NOTE_PX, style.title, room=sheet.width - x - 12)
        self._tally.draw(sheet, (x, top + STAFF + below), wider * TABLE_WIDTH - RIGHT, sheet.height)
