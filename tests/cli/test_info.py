"""`flawsong info`: the figures of a level."""

import json

import pytest

from game.core.paths import shipped_levels
from tests.command import Run


@pytest.mark.parametrize("level", shipped_levels(), ids=lambda path: path.stem)
def test_the_sway_of_a_shipped_level_is_in_its_music(level: object, run: Run) -> None:
    """Its own period is a bar, to a tenth: leaning is a dance."""
    code, out, _ = run("info", str(level), "--json")
    figures = json.loads(out)
    assert code == 0
    assert figures["period_over_bar"] == pytest.approx(1.0, abs=0.1)
    assert figures["own_period_s"] == pytest.approx(figures["period_over_bar"] * figures["bar_s"], rel=1e-2)
