"""Every level found on disk keeps its own promises (`expect`), and the bars that hold for all."""

from pathlib import Path

import pytest

from game.level import load_level
from tests.levels.sweep import LEVELS, Outcomes, sweep

SEEDS = 3
"""Enough to notice; `tests/levels/sweep.py` goes over more."""
EXPERT_WINS = 2


@pytest.fixture(scope="module")
def outcomes() -> Outcomes:
    return sweep(SEEDS)


@pytest.mark.parametrize("path", LEVELS, ids=lambda path: path.stem)
def test_idle_always_loses_and_the_expert_wins(path: Path, outcomes: Outcomes) -> None:
    assert outcomes[path, "idle"] == ["lost"] * SEEDS
    assert outcomes[path, "expert"].count("won") >= EXPERT_WINS


@pytest.mark.parametrize("path", LEVELS, ids=lambda path: path.stem)
def test_what_the_level_expects(path: Path, outcomes: Outcomes) -> None:
    for expect in load_level(path).expect:
        ended = outcomes[path, expect.bot]
        assert ended.count("won") >= SEEDS * (expect.wins or 0.0), expect
        assert ended.count("lost") >= SEEDS * (expect.loses or 0.0), expect
