"""Irradiance: as bright as a beam's power over its width, wherever lenses and mirrors made it wide or narrow."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import kernels
from game.core.geom import Floats
from game.level.values.materials import MATERIALS, absorbance
from game.level.values.spectrum import BANDS
from game.sim.light.constants import LEAST_WIDTH
from game.sim.light.irradiance import irradiance
from game.sim.light.layout import RAY_POWER
from tests.unit.light.light_bench import (
    NO_MIRRORS,
    SQUARE,
    angles,
    bench,
    lamp,
    lens,
    lit,
    of_glass,
    shoot,
    stage,
    trace_all,
    unit,
)


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """No test waits for a compiler."""
    kernels.warm_up()


@given(st.floats(0.01, 0.6), st.floats(0.1, 20), angles, st.floats(0.2, 0.9))
def test_irradiance_across_a_beam_integrates_to_its_power(
    width: float, power: float, heading: float, along: float
) -> None:
    way = unit(heading)
    start = np.array([0.0, 1.8]) - 0.5 * way
    tracer = lit(stage([lamp(tuple(start), (0, 1.8), width, power)]))
    across = np.linspace(-width, width, 4001)
    left = np.array([-way[1], way[0]])
    profile = tracer.irradiance(start + along * way + across[:, None] * left).sum(axis=1)
    assert np.trapezoid(profile, across) == pytest.approx(power, rel=1e-3)
    ray = tracer.segments().width[0, 0]
    flat = np.abs(across) < width / 2 - ray / 2
    np.testing.assert_allclose(profile[flat], power / width, rtol=1e-9)
    assert (profile[np.abs(across) > width / 2 + ray / 2 + 1e-9] == 0).all()


def test_irradiance_fades_inside_glass_band_by_band() -> None:
    tracer = lit(stage([lamp((-2, 1), (0, 1))]), [(SQUARE, "crown_glass", (0.0, 1.0, 0.0))], colour="ruby")
    depth = np.linspace(0.001, 0.399, 50)
    light = tracer.irradiance(np.column_stack([depth - 0.2, np.ones(50)]))
    n = MATERIALS["crown_glass"].indices[0]
    once = ((n - 1) / (n + 1)) ** 2
    fading = np.exp(-np.outer(depth, absorbance("ruby")))
    back = once * np.exp(-np.outer(0.8 - depth, absorbance("ruby")))  # what the far side reflects
    expected = 10.0 / BANDS * (1 - once) * (fading + back)
    np.testing.assert_allclose(light, expected, rtol=1e-3)


def test_it_is_dark_beside_behind_and_before_a_beam() -> None:
    tracer = lit(stage([lamp((-1, 2), (0, 2))], blockers=[((0, 1), (0, 3))]))
    points = np.array([[-0.5, 2.0], [-0.5, 2.2], [0.5, 2.0], [-1.5, 2.0]])
    np.testing.assert_allclose(tracer.irradiance(points).sum(axis=1), [10.0, 0.0, 0.0, 0.0], rtol=1e-9)
    assert tracer.irradiance(np.zeros((0, 2))).shape == (0, BANDS)


def test_it_is_dark_without_lamps() -> None:
    tracer = lit(stage([]), mirrors=NO_MIRRORS)
    assert tracer.segments().start.shape == (0, 2)
    np.testing.assert_array_equal(tracer.irradiance(np.ones((3, 2))), 0.0)


# Lenses ---------------------------------------------------------------------------------------------------


def through_a_lens(xs: Sequence[float] | Floats) -> tuple[Floats, Floats]:
    """(len(xs), N) W/m across the axis behind a lens at the given x (m) on it, and the points' y."""
    scene = bench((of_glass(lens(0.3, 0.1, 0.6, 0.6), 1.5), (0.0, 1.8, 0.0)))
    rays = np.zeros((9, RAY_POWER + BANDS))
    rays[:, 0], rays[:, 1], rays[:, 2], rays[:, 4] = -1.0, 1.8 + 0.01 * np.arange(-4, 5), 1.0, 0.01
    rays[:, 6], rays[:, RAY_POWER:] = np.arange(9), 0.1 / BANDS
    shot = trace_all(rays, scene)
    y = np.linspace(1.6, 2.0, 8001)
    found, near = np.zeros((len(xs), len(y))), np.zeros(len(shot.lines), dtype=np.int64)
    for row, x in enumerate(xs):
        bands, at = np.zeros((len(y), BANDS)), np.column_stack([np.full(len(y), x), y] * 2)
        irradiance(at, shot.lines, shot.marks, len(shot.lines), scene.matter, near, bands)
        found[row] = bands.sum(axis=1)
    return found, y


def test_a_lens_gathers_light_and_none_is_lost() -> None:
    """The same power crosses every plane, ever more narrowly up to the focus, and more widely beyond."""
    focus = 0.6  # about: the lensmaker's radius / (2 (n - 1))
    profiles, y = through_a_lens([-0.5, 0.2, 0.4, focus, 0.9, 1.2])
    power = np.asarray(np.trapezoid(profiles, y, axis=1))
    np.testing.assert_allclose(power[1:], power[1], rtol=0.02)
    once = 0.04  # of what each face reflects, some is counted again before the lens
    assert 0.9 < power[0] < 0.9 * (1 + 2 * once)
    assert power[1] == pytest.approx(0.9 * (1 - once) ** 2, rel=0.01)
    peaks = profiles.max(axis=1)
    assert peaks[0] < peaks[1] < peaks[2] < peaks[3] > peaks[4] > peaks[5]
    assert peaks[3] > 5 * peaks[0]


def test_a_focus_is_not_infinitely_bright() -> None:
    profiles, _ = through_a_lens(np.linspace(0.5, 0.7, 41))
    assert np.isfinite(profiles).all()
    assert profiles.max() <= 0.9 / LEAST_WIDTH


def test_one_tube_is_as_wide_as_it_says() -> None:
    """A tent whose power is the ray's, at any place along a widening run."""
    scene = bench((of_glass(lens(0.3, 0.1, -0.6, -0.6), 1.5), (0.0, 1.8, 0.0)))
    shot = shoot(scene, (-1, 1.8), 0.0, width=0.02)
    row = shot.main[2]
    (x0, _, x1, _), (w0, w1) = shot.lines[row, :4], shot.lines[row, 4:6]
    y, near = np.linspace(0.8, 2.8, 40001), np.zeros(1, dtype=np.int64)
    for share in (0.1, 0.5, 0.9):
        result = np.zeros((len(y), BANDS))
        at = np.column_stack([np.full(len(y), x0 + share * (x1 - x0)), y] * 2)
        irradiance(at, shot.lines[row : row + 1], shot.marks[row : row + 1], 1, scene.matter, near, result)
        width = w0 + share * (w1 - w0)
        assert result.sum(axis=1).max() == pytest.approx(shot.powers[row].sum() / width, rel=1e-9)
        assert np.trapezoid(result.sum(axis=1), y) == pytest.approx(shot.powers[row].sum(), rel=1e-4)
        assert math.isclose(np.ptp(y[result.sum(axis=1) > 0]), 2 * width, abs_tol=2e-4)
