"""Dust on the plinth: it slides to where the sculpture leans, and lies still while that is upright."""

import math

import numpy as np

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList
from game.render.pieces.sculpture import Pose

COUNT = 54
SLIDE_M_S = 5.5
"""m/s for each rad of sway and lean over the first."""
STICKS = 0.012
"""rad up to which it lies still."""
WIND_M_S = 0.45
"""m/s before the strongest whisper."""
EASE_S = 0.18
"""s in which it takes up speed."""
LIP_M = 0.05
"""m below the plinth's top to which it lies: on the edge towards the house."""
HALF_M = 0.0050
STREAK_S = 0.07
"""s that a streak spans."""
REST, FASTEST_M_S = 0.30, 0.35
"""Brightness at rest, and the speed at which it is as bright as it gets."""
_COLOUR = np.array([255.0, 226.0, 178.0])


class Grains:
    """Grains on a plinth of one width, m."""

    def __init__(self, width: float, seed: int) -> None:
        generator = np.random.Generator(np.random.PCG64(seed))
        self._width = width
        self._along: Floats = generator.uniform(-0.5, 0.5, COUNT) * width
        self._down: Floats = generator.uniform(0.1, 1.0, COUNT) * LIP_M
        self._nimble: Floats = generator.uniform(0.6, 1.3, COUNT)
        self._size: Floats = HALF_M * generator.uniform(0.5, 1.0, COUNT)
        self._speed = 0.0

    def advance(self, tilt: float, whisper: float, elapsed_s: float) -> None:
        """Slide on; `tilt` is sway and lean together, rad, positive to the left."""
        beyond = math.copysign(max(0.0, abs(tilt) - STICKS), tilt)
        wanted = -SLIDE_M_S * beyond + WIND_M_S * whisper
        self._speed += (wanted - self._speed) * (1.0 - math.exp(-elapsed_s / EASE_S))
        moved = self._along + self._speed * self._nimble * elapsed_s
        self._along = (moved + self._width / 2) % self._width - self._width / 2

    def draw(self, out: DrawList, plinth: Pose, camera: Camera) -> None:
        """Draw them on the plinth where it stands now."""
        edge = np.clip((self._width / 2 - np.abs(self._along)) / 0.06, 0.0, 1.0)
        here = np.column_stack([self._along, -self._down])
        before = here - np.column_stack([self._speed * self._nimble * STREAK_S, np.zeros(COUNT)])
        pace = min(1.0, abs(self._speed) / FASTEST_M_S)
        half = np.maximum(self._size * camera.scale, 0.6)
        start, end = camera.to_screen(plinth.place(before)), camera.to_screen(plinth.place(here))
        out.strokes_add(strokes.lines(start, end, half, _COLOUR, (REST + (1.0 - REST) * pace) * edge))
