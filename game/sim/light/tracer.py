"""The light of a stage: its lamps and optics, its pieces as they stand, and what light does there."""

import math
import sys
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from game.core.geom import Floats, Ints
from game.level.model import Level, LightBench, Mirror, Optic
from game.sim.light import elements, fixtures
from game.sim.light.brightest_path import brightest_paths, new_room
from game.sim.light.constants import BANDS, SEGMENTS_PER_RAY
from game.sim.light.geometry import place
from game.sim.light.irradiance import irradiance
from game.sim.light.kernel import new_segments, new_stack, trace
from game.sim.light.lamps import Lamps
from game.sim.light.layout import AIR, POWER, RAY_COLUMNS, RAY_POWER, TALLY_COLUMNS, Surfaces
from game.sim.view import Segments

MOST_ROOMS = 4
"""Rooms for segments, used again once nobody looks at them: a window has two views at a time. Whoever keeps more views
gets copies, as a room is many times as large as what is traced into it."""
_Point = tuple[float, float] | Floats
_Array = TypeVar("_Array", Floats, Ints)


class Tracer:
    """Traces the beams of a stage through its optics and pieces, once a tick.

    What light meets has a row in `segments().hit` and `absorbed`: first the P pieces, then the M mirrors that a hand
    can turn, the plinth (a bare scene has none), the K other optics, and at last floor and end of the stage.
    """

    def __init__(self, stage: Level | LightBench) -> None:
        mirrors, others = optics_of(stage)
        plinth = [fixtures.plinth(stage.plinth.width)] if isinstance(stage, Level) else []
        self._fixtures = [
            *(fixtures.swivelled(mirror) for mirror in mirrors),
            *plinth,
            *(fixtures.standing(optic) for optic in others),
        ]
        self._mirrors, self._plinths = len(mirrors), len(plinth)
        self.lamps = Lamps(stage.lights)
        room = len(self.lamps.rays) * SEGMENTS_PER_RAY
        self._stack, self._segments, self._room = new_stack(), new_segments(room), new_room(room)
        self._rooms = [self._segments]
        self._next: tuple[Floats, Ints] | None = None
        """Where to trace to next, once somebody was shown the segments of the last trace as they are."""
        self._mirror_light: Floats | None = None
        self._count, self._cut = 0, 0.0
        self.set_pieces((), (), ())

    def set_pieces(
        self, outlines: Sequence[Sequence[Floats]], materials: Sequence[str], colours: Sequence[str]
    ) -> None:
        """Tell which pieces there are, whenever one comes, goes or splits; this forgets the last trace.

        Args:
            outlines: of each piece the corners (B_i, 2) m of its outline, counter-clockwise, then of its holes,
                clockwise, in its own frame; ordered as `View.pieces`.
            materials: their names.
            colours: their hues, which colour the light inside of glass.
        """
        pieces = [
            elements.piece(loops[0], material, colour, loops[1:])
            for loops, material, colour in zip(outlines, materials, colours, strict=True)
        ]
        bodies = [*pieces, *self._fixtures]
        self._pieces = len(pieces)
        self.first_other = self._pieces + self._mirrors + self._plinths
        """Row of the first optic that is no mirror for a hand; the others follow it in the stage's order."""
        self._poses = np.zeros((len(bodies), 3))
        self._placed = np.full_like(self._poses, math.nan)
        self._hulls, self._outlines, self._surfaces = elements.assemble(bodies)
        self._tally = np.zeros((len(bodies) + 1, TALLY_COLUMNS))
        self._mirror_light = None
        self._count, self._cut = 0, 0.0

    def trace(
        self,
        poses: Floats,
        mirrors: Floats | Sequence[tuple[float, float, float]],
        plinth: tuple[float, float] = (0.0, 0.0),
        motions: Floats | None = None,
        time: float = 0.0,
    ) -> None:
        """Trace all light anew and keep the results.

        Args:
            poses: (P, 3) x, y (m) and angle (rad) of each piece.
            mirrors: (M, 3) x, y (m) of the middle and angle (rad) of the face of each that a hand can turn, in the
                stage's order.
            plinth: sideways shift (m) of the middle of its top, and lean (rad).
            motions: (K, 3) how each other optic has moved since the curtain: a turn about the stage's origin by the
                last (rad), then a shift by the others (m). None where none has.
            time: of the stage, s, for lamps that swing or blink.
        """
        first, plinth_row = self._pieces, self._pieces + self._mirrors
        self._poses[:first] = poses
        if self._mirrors:
            self._poses[first:plinth_row] = mirrors
        if self._plinths:
            self._poses[plinth_row, 0], self._poses[plinth_row, 2] = plinth
        self._poses[self.first_other :] = 0.0 if motions is None else motions
        boxes, spans, edges, _ = self._surfaces
        place(self._poses, self._placed, self._hulls, self._outlines, boxes, spans, edges)
        self.lamps.turn_to(time)
        self._mirror_light = None
        if self._next is not None:
            self._segments, self._next = self._next, None
        self._count, self._cut = trace(self.lamps.rays, *self._surfaces, *self._stack, *self._segments, self._tally)

    @property
    def rows(self) -> int:
        """How many rows there are of what light can meet."""
        return len(self._tally)

    @property
    def first_mirror(self) -> int:
        """Row of the first mirror for a hand; the others follow it in the stage's order."""
        return self._pieces

    @property
    def mirror_light(self) -> Floats:
        """(M, 5) the strongest light that met each mirror: mean unit direction x, y; mean point x, y (m); power (W).

        Of all that met it, only what came from one lamp by one path, so that stray reflections do not blur the aim.
        Zeros in the dark. Worked out when it is asked for first.
        """
        if self._mirror_light is None:
            light = np.empty((self._mirrors, 5))
            brightest_paths(*self._segments, self._count, self.first_mirror, self._surfaces.matter, *self._room, light)
            self._mirror_light = _read_only(light)
        return self._mirror_light

    @property
    def absorbed(self) -> Floats:
        """(P + M + 1 + K + 1,) W that each row swallowed, in the order of rows that the class tells.

        With `cut` they add up to the power of all lamps. Read-only; the next trace overwrites it.
        """
        return _read_only(self._tally[:, 1])

    @property
    def cut(self) -> float:
        """W of branches that were too faint, or had met too much, to be followed."""
        return self._cut

    @property
    def arrived(self) -> Floats:
        """(P + M + 1 + K + 1, BANDS) W that reached each row in each band, from outside or from within."""
        lines, marks = self._segments[0][: self._count], self._segments[1][: self._count]
        medium, length = marks[:, 3], np.hypot(*(lines[:, 2:4] - lines[:, 0:2]).T)
        inside = medium != AIR
        power = lines[:, POWER:].copy()
        power[inside] *= np.exp(-self._surfaces.matter[medium[inside], 1] * length[inside, None])
        reached = np.zeros((len(self._tally), BANDS))
        np.add.at(reached, marks[:, 6], power)
        return reached

    def irradiance(self, points: Floats) -> Floats:
        """Irradiance (C, BANDS) W/m, per metre across the light, at points (C, 2) m, as last traced."""
        return self.irradiance_along(np.hstack([points, points]))

    def irradiance_along(self, lines: Floats) -> Floats:
        """Mean irradiance (C, BANDS) W/m on straight lines (C, 4) m, from x, y to x, y, as last traced."""
        result = np.empty((len(lines), BANDS))
        # A copy: a read-only or strided array would be another type, and compile another kernel.
        at = np.array(lines, dtype=np.float64, order="C")
        near, _ = self._room
        irradiance(at, *self._segments, self._count, self._surfaces.matter, near, result)
        return result

    def first_hit(self, origin: _Point, direction: _Point, mirror: int = -1) -> float:
        """Distance (m) from `origin` along a unit `direction` to the first surface or the end of the stage.

        `mirror` is the index of a mirror that the ray leaves and so cannot meet, or -1.
        """
        return self.obstacles().first_hit(origin, direction, mirror)

    def obstacles(self) -> "Obstacles":
        """What light meets, as it was when light was traced last; a copy."""
        poses, tally, surfaces = self._poses.copy(), self._tally.copy(), self._surfaces
        return Obstacles(
            poses, tally, self._hulls, self._outlines, surfaces, self._pieces, self._mirrors, self.first_other
        )

    def segments(self) -> Segments:
        """All runs of light of the last trace, in the order in which they were traced; read-only, and the caller's."""
        if self._next is None:
            self._next = self._unseen()
        lines, marks = self._segments[0][: self._count], self._segments[1][: self._count]
        if self._next is None:
            lines, marks = lines.copy(), marks.copy()
        return Segments(_read_only(lines), _read_only(marks))

    def _unseen(self) -> tuple[Floats, Ints] | None:
        """Room for segments, not that of the last trace, at which nobody looks; None while all has its viewers."""
        for room in self._rooms:
            if room is not self._segments and _references(room) == _BY_NOBODY:
                return room
        if len(self._rooms) == MOST_ROOMS:
            return None
        lines, marks = self._segments
        self._rooms.append((np.empty_like(lines), np.empty_like(marks)))
        return self._rooms[-1]


class Obstacles(NamedTuple):
    """What light meets, where it stood and what it swallowed; rows as in `Tracer`."""

    poses: Floats
    """(P + M + 1 + K, 3) of pieces, mirrors, plinth and other optics, each as `Tracer.trace` is told of it."""
    tally: Floats
    """(P + M + 1 + K + 1, 2) W that met each, and that it swallowed."""
    hulls: Floats
    outlines: Floats
    """Of all that light meets, as `elements.assemble` tells it."""
    surfaces: Surfaces
    """Only what does not move of these is as it was."""
    first_mirror: int
    mirror_count: int
    first_other: int

    @property
    def mirrors(self) -> Floats:
        """(M, 3) middle and angle of each mirror for a hand."""
        return self.poses[self.first_mirror : self.first_mirror + self.mirror_count]

    @property
    def motions(self) -> Floats:
        """(K, 3) how each optic that is no mirror for a hand had moved since the curtain."""
        return self.poses[self.first_other :]

    def first_hit(self, origin: _Point, direction: _Point, mirror: int = -1) -> float:
        """As `Tracer.first_hit`."""
        poses, own = self.poses, self.surfaces
        own = own._replace(boxes=np.zeros_like(own.boxes), edges=np.zeros_like(own.edges))
        place(poses, np.full_like(poses, math.nan), self.hulls, self.outlines, own.boxes, own.spans, own.edges)
        if mirror >= 0:
            left = own.spans[self.first_mirror + mirror, 0]
            own.edges[2:, left] = *own.edges[:2, left], 0.0, 0.0, 0.0  # from a point to the same: met by nothing
        ray, (lines, marks) = np.zeros((1, RAY_COLUMNS)), new_segments(1)
        ray[0, :2], ray[0, 2:4], ray[0, RAY_POWER] = origin, direction, 1.0
        trace(ray, *own, *new_stack(), lines, marks, np.zeros((len(poses) + 1, TALLY_COLUMNS)))
        return math.dist(lines[0, :2], lines[0, 2:4])


def optics_of(stage: Level | LightBench) -> tuple[list[Mirror], list[Optic]]:
    """The mirrors of a stage that a hand can turn, and its other optics."""
    mirrors = [optic for optic in stage.optics if isinstance(optic, Mirror) and optic.by_hand]
    return mirrors, [optic for optic in stage.optics if not optic.by_hand]


def _references(room: tuple[Floats, Ints]) -> int:
    """How often the arrays of a room are referred to: more often where anybody has a part of them."""
    return sys.getrefcount(room[0]) + sys.getrefcount(room[1])


_BY_NOBODY = _references(new_segments(0))


def _read_only(array: _Array) -> _Array:
    array.setflags(write=False)
    return array
