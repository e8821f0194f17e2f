"""Stress made visible: the physics of the colours, and the overlay."""

import numpy as np
import pygame
import pytest

from game.bots import make_bot
from game.export.screenshot import Look, draw_still
from game.level import load_level
from game.render import Camera
from game.render.look.framing import framing_of
from game.render.look.spectrum import fringe_colours
from game.render.pieces.glass import STRESS_GAIN, WAVE_M, waves_per_pascal
from tests.levels import old_level


def test_retardation_is_c_t_sigma_times_the_gain() -> None:
    # 1 MPa in 4 cm of crown glass, C = 2.8 brewsters: 112 nm, a fifth of a wave.
    assert waves_per_pascal(2.8e-12, 0.04, 1.0) * 1e6 == pytest.approx(112e-9 / WAVE_M * STRESS_GAIN)
    assert waves_per_pascal(2.8e-12, 0.04, 0.0) == 0.0


def test_the_michel_levy_order_of_colours() -> None:
    """Black, then grey and white, yellow, red, the violet tint near one wave, blue, green."""
    colours = fringe_colours(401, 4.0)
    red, green, blue = colours[:, 0], colours[:, 1], colours[:, 2]
    assert colours[0].max() == 0.0
    yellow, tint, azure = 75, 100, 125  # 0.75, 1 and 1.25 waves of 550 nm
    assert red[yellow] > blue[yellow] and green[yellow] > blue[yellow]
    assert green[tint] < red[tint] and green[tint] < blue[tint]
    assert blue[azure] > red[azure]


def pixels(surface: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array3d(surface).astype(int)


def test_glass_under_load_shows_colours_that_a_setting_turns_off() -> None:
    level = load_level(old_level("3"))
    size = (640, 360)
    shown = pixels(draw_still(level, 0, make_bot("idle", 0), 3.0, size))
    plain = pixels(draw_still(level, 0, make_bot("idle", 0), 3.0, size, Look(stress=0.0)))
    camera = Camera.fitted(size, framing_of(level))
    x, y = (int(v) for v in camera.pixel((0.0, 0.6)))  # in the heart, which carries all the rest
    assert np.abs(shown - plain)[x - 8 : x + 8, y - 8 : y + 8].mean() > 10
    x, y = (int(v) for v in camera.pixel((0.0, 0.05)))  # brass shows none
    assert np.abs(shown - plain)[x - 8 : x + 8, y - 4 : y + 4].mean() < 3


def test_the_overlay_marks_glass_and_nothing_else() -> None:
    level = load_level(old_level("3"))
    size = (640, 360)
    bare = pixels(draw_still(level, 0, make_bot("idle", 0), 2.0, size))
    marked = pixels(draw_still(level, 0, make_bot("idle", 0), 2.0, size, Look(overlay=True)))
    changed = np.argwhere(np.abs(bare - marked).max(axis=2) > 20)
    assert len(changed) > 100
    assert changed[:, 0].min() > 200 and changed[:, 0].max() < 440
