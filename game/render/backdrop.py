"""The still part of the picture: wall, glow, floor. Painted once for a window size, in a cold and in a golden mood."""

from typing import Any

import numpy as np
import pygame
from numpy.typing import NDArray

from game.render.camera import Camera
from game.render.curtain import hang_curtains
from game.render.theme import Palette, Wall
from game.sim.constants import FLOOR_Y

Image = NDArray[np.float32]
"""(h, w, 3), 0-255."""
STEP = 2
"""px of a painted block; the painting is soft, and is scaled up smoothly."""
MARGIN = 16
"""px painted beyond each side of the window, for the stage to shake in."""
MOODS = 48
"""Steps between cold and golden: too small to be seen one by one."""
HORIZON_Y = -0.075
"""m: where the wall meets the floor, behind the plinth's foot."""
APRON_Y = -0.345
"""m: the stage's front edge; below it is the pit."""
_LAMP_PITCH = 0.40
"""m between the footlights."""


class Backdrop:
    """The wall, the curtains and the floor; drifts from dusk to gold."""

    def __init__(self, camera: Camera, palette: Palette) -> None:
        wide = (camera.size[0] + 2 * MARGIN, camera.size[1] + 2 * MARGIN)
        roomy = Camera(wide, camera.scale, (camera.origin[0] + MARGIN, camera.origin[1] + MARGIN))
        self._cold = _surface(_paint(roomy, palette, palette.backdrop.cold, 0.0), wide)
        self._gold = _surface(_paint(roomy, palette, palette.backdrop.gold, 1.0), wide)
        self._now = self._cold.copy()
        self._mood = 0

    def draw(self, target: pygame.Surface, mood: float, shake: tuple[float, float]) -> None:
        """Fill the window.

        Args:
            mood: 0 cold .. 1 golden.
            shake: px that the stage is shifted by.
        """
        wanted = round(min(max(mood, 0.0), 1.0) * MOODS)
        if wanted != self._mood:
            self._mood = wanted
            self._gold.set_alpha(None)
            self._now.blit(self._cold, (0, 0))
            self._gold.set_alpha(255 * wanted // MOODS)
            self._now.blit(self._gold, (0, 0))
        x, y = (max(-MARGIN, min(MARGIN, round(part))) for part in shake)
        target.blit(self._now, (x - MARGIN, y - MARGIN))


def smooth(low: float, high: float, value: Image) -> Image:
    """0 below `low`, 1 above `high`, an S curve between (Hermite)."""
    share = np.clip((value - low) / (high - low), 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share), dtype=np.float32)


def blend(image: Image, colour: tuple[int, int, int], share: NDArray[Any]) -> Image:
    """Move an image towards a colour by `share` (h, w)."""
    return np.asarray(image + (np.array(colour, np.float32) - image) * share[..., None], dtype=np.float32)


def _paint(camera: Camera, palette: Palette, wall: Wall, gold: float) -> Image:
    """The whole backdrop in one mood, in blocks of STEP px."""
    x, y = camera.grid(STEP)
    image = _wall(x, y, wall, gold)
    floor = _floor(x, y, palette, wall)
    image += (floor - image) * smooth(HORIZON_Y + 0.008, HORIZON_Y - 0.008, y)[..., None]
    image = _pit(image, x, y, palette)
    return hang_curtains(image, x, y, palette.curtain, wall.glow)


def _wall(x: Image, y: Image, wall: Wall, gold: float) -> Image:
    """A hanging cloth, lit from below and from behind the sculpture."""
    image = np.zeros((y.shape[0], x.shape[1], 3), np.float32) + np.array(wall.top, np.float32)
    up = y + 0 * x
    image = blend(image, wall.middle, smooth(2.9, 1.1, up))
    image = blend(image, wall.horizon, smooth(1.7, -0.2, up) ** 1.6)
    image = blend(image, wall.glow, 0.62 * np.exp(-(((x / 1.55) ** 2 + ((y - 0.75) / 1.25) ** 2) ** 1.0)))
    image = blend(image, wall.heart, 0.40 * np.exp(-((x / 0.72) ** 2 + ((y - 0.95) / 0.85) ** 2)))
    image = blend(image, wall.heart, 0.26 * np.exp(-((x / 1.9) ** 2)) * np.exp(-(((y - HORIZON_Y) / 0.20) ** 2)))
    # Rays of a painted sun, and the faint folds of the cloth: enough to give the dark a depth.
    angle = np.arctan2(y - 0.55, x)
    far = np.sqrt(x**2 + (y - 0.55) ** 2)
    fan = smooth(-0.7, 1.3, 0.75 * np.cos(17 * angle) + 0.45 * np.cos(29 * angle + 1.1))
    rays = fan * smooth(0.5, 1.2, far) * smooth(3.4, 1.2, far)
    image *= (1.0 + (0.06 + 0.10 * gold) * rays)[..., None]
    ring = np.exp(-(((far - 1.42) / 0.012) ** 2)) + 0.6 * np.exp(-(((far - 1.50) / 0.007) ** 2))
    image *= (1.0 + 0.10 * (1 + gold) * ring * smooth(0.0, 0.5, up))[..., None]
    folds = np.sin(9.0 * x + 0.8 * np.sin(2.3 * x)) * (0.5 + 0.5 * np.sin(3.1 * x + 1.0))
    image *= (1.0 + 0.045 * folds * smooth(0.4, 1.4, np.abs(x)) + 0 * y)[..., None]
    return blend(image, wall.edge, 0.86 * smooth(1.15, 3.0, np.abs(x) + 0.12 * np.maximum(y - 1.6, 0.0)))


def _floor(x: Image, y: Image, palette: Palette, wall: Wall) -> Image:
    """Polished boards that run towards the wall, with a warm pool round the plinth."""
    near = np.clip((HORIZON_Y - y) / (HORIZON_Y - APRON_Y), 0.0, 1.0) + 0 * x
    image = np.zeros((y.shape[0], x.shape[1], 3), np.float32) + np.array(palette.floor.far, np.float32)
    image = blend(image, palette.floor.near, near**0.8)
    image = blend(image, wall.glow, 0.34 * np.exp(-((x / 1.5) ** 2)) * (1 - near) ** 1.5)
    # Boards meet at a point far behind the wall.
    across = x / np.maximum(0.9 + HORIZON_Y - y, 0.5) * 1.15
    board = across / 0.115
    gap = np.abs(board - np.round(board))
    tone = np.sin(np.round(board) * 12.9898) * 43758.5453
    image *= (0.90 + 0.20 * (tone - np.floor(tone)))[..., None]
    image *= (1.0 - 0.34 * np.exp(-((gap / 0.055) ** 2)))[..., None]
    pool = np.exp(-((x / 1.05) ** 2 + ((y - FLOOR_Y + 0.02) / 0.13) ** 2))
    lit = blend(image, palette.floor.pool, 0.46 * pool)
    return np.asarray(lit * (0.35 + 0.65 * np.exp(-((x / 2.4) ** 2)))[..., None], dtype=np.float32)


def _pit(image: Image, x: Image, y: Image, palette: Palette) -> Image:
    """The front edge of the stage with its footlights, and darkness below."""
    image = blend(image, (5, 3, 8), 0.95 * smooth(APRON_Y + 0.004, APRON_Y - 0.012, y + 0 * x))
    lamp = x / _LAMP_PITCH
    beside = (lamp - np.round(lamp)) * _LAMP_PITCH
    inner = np.abs(x) < 2.5
    shell = np.exp(-((beside / 0.028) ** 2 + ((y - APRON_Y) / 0.012) ** 2)) * inner
    shine = np.exp(-((beside / 0.15) ** 2 + ((y - APRON_Y - 0.03) / 0.055) ** 2)) * inner
    image = blend(image, palette.floor.lamp, np.asarray(0.34 * shine, np.float32))
    return blend(image, palette.floor.lamp, np.asarray(0.9 * shell, np.float32))


def _surface(image: Image, size: tuple[int, int]) -> pygame.Surface:
    """Scale a painting up to `size` px and dither it, so that dark gradients have no steps."""
    small = pygame.Surface((image.shape[1], image.shape[0]), depth=32)
    generator = np.random.Generator(np.random.PCG64(3))
    _write(small, image + generator.uniform(0.0, 1.0, image.shape[:2]).astype(np.float32)[..., None])
    full = pygame.Surface(size, depth=32)
    full.blit(pygame.transform.smoothscale(small, (image.shape[1] * STEP, image.shape[0] * STEP)), (0, 0))
    noise = pygame.Surface(size, depth=32)
    grey = generator.integers(0, 3, (size[1], size[0]), dtype=np.uint32)
    pygame.surfarray.pixels2d(noise)[:] = (grey * 0x010101).T
    full.blit(noise, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
    return full


def _write(surface: pygame.Surface, image: Image) -> None:
    """Put an image into a surface of its size."""
    rgb = np.clip(image, 0.0, 255.0).astype(np.uint32)
    pygame.surfarray.pixels2d(surface)[:] = ((rgb[..., 0] << 16) | (rgb[..., 1] << 8) | rgb[..., 2]).T
