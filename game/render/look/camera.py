"""Metres to pixels and back: the only place where the two meet."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.core.geom import Floats
from game.sim.constants import PLINTH_HEIGHT

STAGE_LEFT, STAGE_RIGHT = -3.2, 3.2
"""m."""
STAGE_BOTTOM, STAGE_TOP = -0.6, 3.0
"""m."""
PIT_SHARE = 0.1
"""Share of the picture's height below the plinth's foot: the stage's front, the audience, and what is read there."""
HEADROOM_SHARE = 0.62
"""Share of spare height that goes above the stage: the house is taller than its pit is deep."""


class Framing(NamedTuple):
    """What of the stage must be seen, whatever the shape of the window."""

    half_width: float
    """m to either side of the middle."""
    top: float
    """m over the plinth's top."""


WHOLE = Framing(STAGE_RIGHT, STAGE_TOP)
"""All of it."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Looks at the stage, fitted into a window of any shape: what must be seen is as large as it can be."""

    size: tuple[int, int]
    """px of the window."""
    scale: float
    """px per metre."""
    origin: tuple[float, float]
    """px at which the stage's own origin is seen."""

    @classmethod
    def fitted(cls, size: tuple[int, int], framing: Framing = WHOLE) -> "Camera":
        """The camera for a window of `size` px (each at least 1)."""
        width, height = max(1, size[0]), max(1, size[1])
        tall = (framing.top + PLINTH_HEIGHT) / (1.0 - PIT_SHARE)
        scale = min(width / (2.0 * framing.half_width), height / tall)
        spare = height - scale * tall
        return cls((width, height), scale, (width / 2, spare * HEADROOM_SHARE + scale * framing.top))

    def moved(self, shift: tuple[float, float]) -> "Camera":
        """This camera with its picture shifted by (x, y) px: a shake."""
        return replace(self, origin=(self.origin[0] + shift[0], self.origin[1] + shift[1]))

    def enlarged(self, times: float, size: tuple[int, int]) -> "Camera":
        """The camera of a window of `size` px that shows what this one sees so many times as large."""
        return Camera(size, times * self.scale, (times * self.origin[0], times * self.origin[1]))

    def shift_to(self, other: "Camera") -> tuple[float, float]:
        """px (x, y) by which another camera of the same scale sees everything shifted, against this one."""
        return other.origin[0] - self.origin[0], other.origin[1] - self.origin[1]

    def to_screen(self, points: ArrayLike) -> Floats:
        """Pixels (..., 2) of stage points (..., 2) m; y turns downward."""
        placed: Floats = np.asarray(points, dtype=np.float64) * (self.scale, -self.scale) + self.origin
        return placed

    def to_stage(self, pixel: tuple[float, float]) -> tuple[float, float]:
        """The stage point, m, that is seen at a pixel."""
        return (pixel[0] - self.origin[0]) / self.scale, (self.origin[1] - pixel[1]) / self.scale

    def pixel(self, point: tuple[float, float]) -> tuple[float, float]:
        """`to_screen` for a single point, without arrays."""
        return self.origin[0] + self.scale * point[0], self.origin[1] - self.scale * point[1]

    def grid(self, step: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Stage x (1, w) and y (h, 1), m, of the middles of every block of `step` px of the window."""
        columns = (np.arange(-(-self.size[0] // step)) + 0.5) * step
        rows = (np.arange(-(-self.size[1] // step)) + 0.5) * step
        x = (columns - self.origin[0]) / self.scale
        y = (self.origin[1] - rows) / self.scale
        return x[None, :].astype(np.float32), y[:, None].astype(np.float32)
