"""The brush: where the light of the held mirror meets glass, a bright spot in a ring says so."""

from typing import NamedTuple

import numpy as np

from game.core.geom import Floats
from game.level.values.materials import MATERIALS
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList
from game.sim.light.layout import AIR
from game.sim.view import MirrorView, Segments, View

OFF_MIRROR_M = 0.02
"""m from a mirror's face within which light that leaves it begins."""
RING_MORE_M, RING_LEAST_M = 0.016, 0.030
"""m by which the ring is larger than the beam, and its least radius."""
CALM = 0.45
"""How bright the spot is on glass without an open crack, in that on glass with one."""
LEAST_SHARE = 0.10
"""Of all light that leaves the mirror, what a spot must get to be shown."""
EASE_S = 0.06
"""s (to 1/e) in which a spot follows the beam: light is traced thirty times a second."""


class Spot(NamedTuple):
    """Where the beam enters a piece."""

    piece: int
    """Key of it."""
    at: tuple[float, float]
    """m."""
    radius: float
    """m of half of the beam's width there."""


def spots(view: View) -> list[Spot]:
    """Where light that comes straight from the held mirror enters glass of the sculpture."""
    held = next((mirror for mirror in view.light.mirrors if mirror.held), None)
    if held is None:
        return []
    trace = view.light.segments
    leaves = _leaves(trace, held)
    total, found = float(trace.total[leaves].sum()), []
    for row, piece in enumerate(view.sculpture.pieces):
        rows = np.flatnonzero(leaves & (trace.hit == row))
        if not len(rows) or MATERIALS[piece.material].family != "glass":
            continue
        power = trace.total[rows]
        if power.sum() <= LEAST_SHARE * total:
            continue
        ends, share = trace.end[rows], power / power.sum()
        middle = (ends * share[:, None]).sum(axis=0)
        far = np.hypot(*(ends - middle).T).max() + 0.5 * np.abs(trace.width[rows, 1]).max()
        found.append(Spot(piece.key, (float(middle[0]), float(middle[1])), float(far)))
    return found


def _leaves(trace: Segments, mirror: MirrorView) -> Floats:
    """(S,) bool: runs in air that begin on the mirror, but for those that end there."""
    along = np.array([np.cos(mirror.angle), np.sin(mirror.angle)])
    off = trace.start - mirror.centre
    across = np.abs(off[:, 0] * along[1] - off[:, 1] * along[0])
    near = np.abs(off[:, 0] * along[0] + off[:, 1] * along[1]) <= mirror.length / 2 + OFF_MIRROR_M
    bow = mirror.length**2 / (8.0 * abs(mirror.curve)) if mirror.curve else 0.0
    found: Floats = near & (across <= OFF_MIRROR_M + bow) & (trace.medium == AIR) & (trace.hit != mirror.row)
    return found


class Brush:
    """Draws the spots."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self.bold = 1.0
        """How much wider than it was made its ring is drawn; may be replaced at any time."""
        self._spots: dict[int, Spot] = {}
        self._trace: Segments | None = None
        self._wanted: list[Spot] = []

    def advance(self, view: View, elapsed_s: float) -> None:
        """Follow the beam of a view."""
        if view.light.segments is not self._trace:
            self._trace, self._wanted = view.light.segments, spots(view)
        share = 1.0 - float(np.exp(-elapsed_s / EASE_S))
        self._spots = {spot.piece: _nearer(self._spots.get(spot.piece, spot), spot, share) for spot in self._wanted}

    def draw(self, out: DrawList, view: View, camera: Camera) -> None:
        """Draw the spots, bright where there is something to paint; a bold one is bright everywhere."""
        open_on = {crack.piece for crack in view.sculpture.cracks if not crack.voice and not crack.gold.all()}
        unit, tone = self.bold * max(camera.scale / 200.0, 0.5), self._palette.mirror.ring
        for spot in self._spots.values():
            level = 1.0 if spot.piece in open_on or self.bold > 1.0 else CALM
            at, radius = camera.pixel(spot.at), max(spot.radius + RING_MORE_M, RING_LEAST_M) * camera.scale
            centre = np.array([at])
            out.strokes_add(strokes.dots(centre, 1.1 * radius, tone, 0.42 * level))
            out.strokes_add(strokes.dots(centre, 0.38 * radius, self._palette.seam.hot, 0.85 * level))
            out.arcs_over(strokes.ring(at, radius, 1.5 * unit, self._palette.crack.hair, 0.45 * level))
            out.arcs_over(strokes.ring(at, radius, 0.8 * unit, self._palette.seam.hot, 0.95 * level))


def _nearer(before: Spot, now: Spot, share: float) -> Spot:
    x, y = (a + share * (b - a) for a, b in zip(before.at, now.at, strict=True))
    return Spot(now.piece, (x, y), before.radius + share * (now.radius - before.radius))
