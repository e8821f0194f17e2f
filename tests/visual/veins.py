"""How well cracks and seams can be seen in a picture: how wide and how long they are, in px, and how they stand out.

A vein is looked at across, at places along it: its middle is dark (a crack) or bright (gold), and so it is seen by what
lies beside it on both sides, edges of its own among them. Contrast is that of WCAG 2, (brighter + 0.05) / (darker +
0.05) of relative luminance.
"""

from typing import NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

from game.core.geom import Floats
from game.render import Camera
from game.render.pieces.cells import lay_cells
from game.render.pieces.sculpture import poses
from game.sim.view import CrackView, View
from tests.visual.perceive import luminance, pixels_of

LEAST_CONTRAST = 3.0
"""WCAG 1.4.11, for what is no text."""
STEP_PX = 0.25
"""Between places that are looked at, along a vein and across it."""
CORE_SHARE, SIDE_SHARE = 0.003, 0.014
"""Of the picture's height: how far from where it lies the middle of a vein may be, and how far its sides reach."""
ENDS_SHARE = 0.02
"""Of the picture's height: as much of each end, where a crack begins and tapers, does not count for width."""


class Sight(NamedTuple):
    """How a vein is seen; medians along it."""

    width: float
    """px in which it stands out by LEAST_CONTRAST against what lies beside it."""
    length: float
    """px along which it does so."""
    contrast: float
    """Of its middle against the fainter of its sides."""
    share: float
    """Of its length along which it stands out."""


def look(picture: pygame.Surface, view: View, camera: Camera, *, gold: bool = False) -> list[Sight]:
    """How each crack (or, if `gold`, each seam) of a view is seen in its picture, if nothing is drawn before them."""
    light = luminance(pixels_of(picture))
    return [_look(light, view, crack, camera, gold=gold) for crack in view.sculpture.cracks]


def _look(light: NDArray[np.float64], view: View, crack: CrackView, camera: Camera, *, gold: bool) -> Sight:
    points = lay_cells([crack], [poses(view, view, 1.0)[crack.piece]], camera).points(0)
    along, normals = _places(points)
    height = len(light)
    reach = np.arange(-SIDE_SHARE * height, SIDE_SHARE * height + STEP_PX / 2, STEP_PX)
    seen = _sampled(light, along[:, None] + normals[:, None] * reach[None, :, None])
    profiles = [_across(-profile if gold else profile, np.abs(reach) <= CORE_SHARE * height) for profile in seen]
    widths, contrasts = np.array(profiles).T
    ends = int(ENDS_SHARE * height / STEP_PX)
    inner = slice(ends, -ends) if len(widths) > 3 * ends else slice(None)
    stands_out = contrasts >= LEAST_CONTRAST
    return Sight(
        width=float(np.median(widths[inner])),
        length=float(stands_out.sum() * STEP_PX),
        contrast=float(np.median(contrasts[inner])),
        share=float(stands_out[inner].mean()),
    )


def _places(points: Floats) -> tuple[Floats, Floats]:
    """Places (N, 2) px along a path, STEP_PX apart, and the unit normals there."""
    runs = np.diff(points, axis=0)
    lengths = np.hypot(*runs.T)
    ends = np.concatenate([[0.0], np.cumsum(lengths)])
    at = np.arange(STEP_PX / 2, ends[-1], STEP_PX)
    placed = np.column_stack([np.interp(at, ends, points[:, k]) for k in (0, 1)])
    run = runs[np.clip(np.searchsorted(ends, at) - 1, 0, len(runs) - 1)]
    return placed, np.column_stack([-run[:, 1], run[:, 0]]) / np.hypot(*run.T)[:, None]


def _sampled(light: NDArray[np.float64], places: Floats) -> Floats:
    """Luminance at places (..., 2) px, between pixel middles."""
    x, y = (
        np.clip(places[..., 0] - 0.5, 0, light.shape[1] - 1.001),
        np.clip(places[..., 1] - 0.5, 0, len(light) - 1.001),
    )
    j, i = x.astype(int), y.astype(int)
    u, v = x - j, y - i
    upper, lower = (1 - u) * light[i, j] + u * light[i, j + 1], (1 - u) * light[i + 1, j] + u * light[i + 1, j + 1]
    sampled: Floats = (1 - v) * upper + v * lower
    return sampled


def _across(profile: Floats, is_middle: NDArray[np.bool_]) -> tuple[float, float]:
    """Width in px and contrast of a dark line in luminance across it; of a bright one, if that is negative."""
    middle = int(np.flatnonzero(is_middle)[np.argmin(profile[is_middle])])
    side = float(min(profile[:middle].max(initial=-1.0), profile[middle + 1 :].max(initial=-1.0)))
    contrasts = _contrast(side, profile)
    if contrasts[middle] < LEAST_CONTRAST:
        return 0.0, float(contrasts[middle])
    below = contrasts >= LEAST_CONTRAST
    first, last = middle, middle
    while first > 0 and below[first - 1]:
        first -= 1
    while last + 1 < len(profile) and below[last + 1]:
        last += 1
    return (last - first + 1) * STEP_PX, float(contrasts[middle])


def _contrast(side: float, profile: Floats) -> Floats:
    """How far a profile lies under its side, as a ratio of luminance; of negatives, how far over it."""
    ratio: Floats = (side + 0.05) / (profile + 0.05) if side >= 0.0 else (0.05 - profile) / (0.05 - side)
    return ratio
