"""Where a hand takes light from: which mirror, and where on its rail, so that little stands in the way to a crack."""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from game.bots import eye
from game.core.geom import Floats, turned
from game.sim import View
from game.sim.view import CrackView, MirrorView, PieceView

STOPS = 9
"""Places on a rail among which it chooses."""
BENT = 0.5
"""What glass in the way counts, of metal or stone: it bends light aside, but it lets it through."""
UNWILLING = 0.5
"""m nearer to the crack that are worth a metre of sliding: a hand that slides loses its aim."""
APART = 1e-6
"""m between what cannot be in the way and all ways, at least: more than rounding."""
ELSEWHERE = 0.4
"""m along a rail from where it was in vain that are worth another try."""


class Stand(NamedTuple):
    """A mirror, and where it is to be."""

    mirror: int
    place: tuple[float, float]
    """Middle of the mirror, m."""

    def is_like(self, other: "Stand") -> bool:
        """Whether what is in vain from one is so from the other."""
        return self.mirror == other.mirror and math.dist(self.place, other.place) < ELSEWHERE


def stands(view: View, crack: CrackView) -> list[Stand]:
    """All places for light on what is dark of a crack, the best first.

    First come mirrors with light that gilds it, then those with any; then what has least in its way; then what is near.
    """
    piece = next(piece for piece in view.sculpture.pieces if piece.key == crack.piece)
    dark = crack.cells[~crack.gold].mean(axis=1)
    marks = np.array([piece.on_stage(cell) for cell in dark])
    tip = piece.on_stage(crack.path[-1])
    powers = eye.on_mirrors(view, crack.part)
    outlines = list(_outlines(view, piece))

    def cost(stand: Stand) -> tuple[bool, bool, float, float]:
        mirror, place = view.light.mirrors[stand.mirror], stand.place
        far = math.dist(place, tip) + UNWILLING * math.dist(place, mirror.centre)
        return powers[stand.mirror] == 0.0, mirror.incoming is None, _shade(place, marks, outlines), far

    found = [Stand(row, place) for row, mirror in enumerate(view.light.mirrors) for place in _places(mirror)]
    return sorted(found, key=cost) if len(found) > 1 else found


def _places(mirror: MirrorView) -> Iterator[tuple[float, float]]:
    """Where a mirror can be."""
    yield mirror.centre
    if mirror.rail is not None:
        (x0, y0), (x1, y1) = mirror.rail
        for share in (k / (STOPS - 1) for k in range(STOPS)):
            yield x0 + share * (x1 - x0), y0 + share * (y1 - y0)


class Outline(NamedTuple):
    """A piece as it may stand in the way."""

    corners: Floats
    """(B, 2) m, on the stage."""
    low: Floats
    """(2,) m: the least of them..."""
    high: Floats
    """...and the largest."""
    counts: float
    """What it counts."""


def _outlines(view: View, own: PieceView) -> Iterator[Outline]:
    """All pieces but the crack's own."""
    for piece in view.sculpture.pieces:
        if piece.key != own.key:
            corners = turned(piece.mesh.nodes[piece.mesh.outline], piece.angle) + np.array(piece.position)
            yield Outline(corners, corners.min(axis=0), corners.max(axis=0), 1.0 if piece.stress is None else BENT)


def _shade(place: tuple[float, float], marks: Floats, outlines: list[Outline]) -> float:
    """Share (to a tenth) of marks (C, 2) that something is in the way of, seen from a place."""
    hidden, seen_from = np.zeros(len(marks)), np.array(place)
    low, high = np.minimum(marks.min(axis=0), seen_from) - APART, np.maximum(marks.max(axis=0), seen_from) + APART
    for outline in outlines:
        if not ((outline.high < low) | (outline.low > high)).any():
            hidden = np.maximum(hidden, outline.counts * _crosses(seen_from, marks, outline.corners))
    return round(float(hidden.mean()), 1)


def _crosses(place: Floats, marks: Floats, corners: Floats) -> Floats:
    """(C,) 1 for each mark that the line from a place meets a closed outline (B, 2) on its way to, else 0."""
    ends = np.roll(corners, -1, axis=0)
    ways = marks - place
    across = ways[:, None, 0] * (corners - place)[:, 1] - ways[:, None, 1] * (corners - place)[:, 0]
    beyond = ways[:, None, 0] * (ends - place)[:, 1] - ways[:, None, 1] * (ends - place)[:, 0]
    sides = ends - corners
    start = sides[:, 0] * (place[1] - corners[:, 1]) - sides[:, 1] * (place[0] - corners[:, 0])
    end = sides[:, 0] * (marks[:, None, 1] - corners[:, 1]) - sides[:, 1] * (marks[:, None, 0] - corners[:, 0])
    met: Floats = ((across * beyond < 0.0) & (start * end < 0.0)).any(axis=1).astype(np.float64)
    return met
