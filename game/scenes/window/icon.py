"""The window's icon: a jewel with a gold seam."""

import pygame

from game.render.look.theme import Palette

SIDE = 64
_SMOOTH = 4
_JEWEL = ((32, 3), (56, 20), (50, 50), (32, 61), (14, 50), (8, 20))
_TABLE = ((32, 17), (44, 26), (41, 42), (32, 48), (23, 42), (20, 26))
_SEAM = ((54, 17), (43, 24), (37, 30), (27, 33), (24, 41), (12, 47))


def icon(palette: Palette, side: int = SIDE) -> pygame.Surface:
    """A picture of so many px on each side, at most SIDE times _SMOOTH, with an alpha channel."""
    tone, large = palette.tone("cobalt"), pygame.Surface((SIDE * _SMOOTH, SIDE * _SMOOTH), pygame.SRCALPHA)
    for number, (start, table) in enumerate(zip(_JEWEL, _TABLE, strict=True)):
        after = (number + 1) % len(_JEWEL)
        slope = (tone.vivid, tone.body, tone.body, tone.deep, tone.body, tone.vivid)[number]
        pygame.draw.polygon(large, slope, _grown((start, _JEWEL[after], _TABLE[after], table)))
    pygame.draw.polygon(large, tone.body, _grown(_TABLE))
    pygame.draw.lines(large, tone.vivid, True, _grown(_TABLE), _SMOOTH)
    pygame.draw.lines(large, palette.seam.edge, False, _grown(_SEAM), 6 * _SMOOTH)
    pygame.draw.lines(large, palette.seam.body, False, _grown(_SEAM), 4 * _SMOOTH)
    return pygame.transform.smoothscale(large, (side, side))


def _grown(points: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    return [(x * _SMOOTH, y * _SMOOTH) for x, y in points]
