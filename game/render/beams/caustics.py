"""Where light lands: pools on the floor, and the shimmer that light out of glass throws onto the cloth behind it."""

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import warms_up
from game.render.beams.strips import CHROMA, MOST, RESPONSE
from game.render.beams.tubes import (
    ALONG,
    COLOUR,
    END,
    FLUX,
    GROUP,
    LOWER,
    RAYS,
    RUN,
    SOFT,
    START,
    TUBE_FIELDS,
    UPPER,
    WIDTH,
)
from game.render.look.camera import Camera
from game.render.paint import strokes
from game.render.paint.drawlist import QUAD_FIELDS, Rows
from game.render.paint.kernel import kernel
from game.render.paint.quads import SMOKE_SIZE
from game.sim.constants import FLOOR_Y
from game.sim.light.constants import LEAST_WIDTH

POOL_LEVEL, POOL_REACH_M = 0.85, 0.012
"""Brightness that a full beam gives to the floor where it ends, and how near (m) to the floor that must be."""
POOL_SPREAD, POOL_DEPTH = 1.1, 0.42
"""Width and depth of a pool, in half widths of the beam: the floor is seen at a flat angle."""
STEEPEST = 0.25
"""Least share of a beam's way that goes down, for the width of its pool: a grazing one would flood the floor."""
CALM, LIVELY = 0.06, 0.34
"""How far pools flicker: of light straight from a lamp, and out of glass."""
FLICKER_HZ = 1.3
SHIMMER_LEVEL = 0.18
"""Brightness of the shimmer of a full beam."""
SHIMMER_M, SHIMMER_SPREAD_M = 0.65, 0.18
"""m that it reaches from the glass, and by which it is wider than its beam at the end."""
FAN_SHARE = 0.5
"""Brightness of one band among its neighbours: their pools overlap."""
LEAST_LEVEL = 0.12
"""Brightness of light below which it throws no shimmer."""
_LINE = 0.42
"""Width of the bright lines of a caustic, in standard deviations of the noise that they are level lines of."""


def pools(tubes: Floats, time: float, camera: Camera) -> Rows:
    """Flat ellipses of light, one for each strip that ends on the floor, as light to be added."""
    ends = np.flatnonzero(np.abs(tubes[:, END + 1] - FLOOR_Y) < POOL_REACH_M)
    if not len(ends):
        return strokes.NONE
    groups, where, count = np.unique(tubes[ends, GROUP], return_inverse=True, return_counts=True)
    down = np.array([np.bincount(where, column) for column in tubes[ends].T]).T / count[:, None]
    at = camera.to_screen(down[:, END : END + 2])
    lively = CALM + (LIVELY - CALM) * down[:, SOFT]
    flicker = 1.0 + lively * np.sin(2 * np.pi * FLICKER_HZ * time + 23.0 * groups)
    half = 0.5 * down[:, RAYS] * np.maximum(np.abs(down[:, WIDTH + 1]), LEAST_WIDTH) * camera.scale
    flat = half * (count / down[:, RAYS]) / np.maximum(np.abs(down[:, ALONG + 1]), STEEPEST)
    aside = np.column_stack([POOL_SPREAD * flat * flicker, np.zeros(len(down))])
    sunk = np.column_stack([np.zeros(len(down)), 0.12 * half])
    level = POOL_LEVEL * _levels(down, 1) * (2.0 - flicker)
    return strokes.lines(at - aside + sunk, at + aside + sunk, POOL_DEPTH * half, down[:, COLOUR:], level)


def shimmer(tubes: Floats, time: float, camera: Camera) -> Rows:
    """Quads of light (N, QUAD_FIELDS), one for all that leaves a glass the same way, to be drawn through `web`."""
    soft = np.flatnonzero((tubes[:, SOFT] > 0.0) & (tubes[:, LOWER] < 0.0))
    _, first, count = np.unique(tubes[soft, GROUP], return_index=True, return_counts=True)
    rows = _whole(tubes, soft[first + count // 2])
    levels = _levels(rows, 0)
    rows, levels = rows[levels > LEAST_LEVEL], levels[levels > LEAST_LEVEL]
    quads = np.zeros((len(rows), QUAD_FIELDS), np.float32)
    way, start = rows[:, ALONG : ALONG + 2], rows[:, START : START + 2]
    normal = np.column_stack([-way[:, 1], way[:, 0]])
    half = 0.5 * rows[:, RAYS] * np.maximum(np.abs(rows[:, WIDTH]), LEAST_WIDTH)
    length = np.minimum(rows[:, RUN], SHIMMER_M)
    wide = half + SHIMMER_SPREAD_M * length / SHIMMER_M
    end = start + way * length[:, None]
    corners = (
        (start - normal * half[:, None], -1.0, 1.0),
        (start + normal * half[:, None], 1.0, 1.0),
        (end + normal * wide[:, None], 1.0, 0.0),
        (end - normal * wide[:, None], -1.0, 0.0),
    )
    flicker = 1.0 + LIVELY * np.sin(2 * np.pi * FLICKER_HZ * time + 17.0 * start[:, 0] + 29.0 * start[:, 1])
    for k, (point, across, share) in enumerate(corners):
        quads[:, 4 * k : 4 * k + 2] = camera.to_screen(point)
        quads[:, 4 * k + 2] = across
        quads[:, 4 * k + 3] = SHIMMER_LEVEL * share * levels * flicker
    quads[:, 16:19] = rows[:, COLOUR:]
    return quads


def _whole(tubes: Floats, rows: Ints) -> Floats:
    """Tubes (N, TUBE_FIELDS), each with the light of its twins in all bands above it."""
    whole: Floats = tubes[rows]
    _add_twins(tubes, rows, whole)
    return whole


@kernel
def _add_twins(tubes: Floats, rows: Ints, whole: Floats) -> None:
    for k in range(len(rows)):
        red = green = blue = 0.0
        band = rows[k]
        while band >= 0:
            flux = tubes[band, FLUX]
            red += flux * tubes[band, COLOUR]
            green += flux * tubes[band, COLOUR + 1]
            blue += flux * tubes[band, COLOUR + 2]
            band = int(tubes[band, UPPER])
        most = max(red, green, blue)
        scale = 255.0 / max(most, 1e-9)
        whole[k, FLUX] = most / 255.0
        whole[k, COLOUR] = scale * red
        whole[k, COLOUR + 1] = scale * green
        whole[k, COLOUR + 2] = scale * blue
        whole[k, LOWER] = whole[k, UPPER] = -1.0


def web(generator: np.random.Generator) -> Floats:
    """Tiling caustics, (SMOKE_SIZE, SMOKE_SIZE): a net of bright lines, as at the bottom of a glass of water."""
    wave = np.fft.fftfreq(SMOKE_SIZE) * SMOKE_SIZE
    rate: Floats = np.hypot(wave[:, None], wave[None, :])
    spectrum = np.exp(-(((rate - 9.0) / 4.0) ** 2))
    net = np.zeros((SMOKE_SIZE, SMOKE_SIZE))
    for _ in range(2):
        noise = np.fft.ifft2(np.fft.fft2(generator.normal(size=net.shape)) * spectrum).real
        net += 1.0 / (1.0 + (noise / noise.std() / _LINE) ** 2)
    return 0.06 + 0.8 * net


def _levels(rows: Floats, end: int) -> Floats:
    """Brightness of tubes at their start (0) or end (1)."""
    strength = rows[:, FLUX] / np.maximum(np.abs(rows[:, WIDTH + end]), LEAST_WIDTH)
    alone = (rows[:, LOWER] < 0.0) & (rows[:, UPPER] < 0.0)
    purity = 3.0 * 255.0 / np.maximum(rows[:, COLOUR:].sum(axis=1), 1e-9)
    seen = np.minimum(strength**RESPONSE, MOST) * purity ** (CHROMA * (RESPONSE - 1.0))
    levels: Floats = seen * np.where(alone, 1.0, FAN_SHARE)
    return levels


@warms_up("beams")
def _warm_twins() -> None:
    _whole(np.zeros((0, TUBE_FIELDS)), np.zeros(0, np.int64))
