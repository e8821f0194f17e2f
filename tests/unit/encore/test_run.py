"""Runs of encores, seeds as they are written, and the seed of the day."""

import re

import pytest

from game.encore import Run, drawn_seed, line_of, seed_of, seed_of_day, today
from game.encore.check import main
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
    assert line_of(later.seed, later.day, later.score, 3) == "Encore 2026-12-01 seed 8F3 12 480 ***"
    assert line_of(later.seed, "", 480, 0) == "Encore seed 8F3 480"
    anew = later.anew()
    assert (anew.seed, anew.number, anew.score, anew.day) == (0x8F3, 1, 0, "") and anew.uid != run.uid


def test_the_check_says_what_is_wrong_with_its_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--seeds", "5"])
    assert "want A:B" in capsys.readouterr().err
