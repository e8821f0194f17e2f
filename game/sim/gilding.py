"""Gilding: light that passes over a crack exposes it cell by cell; an exposed cell is gold."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from game.core.clock import TICK_S
from game.core.geom import Floats, Ints
from game.core.kernels import kernel, warms_up
from game.sim.body import Body
from game.sim.constants import BRUSH_SPREAD, EXPOSURE_CAP, EXPOSURE_FADE, GILD_DOSE, LIT_IRRADIANCE
from game.sim.fracture import AT_REST, Crack, Glass, cell_ends, cells_reached


@kernel
def place_cells(state: Floats, rows: Ints, middles: Floats, points: Floats) -> None:
    """Where cells (C, 2) of bodies `rows` (C,) are on the stage, into `points` (C, 2); state is (n, 6)."""
    for i in range(len(rows)):
        x, y, angle = state[rows[i], 0], state[rows[i], 1], state[rows[i], 2]
        c, s = math.cos(angle), math.sin(angle)
        points[i, 0] = x + c * middles[i, 0] - s * middles[i, 1]
        points[i, 1] = y + s * middles[i, 0] + c * middles[i, 1]


@kernel
def expose(light: Floats, spans: Ints, reached: Ints, exposure: Floats, told: Ints) -> None:
    """Let cells drink light for one tick, or fade without.

    Args:
        light: (C,) W/m on each cell.
        spans: (K + 1,) first cell of each crack.
        reached: (K,) how many cells of each crack its tip has entered; those beyond stay empty.
        exposure: (C,) changed in place; 1 is gold.
        told: (K, 3) out: gold cells, 1 if any is lit, 1 if the tip's is.
    """
    for k in range(len(reached)):
        first, end = spans[k], spans[k] + reached[k]
        gold = lit = tip = 0
        before = 0.0
        for i in range(first, end):
            now = exposure[i]
            after = exposure[i + 1] if i + 1 < end else 0.0
            tip = 0
            if light[i] > LIT_IRRADIANCE:
                spread = BRUSH_SPREAD if before >= 1.0 or after >= 1.0 else 1.0
                exposure[i] = min(EXPOSURE_CAP, now + light[i] * TICK_S / GILD_DOSE * spread)
                lit = tip = 1
            else:
                exposure[i] = max(0.0, now - EXPOSURE_FADE * TICK_S)
            gold += exposure[i] >= 1.0
            before = now
        for i in range(end, spans[k + 1]):
            exposure[i] = 0.0
        told[k, 0], told[k, 1], told[k, 2] = gold, lit, tip


@dataclass(slots=True)
class Gilding:
    """The cells of all open cracks, side by side in arrays; each crack's `exposure` is a slice of them."""

    _cracks: list[tuple[Crack, Glass]] = field(default_factory=list)
    _signature: list[int] = field(default_factory=list)
    _middles: Floats = field(default_factory=lambda: np.zeros((0, 2)))
    _points: Floats = field(default_factory=lambda: np.zeros((0, 2)))
    _exposure: Floats = field(default_factory=lambda: np.zeros(0))
    _rows: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _spans: Ints = field(default_factory=lambda: np.zeros(1, dtype=np.int64))
    _told: Ints = field(default_factory=lambda: np.zeros((0, 3), dtype=np.int64))

    def tick(
        self,
        cracks: Iterable[Crack],
        bodies: Mapping[int, Body],
        row_of: Mapping[int, int],
        state: Floats,
        irradiance: Callable[[Floats], Floats],
    ) -> list[tuple[Crack, int, int]]:
        """Expose every open crack for one tick.

        Args:
            state: (n, 6) poses and velocities in row order.
            irradiance: W/m at stage points (C, 2).

        Returns:
            For each open crack: itself, its gold cells, and its cells in all. `lit` and `lit_tip` are set on it.
        """
        self._gather(cracks, bodies, row_of)
        if not self._cracks:
            return []
        place_cells(state, self._rows, self._middles, self._points)
        reached = [cells_reached(crack, glass) for crack, glass in self._cracks]
        expose(irradiance(self._points), self._spans, np.array(reached, dtype=np.int64), self._exposure, self._told)
        told = []
        for (crack, _), cells, (gold, lit, tip) in zip(self._cracks, reached, self._told.tolist(), strict=True):
            crack.lit, crack.lit_tip = bool(lit), bool(tip)
            told.append((crack, gold, cells))
        return told

    def _gather(self, cracks: Iterable[Crack], bodies: Mapping[int, Body], row_of: Mapping[int, int]) -> None:
        """Lay the cells of all open cracks side by side anew, if any crack came, went or turned a corner."""
        open_cracks = [crack for crack in cracks if not crack.sealed and len(crack.exposure) > 0]
        signature = [
            n for crack in open_cracks for n in (crack.key, crack.body, len(crack.exposure), row_of[crack.body])
        ]
        if signature == self._signature:
            return
        self._signature = signature
        self._cracks = [(crack, bodies[crack.body].glass) for crack in open_cracks]
        counts = [len(crack.exposure) for crack in open_cracks]
        ends = [cell_ends(crack, glass) for crack, glass in self._cracks]
        self._middles = np.concatenate([np.zeros((0, 2)), *(pair.mean(axis=1) for pair in ends)])
        self._points = np.zeros_like(self._middles)
        self._exposure = np.concatenate([np.zeros(0), *(crack.exposure for crack in open_cracks)])
        self._rows = np.repeat([row_of[crack.body] for crack in open_cracks], counts).astype(np.int64)
        self._spans = np.cumsum([0, *counts], dtype=np.int64)
        self._told = np.zeros((len(counts), 3), dtype=np.int64)
        for crack, start, end in zip(open_cracks, self._spans[:-1].tolist(), self._spans[1:].tolist(), strict=True):
            crack.exposure = self._exposure[start:end]


def gilded_length(crack: Crack, body: Body) -> float:
    """Length of a crack that is gold, m."""
    ends = cell_ends(crack, body.glass)[: cells_reached(crack, body.glass)]
    lengths = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    if crack.ahead != AT_REST:
        lengths[-1] -= max(0.0, float(lengths.sum()) - crack.length)
    return float(lengths[crack.exposure[: len(lengths)] >= 1.0].sum())


@warms_up("gold")
def _warm_cells() -> None:
    place_cells(np.zeros((1, 6)), np.zeros(1, dtype=np.int64), np.zeros((1, 2)), np.zeros((1, 2)))


@warms_up("gold")
def _warm_exposure() -> None:
    one, spans = np.ones(1, dtype=np.int64), np.array([0, 1], dtype=np.int64)
    expose(np.zeros(1), spans, one, np.zeros(1), np.zeros((1, 3), dtype=np.int64))
