"""The light of a performance: a level's lamps and optics, its pieces as they stand, what light does there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from game.core.geom import Floats, Ints
from game.level.materials import MATERIALS
from game.level.model import Blocker, Level, Light, Mirror
from game.sim.constants import PLINTH_HEIGHT
from game.sim.light import kernel
from game.sim.light.constants import (
    EPSILON,
    FEWEST_RAYS,
    MAX_DEPTH,
    MIRROR_REFLECTANCE,
    RAYS_PER_METRE,
    WHITE,
)
from game.sim.view import Segments

_Point = tuple[float, float] | Floats
_Array = TypeVar("_Array", Floats, Ints)
_KINDS = {"glass": kernel.GLASS, "metal": kernel.METAL, "stone": kernel.OPAQUE}


@dataclass(frozen=True, slots=True, eq=False)
class _Body:
    """Something that light meets, in its own frame."""

    outline: Floats
    """(N, 2) m: counter-clockwise corners of a closed body, both ends of an open one."""
    kind: int
    reflectance: float = 0.0
    absorbance: float = 0.0
    """1/m."""

    @property
    def edges(self) -> Floats:
        """(E, 4) m: from, to."""
        if len(self.outline) == 2:
            return self.outline.reshape(1, 4)
        return np.hstack([self.outline, np.roll(self.outline, -1, axis=0)])


class Tracer:
    """Traces the beams of a level through its optics and pieces, once a tick."""

    def __init__(self, level: Level) -> None:
        mirrors = [optic for optic in level.optics if isinstance(optic, Mirror)]
        blockers = [optic for optic in level.optics if isinstance(optic, Blocker)]
        self._fixtures = [
            *(_mirror(mirror.length) for mirror in mirrors),
            _plinth(level.plinth.width),
            *(_Body(np.array(blocker.ends), kernel.SCREEN) for blocker in blockers),
        ]
        self._mirrors = len(mirrors)
        self._rays = lamp_rays(level.lights)
        self._segments = np.zeros((len(self._rays) * (MAX_DEPTH + 1), kernel.SEGMENT_COLUMNS))
        self._count = 0
        self.set_pieces((), ())

    def set_pieces(self, outlines: Sequence[Floats], materials: Sequence[str]) -> None:
        """Tell which pieces there are, whenever one comes, goes or splits; this forgets the last trace.

        Args:
            outlines: (B_i, 2) m, counter-clockwise, in the frame of each piece, ordered as `View.pieces`.
            materials: their names.
        """
        pieces = [_piece(outline, name) for outline, name in zip(outlines, materials, strict=True)]
        bodies = [*pieces, *self._fixtures]
        edges = [body.edges for body in bodies]
        self._pieces = len(pieces)
        self._poses = np.zeros((len(bodies), 3))
        self._outlines = np.vstack(edges)
        spans: Ints = np.zeros((len(bodies) + 1, 2), dtype=np.int64)
        spans[1:, 0] = np.cumsum([len(rows) for rows in edges])
        spans[:, 1] = [*(body.kind for body in bodies), kernel.OPAQUE]
        table = np.zeros((len(bodies), kernel.BODY_COLUMNS))
        table[:, 2] = [np.hypot(*body.outline.T).max() + 2 * EPSILON for body in bodies]
        table[:, 3] = [body.reflectance for body in bodies]
        table[:, 4] = [body.absorbance for body in bodies]
        self._scene: kernel.Scene = (table, spans, np.zeros_like(self._outlines))
        self._tally = np.zeros((len(bodies) + 1, kernel.TALLY_COLUMNS))
        self._count = 0

    def trace(self, poses: Floats, mirrors: Floats, plinth: tuple[float, float] = (0.0, 0.0)) -> None:
        """Trace all light anew and keep the results.

        Args:
            poses: (P, 3) x, y (m) and angle (rad) of each piece.
            mirrors: (M, 3) x, y (m) of the middle and angle (rad) of the face of each, in the level's order.
            plinth: sideways shift (m) of the middle of its top, and lean (rad).
        """
        first, plinth_row = self._pieces, self._pieces + self._mirrors
        self._poses[:first] = poses
        self._poses[first:plinth_row] = mirrors
        self._poses[plinth_row, 0], self._poses[plinth_row, 2] = plinth
        kernel.place(self._poses, self._outlines, self._scene)
        self._count = kernel.trace(self._rays, self._scene, self._segments, self._tally)

    @property
    def mirror_light(self) -> Floats:
        """(M, 5) what met each mirror: mean unit direction x, y; mean point x, y (m); power (W).

        Zeros in the dark. Read-only; the next trace overwrites it.
        """
        return _read_only(self._tally[self._pieces : self._pieces + self._mirrors, :5])

    @property
    def absorbed(self) -> Floats:
        """(P + M + 1 + K + 1,) W that pieces, mirrors, plinth, blockers and the stage around swallowed.

        They add up to the power of all lamps. Read-only; the next trace overwrites it.
        """
        return _read_only(self._tally[:, 5])

    def irradiance(self, points: Floats) -> Floats:
        """Irradiance (C,) W/m, per metre across the beams, at points (C, 2) m, as last traced."""
        result = np.empty(len(points))
        # A copy: a read-only or strided array would be another type, and compile another kernel.
        kernel.irradiance(np.array(points, dtype=np.float64, order="C"), self._segments, self._count, result)
        return result

    def first_hit(self, origin: _Point, direction: _Point, mirror: int = -1) -> float:
        """Distance (m) from `origin` along a unit `direction` to the first surface or the end of the stage.

        `mirror` is the index of a mirror that the ray leaves and so cannot meet, or -1.
        """
        ignored = int(self._scene[1][self._pieces + mirror, 0]) if mirror >= 0 else -1
        start, way = (float(origin[0]), float(origin[1])), (float(direction[0]), float(direction[1]))
        return kernel.first_hit(start, way, ignored, self._scene)

    def segments(self) -> Segments:
        """All runs of light of the last trace, by beam, ray and depth; read-only copies."""
        rows = self._segments[: self._count]
        whole = rows[:, 7:11].astype(np.int64)
        return Segments(
            start=_read_only(rows[:, 0:2].copy()),
            end=_read_only(rows[:, 2:4].copy()),
            wavelength=_read_only(rows[:, 4].copy()),
            power=_read_only(rows[:, 5].copy()),
            width=_read_only(rows[:, 6].copy()),
            beam=_read_only(whole[:, 0].copy()),
            ray=_read_only(whole[:, 1].copy()),
            depth=_read_only(whole[:, 2].copy()),
            medium=_read_only(whole[:, 3].copy()),
        )


def lamp_rays(lights: Sequence[Light]) -> Floats:
    """The rays (R, 9) of all lamps, laid out as in `kernel`; ray 0 of a beam is at its left edge."""
    beams = [np.zeros((0, kernel.RAY_COLUMNS))]
    for beam, light in enumerate(lights):
        (x, y), (toward_x, toward_y) = light.source, light.toward
        length = math.hypot(toward_x - x, toward_y - y)
        dx, dy = (toward_x - x) / length, (toward_y - y) / length
        count = max(FEWEST_RAYS, math.ceil(light.width * RAYS_PER_METRE))
        leftward = light.width * (0.5 - (np.arange(count) + 0.5) / count)
        rays = np.empty((count, kernel.RAY_COLUMNS))
        rays[:, 0], rays[:, 1] = x - leftward * dy, y + leftward * dx
        rays[:, 2:8] = (dx, dy, WHITE, light.power / count, light.width / count, beam)
        rays[:, 8] = np.arange(count)
        beams.append(rays)
    return np.vstack(beams)


def _piece(outline: Floats, name: str) -> _Body:
    material = MATERIALS[name]
    return _Body(np.asarray(outline), _KINDS[material.family], material.reflectance, material.absorbance)


def _mirror(length: float) -> _Body:
    """A mirror about its middle. EPSILON more at both ends: where two meet, rounding would leave a gap."""
    reach = length / 2 + EPSILON
    return _Body(np.array([[-reach, 0.0], [reach, 0.0]]), kernel.MIRROR, MIRROR_REFLECTANCE)


def _plinth(width: float) -> _Body:
    """The block under the sculpture, its own origin in the middle of the top, where it tilts."""
    x = width / 2
    corners = np.array([[-x, -PLINTH_HEIGHT], [x, -PLINTH_HEIGHT], [x, 0.0], [-x, 0.0]])
    return _Body(corners, kernel.OPAQUE)


def _read_only(array: _Array) -> _Array:
    array.flags.writeable = False
    return array
