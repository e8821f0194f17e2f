"""Which device each hand has used last: what prompts speak of."""

from dataclasses import dataclass
from enum import StrEnum

import pygame

from game.core.signs import Family
from game.input.bindings import Action, Bindings
from game.input.pads import DEAD_ZONE, FULL_AXIS, REMOVED


class Device(StrEnum):
    """What a hand plays with."""

    KEYS = "keys"
    MOUSE = "mouse"
    PAD = "pad"
    EITHER = "keys or mouse"
    """Nothing has told yet whether this hand lies on the keys or on the mouse."""


STILL = (0, 0)
"""How far a mouse has come that only lies under a window which opens: that is told as a motion, too."""
_AIMS = (Action.TURN_LEFT, Action.TURN_RIGHT)
_LEANS = (Action.LEAN_LEFT, Action.LEAN_RIGHT, Action.LEAN_BY_MOUSE, Action.BREATH)


@dataclass(slots=True)
class InHand:
    """The device of the hand that aims, and of the one that leans and holds the breath."""

    aim: Device = Device.EITHER
    lean: Device = Device.EITHER
    family: Family = Family.XBOX
    """Of the pad that was used last: how its buttons are marked."""
    pad: int | None = None
    """Its instance; None before any was."""

    @property
    def has_mouse(self) -> bool:
        """Whether there may be a mouse to click with."""
        return self.aim in (Device.MOUSE, Device.EITHER)

    def notice(self, event: pygame.Event, bindings: Bindings) -> None:
        """Learn from an event that the hands heard."""
        match event.type:
            case pygame.CONTROLLERBUTTONDOWN:
                self._use_pad(event)
            case pygame.CONTROLLERAXISMOTION if abs(event.value) > DEAD_ZONE * FULL_AXIS:
                self._use_pad(event)
            case kind if kind in REMOVED and event.instance_id == self.pad:
                self._use(Device.EITHER, aims=False, leans=False)
            case pygame.MOUSEMOTION if event.dict.get("rel") != STILL:
                self._use(Device.MOUSE, aims=True, leans=False)
            case pygame.MOUSEBUTTONDOWN:
                self._use(Device.MOUSE, aims=True, leans=bindings.action_of(event) in _LEANS)
            case pygame.KEYDOWN:
                action = bindings.action_of(event)
                self._use(Device.KEYS, aims=action in _AIMS, leans=action in _LEANS)

    def _use_pad(self, event: pygame.Event) -> None:
        """Both hands are on a pad."""
        self.aim = self.lean = Device.PAD
        self.pad = event.dict.get("instance_id", 0)

    def _use(self, device: Device, *, aims: bool, leans: bool) -> None:
        """A hand uses a device; a pad that lies aside plays no more."""
        if aims:
            self.aim = device
        elif self.aim is Device.PAD:
            self.aim = Device.EITHER
        if leans:
            self.lean = device
        elif self.lean is Device.PAD:
            self.lean = Device.EITHER
