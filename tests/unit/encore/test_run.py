"""Runs of encores, seeds as they are written, and the seed of the day."""

import re
from pathlib import Path

import pytest

from game.encore import Run, check, drawn_seed, line_of, seed_of, seed_of_day, today
from game.encore.check import Tried, main
from game.encore.run import SEED_BITS


def test_seeds_are_read_as_they_are_written() -> None:
    for seed in (0, 0x8F3, 0xFFFFFFFF):
        assert seed_of(f" {seed:x} ") == seed_of(f"{seed:X}") == seed
    assert drawn_seed() < 2**SEED_BITS


@pytest.mark.parametrize("text", ["", "g", "123456789", "-1", "0x1", "1_2", "٣"])
def test_what_is_no_seed_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is no seed"):
        seed_of(text)


def test_a_day_has_one_seed() -> None:
    days = [f"2026-12-{day:02}" for day in range(1, 29)]
    assert [seed_of_day(day) for day in days] == [seed_of_day(day) for day in days]
    assert len({seed_of_day(day) for day in days}) == len(days)
    assert seed_of_day("2026-12-01") == 0x62D9, "for ever: scores of a day are compared"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", today())


def test_a_run_goes_on_and_is_told_in_a_line() -> None:
    run = Run(0x8F3, day="2026-12-01")
    later = run.after(12000).after(480)
    assert (later.number, later.score, later.uid, later.day) == (3, 12480, run.uid, run.day)
    assert later.id == "encore/8F3/3"
    assert line_of(later.seed, later.day, later.score, 3) == "Encore r4 2026-12-01 seed 8F3 12 480 ***"
    assert line_of(later.seed, "", 480, 0) == "Encore r4 seed 8F3 480"
    anew = later.anew()
    assert (anew.seed, anew.number, anew.score, anew.day) == (0x8F3, 1, 0, "") and anew.uid != run.uid


def test_the_check_says_what_is_wrong_with_its_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--seeds", "5"])
    assert "want A:B" in capsys.readouterr().err


def test_the_check_goes_on_where_it_was_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = list[tuple[int, int]]()

    def quick(seed: int, number: int, bot: str) -> Tried:
        asked.append((seed, number))
        return Tried(seed, number, "Ship", ("it leans",) if seed == 9 else ())

    monkeypatch.setattr(check, "tried", quick)
    keep = tmp_path / "kept"
    whole = ["--numbers", "2", "--bot", "", "--keep", str(keep)]
    assert main(["--seeds", "3:5", *whole]) == 0
    keep.write_bytes(keep.read_bytes()[:-5])  # as a kill leaves it
    asked.clear()
    assert main(["--seeds", "3:6", *whole]) == 0
    assert asked == [(4, 2), (5, 1), (5, 2)]
    assert "6 levels by rules" in capsys.readouterr().out
    assert main(["--seeds", "9:10", *whole]) == 1
    assert "it leans" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--seeds", "3:6", "--bot", "expert", "--keep", str(keep)])
    assert "--bot was none, and is expert; ask for the same" in capsys.readouterr().err
