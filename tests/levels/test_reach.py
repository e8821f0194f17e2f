"""Light in the game's own levels: every cell of every flaw can be lit, and no light that rests gilds a whole one."""

from pathlib import Path

import pytest

from game.core.paths import shipped_levels
from game.lab.reach import reach
from game.level import load_level
from game.sim.constants import CELLS_PER_EDGE

STEPS_IN_40_CM = 6


@pytest.mark.parametrize("path", shipped_levels(), ids=lambda path: path.stem)
def test_light_reaches_every_cell_of_every_flaw_and_a_hand_must_lead_it(path: Path) -> None:
    level = load_level(path)
    has_grain = any(tuning.grain for tuning in level.glasses.values())
    for flaw in reach(level).flaws:
        told = f"flaw {flaw.flaw} of {flaw.piece}"
        assert flaw.lit.all(), f"{told}: {flaw.causes}"
        assert flaw.parked < 1.0, f"{told} is gilt by {flaw.parked_at}"
        if has_grain:
            steps = 0.4 / (CELLS_PER_EDGE * float(flaw.lengths[: flaw.stem].mean()))
            assert steps >= STEPS_IN_40_CM, f"{told}: {steps:.1f} in 40 cm of a level that asks for a grain"
