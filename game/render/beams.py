"""Beams: neighbouring rays joined to strips with a hot core, a soft shoulder and a wide faint halo; dust inside them.

Where neighbours take different paths, or a strip would twist, each ray is a narrow strip of its own.
"""

from dataclasses import dataclass

import numpy as np
import pygame
from numpy.typing import NDArray

from game.core.geom import Floats
from game.render.bloom import DIVISOR
from game.render.camera import Camera
from game.render.raster import (
    DITHER_SIZE,
    QUAD_FIELDS,
    SMOKE_SIZE,
    Glow,
    Rows,
    pixels,
    quad_add,
    quad_glow,
)
from game.render.spectrum import wavelength_rgb
from game.render.theme import Palette
from game.sim.view import Segments, View

REACH = 1.45
"""How far a beam's shoulder reaches, in half widths of the beam."""
HALO_REACH = 3.2
"""The same for the faint halo in the glow."""
PARALLEL = 0.9995
"""Least cosine between neighbours that are drawn as one strip: about 2 degrees."""
GAP = 3.5
"""Neighbours farther apart than this many ray widths are drawn singly."""
STEP_M = 0.12
"""m by which the ends of neighbours may be staggered along the beam, beyond what a slanted surface gives them."""
STRAIGHT_PX = 0.06
"""A ray that lies this near (px) to the mean of its neighbours adds nothing to the strip and is left out."""
RESPONSE = 0.55
"""Exponent from power to brightness: a Fresnel reflection of 4 % is still seen, as by the eye."""
CORE_LEVEL, GLOW_LEVEL = 0.62, 0.20
"""Brightness of the middle of a full beam, in the picture and in the glow."""
FOCUS = (0.35, 2.2)
"""Bounds of the brightening where rays draw apart or together (caustics)."""
GLASS_TINT = 0.45
"""How far light takes on the colour of the glass that it runs in."""
_PROFILE_SIZE = 256
_DRIFT_PX_S = (11.0, -7.0)


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """Strips of a trace as quads on the stage, (N, 4, 2) m, with |across| and strength at each corner (N, 4)."""

    corners: Floats
    across: Floats
    strength: Floats
    colours: Floats
    """(N, 3) 0-255."""


_NO_STRIP = Strip(np.zeros((0, 4, 2)), np.zeros((0, 4)), np.zeros((0, 4)), np.zeros((0, 3)))


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
        v = np.linspace(0.0, HALO_REACH, _PROFILE_SIZE)
        halo = 0.5 * np.exp(-((v / 0.8) ** 2)) + 0.5 * _fade(v / HALO_REACH) ** 2
        self._halo = halo.astype(np.float32)
        self._drift = np.zeros(2)
        self._trace: Segments | None = None
        self._strip = self._wide = _NO_STRIP

    def advance(self, view: View, camera: Camera, elapsed_s: float) -> None:
        """Take over a view's trace, and let the smoke drift."""
        self._drift += np.array(_DRIFT_PX_S) * elapsed_s
        if view.segments is not self._trace:
            self._trace = view.segments
            self._strip, self._wide = self._strips(view, camera)

    def shine(self, glow: Glow, camera: Camera) -> None:
        """Draw the halos into the glow."""
        quad_glow(glow, _rows(self._wide, camera, GLOW_LEVEL), self._halo, 1.0 / DIVISOR)

    def draw(self, target: pygame.Surface, camera: Camera) -> None:
        """Draw core and shoulder into the picture."""
        width = target.get_width()
        if self._grain.shape[1] < width:
            self._smoke = np.tile(self._smoke_tile, (1, -(-width // SMOKE_SIZE) + 1))
            self._grain = np.tile(self.dither, (1, -(-width // DITHER_SIZE)))
        drift = (int(self._drift[0]), int(self._drift[1]))
        quad_add(pixels(target), _rows(self._strip, camera, CORE_LEVEL), self._smoke, self._grain, drift)

    def _strips(self, view: View, camera: Camera) -> tuple[Strip, Strip]:
        """Join a view's segments to strips: those of core and shoulder, and those of the halo."""
        trace = view.segments
        if not len(trace.start):
            return _NO_STRIP, _NO_STRIP
        order = np.lexsort((trace.ray, trace.medium, trace.wavelength, trace.depth, trace.beam))
        rays = _Rays.of(trace, order, view)
        linked = rays.linked()
        kept = np.flatnonzero(rays.needed(linked, STRAIGHT_PX / camera.scale))
        # After dropping, neighbours in `kept` are linked if every step between them was.
        breaks = np.concatenate([[0], np.cumsum(~linked)])
        joined = breaks[kept[1:]] == breaks[kept[:-1]]
        between = rays.between(kept[:-1][joined], kept[1:][joined])
        ends = ((np.flatnonzero(np.concatenate([[True], ~linked])), -1), (np.flatnonzero(np.concatenate([~linked, [True]])), 1))
        colours = self._colours(view, trace, order)
        strips = []
        for reach in (REACH, HALO_REACH):
            quads = [between, *(rays.edge(rows, sign, reach) for rows, sign in ends)]
            strips.append(
                Strip(
                    np.concatenate([q.corners for q in quads]),
                    np.concatenate([q.across for q in quads]) / reach,
                    np.concatenate([q.strength for q in quads]),
                    colours[np.concatenate([q.source for q in quads])],
                )
            )
        return strips[0], strips[1]

    def _colours(self, view: View, trace: Segments, order: NDArray[np.intp]) -> Floats:
        """Colours (S, 3) of the segments in this order: of their wavelength, else of their lamp; tinted inside glass."""
        colours = self._tints[trace.beam[order] % len(self._tints)]
        for wavelength in np.unique(trace.wavelength):
            if wavelength > 0:
                colours[trace.wavelength[order] == wavelength] = wavelength_rgb(float(round(wavelength)))
        for medium in np.unique(trace.medium):
            tone = self._tones.get(view.pieces[medium].colour) if 0 <= medium < len(view.pieces) else None
            if tone is not None:
                inside = trace.medium[order] == medium
                colours[inside] = (1.0 - GLASS_TINT) * colours[inside] + GLASS_TINT * tone
        return colours


@dataclass(frozen=True, slots=True, eq=False)
class _Quads:
    corners: Floats
    across: Floats
    strength: Floats
    source: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class _Rays:
    """Segments in the order of their strips."""

    start: Floats
    end: Floats
    along: Floats
    """Unit directions."""
    side: Floats
    """Unit vectors towards higher ray numbers, (S, 2)."""
    width: Floats
    across: Floats
    """Place of the ray in its beam, -1 left edge .. 1 right edge."""
    brightness: Floats
    group: NDArray[np.int64]
    ray: NDArray[np.int64]

    @classmethod
    def of(cls, trace: Segments, order: NDArray[np.intp], view: View) -> "_Rays":
        start, end, ray, beam = trace.start[order], trace.end[order], trace.ray[order], trace.beam[order]
        run = end - start
        length = np.hypot(run[:, 0], run[:, 1])
        along = run / np.maximum(length, 1e-9)[:, None]
        lamps = np.array([(width, power) for _, _, width, power in view.lights]).reshape(-1, 2)
        width = np.maximum(trace.width[order], 1e-6)
        rays_in_beam = np.maximum(np.round(lamps[beam, 0] / width), 1.0)
        strongest = max(1e-9, float((lamps[:, 1] / np.maximum(lamps[:, 0], 1e-6)).max()))
        brightness = (np.maximum(trace.power[order], 0.0) / width / strongest) ** RESPONSE
        # Colours of one white beam overlap: together they are to look as bright as it was.
        colours = max(1, len(np.unique(trace.wavelength[trace.wavelength > 0])))
        brightness = np.where(trace.wavelength[order] > 0, brightness * colours ** (RESPONSE - 1.0), brightness)
        keys = np.column_stack([beam, trace.depth[order], trace.wavelength[order], trace.medium[order]])
        changed = np.any(keys[1:] != keys[:-1], axis=1)
        side = _sides(start, end, along, np.concatenate([[0], np.cumsum(changed)]), ray)
        return cls(
            start, end, along, side, width, (2 * ray + 1) / rays_in_beam - 1, brightness,
            np.concatenate([[0], np.cumsum(changed)]), ray,
        )  # fmt: skip

    def linked(self) -> NDArray[np.bool_]:
        """(S - 1,) whether a ray and the next belong to one strip."""
        a, b = slice(None, -1), slice(1, None)
        same = (self.group[a] == self.group[b]) & (self.ray[b] - self.ray[a] == 1)
        same &= np.einsum("ij,ij->i", self.along[a], self.along[b]) > PARALLEL
        for point in (self.start, self.end):
            gap = point[b] - point[a]
            aside = _cross(self.along[a], gap)
            lengthwise = np.einsum("ij,ij->i", self.along[a], gap)
            same &= np.abs(aside) < GAP * self.width[a]
            same &= np.abs(lengthwise) < STEP_M
        first = _cross(self.along[a], self.start[b] - self.start[a])
        last = _cross(self.along[a], self.end[b] - self.end[a])
        return np.asarray(same & (first * last > 0))

    def needed(self, linked: NDArray[np.bool_], tolerance: float) -> NDArray[np.bool_]:
        """(S,) False for rays in the middle of a strip that lie just where their neighbours would put them."""
        keep = np.ones(len(self.start), bool)
        if len(keep) < 3:
            return keep
        middle = linked[:-1] & linked[1:]
        for point in (self.start, self.end):
            bend = point[1:-1] - 0.5 * (point[:-2] + point[2:])
            middle &= np.hypot(bend[:, 0], bend[:, 1]) < tolerance
        middle &= np.abs(self.brightness[1:-1] - 0.5 * (self.brightness[:-2] + self.brightness[2:])) < 0.02
        keep[1:-1] = ~middle
        return keep

    def between(self, a: NDArray[np.intp], b: NDArray[np.intp]) -> _Quads:
        """The strips between rays `a` and rays `b`."""
        steps = np.maximum(self.ray[b] - self.ray[a], 1)
        nominal = self.width[a] * steps
        first = np.abs(_cross(self.along[a], self.start[b] - self.start[a]))
        last = np.abs(_cross(self.along[a], self.end[b] - self.end[a]))
        near = np.clip(nominal / np.maximum(first, 1e-9), *FOCUS) ** RESPONSE
        far = np.clip(nominal / np.maximum(last, 1e-9), *FOCUS) ** RESPONSE
        strength = np.column_stack(
            [self.brightness[a] * near, self.brightness[b] * near, self.brightness[b] * far, self.brightness[a] * far]
        )
        corners = np.stack([self.start[a], self.start[b], self.end[b], self.end[a]], axis=1)
        across = np.column_stack([self.across[a], self.across[b], self.across[b], self.across[a]])
        return _Quads(corners, across, strength, a)

    def edge(self, rows: NDArray[np.intp], sign: int, reach: float) -> _Quads:
        """The soft flanks outside the last rays of each strip: a beam's own shoulder, or a short fade at a cut."""
        natural = np.abs(self.across[rows]) > 1 - 1.5 * (1 - np.abs(self.across).max())
        natural &= np.sign(self.across[rows]) == sign
        half = self.width[rows] / np.maximum(1 - np.abs(self.across).max(), 1e-6) / 2
        outward = np.where(natural, (reach - np.abs(self.across[rows])) * half, self.width[rows] * 1.2)
        shift = sign * self.side[rows] * outward[:, None]
        start, end = self.start[rows], self.end[rows]
        corners = np.stack([start, start + shift, end + shift, end], axis=1)
        inner = self.across[rows]
        outer = np.where(natural, sign * reach, inner)
        strength = self.brightness[rows]
        rest = np.where(natural, strength, 0.0)
        return _Quads(
            corners,
            np.column_stack([inner, outer, outer, inner]),
            np.column_stack([strength, rest, rest, strength]),
            rows,
        )


def _cross(a: Floats, b: Floats) -> Floats:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])


def _sides(start: Floats, end: Floats, along: Floats, group: NDArray[np.int64], ray: NDArray[np.int64]) -> Floats:
    """Unit normals of the rays that point towards the neighbour with the higher number (mirrors swap the sides)."""
    normal = np.column_stack([along[:, 1], -along[:, 0]])
    turn = np.zeros(len(start))
    ahead = np.einsum("ij,ij->i", normal[:-1], 0.5 * (start[1:] + end[1:]) - 0.5 * (start[:-1] + end[:-1]))
    fits = group[1:] == group[:-1]
    turn[:-1] += np.where(fits, ahead, 0.0)
    turn[1:] += np.where(fits, ahead, 0.0)
    return normal * np.where(turn < 0, -1.0, 1.0)[:, None]


def _rows(strip: Strip, camera: Camera, level: float) -> Rows:
    """Quads for the raster, in px."""
    rows = np.empty((len(strip.corners), QUAD_FIELDS), np.float32)
    corners = camera.to_screen(strip.corners)
    rows[:, 0:16:4], rows[:, 1:16:4] = corners[..., 0], corners[..., 1]
    rows[:, 2:16:4], rows[:, 3:16:4] = strip.across, strip.strength * level
    rows[:, 16:19] = strip.colours
    return rows


def _fade(share: Floats) -> Floats:
    """From 1 at 0 to 0 at 1, an S curve (Hermite)."""
    left = np.clip(1.0 - share, 0.0, 1.0)
    return np.asarray(left * left * (3.0 - 2.0 * left))


def _smoke(generator: np.random.Generator) -> Rows:
    """Tiling smoke around 1: noise of three sizes, smoothed by its own spectrum."""
    wave = np.fft.fftfreq(SMOKE_SIZE) * SMOKE_SIZE
    rate = np.hypot(wave[:, None] * 1.0, wave[None, :] * 1.6)
    spectrum = np.exp(-((rate / 9.0) ** 2)) + 0.25 * np.exp(-((rate / 26.0) ** 2))
    noise = np.fft.ifft2(np.fft.fft2(generator.normal(size=(SMOKE_SIZE, SMOKE_SIZE))) * spectrum).real
    noise /= noise.std()
    return np.asarray(np.clip(0.92 + 0.16 * noise, 0.45, 1.4), dtype=np.float32)
