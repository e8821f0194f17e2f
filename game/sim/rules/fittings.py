"""Optics that no hand turns, and the pieces that optics ride on: where they all are now."""

import math
from collections.abc import Iterable

import numpy as np

from game.core.geom import Floats, turned
from game.level.model import Level, LightBench, Optic
from game.sim.light.tracer import optics_of
from game.sim.sculpture.body import Body

Motion = tuple[float, float, float]
"""How something has moved since the curtain: turned about the stage's origin (the last, rad), then shifted (m)."""
STILL: Motion = (0.0, 0.0, 0.0)
OUTLINE_STEP = math.radians(2.0)
"""rad between points on drawn arcs: a lens of 0.6 m radius is then drawn true to a tenth of a millimetre."""


def moved(motion: Motion, point: tuple[float, float]) -> tuple[float, float]:
    """Where a point of the stage (m) is after a motion."""
    (dx, dy, angle), (x, y) = motion, point
    c, s = math.cos(angle), math.sin(angle)
    return dx + c * x - s * y, dy + s * x + c * y


class Fittings:
    """All optics of a stage but the mirrors that a hand can turn, and what any optics ride on.

    What rides stays with the biggest part of its piece that still stands; if none does, with the biggest.
    """

    def __init__(self, stage: Level | LightBench) -> None:
        _, self.optics = optics_of(stage)
        """In the stage's order."""
        self.motions: Floats = np.zeros((len(self.optics), 3))
        """(K, 3) how each has moved since the curtain, as `Motion`."""
        self._outlines = [optic.outline(OUTLINE_STEP) for optic in self.optics]
        for outline in self._outlines:
            outline.flags.writeable = False
        self._carried = {optic.on: STILL for optic in stage.optics if optic.on is not None}
        self._riders = [(row, optic.on) for row, optic in enumerate(self.optics) if optic.on is not None]
        self._carriers: dict[str, tuple[int, Body]] = {}
        self.rides = bool(self._carried)
        """Whether anything does."""

    def mount(self, bodies: Iterable[Body]) -> None:
        """Choose what everything rides on; due whenever a body came, went, split or fell. `bodies` in row order."""
        rows = list(enumerate(bodies))
        for name in self._carried:
            parts = [(row, body) for row, body in rows if body.name == name]
            # The first of equals: parts of a split are in a fixed order.
            self._carriers[name] = max(parts, key=lambda part: (part[1].standing, part[1].mass))

    def follow(self, state: Floats) -> None:
        """Move everything along with what it rides on; `state` (n, 6) are the poses and velocities of the bodies."""
        for name, (row, body) in self._carriers.items():
            x, y, angle = state[row, :3].tolist()
            rest_x, rest_y = moved((0.0, 0.0, angle), tuple(body.rest.tolist()))
            self._carried[name] = x - rest_x, y - rest_y, angle
        for row, name in self._riders:
            self.motions[row] = self._carried[name]

    def motion_of(self, optic: Optic) -> Motion:
        """How what an optic rides on has moved since the curtain."""
        return STILL if optic.on is None else self._carried[optic.on]

    def outline(self, row: int, motions: Floats) -> Floats:
        """(N, 2) m, read-only: where an optic is after `motions` (K, 3), as `OpticBase.outline` tells it."""
        if self.optics[row].on is None:
            return self._outlines[row]
        x, y, angle = motions[row].tolist()
        placed: Floats = turned(self._outlines[row], angle) + np.array((x, y))
        placed.flags.writeable = False
        return placed
