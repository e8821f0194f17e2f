"""Light in the game's own levels: every cell of every flaw can be lit, and no light that rests gilds a whole one."""

from pathlib import Path

import pytest

from game.core.paths import shipped_levels
from game.lab.reach import reach
from game.level import load_level


@pytest.mark.parametrize("path", shipped_levels(), ids=lambda path: path.stem)
def test_light_reaches_every_cell_of_every_flaw_and_a_hand_must_lead_it(path: Path) -> None:
    for flaw in reach(load_level(path)).flaws:
        told = f"flaw {flaw.flaw} of {flaw.piece}"
        assert flaw.lit.all(), f"{told}: {flaw.causes}"
        assert flaw.parked < 1.0, f"{told} is gilt by {flaw.parked_at}"
