"""What a player does to pages, by each device."""

import pygame

from game.scenes.page.transport import Transport
from game.scenes.title.title import Title
from tests.scenes.rig import Rig

PAD = {
    pygame.K_UP: pygame.CONTROLLER_BUTTON_DPAD_UP,
    pygame.K_DOWN: pygame.CONTROLLER_BUTTON_DPAD_DOWN,
    pygame.K_LEFT: pygame.CONTROLLER_BUTTON_DPAD_LEFT,
    pygame.K_RIGHT: pygame.CONTROLLER_BUTTON_DPAD_RIGHT,
    pygame.K_RETURN: pygame.CONTROLLER_BUTTON_A,
    pygame.K_ESCAPE: pygame.CONTROLLER_BUTTON_B,
}
"""What means the same as a key."""


def press(rig: Rig, device: str, *keys: int) -> Rig:
    """By keys, or by what means the same on a pad."""
    for key in keys:
        if device == "keys":
            rig.tap(key)
        else:
            rig.send(pygame.CONTROLLERBUTTONDOWN, button=PAD[key], instance_id=0)
            rig.send(pygame.CONTROLLERBUTTONUP, button=PAD[key], instance_id=0)
    return rig


def take(rig: Rig, device: str, label: str) -> Rig:
    """A choice of the menu on top."""
    menu = rig.menu
    if device == "mouse":
        rig.run(0.05)
        return rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=menu.place(label))
    for _ in range((menu.choices.index(label) - menu.chosen) % len(menu.choices)):
        press(rig, device, pygame.K_DOWN)
    return press(rig, device, pygame.K_RETURN)


def take_at_foot(rig: Rig, device: str, transport: Transport, name: str) -> Rig:
    """A choice of the row at the foot of a stage."""
    if device == "mouse":
        rig.run(0.02)
        return rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=transport.place(name))
    names = list(transport.choices)
    for _ in range((names.index(name) - names.index(transport.chosen)) % len(names)):
        press(rig, device, pygame.K_RIGHT)
    return press(rig, device, pygame.K_RETURN)


def from_title(rig: Rig, device: str, label: str) -> Rig:
    """To the page that a choice of the title leads to."""
    rig.run(0.1)
    assert isinstance(rig.top, Title)
    return take(rig, device, label).run(0.1)
