"""The mark at the point that is aimed at: a fine ring, so that the light itself is what one sees."""

from functools import lru_cache

import pygame

from game.render.look.theme import Rgb
from game.scenes.page import Style, unit

RADIUS = 8.0
"""px of the design."""
SMOOTH = 4
"""Drawn so much larger and scaled down, for smooth edges."""


def draw_reticle(target: pygame.Surface, at: tuple[float, float], style: Style) -> None:
    """Mark the pixel that is aimed at."""
    ring = _ring(max(5, round(RADIUS * unit(target.get_size()))), style.accent)
    target.blit(ring, ring.get_rect(center=(round(at[0]), round(at[1]))))


@lru_cache(maxsize=2)
def _ring(radius: int, colour: Rgb) -> pygame.Surface:
    side = 2 * radius + 3
    large = pygame.Surface((side * SMOOTH, side * SMOOTH), pygame.SRCALPHA)
    middle = (side * SMOOTH // 2, side * SMOOTH // 2)
    for ink, width in (((0, 0, 0, 130), 3.2), ((*colour, 230), 1.5)):  # a dark edge, to be seen on light too
        pygame.draw.circle(large, ink, middle, round((radius - 1.0 + width / 2) * SMOOTH), round(width * SMOOTH))
        pygame.draw.circle(large, ink, middle, round(width * SMOOTH))
    return pygame.transform.smoothscale(large, (side, side))
