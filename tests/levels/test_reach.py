"""Light in the game's own levels: every cell of every flaw can be lit."""

from pathlib import Path

import pytest

from game.core.paths import shipped_levels
from game.lab.reach import reach
from game.level import load_level


@pytest.mark.parametrize("path", shipped_levels(), ids=lambda path: path.stem)
def test_light_reaches_every_cell_of_every_flaw(path: Path) -> None:
    for flaw in reach(load_level(path)).flaws:
        assert flaw.lit.all(), f"flaw {flaw.flaw} of {flaw.piece}: {flaw.causes}"
