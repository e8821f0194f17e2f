"""No more than three large flashes in any second (WCAG 2.3.1), measured on frames as they are drawn in play."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.level import load_level
from game.render.effects.effects import Effects
from game.settings import Picture
from game.sim import Event, EventKind
from tests.levels import TWO_HANDS, old_level
from tests.visual.flicker import AREA, MOST_FLASHES, Flashes, Meter, flashes
from tests.visual.performances import FRAME_S, Run, Stretch, draw, spread

pytestmark = pytest.mark.usefixtures("fonts")
FPS = 60
SIZE = (480, 270)
FULL = Picture(shake=1.0, flashes=1.0, bloom=1.0, stress=1.0)
FLASHING = (EventKind.VOICE, EventKind.SPLIT, EventKind.BREAK, EventKind.OVATION, EventKind.WON)
"""Kinds of event that light up the picture."""


def real(path: Path, bot: str, until: EventKind) -> Stretch:
    """Two seconds of a real performance about an event, frame by frame."""
    return Run(load_level(path), bot, frame_ticks=2).until(until, after=1.0)


STRETCHES: dict[str, Callable[[], Stretch]] = {
    "a storm of all that flashes": lambda: spread(
        [Event(kind, 1, (0.3, 1.0), 60.0, part="alto", in_time=True) for kind in FLASHING], every_s=0.1, seconds=2.5
    ),
    "a chain of voices": lambda: spread(
        [Event(EventKind.VOICE, 1, (0.3 * k, 0.8), 60.0, part="alto", in_time=True) for k in (-1, 0, 1)],
        every_s=0.2,
        seconds=2.5,
    ),
    "the last voice and the ovation": lambda: real(old_level("3"), "expert", EventKind.OVATION),
    "splits and the fall": lambda: real(TWO_HANDS, "idle", EventKind.TOPPLE),
}


@pytest.mark.parametrize("name", STRETCHES)
def test_no_more_than_three_flashes_in_any_second(name: str) -> None:
    assert max(measured(STRETCHES[name]())) <= MOST_FLASHES


def test_the_meter_sees_flashes_that_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the limit, and stronger than they are, the same storm is too much."""

    def flash(self: Effects, colour: tuple[int, int, int], strength: float) -> None:
        self.mood.flash, self.mood.flash_colour = 4.0 * strength, colour

    monkeypatch.setattr(Effects, "flash", flash)
    storm = spread([Event(EventKind.SPLIT, 1, (0.3, 1.0), 1.0)], every_s=0.2, seconds=1.5)
    assert measured(storm).general > MOST_FLASHES


def measured(stretch: Stretch) -> Flashes:
    assert stretch.frame_s == pytest.approx(FRAME_S)
    meter = Meter(FPS)
    draw(stretch, SIZE, settings=FULL, watch=meter)
    return meter.read()


# The meter ---------------------------------------------------------------------------------------------------------
def strobe(hz: float, seconds: float, dark: float, bright: float, area: float = 1.0) -> list[np.ndarray]:
    """A picture that flashes so often, all or part of it."""
    frames = []
    for index in range(round(seconds * FPS)):
        frame = np.full((10, 10, 3), dark)
        if (index / FPS * hz) % 1.0 >= 0.5:
            frame[: round(10 * area)] = bright
        frames.append(frame)
    return frames


@given(st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 10.0]))
def test_a_strobe_is_counted(hz: float) -> None:
    assert flashes(strobe(hz, 3.0, 0.1, 0.6), FPS).general == hz


@pytest.mark.parametrize(
    ("frames", "counted"),
    [
        (strobe(5.0, 2.0, 0.30, 0.39), 0),  # too small a step
        (strobe(5.0, 2.0, 0.30, 0.41), 5),
        (strobe(5.0, 2.0, 0.81, 1.00), 0),  # too bright to hurt
        (strobe(5.0, 2.0, 0.10, 0.90, area=AREA - 0.05), 0),  # too small an area
        (strobe(5.0, 2.0, 0.10, 0.90, area=AREA + 0.05), 5),
        ([np.full((4, 4, 3), level) for level in np.linspace(0.0, 1.0, 120)], 0),  # a fade is no flash
    ],
)
def test_only_what_wcag_calls_a_flash_is_counted(frames: list[np.ndarray], counted: int) -> None:
    assert flashes(frames, FPS).general == counted


def test_a_slow_rise_in_small_steps_and_a_fall_is_one_flash() -> None:
    levels = np.concatenate([np.linspace(0.0, 0.5, 30), np.linspace(0.5, 0.0, 30)])
    assert flashes([np.full((4, 4, 3), level) for level in levels], FPS).general == 1


def test_red_is_counted_on_its_own() -> None:
    frames = strobe(4.0, 2.0, 0.0, 0.0)
    for index, frame in enumerate(frames):
        frame[..., 0] = 0.12 if (index / FPS * 4.0) % 1.0 >= 0.5 else 0.0
    assert flashes(frames, FPS) == Flashes(general=0, red=4)
