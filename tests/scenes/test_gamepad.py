"""A gamepad, from SDL's virtual device to the intent and the menus."""

import ctypes
from collections.abc import Callable, Iterator
from pathlib import Path

import pygame
import pytest
from pygame._sdl2 import controller

from game.input.controls import Controls
from game.input.menu import Command, MenuReader
from game.input.pads import Pads
from game.render import Camera
from game.sim import Intent, World
from tests.scenes.rig import LEVEL

GAME_CONTROLLER, AXES, BUTTONS, HATS = 1, 6, 15, 0
"""What SDL_JoystickAttachVirtual is asked for."""
SDL = next(iter(Path(pygame.__file__).parents[1].glob("pygame_ce.libs/libSDL2-2*")), None)
pytestmark = pytest.mark.skipif(SDL is None, reason="SDL is not bundled with pygame here")
CAMERA = Camera.fitted((1280, 720))
VIEW = World(LEVEL).view()


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


@pytest.fixture
def pad() -> Iterator[Pad]:
    pygame.joystick.init()
    made = Pad()
    yield made
    made.pull_out()


@pytest.fixture
def hands(pad: Pad) -> Iterator[tuple[Controls, Callable[[], Intent]]]:
    """Hands, and a way to let SDL's events reach them and ask for the next intent."""
    pads, made = Pads(), Controls()

    def after_events() -> Intent:
        for _ in range(2):  # the first round opens the pad, the second brings what it says
            for event in pygame.event.get():
                pads.handle(event)
                made.handle(event)
        return made.intent(VIEW, CAMERA)

    after_events()
    yield made, after_events
    pads.close()


def test_sticks_buttons_and_triggers_become_an_intent(pad: Pad, hands: tuple[Controls, Callable[[], Intent]]) -> None:
    _, after_events = hands
    pad.axis(pygame.CONTROLLER_AXIS_LEFTX, -32768)
    pad.button(pygame.CONTROLLER_BUTTON_A, True)
    pad.button(pygame.CONTROLLER_BUTTON_RIGHTSHOULDER, True)
    pad.axis(pygame.CONTROLLER_AXIS_TRIGGERRIGHT, 32767)
    intent = after_events()
    assert (intent.lean, intent.breath, intent.take, intent.slide) == (1.0, True, 1, 1.0)
    pad.button(pygame.CONTROLLER_BUTTON_A, False)
    assert not after_events().breath


def test_pulling_the_plug_lets_go(pad: Pad, hands: tuple[Controls, Callable[[], Intent]]) -> None:
    _, after_events = hands
    pad.axis(pygame.CONTROLLER_AXIS_LEFTX, 32767)
    pad.button(pygame.CONTROLLER_BUTTON_A, True)
    assert after_events().lean == -1.0
    pad.pull_out()
    intent = after_events()
    assert (intent.lean, intent.breath) == (0.0, False)


def test_menus_read_it_too(pad: Pad) -> None:
    pads, reader = Pads(), MenuReader()
    commands: list[Command] = []
    steps: tuple[Callable[[], object], ...] = (
        lambda: None,
        lambda: pad.axis(pygame.CONTROLLER_AXIS_LEFTY, 32767),
        lambda: pad.axis(pygame.CONTROLLER_AXIS_LEFTY, 30000),
        lambda: pad.axis(pygame.CONTROLLER_AXIS_LEFTY, 0),
        lambda: pad.axis(pygame.CONTROLLER_AXIS_LEFTX, -32768),
        lambda: pad.axis(pygame.CONTROLLER_AXIS_LEFTX, 0),
        lambda: pad.button(pygame.CONTROLLER_BUTTON_DPAD_UP, True),
        lambda: pad.button(pygame.CONTROLLER_BUTTON_DPAD_RIGHT, True),
        lambda: pad.button(pygame.CONTROLLER_BUTTON_A, True),
        lambda: pad.button(pygame.CONTROLLER_BUTTON_B, True),
    )
    for move in steps:
        move()
        for event in pygame.event.get():
            pads.handle(event)
            commands += [command for command in [reader.read(event)] if command]
    pads.close()
    assert commands == [
        Command.DOWN,
        Command.LEFT,
        Command.UP,
        Command.RIGHT,
        Command.ACCEPT,
        Command.BACK,
    ]
    assert reader.held is Command.BACK
    assert not controller.get_init()
