"""Seams of a win, as text in its row: where each lay on the stage as it stood at last, in whole millimetres."""

from collections.abc import Iterable

import numpy as np

from game.core.geom import Floats

PER_METRE = 1000
FARTHEST_M = 10.0
"""Nothing on a stage is so far away."""
MOST_LETTERS = 20_000
"""What is longer is no sculpture's."""


def packed(seams: Iterable[Floats]) -> str:
    """Polylines, each (N, 2) m, as text."""
    return ";".join(" ".join(f"{x},{y}" for x, y in np.round(PER_METRE * seam).astype(int).tolist()) for seam in seams)


def unpacked(text: str) -> list[Floats]:
    """The polylines, each (N, 2) m with at least two points; none of a text that is damaged."""
    if not text or len(text) > MOST_LETTERS:
        return []
    try:
        seams = [np.array([point.split(",") for point in seam.split(" ")], dtype=np.int64) for seam in text.split(";")]
    except (ValueError, OverflowError):
        return []
    lines = [seam / PER_METRE for seam in seams if seam.ndim == 2 and seam.shape[1] == 2 and len(seam) > 1]
    return [line for line in lines if np.abs(line).max() <= FARTHEST_M]
