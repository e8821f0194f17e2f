"""Fifteen stages told apart: a house of its own for each number, velvet for each act, none too bright to read in."""

from functools import cache
from itertools import combinations

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.core.acts import act_of
from game.core.paths import shipped_levels
from game.level import load_level
from game.level.find import number_in
from game.level.values.palettes import PALETTES
from game.render import load_palette
from game.render.hud.hud import rooms
from game.render.look.theme import load_theme
from game.render.paint import software
from game.render.paint.drawlist import DrawList
from game.render.theatre.backdrop import Backdrop
from tests.visual import fake_view
from tests.visual.legible import read, too_faint
from tests.visual.test_legible import BUSIEST, hud_of

pytestmark = pytest.mark.usefixtures("window")

SIZE = (960, 540)
DULL, GOLDEN = 0.0, 1.0
"""Moods: before the first voice, and with all of them."""
WALL = np.s_[230:700:8, 60:400:8]
APART = 6.5
"""Mean difference of colours, of 255, at which two walls are taken for different ones in passing."""


@cache
def house(palette: str, mood: float) -> pygame.Surface:
    """Wall, floor and curtains alone."""
    target, out = pygame.Surface(SIZE, depth=32), DrawList()
    Backdrop(fake_view.camera(SIZE), load_palette(palette)).draw(out, mood, 0.0, (0.0, 0.0), 0.0)
    software.draw(out, target)
    return target


def wall(palette: str) -> NDArray[np.float64]:
    """Colours of the wall before the first voice, (n, 3)."""
    return pygame.surfarray.array3d(house(palette, DULL))[WALL].reshape(-1, 3).astype(float)


def test_each_palette_has_its_scenery() -> None:
    assert set(load_theme().sceneries) == set(PALETTES)


def test_each_number_has_a_palette_of_its_own_and_each_act_its_velvet() -> None:
    levels = {number_in(path): load_level(path) for path in shipped_levels()}
    assert len({level.palette for level in levels.values()}) == len(levels)
    velvets = {(act_of(number), load_palette(level.palette).curtain) for number, level in levels.items() if number}
    assert len(velvets) == len({velvet for _, velvet in velvets}) == act_of(len(levels))


@pytest.mark.parametrize(("one", "other"), list(combinations(PALETTES, 2)))
def test_two_walls_are_told_apart(one: str, other: str) -> None:
    assert np.abs(wall(one) - wall(other)).mean() > APART


@pytest.mark.parametrize("mood", [DULL, GOLDEN])
@pytest.mark.parametrize("palette", PALETTES)
def test_what_is_read_has_contrast_in_every_house(palette: str, mood: float) -> None:
    where = rooms(SIZE)
    written = {name: where[name] for name in ("score", "chord", "voices", "load", "clock")}
    assert not too_faint(read(lambda: hud_of(BUSIEST, SIZE, palette), house(palette, mood), written))
