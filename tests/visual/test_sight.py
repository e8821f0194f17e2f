"""How the stage is seen: pixels and metres, and the colours of light, stress and the house."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.level.values.spectrum import WAVELENGTHS
from game.render import Camera, ThemeError, load_palette
from game.render.look.camera import PIT_SHARE, STAGE_BOTTOM, STAGE_LEFT, STAGE_RIGHT, STAGE_TOP, Framing
from game.render.look.spectrum import band_colours, fringe_colours
from game.render.look.theme import parse_theme
from game.sim.constants import PLINTH_HEIGHT

# Camera ----------------------------------------------------------------------------------------------------------
sizes = st.tuples(st.integers(320, 4000), st.integers(240, 2400))


@given(sizes, st.floats(-5, 5), st.floats(-5, 5))
def test_pixels_and_metres_round_trip(size: tuple[int, int], x: float, y: float) -> None:
    camera = Camera.fitted(size)
    assert camera.to_stage(camera.pixel((x, y))) == pytest.approx((x, y), abs=1e-9)
    assert tuple(camera.to_screen(np.array([[x, y]]))[0]) == pytest.approx(camera.pixel((x, y)))


@given(sizes)
def test_the_stage_is_fitted_and_never_cropped(size: tuple[int, int]) -> None:
    camera = Camera.fitted(size)
    corners = camera.to_screen(np.array([[STAGE_LEFT, STAGE_TOP], [STAGE_RIGHT, STAGE_BOTTOM]]))
    assert np.all(corners >= -1e-6) and np.all(corners <= np.array(size) + 1e-6)
    assert np.isclose(np.ptp(corners[:, 0]), size[0]) or np.isclose(np.ptp(corners[:, 1]), size[1])


@given(sizes, st.floats(1.7, 3.2), st.floats(1.7, 3.0))
def test_what_must_be_seen_is_as_large_as_can_be(size: tuple[int, int], half_width: float, top: float) -> None:
    camera = Camera.fitted(size, Framing(half_width, top))
    corners = camera.to_screen(np.array([[-half_width, top], [half_width, -PLINTH_HEIGHT]]))
    assert np.all(corners >= -1e-6) and np.all(corners <= np.array(size) + 1e-6)
    below = size[1] - corners[1, 1]
    assert below >= PIT_SHARE * size[1] - 1e-6
    fills = np.isclose(np.ptp(corners[:, 1]), (1.0 - PIT_SHARE) * size[1])
    assert fills or np.isclose(np.ptp(corners[:, 0]), size[0])


# Colours ---------------------------------------------------------------------------------------------------------
def test_a_broken_theme_says_where() -> None:
    with pytest.raises(ThemeError, match=r"sceneries\.sunset\.curtain\.shade"):
        text = (Path(__file__).parents[2] / "assets" / "theme.json").read_text().replace("[12, 1, 6]", "[12, 1]")
        parse_theme(text)
    with pytest.raises(ThemeError, match="cannot be read"):
        load_palette("sunset", Path("no/such/theme.json"))
    with pytest.raises(ThemeError, match="no scenery 'noon'"):
        load_palette("noon")


def test_light_has_the_colours_of_the_rainbow() -> None:
    red, green, blue = (band_colours()[WAVELENGTHS.index(nm)] for nm in (660, 515, 450))
    assert red[0] == max(red) and green[1] == max(green) and blue[2] == max(blue)


def test_stress_colours_start_dark_and_run_through_the_orders() -> None:
    colours = fringe_colours(512, 4.0)
    assert colours[0].max() == 0.0
    first_order_red, second_order_blue = colours[int(512 * 0.98 / 4)], colours[int(512 * 1.16 / 4)]
    assert first_order_red[0] > first_order_red[1] and second_order_blue[2] > second_order_blue[1]
