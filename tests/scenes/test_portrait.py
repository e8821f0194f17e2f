"""Portraits sway, and stand still for who wants the house calm."""

from pathlib import Path

import numpy as np
import pygame
import pytest

from game.render import load_palette
from game.scenes.page.page import Style
from game.scenes.repertoire.portrait import Portraits
from game.scenes.repertoire.repertoire import Entry
from tests.scenes.rig import LEVEL, LEVEL_TEXT, NowExecutor

SIZE = (320, 180)


@pytest.mark.parametrize("is_still", [False, True])
def test_a_calm_house_has_portraits_that_stand_still(tmp_path: Path, is_still: bool) -> None:
    palette, entry = load_palette("sunset"), Entry(tmp_path / "two-lamps.json", LEVEL, LEVEL_TEXT, number=1)
    portraits = Portraits(NowExecutor(), palette, (entry,), lambda: SIZE, lambda: is_still)
    portraits.move(0, 9.0)
    seen = []
    for time_s in (0.0, 1.0):
        target = pygame.Surface(SIZE, depth=32)
        portraits.draw(target, Style(palette), 0, time_s)
        seen.append(pygame.surfarray.array3d(target))
    assert np.array_equal(seen[0], seen[1]) == is_still
