"""How often a moving picture flashes, as WCAG 2.3.1 counts: light that goes up and down again, or down and up.

A general flash is a pair of opposing changes of relative luminance by 0.10 or more where the darker picture is below
0.80; a red flash is such a pair of a saturated red, R / (R + G + B) >= 0.8, by 20 or more in 320 (R - G - B).
It counts where more than a quarter of the picture does so at a time.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from tests.visual.perceive import linear

Floats = NDArray[np.float64]

MOST_FLASHES = 3
"""In any second."""
LEAST_STEP, DARKER_BELOW = 0.10, 0.80
RED_SHARE, LEAST_RED_STEP, RED_SCALE = 0.8, 20.0, 320.0
AREA = 0.25
CELLS = (32, 18)
"""Columns and rows in which light is measured, each the mean of its pixels."""


class Flashes(NamedTuple):
    """Most flashes in any second."""

    general: int
    red: int


class Meter:
    """Watches frames."""

    def __init__(self, fps: float) -> None:
        self._fps = fps
        self._frames: list[Floats] = []

    def __call__(self, frame: pygame.Surface) -> None:
        """Take a frame in."""
        small = pygame.transform.smoothscale(frame, CELLS)
        self._frames.append(linear(pygame.surfarray.array3d(small)))

    def read(self) -> Flashes:
        """What was seen so far."""
        return flashes(self._frames, self._fps)


def flashes(frames: Sequence[Floats], fps: float) -> Flashes:
    """Most flashes in any second of frames (w, h, 3) of linear light 0..1."""
    light = np.stack([frame.reshape(-1, 3) for frame in frames])
    luminance = light @ (0.2126, 0.7152, 0.0722)
    red = RED_SCALE * np.maximum(0.0, light[..., 0] - light[..., 1] - light[..., 2])
    saturated = light[..., 0] >= RED_SHARE * np.maximum(light.sum(axis=2), 1e-9)
    return Flashes(
        _most(_turns(luminance, LEAST_STEP, DARKER_BELOW), fps),
        _most(_turns(np.where(saturated, red, 0.0), LEAST_RED_STEP, np.inf), fps),
    )


def _turns(signal: Floats, step: float, darker_below: float) -> NDArray[np.bool_]:
    """(N, cells) where each cell of a signal (N, cells) has just gone a whole step the other way than before."""
    low, high = signal[0].copy(), signal[0].copy()
    heading = np.zeros(signal.shape[1], np.int64)
    turns = np.zeros(signal.shape, np.bool_)
    for frame, now in enumerate(signal):
        low, high = np.minimum(low, now), np.maximum(high, now)
        up = (heading <= 0) & (now - low >= step) & (low < darker_below)
        down = (heading >= 0) & (high - now >= step) & (now < darker_below)
        turns[frame] = up | down
        heading = np.where(up, 1, np.where(down, -1, heading))
        # From a turn on, the way back is measured from there.
        low, high = np.where(turns[frame], now, low), np.where(turns[frame], now, high)
    return turns


def _most(turns: NDArray[np.bool_], fps: float) -> int:
    """Most pairs of turns in any second that a quarter of the cells have."""
    seen = np.vstack([np.zeros(turns.shape[1], np.int64), np.cumsum(turns, axis=0)])
    span = min(len(turns), round(fps))
    pairs = (seen[span:] - seen[:-span]) // 2
    quarter = int(np.ceil(AREA * turns.shape[1])) - 1
    return int(np.sort(pairs, axis=1)[:, ::-1][:, quarter].max())
