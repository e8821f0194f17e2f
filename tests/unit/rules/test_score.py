"""Points: what a voice counts, alone and in a chord."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.sim import constants as c
from game.sim.rules.score import Score

BAR_S = 4.0


def points(score: Score, times: list[float], bars: float = 0.0) -> float:
    """What voices add that enter at these times (s), plain and on no beat."""
    before = score.kept
    for time in times:
        score.tick(time, BAR_S)
        score.voice(time, BAR_S, still=1.0, beat=1.0, bars=bars)
    return score.kept - before


@pytest.mark.parametrize("voices", [1, 2, 3, 4])
def test_each_voice_of_a_chord_counts_four_plain_ones_more_than_the_one_before(voices: int) -> None:
    assert points(Score(), [10.0] * voices) == pytest.approx(100.0 * voices * (2 * voices - 1))


@pytest.mark.parametrize("voices", [5, 8])
def test_voices_beyond_the_fourth_count_like_it(voices: int) -> None:
    assert points(Score(), [10.0] * voices) == pytest.approx(2800.0 + 1300.0 * (voices - 4))


@given(st.integers(2, 6), st.floats(1.01, 5.0))
def test_voices_more_than_a_bar_apart_are_no_chord(voices: int, bars: float) -> None:
    assert points(Score(), [bars * BAR_S * c.CHORD_BARS * n for n in range(voices)]) == pytest.approx(100.0 * voices)


@given(st.floats(0.0, 40.0))
def test_a_flaw_that_waited_longer_is_never_worth_more_and_never_less_than_a_tenth(bars: float) -> None:
    fresh, later = points(Score(), [0.0], bars), points(Score(), [0.0], bars + 1.0)
    assert 10.0 <= later <= fresh <= 100.0


def test_a_voice_is_fresh_for_three_bars_and_then_loses_three_tenths_with_each() -> None:
    assert [points(Score(), [0.0], bars) for bars in (0.0, 3.0, 4.0, 5.0)] == pytest.approx([100.0, 100.0, 70.0, 49.0])


def test_what_falls_silent_takes_its_points_with_it() -> None:
    score = Score()
    gained = points(score, [1.0, 1.0])
    score.silenced(gained)
    assert score.kept == 0.0
