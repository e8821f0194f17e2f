"""Where glass may crack: places that light can reach, and where no light that rests does the work."""

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from shapely import Polygon

from game.core.geom import Floats, turned
from game.encore.sketch import r
from game.lab.reach import LONGEST, FlawReach, reach
from game.level import Level
from game.level.model import Weld
from game.level.sculpture.flaws import Flaw
from game.level.sculpture.outlines import piece_outline
from game.level.values.materials import GLASSES
from game.level.values.times import AtBar

TRIED, KEPT = 9, 3
"""Places on the edge of each piece that are looked at first, and that are looked at closely."""
SAMPLES, STEEPEST = 40, 0.8
"""A crack begins by running to the middle of its piece: so much aside for each metre up or down, that it lies across
light from the side."""
WELD_ROOM = 0.12
"""m from a weld: what it bears tears cracks apart."""
DIM = 0.2
"""Light with this share of its power must do: else some of a crack drinks too slowly."""
MOST_PARKED = 0.95
"""Of a crack's opening a light that rests may gild this share, as `reach` has it."""
LEAST_OPEN = 0.85
"""Share of its length by which a crack must open: it does not run into an edge before..."""
ROOM = 0.14
"""...and has still so far to run, m: half a minute's way."""
APART = 0.32
"""m between the mouths of two cracks of one piece."""


class Spot(NamedTuple):
    """Where a crack may open."""

    piece: str
    at: tuple[float, float]
    """Relative to the piece's `at`."""


def spots_of(level: Level, length: float, draw: np.random.Generator) -> dict[str, list[Spot]]:
    """Places where cracks of such a length (m) will do, by piece and by chance; those of a piece stand apart."""
    dim = tuple(light.model_copy(update={"power": DIM * light.power}) for light in level.lights)
    lit = _seen(level.model_copy(update={"lights": dim}), length, list(_sampled(level, draw)), quick=True)
    hopeful = [spot for spot, flaw in lit if flaw.lit.all() and _has_room(flaw, length)]
    for is_quick in (True, False):  # a close look takes long: it is for those that are left
        seen = _seen(level, length, hopeful, quick=is_quick)
        hopeful = _apart([spot for spot, flaw in seen if flaw.lit.all() and flaw.parked <= MOST_PARKED])
    found: dict[str, list[Spot]] = defaultdict(list)
    for spot in hopeful:
        found[spot.piece].append(spot)
    return found


def _apart(spots: list[Spot]) -> list[Spot]:
    """Up to KEPT of each piece that are no nearer to each other than they may be."""
    kept: list[Spot] = []
    for spot in spots:
        others = [other.at for other in kept if other.piece == spot.piece]
        if len(others) < KEPT and all(math.dist(spot.at, at) >= APART for at in others):
            kept.append(spot)
    return kept


def _seen(level: Level, length: float, spots: list[Spot], *, quick: bool) -> Iterator[tuple[Spot, FlawReach]]:
    """What light reaches of the cracks at those places."""
    if not spots:
        return
    flaws = tuple(Flaw.model_construct(piece=piece, at=at, opens=AtBar(bar=2), length=length) for piece, at in spots)
    yield from zip(spots, reach(level.model_copy(update={"flaws": flaws}), quick=quick).flaws, strict=True)


def _has_room(flaw: FlawReach, length: float) -> bool:
    opens, whole = float(flaw.lengths[flaw.opens].sum()), float(flaw.lengths[: flaw.stem].sum())
    return opens >= LEAST_OPEN * length and whole >= min(length + ROOM, LONGEST)


def _sampled(level: Level, draw: np.random.Generator) -> Iterator[Spot]:
    """Places on the edge of each piece of glass, in an order by chance."""
    welds = [np.array(joint.at) for joint in level.joints if isinstance(joint, Weld)]
    for piece in level.pieces:
        if piece.material not in GLASSES:
            continue
        outline = piece_outline(piece)
        middle = np.array(Polygon(outline).centroid.coords[0])
        shares = (np.arange(SAMPLES) + draw.uniform(0.0, 1.0, SAMPLES)) / SAMPLES
        places = [
            at
            for at in _along(outline, draw.permutation(shares))
            if abs(at[0] - middle[0]) <= STEEPEST * abs(at[1] - middle[1])
            and all(math.dist(at, weld) >= WELD_ROOM for weld in welds)
        ]
        for at in places[:TRIED]:
            x, y = turned((at - np.array(piece.at))[None], -math.radians(piece.angle))[0].tolist()
            yield Spot(piece.id, (r(x), r(y)))


def _along(outline: Floats, shares: Floats) -> Floats:
    """Points (n, 2) on a closed outline, by shares (n,) of its length."""
    ring = np.vstack([outline, outline[:1]])
    ends = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(ring, axis=0).T))])
    way = shares * ends[-1]
    return np.column_stack([np.interp(way, ends, ring[:, axis]) for axis in (0, 1)])
