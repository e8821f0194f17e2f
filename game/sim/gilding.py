"""Gilding: light that passes over a crack exposes it cell by cell; an exposed cell is gold."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from game.core.clock import TICK_S
from game.core.geom import Floats, Ints
from game.sim import constants as c
from game.sim.body import Body
from game.sim.fracture import AT_REST, Crack, cell_ends, cells_reached


@dataclass(slots=True)
class Gilding:
    """The cells of all open cracks, side by side in arrays; each crack's `exposure` is a slice of them."""

    _cracks: list[Crack] = field(default_factory=list)
    _signature: tuple[object, ...] = ()
    _middles: Floats = field(default_factory=lambda: np.zeros((0, 2)))
    _exposure: Floats = field(default_factory=lambda: np.zeros(0))
    _rows: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _starts: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _before: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _after: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

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
        x, y, angle = state[self._rows, :3].T
        cos, sin = np.cos(angle), np.sin(angle)
        mx, my = self._middles.T
        light = irradiance(np.column_stack([x + cos * mx - sin * my, y + sin * mx + cos * my]))
        gold, lit = self._exposure >= 1.0, light > c.LIT_IRRADIANCE
        beside_gold = gold[self._before] | gold[self._after]
        drunk = light * (TICK_S / c.GILD_DOSE) * np.where(beside_gold, c.BRUSH_SPREAD, 1.0)
        change = np.where(lit, drunk, -c.EXPOSURE_FADE * TICK_S)
        np.clip(self._exposure + change, 0.0, c.EXPOSURE_CAP, out=self._exposure)
        return [self._told(crack, int(start), bodies, lit) for crack, start in zip(self._cracks, self._starts, strict=True)]

    def _told(self, crack: Crack, start: int, bodies: Mapping[int, Body], lit: np.ndarray) -> tuple[Crack, int, int]:
        glass = bodies[crack.body].glass
        assert glass is not None
        reached = cells_reached(crack, glass)
        crack.exposure[reached:] = 0.0
        crack.lit_tip = bool(lit[start + reached - 1])
        crack.lit = bool(lit[start : start + reached].any())
        return crack, int(np.count_nonzero(crack.exposure[:reached] >= 1.0)), reached

    def _gather(self, cracks: Iterable[Crack], bodies: Mapping[int, Body], row_of: Mapping[int, int]) -> None:
        """Lay the cells of all open cracks side by side anew, if any crack came, went or turned a corner."""
        open_cracks = [crack for crack in cracks if not crack.sealed and len(crack.exposure) > 0]
        signature = tuple((k.key, k.body, len(k.exposure), row_of[k.body]) for k in open_cracks)
        if signature == self._signature:
            return
        self._cracks, self._signature = open_cracks, signature
        counts = [len(crack.exposure) for crack in open_cracks]
        ends = [cell_ends(crack, glass) for crack in open_cracks if (glass := bodies[crack.body].glass) is not None]
        self._middles = np.concatenate([np.zeros((0, 2)), *(pair.mean(axis=1) for pair in ends)])
        self._exposure = np.concatenate([np.zeros(0), *(crack.exposure for crack in open_cracks)])
        self._rows = np.repeat([row_of[crack.body] for crack in open_cracks], counts).astype(np.int64)
        self._starts = np.cumsum([0, *counts[:-1]]).astype(np.int64)[: len(counts)]
        index = np.arange(len(self._exposure))
        first = np.repeat(self._starts, counts)
        last = first + np.repeat(counts, counts).astype(np.int64) - 1
        self._before, self._after = np.maximum(index - 1, first), np.minimum(index + 1, last)
        for crack, start, count in zip(open_cracks, self._starts.tolist(), counts, strict=True):
            crack.exposure = self._exposure[start : start + count]


def gilded_length(crack: Crack, body: Body) -> float:
    """Length of a crack that is gold, m."""
    assert body.glass is not None
    ends = cell_ends(crack, body.glass)[: cells_reached(crack, body.glass)]
    lengths = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    if crack.ahead != AT_REST:
        lengths[-1] -= max(0.0, float(lengths.sum()) - crack.length)
    return float(lengths[crack.exposure[: len(lengths)] >= 1.0].sum())
