"""A lamp of the house on one place: all else is half in the dark."""

import numpy as np
import pygame

from game.core.geom import Floats

COARSE = 8
"""px of the picture for one that is reckoned with: such light is soft."""
LEFT = 0.30
"""Light that is left where the lamp does not reach."""
POOL = (1.0, 2.6)
"""Where the pool of its light begins to fade, and ends, in radii of what it is on."""
LAMP_Y, LAMP_IN = -0.06, 0.35
"""Where the lamp hangs: over the picture's top, share of its height, and so far from above the place to the middle."""
BEAM, BEAM_COLOUR = 0.11, (255, 226, 178)
"""How brightly its beam is seen in the air."""


def put_spotlight(target: pygame.Surface, at: tuple[float, float], radius: float, strength: float) -> None:
    """Light a place `at` px and `radius` px round it; `strength` 0..1."""
    if strength <= 0.0:
        return
    width, height = target.get_size()
    x: Floats = COARSE * (np.arange(-(-width // COARSE), dtype=np.float64)[:, None] + 0.5)
    y: Floats = COARSE * (np.arange(-(-height // COARSE), dtype=np.float64)[None, :] + 0.5)
    pool = _eased((POOL[1] - np.hypot(x - at[0], y - at[1]) / radius) / (POOL[1] - POOL[0]))
    beam = _beam(x, y, at, radius, (at[0] + LAMP_IN * (width / 2 - at[0]), LAMP_Y * height))
    left = 1.0 - strength * (1.0 - LEFT) * (1.0 - np.maximum(pool, 0.6 * beam))
    _lay(target, left[..., None] * np.full(3, 255.0), pygame.BLEND_RGB_MULT)
    _lay(target, (strength * BEAM * beam * (1.0 - 0.6 * pool))[..., None] * BEAM_COLOUR, pygame.BLEND_RGB_ADD)


def _beam(x: Floats, y: Floats, at: tuple[float, float], radius: float, lamp: tuple[float, float]) -> Floats:
    """0..1 in the cone from a lamp to what it lights."""
    run = np.array(at) - lamp
    length = max(float(np.hypot(*run)), 1.0)
    along = ((x - lamp[0]) * run[0] + (y - lamp[1]) * run[1]) / length**2
    aside = np.abs((x - lamp[0]) * run[1] - (y - lamp[1]) * run[0]) / length
    half = radius * (0.12 + 0.88 * np.clip(along, 0.0, 1.0))
    return np.asarray(_eased(1.25 - aside / half) * _eased(6.0 * (1.08 - along)) * (along > 0.0))


def _eased(share: Floats) -> Floats:
    held = np.clip(share, 0.0, 1.0)
    return np.asarray(held * held * (3.0 - 2.0 * held))


def _lay(target: pygame.Surface, colours: Floats, how: int) -> None:
    """Lay coarse colours (w, h, 3) 0-255 over the picture, smoothly."""
    small = pygame.Surface(colours.shape[:2], depth=32)
    pygame.surfarray.blit_array(small, colours.astype(np.uint8))
    wide = (small.get_width() * COARSE, small.get_height() * COARSE)
    target.blit(pygame.transform.smoothscale(small, wide), (0, 0), special_flags=how)
