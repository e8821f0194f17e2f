"""Gamepads: kept open while they are plugged in, one of them plays, and the shape of their axes."""

from collections.abc import Iterable
from math import copysign

import pygame
from pygame._sdl2 import controller

from game.core.language import N_, _
from game.core.signs import Family, family_of
from game.input.mapping import Draft, guid_of, hand_over

DEAD_ZONE = 0.16
"""Share of a stick's way that counts as rest: worn sticks come back to within about a tenth."""
FULL_AXIS = 32767
"""SDL's largest axis value."""
CURVE = 1.6
"""Exponent of a stick's answer: below half of its way it is finer than straight."""
REMOVED = (pygame.CONTROLLERDEVICEREMOVED, pygame.JOYDEVICEREMOVED)
"""Events after which a pad is gone: one for what SDL knows as a gamepad, one for every device."""
UNPLUGGED = N_("The gamepad was unplugged")


class Pads:
    """Opens every gamepad that appears, so that SDL tells what its buttons do. Needs `pygame.init()`."""

    def __init__(self, mappings: Iterable[str] = ()) -> None:
        """`mappings` are SDL's mapping strings of pads that it does not know by itself."""
        controller.init()
        for mapping in mappings:
            hand_over(mapping)
        self._open: dict[int, controller.Controller] = {}
        """By instance: what SDL calls a device's index moves up when another one goes."""
        self._unknown: dict[int, pygame.joystick.JoystickType] = {}
        """By instance, those that are no gamepads as far as SDL knows; open, so that they can be mapped."""
        self._playing: int | None = None
        """Whose button or stick was used last."""
        self._news: list[str] = []

    def handle(self, event: pygame.Event) -> bool:
        """Open what was plugged in, let go of what was pulled out; returns whether scenes are to hear of it."""
        match event.type:
            case pygame.CONTROLLERDEVICEADDED:
                self._plug_in(event.device_index)
            case pygame.JOYDEVICEADDED:
                self._look_at(event.device_index)
            case pygame.CONTROLLERBUTTONDOWN | pygame.CONTROLLERAXISMOTION:
                self._playing = event.instance_id
            case pygame.CONTROLLERDEVICEREMOVED:
                if event.instance_id not in self._unknown:
                    self._open.pop(event.instance_id, None)
                    self._news.append(_(UNPLUGGED))
                    return True
                return False
            case pygame.JOYDEVICEREMOVED:
                return self._unknown.pop(event.instance_id, None) is None
        return True

    @property
    def family(self) -> Family | None:
        """How the buttons are marked of the pad that was used last; None before any was."""
        pad = self._open.get(self._playing) if self._playing is not None else None
        return None if pad is None else family_of(pad.name)

    def rumble(self, low: float, high: float, seconds: float) -> None:
        """Let the pad that was used last shake, if it can: both motors 0..1."""
        pad = self._open.get(self._playing) if self._playing is not None else None
        if pad is not None and pad.attached():
            pad.rumble(low, high, round(1000 * seconds))

    def draft(self, instance: int) -> Draft | None:
        """A mapping of an open device that is to be made; None where it is not there."""
        pad = self._open.get(instance)
        joystick = self._unknown.get(instance) or (None if pad is None else pad.as_joystick())
        if joystick is None:
            return None
        rest = {axis: joystick.get_axis(axis) for axis in range(joystick.get_numaxes())}
        return Draft(joystick.get_guid(), joystick.get_name(), rest)

    def learn(self, mapping: str) -> bool:
        """Use a mapping string from now on; returns whether SDL took it. Devices that it is for are gamepads then."""
        if not hand_over(mapping):
            return False
        for instance, joystick in list(self._unknown.items()):
            if joystick.get_guid() == guid_of(mapping):
                del self._unknown[instance]
                self._open[instance] = controller.Controller.from_joystick(joystick)
        return True

    def news(self) -> list[str]:
        """What is to be told to the player, each once."""
        news, self._news = self._news, []
        return news

    def close(self) -> None:
        """Let go of all of them."""
        self._open.clear()
        self._unknown.clear()
        controller.quit()

    def _plug_in(self, index: int) -> None:
        try:
            pad = controller.Controller(index)
            self._open[pad.as_joystick().get_instance_id()] = pad
        except pygame.error as error:
            self._news.append(_("A gamepad cannot be used: {error}").format(error=error))

    def _look_at(self, index: int) -> None:
        """Tell of a device that is no gamepad, as nothing would come of its buttons before it is mapped."""
        if controller.is_controller(index):
            return
        name = _("A joystick")
        try:
            joystick = pygame.joystick.Joystick(index)
            name = joystick.get_name() or name
            self._unknown[joystick.get_instance_id()] = joystick
        except pygame.error:
            pass  # it is gone again, or keeps its name to itself
        self._news.append(_("{name} is not known as a gamepad: map it in the settings (Sticks)").format(name=name))


class OnePad:
    """The pad that plays: the last one whose stick left its rest, or that had a button pressed. No other is heard."""

    def __init__(self) -> None:
        self.playing: int | None = None
        """Its instance; None before any has moved."""
        self._beyond: set[tuple[int, int]] = set()
        """Pads and axes that are out of the dead zone."""

    def hears(self, event: pygame.Event) -> bool:
        """Whether an event is the playing pad's, or none of a pad at all."""
        pad = event.dict.get("instance_id", 0)
        match event.type:
            case pygame.CONTROLLERAXISMOTION:
                self._tilt((pad, event.axis), abs(event.value) > DEAD_ZONE * FULL_AXIS)
            case pygame.CONTROLLERBUTTONDOWN:
                self.playing = pad
            case pygame.CONTROLLERBUTTONUP:
                pass
            case pygame.CONTROLLERDEVICEREMOVED | pygame.JOYDEVICEREMOVED:
                self._beyond = {source for source in self._beyond if source[0] != pad}
                if self.playing not in (None, pad):
                    return False
                self.playing = None
                return True
            case _:
                return True
        return bool(pad == self.playing)

    def _tilt(self, source: tuple[int, int], is_beyond: bool) -> None:
        """A stick that leaves its rest makes its pad the one that plays; one that was held over all along does not."""
        if not is_beyond:
            self._beyond.discard(source)
        elif source not in self._beyond:
            self._beyond.add(source)
            self.playing = source[0]


def stick(value: int, dead_zone: float = DEAD_ZONE, curve: float = CURVE) -> float:
    """A raw stick axis as -1..1, with a dead zone in the middle and a fine beginning."""
    reach = (abs(value) / FULL_AXIS - dead_zone) / (1.0 - dead_zone)
    return copysign(min(1.0, max(0.0, reach)) ** curve, value)


def trigger(value: int) -> float:
    """A raw trigger axis as 0..1."""
    return min(1.0, max(0.0, value / FULL_AXIS))
