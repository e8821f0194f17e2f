"""The mark at the point that is aimed at: a fine ring, so that the light itself is what one sees."""

from functools import lru_cache

import pygame

from game.input.controls import Grip
from game.render.look.theme import Rgb
from game.scenes.page.page import Style, unit

RADIUS = 8.0
"""px of the design."""
BREATH_RADIUS = 14.0
"""Of the second ring while the mouse holds the breath, px of the design."""
SPAN, TICK = 46.0, 5.0
"""Half the line on which the mouse's lean is shown, and half the marks at its ends, px of the design."""
POINTER_RADII, POINTER_HZ = (15.0, 20.0), 0.8
"""Least and most of the ring round what is pointed at, px of the design, and how often it closes in a second."""
SMOOTH = 4
"""Drawn so much larger and scaled down, for smooth edges."""


def draw_reticle(target: pygame.Surface, at: tuple[float, float], style: Style) -> None:
    """Mark the pixel that is aimed at."""
    ring = _ring(max(5, round(RADIUS * unit(target.get_size()))), style.accent)
    target.blit(ring, ring.get_rect(center=(round(at[0]), round(at[1]))))


def draw_pointer(target: pygame.Surface, at: tuple[float, float], style: Style, seconds: float) -> None:
    """Point at a pixel without words: a ring that closes round it, time and again."""
    least, most = POINTER_RADII
    radius = most - (most - least) * (seconds * POINTER_HZ % 1.0)
    ring = _ring(max(9, round(radius * unit(target.get_size()))), style.title)
    target.blit(ring, ring.get_rect(center=(round(at[0]), round(at[1]))))


def draw_grip(target: pygame.Surface, grip: Grip, style: Style) -> None:
    """Show what the mouse holds: a bead on a line for the lean, which is full at its ends; a second ring for breath."""
    scale = unit(target.get_size())
    x, y = round(grip.at[0]), round(grip.at[1])
    if grip.leans:
        span, tick, thick = round(SPAN * scale), max(2, round(TICK * scale)), max(1, round(1.5 * scale))
        for ink, width in (((0, 0, 0), thick + 2), (style.accent, thick)):
            pygame.draw.line(target, ink, (x - span, y), (x + span, y), width)
            for end in (x - span, x + span):
                pygame.draw.line(target, ink, (end, y - tick), (end, y + tick), width)
        bead = (round(x - grip.lean * span), y)
        pygame.draw.circle(target, (0, 0, 0), bead, tick + 2)
        pygame.draw.circle(target, style.title, bead, tick)
    if grip.breathes:
        ring = _ring(max(9, round(BREATH_RADIUS * scale)), style.accent)
        target.blit(ring, ring.get_rect(center=(x, y)))


@lru_cache(maxsize=32)
def _ring(radius: int, colour: Rgb) -> pygame.Surface:
    side = 2 * radius + 3
    large = pygame.Surface((side * SMOOTH, side * SMOOTH), pygame.SRCALPHA)
    middle = (side * SMOOTH // 2, side * SMOOTH // 2)
    for ink, width in (((0, 0, 0, 130), 3.2), ((*colour, 230), 1.5)):  # a dark edge, to be seen on light too
        pygame.draw.circle(large, ink, middle, round((radius - 1.0 + width / 2) * SMOOTH), round(width * SMOOTH))
        pygame.draw.circle(large, ink, middle, round(width * SMOOTH))
    return pygame.transform.smoothscale(large, (side, side))
