"""The veil of pages whose middle is left open: the lights go down at both sides, where something is written."""

from functools import lru_cache

import numpy as np
import pygame

from game.scenes.page.controls import SLACK, WIDTH
from game.scenes.page.page import LEFT, Size, unit

VEILED, DUSK, CLEAR = LEFT + WIDTH + SLACK, 80.0, 118.0
"""The veil reaches inwards over the text, then fades; so near to the middle it fades at least; px of the design."""
VEIL_LIGHT = 0.08
"""Light that the veil leaves."""


def veil_sides(target: pygame.Surface) -> None:
    """Turn the lights down at both sides, where the page is written."""
    target.blit(_shade(target.get_size()), (0, 0), special_flags=pygame.BLEND_RGB_MULT)


@lru_cache(maxsize=1)
def _shade(size: Size) -> pygame.Surface:
    """The light that the veil leaves, for a window of this size."""
    across, scale = np.arange(size[0], dtype=np.float32), unit(size)
    aside = np.minimum(across, size[0] - across) / scale
    veiled = min(VEILED, size[0] / scale / 2 - CLEAR)
    clear = np.clip((aside - veiled) / DUSK, 0.0, 1.0)
    light = VEIL_LIGHT + (1.0 - VEIL_LIGHT) * clear * clear * (3.0 - 2.0 * clear)
    shade = pygame.Surface(size)
    levels = (255.0 * light).astype(np.uint8)[:, None, None]
    pygame.surfarray.blit_array(shade, np.broadcast_to(levels, (*size, 3)))
    return shade.convert()
