"""The polished floor: a faint, squeezed mirror image of what stands above it."""

import numpy as np
import pygame

from game.render.backdrop import APRON_Y
from game.render.camera import Camera
from game.sim.constants import FLOOR_Y

SQUEEZE = 4.0
"""How much shorter the mirror image is than what it shows: the floor is seen at a flat angle."""
STRENGTH = 0.30
"""Brightness of the mirror image at the foot of things."""
HALF_WIDTH_M = 2.5
"""m to both sides that are mirrored."""


class FloorMirror:
    """Copies a strip of the picture onto the floor below it. Buffers are made once for a window size."""

    def __init__(self, camera: Camera) -> None:
        left, top = camera.pixel((-HALF_WIDTH_M, FLOOR_Y))
        right, bottom = camera.pixel((HALF_WIDTH_M, APRON_Y))
        window = pygame.Rect((0, 0), camera.size)
        self._below = pygame.Rect(round(left), round(top), round(right - left), max(2, round(bottom - top))).clip(window)
        tall = min(round(self._below.height * SQUEEZE), self._below.top)
        self._above = pygame.Rect(self._below.left, self._below.top - tall, self._below.width, tall)
        self._image = pygame.Surface(self._below.size, depth=32)
        self._fade = pygame.Surface(self._below.size, depth=32)
        share = STRENGTH * np.linspace(1.0, 0.0, self._below.height) ** 1.4
        across = np.sin(np.linspace(0.0, np.pi, self._below.width)) ** 0.5
        grey = (255 * share[None, :] * across[:, None]).astype(np.uint32)
        pygame.surfarray.pixels2d(self._fade)[:] = grey * 0x010101

    def draw(self, target: pygame.Surface) -> None:
        """Mirror what has been drawn above the floor line."""
        if not self._above.height or not self._below.width:
            return
        upright = target.subsurface(self._above)
        pygame.transform.scale(upright, self._below.size, self._image)
        flipped = pygame.transform.flip(self._image, False, True)
        flipped.blit(self._fade, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
        target.blit(flipped, self._below, special_flags=pygame.BLEND_RGB_ADD)
