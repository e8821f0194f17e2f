"""A gamepad that SDL itself makes."""

import ctypes
from pathlib import Path

import pygame

GAME_CONTROLLER, AXES, BUTTONS, HATS = 1, 6, 15, 0
"""What SDL_JoystickAttachVirtual is asked for."""
SDL = next(iter(Path(pygame.__file__).parents[1].glob("pygame_ce.libs/libSDL2-2*")), None)


class Pad:
    """A virtual gamepad: SDL takes it for a real one; with another kind, for a joystick that it does not know."""

    def __init__(self, kind: int = GAME_CONTROLLER) -> None:
        self._sdl = ctypes.CDLL(str(SDL))
        self._sdl.SDL_JoystickOpen.restype = ctypes.c_void_p
        self._index = self._sdl.SDL_JoystickAttachVirtual(kind, AXES, BUTTONS, HATS)
        assert self._index >= 0
        self._device = ctypes.c_void_p(self._sdl.SDL_JoystickOpen(self._index))

    def axis(self, number: int, value: int) -> None:
        self._sdl.SDL_JoystickSetVirtualAxis(self._device, number, ctypes.c_int16(value))

    def button(self, number: int, down: bool) -> None:
        self._sdl.SDL_JoystickSetVirtualButton(self._device, number, ctypes.c_uint8(down))

    def pull_out(self) -> None:
        self._sdl.SDL_JoystickDetachVirtual(self._index)
