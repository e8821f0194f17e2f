"""Between two numbers of a run of encores: the next one is built behind this page."""

from concurrent.futures import Future
from pathlib import Path

import pygame

from game.core.language import N_, _
from game.encore import Made, NoLevelError, Run, make
from game.input.menu import Command, MenuReader
from game.scenes.base import Change, Doors, Pop, Push, Reset
from game.scenes.dialogs.question import end_of_run, why_of
from game.scenes.dialogs.reading import bare_page
from game.scenes.narrator import Narrated
from game.scenes.page.corner import Corner
from game.scenes.page.page import COLUMN, LEFT, darken, eased
from game.scenes.repertoire.repertoire import encore_entry
from game.scenes.services import Services
from game.sim import EventKind

HEADLINE = N_("Another one is built")
FADE_S = 0.35
PASS_S = 1.6
"""The lozenge goes along its line and back for so long."""
ROOM = 760.0


def build(services: Services, run: Run) -> Future[Made]:
    """Have the number of a run that comes now built behind the page; what was built once is there at once."""
    return services.stagehand.submit(make, run.seed, run.number)


class Arriving:
    """Nobody has to do anything; Esc goes to the title, and is asked about where that ends a run."""

    cursor = True

    def __init__(self, doors: Doors, services: Services, run: Run) -> None:
        """Of the number of a run that comes now."""
        self._doors, self._services, self.run = doors, services, run
        self._job = build(services, run)
        self._reader, self._corner = MenuReader(), Corner((Command.BACK,))
        self._problem = ""
        self._time_s = 0.0

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        return Narrated(f"{self._overline}. {_(HEADLINE)}", "", self._problem)

    def handle(self, event: pygame.Event) -> Change:
        """Esc leaves, and so does the sign in the corner."""
        command = self._reader.read(event)
        if command is not Command.BACK and self._corner.takes(event, self._services.size()) is not Command.BACK:
            return None
        if self.run.is_costly and not self._problem:
            return Push(end_of_run(self._services.style, self, Pop, self._leave, why_of(self.run)))
        return self._leave()

    def update(self, elapsed_s: float) -> Change:
        """As soon as it is built, it is announced."""
        self._time_s += elapsed_s
        self._services.mixer.theme(elapsed_s)
        if not self._job.done() or self._problem:
            return None
        try:
            made = self._job.result()
        except NoLevelError as error:
            self._problem = str(error)
            return None
        return Reset(self._doors.admit(encore_entry(self.run, made)))

    def glow(self, elapsed_s: float) -> None:
        """It stands still."""

    def sample(self, kind: EventKind) -> None:
        """Nothing happens to it."""

    def draw(self, target: pygame.Surface, covered: float = 0.0) -> None:
        """Paint the page; what is to be read goes where another covers it."""
        style = self._services.style
        sheet = bare_page(target, style)
        if covered >= 1.0:
            return
        sheet.overline(self._overline, (LEFT, 150), room=ROOM)
        sheet.write(_(HEADLINE), (LEFT - 2, 170), 50, style.title, strong=True, room=ROOM)
        sheet.rule((LEFT, 276), COLUMN)
        way = abs(1.0 - 2.0 * (self._time_s / PASS_S % 1.0))
        sheet.lozenge((LEFT + COLUMN * eased(way), 276.8), 5, style.accent)
        told = self._problem or _("Glass, metal, and how it will hum: a moment.")
        sheet.write(told, (LEFT, 300), 18, style.quiet, room=ROOM)
        self._corner.draw(target, style)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def _leave(self) -> Change:
        return Reset(self._doors.title(0))

    @property
    def _overline(self) -> str:
        return _("ENCORE {seed}, NUMBER {number}").format(seed=f"{self.run.seed:X}", number=self.run.number)

    def close(self, *, crashed: bool) -> Path | None:
        """Nobody waits for it any more."""
        self._job.cancel()
        return None
