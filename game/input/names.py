"""What keys, mouse buttons, and the buttons and sticks of a pad are called, as the player has them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pygame

from game.core.language import N_, _
from game.core.signs import Family, sign_of
from game.input.bindings import Action, Axis, Bindings
from game.input.keys import Layout

MOUSE: Mapping[int, str] = {
    pygame.BUTTON_LEFT: N_("left button"),
    pygame.BUTTON_MIDDLE: N_("middle button"),
    pygame.BUTTON_RIGHT: N_("right button"),
}
BUTTONS: Mapping[int, str] = {
    getattr(pygame, f"CONTROLLER_BUTTON_{constant}"): name
    for constant, name in {
        "A": "a",
        "B": "b",
        "X": "x",
        "Y": "y",
        "BACK": "back",
        "START": "start",
        "LEFTSTICK": "leftstick",
        "RIGHTSTICK": "rightstick",
        "LEFTSHOULDER": "leftshoulder",
        "RIGHTSHOULDER": "rightshoulder",
        "DPAD_UP": "dpup",
        "DPAD_DOWN": "dpdown",
        "DPAD_LEFT": "dpleft",
        "DPAD_RIGHT": "dpright",
    }.items()
}
"""As SDL's mapping strings call them."""
STICKS: Mapping[int, tuple[str, str]] = {
    pygame.CONTROLLER_AXIS_LEFTX: ("leftstick", " ←→"),
    pygame.CONTROLLER_AXIS_LEFTY: ("leftstick", " ↑↓"),
    pygame.CONTROLLER_AXIS_RIGHTX: ("rightstick", " ←→"),
    pygame.CONTROLLER_AXIS_RIGHTY: ("rightstick", " ↑↓"),
    pygame.CONTROLLER_AXIS_TRIGGERLEFT: ("lefttrigger", ""),
    pygame.CONTROLLER_AXIS_TRIGGERRIGHT: ("righttrigger", ""),
}
"""What has an axis, and which way it goes there."""
NOTHING = "–"
"""What stands where nothing is bound."""


@dataclass(frozen=True, slots=True)
class Names:
    """Of what is bound now."""

    bindings: Bindings
    layout: Layout
    family: Family = Family.XBOX

    def code(self, device: str, code: int) -> str:
        """Of a code of keys, mouse, buttons or axes."""
        match device:
            case "keys":
                return self.layout.label(code)
            case "mouse":
                return _(MOUSE[code]) if code in MOUSE else _("button {number}").format(number=code)
            case "buttons":
                return sign_of(BUTTONS.get(code, ""), self.family) or _("button {number}").format(number=code)
        stick, way = STICKS.get(code, ("", ""))
        return sign_of(stick, self.family) + way

    def key(self, action: Action) -> str:
        """The first key of an action; where it has none, its mouse button."""
        codes, buttons = self.bindings.keys.get(action, ()), self.bindings.mouse.get(action, ())
        if codes:
            return self.code("keys", codes[0])
        return self.code("mouse", buttons[0]) if buttons else NOTHING

    def mouse(self, action: Action) -> str:
        """The first mouse button of an action; where it has none, its key."""
        codes = self.bindings.mouse.get(action, ())
        return self.code("mouse", codes[0]) if codes else self.key(action)

    def button(self, action: Action) -> str:
        """The first button of a pad for an action."""
        codes = self.bindings.buttons.get(action, ())
        return self.code("buttons", codes[0]) if codes else NOTHING

    def stick(self, axis: Axis) -> str:
        """The stick or trigger that does something, whichever way it goes."""
        return sign_of(STICKS.get(self.bindings.axes.get(axis, -1), ("", ""))[0], self.family) or NOTHING
