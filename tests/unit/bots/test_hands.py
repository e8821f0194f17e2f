"""A bot's two hands and its breath: that they see late, act now and then, and do what they are for."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from game.bots.balance import EVERY_S, FREEZE_S, Balance
from game.bots.conductor import Conductor
from game.bots.limits import Limits
from game.bots.registry import EXPERT, NOVICE, REGULAR
from game.core.rng import stream
from game.sim.view import VoiceView
from tests.views import changed, made
from tests.visual.fake_view import view as concept

STEP_S = 1 / 30
PULL = 9.0
"""1/s^2: gravity over the height of the model's mass."""
LIMIT = math.radians(3.5)
CALM = 2.5
"""Degrees of sway that all hands leave as they are."""
RAMP = math.radians(8.0)


def hand_of(limits: Limits) -> Balance:
    """A hand that has felt the sculpture."""
    return Balance(limits, stream(1, "news"), _pull=PULL)


def balanced(
    limits: Limits, load: float, seconds: float = 20.0, sway: float = math.radians(3.0), mark: float = 0.0
) -> list[float]:
    """Sway (rad) of a plain inverted pendulum under a bot's hand, step by step."""
    hand = hand_of(limits)
    rate = lean = 0.0
    told = []
    for step in range(round(seconds / STEP_S)):
        now = step * STEP_S
        view = made(time=now, sway=sway, plinth=(0.0, lean), load_factor=load, lean_limit=LIMIT)
        wanted = hand(now, view, False, mark)
        lean += max(-RAMP * STEP_S, min(RAMP * STEP_S, wanted - lean))
        rate += PULL * ((1.0 - load) * sway + load * lean) * STEP_S
        sway += rate * STEP_S
        told.append(sway)
    return told


def widest(told: list[float]) -> float:
    """Degrees, of the last ten seconds."""
    return math.degrees(max(map(abs, told[-round(10 / STEP_S) :])))


@pytest.mark.parametrize("load", [1.3, 1.05, 0.95])
def test_better_hands_balance_better(load: float) -> None:
    expert, regular, novice = (max(CALM, widest(balanced(limits, load))) for limits in (EXPERT, REGULAR, NOVICE))
    assert expert == CALM
    assert expert <= regular <= novice


def test_below_the_edge_a_novice_falls_first() -> None:
    assert all(widest(balanced(limits, 0.90)) < 6.0 for limits in (EXPERT, REGULAR, NOVICE))
    assert all(widest(balanced(limits, 0.80)) < 6.0 for limits in (EXPERT, REGULAR))
    assert widest(balanced(NOVICE, 0.80)) > 20.0


@pytest.mark.parametrize("load", [1.4, 1.1])
def test_a_hand_leans_the_glass_to_a_mark_and_keeps_it_there(load: float) -> None:
    mark = math.radians(3.0)
    told = balanced(EXPERT, load, sway=0.0, mark=mark)[-round(5 / STEP_S) :]
    assert sum(told) / len(told) == pytest.approx(mark, abs=math.radians(0.5))
    assert max(abs(sway - mark) for sway in told) < math.radians(1.5)


def corrections(limits: Limits, paints: bool) -> int:
    """How often a hand changes its mind in ten seconds of a steady swing."""
    hand, leans = hand_of(limits), []
    for step in range(round(10 / STEP_S)):
        now = step * STEP_S
        view = made(time=now, sway=0.1 * math.sin(1.6 * now), load_factor=1.0, lean_limit=1.0)
        leans.append(hand(now, view, paints))
    return sum(a != b for a, b in pairwise(leans))


def test_it_corrects_two_and_a_half_times_a_second_at_most_and_a_novice_half_as_often_while_it_paints() -> None:
    assert corrections(EXPERT, False) <= 10 / EVERY_S
    assert corrections(EXPERT, True) == pytest.approx(corrections(EXPERT, False), abs=2)
    assert corrections(NOVICE, True) == pytest.approx(corrections(NOVICE, False) / 2, abs=2)


def test_news_stops_the_hand_for_a_moment() -> None:
    startled, calm = (hand_of(replace(EXPERT, freezes=share)) for share in (1.0, 0.0))
    for step in range(60):
        now = step * STEP_S
        view = made(time=now, sway=0.1 * math.sin(1.6 * now), load_factor=1.0, lean_limit=1.0)
        if step == 30:
            startled.startle(now)
            calm.startle(now)
        before = startled.lean
        leans = startled(now, view, False), calm(now, view, False)
        if 30 <= step < 30 + FREEZE_S / STEP_S:
            assert leans[0] == before


def test_small_sway_is_left_alone() -> None:
    hand = hand_of(EXPERT)
    leans = {
        hand(step * STEP_S, made(time=step * STEP_S, sway=0.01, load_factor=1.2, lean_limit=1.0), False)
        for step in range(60)
    }
    assert leans == {0.0}


def held(limits: Limits, ripe: bool, breath: float = 1.0) -> list[float]:
    """Stage times of two beats of a second at which a conductor holds its breath, with a voice that is ripe or not."""
    conductor, times = Conductor(limits, stream(1, "breath")), []
    for step in range(round(2.0 / STEP_S)):
        now = 0.3 + step * STEP_S
        voices = (VoiceView("", 0, 1.0, "ripe"),) if ripe else (VoiceView("", 0, 0.8, "open"),)
        view = made(time=now, beat=now % 1.0, bar_s=4.0, breath=breath, voices=voices)
        if conductor(view, view):
            times.append(now)
    return times


def test_the_breath_is_let_go_on_the_beat() -> None:
    times = held(EXPERT, True)
    gaps = [a for a, b in zip(times, [*times[1:], 9.0], strict=True) if b - a > 2 * STEP_S]
    assert len(gaps) == 2
    assert all(abs(let_go + STEP_S - round(let_go)) < 0.055 + STEP_S for let_go in gaps)


@pytest.mark.parametrize(("dark", "lit", "holds"), [(1, True, True), (1, False, False), (6, True, False)])
def test_breath_is_drawn_before_the_last_bit_is_gold(dark: int, lit: bool, holds: bool) -> None:
    """Whoever waits until it is would be too late for the beat that comes next."""
    stage = concept(sung=0)
    crack = stage.sculpture.cracks[0]
    crack = replace(crack, gold=np.arange(len(crack.cells)) >= dark, lit=lit, voice=False)
    voices = (VoiceView("", 0, 0.9, "open"),)
    view = changed(stage, time=5.9, beat=0.9, bar_s=4.0, breath=1.0, cracks=(crack,), voices=voices)
    assert Conductor(EXPERT, stream(1, "breath"))(view, view) is holds
    assert not Conductor(REGULAR, stream(1, "breath"))(view, view)


@pytest.mark.parametrize(
    ("load", "degrees", "holds"), [(0.8, 4.0, True), (0.8, -4.0, True), (0.8, 2.0, False), (1.1, 4.0, False)]
)
def test_an_expert_holds_its_breath_where_the_sculpture_begins_to_fall(
    load: float, degrees: float, holds: bool
) -> None:
    view = changed(concept(sung=0), load_factor=load, sway=math.radians(degrees), voices=())
    assert Conductor(EXPERT, stream(1, "breath"))(view, view) is holds
    assert not Conductor(REGULAR, stream(1, "breath"))(view, view)


def test_whoever_holds_its_breath_in_danger_does_so_until_the_worst_is_over() -> None:
    conductor = Conductor(EXPERT, stream(1, "breath"))
    swings = [
        changed(concept(sung=0), load_factor=0.8, sway=math.radians(sway), voices=()) for sway in (4.0, 2.0, 1.0, 2.0)
    ]
    assert [conductor(view, view) for view in swings] == [True, True, False, False]


def test_no_breath_where_nothing_is_ripe_or_it_would_not_last() -> None:
    assert held(EXPERT, False) == []
    assert held(EXPERT, True, breath=0.01) == []
    assert held(replace(REGULAR, conducts=0.0), True) == []
