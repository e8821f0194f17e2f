"""Menus: one small set of commands from keyboard and gamepad."""

from collections.abc import Mapping
from enum import StrEnum

import pygame

from game.input.pads import stick


class Command(StrEnum):
    """What one can ask of a menu."""

    UP = "up"
    DOWN = "down"
    ACCEPT = "accept"
    BACK = "back"
    AGAIN = "again"


_KEYS: Mapping[int, Command] = {
    pygame.K_UP: Command.UP,
    pygame.K_w: Command.UP,
    pygame.K_DOWN: Command.DOWN,
    pygame.K_s: Command.DOWN,
    pygame.K_RETURN: Command.ACCEPT,
    pygame.K_KP_ENTER: Command.ACCEPT,
    pygame.K_SPACE: Command.ACCEPT,
    pygame.K_ESCAPE: Command.BACK,
    pygame.K_BACKSPACE: Command.BACK,
    pygame.K_r: Command.AGAIN,
}
_BUTTONS: Mapping[int, Command] = {
    pygame.CONTROLLER_BUTTON_DPAD_UP: Command.UP,
    pygame.CONTROLLER_BUTTON_DPAD_DOWN: Command.DOWN,
    pygame.CONTROLLER_BUTTON_A: Command.ACCEPT,
    pygame.CONTROLLER_BUTTON_START: Command.ACCEPT,
    pygame.CONTROLLER_BUTTON_B: Command.BACK,
    pygame.CONTROLLER_BUTTON_BACK: Command.AGAIN,
}
_STICK_STEP = 0.5
"""A stick beyond half of its way is one step; it steps again only after it came back."""


class MenuReader:
    """Reads commands out of events. Remembers only whether the stick already made its step."""

    def __init__(self) -> None:
        self._stepped = False

    def read(self, event: pygame.Event) -> Command | None:
        """The command that an event gives, if any."""
        if event.type == pygame.KEYDOWN:
            return _KEYS.get(event.key)
        if event.type == pygame.CONTROLLERBUTTONDOWN:
            return _BUTTONS.get(event.button)
        if event.type == pygame.CONTROLLERAXISMOTION and event.axis == pygame.CONTROLLER_AXIS_LEFTY:
            return self._step(stick(event.value))
        return None

    def _step(self, tilt: float) -> Command | None:
        """One step for each time that the stick is pushed over."""
        was, self._stepped = self._stepped, abs(tilt) > _STICK_STEP
        if was or not self._stepped:
            return None
        return Command.DOWN if tilt > 0 else Command.UP
