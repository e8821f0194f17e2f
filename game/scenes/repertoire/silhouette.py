"""A sculpture against the light: drawn from the outlines of its level alone, which takes no time."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pygame

from game.core.geom import Floats
from game.level import Level
from game.level.sculpture.outlines import piece_holes, piece_outline
from game.level.sculpture.pieces import Ornament, Piece
from game.render.look.theme import Rgb
from game.sim.constants import PLINTH_HEIGHT

FINE = 4
"""It is drawn so many times larger and scaled down, for smooth edges."""
SEAM_M, LEAST_SEAM_PX = 0.030, 2.0
"""Width of a seam on it, m and px at least: wider than on the stage, to be seen on so small a sculpture."""
HALO, HALO_WIDTH = 70, 3.0
"""Opacity (0..255) of the gold's shine, and how much wider than the gold that is."""


class _Part(NamedTuple):
    """A piece or an ornament: its outline and its holes, (N, 2) m on the stage."""

    outline: Floats
    holes: list[Floats]


class Silhouette:
    """Of one level's sculpture."""

    def __init__(self, level: Level, *, on_plinth: bool = False) -> None:
        """`on_plinth` stands it on its plinth, in the middle of the picture."""
        behind = [ornament for ornament in level.ornaments if ornament.behind]
        before = [ornament for ornament in level.ornaments if not ornament.behind]
        formed: list[Piece | Ornament] = [*behind, *level.pieces, *before]
        self._parts = [_Part(piece_outline(part), piece_holes(part)) for part in formed]
        if on_plinth:
            half = level.plinth.width / 2
            plinth = np.array([[-half, -PLINTH_HEIGHT], [half, -PLINTH_HEIGHT], [half, 0.0], [-half, 0.0]])
            self._parts.append(_Part(plinth, []))
        corners = np.vstack([part.outline for part in self._parts])
        self._left, self._low = corners.min(axis=0)
        self._width, self._height = corners.max(axis=0) - (self._left, self._low)
        if on_plinth:
            self._left = -np.abs(corners[:, 0]).max()
            self._width = -2.0 * self._left

    def fitted(self, room: tuple[int, int], colour: Rgb) -> pygame.Surface:
        """As large as it goes into so many pixels, filled with a colour. Shared: never draw on it."""
        return _drawn(self, room, colour)

    def draw(self, room: tuple[int, int], colour: Rgb) -> pygame.Surface:
        """The picture for `fitted`."""
        scale = min(room[0] / self._width, room[1] / self._height)
        size = max(1, round(self._width * scale)), max(1, round(self._height * scale))
        large = pygame.Surface((size[0] * FINE, size[1] * FINE), pygame.SRCALPHA)
        large.fill((*colour, 0))
        for part in self._parts:
            pygame.draw.polygon(large, colour, self._pixels(part.outline, scale * FINE))
            for hole in part.holes:
                pygame.draw.polygon(large, (*colour, 0), self._pixels(hole, scale * FINE))
        return pygame.transform.smoothscale(large, size)

    def golden(self, room: tuple[int, int], colour: Rgb, seams: Sequence[Floats], gold: Rgb) -> pygame.Surface:
        """As `fitted`, with seams laid over it: polylines (N, 2) of where they lie on the stage, m."""
        glass = self.fitted(room, colour)
        scale = glass.get_height() / self._height
        large = pygame.transform.scale(glass, (glass.get_width() * FINE, glass.get_height() * FINE))
        half = max(LEAST_SEAM_PX, SEAM_M * scale) * FINE / 2
        for ink, wider in (((*gold, HALO), HALO_WIDTH), ((*gold, 255), 1.0)):
            layer = pygame.Surface(large.get_size(), pygame.SRCALPHA)
            for seam in seams:
                path = self._pixels(seam, scale * FINE)
                pygame.draw.lines(layer, ink, False, path, round(2 * wider * half))
                for point in path:
                    pygame.draw.circle(layer, ink, point, wider * half)
            large.blit(layer, (0, 0))
        return pygame.transform.smoothscale(large, glass.get_size())

    def _pixels(self, points: Floats, scale: float) -> list[tuple[float, float]]:
        x, y = (points[:, 0] - self._left) * scale, (self._low + self._height - points[:, 1]) * scale
        return list(zip(x.tolist(), y.tolist(), strict=True))


@lru_cache(maxsize=128)
def _drawn(silhouette: Silhouette, room: tuple[int, int], colour: Rgb) -> pygame.Surface:
    return silhouette.draw(room, colour)
