"""The programme: what will be played and its few lines of story, read while the stage is got ready."""

from collections.abc import Callable
from pathlib import Path

import pygame

from game.core.language import _, ngettext
from game.core.signs import sign_of
from game.core.words import roman
from game.input.devices import Device
from game.input.menu import Command, MenuReader
from game.render import Stage
from game.scenes.base import Change, Doors, Pop, Push, Reset
from game.scenes.dialogs.question import end_of_run, why_of
from game.scenes.narrator import Narrated
from game.scenes.page.corner import Corner
from game.scenes.page.page import COLUMN, LEFT, Sheet, darken, eased
from game.scenes.play.loading import Preparation, draw_progress
from game.scenes.repertoire.repertoire import Entry
from game.scenes.services import Services
from game.sim import EventKind

LINE_S = 0.8
"""From one line of story to the next."""
LINE_FADE_S = 0.7
READ_S = 2.0
"""After the last line the curtain rises by itself where nobody has to press a key."""
FADE_S = 0.5
STORY_TOP = 318.0
STORY_STEP, STORY_PX = 40.0, 23.0
ROOM = 590.0
"""Width that text may fill before it meets the sculpture.

All in px of the design."""


def _kind_of(entry: Entry) -> str:
    """What is announced, in words over its title."""
    if entry.recording is not None:
        return _("A RECORDING")
    if entry.run is not None:
        return _("ENCORE {seed}, NUMBER {number}").format(seed=f"{entry.run.seed:X}", number=entry.run.number)
    if entry.ghost is not None:
        return _("BESIDE A GHOST")
    if entry.number is not None:
        return _("NUMBER {number}").format(number=roman(entry.number))
    return _("A LEVEL OF ITS OWN")


class Programme:
    """A page before the curtain. Enter raises it, as soon as all is ready."""

    cursor = True

    def __init__(
        self,
        doors: Doors,
        services: Services,
        row: int,
        *,
        overline: str = "",
        curtain: Callable[[Stage], Change] | None = None,
        back: Change = None,
    ) -> None:
        """Announce a row of the repertoire, and get it ready.

        `curtain` leads to what is shown on its stage and `back` to where one came from; without them it is performed,
        and Esc leads to the title.
        """
        entry = services.repertoire[row]
        assert entry.level is not None, "only what can be played is announced"
        self._doors, self._services, self._row, self._entry = doors, services, row, entry
        self._goal = entry.level.goal
        self._watched = services.bot is not None or entry.recording is not None
        self._overline = overline or _kind_of(entry)
        self._curtain = curtain or (lambda stage: Reset(doors.play(row, stage)))
        self._back = back
        self._reader = MenuReader()
        self._corner = Corner((Command.BACK,))
        services.mixer.tune(entry.level.music)
        self._preparation = Preparation(services.stagehand, entry.level, services.mixer, services.size())
        self._time_s = 0.0
        self._wanted = False

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        story = " ".join(self._entry.story)
        ready = self._preparation.stage is not None and not self._watched
        return Narrated(f"{self._entry.title}. {story} {self._task}", self._ways if ready else "")

    def handle(self, event: pygame.Event) -> Change:
        """Enter or a click goes on, Esc goes back."""
        command = self._reader.read(event)
        if command is Command.BACK or self._corner.takes(event, self._services.size()) is Command.BACK:
            run = self._entry.run
            if run is not None and run.is_costly:
                return Push(end_of_run(self._services.style, self, Pop, self._leave, why_of(run)))
            return self._back or self._leave()
        clicked = event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT
        self._wanted = self._wanted or clicked or command is Command.ACCEPT
        return None

    def update(self, elapsed_s: float) -> Change:
        """Wait for the stage, and for the reader."""
        self._time_s += elapsed_s
        self._services.portraits.move(self._row, elapsed_s)
        read = self._time_s > LINE_S * (1 + len(self._entry.story)) + READ_S
        stage = self._preparation.stage
        if stage is not None and (self._wanted or (self._watched and read)):
            return self._curtain(stage)
        return None

    def glow(self, elapsed_s: float) -> None:
        """It stands still."""

    def sample(self, kind: EventKind) -> None:
        """Nothing happens to it."""

    def draw(self, target: pygame.Surface, covered: float = 0.0) -> None:
        """Paint the page; what is to be read goes where another covers it."""
        style = self._services.style
        self._services.portraits.draw(target, style, self._row, self._time_s)
        if covered >= 1.0:
            return
        sheet = Sheet(target, style)
        sheet.overline(self._overline, (LEFT, 150))
        sheet.write(self._entry.title, (LEFT - 2, 170), 64, style.title, strong=True, room=ROOM)
        sheet.rule((LEFT, 276), COLUMN)
        self._draw_story(sheet)
        self._draw_foot(sheet)
        self._corner.draw(target, style)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def _leave(self) -> Change:
        return Reset(self._doors.title(self._row))

    def close(self, *, crashed: bool) -> Path | None:
        """Nobody waits for the stage any more."""
        self._preparation.cancel()
        self._services.portraits.leave_off()
        return None

    def _draw_story(self, sheet: Sheet) -> None:
        style, y = self._services.style, STORY_TOP
        for number, line in enumerate(self._entry.story):
            share = eased((self._time_s - LINE_S * number - FADE_S) / LINE_FADE_S)
            sheet.write(line, (LEFT, y), STORY_PX, style.title, share=0.92 * share, room=ROOM)
            y += sheet.step(STORY_STEP, STORY_PX)
        share = eased((self._time_s - LINE_S * len(self._entry.story) - FADE_S) / LINE_FADE_S)
        sheet.write(self._task, (LEFT, y + 14), 18, style.accent, share=share, room=ROOM)

    @property
    def _task(self) -> str:
        """What the number asks for."""
        voices, seconds = self._goal.voices, round(self._goal.within)
        told = ngettext("Find one voice in {seconds} s.", "Find {n} voices in {seconds} s.", voices)
        return told.format(n=voices, seconds=seconds)

    @property
    def _ways(self) -> str:
        """On and back, by what is in the hand."""
        in_hand = self._services.in_hand
        if in_hand.lean is not Device.PAD:
            return _("Enter or a click raises the curtain  ·  Esc goes back")
        on, back = (sign_of(name, in_hand.family) for name in ("a", "b"))
        return _("{on} raises the curtain  ·  {back} goes back").format(on=on, back=back)

    def _draw_foot(self, sheet: Sheet) -> None:
        style, y = self._services.style, sheet.height - 96
        draw_progress(sheet, (LEFT, y), self._preparation.share)
        if self._preparation.stage is None:
            doing = _(self._preparation.doing)
            text = _("Getting {what} ready; the first time takes longest").format(what=doing)
        elif self._watched:
            text = _("The curtain rises")
        else:
            text = self._ways
        sheet.paragraph(text, (LEFT, y + 14), 15, style.quiet, room=ROOM)
