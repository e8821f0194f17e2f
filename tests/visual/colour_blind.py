"""What eyes with a colour deficiency see."""

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats

DEFICIENCIES = {
    "none": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
"""Of linear RGB at full severity: Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of
color vision deficiency", IEEE TVCG 15 (6), 2009."""
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def seen_luminance(picture: NDArray[np.int64], matrix: Floats) -> Floats:
    """Relative luminance 0..1 of an sRGB picture (..., 3) 0-255 to an eye with this deficiency."""
    linear = np.clip((picture / 255.0) ** 2.2 @ matrix.T, 0.0, 1.0)
    return np.asarray(linear @ _LUMINANCE)
