"""Colours of light: of single wavelengths, and of stress between crossed polarisers."""

from functools import lru_cache

import numpy as np

from game.core.geom import Floats
from game.level.values.spectrum import WAVELENGTHS

_LOBES = {
    "x": ((1.056, 599.8, 37.9, 31.0), (0.362, 442.0, 16.0, 26.7), (-0.065, 501.1, 20.4, 26.2)),
    "y": ((0.821, 568.8, 46.9, 40.5), (0.286, 530.9, 16.3, 31.1)),
    "z": ((1.217, 437.0, 11.8, 36.0), (0.681, 459.0, 26.0, 13.8)),
}
"""CIE 1931 colour matching functions as sums of lobes: height, peak (nm), width below and above it (nm).
Wyman, Sloan and Shirley, "Simple analytic approximations to the CIE XYZ color matching functions", JCGT 2013."""
_XYZ_TO_RGB = np.array([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]])
"""IEC 61966-2-1 (sRGB, D65), linear."""
WHITE_LEFT_OUT = 0.75
"""Share of the white in an interference colour that is not shown: it would bleach coloured glass."""
BAND_WASH = 0.1
"""Share of the way into the colours that screens show by which a band is washed out; the rest is cut off."""
BAND_DARKNESS = 0.20
"""How far the luminance of a band counts (a power): all of it would leave next to no red and blue."""
_SCREEN_GAMMA = 2.2
VISIBLE_NM = (400.0, 700.0)


def _matching(wavelength: Floats) -> Floats:
    """x, y, z of wavelengths (N,) nm, (N, 3)."""
    columns = []
    for lobes in _LOBES.values():
        value = np.zeros_like(wavelength)
        for height, peak, below, above in lobes:
            width = np.where(wavelength < peak, below, above)
            value += height * np.exp(-0.5 * ((wavelength - peak) / width) ** 2)
        columns.append(value)
    return np.column_stack(columns)


@lru_cache(maxsize=1)
def band_colours() -> Floats:
    """What each band of light adds to the picture, (BANDS, 3), per W: together, and equally strong, they are white.

    White light of 1 W is 1 in every channel. Bands at the ends are darker, as they are to the eye (CIE 1931).
    """
    matching = _matching(np.array(WAVELENGTHS))
    linear = matching @ _XYZ_TO_RGB.T
    # Pure lights are outside of what screens show.
    linear = np.maximum(linear - BAND_WASH * np.minimum(linear.min(axis=1, keepdims=True), 0.0), 0.0)
    seen = (matching[:, 1:2] / matching[:, 1].max()) ** BAND_DARKNESS
    shown = seen * (linear / linear.max(axis=1, keepdims=True)) ** (1 / _SCREEN_GAMMA)
    return np.asarray(len(WAVELENGTHS) * shown / shown.sum(axis=0))


@lru_cache(maxsize=1)
def fringe_colours(entries: int, waves: float) -> Floats:
    """What stressed glass shows between crossed polarisers, (entries, 3) 0..1, over 0..`waves` of retardation.

    A retardation R passes sin^2(pi R / lambda) of each wavelength: black at rest, then grey, white, yellow, red, blue,
    green and paler rounds of the same (the Michel-Levy chart). A wave is 550 nm.
    """
    wavelength = np.arange(VISIBLE_NM[0], VISIBLE_NM[1], 5.0)
    retardation = np.linspace(0.0, waves * 550.0, entries)
    passed = np.sin(np.pi * retardation[:, None] / wavelength[None, :]) ** 2
    matching = _matching(wavelength)
    linear = passed @ (matching @ _XYZ_TO_RGB.T) / matching[:, 1].sum()
    rgb = np.clip(linear, 0.0, 1.0) ** (1 / _SCREEN_GAMMA)
    return np.asarray(rgb - WHITE_LEFT_OUT * rgb.min(axis=1, keepdims=True))
