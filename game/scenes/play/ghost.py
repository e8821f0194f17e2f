"""The ghost of a performance: a second, thinner beam, and a line that leans as the sculpture swayed then."""

import math

import pygame

from game.render import Camera
from game.render.look.theme import Rgb
from game.replay.tracks import Glimpse

BEAM: Rgb = (132, 152, 205)
LINE: Rgb = (112, 128, 176)
LINE_M, DASH_PX, GAP_PX = 2.4, 9.0, 7.0
"""Height of the line that leans, and its dashes."""


def draw_ghost(target: pygame.Surface, glimpse: Glimpse | None, camera: Camera) -> None:
    """Draw what was seen then over the stage as it is."""
    if glimpse is None:
        return
    if glimpse.beam is not None:
        start, end = (camera.pixel(at) for at in glimpse.beam)
        pygame.draw.aaline(target, BEAM, start, end)
        pygame.draw.circle(target, BEAM, end, max(2, round(0.02 * camera.scale)), 1)
    # Sway is positive to the left, as the crown goes.
    crown = -math.sin(glimpse.sway) * LINE_M, math.cos(glimpse.sway) * LINE_M
    _dashed(target, camera.pixel((0.0, 0.0)), camera.pixel(crown), LINE)
    target.blit(target, (0, 0))


def _dashed(target: pygame.Surface, start: tuple[float, float], end: tuple[float, float], ink: Rgb) -> None:
    length = math.dist(start, end)
    if length < 1.0:
        return
    across, down = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    at = 0.0
    while at < length:
        until = min(length, at + DASH_PX)
        here = start[0] + across * at, start[1] + down * at
        there = start[0] + across * until, start[1] + down * until
        pygame.draw.aaline(target, ink, here, there)
        at += DASH_PX + GAP_PX
