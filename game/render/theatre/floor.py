"""The polished floor: a faint, squeezed mirror image of what stands on it."""

import numpy as np
import pygame

from game.render.look.camera import Camera
from game.render.theatre.backdrop import APRON_Y
from game.sim.constants import FLOOR_Y

SQUEEZE = 4.5
"""How much shorter the mirror image is than what it shows: the floor is seen at a flat angle."""
STRENGTH = 0.55
"""Opacity of the mirror image at the foot of things."""
HALF_WIDTH_M = 1.5
"""m to both sides that are mirrored, fading out."""


class FloorMirror:
    """Copies a strip of the picture onto the floor below it. Buffers are made once for a window size."""

    def __init__(self, camera: Camera) -> None:
        left, top = camera.pixel((-HALF_WIDTH_M, FLOOR_Y))
        right, bottom = camera.pixel((HALF_WIDTH_M, APRON_Y))
        below = pygame.Rect(round(left), round(top), round(right - left), max(2, round(bottom - top)))
        self._below = below.clip(pygame.Rect((0, 0), camera.size))
        tall = min(round(self._below.height * SQUEEZE), self._below.top)
        self._above = pygame.Rect(self._below.left, self._below.top - tall, self._below.width, tall)
        self._image = pygame.Surface(self._below.size, depth=32)
        self._mirror = pygame.Surface(self._below.size, pygame.SRCALPHA, 32)
        self._fade = pygame.Surface(self._below.size, pygame.SRCALPHA, 32)
        self._fade.fill((255, 255, 255, 0))
        down = np.linspace(1.0, 0.0, self._below.height) ** 1.3
        across = np.sin(np.linspace(0.0, np.pi, self._below.width)) ** 2
        fade = 255 * STRENGTH * across[:, None] * down[None, :]
        pygame.surfarray.pixels_alpha(self._fade)[:] = fade.astype(np.uint8)

    def draw(self, target: pygame.Surface) -> None:
        """Mirror what has been drawn above the floor line."""
        if not self._above.height or not self._below.width:
            return
        pygame.transform.scale(target.subsurface(self._above), self._below.size, self._image)
        self._mirror.blit(pygame.transform.flip(self._image, False, True), (0, 0))
        self._mirror.blit(self._fade, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        target.blit(self._mirror, self._below)
