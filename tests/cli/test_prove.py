"""`flawsong prove`: levels played by all bots, judged bar by bar."""

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from game.lab.played import Played, Task
from game.lab.prove import ROLES
from game.lab.sweep import sweep as sweeping
from game.lab.sweep.crew import run as play_all
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


def test_scores_and_losses_are_told_in_place_of_the_bars(run: Run, short: Path) -> None:
    asked = ("prove", str(short), "--seeds", "0:1", "--workers", "1", "--scores")
    code, out, _ = run(*asked, "--json")
    assert code == 1, "its bars fail, told or not"
    told = json.loads(out)[str(short)]
    assert told["bots"]["novice"] == {"performances": 1, "wins": 0, "score": None}
    assert list(told["bots"]) == ["novice", "regular", "expert"]
    assert told["losses"] == {"dark": 2} and told["largest"] == 1.0, "it is over half a second after its crack opened"
    code, out, _ = run(*asked)
    line = next(line for line in out.splitlines() if str(short) in line)
    assert code == 1 and "0 of 1" in line and "2 dark" in line and "100%" in line
    assert "first loss" not in out


def test_what_was_played_is_kept_and_not_played_again(
    run: Run, short: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = tmp_path / "proof.jsonl"
    asked = ("prove", str(short), "--seeds", "0:1", "--workers", "1", "--json", "--keep", str(keep))
    whole = run(*asked)
    rows = keep.read_bytes().splitlines(keepends=True)
    assert len(rows) >= 1 + len(ROLES)
    keep.write_bytes(b"".join(rows[:5]) + rows[5][:20])  # a kill while the fifth was written
    given: list[int] = []

    def watched(executor: Executor, tasks: Iterable[tuple[int, Task]]) -> Iterator[tuple[int, Played]]:
        left = list(tasks)
        given.extend(number for number, _ in left)
        return play_all(executor, left)

    monkeypatch.setattr(sweeping, "run", watched)
    assert run(*asked) == whole
    assert set(given) == set(range(len(rows) - 1)) - {json.loads(row)["number"] for row in rows[1:5]}
    given.clear()
    assert run(*asked) == whole and given == []


def test_a_proof_of_other_seeds_is_not_gone_on_with(run: Run, short: Path, tmp_path: Path) -> None:
    keep = tmp_path / "proof.jsonl"
    run("prove", str(short), "--seeds", "0:1", "--workers", "1", "--keep", str(keep))
    before = keep.read_bytes()
    code, out, err = run("prove", str(short), "--seeds", "0:2", "--workers", "1", "--keep", str(keep))
    assert code == 1 and not out and "--seeds was 0:1, and is 0:2" in err and "another --keep" in err
    assert keep.read_bytes() == before


def test_what_is_kept_is_not_written_over_a_level(run: Run, short: Path) -> None:
    before = short.read_bytes()
    code, out, err = run("prove", str(short), "--seeds", "0:1", "--keep", str(short))
    assert code == 1 and not out and "choose another name" in err
    assert short.read_bytes() == before


@pytest.mark.parametrize("seeds", ["5", "5:5", "3:1", "a:b", "0:99999999", "-1:2", ":", "0:1:2"])
def test_seeds_that_are_none_are_told(run: Run, seeds: str) -> None:
    code, out, err = run("prove", "1", f"--seeds={seeds}")
    assert code == 1 and not out
    assert err.startswith(f"--seeds {seeds}: want FROM:TO")


def test_a_level_that_is_none_is_told(run: Run) -> None:
    code, out, err = run("prove", "no-such-level")
    assert code == 1 and not out and "is no file and no level of the game" in err
