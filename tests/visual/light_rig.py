"""Light by hand, and a bare canvas to draw it on."""

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats
from game.level.values.spectrum import BANDS
from game.render.beams.joins import join
from game.render.beams.tubes import tube_table
from game.render.paint.drawlist import QUAD_FIELDS
from game.render.paint.quads import DITHER_SIZE, SMOKE_ONE, SMOKE_SIZE, quad_add
from game.sim.light.layout import PACKET
from game.sim.view import LampView, Segments, View
from tests.views import changed, segments
from tests.visual import fake_view

SIZE = (640, 360)
SCALE = 100.0
"""px per m of the canvas; the stage's origin is in its middle."""
REACH = 1.45
TINTS = np.full((1, 3), 255.0)
WHITE = np.full(BANDS, 1.0 / BANDS)


def band(index: int) -> Floats:
    """All power in one band."""
    return np.asarray(np.eye(BANDS)[index])


def bundle(
    starts: Floats, ends: Floats, widths: Floats, power: Floats, *, band: int = PACKET, hit: int = 0
) -> Segments:
    """Tubes of one beam, side by side: (N, 2) m, (N, 2) m, (N, 2) m; power (BANDS,) or (N, BANDS) W."""
    count = len(starts)
    return segments(
        start=starts, end=ends, width=widths, power=np.broadcast_to(power, (count, BANDS)), ray=np.arange(count),
        band=np.full(count, band), hit=np.full(count, hit),
    )  # fmt: skip


def straight(count: int, width: float, *, at: float = 0.0, power: Floats = WHITE) -> Segments:
    """A beam of parallel tubes from left to right, its ray 0 uppermost; W for each tube."""
    y = at + width * (0.5 - (np.arange(count) + 0.5) / count)
    starts, ends = (np.column_stack([np.full(count, x), y]) for x in (-3.0, 3.0))
    return bundle(starts, ends, np.full((count, 2), width / count), power)


def together(*parts: Segments) -> Segments:
    """Several traces as one."""
    return segments(lines=np.vstack([part.lines for part in parts]), marks=np.vstack([part.marks for part in parts]))


def only(trace: Segments, rows: list[int]) -> Segments:
    """Some rows of a trace."""
    return segments(lines=trace.lines[rows], marks=trace.marks[rows])


def fan(gap: float, *, rays: int = 3, width: float = 0.01) -> Segments:
    """A beam that leaves one point as eight bands, `gap` m from band to band at the end."""
    parts = []
    for index in range(BANDS):
        y = width * (0.5 - (np.arange(rays) + 0.5) / rays)
        starts = np.column_stack([np.full(rays, -3.0), y])
        ends = np.column_stack([np.full(rays, 3.0), y + (index - 3.5) * gap])
        parts.append(bundle(starts, ends, np.full((rays, 2), width / rays), band(index) / BANDS, band=index))
    return together(*parts)


def view_of(trace: Segments, *, width: float = 0.1, power: float = 1.0) -> View:
    """A bare view with this light from one lamp."""
    lamp = LampView("lamp", (-3.0, 0.0), (1.0, 0.0), width, power, "white", True)
    return changed(fake_view.view(), pieces=(), cracks=(), lamps=(lamp,), segments=trace)


def tubes_of(trace: Segments, *, width: float = 0.1, power: float = 1.0) -> Floats:
    """Its table, in white."""
    return tube_table(view_of(trace, width=width, power=power), TINTS)


def quads_of(tubes: Floats, *, reach: float = REACH) -> NDArray[np.float32]:
    """Its strips on the canvas."""
    quads = np.zeros((4096, QUAD_FIELDS), np.float32)
    count = join(tubes, reach, False, (SCALE, SIZE[0] / 2, SIZE[1] / 2), quads)
    assert count >= 0
    return quads[:count]


def painted(quads: NDArray[np.float32], gain: float = 0.7, *, uncoloured: bool = False) -> NDArray[np.int64]:
    """A dark canvas (H, W, 3), 0-255, with these quads on it, through clear air and without dither."""
    quads = quads.copy()
    quads[:, 3:16:4] *= gain
    if uncoloured:
        quads[:, 16:19] = 255.0
    canvas = np.zeros((SIZE[1], SIZE[0]), np.uint32)
    smoke = np.full((SMOKE_SIZE, SIZE[0] + SMOKE_SIZE), SMOKE_ONE, np.uint8)
    quad_add(canvas, (0, SIZE[1]), quads, smoke, np.zeros((DITHER_SIZE, SIZE[0]), np.uint8), (0, 0))
    return np.stack([(canvas >> shift) & 255 for shift in (16, 8, 0)], axis=2).astype(np.int64)
