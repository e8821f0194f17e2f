"""Sounds that come late are rendered behind the first bars."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from game.scenes.play import loading
from game.scenes.play.loading import LateSounds


class Endless:
    """A mixer whose music never has all of its sounds."""

    def __init__(self) -> None:
        self.has_begun = Event()

    def render(self) -> Iterator[tuple[int, int, str]]:
        """One more."""
        while True:
            yield 0, 1, "choir"
            self.has_begun.set()


def test_who_leaves_the_stage_waits_for_no_late_sounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "LATE_GAP_S", 0.0)
    mixer: Any = Endless()
    with ThreadPoolExecutor(1) as stagehand:  # leaving it waits for what is under way
        late = LateSounds(stagehand, mixer)
        assert mixer.has_begun.wait(10.0)
        late.cancel()
