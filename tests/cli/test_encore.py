"""`flawsong encore`: a level of a run written down, or one message."""

from pathlib import Path

import pytest

from game.encore import NoLevelError
from game.encore import make as made_by
from game.level import load_level
from game.level.authoring.schema import FILE
from tests.command import Run


def test_a_level_is_written_that_is_the_one_of_the_run(tmp_path: Path, run: Run) -> None:
    out = tmp_path / "mine.json"
    code, told, _ = run("encore", "--seed", "8f3", "--level", "1", "--out", str(out))
    made = made_by(0x8F3, 1)
    assert code == 0 and f"{made.level.title}, number 1 of seed 8F3" in told
    assert out.read_text(encoding="utf-8") == made.text
    assert load_level(out).schema_ == FILE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--seed", "nobody"), "--seed 'nobody' is no seed"),
        (("--seed", "1", "--level", "2"), "--level wants --out"),
        (("--seed", "1", "--out", "level.txt"), "ends in .json"),
        (("--seed", "1", "--out", "no/such/folder/x.json"), "cannot be written"),
        (("--size", "small"), "want WIDTHxHEIGHT"),
    ],
)
def test_what_cannot_be_done_is_one_message(arguments: tuple[str, ...], said: str, run: Run) -> None:
    code, out, err = run("encore", *arguments)
    assert (code, out) == (1, "") and said in err and len(err.splitlines()) == 1


def test_a_seed_with_no_level_is_told(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(seed: int, number: int) -> None:
        raise NoLevelError(f"seed {seed:X}, number {number}: none")

    monkeypatch.setattr("game.encore.make", fails)
    assert run("encore", "--seed", "1", "--out", str(tmp_path / "x.json"))[::2] == (1, "seed 1, number 1: none\n")
