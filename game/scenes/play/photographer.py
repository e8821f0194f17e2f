"""Takes photographs of the stage, or of a finished sculpture, at a key, and says where they are."""

from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

import pygame

from game import __version__
from game.core.language import _, ngettext
from game.core.words import grouped, homely
from game.export.photograph import PhotographError, draw_photograph, draw_stage, keep_photograph, size_for
from game.input.bindings import Action
from game.input.devices import Device
from game.input.names import NOTHING
from game.level import Level
from game.scenes.page.page import Sheet
from game.scenes.services import Services
from game.sim import View

TOLD_S, FADE_S = 4.0, 0.5
"""Real seconds for which it is told where a photograph is, and in which that fades at last."""
FOOT, PX = 40.0, 15.0
"""Where that stands above the lower edge, and its size, px of the design."""
PRESSES = (pygame.KEYDOWN, pygame.CONTROLLERBUTTONDOWN, pygame.MOUSEBUTTONDOWN)


class Photographer:
    """Of one attempt at a level."""

    def __init__(self, services: Services, level: Level, seed: int, name: str = "") -> None:
        """`name` is the level's id, as a photograph tells it."""
        self._services, self._level, self._seed, self._id = services, level, seed, name
        self._taking: Future[Path] | None = None
        self._told_s = 0.0

    def hears(self, event: pygame.Event) -> bool:
        """Whether an event asks for a photograph."""
        return event.type in PRESSES and self._services.bindings.action_of(event) is Action.PHOTOGRAPH

    def take(self, view: View, *, is_finished: bool = True) -> None:
        """Take one of a view, beside the play; another one only once that is done."""
        if self._taking is None or self._taking.done():
            self._told_s = 0.0
            self._taking = self._services.stagehand.submit(self._take, view, is_finished, datetime.now())

    def move(self, elapsed_s: float) -> None:
        """Let real seconds pass; what is told goes again once it could be read."""
        if self._taking is not None and self._taking.done():
            self._told_s += elapsed_s

    def draw(self, sheet: Sheet) -> None:
        """Tell at the foot of the stage that one is taken, and where it is."""
        if self._taking is not None and self._told_s < TOLD_S:
            share = min(1.0, (TOLD_S - self._told_s) / FADE_S)
            at = (sheet.width / 2, sheet.height - FOOT)
            sheet.write(self.told, at, PX, sheet.style.title, anchor=0.5, share=share, room=sheet.width - 2 * FOOT)

    @property
    def told(self) -> str:
        """What to tell about it, in a line: how to take one, or where it is."""
        if self._taking is None:
            names, is_pad = self._services.names, self._services.in_hand.lean is Device.PAD
            key = names.button(Action.PHOTOGRAPH) if is_pad else names.key(Action.PHOTOGRAPH)
            return "" if key == NOTHING else _("{key} takes a photograph").format(key=key)
        if not self._taking.done():
            return _("The photograph is being taken")
        try:
            return _("Photograph in {file}").format(file=homely(self._taking.result()))
        except PhotographError as error:
            return _("The photograph is lost: {error}").format(error=error)

    def _take(self, view: View, is_finished: bool, now: datetime) -> Path:
        title, size = self._level.title or "Untitled", size_for(self._services.size())
        if is_finished:
            points = ngettext("{n} point", "{n} points", view.game.score)
            score = points.format(n=grouped(view.game.score))
            words = (title, score, _("seed {seed}").format(seed=self._seed))
            picture = draw_photograph(self._level, view, words, size)
        else:
            picture = draw_stage(self._level, view, size)
        text = {
            "Title": title,
            "Software": f"FLAWSONG {__version__}",
            "Level": self._id,
            "Seed": str(self._seed),
            "Score": str(view.game.score),
        }
        return keep_photograph(picture, self._services.photographs, self._level.title, now, text)
