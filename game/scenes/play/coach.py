"""Who stands beside a player that learns: says what is due, beside what it is about, and points at what is dark."""

import pygame

from game.input.devices import InHand
from game.level.model import Teach
from game.render import Camera
from game.scenes.attempt.attempt import Attempt
from game.scenes.page.reticle import draw_pointer
from game.scenes.services import Services
from game.scenes.teaching.prompts import Prompt, spot_of
from game.scenes.teaching.spoken import Spoken


class Coach:
    """What is said and pointed at on the stage, frame by frame."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._prompt = Prompt()
        self._points_at: tuple[float, float] | None = None
        """m."""

    @property
    def words(self) -> str:
        """What a prompt says now; empty where there is none."""
        return self._prompt.shown

    def begin(self) -> None:
        """Another performance begins."""
        self._prompt.clear()
        self._points_at = None
        self._services.teacher.begin()

    def follow(self, attempt: Attempt, teach: tuple[Teach, ...], in_hand: InHand, elapsed_s: float) -> None:
        """A frame of so many real seconds has passed: say what is due of `teach`, in the words of what is in hand."""
        services, teacher = self._services, self._services.teacher
        lesson = teacher.follow(attempt.view, attempt.intent, elapsed_s, teach) if teach else None
        self._points_at = teacher.points_at if teach else None
        if lesson is None:
            self._prompt.move("", None, elapsed_s)
            return
        spoken, facts = Spoken(services.bindings, services.layout, in_hand), teacher.facts
        self._prompt.move(lesson.words(facts, spoken), spot_of(lesson.place, facts, attempt.view), elapsed_s)

    def draw(self, target: pygame.Surface, camera: Camera, time: float) -> None:
        """Paint it, at so many s of stage time."""
        style = self._services.style
        if self._points_at is not None:
            draw_pointer(target, camera.pixel(self._points_at), style, time)
        self._prompt.draw(target, style, camera)
