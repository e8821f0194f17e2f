"""Beams: a hot core, a soft shoulder and a wide faint halo, drawn as strips through neighbouring rays, with drifting
smoke in them; and the pool of light where they meet the floor."""

import numpy as np
import pygame

from game.core.geom import Floats
from game.render import strokes
from game.render.bloom import DIVISOR
from game.render.camera import Camera
from game.render.raster import DITHER_SIZE, SMOKE_SIZE, Glow, Rows, pixels, quad_add, quad_glow, stroke_add
from game.render.strips import COLOUR, END, HALF, LEVEL, RAY_FIELDS, ray_table, strips
from game.render.theme import Palette
from game.sim.constants import FLOOR_Y
from game.sim.view import Segments, View

REACH, HALO_REACH = 1.45, 3.2
"""How far a beam's shoulder and its halo reach, in half widths of the beam."""
STRAIGHT_PX = 0.06
"""A ray that lies this near (px) to the mean of its neighbours adds nothing to the strip and is left out."""
CORE_LEVEL, GLOW_LEVEL = 0.62, 0.20
"""Brightness of the middle of a full beam, in the picture and in the glow."""
GLASS_TINT = 0.45
"""How far light takes on the colour of the glass that it runs in."""
POOL_LEVEL, POOL_REACH_M = 0.16, 0.012
"""Brightness that a full ray gives to the floor where it ends, and how near (m) to the floor that must be."""
_PROFILE_SIZE = 256
_DRIFT_PX_S = np.array([11.0, -7.0])
_FLICKER_HZ = 1.3


class Beams:
    """Draws the light of a view, and lets it shine into the glow."""

    def __init__(self, palette: Palette, seed: int) -> None:
        self._tints = np.array(palette.beams, float)
        self._tones = {name: np.array(tone.vivid, float) for name, tone in palette.glass.items()}
        generator = np.random.Generator(np.random.PCG64(seed))
        self._smoke_tile = _smoke(generator)
        self.dither = generator.uniform(0.0, 1.0, (DITHER_SIZE, DITHER_SIZE)).astype(np.float32)
        """(DITHER_SIZE, DITHER_SIZE) in 0..1, for everything that adds faint light."""
        self._smoke, self._grain = self._smoke_tile, self.dither
        v = np.linspace(0.0, 1.0, _PROFILE_SIZE)
        halo = 0.5 * np.exp(-((v * HALO_REACH / 0.8) ** 2)) + 0.5 * (1.0 - v * v * (3.0 - 2.0 * v)) ** 2
        self._halo = halo.astype(np.float32)
        self._drift = np.zeros(2)
        self._time = 0.0
        self._trace: Segments | None = None
        self._rays = np.zeros((0, RAY_FIELDS))

    def advance(self, view: View, elapsed_s: float) -> None:
        """Take over a view's trace, and let the smoke drift."""
        self._time += elapsed_s
        self._drift += _DRIFT_PX_S * elapsed_s
        if view.segments is not self._trace:
            self._trace = view.segments
            is_dark = not len(view.segments.start)
            self._rays = self._rays[:0] if is_dark else ray_table(view, self._tints, self._tones, GLASS_TINT)

    def shine(self, glow: Glow, camera: Camera) -> None:
        """Draw the halos into the glow."""
        quad_glow(glow, self._quads(camera, HALO_REACH, GLOW_LEVEL), self._halo, 1.0 / DIVISOR)

    def draw(self, target: pygame.Surface, camera: Camera) -> None:
        """Draw core and shoulder into the picture, and pools of light on the floor."""
        width = target.get_width()
        if self._grain.shape[1] < width:
            self._smoke = np.tile(self._smoke_tile, (1, -(-width // SMOKE_SIZE) + 1))
            self._grain = np.tile(self.dither, (1, -(-width // DITHER_SIZE)))
        drift = (int(self._drift[0]), int(self._drift[1]))
        quad_add(pixels(target), self._quads(camera, REACH, CORE_LEVEL), self._smoke, self._grain, drift)
        stroke_add(pixels(target), self._pools(camera))

    def _quads(self, camera: Camera, reach: float, level: float) -> Rows:
        """The strips of now, in px."""
        quads = strips(self._rays, reach, STRAIGHT_PX / camera.scale)
        corners = quads[:, :16].reshape(-1, 4, 4)
        corners[..., :2] = camera.to_screen(corners[..., :2])
        corners[..., 3] *= level
        return quads

    def _pools(self, camera: Camera) -> Rows:
        """Flat ellipses of light, one for each ray that ends on the floor; they flicker a little, like caustics."""
        down = self._rays[np.abs(self._rays[:, END + 1] - FLOOR_Y) < POOL_REACH_M]
        if not len(down):
            return strokes.NONE
        at = camera.to_screen(down[:, END : END + 2])
        flicker = 1.0 + 0.22 * np.sin(2 * np.pi * _FLICKER_HZ * self._time + 23.0 * down[:, END])
        half = down[:, HALF] * camera.scale
        aside = np.column_stack([1.1 * half * flicker, np.zeros(len(down))])
        sunk = (0.0, 0.12 * float(half.max()))
        return strokes.lines(
            at - aside + sunk, at + aside + sunk, 0.42 * half, down[:, COLOUR:], POOL_LEVEL * down[:, LEVEL]
        )


def _smoke(generator: np.random.Generator) -> Rows:
    """Tiling smoke around 1: noise of two sizes, smoothed by its own spectrum."""
    wave = np.fft.fftfreq(SMOKE_SIZE) * SMOKE_SIZE
    rate: Floats = np.hypot(wave[:, None], wave[None, :] * 1.6)
    spectrum = np.exp(-((rate / 9.0) ** 2)) + 0.25 * np.exp(-((rate / 26.0) ** 2))
    noise = np.fft.ifft2(np.fft.fft2(generator.normal(size=(SMOKE_SIZE, SMOKE_SIZE))) * spectrum).real
    return np.asarray(np.clip(0.92 + 0.16 * noise / noise.std(), 0.45, 1.4), dtype=np.float32)
