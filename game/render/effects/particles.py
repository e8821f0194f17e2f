"""Small bright things: sparks, motes, glass glitter, dust, leaves of gold. All of them rows of one table."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Rows
from game.sim.constants import FLOOR_Y, GRAVITY

CAPACITY = 900
"""Rows; the oldest give way."""
_FRAME_S = 1 / 60
"""s that a moving spark's streak spans."""


class Kind(IntEnum):
    """How a particle moves and looks."""

    SPARK = 0  # falls, leaves a streak
    MOTE = 1  # rises slowly, wavers, twinkles
    GLITTER = 2  # a splinter of glass: falls, tumbles, flashes, bounces
    DUST = 3  # hangs in the air, spreads, fades
    LEAF = 4  # gold leaf: tumbles down slowly


_FALL = np.array([0.55, -0.012, 1.0, 0.01, 0.10]) * GRAVITY
"""m/s^2 downward, by kind."""
_DRAG = np.array([1.8, 0.8, 0.25, 3.0, 2.2])
"""1/s, by kind."""
_BOUNCE = 0.35
"""Share of speed that a splinter keeps from the floor."""


class Particles:
    """A pool of particles, moved and drawn together."""

    def __init__(self, generator: np.random.Generator) -> None:
        self._random = generator
        self._at = np.zeros((CAPACITY, 2))
        self._speed = np.zeros((CAPACITY, 2))
        self._age = np.full(CAPACITY, 1e9)
        self._life = np.ones(CAPACITY)
        self._size = np.zeros(CAPACITY)
        self._phase = np.zeros(CAPACITY)
        self._colour = np.zeros((CAPACITY, 3))
        self._kind = np.zeros(CAPACITY, np.int64)
        self._next = 0

    def clear(self) -> None:
        """Remove all."""
        self._age[:] = 1e9

    def add(self, kind: Kind, at: Floats, speed: Floats, life_s: float, size_m: float, colours: Floats) -> None:
        """Let particles go from `at` (N, 2) m at `speed` (N, 2) m/s; colours (N, 3) or (3,); life and size vary."""
        count = min(len(at), CAPACITY)
        rows = (self._next + np.arange(count)) % CAPACITY
        self._next = int((self._next + count) % CAPACITY)
        self._at[rows], self._speed[rows], self._age[rows] = at[:count], speed[:count], 0.0
        self._life[rows] = life_s * self._random.uniform(0.55, 1.25, count)
        self._size[rows] = size_m * self._random.uniform(0.6, 1.4, count)
        self._phase[rows] = self._random.uniform(0.0, 2 * np.pi, count)
        self._colour[rows] = colours if colours.ndim == 1 else colours[:count]
        self._kind[rows] = kind

    def advance(self, elapsed_s: float) -> None:
        """Move all by `elapsed_s`."""
        self._age += elapsed_s
        live = np.flatnonzero(self._age < self._life)
        if not len(live):
            return
        kind = self._kind[live]
        speed = self._speed[live] * np.exp(-_DRAG[kind] * elapsed_s)[:, None]
        speed[:, 1] -= _FALL[kind] * elapsed_s
        waver = np.isin(kind, (Kind.MOTE, Kind.LEAF))
        swing = np.where(kind == Kind.LEAF, 0.55, 0.05) * waver
        at = self._at[live] + speed * elapsed_s
        at[:, 0] += swing * np.sin(2.4 * self._age[live] + self._phase[live]) * elapsed_s
        fallen = (at[:, 1] < FLOOR_Y) & (speed[:, 1] < 0)
        at[fallen, 1] = FLOOR_Y
        speed[fallen] *= (0.6, -_BOUNCE)
        self._at[live], self._speed[live] = at, speed

    def draw(self, out: DrawList, camera: Camera) -> None:
        """Draw all; leaves are painted, everything else is light."""
        live = self._living()
        if not len(live):
            return
        leaf = self._kind[live] == Kind.LEAF
        if leaf.any():
            out.strokes_over(self._leaves(live[leaf], camera))
        if not leaf.all():
            out.strokes_add(self._lights(live[~leaf], camera))

    def glow(self, camera: Camera) -> Rows:
        """Strokes for the glow."""
        live = self._living()
        live = live[self._kind[live] != Kind.DUST]
        if not len(live):
            return strokes.NONE
        size = 2.2 * self._size[live] * camera.scale
        share = np.where(self._kind[live] == Kind.LEAF, 0.14, 0.5)
        return strokes.dots(camera.to_screen(self._at[live]), size, self._colour[live], share * self._brightness(live))

    def _living(self) -> NDArray[np.intp]:
        return np.flatnonzero(self._age < self._life)

    def _brightness(self, rows: NDArray[np.intp]) -> Floats:
        """0..1: fading with age; motes and splinters twinkle."""
        share = self._age[rows] / self._life[rows]
        fade = np.minimum(1.0, 8.0 * share + 0.25) * (1.0 - share) ** 0.8
        rate = np.choose(self._kind[rows], [0.0, 3.0, 17.0, 0.0, 5.0])
        depth = np.choose(self._kind[rows], [0.0, 0.35, 0.75, 0.0, 0.3])
        twinkle = 1.0 - depth * (0.5 + 0.5 * np.sin(rate * self._age[rows] + self._phase[rows]))
        return np.asarray(np.clip(fade * twinkle, 0.0, 1.0))

    def _lights(self, rows: NDArray[np.intp], camera: Camera) -> Rows:
        at = camera.to_screen(self._at[rows])
        before = camera.to_screen(self._at[rows] - self._speed[rows] * _FRAME_S)
        share = self._age[rows] / self._life[rows]
        grown = np.where(self._kind[rows] == Kind.DUST, 1.0 + 4.0 * share, 1.0)
        half = np.maximum(self._size[rows] * camera.scale * grown, 0.6)
        weak = np.where(self._kind[rows] == Kind.DUST, 0.30, 1.0)
        widths = np.column_stack([half * 0.4, half])
        return strokes.lines(before, at, widths, self._colour[rows], weak * self._brightness(rows))

    def _leaves(self, rows: NDArray[np.intp], camera: Camera) -> Rows:
        """Leaves turn about two axes: seen edge on they are thin, face on they flash."""
        turn = 3.1 * self._age[rows] + self._phase[rows]
        face = np.abs(np.sin(1.7 * turn))
        half = self._size[rows] * camera.scale
        along = np.column_stack([np.cos(turn), np.sin(turn)]) * (half * 0.9)[:, None]
        at = camera.to_screen(self._at[rows])
        colour = self._colour[rows] * (0.45 + 0.55 * face)[:, None] + 70.0 * (face**6)[:, None]
        fade = np.minimum(1.0, 3.0 * (1.0 - self._age[rows] / self._life[rows]))
        width = np.maximum(half * (0.18 + 0.55 * face), 0.7)
        return strokes.lines(at - along, at + along, width, np.minimum(colour, 255.0), fade)
