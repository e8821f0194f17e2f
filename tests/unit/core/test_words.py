"""Words for people."""

import pytest

from game.core.words import grouped, roman


@pytest.mark.parametrize(("number", "told"), [(0, "0"), (999, "999"), (12480, "12 480"), (1234567, "1 234 567")])
def test_thousands_stand_apart(number: int, told: str) -> None:
    assert grouped(number) == told


@pytest.mark.parametrize(("number", "told"), [(1, "I"), (4, "IV"), (9, "IX"), (15, "XV"), (49, "XLIX")])
def test_numbers_are_counted_as_acts_are(number: int, told: str) -> None:
    assert roman(number) == told
