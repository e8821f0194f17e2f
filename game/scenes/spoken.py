"""What a player's own keys, buttons and sticks are called in a prompt: those of the device in hand."""

from collections.abc import Mapping
from dataclasses import dataclass

import pygame

from game.core.language import N_, _
from game.input.bindings import Action, Bindings
from game.input.devices import Device, InHand
from game.input.keys import Layout

_BUTTONS: Mapping[int, str] = {
    pygame.CONTROLLER_BUTTON_A: "A",
    pygame.CONTROLLER_BUTTON_B: "B",
    pygame.CONTROLLER_BUTTON_X: "X",
    pygame.CONTROLLER_BUTTON_Y: "Y",
    pygame.CONTROLLER_BUTTON_LEFTSHOULDER: N_("left bumper"),
    pygame.CONTROLLER_BUTTON_RIGHTSHOULDER: N_("right bumper"),
}
_MOUSE: Mapping[int, str] = {
    pygame.BUTTON_LEFT: N_("left button"),
    pygame.BUTTON_MIDDLE: N_("middle button"),
    pygame.BUTTON_RIGHT: N_("right button"),
}
_ANY = N_("the button")

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
            return _("Right stick")
        if self.in_hand.aim is Device.KEYS:
            return _("{one} or {other}").format(one=self._key(Action.TURN_LEFT), other=self._key(Action.TURN_RIGHT))
        return _("Move the mouse")

    @property
    def lean(self) -> str:
        """What leans to either side."""
        keys = f"{self._key(Action.LEAN_LEFT)} {self._key(Action.LEAN_RIGHT)}"
        match self.in_hand.lean:
            case Device.PAD:
                return _("left stick")
            case Device.KEYS:
                return keys
            case Device.MOUSE:
                return _("{button}, drag").format(button=self._button(Action.LEAN_BY_MOUSE))
        return f"{keys}, {self._button(Action.LEAN_BY_MOUSE)}"

    @property
    def breath(self) -> str:
        """What holds the breath."""
        key, button = self._key(Action.BREATH), self._button(Action.BREATH)
        match self.in_hand.lean:
            case Device.PAD:
                return _(next((_BUTTONS.get(code, _ANY) for code in self.bindings.buttons[Action.BREATH]), ""))
            case Device.MOUSE:
                return button
        return key

    def lean_into(self, aside: float) -> str:
        """What to do where light passes a crack `aside` m to the right of it, and no mirror can be turned."""
        if abs(aside) < ASIDE_M:
            return _("Lean into the light: {lean}").format(lean=self.lean)
        side, action = (_("right"), Action.LEAN_RIGHT) if aside > 0.0 else (_("left"), Action.LEAN_LEFT)
        match self.in_hand.lean:
            case Device.PAD:
                told = _("Light passes {side} of it: left stick {side}")
            case Device.KEYS:
                told = _("Light passes {side} of it: hold {key}")
            case Device.MOUSE:
                told = _("Light passes {side} of it: right-drag {side}")
            case _other:
                told = _("Light passes {side}: hold {key} (right-drag {side})")
        return told.format(side=side, key=self._key(action))

    def lean_against(self, tends: float) -> str:
        """What to do against a sculpture that tends to a side, above 0 to the left: a nudge, as holding on pumps it."""
        swings, lean = (_("left"), _("right")) if tends > 0.0 else (_("right"), _("left"))
        key = self._key(Action.LEAN_RIGHT if tends > 0.0 else Action.LEAN_LEFT)
        match self.in_hand.lean:
            case Device.PAD:
                told = _("It swings {swings}: nudge left stick {lean}")
            case Device.KEYS:
                told = _("It swings {swings}: tap {key}, lean {lean}")
            case Device.MOUSE:
                told = _("It swings {swings}: {button}, nudge {lean}")
            case _other:
                told = _("It swings {swings}: tap {key} (right-drag {lean})")
        return told.format(swings=swings, lean=lean, key=key, button=self._button(Action.LEAN_BY_MOUSE))

    def _key(self, action: Action) -> str:
        return self.layout.label(self.bindings.keys[action][0])

    def _button(self, action: Action) -> str:
        return _(next((_MOUSE.get(code, _ANY) for code in self.bindings.mouse[action]), ""))
