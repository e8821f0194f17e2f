"""Which key and which button does what: a plain table, so that a player can have another one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pygame


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
    BREATH = "hold the breath"
    FINE = "move slowly"
    AGAIN = "start again"
    OVERLAY = "show stress"
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
    Action.LEAN_LEFT: (pygame.K_a, pygame.K_LEFT),
    Action.LEAN_RIGHT: (pygame.K_d, pygame.K_RIGHT),
    Action.TURN_LEFT: (pygame.K_z, pygame.K_COMMA, pygame.K_UP),
    Action.TURN_RIGHT: (pygame.K_x, pygame.K_PERIOD, pygame.K_DOWN),
    Action.SLIDE_BACK: (pygame.K_q,),
    Action.SLIDE_FORTH: (pygame.K_e,),
    Action.TAKE_NEXT: (pygame.K_TAB,),
    Action.BREATH: (pygame.K_SPACE,),
    Action.FINE: (pygame.K_LSHIFT, pygame.K_RSHIFT),
    Action.AGAIN: (pygame.K_r,),
    Action.OVERLAY: (pygame.K_F3,),
    Action.PAUSE: (pygame.K_ESCAPE, pygame.K_p, pygame.K_PAUSE),
}
_BUTTONS: Table = {
    Action.TAKE_NEXT: (pygame.CONTROLLER_BUTTON_RIGHTSHOULDER,),
    Action.TAKE_PREVIOUS: (pygame.CONTROLLER_BUTTON_LEFTSHOULDER,),
    Action.BREATH: (pygame.CONTROLLER_BUTTON_A,),
    Action.FINE: (pygame.CONTROLLER_BUTTON_RIGHTSTICK,),
    Action.AGAIN: (pygame.CONTROLLER_BUTTON_BACK,),
    Action.PAUSE: (pygame.CONTROLLER_BUTTON_START,),
}
_AXES: Mapping[int, Axis] = {
    pygame.CONTROLLER_AXIS_LEFTX: Axis.LEAN,
    pygame.CONTROLLER_AXIS_RIGHTX: Axis.AIM_X,
    pygame.CONTROLLER_AXIS_RIGHTY: Axis.AIM_Y,
    pygame.CONTROLLER_AXIS_TRIGGERLEFT: Axis.SLIDE_BACK,
    pygame.CONTROLLER_AXIS_TRIGGERRIGHT: Axis.SLIDE_FORTH,
}
_DIGITS = (*range(pygame.K_1, pygame.K_9 + 1),)


@dataclass(frozen=True, slots=True)
class Bindings:
    """Keys (pygame key codes), gamepad buttons and axes (SDL's controller layout) of every action."""

    keys: Table = field(default_factory=lambda: _KEYS)
    buttons: Table = field(default_factory=lambda: _BUTTONS)
    axes: Mapping[int, Axis] = field(default_factory=lambda: _AXES)
    take: tuple[int, ...] = _DIGITS
    """Keys that take up the first, second, ... mirror."""

    def action_of(self, event: pygame.Event) -> Action | None:
        """What a key or a button stands for that this event presses or releases, if anything."""
        if event.type in (pygame.KEYDOWN, pygame.KEYUP):
            return _find(self.keys, event.key)
        if event.type in (pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLERBUTTONUP):
            return _find(self.buttons, event.button)
        return None


def _find(table: Table, code: int) -> Action | None:
    return next((action for action, codes in table.items() if code in codes), None)


DEFAULT_BINDINGS = Bindings()
"""The table of the manual."""
