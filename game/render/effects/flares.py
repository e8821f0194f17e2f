"""The glint of a crack that opens: a star that flashes up, and a ring that closes in on it from all around."""

import math
from dataclasses import dataclass

import numpy as np

from game.render.look.camera import Camera
from game.render.look.theme import Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import Rows

LIFE_S = 0.9
ARM_M, ARM_PER_M = 0.42, 1.4
"""m that the star's long arms reach at least, and how much farther for each m that the crack jumped."""
SHORT = 0.55
"""Of the arms across, in that of the long ones."""
LEAN = 0.24
"""rad by which the star is turned: no edge of a sculpture hides an arm."""
CLOSES_S, CLOSES_FROM_M = 0.55, 1.15
"""s in which the ring closes, and m of radius at which it begins: it pulls the eye in from far off."""


@dataclass(slots=True)
class _Flare:
    at: tuple[float, float]
    reach: float
    """m."""
    age: float = 0.0
    """s."""


class Flares:
    """All glints that are seen now."""

    def __init__(self, colour: Rgb, edge: Rgb) -> None:
        self._colour, self._edge = colour, edge
        self._flares: list[_Flare] = []

    def add(self, at: tuple[float, float], jumped: float) -> None:
        """A crack opened here, by so many m."""
        self._flares.append(_Flare(at, ARM_M + ARM_PER_M * jumped))

    def clear(self) -> None:
        """Forget all."""
        self._flares.clear()

    def advance(self, elapsed_s: float) -> None:
        """Let them die away."""
        for flare in self._flares:
            flare.age += elapsed_s
        self._flares = [flare for flare in self._flares if flare.age < LIFE_S]

    def stars(self, camera: Camera) -> Rows:
        """Strokes of light: the arms."""
        rows = [strokes.NONE]
        for flare in self._flares:
            left = 1.0 - flare.age / LIFE_S
            reach = flare.reach * camera.scale * (0.35 + 0.65 * left)
            angles = LEAN + np.arange(4) * math.pi / 2
            long = np.array([1.0, SHORT, 1.0, SHORT])[:, None] * reach
            centre = np.repeat(np.array([camera.pixel(flare.at)]), 4, axis=0)
            tips = centre + np.column_stack([np.cos(angles), np.sin(angles)]) * long
            widths = np.array([[4.0, 0.2]] * 4) * camera.scale / 200.0
            rows.append(strokes.lines(centre, tips, np.maximum(widths, 0.3), self._colour, left**1.5))
        return np.concatenate(rows)

    def rings(self, camera: Camera) -> Rows:
        """Arcs of light: rings that close in."""
        rows = [strokes.NO_ARCS]
        for flare in self._flares:
            left = 1.0 - flare.age / CLOSES_S
            if left > 0.0:
                radius = CLOSES_FROM_M * camera.scale * left**1.6 + 2.0
                half = (0.8 + 1.6 * (1.0 - left)) * camera.scale / 200.0
                level = 0.75 * math.sin(math.pi * min(1.0, 1.15 * (1.0 - left) + 0.12))
                rows.append(strokes.ring(camera.pixel(flare.at), radius, half, self._edge, level))
        return np.concatenate(rows)

    def glow(self, camera: Camera) -> Rows:
        """Strokes for the glow."""
        rows = [strokes.NONE]
        for flare in self._flares:
            left = 1.0 - flare.age / LIFE_S
            at = np.array([camera.pixel(flare.at)])
            rows.append(strokes.dots(at, 0.16 * camera.scale, self._edge, 1.6 * left**2))
        return np.concatenate(rows)
