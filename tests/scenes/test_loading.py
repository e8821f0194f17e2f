"""The bar of a first start: it moves on all the while, and at an even pace."""

from itertools import pairwise

import pytest

from game.scenes.play.loading import KERNELS, SOUNDS, STAGE, _Progress

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
