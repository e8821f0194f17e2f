"""Which key and which button does what: a plain table, so that a player can have another one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pygame

from game.input.keys import position


class Action(StrEnum):
    """Everything that a key or a button can mean during a performance."""

    LEAN_LEFT = "lean left"
    LEAN_RIGHT = "lean right"
    TURN_LEFT = "turn the mirror counter-clockwise"
    TURN_RIGHT = "turn the mirror clockwise"
    SLIDE_BACK = "slide the mirror back"
    SLIDE_FORTH = "slide the mirror forth"
    TAKE_NEXT = "take the next mirror"
    TAKE_PREVIOUS = "take the mirror before"
    LEAN_BY_MOUSE = "lean by moving the mouse sideways"
    TAKE_HERE = "take up the mirror under the mouse"
    BREATH = "hold the breath"
    FINE = "move slowly"
    AGAIN = "start again"
    OVERLAY = "show stress"
    PHOTOGRAPH = "take a photograph"
    PAUSE = "pause"


class Axis(StrEnum):
    """What a gamepad's stick or trigger can mean."""

    LEAN = "lean"
    AIM_X = "aim across"
    AIM_Y = "aim down"
    SLIDE_BACK = "slide back"
    SLIDE_FORTH = "slide forth"


Table = Mapping[Action, tuple[int, ...]]

_KEYS: Table = {
    Action.LEAN_LEFT: (pygame.KSCAN_A, pygame.KSCAN_LEFT),
    Action.LEAN_RIGHT: (pygame.KSCAN_D, pygame.KSCAN_RIGHT),
    Action.TURN_LEFT: (pygame.KSCAN_Z, pygame.KSCAN_COMMA, pygame.KSCAN_UP),
    Action.TURN_RIGHT: (pygame.KSCAN_X, pygame.KSCAN_PERIOD, pygame.KSCAN_DOWN),
    Action.SLIDE_BACK: (pygame.KSCAN_Q,),
    Action.SLIDE_FORTH: (pygame.KSCAN_E,),
    Action.TAKE_NEXT: (pygame.KSCAN_TAB,),
    Action.BREATH: (pygame.KSCAN_SPACE,),
    Action.FINE: (pygame.KSCAN_LSHIFT, pygame.KSCAN_RSHIFT),
    Action.AGAIN: (pygame.KSCAN_R,),
    Action.OVERLAY: (pygame.KSCAN_F3,),
    Action.PHOTOGRAPH: (pygame.KSCAN_F12,),
    Action.PAUSE: (pygame.KSCAN_ESCAPE, pygame.KSCAN_P, pygame.KSCAN_PAUSE),
}
_BUTTONS: Table = {
    Action.TAKE_NEXT: (pygame.CONTROLLER_BUTTON_RIGHTSHOULDER,),
    Action.TAKE_PREVIOUS: (pygame.CONTROLLER_BUTTON_LEFTSHOULDER,),
    Action.BREATH: (pygame.CONTROLLER_BUTTON_A,),
    Action.FINE: (pygame.CONTROLLER_BUTTON_RIGHTSTICK,),
    Action.PHOTOGRAPH: (pygame.CONTROLLER_BUTTON_Y,),
    Action.AGAIN: (pygame.CONTROLLER_BUTTON_BACK,),
    Action.PAUSE: (pygame.CONTROLLER_BUTTON_START,),
}
_MOUSE: Table = {
    Action.TAKE_HERE: (pygame.BUTTON_LEFT,),
    Action.LEAN_BY_MOUSE: (pygame.BUTTON_RIGHT,),
    Action.BREATH: (pygame.BUTTON_MIDDLE,),
}
_AXES: Mapping[int, Axis] = {
    pygame.CONTROLLER_AXIS_LEFTX: Axis.LEAN,
    pygame.CONTROLLER_AXIS_RIGHTX: Axis.AIM_X,
    pygame.CONTROLLER_AXIS_RIGHTY: Axis.AIM_Y,
    pygame.CONTROLLER_AXIS_TRIGGERLEFT: Axis.SLIDE_BACK,
    pygame.CONTROLLER_AXIS_TRIGGERRIGHT: Axis.SLIDE_FORTH,
}
_DIGITS = (*range(pygame.KSCAN_1, pygame.KSCAN_9 + 1),)


@dataclass(frozen=True, slots=True)
class Bindings:
    """Keys (scancodes: where they lie), mouse buttons, pad buttons and axes (as SDL names them) of every action."""

    keys: Table = field(default_factory=lambda: _KEYS)
    mouse: Table = field(default_factory=lambda: _MOUSE)
    buttons: Table = field(default_factory=lambda: _BUTTONS)
    axes: Mapping[int, Axis] = field(default_factory=lambda: _AXES)
    take: tuple[int, ...] = _DIGITS
    """Keys that take up the first, second, ... mirror."""

    def action_of(self, event: pygame.Event) -> Action | None:
        """What a key or a button stands for that this event presses or releases, if anything."""
        if event.type in (pygame.KEYDOWN, pygame.KEYUP):
            return _find(self.keys, position(event))
        if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            return _find(self.mouse, event.button)
        if event.type in (pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLERBUTTONUP):
            return _find(self.buttons, event.button)
        return None


def _find(table: Table, code: int) -> Action | None:
    return next((action for action, codes in table.items() if code in codes), None)


DEFAULT_BINDINGS = Bindings()
"""The table of the manual."""
