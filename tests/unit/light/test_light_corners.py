"""Corners: a ray that meets two surfaces at once, or the very end of one, loses nothing and takes no one's side."""

import math
from itertools import permutations

import numpy as np
import pytest

from game.core import kernels
from game.core.geom import Floats
from game.sim.light import elements
from game.sim.light.constants import CORNER, EPSILON
from tests.unit.light.light_bench import SQUARE, Pose, Shot, bench, of_glass, polygon, shoot, splitting, unit

PIVOT = np.array([0.0, 1.8])
ASIDE = [0.0, 1e-12, -1e-12, 1e-9, -1e-9, 3e-8, -3e-8, 2e-7, 1e-5]
"""m from the very corner."""
Placed = tuple[elements.Element, Pose]


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """No test waits for a compiler."""
    kernels.warm_up()


def wall(angle: float, start: float = 0.0, end: float = 0.4) -> Placed:
    """A mirror that runs at an angle from the pivot, between two distances (m)."""
    middle = PIVOT + (start + end) / 2 * unit(angle)
    reach = (end - start) / 2 + EPSILON  # as mirrors of the game: where two meet, rounding would leave a gap
    return elements.thin(elements.edge((-reach, 0.0), (reach, 0.0)), 1.0), (float(middle[0]), float(middle[1]), angle)


def metal(corners: Floats) -> Placed:
    return elements.thin(elements.outline(corners), 1.0, encloses=True), (0.0, 0.0, 0.0)


SETTINGS: dict[str, list[Placed]] = {
    "from outside": [wall(math.pi / 4), wall(-math.pi / 4)],
    "thirty degrees": [wall(math.pi - 0.26), wall(math.pi + 0.26)],
    "right angle": [wall(3 * math.pi / 4), wall(-3 * math.pi / 4)],
    "crossing": [wall(0.9, -0.3, 0.3), wall(-0.4, -0.3, 0.3)],
    "one ends on the other": [wall(math.pi / 2, -0.3, 0.3), wall(math.pi - 0.2)],
    "the end of one": [wall(1.2)],
    "in one place": [wall(1.2, -0.2, 0.2), wall(1.2, -0.2, 0.2)],
    "three meet": [wall(0.5), wall(-0.8), wall(2.0)],
    "a corner of metal": [metal(PIVOT + np.array([0.2, 0.0]) + polygon(4, 0.2))],
    "metal and a mirror": [metal(PIVOT + np.array([0.2, 0.0]) + SQUARE), wall(math.pi / 2 + 1.0)],
}


def balance(shot: Shot) -> float:
    return float(shot.tally[:, 1].sum() + shot.cut)


@pytest.mark.parametrize("aside", ASIDE)
@pytest.mark.parametrize("setting", SETTINGS)
def test_mirrors_that_meet_swallow_nothing(setting: str, aside: float) -> None:
    for heading in (0.0, 0.03, -0.2):
        start = PIVOT - unit(heading) + aside * unit(heading + math.pi / 2)
        shot = shoot(bench(*SETTINGS[setting]), start, heading)
        assert shot.tally[:-1, 1].max() < 1e-12
        assert balance(shot) == pytest.approx(1.0, abs=1e-12)
        assert shot.cut == 0.0


@pytest.mark.parametrize("aside", ASIDE)
@pytest.mark.parametrize("setting", SETTINGS)
def test_nothing_depends_on_the_order_of_optics(setting: str, aside: float) -> None:
    start = PIVOT - unit(0.03) + aside * unit(0.03 + math.pi / 2)
    shots = [shoot(bench(*order), start, 0.03) for order in permutations(SETTINGS[setting])]
    for shot in shots[1:]:
        np.testing.assert_array_equal(shot.lines, shots[0].lines)


@pytest.mark.parametrize("aside", ASIDE)
def test_a_right_angle_sends_light_back_beside_its_corner(aside: float) -> None:
    shot = shoot(bench(*SETTINGS["right angle"]), PIVOT + np.array([-1.0, aside]), 0.0)
    assert shot.lines[-1, 2] < -1.0
    assert shot.lines[-1, 3] == pytest.approx(shot.lines[-1, 1], abs=1e-9)
    assert abs(shot.lines[0, 1] - PIVOT[1] - aside) <= 10 * CORNER


@pytest.mark.parametrize("aside", ASIDE)
@pytest.mark.parametrize("corners", [3, 4, 5])
def test_a_corner_of_glass_swallows_nothing_but_what_glass_does(corners: int, aside: float) -> None:
    glass = of_glass(elements.outline(polygon(corners, 0.3)), 1.5)
    start = PIVOT + 0.3 * unit(0.0) - unit(math.pi) + aside * unit(math.pi / 2)
    shot = shoot(bench((glass, (float(PIVOT[0]), float(PIVOT[1]), 0.0))), start, math.pi)
    assert shot.tally[0, 1] < 1e-12
    assert balance(shot) == pytest.approx(1.0, abs=1e-12)


def test_a_splitter_that_crosses_a_mirror_loses_nothing() -> None:
    splitter = splitting(elements.edge((-0.3, 0.0), (0.3, 0.0)), 0.4), (0.0, 1.8, 1.1)
    for order in permutations([splitter, wall(0.6, -0.3, 0.3)]):
        shot = shoot(bench(*order), PIVOT - [1.0, 0.0], 0.0)
        assert shot.tally[:-1, 1].max() < 1e-12
        assert balance(shot) == pytest.approx(1.0, abs=1e-12)
