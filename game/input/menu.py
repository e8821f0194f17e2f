"""Menus: one small set of commands from keyboard and gamepad."""

from collections.abc import Mapping
from enum import StrEnum

import pygame

from game.input.keys import position
from game.input.pads import REMOVED, OnePad, stick


class Command(StrEnum):
    """What one can ask of a menu."""

    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    ACCEPT = "accept"
    BACK = "back"
    AGAIN = "again"
    PAGE_BACK = "page back"
    PAGE_FORTH = "page forth"


_KEYS: Mapping[int, Command] = {
    pygame.KSCAN_UP: Command.UP,
    pygame.KSCAN_W: Command.UP,
    pygame.KSCAN_DOWN: Command.DOWN,
    pygame.KSCAN_S: Command.DOWN,
    pygame.KSCAN_LEFT: Command.LEFT,
    pygame.KSCAN_A: Command.LEFT,
    pygame.KSCAN_RIGHT: Command.RIGHT,
    pygame.KSCAN_D: Command.RIGHT,
    pygame.KSCAN_RETURN: Command.ACCEPT,
    pygame.KSCAN_KP_ENTER: Command.ACCEPT,
    pygame.KSCAN_SPACE: Command.ACCEPT,
    pygame.KSCAN_ESCAPE: Command.BACK,
    pygame.KSCAN_BACKSPACE: Command.BACK,
    pygame.KSCAN_R: Command.AGAIN,
    pygame.KSCAN_PAGEUP: Command.PAGE_BACK,
    pygame.KSCAN_PAGEDOWN: Command.PAGE_FORTH,
}
_BUTTONS: Mapping[int, Command] = {
    pygame.CONTROLLER_BUTTON_DPAD_UP: Command.UP,
    pygame.CONTROLLER_BUTTON_DPAD_DOWN: Command.DOWN,
    pygame.CONTROLLER_BUTTON_DPAD_LEFT: Command.LEFT,
    pygame.CONTROLLER_BUTTON_DPAD_RIGHT: Command.RIGHT,
    pygame.CONTROLLER_BUTTON_A: Command.ACCEPT,
    pygame.CONTROLLER_BUTTON_START: Command.ACCEPT,
    pygame.CONTROLLER_BUTTON_B: Command.BACK,
    pygame.CONTROLLER_BUTTON_BACK: Command.AGAIN,
    pygame.CONTROLLER_BUTTON_LEFTSHOULDER: Command.PAGE_BACK,
    pygame.CONTROLLER_BUTTON_RIGHTSHOULDER: Command.PAGE_FORTH,
}
_AXES: Mapping[int, tuple[Command, Command]] = {
    pygame.CONTROLLER_AXIS_LEFTX: (Command.LEFT, Command.RIGHT),
    pygame.CONTROLLER_AXIS_LEFTY: (Command.UP, Command.DOWN),
}
_STICK_STEP = 0.5
"""A stick beyond half of its way is one step; it steps again only after it came back."""
_Source = tuple[str, int]


class MenuReader:
    """Reads commands out of events. Remembers only what is held down."""

    def __init__(self) -> None:
        self._held: dict[_Source, Command] = {}
        self._pad = OnePad()

    @property
    def held(self) -> Command | None:
        """The command whose key, button or stick is held down; the last of several."""
        return next(reversed(self._held.values()), None)

    def read(self, event: pygame.Event) -> Command | None:
        """The command that an event gives, if any."""
        before = self._pad.playing
        if not self._pad.hears(event):
            return None
        if self._pad.playing != before:  # what the pad before held, nobody holds any more
            self._held = {source: command for source, command in self._held.items() if source[0] == "key"}
        match event.type:
            case pygame.KEYDOWN:
                return self._press(("key", position(event)), _KEYS.get(position(event)))
            case pygame.KEYUP:
                self._held.pop(("key", position(event)), None)
            case pygame.CONTROLLERBUTTONDOWN:
                return self._press(("button", event.button), _BUTTONS.get(event.button))
            case pygame.CONTROLLERBUTTONUP:
                self._held.pop(("button", event.button), None)
            case pygame.CONTROLLERAXISMOTION if event.axis in _AXES:
                return self._tilt(event.axis, stick(event.value))
            case kind if kind == pygame.WINDOWFOCUSLOST or kind in REMOVED:
                self._held.clear()  # what comes up now is never told
        return None

    def _press(self, source: _Source, command: Command | None) -> Command | None:
        if command is not None:
            self._held[source] = command
        return command

    def _tilt(self, axis: int, tilt: float) -> Command | None:
        """One step for each time that the stick is pushed over."""
        source = ("axis", axis)
        was = self._held.pop(source, None)
        if abs(tilt) <= _STICK_STEP:
            return None
        self._held[source] = was or _AXES[axis][tilt > 0]
        return None if was else self._held[source]
