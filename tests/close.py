"""Whether arrays are as good as equal, in one pass: `pytest.approx` goes over large ones number by number."""

import numpy as np

from game.core.geom import Floats


def is_close(found: Floats, expected: Floats, *, rel: float = 0.0, least: float = 0.0) -> bool:
    """Whether each number is the expected one but for the larger of a share of that and `least`."""
    return found.shape == expected.shape and bool(
        np.all(np.abs(found - expected) <= np.maximum(rel * np.abs(expected), least))
    )
