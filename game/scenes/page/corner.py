"""Two signs in a corner of the stage: begin again and pause, for hands that hold nothing but the mouse."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import cos, pi, sin
from typing import Generic, TypeVar

import pygame

from game.input.bindings import Action
from game.input.menu import Command
from game.render.look.theme import Rgb
from game.scenes.page.page import Size, Style, unit

SIGN = 22.0
"""Width of a sign, px of the design."""
PITCH = 44.0
"""From one to the next, and as wide is what a click finds."""
EDGE = 40.0
"""From the window's right and lower edge to the middle of the last one."""
REST, NEAR = 0.5, 1.0
"""How clearly they stand there, and under the mouse."""
SMOOTH = 4
"""Drawn so much larger and scaled down, for smooth edges."""
Meaning = Action | Command
Taken = TypeVar("Taken", bound=Action | Command)
ACTIONS: tuple[Action, ...] = (Action.PAUSE, Action.AGAIN)
"""From the corner inwards."""


class Corner(Generic[Taken]):
    """The signs, and where the mouse is."""

    def __init__(self, meanings: tuple[Taken, ...]) -> None:
        """Signs of these, from the corner inwards."""
        self._meanings = meanings
        self._mouse = (-1, -1)

    def takes(self, event: pygame.Event, size: Size) -> Taken | None:
        """What a click on a sign asks for in a window of `size` px; notes where the mouse goes."""
        if event.type == pygame.MOUSEMOTION:
            self._mouse = event.pos
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            return self._at(event.pos, size)
        return None

    def _at(self, pixel: tuple[int, int], size: Size) -> Taken | None:
        boxes = _boxes(size, self._meanings).items()
        return next((meaning for meaning, box in boxes if box.collidepoint(pixel)), None)

    def draw(self, target: pygame.Surface, style: Style) -> None:
        """Set them in the lower right."""
        size = target.get_size()
        near = self._at(self._mouse, size)
        for action, box in _boxes(size, self._meanings).items():
            drawn = sign(action, max(9, round(SIGN * unit(size))), style.accent if action is near else style.title)
            drawn.set_alpha(round(255 * (NEAR if action is near else REST)))
            target.blit(drawn, drawn.get_rect(center=box.center))


def _boxes(size: Size, meanings: tuple[Taken, ...]) -> Mapping[Taken, pygame.Rect]:
    scale = unit(size)
    pitch = round(PITCH * scale)
    x, y = size[0] - EDGE * scale, size[1] - EDGE * scale
    boxes = {}
    for number, meaning in enumerate(meanings):
        boxes[meaning] = pygame.Rect(0, 0, pitch, pitch)
        boxes[meaning].center = (round(x - number * pitch), round(y))
    return boxes


@lru_cache(maxsize=8)
def sign(action: Meaning, width: int, colour: Rgb) -> pygame.Surface:
    """A sign with a dark edge, to be seen on light too."""
    side = width * SMOOTH
    large = pygame.Surface((side, side), pygame.SRCALPHA)
    for ink, more in (((0, 0, 0, 150), 0.045 * side), ((*colour, 255), 0.0)):
        _DRAW[action](large, side, ink, more)
    return pygame.transform.smoothscale(large, (width, width))


def _draw_pause(large: pygame.Surface, side: int, ink: tuple[int, int, int, int], more: float) -> None:
    """Two bars."""
    for x in (0.34, 0.66):
        bar = pygame.FRect(0, 0, 0.14 * side + 2 * more, 0.64 * side + 2 * more)
        bar.center = (x * side, 0.5 * side)
        pygame.draw.rect(large, ink, bar)


def _draw_again(large: pygame.Surface, side: int, ink: tuple[int, int, int, int], more: float) -> None:
    """A ring that is open at its upper right, where an arrow leads on."""
    middle, radius, start, end = 0.5 * side, 0.32 * side, 0.12 * pi, 1.75 * pi
    ring = [start + (end - start) * step / 40 for step in range(41)]
    for turn in ring:
        at = (middle + radius * cos(turn), middle + radius * sin(turn))
        pygame.draw.circle(large, ink, at, 0.055 * side + more)
    tip, reach = (middle + radius * cos(end), middle + radius * sin(end)), 0.17 * side + more
    corners = [(tip[0] + reach * cos(turn), tip[1] + reach * sin(turn)) for turn in (0.25 * pi, 0.95 * pi, 1.55 * pi)]
    pygame.draw.polygon(large, ink, corners)


def _draw_back(large: pygame.Surface, side: int, ink: tuple[int, int, int, int], more: float) -> None:
    """An arrow to the left."""
    thick = 0.10 * side + 2 * more
    tip, end = (0.18 * side, 0.5 * side), (0.84 * side, 0.5 * side)
    for start, stop in ((tip, end), (tip, (0.46 * side, 0.24 * side)), (tip, (0.46 * side, 0.76 * side))):
        for step in range(31):
            at = [a + (b - a) * step / 30 for a, b in zip(start, stop, strict=True)]
            pygame.draw.circle(large, ink, at, thick / 2)


_DRAW: Mapping[Meaning, Callable[[pygame.Surface, int, tuple[int, int, int, int], float], None]] = {
    Action.PAUSE: _draw_pause,
    Action.AGAIN: _draw_again,
    Command.BACK: _draw_back,
}
