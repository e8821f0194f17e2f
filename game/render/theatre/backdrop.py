"""The still part of the picture: wall, floor and curtains.

Painted once for a window size, in a cold and in a golden mood, as layers that shift by their own shares when the camera
pans. The paintings are kept for the next performance.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.look.pan import APRON, CURTAINS, FARTHEST_M, WALL
from game.render.look.theme import Backdrop as Walls
from game.render.look.theme import Curtain, Floor, Palette, Wall
from game.render.paint.bands import in_bands, in_parallel
from game.render.paint.drawlist import Canvas, DrawList
from game.render.paint.layers import mix
from game.render.paint.packing import as_pixels
from game.render.theatre.curtain import (
    BILLOW_M,
    INNERMOST_X,
    VALANCE_FOOT,
    billow,
    hung_in,
    side_shadow,
    valance,
    velvet,
)
from game.sim.constants import FLOOR_Y

Image = NDArray[np.float32]
"""(h, w, 3), 0-255."""
LEAST_STEP, STEP_M = 2, 1 / 150
"""px and m of a painted block, the larger counts: the painting is soft, and is scaled up smoothly."""
SHAKE_PX = 16
"""px that the stage may shake to all sides."""
MOODS = 48
"""Steps between cold and golden: too small to be seen one by one."""
HORIZON_Y = -0.075
"""m: where the wall meets the floor, behind the plinth's foot."""
APRON_Y = -0.345
"""m: the stage's front edge; below it is the pit."""
_LAMP_PITCH = 0.40
"""m between the footlights."""
_BRIGHTEST = 253.0
"""0-255: what is painted at most, so that noise of two steps can be added."""


class _Colours(NamedTuple):
    """What of a palette the house is painted in."""

    backdrop: Walls
    floor: Floor
    curtain: Curtain


class _Painting(NamedTuple):
    """A part of the house in both moods."""

    left: int
    """px from the left edge of the whole painting, from the top of which it hangs."""
    cold: Canvas
    gold: Canvas


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """A part of the house that drifts from one mood to the other."""

    left: int
    cold: Canvas
    gold: Canvas
    """As painted: shared with other performances."""
    now: Canvas
    """In the mood of now."""

    def turn(self, mood: int) -> None:
        """Drift to a mood, of MOODS."""
        in_bands(partial(mix, self.now, self.cold, self.gold, 256 * mood // MOODS), len(self.now))


class Backdrop:
    """The wall, the floor and the curtains; drifts from dusk to gold."""

    def __init__(self, camera: Camera, palette: Palette) -> None:
        margin = SHAKE_PX + int((FARTHEST_M * CURTAINS + BILLOW_M) * camera.scale) + 2
        self._margin = margin
        wide = (camera.size[0] + 2 * margin, camera.size[1] + 2 * SHAKE_PX)
        roomy = Camera(wide, camera.scale, (camera.origin[0] + margin, camera.origin[1] + SHAKE_PX))
        colours = _Colours(palette.backdrop, palette.floor, palette.curtain)
        self._stage, *self._cloths = (
            _Layer(*kept, kept.cold.copy()) for kept in _paintings(roomy, colours, hung_in(camera))
        )
        self._shares = _shares(camera)
        tall = np.arange(camera.size[1] + 2 * SHAKE_PX) - SHAKE_PX
        self._billow = BILLOW_M * camera.scale * billow((camera.origin[1] - tall) / camera.scale)
        self._mood = 0

    def draw(self, out: DrawList, mood: float, pan: float, shake: tuple[float, float], breath: float) -> None:
        """Fill the window.

        Args:
            mood: 0 cold .. 1 golden.
            pan: px that what stands on the stage is shifted by, as the camera pans.
            shake: px that all of the picture is shifted by.
            breath: how the curtains are drawn aside before a whisper, -1 (to the left) .. 1.
        """
        wanted = round(min(max(mood, 0.0), 1.0) * MOODS)
        if wanted != self._mood:
            self._mood = wanted
            for layer in (self._stage, *self._cloths):
                layer.turn(wanted)
        x, y = (max(-SHAKE_PX, min(SHAKE_PX, round(part))) for part in shake)
        out.picture(self._stage.now, self._margin - x - pan * self._shares, SHAKE_PX - y)
        for cloth in self._cloths:
            left = cloth.left - self._margin + x + pan * CURTAINS
            out.cloth(cloth.now, left + breath * self._billow[: len(cloth.now)], y - SHAKE_PX)


def _shares(camera: Camera) -> Floats:
    """(h,) how far each row of the window shifts: the floor lies nearer the farther down it is seen."""
    y = camera.grid(1)[1][:, 0]
    near = np.clip((HORIZON_Y - y) / (HORIZON_Y - APRON_Y), 0.0, 1.0)
    return np.asarray(WALL + (APRON - WALL) * near, dtype=np.float64)


def _sides(camera: Camera, inward: float) -> list[pygame.Rect]:
    """Where the curtains hang, so many m farther in."""
    innermost = INNERMOST_X - inward
    left, right = (round(camera.pixel((x, 0.0))[0]) for x in (-innermost, innermost))
    width, height = camera.size
    return [pygame.Rect(0, 0, left, height), pygame.Rect(right, 0, width - right, height)]


def smooth(low: float, high: float, value: Image) -> Image:
    """0 below `low`, 1 above `high`, an S curve between (Hermite)."""
    share = np.clip((value - low) / (high - low), 0.0, 1.0)
    return np.asarray(share * share * (3.0 - 2.0 * share), dtype=np.float32)


def blend(image: Image, colour: tuple[int, int, int], share: NDArray[Any]) -> Image:
    """Move an image towards a colour by `share` (h, w)."""
    return np.asarray(image + (np.array(colour, np.float32) - image) * share[..., None], dtype=np.float32)


Painter = Callable[[Image, Image, Wall, float], tuple[Image, Image | None]]
"""From x (1, w) and y (h, 1) m, a wall and how golden it is: colours (h, w, 3) and how far they cover (h, w)."""


@lru_cache(maxsize=2)
def _paintings(camera: Camera, colours: _Colours, inward: float) -> tuple[_Painting, ...]:
    """The stage, and the cloths before it; kept, as the next performance is seen in the same window, fine or coarse."""
    width, height = camera.size
    stage = _painted(camera, pygame.Rect(0, 0, width, height), partial(_paint, colours, inward), colours.backdrop)
    cloth = partial(_cloth, colours, inward)
    cloths = [_painted(camera, rect, cloth, colours.backdrop) for rect in _sides(camera, inward)]
    top = pygame.Rect(0, 0, width, int(camera.pixel((0.0, VALANCE_FOOT))[1]))
    if top.height > SHAKE_PX:
        cloths.append(_painted(camera, top, partial(_hem, colours), colours.backdrop))
    return stage, *cloths


def _painted(camera: Camera, rect: pygame.Rect, painter: Painter, walls: Walls) -> _Painting:
    """A painting over a part of the window, from its top, painted in blocks."""
    step = max(LEAST_STEP, round(STEP_M * camera.scale))
    rect = pygame.Rect(rect.left // step * step, 0, rect.width + rect.left % step, rect.height)
    x, y = camera.grid(step)
    x = x[:, rect.left // step : -(-rect.right // step)]
    y = y[: -(-rect.bottom // step)]
    moods: dict[float, Canvas] = {}

    def paint(wall: Wall, gold: float) -> None:
        moods[gold] = _enlarged(*painter(x, y, wall, gold), step, rect.size)

    in_parallel([partial(paint, walls.cold, 0.0), partial(paint, walls.gold, 1.0)])
    return _Painting(rect.left, moods[0.0], moods[1.0])


def _paint(colours: _Colours, inward: float, x: Image, y: Image, wall: Wall, gold: float) -> tuple[Image, None]:
    """Wall and floor."""
    image = _wall(x, y, wall, gold)
    floor = _floor(x, y, colours.floor, wall)
    image += (floor - image) * smooth(HORIZON_Y + 0.008, HORIZON_Y - 0.008, y)[..., None]
    image = _pit(image, x, y, colours.floor)
    return image * side_shadow(x, y, inward)[..., None], None


def _cloth(colours: _Colours, inward: float, x: Image, y: Image, wall: Wall, _: float) -> tuple[Image, Image]:
    """A curtain."""
    return velvet(x, y, colours.curtain, wall.glow, inward)


def _hem(colours: _Colours, x: Image, y: Image, wall: Wall, _: float) -> tuple[Image, Image]:
    """The valance."""
    return valance(x, y, colours.curtain, wall.glow)


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


def _floor(x: Image, y: Image, boards: Floor, wall: Wall) -> Image:
    """Polished boards that run towards the wall, with a warm pool round the plinth."""
    near = np.clip((HORIZON_Y - y) / (HORIZON_Y - APRON_Y), 0.0, 1.0) + 0 * x
    image = np.zeros((y.shape[0], x.shape[1], 3), np.float32) + np.array(boards.far, np.float32)
    image = blend(image, boards.near, near**0.8)
    image = blend(image, wall.glow, 0.34 * np.exp(-((x / 1.5) ** 2)) * (1 - near) ** 1.5)
    # Boards meet at a point far behind the wall.
    across = x / np.maximum(0.9 + HORIZON_Y - y, 0.5) * 1.15
    board = across / 0.115
    gap = np.abs(board - np.round(board))
    tone = np.sin(np.round(board) * 12.9898) * 43758.5453
    image *= (0.90 + 0.20 * (tone - np.floor(tone)))[..., None]
    image *= (1.0 - 0.34 * np.exp(-((gap / 0.055) ** 2)))[..., None]
    pool = np.exp(-((x / 1.05) ** 2 + ((y - FLOOR_Y + 0.02) / 0.13) ** 2))
    lit = blend(image, boards.pool, 0.46 * pool)
    return np.asarray(lit * (0.35 + 0.65 * np.exp(-((x / 2.4) ** 2)))[..., None], dtype=np.float32)


def _pit(image: Image, x: Image, y: Image, floor: Floor) -> Image:
    """The front edge of the stage with its footlights, and darkness below."""
    image = blend(image, (5, 3, 8), 0.95 * smooth(APRON_Y + 0.004, APRON_Y - 0.012, y + 0 * x))
    lamp = x / _LAMP_PITCH
    beside = (lamp - np.round(lamp)) * _LAMP_PITCH
    inner = np.abs(x) < 2.5
    shell = np.exp(-((beside / 0.028) ** 2 + ((y - APRON_Y) / 0.012) ** 2)) * inner
    shine = np.exp(-((beside / 0.15) ** 2 + ((y - APRON_Y - 0.03) / 0.055) ** 2)) * inner
    image = blend(image, floor.lamp, np.asarray(0.34 * shine, np.float32))
    return blend(image, floor.lamp, np.asarray(0.9 * shell, np.float32))


def _enlarged(image: Image, cover: Image | None, step: int, size: tuple[int, int]) -> Canvas:
    """Scale a painting in blocks of `step` up to `size` px and dither it, so that dark gradients have no steps."""
    generator = np.random.Generator(np.random.PCG64(3))
    grain = generator.uniform(0.0, 1.0, image.shape[:2]).astype(np.float32)[..., None]
    small = pygame.Surface((image.shape[1], image.shape[0]), pygame.SRCALPHA, 32)
    pygame.surfarray.pixels2d(small)[:] = as_pixels(np.minimum(image + grain, _BRIGHTEST), cover).T
    large = pygame.transform.smoothscale(small, (image.shape[1] * step, image.shape[0] * step))
    full: Canvas = pygame.surfarray.pixels2d(large).T[: size[1], : size[0]].copy()
    opaque = full >= np.uint32(0xFF000000)
    full += opaque * generator.integers(0, 3, full.shape, dtype=np.uint32) * np.uint32(0x010101)
    return full
