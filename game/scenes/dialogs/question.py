"""A question before something that cannot be taken back: it is asked once, and only a new press answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pygame

from game.core.language import N_, _
from game.encore import Run
from game.input.menu import Command
from game.scenes.base import Beneath, Change
from game.scenes.narrator import Narrated
from game.scenes.page.menu import Choice, Menu
from game.scenes.page.page import COLUMN, LEFT, Sheet, Style, eased, veil

FADE_S = 0.18
DEAF_S = 0.4
"""For so long clicks are not heard: the second of a double click may fall on an answer."""
ROOM = 590.0
"""Width that text may fill, px of the design."""
BETWEEN = N_("What was sung so far counts; the next number waits.")
PLAYING = N_("In a run each number is played once. What was sung so far counts.")
RANKED = N_("It is today's ranked run, and there is one a day.")
"""What is lost with a run that is ended between two numbers, in the midst of one, and before its first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, in English, and what the answers do."""

    overline: str
    headline: str
    why: str
    """What would be lost."""
    no: str
    yes: str
    """The answers, as they are written."""
    on_no: Callable[[], Change]
    on_yes: Callable[[], Change]


class Question:
    """Two answers; the cursor is on the harmless one, which Esc and B give too."""

    cursor = True

    def __init__(self, style: Style, beneath: Beneath, asked: Asked) -> None:
        self._style, self._beneath, self._asked = style, beneath, asked
        self._menu = Menu((asked.no, asked.yes))
        self._time_s = 0.0

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        return Narrated(f"{_(self._asked.headline)} {_(self._asked.why)}", self._menu.told)

    def handle(self, event: pygame.Event) -> Change:
        """Take an answer."""
        answer = self._menu.read(event)
        if event.type == pygame.MOUSEBUTTONDOWN and self._time_s < DEAF_S:
            return None
        if answer in (Command.BACK, self._asked.no):
            return self._asked.on_no()
        return self._asked.on_yes() if answer == self._asked.yes else None

    def update(self, elapsed_s: float) -> Change:
        """The lights go down."""
        self._time_s += elapsed_s
        self._beneath.glow(elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the question over what it is about."""
        covered = eased(self._time_s / FADE_S)
        self._beneath.draw(target, covered)
        veil(target, covered)
        style, asked, sheet = self._style, self._asked, Sheet(target, self._style)
        middle = sheet.height / 2
        sheet.overline(_(asked.overline), (LEFT, middle - 190))
        sheet.write(_(asked.headline), (LEFT - 2, middle - 172), 50, style.title, strong=True, room=ROOM)
        sheet.write(_(asked.why), (LEFT, middle - 110), 20, style.accent, room=ROOM)
        sheet.rule((LEFT, middle - 66), COLUMN)
        self._menu.draw(sheet, (LEFT, middle - 36))

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""


def why_of(run: Run) -> str:
    """What is lost with a run that is ended before its next number."""
    return BETWEEN if run.number > 1 else RANKED


def end_of_run(
    style: Style, beneath: Beneath, on_no: Callable[[], Change], on_yes: Callable[[], Change], why: str = BETWEEN
) -> Question:
    """Whether a run of encores is to be given up."""
    asked = Asked(N_("THE STAGE IS STILL"), N_("End the run?"), why, Choice.GO_ON, Choice.END, on_no, on_yes)
    return Question(style, beneath, asked)
