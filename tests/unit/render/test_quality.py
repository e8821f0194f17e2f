"""The step of ornament follows the machine: soon down, slowly up, and never to and fro."""

import itertools
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.render.look.quality import (
    EASE_S,
    FULL,
    HURRIED_S,
    LADDER,
    ORNAMENTS,
    PATIENCE_S,
    WINDOW_S,
    Ornament,
    Pace,
    Quality,
    eased,
)
from game.render.paint.bloom import LEVELS

FRAME_S = 1 / 60


def run(pace: Pace, seconds: float, busy_s: float | list[float]) -> list[int]:
    """Frames of a machine that takes so long for each, or for each at a step; returns the step after every frame."""
    steps = []
    for _ in range(round(seconds / FRAME_S)):
        pace.feed(busy_s if isinstance(busy_s, float) else busy_s[pace.step], FRAME_S)
        steps.append(pace.step)
    return steps


def changes(steps: list[int]) -> int:
    return sum(a != b for a, b in itertools.pairwise(steps))


def test_a_fast_machine_draws_everything() -> None:
    assert set(run(Pace(), 60.0, 0.006)) == {0}


def test_a_slow_one_goes_down_a_step_at_a_time_and_stays() -> None:
    steps = run(Pace(), 20.0, 0.020)
    assert list(dict.fromkeys(steps)) == list(range(len(LADDER)))
    assert steps.index(1) * FRAME_S == pytest.approx(WINDOW_S, abs=0.1)
    assert steps.index(2) * FRAME_S == pytest.approx(2 * WINDOW_S, abs=0.2)
    assert steps[-1] == len(LADDER) - 1


def test_a_far_too_slow_one_is_helped_sooner() -> None:
    assert run(Pace(), 1.2, 0.060)[-1] == 2


def test_what_is_neither_fast_nor_slow_changes_nothing() -> None:
    pace = Pace()
    run(pace, 2.0, 0.020)
    assert set(run(pace, 120.0, 0.011)) == {1}


def test_it_goes_up_again_after_ten_fast_seconds() -> None:
    pace = Pace()
    run(pace, 2.0, 0.020)
    steps = run(pace, PATIENCE_S - 1.0, 0.005)
    assert set(steps) == {1}
    assert run(pace, 1.0 + 2 * WINDOW_S, 0.005)[-1] == 0


def test_a_hiccup_is_none_of_its_business() -> None:
    pace = Pace()
    for _ in range(40):
        run(pace, 1.0, 0.006)
        pace.feed(0.4, 0.4)
    assert pace.step == 0


def test_a_machine_between_two_steps_does_not_flap() -> None:
    """All is too much for it, less is easy: without a memory it would change every dozen seconds."""
    costs = [0.0155, 0.007] + [0.005] * (len(LADDER) - 2)
    steps = run(Pace(), 600.0, costs)
    assert changes(steps) <= 13
    assert steps.count(0) < 0.03 * len(steps)
    assert changes(steps[len(steps) // 2 :]) <= 2


@given(st.lists(st.tuples(st.floats(0.0, 0.1), st.floats(0.001, 0.25)), max_size=400))
def test_any_frames_move_it_by_single_steps_with_time_between(frames: list[tuple[float, float]]) -> None:
    pace, since = Pace(), 0.0
    for busy, elapsed in frames:
        before = pace.step
        pace.feed(busy, elapsed)
        since += elapsed
        after = pace.step
        assert abs(after - before) <= 1
        if after != before:
            assert since >= 0.999 * HURRIED_S
            since = 0.0


def test_each_step_leaves_out_one_thing_more() -> None:
    for more, less in itertools.pairwise(LADDER):
        differing = [field.name for field in fields(Ornament) if getattr(more, field.name) != getattr(less, field.name)]
        assert len(differing) == 1
        name = differing[0]
        grows = name in ("light_every", "shade_turns")
        assert (getattr(less, name) > getattr(more, name)) == grows
        assert 2.0 <= less.reach <= LEVELS
    assert LADDER[0] is FULL is ORNAMENTS[Quality.FULL]
    assert [step.fineness for step in LADDER] == [1.0] * (len(LADDER) - 1) + [0.5]


@given(st.lists(st.tuples(st.sampled_from(LADDER), st.floats(0.0, 0.1)), max_size=60))
def test_nothing_that_is_seen_jumps(wishes: list[tuple[Ornament, float]]) -> None:
    now = FULL
    for wanted, elapsed_s in wishes:
        before, now = now, eased(now, wanted, elapsed_s)
        for name in ("reach", "dust", "glow", "floor"):
            assert abs(getattr(now, name) - getattr(before, name)) <= elapsed_s / EASE_S + 1e-9
            inside = sorted((getattr(before, name), getattr(wanted, name)))
            assert inside[0] - 1e-9 <= getattr(now, name) <= inside[1] + 1e-9
    for _ in range(round(3.0 * EASE_S / FRAME_S)):
        now = eased(now, LADDER[-1], FRAME_S)
    assert now == LADDER[-1]


def test_it_comes_back_where_the_step_before_would_be_fast_enough_though_this_one_is_not_fast() -> None:
    pace = Pace()
    for _ in range(round(2.0 / 0.017)):
        pace.feed(0.018, 0.017)  # a crowded moment
        if pace.step:
            break
    steps = [pace.step]
    for _ in range(round(2.0 / 0.017)):
        pace.feed(0.0135, 0.017)  # the same moment with less ornament: full took 4/3 of it
    steps.append(pace.step)
    for _ in range(round(14.0 / 0.017)):
        pace.feed(0.0082, 0.017)  # calmer: more than what counts as fast, but full would take 10.9 ms
    steps.append(pace.step)
    assert steps == [1, 1, 0]
