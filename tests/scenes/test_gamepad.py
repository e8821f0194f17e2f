"""A gamepad, from SDL's virtual device to the intent and the menus."""

from collections.abc import Callable, Iterator

import pygame
import pytest
from pygame._sdl2 import controller

from game.input.controls import Controls
from game.input.menu import Command, MenuReader
from game.input.pads import Pads
from game.render import Camera
from game.sim import Intent, World
from tests.scenes.rig import LEVEL
from tests.scenes.virtual_pad import SDL, Pad

pytestmark = pytest.mark.skipif(SDL is None, reason="SDL is not bundled with pygame here")
CAMERA = Camera.fitted((1280, 720))
VIEW = World(LEVEL).view()


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


def test_menus_read_the_sticks_and_buttons_of_a_pad(pad: Pad) -> None:
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
