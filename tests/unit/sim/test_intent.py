"""Intents are plain data: what is recorded is what was performed."""

import math
from dataclasses import astuple
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from game.sim import Intent


def test_numbers_of_any_kind_become_plain_ones() -> None:
    given: dict[str, Any] = {
        "lean": np.float64(0.5), "aim": np.array([0.25, 1.0]), "turn": np.float32(0.5), "slide": Fraction(1, 2),
        "take": np.int64(1), "breath": np.bool_(True), "fine": 0,
    }  # fmt: skip
    intent = Intent(**given)
    assert intent == Intent(0.5, (0.25, 1.0), 0.5, 0.5, 1, True, False)
    plain = [type(part) for part in astuple(intent)]
    assert plain == [float, tuple, float, float, int, bool, bool]
    assert [type(part) for part in intent.aim or ()] == [float, float]
    assert repr(intent) == repr(Intent(0.5, (0.25, 1.0), 0.5, 0.5, 1, True, False))


def test_truth_is_a_number_where_one_is_wanted() -> None:
    intent = Intent(lean=True, take=True)
    assert [type(intent.lean), type(intent.take)] == [float, int]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, np.float64("nan")])
@pytest.mark.parametrize("name", ["lean", "turn", "slide"])
def test_what_is_not_finite_is_refused(name: str, bad: float) -> None:
    given: dict[str, Any] = {name: bad}
    with pytest.raises(ValueError, match=f"{name} is"):
        Intent(**given)


@pytest.mark.parametrize("aim", [(math.nan, 0.0), (0.0, math.inf), (1.0,), (1.0, 2.0, 3.0)])
def test_an_aim_is_two_finite_numbers(aim: Any) -> None:
    with pytest.raises(ValueError):
        Intent(aim=aim)


@pytest.mark.parametrize(("name", "bad"), [("lean", "0.5"), ("take", 0.5), ("turn", None), ("take", "1"), ("aim", 1.0)])
def test_what_is_no_number_is_refused(name: str, bad: Any) -> None:
    with pytest.raises(TypeError):
        Intent(**{name: bad})
