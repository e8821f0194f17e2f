"""Likenesses of a level for sheets of many: at rest, as a black shape, and as the golden drawing of who won it."""

import pygame

from game.core.environment import draw_unseen
from game.export.photograph import draw_photograph, draw_stage
from game.level import Level
from game.performance import Performance
from game.render.look.theme import Rgb
from game.scenes.repertoire.silhouette import Silhouette
from game.sim import World

SHAPE_PX = 80
"""A black shape goes into a square of so many px: so small it is to be told from others."""
PAPER: Rgb = (232, 226, 214)
"""The light ground that it stands on."""
BLACK: Rgb = (0, 0, 0)


class LikenessError(Exception):
    """A likeness that there is none of; the message says why."""


def draw_rest(level: Level, seed: int, size: tuple[int, int]) -> pygame.Surface:
    """The stage as the curtain rises, and nothing that is to be read.

    Raises:
        ValueError: the level's sculpture cannot be built.
        ThemeError: the theme cannot be read.
    """
    draw_unseen()
    return draw_stage(level, World(level, seed).view(), size)


def draw_shape(level: Level, size: tuple[int, int]) -> pygame.Surface:
    """The sculpture against the light, SHAPE_PX at most, however large the ground that it stands on."""
    ground = pygame.Surface(size, depth=32)
    ground.fill(PAPER)
    shape = Silhouette(level).draw((SHAPE_PX, SHAPE_PX), BLACK)
    square = pygame.Rect(0, 0, SHAPE_PX, SHAPE_PX)
    square.center = ground.get_rect().center
    ground.blit(shape, shape.get_rect(midbottom=square.midbottom))
    return ground


def draw_gold(performance: Performance, size: tuple[int, int]) -> pygame.Surface:
    """The golden drawing of a performance, which is played to its end for it.

    Raises:
        LikenessError: it is not won.
        ThemeError: the theme cannot be read.
    """
    draw_unseen()
    for _ in performance.ticks():
        pass
    world = performance.world
    if world.outcome != "won":
        how = f"lost ({world.cause})" if world.over else "cut off"
        raise LikenessError(f"it is {how} at {world.time:.1f} s, and only what is won ends in gold")
    return draw_photograph(world.level, performance.look(), (), size)
