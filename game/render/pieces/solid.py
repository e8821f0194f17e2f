"""Metal and stone: bands of light that travel over brushed metal as it turns, bevels, tubes, rough stone."""

from dataclasses import dataclass

import numpy as np

from game.render.paint.drawlist import Rows

BANDS_SIZE = 512
"""Entries of a band table."""


@dataclass(frozen=True, slots=True)
class Finish:
    """How a solid surface answers light."""

    contrast: float
    """Strength of the reflected bands."""
    grain: float
    """Strength of the brushing or of the roughness."""
    wave_m: float
    """m of flat surface from band to band."""
    turn: float
    """Bands that pass by while the piece turns once by a radian."""
    level: float
    """Brightness of its flat face away from every band."""
    bounce: float
    """How much of the light around it the surface throws back."""
    is_brushed: bool = True
    """Whether its grain runs along it, as on metal; else it is speckled."""


FINISHES: dict[str, Finish] = {
    "brass": Finish(contrast=0.60, grain=0.030, wave_m=0.46, turn=0.95, level=0.30, bounce=0.42),
    "copper": Finish(contrast=0.60, grain=0.030, wave_m=0.44, turn=0.95, level=0.30, bounce=0.42),
    "steel": Finish(contrast=0.66, grain=0.024, wave_m=0.30, turn=1.05, level=0.30, bounce=0.42),
    "stone": Finish(contrast=0.04, grain=0.075, wave_m=2.0, turn=0.1, level=0.42, bounce=0.35, is_brushed=False),
    "plinth": Finish(contrast=0.20, grain=0.020, wave_m=0.95, turn=0.7, level=0.26, bounce=0.50),
}
"""By material, where it differs from other metals; the plinth is lacquered wood."""


def finish_of(material: str) -> Finish:
    """How a solid material answers light; one without a finish of its own is polished like steel."""
    return FINISHES.get(material, FINISHES["steel"])


def band_table() -> Rows:
    """What a polished surface mirrors of a dark theatre, (BANDS_SIZE,), 0..1 over one turn: a broad window, a slit,
    a faint rim."""
    at = np.arange(BANDS_SIZE) / BANDS_SIZE

    def lobe(centre: float, width: float) -> Rows:
        away = np.abs((at - centre + 0.5) % 1.0 - 0.5)
        return np.asarray(np.exp(-((away / width) ** 2)), dtype=np.float32)

    table = 0.95 * lobe(0.30, 0.075) + 0.50 * lobe(0.47, 0.022) + 0.28 * lobe(0.78, 0.12) - 0.30 * lobe(0.60, 0.09)
    return np.asarray(table, dtype=np.float32)
