"""The bars of levels: what is measured on what bots have played, and what hands are tied for it."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from game.core.acts import act_of
from game.lab.handicaps import HANDICAPS, PAUSE_S, Relay, tied
from game.lab.played import Played
from game.lab.proof.bars import BARS, judge
from game.lab.proof.measures import Measured
from game.lab.proof.scores import NOBODYS, Fared, scores_of
from game.lab.prove import ROLES, TAKE_OVERS_S, number_of
from game.level import find_level, load_level
from game.sim import Intent, View
from game.sim.view import CrackView, MirrorView
from tests.levels import old_level
from tests.views import changed, made

WON = Played("won", "sang", 3, 300, 40.0, (0.25, 0.3, 0.25), 6.0, 0.02, 0.08, 0.0)
LOST = Played("lost", "toppled", 2, 150, 30.0, (0.25, 0.3), 6.0, 0.02, 0.3, 2.0)
GOOD: dict[str, Sequence[Played]] = {
    "novice": [WON] * 6 + [LOST] * 2,
    "regular": [replace(WON, score=600)] * 4 + [replace(WON, score=640)] * 3 + [LOST],
    "expert": [replace(WON, score=1200)] * 6 + [replace(WON, score=1100)] * 2,
    "idle": [replace(LOST, voices=0, score=0)],
    "random": [LOST],
    "soloist": [replace(WON, score=700)],
    "no lean": [LOST],
    "frozen mirror": [LOST],
    "pause": [replace(WON, score=800)],
    "no breath": [replace(WON, score=800)],
    "lean frozen": [LOST],
}
SHORT = [replace(WON, score=600, cracks=(0.1,) * 3)] * 8
SAVED = {4.0: [True], 2.0: [True, False], 0.5: [False]}


def measured(**changes: Sequence[Played]) -> Measured:
    """A level that holds its bars, but for some roles."""
    played = GOOD | {name.replace("_", " "): played for name, played in changes.items()}
    level = load_level(old_level("3"))
    goal = level.goal.model_copy(update={"encores": (300, 620, 1200)})
    lights = tuple(light.model_copy(update={"width": 0.05}) for light in level.lights)
    return Measured(level.model_copy(update={"lights": lights, "goal": goal}), played, SAVED)


def fails(measured: Measured, number: int | None = 3) -> list[str]:
    """Bars that do not hold."""
    return [name for name, verdict in judge(measured, number) if not verdict.holds]


def test_all_that_a_bar_is_measured_on_is_played() -> None:
    assert set(GOOD) == set(ROLES) and tuple(SAVED) == TAKE_OVERS_S
    assert {role.handicap for role in ROLES.values()} == {"", *HANDICAPS}


def test_a_good_level_holds_all_its_bars() -> None:
    assert fails(measured()) == []


@pytest.mark.parametrize(
    ("bar", "played"),
    [
        ("expert without lean wins", {"no_lean": [WON]}),
        ("expert with a frozen mirror wins", {"frozen_mirror": [WON]}),
        ("lean frozen while painting costs a regular", {"lean_frozen": [WON]}),
        ("random hands win", {"random": [WON]}),
        ("idle wins", {"idle": [WON]}),
        ("first loss, s", {"regular": [*GOOD["regular"][:-1], replace(LOST, seconds=9.0)]}),
        ("a regular's win, s", {"regular": [replace(one, seconds=60.0) for one in GOOD["regular"]]}),
        ("losses warned of in time", {"regular": [*GOOD["regular"][:-1], replace(LOST, warned_s=0.5)]}),
        ("score without breath", {"no_breath": [replace(WON, score=1100)]}),
        ("crack when sung, m", {"regular": SHORT, "expert": SHORT}),
    ],
)
def test_what_is_wrong_fails_its_bar(bar: str, played: dict[str, Sequence[Played]]) -> None:
    assert bar in fails(measured(**played))


def test_each_level_has_the_bars_of_its_place() -> None:
    assert [act_of(number) for number in (1, 3, 4, 15)] == [1, 1, 2, 5]
    names = {number: dict(judge(measured(), number)) for number in (None, 1, 2, 4, 14, 15)}
    assert "expert without lean wins" not in names[1] and "expert without lean wins" in names[2]
    assert "expert with a frozen mirror wins" not in names[2]
    assert names[15]["novice wins"].want == "<= 0.15"
    assert names[14]["a regular's win, s"].want == "60 to 100"
    assert names[15]["a regular's win, s"].want == "110 to 160"
    assert names[1]["regular wins"].want == "0.8 to 0.96" and names[4]["regular wins"].want == "0.64 to 0.8"
    assert set(names[None]) < set(names[1]) and "regular wins" not in names[None]
    assert number_of(find_level("2")) == 2
    for number in range(1, 16):
        applied = [bar.name for bar in BARS if bar.limits_for(number) is not None]
        assert len(applied) == len(set(applied))


def test_what_nothing_was_played_for_holds_and_has_no_value() -> None:
    told = dict(judge(replace(measured(regular=[WON] * 8, novice=[WON] * 8), saved={s: [] for s in TAKE_OVERS_S}), 1))
    assert told["losses warned of in time"].value is None and told["losses warned of in time"].holds
    assert told["saved 4 s before a fall"].value is None


def test_scores_count_wins_and_what_the_player_is_told_of_losses() -> None:
    late = replace(LOST, deed="late")
    told = scores_of(
        measured(novice=[WON, late, late, replace(LOST, deed="dark")], regular=[replace(WON, score=600), LOST])
    )
    assert told.bots == {"novice": Fared(4, 1, 300.0), "regular": Fared(2, 1, 600.0), "expert": Fared(8, 8, 1200.0)}
    assert told.losses == {"late": 2, "dark": 1, NOBODYS: 1} and told.largest == 0.5


def test_where_nobody_wins_or_loses_there_is_no_score_and_no_share() -> None:
    told = scores_of(measured(novice=[WON], regular=[WON], expert=[LOST]))
    assert told.bots["expert"] == Fared(1, 0, None)
    assert told.losses == {} and told.largest is None


def with_crack(time: float, key: int = 1) -> View:
    """A view with a crack to paint in a piece that stands, and one mirror."""
    crack = CrackView(
        key, 1, np.zeros((3, 2)), np.zeros((2, 2, 2)), np.zeros(2), np.zeros(2, dtype=bool), (), 0.0, 0.0, False, False
    )
    return made(
        time=time,
        tick=round(time * 120),
        cracks=(crack,),
        mirrors=(MirrorView("m", 0, (0.0, 1.0), 0.0, 0.6, None, True, None),),
        pieces=(SimpleNamespace(key=1, standing=True),),
    )


def test_each_handicap_ties_its_hand_alone() -> None:
    wish = Intent(lean=0.5, aim=(1.0, 2.0), slide=0.3, take=1, breath=True)
    became = {name: tied(lambda view: wish, name)(with_crack(0.0)) for name in HANDICAPS}
    assert became["no lean"] == became["lean frozen"] == replace(wish, lean=0.0)
    assert became["frozen mirror"] == became["pause"] == Intent(lean=0.5, breath=True)
    assert became["no breath"] == replace(wish, breath=False)
    assert tied(lambda view: wish, "lean frozen")(made()) == wish
    assert tied(lambda view: wish, "")(made()) == wish


def test_a_pause_ends_and_comes_again_with_the_next_crack() -> None:
    hand = tied(lambda view: Intent(aim=(1.0, 2.0)), "pause")
    times = {0.0: True, PAUSE_S - 0.1: True, PAUSE_S: False}
    assert [hand(with_crack(time)).aim is None for time in times] == list(times.values())
    assert hand(with_crack(10.0, key=2)).aim is None
    assert hand(with_crack(10.0 + PAUSE_S, key=2)).aim is not None


def test_where_no_mirror_turns_a_pause_is_one_of_leaning_into_the_light() -> None:
    hand = tied(lambda view: Intent(lean=0.5), "pause")
    assert hand(changed(with_crack(0.0), mirrors=())).lean == 0.0
    assert hand(changed(with_crack(PAUSE_S), mirrors=())).lean == 0.5


def test_who_takes_over_has_watched() -> None:
    seen: list[float] = []

    def second(view: View) -> Intent:
        seen.append(view.time)
        return Intent(lean=1.0)

    relay = Relay(lambda view: Intent(lean=-1.0), second, 5.0)
    leans = [relay(made(time=time)).lean for time in (0.0, 2.9, 3.1, 4.9, 5.0, 6.0)]
    assert leans == [-1.0] * 4 + [1.0] * 2
    assert seen == [3.1, 4.9, 5.0, 6.0]
