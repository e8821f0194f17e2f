"""Takes photographs of a finished sculpture, at a key, and says where they are."""

from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

import pygame

from game.core.words import homely
from game.export.photograph import PhotographError, draw_photograph, keep_photograph
from game.input.bindings import Action
from game.level import Level
from game.scenes.services import Services
from game.sim import View

PRESSES = (pygame.KEYDOWN, pygame.CONTROLLERBUTTONDOWN)


class Photographer:
    """Of one attempt at a level."""

    def __init__(self, services: Services, level: Level, seed: int) -> None:
        self._services, self._level, self._seed = services, level, seed
        self._taking: Future[Path] | None = None

    def hears(self, event: pygame.Event) -> bool:
        """Whether an event asks for a photograph."""
        return event.type in PRESSES and self._services.bindings.action_of(event) is Action.PHOTOGRAPH

    def take(self, view: View) -> None:
        """Take one of a view, beside the play; another one only once that is done."""
        if self._taking is None or self._taking.done():
            self._taking = self._services.stagehand.submit(self._take, view, datetime.now())

    @property
    def told(self) -> str:
        """What to tell about it, in a line: how to take one, or where it is."""
        if self._taking is None:
            key = next(iter(self._services.bindings.keys.get(Action.PHOTOGRAPH, ())), None)
            return "" if key is None else f"{self._services.layout.label(key)} takes a photograph"
        if not self._taking.done():
            return "The photograph is being taken"
        try:
            return f"Photograph in {homely(self._taking.result())}"
        except PhotographError as error:
            return f"The photograph is lost: {error}"

    def _take(self, view: View, now: datetime) -> Path:
        words = (self._level.title or "Untitled", f"{view.game.score:,} points".replace(",", " "), f"seed {self._seed}")
        picture = draw_photograph(self._level, view, words)
        return keep_photograph(picture, self._services.photographs, self._level.title, now)
