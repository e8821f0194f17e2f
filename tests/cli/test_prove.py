"""`flawsong prove`: levels played by all bots, judged bar by bar."""

import json
from pathlib import Path

import pytest

from tests.command import Run
from tests.levels import old_level


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(capsys, monkeypatch)


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """A level that ends after a second."""
    level = json.loads(old_level("1").read_text(encoding="utf-8"))
    level["goal"] = {"voices": 1, "within": 1.0}
    level["flaws"] = level["flaws"][:1]
    level["flaws"][0]["opens"] = 0.5
    file = tmp_path / "short.json"
    file.write_text(json.dumps(level), encoding="utf-8")
    return file


def test_every_bar_is_told_and_one_that_fails_is_the_exit_code(run: Run, short: Path) -> None:
    code, out, _ = run("prove", str(short), "--seeds", "0:1", "--json")
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
