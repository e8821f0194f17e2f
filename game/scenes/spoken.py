"""What a player's own keys, buttons and sticks are called in a prompt: those of the device in hand."""

from collections.abc import Mapping
from dataclasses import dataclass

import pygame

from game.input.bindings import Action, Bindings
from game.input.devices import Device, InHand
from game.input.keys import Layout

_BUTTONS: Mapping[int, str] = {
    pygame.CONTROLLER_BUTTON_A: "A",
    pygame.CONTROLLER_BUTTON_B: "B",
    pygame.CONTROLLER_BUTTON_X: "X",
    pygame.CONTROLLER_BUTTON_Y: "Y",
    pygame.CONTROLLER_BUTTON_LEFTSHOULDER: "left bumper",
    pygame.CONTROLLER_BUTTON_RIGHTSHOULDER: "right bumper",
}
_MOUSE: Mapping[int, str] = {
    pygame.BUTTON_LEFT: "left button",
    pygame.BUTTON_MIDDLE: "middle button",
    pygame.BUTTON_RIGHT: "right button",
}

ASIDE_M = 0.02
"""m from which on it is plain on which side light passes a crack."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Names of what the hands use."""

    bindings: Bindings
    layout: Layout
    in_hand: InHand

    @property
    def aim(self) -> str:
        """What turns the mirror."""
        if self.in_hand.aim is Device.PAD:
            return "Right stick"
        if self.in_hand.aim is Device.KEYS:
            return f"{self._key(Action.TURN_LEFT)} or {self._key(Action.TURN_RIGHT)}"
        return "Move the mouse"

    @property
    def lean(self) -> str:
        """What leans to either side."""
        keys = f"{self._key(Action.LEAN_LEFT)} {self._key(Action.LEAN_RIGHT)}"
        match self.in_hand.lean:
            case Device.PAD:
                return "left stick"
            case Device.KEYS:
                return keys
            case Device.MOUSE:
                return f"{self._button(Action.LEAN_BY_MOUSE)}, drag"
        return f"{keys}, {self._button(Action.LEAN_BY_MOUSE)}"

    @property
    def breath(self) -> str:
        """What holds the breath."""
        key, button = self._key(Action.BREATH), self._button(Action.BREATH)
        match self.in_hand.lean:
            case Device.PAD:
                return next((_BUTTONS.get(code, "the button") for code in self.bindings.buttons[Action.BREATH]), "")
            case Device.MOUSE:
                return button
        return key

    def lean_into(self, aside: float) -> str:
        """What to do where light passes a crack `aside` m to the right of it, and no mirror can be turned."""
        if abs(aside) < ASIDE_M:
            return f"Lean into the light: {self.lean}"
        side, action = ("right", Action.LEAN_RIGHT) if aside > 0.0 else ("left", Action.LEAN_LEFT)
        match self.in_hand.lean:
            case Device.PAD:
                return f"Light passes {side} of it: left stick {side}"
            case Device.KEYS:
                return f"Light passes {side} of it: hold {self._key(action)}"
            case Device.MOUSE:
                return f"Light passes {side} of it: right-drag {side}"
        return f"Light passes {side}: hold {self._key(action)} (right-drag {side})"

    def lean_against(self, tends: float) -> str:
        """What to do against a sculpture that tends to a side, above 0 to the left: a nudge, as holding on pumps it."""
        swings, lean = ("left", "right") if tends > 0.0 else ("right", "left")
        key = self._key(Action.LEAN_RIGHT if tends > 0.0 else Action.LEAN_LEFT)
        match self.in_hand.lean:
            case Device.PAD:
                return f"It swings {swings}: nudge left stick {lean}"
            case Device.KEYS:
                return f"It swings {swings}: tap {key}, lean {lean}"
            case Device.MOUSE:
                return f"It swings {swings}: {self._button(Action.LEAN_BY_MOUSE)}, nudge {lean}"
        return f"It swings {swings}: tap {key} (right-drag {lean})"

    def _key(self, action: Action) -> str:
        return self.layout.label(self.bindings.keys[action][0])

    def _button(self, action: Action) -> str:
        return next((_MOUSE.get(code, "the button") for code in self.bindings.mouse[action]), "")
