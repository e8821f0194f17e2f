"""Gilding: light that passes over a crack exposes it cell by cell; an exposed cell is gold.

A flaw without a part drinks all light. One that has a part answers to its own colour alone: to the power in the
bands of its part, less what the other bands have on average. White is silent to it; gels, prisms, coloured lamps and
coloured glass make light that speaks.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import kernel, kernel_part, warms_up
from game.level.model import Flaw
from game.level.values.spectrum import BANDS, BANDS_PER_PART, PARTS
from game.sim.constants import (
    BRUSH_SPREAD,
    CREEP_RATE,
    CREEP_REACH,
    EXPOSURE_CAP,
    EXPOSURE_FADE,
    GILD_DOSE,
    LIT_IRRADIANCE,
    PART_GAIN,
)
from game.sim.glass.fracture import AT_REST, Crack, cell_ends, cells_reached
from game.sim.glass.glass import Glass
from game.sim.sculpture.body import Body

ANY_LIGHT = -1
"""The part of a crack that drinks all light; others are rows of PARTS."""
DISCORD = BANDS_PER_PART / (BANDS - BANDS_PER_PART)
"""Weight of a band of another part against one of its own: a third, at which equal power in every band is silent."""
MARKS = 4
"""Columns of what is told of a crack: gold cells, 1 if any is lit, 1 if the tip's is, cells that turned to gold."""


@kernel
def place_cells(state: Floats, rows: Ints, ends: Floats, lines: Floats) -> None:
    """Where the ends (C, 4) of cells of bodies `rows` (C,) are on the stage, into `lines` (C, 4); state is (n, 6)."""
    for i in range(len(rows)):
        x, y, angle = state[rows[i], 0], state[rows[i], 1], state[rows[i], 2]
        c, s = math.cos(angle), math.sin(angle)
        for end in range(0, 4, 2):
            lines[i, end] = x + c * ends[i, end] - s * ends[i, end + 1]
            lines[i, end + 1] = y + s * ends[i, end] + c * ends[i, end + 1]


@kernel_part
def answer(bands: Floats, cell: int, part: int) -> float:
    """What of the light (C, BANDS) on a cell its crack answers to, W/m; `part` is a row of PARTS or ANY_LIGHT."""
    own = others = 0.0
    for band in range(BANDS):
        if part == ANY_LIGHT or band // BANDS_PER_PART == part:
            own += bands[cell, band]
        else:
            others += bands[cell, band]
    return max(0.0, own - DISCORD * others)


@kernel_part
def is_near_light(spoken: Floats, lengths: Floats, cell: int, first: int, end: int) -> bool:
    """Whether a cell of those from `first` to before `end` has a lit one within CREEP_REACH along the crack."""
    for step in (-1, 1):
        away, other = 0.0, cell + step
        while first <= other < end and away < CREEP_REACH:
            if spoken[other] > LIT_IRRADIANCE:
                return True
            away += lengths[other]
            other += step
    return False


@kernel
def expose(
    bands: Floats,
    spans: Ints,
    reached: Ints,
    parts: Ints,
    lengths: Floats,
    exposure: Floats,
    seconds: float,
    spoken: Floats,
    marks: Ints,
    drunk: Floats,
) -> None:
    """Let cells drink light for some time, or fade without; beside gold and near the light, gold creeps.

    Args:
        bands: (C, BANDS) W/m of the light on each cell.
        spans: (K + 1,) first cell of each crack.
        reached: (K,) how many cells of each crack its tip has entered; those beyond stay empty.
        parts: (K,) row of PARTS that each crack answers to, or ANY_LIGHT.
        lengths: (C,) m of each cell.
        exposure: (C,) changed in place; 1 is gold.
        seconds: how long it lasts.
        spoken: (C,) workspace: what of the light its crack answers to, W/m.
        marks: (K, MARKS) out.
        drunk: (K,) out: W of light that went into the cells, which no glass behind them gets.
    """
    for k in range(len(reached)):
        first, end = spans[k], spans[k] + reached[k]
        gain = 1.0 if parts[k] == ANY_LIGHT else PART_GAIN
        gold = lit = tip = fresh = 0
        taken = before = 0.0
        for i in range(first, end):
            spoken[i] = gain * answer(bands, i, parts[k])
        for i in range(first, end):
            now, light = exposure[i], spoken[i]
            after = exposure[i + 1] if i + 1 < end else 0.0
            tip = 0
            if light > LIT_IRRADIANCE:
                spread = BRUSH_SPREAD if before >= 1.0 or after >= 1.0 else 1.0
                exposure[i] = min(EXPOSURE_CAP, now + light * seconds / GILD_DOSE * spread)
                taken += light / gain * lengths[i]
                lit = tip = 1
            else:
                beside_gold = before >= 1.0 or after >= 1.0
                if beside_gold and is_near_light(spoken, lengths, i, first, end):
                    exposure[i] = min(EXPOSURE_CAP, now + CREEP_RATE * seconds)
                else:
                    exposure[i] = max(0.0, now - EXPOSURE_FADE * seconds)
            gold += exposure[i] >= 1.0
            fresh += now < 1.0 <= exposure[i]
            before = now
        for i in range(end, spans[k + 1]):
            exposure[i] = 0.0
        marks[k, 0], marks[k, 1], marks[k, 2], marks[k, 3] = gold, lit, tip, fresh
        drunk[k] = taken


class Progress(NamedTuple):
    """What some light did to a crack."""

    crack: Crack
    gold: int
    """Its gold cells."""
    cells: int
    """Its cells in all."""
    fresh: int
    """Cells that have just turned to gold."""
    drunk: float
    """W that went into it."""


def by_flaw(gilded: Iterable[Progress]) -> dict[int, tuple[int, int, int]]:
    """Gold cells, cells in all, and those that have just turned to gold, of all cracks of each flaw together."""
    found: dict[int, tuple[int, int, int]] = {}
    for crack, gold, cells, fresh, _ in gilded:
        before = found.get(crack.flaw, (0, 0, 0))
        found[crack.flaw] = before[0] + gold, before[1] + cells, before[2] + fresh
    return found


@dataclass(slots=True)
class Gilding:
    """The cells of all open cracks, side by side in arrays; each crack's `exposure` is a slice of them."""

    _flaws: Sequence[int] = ()
    """What each flaw of the level answers to: a row of PARTS, or ANY_LIGHT, as all cracks beyond them do."""
    _cracks: list[tuple[Crack, Glass]] = field(default_factory=list)
    _signature: list[int] = field(default_factory=list)
    _ends: Floats = field(default_factory=lambda: np.zeros((0, 4)))
    _lines: Floats = field(default_factory=lambda: np.zeros((0, 4)))
    _lengths: Floats = field(default_factory=lambda: np.zeros(0))
    _exposure: Floats = field(default_factory=lambda: np.zeros(0))
    _rows: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _spans: Ints = field(default_factory=lambda: np.zeros(1, dtype=np.int64))
    _parts: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _spoken: Floats = field(default_factory=lambda: np.zeros(0))
    _marks: Ints = field(default_factory=lambda: np.zeros((0, MARKS), dtype=np.int64))
    _drunk: Floats = field(default_factory=lambda: np.zeros(0))

    @classmethod
    def of(cls, flaws: Iterable[Flaw]) -> "Gilding":
        """The gilding of a level's flaws."""
        return cls([ANY_LIGHT if flaw.part is None else PARTS.index(flaw.part) for flaw in flaws])

    def tick(
        self,
        cracks: Iterable[Crack],
        bodies: Mapping[int, Body],
        row_of: Mapping[int, int],
        motion: Floats,
        irradiance_along: Callable[[Floats], Floats],
        seconds: float,
    ) -> list[Progress]:
        """Expose every open crack to the light of `seconds`; `lit` and `lit_tip` are set on it.

        Args:
            motion: (n, 6) poses and velocities in row order.
            irradiance_along: mean W/m in each band (C, BANDS) on lines on the stage (C, 4), from x, y to x, y.
            seconds: how long that light falls.
        """
        self._gather(cracks, bodies, row_of)
        if not self._cracks:
            return []
        place_cells(motion, self._rows, self._ends, self._lines)
        reached = [cells_reached(crack, glass) for crack, glass in self._cracks]
        entered = np.array(reached, dtype=np.int64)
        expose(
            irradiance_along(self._lines), self._spans, entered, self._parts, self._lengths, self._exposure, seconds,
            self._spoken, self._marks, self._drunk,
        )  # fmt: skip
        progress = []
        for (crack, _), cells, (gold, lit, tip, fresh), drunk in zip(
            self._cracks, reached, self._marks.tolist(), self._drunk.tolist(), strict=True
        ):
            crack.lit, crack.lit_tip = bool(lit), bool(tip)
            progress.append(Progress(crack, gold, cells, fresh, drunk))
        return progress

    def _gather(self, cracks: Iterable[Crack], bodies: Mapping[int, Body], row_of: Mapping[int, int]) -> None:
        """Lay the cells of all open cracks side by side anew, if any crack came, went or turned a corner."""
        open_cracks = [crack for crack in cracks if not crack.healed and len(crack.exposure) > 0]
        signature = [
            n for crack in open_cracks for n in (crack.key, crack.body, len(crack.exposure), row_of[crack.body])
        ]
        if signature == self._signature:
            return
        self._signature = signature
        self._cracks = [(crack, bodies[crack.body].glass) for crack in open_cracks]
        counts = [len(crack.exposure) for crack in open_cracks]
        ends = [cell_ends(crack, glass).reshape(-1, 4) for crack, glass in self._cracks]
        self._ends = np.concatenate([np.zeros((0, 4)), *ends])
        self._lines = np.zeros_like(self._ends)
        self._lengths = np.hypot(*(self._ends[:, 2:] - self._ends[:, :2]).T)
        self._exposure = np.concatenate([np.zeros(0), *(crack.exposure for crack in open_cracks)])
        self._rows = np.repeat([row_of[crack.body] for crack in open_cracks], counts).astype(np.int64)
        self._spans = np.cumsum([0, *counts], dtype=np.int64)
        self._parts = np.array([self._part_of(crack) for crack in open_cracks], dtype=np.int64)
        self._spoken = np.zeros(len(self._ends))
        self._marks = np.zeros((len(counts), MARKS), dtype=np.int64)
        self._drunk = np.zeros(len(counts))
        for crack, start, end in zip(open_cracks, self._spans[:-1].tolist(), self._spans[1:].tolist(), strict=True):
            crack.exposure = self._exposure[start:end]

    def _part_of(self, crack: Crack) -> int:
        return self._flaws[crack.flaw] if crack.flaw < len(self._flaws) else ANY_LIGHT


def gilded_length(crack: Crack, body: Body) -> float:
    """Length of a crack that is gold, m."""
    ends = cell_ends(crack, body.glass)[: cells_reached(crack, body.glass)]
    lengths = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    if crack.ahead != AT_REST:
        lengths[-1:] -= max(0.0, float(lengths.sum()) - crack.length)
    return float(lengths[crack.exposure[: len(lengths)] >= 1.0].sum())


@warms_up("gold")
def _warm_cells() -> None:
    place_cells(np.zeros((1, 6)), np.zeros(1, dtype=np.int64), np.zeros((1, 4)), np.zeros((1, 4)))


@warms_up("gold")
def _warm_exposure() -> None:
    one, spans = np.ones(1, dtype=np.int64), np.array([0, 1], dtype=np.int64)
    marks = np.zeros((1, MARKS), dtype=np.int64)
    expose(np.zeros((1, BANDS)), spans, one, one, np.zeros(1), np.zeros(1), 1.0, np.zeros(1), marks, np.zeros(1))
