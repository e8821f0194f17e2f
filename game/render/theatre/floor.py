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
STRENGTH_STEPS = 32
"""Strengths that are told apart: no step of them is seen."""
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
        down = np.linspace(1.0, 0.0, self._below.height) ** 1.3
        across = np.sin(np.linspace(0.0, np.pi, self._below.width)) ** 2
        self._clearness = 255 * STRENGTH * across[:, None] * down[None, :]
        self._fades: dict[int, pygame.Surface] = {}

    def draw(self, out: DrawList, strength: float = 1.0) -> None:
        """Mirror what has been drawn above the floor line, with a share of its strength, 0..1."""
        step = round(STRENGTH_STEPS * strength)
        if step and self._above.height and self._below.width:
            out.mirror(self._above, self._below, self._fade(step))

    def _fade(self, step: int) -> pygame.Surface:
        """How clear the image is, as the alpha of a white surface, at one of STRENGTH_STEPS."""
        if step not in self._fades:
            fade = pygame.Surface(self._below.size, pygame.SRCALPHA, 32)
            fade.fill((255, 255, 255, 0))
            pygame.surfarray.pixels_alpha(fade)[:] = (self._clearness * step / STRENGTH_STEPS).astype(np.uint8)
            self._fades[step] = fade
        return self._fades[step]
