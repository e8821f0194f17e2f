"""The curtain: two halves of velvet that part before a performance."""

from functools import lru_cache
from math import pi

import numpy as np
import pygame

from game.render.look.theme import Curtain as Velvet
from game.scenes.page.page import Size, eased

FIRST_RISE_S = 1.1
"""The curtain before a performance."""
AGAIN_S = 0.40
"""The curtain before another attempt: whoever has just lost wants to play."""
OPEN_SHARE = 0.4
"""From this share of that time on the stage is seen well enough to begin."""
FOLDS = 9
"""Folds of a half when it is closed."""
FLARE = 0.22
"""How much darker velvet is at the bottom than at the top."""


class Curtain:
    """Closed at first; `rise` parts it."""

    def __init__(self, velvet: Velvet) -> None:
        self._velvet = velvet
        self._time_s = 0.0
        self._lasts_s = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the performance can begin behind it."""
        return self._time_s >= OPEN_SHARE * self._lasts_s

    def rise(self, *, still: bool = False) -> None:
        """Close it at once and let it part: slowly the first time, then in less than half a second.

        One that is to be `still` is open at once.
        """
        self._lasts_s = AGAIN_S if self._lasts_s else FIRST_RISE_S
        self._time_s = self._lasts_s if still else 0.0

    def move(self, elapsed_s: float) -> None:
        """Part further for so many real seconds."""
        self._time_s = min(self._lasts_s, self._time_s + elapsed_s)

    def draw(self, target: pygame.Surface) -> None:
        """Hang it over the picture."""
        width, height = target.get_size()
        closed = 1.0 - eased(self._time_s / self._lasts_s)
        reach = round(width / 2 * closed)
        if reach < 1:
            return
        half = pygame.transform.scale(_closed((width // 2, height), self._velvet), (reach + 1, height))
        target.blit(half, (0, 0))
        target.blit(pygame.transform.flip(half, True, False), (width - reach - 1, 0))


@lru_cache(maxsize=1)
def _closed(size: Size, velvet: Velvet) -> pygame.Surface:
    """The left half, closed: folds across, a golden hem at the middle, darker towards the floor."""
    across = np.linspace(0.0, 1.0, size[0], dtype=np.float32)
    fold = 0.5 + 0.5 * np.sin(2 * pi * FOLDS * across + 1.6 * np.sin(7.0 * across))
    fold = 0.18 + fold * (0.62 + 0.16 * np.sin(2 * pi * 2.3 * across + 0.8))  # no fold is like its neighbour
    stops = np.array([velvet.shade, velvet.body, velvet.sheen], dtype=np.float32)
    colours = np.column_stack([np.interp(fold, (0.0, 0.66, 1.05), stops[:, i]) for i in range(3)])
    hem = np.clip((across - 0.985) / 0.008, 0.0, 1.0)[:, None]
    colours += hem * (np.array(velvet.trim, dtype=np.float32) * 0.7 - colours)
    down = 1.0 - FLARE * np.linspace(0.0, 1.0, size[1], dtype=np.float32)
    half = pygame.Surface(size)
    pygame.surfarray.blit_array(half, (colours[:, None, :] * down[None, :, None]).astype(np.uint8))
    return half.convert()
