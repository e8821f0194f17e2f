"""The step of ornament follows the machine: soon down, slowly up, and never to and fro."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.render.look.quality import ORNAMENTS, PATIENCE_S, STEPS, WINDOW_S, Pace, Quality
from game.render.paint.bloom import LEVELS

FRAME_S = 1 / 60


def run(pace: Pace, seconds: float, busy_s: float | dict[Quality, float]) -> list[Quality]:
    """Frames of a machine that takes so long for each, or for each at a step; returns the step after every frame."""
    steps = []
    for _ in range(round(seconds / FRAME_S)):
        pace.feed(busy_s if isinstance(busy_s, float) else busy_s[pace.quality], FRAME_S)
        steps.append(pace.quality)
    return steps


def changes(steps: list[Quality]) -> int:
    return sum(a != b for a, b in itertools.pairwise(steps))


def test_a_fast_machine_draws_everything() -> None:
    assert set(run(Pace(), 60.0, 0.006)) == {Quality.FULL}


def test_a_slow_one_goes_down_a_step_at_a_time_and_stays() -> None:
    steps = run(Pace(), 20.0, 0.020)
    assert list(dict.fromkeys(steps)) == list(STEPS)
    assert steps.index(Quality.LEAN) * FRAME_S == pytest.approx(WINDOW_S, abs=0.1)
    assert steps.index(Quality.BARE) * FRAME_S == pytest.approx(2 * WINDOW_S, abs=0.2)
    assert steps[-1] is Quality.COARSE


def test_what_is_neither_fast_nor_slow_changes_nothing() -> None:
    pace = Pace()
    run(pace, 2.0, 0.020)
    assert set(run(pace, 120.0, 0.011)) == {Quality.LEAN}


def test_it_goes_up_again_after_ten_fast_seconds() -> None:
    pace = Pace()
    run(pace, 2.0, 0.020)
    steps = run(pace, PATIENCE_S - 1.0, 0.005)
    assert set(steps) == {Quality.LEAN}
    assert run(pace, 1.0 + 2 * WINDOW_S, 0.005)[-1] is Quality.FULL


def test_a_hiccup_is_none_of_its_business() -> None:
    pace = Pace()
    for _ in range(40):
        run(pace, 1.0, 0.006)
        pace.feed(0.4, 0.4)
    assert pace.quality is Quality.FULL


def test_a_machine_between_two_steps_does_not_flap() -> None:
    """All is too much for it, less is easy: without a memory it would change every dozen seconds."""
    costs = {Quality.FULL: 0.0155, Quality.LEAN: 0.007, Quality.BARE: 0.005, Quality.COARSE: 0.004}
    steps = run(Pace(), 600.0, costs)
    assert changes(steps) <= 13
    assert steps.count(Quality.FULL) < 0.03 * len(steps)
    assert changes(steps[len(steps) // 2 :]) <= 2


@given(st.lists(st.tuples(st.floats(0.0, 0.1), st.floats(0.001, 0.25)), max_size=400))
def test_any_frames_move_it_by_single_steps_with_time_between(frames: list[tuple[float, float]]) -> None:
    pace, since = Pace(), 0.0
    for busy, elapsed in frames:
        before = STEPS.index(pace.quality)
        pace.feed(busy, elapsed)
        since += elapsed
        after = STEPS.index(pace.quality)
        assert abs(after - before) <= 1
        if after != before:
            assert since >= 0.999 * WINDOW_S
            since = 0.0


def test_each_step_draws_less_than_the_one_before() -> None:
    full, lean, bare, coarse = (ORNAMENTS[step] for step in STEPS)
    for more, less in ((full, lean), (lean, bare)):
        assert more.light_every < less.light_every and more.shade_turns < less.shade_turns
        assert more.bloom_levels > less.bloom_levels >= 2
        assert more.floor_mirror >= less.floor_mirror and more.glow >= less.glow
    assert (full.bloom_levels, full.dust_every, bare.dust_every) == (LEVELS, 1, 0)
    assert (full.coarseness, lean.coarseness, bare.coarseness, coarse.coarseness) == (1, 1, 1, 2)  # a quarter of bare


def test_it_comes_back_where_the_step_before_would_be_fast_enough_though_this_one_is_not_fast() -> None:
    pace = Pace()
    for _ in range(round(2.0 / 0.017)):
        pace.feed(0.018, 0.017)  # a crowded moment
        if pace.quality is not Quality.FULL:
            break
    steps = [pace.quality]
    for _ in range(round(2.0 / 0.017)):
        pace.feed(0.0135, 0.017)  # the same moment with less ornament: full took 4/3 of it
    steps.append(pace.quality)
    for _ in range(round(14.0 / 0.017)):
        pace.feed(0.0082, 0.017)  # calmer: more than what counts as fast, but full would take 10.9 ms
    steps.append(pace.quality)
    assert steps == [Quality.LEAN, Quality.LEAN, Quality.FULL]
