"""Gamepads: kept open while they are plugged in, and the shape of their axes."""

from math import copysign

import pygame
from pygame._sdl2 import controller

DEAD_ZONE = 0.16
"""Share of a stick's way that counts as rest: worn sticks come back to within about a tenth."""
FULL_AXIS = 32767
"""SDL's largest axis value."""
CURVE = 1.6
"""Exponent of a stick's answer: below half of its way it is finer than straight."""


class Pads:
    """Opens every gamepad that appears, so that SDL tells what its buttons do. Needs `pygame.init()`."""

    def __init__(self) -> None:
        controller.init()
        self._open: dict[int, controller.Controller] = {}

    def handle(self, event: pygame.Event) -> None:
        """Open what was plugged in, let go of what was pulled out."""
        if event.type == pygame.CONTROLLERDEVICEADDED:
            pad = controller.Controller(event.device_index)
            self._open[pad.id] = pad
        elif event.type == pygame.CONTROLLERDEVICEREMOVED:
            self._open.pop(event.instance_id, None)

    def close(self) -> None:
        """Let go of all of them."""
        self._open.clear()
        controller.quit()


def stick(value: int) -> float:
    """A raw stick axis as -1..1, with a dead zone in the middle and a fine beginning."""
    reach = (abs(value) / FULL_AXIS - DEAD_ZONE) / (1.0 - DEAD_ZONE)
    return copysign(min(1.0, max(0.0, reach)) ** CURVE, value)


def trigger(value: int) -> float:
    """A raw trigger axis as 0..1."""
    return min(1.0, max(0.0, value / FULL_AXIS))
