"""Every level found on disk keeps its own promises (`expect`), and the bars that hold for all."""

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from game.bots import make_bot
from game.core.paths import levels_dir
from game.lab import perform
from game.level import load_level

LEVELS = sorted(levels_dir().glob("*.json"))
SEEDS = 20
EXPERT_WINS = 17


def outcomes(task: tuple[Path, str]) -> list[str]:
    path, bot = task
    return [perform(load_level(path), seed, make_bot(bot, seed)).outcome for seed in range(SEEDS)]


@pytest.fixture(scope="module")
def results() -> dict[tuple[Path, str], list[str]]:
    asked = {(path, expect.bot) for path in LEVELS for expect in load_level(path).expect}
    tasks = sorted(asked | {(path, bot) for path in LEVELS for bot in ("idle", "expert")})
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(tasks, pool.map(outcomes, tasks), strict=True))


@pytest.mark.parametrize("path", LEVELS, ids=lambda path: path.stem)
def test_idle_always_loses_and_the_expert_wins(path: Path, results: dict[tuple[Path, str], list[str]]) -> None:
    assert results[path, "idle"] == ["lost"] * SEEDS
    assert results[path, "expert"].count("won") >= EXPERT_WINS


@pytest.mark.parametrize("path", LEVELS, ids=lambda path: path.stem)
def test_what_the_level_expects(path: Path, results: dict[tuple[Path, str], list[str]]) -> None:
    for expect in load_level(path).expect:
        found = results[path, expect.bot]
        assert found.count("won") >= SEEDS * (expect.wins or 0.0), expect
        assert found.count("lost") >= SEEDS * (expect.loses or 0.0), expect
