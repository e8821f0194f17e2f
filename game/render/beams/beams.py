"""Beams: a hot core, a soft shoulder and a wide faint halo, drawn as strips through neighbouring tubes of light, with
drifting smoke in them, and with the curtains' folds where they fall on those."""

from functools import cache

import numpy as np

from game.core.geom import Floats
from game.render.beams.caustics import pools, shimmer, web
from game.render.beams.dashes import Dashes
from game.render.beams.joins import join
from game.render.beams.tubes import STOP, TUBE_FIELDS, tube_table
from game.render.look.camera import Camera
from game.render.look.pan import CURTAINS
from game.render.look.theme import Palette
from game.render.paint.drawlist import DIVISOR, QUAD_FIELDS, DrawList, Rows, Tile
from game.render.paint.quads import DITHER_SIZE, SMOKE_ONE, SMOKE_SIZE
from game.render.theatre.curtain import fold_light
from game.sim.view import Segments, View

REACH, HALO_REACH = 1.45, 3.2
"""How far a beam's shoulder and its halo reach, in half widths of the beam."""
CORE_LEVEL, GLOW_LEVEL = 0.62, 0.20
"""Brightness of the middle of a full beam, in the picture and in the glow."""
_PROFILE_SIZE = 256
_FOLDS_AT = SMOKE_SIZE // 2
"""Column of the folds that is seen at the window's left edge while the camera looks ahead."""
_DRIFT_PX_S = np.array([11.0, -7.0])
_QUADS = 512
"""Quads that there is room for at first."""


class Beams:
    """Draws the light of a view, and lets it shine into the glow."""

    def __init__(self, palette: Palette, seed: int) -> None:
        self._tints = np.array(palette.beams, float)
        self._smoke_tile, self.dither, self._web_tile = _tiles(seed)
        """(DITHER_SIZE, DITHER_SIZE), for everything that adds faint light."""
        self._smoke, self._grain = self._smoke_tile, self.dither
        v = np.linspace(0.0, 1.0, _PROFILE_SIZE)
        halo = 0.5 * np.exp(-((v * HALO_REACH / 0.8) ** 2)) + 0.5 * (1.0 - v * v * (3.0 - 2.0 * v)) ** 2
        self._halo = halo.astype(np.float32)
        self._drift = np.zeros(2)
        self.dashes = Dashes()
        self._web = self._web_tile
        self._time = 0.0
        self.hung_in = 0.0
        """m by which the curtains hang farther in than where there is room."""
        self._folds = self._smoke
        self._hung = (0.0, 0.0, 0)
        self._trace: Segments | None = None
        self.tubes = np.zeros((0, TUBE_FIELDS))
        """Of the last view; see `tubes`."""
        self._quads = np.zeros((_QUADS, QUAD_FIELDS), np.float32)

    def advance(self, view: View, elapsed_s: float) -> None:
        """Take over a view's trace, and let the smoke drift."""
        self._time += elapsed_s
        self._drift += _DRIFT_PX_S * elapsed_s
        self.dashes.advance(elapsed_s)
        if view.light.segments is not self._trace:
            self._trace = view.light.segments
            self.tubes = tube_table(view, self._tints, self.hung_in)

    def shine(self, out: DrawList, camera: Camera) -> None:
        """Draw the halos, for the glow."""
        out.quads_glow(self._strips(camera, HALO_REACH, GLOW_LEVEL), self._halo, 1.0 / DIVISOR)

    def draw(self, out: DrawList, camera: Camera) -> None:
        """Draw core and shoulder into the picture."""
        width = camera.size[0]
        if self._grain.shape[1] < width:
            self._smoke, self._web = (
                np.tile(tile, (1, -(-width // SMOKE_SIZE) + 1)) for tile in (self._smoke_tile, self._web_tile)
            )
            self._grain = np.tile(self.dither, (1, -(-width // DITHER_SIZE)))
        drift = (int(self._drift[0]), int(self._drift[1]))
        out.quads(self._strips(camera, REACH, CORE_LEVEL).copy(), self._smoke, self._grain, drift)
        if (self.tubes[:, STOP] < 1.0).any():
            cloth = self._strips(camera, REACH, CORE_LEVEL, on_cloth=True)
            folds, moved = self._folds_for(camera)
            out.quads(cloth, folds, self._grain, (moved, 0))
        glitter = shimmer(self.tubes, self._time, camera)
        out.quads(glitter, self._web, self._grain, (-2 * drift[0], drift[1]))
        out.strokes_add(pools(self.tubes, self._time, camera))
        out.strokes_add(self.dashes.rows(self.tubes, camera))

    def _folds_for(self, camera: Camera) -> tuple[Tile, int]:
        """The curtains' folds, as `quad_add` wants them, and how far they have moved."""
        wide = self._smoke.shape[1]
        ahead = camera.size[0] / 2
        if self._hung != (camera.scale, ahead, wide):
            self._hung = (camera.scale, ahead, wide)
            light = fold_light(np.abs(np.arange(wide) - _FOLDS_AT - ahead) / camera.scale + self.hung_in)
            self._folds = np.tile(in_steps(light), (SMOKE_SIZE, 1))
        moved = round(CURTAINS * (camera.origin[0] - ahead))
        return self._folds, _FOLDS_AT - max(-_FOLDS_AT, min(_FOLDS_AT - 1, moved))

    def _strips(self, camera: Camera, reach: float, level: float, *, on_cloth: bool = False) -> Rows:
        """The strips of now, in px; the next call overwrites them."""
        frame = (camera.scale, *camera.origin)
        count = join(self.tubes, reach, on_cloth, frame, self._quads)
        while count < 0:
            self._quads = np.zeros((2 * len(self._quads), QUAD_FIELDS), np.float32)
            count = join(self.tubes, reach, on_cloth, frame, self._quads)
        quads = self._quads[:count]
        quads[:, 3:16:4] *= level
        return quads


@cache
def _tiles(seed: int) -> tuple[Tile, Tile, Tile]:
    """Smoke, dither and the web of caustics. Every stage has the same: a fifth of a second is spared its start."""
    # Not marked as read-only: to a kernel that is another type, and it would be compiled once more.
    generator = np.random.Generator(np.random.PCG64(seed))
    return _smoke(generator), generator.integers(0, 256, (DITHER_SIZE, DITHER_SIZE), np.uint8), in_steps(web(generator))


def in_steps(factor: Floats) -> Tile:
    """Factors around 1 as `quad_add` wants them; those over about 2 are cut."""
    return np.clip(np.round(SMOKE_ONE * factor), 0.0, 255.0).astype(np.uint8)


def _smoke(generator: np.random.Generator) -> Tile:
    """Tiling smoke around 1: noise of two sizes, smoothed by its own spectrum."""
    wave = np.fft.fftfreq(SMOKE_SIZE) * SMOKE_SIZE
    rate: Floats = np.hypot(wave[:, None], wave[None, :] * 1.6)
    spectrum = np.exp(-((rate / 9.0) ** 2)) + 0.25 * np.exp(-((rate / 26.0) ** 2))
    noise = np.fft.ifft2(np.fft.fft2(generator.normal(size=(SMOKE_SIZE, SMOKE_SIZE))) * spectrum).real
    return in_steps(np.clip(0.94 + 0.10 * noise / noise.std(), 0.5, 1.35))
