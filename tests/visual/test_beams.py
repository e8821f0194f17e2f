"""Beams: brightness by irradiance, no seams, no rake, foci that glow and do not burn, parts told apart without hue."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.core.geom import Floats
from game.level.model import Prism
from game.level.values.spectrum import BANDS, PARTS
from game.render.beams.caustics import pools, shimmer
from game.render.beams.dashes import PERIOD_M, Dashes
from game.render.beams.strips import MOST, RESPONSE
from game.render.beams.tubes import COLOUR, FLUX, PART, SOFT, STOP, UPPER, tube_table
from game.render.look.camera import Camera
from game.render.look.spectrum import band_colours
from game.render.paint.raster import stroke_add
from game.sim.constants import FLOOR_Y
from game.sim.view import OpticView, Segments
from tests.views import changed, relit
from tests.visual.colour_blind import DEFICIENCIES, seen_luminance
from tests.visual.light_rig import (
    SCALE,
    SIZE,
    WHITE,
    band,
    bundle,
    fan,
    only,
    painted,
    quads_of,
    straight,
    together,
    tubes_of,
    view_of,
)

MIDDLE = SIZE[0] // 2
kernels_load = settings(deadline=None, max_examples=30)
"""The first call of a kernel may have to compile it."""
part_bands = {part: band(2 * k) / 2 + band(2 * k + 1) / 2 for k, part in enumerate(PARTS)}


def bent(count: int, width: float, power: Floats, by: float = 0.2) -> Segments:
    """A beam whose tubes end one by one, as on a curved mirror: none of its quads can be left out."""
    flat = straight(count, width, power=power)
    ends = flat.end.copy()
    ends[:, 0] -= by * np.linspace(-1.0, 1.0, count) ** 2
    return relit(flat, end=ends)


# Power -----------------------------------------------------------------------------------------------------------
@given(st.floats(0.05, 4.0), st.floats(0.02, 0.5))
@kernels_load
def test_strength_is_power_over_width(power: float, width: float) -> None:
    tubes = tubes_of(straight(6, width, power=WHITE * power / 6), width=0.1, power=1.0)
    strength = tubes[:, FLUX] / (width / 6)
    assert strength == pytest.approx(power / width / (1.0 / 0.1))


@given(st.floats(0.1, 0.9))
@kernels_load
def test_brightness_answers_as_an_eye_does(share: float) -> None:
    full, less = (painted(quads_of(tubes_of(straight(6, 0.3, power=WHITE * p / 6), width=0.3))) for p in (1.0, share))
    seen = less[SIZE[1] // 2, MIDDLE] / full[SIZE[1] // 2, MIDDLE]
    assert seen == pytest.approx(np.full(3, share**RESPONSE), abs=0.02)


def test_light_of_no_power_is_not_drawn() -> None:
    assert not len(tubes_of(straight(6, 0.3, power=0.0 * WHITE)))
    lit, dark = straight(6, 0.3, power=WHITE), straight(6, 0.3, at=1.0, power=0.0 * WHITE)
    picture = painted(quads_of(tubes_of(together(lit, dark))))
    assert picture[SIZE[1] // 2].any() and not picture[: SIZE[1] // 2 - 60].any()


def test_bands_add_up_to_white() -> None:
    assert band_colours().mean(axis=0) == pytest.approx(np.ones(3))
    (tube,) = tubes_of(straight(1, 0.1, power=WHITE))
    assert tube[COLOUR:] == pytest.approx(np.full(3, 255.0))


def test_bands_that_go_together_are_drawn_as_one_and_look_like_the_packet() -> None:
    parted = together(*(
        relit(straight(6, 0.3, power=band(k) / BANDS), band=np.full(6, k))
        for k in range(BANDS)
    ))  # fmt: skip
    together_again, packet = tubes_of(parted, width=0.3), tubes_of(straight(6, 0.3, power=WHITE), width=0.3)
    assert together_again[:, FLUX] == pytest.approx(packet[:, FLUX])
    assert np.array_equal(painted(quads_of(together_again)), painted(quads_of(packet)))


def test_glass_that_swallows_blue_makes_light_warm() -> None:
    (tube,) = tubes_of(straight(1, 0.1, power=WHITE * np.linspace(0.2, 1.0, BANDS)))
    assert tube[COLOUR] == 255.0 and tube[COLOUR + 2] < 0.6 * tube[COLOUR]


# Shape -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("shape", [straight, bent])
def test_a_beam_of_nine_tubes_is_flat_in_its_middle(shape: Callable[..., Segments]) -> None:
    width = 0.9
    trace = shape(9, width, power=WHITE / 9)
    profile = painted(quads_of(tubes_of(trace, width=width)), 0.9)[:, MIDDLE].mean(axis=1)
    core = profile[SIZE[1] // 2 - round(0.12 * width * SCALE) : SIZE[1] // 2 + round(0.12 * width * SCALE)]
    assert np.ptp(core) < 0.02 * core.max()


@pytest.mark.parametrize(("by", "most"), [(0.2, 1), (0.4, 6)])
def test_tubes_that_abut_are_drawn_once(by: float, most: int) -> None:
    """Many quads give the same picture as the one that a plain beam is: nothing twice, nothing left out.

    Tubes whose ends are too far apart to be joined overlap as tents, which follow the profile more coarsely.
    """
    plain, many = straight(9, 0.9, power=WHITE / 9), bent(9, 0.9, WHITE / 9, by)
    one, several = (quads_of(tubes_of(trace, width=0.9)) for trace in (plain, many))
    assert len(one) == 1 and len(several) > 8
    assert np.abs(painted(one)[:, MIDDLE] - painted(several)[:, MIDDLE]).max() <= most


def test_a_beam_that_is_cut_fades_within_a_tube() -> None:
    whole = straight(8, 0.8, power=WHITE / 8)
    picture = painted(quads_of(tubes_of(only(whole, [0, 1, 2, 3, 7]), width=0.8)))
    column = picture[:, MIDDLE, 0]
    edge = SIZE[1] // 2 + round(0.05 * SCALE)  # a tube's width below the middle of the fourth
    assert column[edge - 15] > 50 and column[edge + 8] < 4


@pytest.mark.parametrize("gap", [0.004, 0.02, 0.06, 0.12])
def test_a_fan_is_continuous(gap: float) -> None:
    """Eight bands, whatever lies between them, are one stretch of light: no rake of lines."""
    picture = painted(quads_of(tubes_of(fan(gap), width=0.01, power=0.2)), 0.25, uncoloured=True)
    for x in (200, 320, 560):
        profile = picture[:, x, 0].astype(float)
        rising = np.maximum.accumulate(profile)
        falling = np.maximum.accumulate(profile[::-1])[::-1]
        dips = np.minimum(rising, falling) - profile
        assert dips.max() <= max(2.0, 0.06 * profile.max())


def test_a_fan_runs_through_the_hues_in_order() -> None:
    picture = painted(quads_of(tubes_of(fan(0.10), width=0.01, power=0.2)))
    column = picture[:, 600].astype(float)
    peaks = [int(column[:, channel].argmax()) for channel in range(3)]
    assert peaks[0] < peaks[1] < peaks[2]  # red on top, where the last band ends
    assert column[peaks[0], 0] > 2 * column[peaks[0], 2] and column[peaks[2], 2] > 2 * column[peaks[2], 0]


def test_a_fan_is_white_where_it_begins() -> None:
    picture = painted(quads_of(tubes_of(fan(0.06), width=0.01, power=0.05)), 0.25)
    red, green, blue = picture[:, 24].sum(axis=0).astype(float)
    assert max(red, green, blue) < 1.25 * min(red, green, blue)


# Foci ------------------------------------------------------------------------------------------------------------
def lens(count: int, width: float, share: float) -> Segments:
    """Tubes that meet after this share of their way."""
    flat = straight(count, width, power=WHITE / count)
    ends = flat.end.copy()
    ends[:, 1] = flat.start[:, 1] * (1.0 - 1.0 / share)
    widths = np.column_stack([np.full(count, width / count), np.full(count, width / count * (1.0 - 1.0 / share))])
    return relit(flat, end=ends, width=widths)


@given(st.floats(0.2, 0.8), st.integers(3, 12))
@kernels_load
def test_a_focus_glows_and_is_bounded(share: float, count: int) -> None:
    quads = quads_of(tubes_of(lens(count, 0.6, share), width=0.6))
    levels = quads[:, 3:16:4]
    assert np.isfinite(quads).all() and levels.max() <= MOST + 1e-6
    picture = painted(quads, 0.3)
    at = round(share * 600) + 20
    middle = SIZE[1] // 2
    focus = picture[middle - 2 : middle + 2, at - 3 : at + 3].max()
    assert focus > 1.5 * picture[middle, 40].max()
    # Before and behind the focus the beam is as wide as its tubes say.
    for x in (round(20 + 300 * share), round(20 + 600 * share + 300 * (1 - share))):
        seen = np.flatnonzero(picture[:, x, 0] > 0.5 * picture[:, x, 0].max())
        expected = 0.6 * SCALE * abs(1.0 - (x - 20) / 600 / share)
        assert 0.55 * expected - 4 < np.ptp(seen) < 1.05 * expected + 4


@given(
    st.lists(st.tuples(*[st.floats(-2.5, 2.5)] * 4, *[st.floats(-0.2, 0.2)] * 2), min_size=1, max_size=12),
    st.integers(0, BANDS - 1),
)
@kernels_load
def test_any_light_can_be_drawn(rows: list[tuple[float, ...]], index: int) -> None:
    table = np.array(rows)
    trace = bundle(table[:, :2], table[:, 2:4], table[:, 4:], band(index), band=index)
    quads = quads_of(tubes_of(trace))
    assert np.isfinite(quads).all()
    assert quads[:, 3:16:4].min(initial=0.0) >= 0.0 and quads[:, 3:16:4].max(initial=0.0) <= MOST + 1e-6


# Where it lands --------------------------------------------------------------------------------------------------
def test_light_that_leaves_the_stage_falls_on_the_curtain() -> None:
    across = bundle(
        np.array([[-1.0, 1.0]]), np.array([[3.6, 1.2]]), np.array([[0.1, 0.1]]), WHITE, hit=3
    )  # fmt: skip
    inside = relit(across, end=np.array([[2.0, 1.1]]))
    (out,), (free,) = tubes_of(across), tubes_of(inside)
    assert 2.4 < -1.0 + 4.6 * out[STOP] < 2.7 and free[STOP] == 1.0


def test_pools_lie_where_light_meets_the_floor() -> None:
    camera = Camera.fitted((1280, 720))
    down = bundle(np.array([[0.5, 2.0]]), np.array([[0.7, FLOOR_Y]]), np.array([[0.1, 0.1]]), WHITE)
    (row,) = pools(tubes_of(down), 0.0, camera)
    x, y = camera.pixel((0.7, FLOOR_Y))
    assert 0.5 * (row[0] + row[2]) == pytest.approx(x, abs=0.1) and y <= row[1] < y + 10
    assert not len(pools(tubes_of(straight(3, 0.1)), 0.0, camera))


def test_only_light_out_of_glass_shimmers() -> None:
    camera = Camera.fitted((1280, 720))
    inside = bundle(np.array([[-1.0, 1.0]]), np.array([[0.0, 1.0]]), np.array([[0.1, 0.1]]), WHITE)
    inside = relit(inside, medium=np.array([0]))
    outside = bundle(np.array([[0.0, 1.0]]), np.array([[1.0, 1.0]]), np.array([[0.1, 0.1]]), WHITE)
    outside = relit(outside, depth=np.array([1]), path=np.array([9]))
    view = view_of(together(inside, outside))
    glassy = changed(view, optics=(_glass(),))
    tubes = tube_table(glassy, np.full((1, 3), 255.0))
    assert sorted(tubes[:, SOFT]) == [0.0, 1.0]
    quads = shimmer(tubes, 0.0, camera)
    assert len(quads) == 1
    assert quads[0, :2] == pytest.approx(camera.to_screen([0.0, 1.0]), abs=12)


def _glass() -> OpticView[Prism]:
    corners = np.array([[-1.0, 0.5], [0.0, 0.5], [0.0, 1.5], [-1.0, 1.5]])
    return OpticView(Prism(type="prism", id="prism", at=(-0.5, 1.0), side=1.0), 0, corners)


# Parts without hue -----------------------------------------------------------------------------------------------
def marked(part: str) -> NDArray[np.int64]:
    """A beam of one part with its marks, (H, W, 3)."""
    tubes = tubes_of(straight(6, 0.1, power=part_bands[part] * 0.5 / 6), width=0.1, power=0.5)
    assert PARTS[int(tubes[0, PART])] == part
    camera = Camera(SIZE, SCALE, (SIZE[0] / 2, SIZE[1] / 2))
    picture = painted(quads_of(tubes), 0.62)
    canvas = np.ascontiguousarray((picture << np.array([16, 8, 0])).sum(axis=2).astype(np.uint32))
    stroke_add(canvas, (0, SIZE[1]), Dashes().rows(tubes, camera))
    return np.stack([(canvas >> shift) & 255 for shift in (16, 8, 0)], axis=2).astype(np.int64)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_parts_are_told_apart_by_their_marks(deficiency: str) -> None:
    found = {}
    for part in PARTS:
        line = seen_luminance(marked(part), DEFICIENCIES[deficiency])[SIZE[1] // 2, 40:600]
        light, dark = np.percentile(line, 95), np.percentile(line, 5)
        assert (light + 0.05) / (dark + 0.05) > 1.3, f"{part} cannot be read"
        is_mark = line > 0.5 * (light + dark)
        starts = np.flatnonzero(is_mark[1:] & ~is_mark[:-1])
        per_period = len(starts) / (len(line) / SCALE / PERIOD_M)
        runs = np.diff(np.flatnonzero(np.diff(is_mark.astype(int)) != 0))[:: 2 if is_mark[0] else 1]
        found[part] = (round(per_period), round(float(is_mark.mean()), 1), int(np.ptp(runs) > 4))
    assert len(set(found.values())) == len(PARTS), found


def test_white_light_and_a_clean_spectrum_carry_no_marks() -> None:
    camera = Camera(SIZE, SCALE, (SIZE[0] / 2, SIZE[1] / 2))
    assert not len(Dashes().rows(tubes_of(straight(6, 0.1, power=WHITE)), camera))
    assert not len(Dashes().rows(tubes_of(fan(0.01), width=0.01), camera))


def test_twin_bands_know_each_other() -> None:
    tubes = tubes_of(fan(0.05), width=0.01)
    up = tubes[:, UPPER].astype(int)
    assert (up >= 0).sum() == len(tubes) * (BANDS - 1) // BANDS
