"""The name of the game, broken once and mended with gold."""

from functools import lru_cache
from math import sin

import numpy as np
import pygame

from game.core.rng import stream
from game.render.look.theme import Rgb
from game.scenes.page.page import Point, Sheet, spaced

NAME = "FLAWSONG"
SPACING = 0.10
"""Between its letters, ems."""
STEPS = 30
"""Kinks of the seam across the name."""
SEED = 11
"""Which of all possible cracks it is."""
SMOOTH = 4
"""The seam is drawn this much larger and scaled down: lines of pygame have no smooth edges."""
CUT, GOLD = 0.050, 0.030
"""Width of the crack and of the gold in it, ems."""


def draw_wordmark(sheet: Sheet, at: Point, px: float, time_s: float) -> None:
    """Set the name with its top left at `at`, `px` of the design high; the gold breathes with time."""
    size = round(px * sheet.unit)
    letters = spaced(sheet.style.type, NAME, size, sheet.style.title, SPACING, strong=True)
    sheet.place(letters, at)
    seam = _seam(letters, size, sheet.style.palette.seam.body)
    sheet.place(seam, at, share=0.88 + 0.12 * sin(1.4 * time_s))


@lru_cache(maxsize=2)
def _seam(letters: pygame.Surface, px: int, gold: Rgb) -> pygame.Surface:
    """The crack and its gold, only where there are letters: (w, h) as they are."""
    width, height = letters.get_size()
    random = stream(SEED, NAME)
    x = np.linspace(-0.02, 1.02, STEPS) + np.append(0.0, random.uniform(-0.012, 0.012, STEPS - 1))
    drift = np.cumsum(random.normal(0.0, 0.035, STEPS))
    drift -= np.linspace(0.0, drift[-1], STEPS)  # a bridge: it starts and ends at mid-height
    y = 0.53 + drift + random.uniform(-0.035, 0.035, STEPS)
    line = (np.column_stack([x * width, y * height]) * SMOOTH).tolist()
    drawn = pygame.Surface((width * SMOOTH, height * SMOOTH), pygame.SRCALPHA)
    pygame.draw.lines(drawn, "black", False, line, round(CUT * px * SMOOTH))
    pygame.draw.lines(drawn, gold, False, line, round(GOLD * px * SMOOTH))
    seam = pygame.transform.smoothscale(drawn, (width, height))
    inside = pygame.mask.from_surface(letters, 127).to_surface(setcolor="white", unsetcolor=(0, 0, 0, 0))
    seam.blit(inside, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    return seam
