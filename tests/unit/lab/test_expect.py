"""What does not hold of what a level expects."""

from dataclasses import replace
from typing import Any

import pytest

from game.lab.expect import broken, tasks, title
from game.lab.played import Played
from game.level.expect import Expect

WON = Played("won", "sang", 3, 900, 40.0, (), 0.0, 0.0, 0.0, 0.0, stress=0.4, stress_s=9.0)
LOST = Played("lost", "toppled", 1, 100, 20.0, (), 0.0, 0.0, 0.0, 0.0, stress=0.9, stress_s=19.0)
ROWS = {3: WON, 4: LOST, 5: WON, 6: WON}


@pytest.mark.parametrize(
    "promise",
    [
        {"wins": 0.75},
        {"wins": (0.5, 0.75), "loses": 0.25},
        {"loses": (0.0, 0.3)},
        {"voices": 1, "stands_until": 20, "max_stress": 0.9, "no_nan": True},
    ],
)
def test_what_holds_is_not_told(promise: dict[str, Any]) -> None:
    assert not list(broken(Expect.model_validate({"bot": "expert", **promise}), ROWS))


@pytest.mark.parametrize(
    ("promise", "wanted", "got", "seeds", "moment"),
    [
        ({"wins": 0.8}, "wins at least 80% of seeds", "won 3 of 4, 75% (95 % interval 30% to 95%)", [4], 20.0),
        ({"wins": (0.0, 0.1)}, "wins at most 10% of seeds", "won 3 of 4, 75%", [3, 5, 6], 40.0),
        ({"loses": (0.4, 0.6)}, "loses 40% to 60% of seeds", "lost 1 of 4, 25%", [3, 5, 6], 40.0),
        ({"voices": 2}, "at least 2 voices in each", "not in 1 of 4; seed 4: lost (toppled) at 20.0 s", [4], 20.0),
        ({"stands_until": 20.5}, "none is lost before 20.5 s", "not in 1 of 4; seed 4", [4], 20.0),
        ({"max_stress": 0.5}, "no sound glass", "not in 1 of 4; seed 4: strained to 0.90 at 19.0 s", [4], 19.0),
    ],
)
def test_what_does_not_is_told_with_its_seeds_and_its_moment(
    promise: dict[str, Any], wanted: str, got: str, seeds: list[int], moment: float
) -> None:
    (one,) = broken(Expect.model_validate({"bot": "expert", **promise}), ROWS)
    assert one.wanted.startswith(wanted) and one.got.startswith(got)
    assert list(one.failed) == seeds and (one.seed, one.moment) == (seeds[0], moment)


def test_nan_is_told_where_it_is() -> None:
    (one,) = broken(Expect(bot="expert", no_nan=True), {0: replace(WON, nan="GameState.load_factor")})
    assert one.got == "not in 1 of 1; seed 0: NaN in GameState.load_factor"


def test_a_replay_wins_or_is_told() -> None:
    expect = Expect(replay="mine.replay")
    assert not list(broken(expect, {7: WON})) and title(expect) == "replay mine.replay wins"
    (one,) = broken(expect, {7: replace(LOST, outcome="", cause="")})
    assert one.got == "not in 1 of 1; seed 7: undecided when it ends at 20.0 s, with 1 voice"


def test_its_own_seeds_are_played_unless_others_are_asked_for() -> None:
    expect = Expect(bot="expert", handicap="no lean", wins=0.5, seeds=(2, 4))
    own = tasks("text", "level.json", expect)
    assert [(task.seed, task.bot, task.handicap) for task in own.values()] == [
        (2, "expert", "no lean"),
        (3, "expert", "no lean"),
    ]
    assert list(tasks("text", "level.json", expect, range(9, 10))) == [9]
    assert title(expect) == "expert, no lean: wins at least 50%"
