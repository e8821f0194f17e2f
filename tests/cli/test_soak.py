"""Soaks: hours of performances in a few of their seconds."""

import json
import math
from pathlib import Path

import pytest
from typer.testing import CliRunner

from game.bots import BOTS
from game.cli import app
from game.core import paths
from game.lab import soak as lab
from game.lab.nan import nan_in
from game.lab.soak import Soak, begun, soak
from game.level import Level, load_level
from game.sim import World
from tests.levels import TWO_HANDS

HOURS = 0.002
"""Of stage time; the first performance that the bot idle loses is longer."""


@pytest.fixture(scope="module")
def levels() -> list[tuple[str, Level]]:
    return [("first", load_level(TWO_HANDS))]


def told(*arguments: str) -> tuple[int, str]:
    """What the command prints, or says is wrong, and its exit code."""
    result = CliRunner().invoke(app, ["soak", "--seed", "3", *arguments])
    return result.exit_code, result.output or str(result.exception)


def test_a_soak_tells_in_one_line_how_it_went_and_goes_on_from_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "shipped_levels", lambda: [TWO_HANDS])
    file = tmp_path / "soak.json"
    code, verdict = told("--hours", str(HOURS), "--state", str(file))
    assert code == 0
    hours = f"{json.loads(file.read_text())['seconds'] / 3600:.2f} h of stage time in 1 performance"
    assert verdict.startswith(f"fine: {hours}, each played twice: no NaN")
    assert told("--hours", str(HOURS), "--state", str(file)) == (0, verdict)
    file.write_text(json.dumps(json.loads(file.read_text()) | {"fault": "it"}))
    code, verdict = told("--hours", "9", "--state", str(file))
    assert code == 1 and verdict.startswith(f"failed after {hours}: it")
    for text, message in (("{", "holds no soak"), ('{"seed": 4, "levels": ""}', "of another --seed")):
        file.write_text(text)
        code, verdict = told("--hours", "9", "--state", str(file))
        assert code == 1 and message in verdict


def test_a_performance_that_is_played_otherwise_fails_the_soak(
    levels: list[tuple[str, Level]], monkeypatch: pytest.MonkeyPatch
) -> None:
    digest, count = World.digest, 0

    def changed(world: World) -> str:
        nonlocal count
        count += 1
        return digest(world) if count != 2000 else "0"

    monkeypatch.setattr(World, "digest", changed)
    *_, last = soak(levels, begun({}, 3), HOURS)
    assert not last.is_fine
    assert "first, bot idle, seed 3: tick " in last.fault and "differs from the first run" in last.fault


def test_what_is_not_a_number_is_found_and_named(levels: list[tuple[str, Level]]) -> None:
    world = World(levels[0][1], 0)
    assert nan_in(world) == ""
    world.state.load_factor_min = math.nan
    assert nan_in(world) == "GameState.load_factor_min"
    world.state.load_factor_min = 1.0
    world.sculpture.motion[1, 2] = math.nan
    assert "motion" in nan_in(world)


def test_growth_after_the_first_hour_fails_the_soak(
    levels: list[tuple[str, Level]], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = iter([100.0, 120.0, 124.0, 126.0])
    monkeypatch.setattr(lab, "_resident_mb", lambda: next(sizes))
    monkeypatch.setattr(lab, "_play", lambda level, bot, seed, wanted=(): (["d"] * 216_000, ""))
    states = list(soak(levels, begun({}, 0), 10.0))
    assert [state.growth for state in states] == [None, None, 4.0, 6.0]
    assert states[-2].is_fine and states[-1].fault == f"first, bot {list(BOTS)[3]}, seed 3: it grew by 6.0 MB"
    assert isinstance(Soak.model_validate_json(states[-1].model_dump_json()), Soak)
