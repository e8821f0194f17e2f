"""`flawsong prove`: levels played by all bots, judged bar by bar."""

import json
from pathlib import Path

import pytest

from tests.command import Run
from tests.levels.short import write_short_level


@pytest.fixture
def short(tmp_path: Path) -> Path:
    return write_short_level(tmp_path)


def test_every_bar_is_told_and_one_that_fails_is_the_exit_code(run: Run, short: Path) -> None:
    code, out, _ = run("prove", str(short.parent), "--seeds", "0:1", "--json")
    assert code == 1
    told = json.loads(out)
    assert list(told) == [str(short)]
    assert told[str(short)]["first loss, s"] == {"value": pytest.approx(1.0, abs=0.02), "want": ">= 10", "holds": False}
    assert told[str(short)]["idle wins"]["holds"] is True


@pytest.mark.parametrize("seeds", ["5", "5:5", "3:1", "a:b", "0:99999999", "-1:2", ":", "0:1:2"])
def test_seeds_that_are_none_are_told(run: Run, seeds: str) -> None:
    code, out, err = run("prove", "1", f"--seeds={seeds}")
    assert code == 1 and not out
    assert err.startswith(f"--seeds {seeds}: want FROM:TO")


def test_a_level_that_is_none_is_told(run: Run) -> None:
    code, out, err = run("prove", "no-such-level")
    assert code == 1 and not out and "is no file and no level of the game" in err
