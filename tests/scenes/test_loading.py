"""The bar of a first start moves on all the while, at an even pace; late sounds leave the stagehand free."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Event
from typing import Any

import pytest

from game.scenes.play import loading
from game.scenes.play.loading import KERNELS, SOUNDS, STAGE, LateSounds, _Progress

PARTS = (SOUNDS, KERNELS, STAGE)


def test_the_parts_fill_the_bar_one_after_the_other() -> None:
    assert PARTS[0].start == 0.0
    assert PARTS[-1].end == 1.0
    assert all(before.end == after.start for before, after in pairwise(PARTS))


def test_compiling_takes_most_of_a_first_start_and_so_of_the_bar() -> None:
    progress = _Progress()
    progress.tell(KERNELS, 0, 2)
    assert progress.share < 0.15
    progress.tell(KERNELS, 1, 2)
    assert progress.share == pytest.approx(0.5, abs=0.1)
    progress.tell(KERNELS, 2, 2)
    assert progress.share > 0.85


def test_the_bar_never_runs_back() -> None:
    progress, shares = _Progress(), []
    for part in PARTS:
        for done in range(4):
            progress.tell(part, done, 3)
            shares.append(progress.share)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


class Endless:
    """A mixer whose music never has all of its sounds."""

    def __init__(self) -> None:
        self.has_begun = Event()

    def render(self) -> Iterator[tuple[int, int, str]]:
        """One more."""
        while True:
            yield 0, 1, "choir"
            self.has_begun.set()


@pytest.fixture
def mixer(monkeypatch: pytest.MonkeyPatch) -> Any:
    """One that is never done, and makes no pauses."""
    monkeypatch.setattr(loading, "LATE_GAP_S", 0.0)
    return Endless()


def test_who_leaves_the_stage_waits_for_no_late_sounds(mixer: Any) -> None:
    with ThreadPoolExecutor(1) as stagehand:  # leaving it waits for what is under way
        late = LateSounds(stagehand, mixer)
        assert mixer.has_begun.wait(10.0)
        late.cancel()


def test_what_else_is_asked_of_the_stagehand_comes_between_two_late_sounds(mixer: Any) -> None:
    with ThreadPoolExecutor(1) as stagehand:
        late = LateSounds(stagehand, mixer)
        try:
            assert mixer.has_begun.wait(10.0)
            assert stagehand.submit(lambda: "kept").result(10.0) == "kept"
        finally:
            late.cancel()
