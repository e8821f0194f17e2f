"""The polished floor: a faint, squeezed mirror image of what stands on it."""

import numpy as np
import pygame

from game.render.look.camera import Camera
from game.render.paint.drawlist import DrawList
from game.render.theatre.backdrop import APRON_Y
from game.sim.constants import FLOOR_Y

SQUEEZE = 4.5
"""How much shorter the mirror image is than what it shows: the floor is seen at a flat angle."""
STRENGTH = 0.55
"""Opacity of the mirror image at the foot of things."""
HALF_WIDTH_M = 1.5
"""m to both sides that are mirrored, fading out."""


class FloorMirror:
    """Shows a strip of the picture on the floor below it, at one window size."""

    def __init__(self, camera: Camera) -> None:
        left, top = camera.pixel((-HALF_WIDTH_M, FLOOR_Y))
        right, bottom = camera.pixel((HALF_WIDTH_M, APRON_Y))
        below = pygame.Rect(round(left), round(top), round(right - left), max(2, round(bottom - top)))
        self._below = below.clip(pygame.Rect((0, 0), camera.size))
        tall = min(round(self._below.height * SQUEEZE), self._below.top)
        self._above = pygame.Rect(self._below.left, self._below.top - tall, self._below.width, tall)
        self._fade = pygame.Surface(self._below.size, pygame.SRCALPHA, 32)
        self._fade.fill((255, 255, 255, 0))
        down = np.linspace(1.0, 0.0, self._below.height) ** 1.3
        across = np.sin(np.linspace(0.0, np.pi, self._below.width)) ** 2
        fade = 255 * STRENGTH * across[:, None] * down[None, :]
        pygame.surfarray.pixels_alpha(self._fade)[:] = fade.astype(np.uint8)

    def draw(self, out: DrawList) -> None:
        """Mirror what has been drawn above the floor line."""
        if self._above.height and self._below.width:
            out.mirror(self._above, self._below, self._fade)
