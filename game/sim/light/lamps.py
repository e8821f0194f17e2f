"""Lamps: where they aim, whether they are lit and what they send out; all of it follows from stage time."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from game.core.geom import Floats
from game.level.model import Light
from game.level.values.spectrum import BANDS_PER_PART, PARTS
from game.sim.light.constants import BANDS, FEWEST_RAYS, RAYS_PER_METRE, WAVELENGTHS
from game.sim.light.layout import RAY_COLUMNS, RAY_POWER, Vector

WHITE_LIGHT = "white"


def heading(light: Light, time: float) -> Vector:
    """Unit direction of a lamp's beam at a stage time (s)."""
    (x, y), (tx, ty) = light.source, light.toward
    if light.pan is not None:
        share = (1.0 - math.cos(2.0 * math.pi * (time / light.pan.period + light.pan.phase))) / 2.0
        tx, ty = tx + share * (light.pan.to[0] - tx), ty + share * (light.pan.to[1] - ty)
    length = math.hypot(tx - x, ty - y)
    return (tx - x) / length, (ty - y) / length


def is_lit(light: Light, time: float) -> bool:
    """Whether a lamp is on at a stage time (s)."""
    return light.blink is None or (time / light.blink.period + light.blink.phase) % 1.0 < light.blink.duty


def bands_of(light: Light) -> range:
    """The bands among which a lamp's power is shared equally. Half way between two wavelengths the shorter counts."""
    if light.spectrum == WHITE_LIGHT:
        return range(BANDS)
    if isinstance(light.spectrum, str):
        first = PARTS.index(light.spectrum) * BANDS_PER_PART
        return range(first, first + BANDS_PER_PART)
    band = int(np.argmin(np.abs(np.array(WAVELENGTHS) - light.spectrum)))
    return range(band, band + 1)


def part_of(light: Light) -> str:
    """The part of the choir whose colour a lamp has, or white."""
    return WHITE_LIGHT if light.spectrum == WHITE_LIGHT else PARTS[bands_of(light)[0] // BANDS_PER_PART]


class LampState(NamedTuple):
    """What of a lamp changes."""

    direction: Vector
    lit: bool


class Lamps:
    """The lamps of a stage and the rays that leave them. Rays are written anew only where a lamp turned or blinked."""

    def __init__(self, lights: Sequence[Light], time: float = 0.0) -> None:
        self.lights = tuple(lights)
        counts = [max(FEWEST_RAYS, math.ceil(light.width * RAYS_PER_METRE)) for light in lights]
        self._first = np.cumsum([0, *counts]).tolist()
        self.rays: Floats = np.zeros((self._first[-1], RAY_COLUMNS))
        """(R, 7 + BANDS) as in `layout`; ray 0 of a beam is at its left edge. Those of a dark lamp have no power."""
        self.states = [LampState(heading(light, time), is_lit(light, time)) for light in lights]
        """Of each lamp: unit direction, and whether it is lit."""
        self._scheduled = [i for i, light in enumerate(lights) if light.pan is not None or light.blink is not None]
        for index in range(len(lights)):
            self._emit(index)

    def turn_to(self, time: float) -> None:
        """Bring all lamps and their rays to a stage time (s)."""
        for index in self._scheduled:
            light = self.lights[index]
            state = LampState(heading(light, time), is_lit(light, time))
            if state != self.states[index]:
                self.states[index] = state
                self._emit(index)

    @property
    def power(self) -> float:
        """W that all lamps together send out now."""
        return float(sum(light.power for light, state in zip(self.lights, self.states, strict=True) if state.lit))

    def _emit(self, index: int) -> None:
        """Write the rays of one lamp."""
        light, state = self.lights[index], self.states[index]
        rays = self.rays[self._first[index] : self._first[index + 1]]
        (x, y), (dx, dy), count = light.source, state.direction, len(rays)
        leftward = light.width * (0.5 - (np.arange(count) + 0.5) / count)
        rays[:, 0], rays[:, 1] = x - leftward * dy, y + leftward * dx
        rays[:, 2:6] = dx, dy, light.width / count, index
        rays[:, 6] = np.arange(count)
        bands = bands_of(light)
        rays[:, RAY_POWER:] = 0.0
        if state.lit:
            rays[:, RAY_POWER + bands.start : RAY_POWER + bands.stop] = light.power / count / len(bands)
