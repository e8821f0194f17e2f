"""Power: in is absorbed, out and cut, at every kind of surface and in any scene; equal scenes give equal bits."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.core import kernels
from game.core.geom import Floats
from game.level.values.materials import MATERIALS
from game.level.values.spectrum import BANDS
from game.sim.constants import FLOOR_Y
from game.sim.light import elements
from game.sim.light.constants import MAX_DEPTH, POWER_CUTOFF, STAGE_LEFT, STAGE_RIGHT, STAGE_TOP
from game.sim.light.kernel import new_segments, new_stack, trace
from game.sim.light.layout import AIR, RAY_POWER, Surfaces
from tests.unit.light.light_bench import (
    SQUARE,
    Setting,
    Shot,
    angles,
    bench,
    filtering,
    lamp,
    lens,
    lit,
    of_glass,
    polygon,
    scenes,
    screening,
    shoot,
    splitting,
    stage,
    swirl,
    trace_all,
    unit,
)

Share = float | Sequence[float]
Kind = Callable[[Floats, Share], elements.Element]
SceneAndRays = tuple[Surfaces, Floats]
REFLECTING = ("brass", "copper", "steel")
shares = st.lists(st.floats(0, 1), min_size=BANDS, max_size=BANDS)


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """No test waits for a compiler."""
    kernels.warm_up()


def line(kind: Kind, share: Share) -> elements.Element:
    return kind(elements.edge((0.0, -0.5), (0.0, 0.5)), share)


KINDS = ("polygon", "swirl", "ball", "lens", "metal", "mirror", "curved", "splitter", "filter", "screen")


def an_element(draw: st.DrawFn, kind: str, index: float | Sequence[float]) -> elements.Element:
    size, share = draw(st.floats(0.05, 0.6)), draw(shares)
    bulge = draw(st.sampled_from([-1, 1])) * draw(st.floats(0.52, 3)) * size
    straight, arc = (elements.edge((-size / 2, 0), (size / 2, 0), radius) for radius in (0.0, bulge))
    match kind:
        case "polygon":
            return of_glass(elements.outline(polygon(5, size)), index, 0.5)
        case "swirl":
            return of_glass(elements.outline(swirl(size)), index, 0.5)
        case "ball":
            return of_glass(elements.circle(size), index, 0.5)
        case "lens":
            return of_glass(lens(size, 1.2 * size, bulge, bulge), index, 0.5)
        case "metal":
            return elements.thin(elements.circle(size), share, encloses=True)
        case "mirror":
            return elements.thin(straight, 1.0)
        case "curved":
            return elements.thin(arc, share)
        case "splitter":
            return splitting(straight, share)
        case "filter":
            return filtering(straight, share)
        case _:
            return screening(straight)


@st.composite
def full_scenes(draw: st.DrawFn) -> SceneAndRays:
    """A dozen elements of every kind, curved ones among them, over one another as they come; and some rays."""
    indices = st.one_of(st.just(1.5), st.floats(1.0, 2.4), st.sampled_from([MATERIALS["flint_glass"].indices]))
    placed = []
    for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=12)):
        made = an_element(draw, kind, draw(indices))
        placed.append((made, (draw(st.floats(-1.5, 1.5)), draw(st.floats(0.5, 3)), draw(angles))))
    rays = np.zeros((5, RAY_POWER + BANDS))
    for row, ray in enumerate(rays):
        heading = draw(angles)
        ray[:7] = draw(st.floats(-2, 2)), draw(st.floats(0.2, 3.5)), *unit(heading), 0.01, 0, row
        ray[RAY_POWER:] = draw(shares)
    return bench(*placed), rays


# Any scene ------------------------------------------------------------------------------------------------


@given(full_scenes())
def test_no_power_is_lost_nor_made(scene_and_rays: SceneAndRays) -> None:
    scene, rays = scene_and_rays
    shot = trace_all(rays, scene)
    assert np.isfinite(shot.lines).all() and np.isfinite(shot.tally).all()
    assert shot.tally[:, 1].sum() + shot.cut == pytest.approx(rays[:, RAY_POWER:].sum(), rel=1e-9, abs=1e-12)
    assert (shot.tally >= 0).all() and shot.cut >= 0 and (shot.powers >= 0).all()
    first = shot.marks[:, 2] == 0
    carrying = rays[:, RAY_POWER:].sum(axis=1) > 0
    assert set(shot.marks[first, 1]) == set(np.flatnonzero(carrying))
    np.testing.assert_array_equal(shot.powers[first], rays[carrying][:, RAY_POWER:])


@given(full_scenes())
def test_every_run_but_the_first_starts_where_another_ended_with_no_more_power(scene_and_rays: SceneAndRays) -> None:
    scene, rays = scene_and_rays
    shot = trace_all(rays, scene)
    for ray in range(len(rays)):
        own = shot.marks[:, 1] == ray
        for depth in range(1, MAX_DEPTH + 1):
            runs, before = own & (shot.marks[:, 2] == depth), own & (shot.marks[:, 2] == depth - 1)
            if not runs.any():
                break
            ends = {tuple(end) for end in shot.lines[before, 2:4]}
            for start in shot.lines[runs, :2]:
                assert min(math.dist(start, end) for end in ends) < 1e-12
            assert (shot.powers[runs].sum(axis=0) <= shot.powers[before].sum(axis=0) * (1 + 1e-12)).all()


@given(full_scenes())
def test_equal_scenes_give_equal_bits(scene_and_rays: SceneAndRays) -> None:
    scene, rays = scene_and_rays
    one, two = trace_all(rays, scene), trace_all(rays.copy(), scene)
    for first, second in ((one.lines, two.lines), (one.marks, two.marks), (one.tally, two.tally)):
        assert first.tobytes() == second.tobytes()


@given(scenes())
def test_power_in_is_power_absorbed_and_power_out(scene: Setting) -> None:
    level, pieces, mirrors = scene
    tracer = lit(level, pieces, mirrors)
    total = sum(light.power for light in level.lights)
    assert tracer.absorbed.sum() + tracer.cut == pytest.approx(total, rel=1e-9)
    assert (tracer.absorbed >= 0).all()
    segments = tracer.segments()
    out = segments.hit == len(tracer.absorbed) - 1
    x, y = segments.end[out].T
    at_the_end = (y <= FLOOR_Y + 1e-12) | (y >= STAGE_TOP - 1e-12)
    assert (at_the_end | (x <= STAGE_LEFT + 1e-12) | (x >= STAGE_RIGHT - 1e-12)).all()
    # Inside of glass that stands over the end of the stage some is swallowed on the last run.
    assert segments.total[out].sum() >= tracer.absorbed[-1] * (1 - 1e-9)
    if (segments.medium[out] == AIR).all():
        assert segments.total[out].sum() == pytest.approx(tracer.absorbed[-1], rel=1e-9, abs=1e-12)


# Each kind ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REFLECTING)
def test_metal_reflects_its_share_of_each_band(name: str) -> None:
    tracer = lit(stage([lamp((0, 3), (0, 1))]), [(SQUARE, name, (0.0, 1.0, 0.0))])
    segments, share = tracer.segments(), np.array(MATERIALS[name].reflectance)
    np.testing.assert_allclose(segments.power[segments.depth == 1].sum(axis=0), share / BANDS)
    assert tracer.absorbed[0] == pytest.approx(1 - share.mean())
    assert tracer.absorbed[-1] == pytest.approx(share.mean())


def test_metals_have_their_colours() -> None:
    brass, copper, steel = (np.array(MATERIALS[name].reflectance) for name in REFLECTING)
    assert np.ptp(steel) < 0.05
    assert brass[:2].mean() < brass[2:4].mean() < brass[4:].mean()
    assert copper[:4].mean() + 0.2 < copper[5:].mean()


@given(shares)
def test_a_filter_passes_its_share_of_each_band_and_swallows_the_rest(share: list[float]) -> None:
    shot = shoot(bench((line(filtering, share), (0.0, 1.8, 0.0))), (-1, 1.8), 0.1)
    passed = np.array(share) / BANDS
    if passed.sum() > POWER_CUTOFF:
        np.testing.assert_allclose(shot.powers[1], passed)
        np.testing.assert_array_equal(shot.corners[2], shot.lines[1, 2:4])
        np.testing.assert_allclose(shot.ways[1], unit(0.1), atol=1e-12)
    assert shot.tally[0, 1] == pytest.approx(1 - passed.sum())


@given(st.floats(0.05, 0.95), angles)
def test_a_splitter_loses_nothing(share: float, turn: float) -> None:
    way = unit(turn)
    shot = shoot(bench((line(splitting, share), (0.0, 1.8, turn + 0.6))), np.array([0.0, 1.8]) - 0.4 * way, turn)
    assert shot.tally[0].tolist() == [pytest.approx(1.0), 0.0]
    through, back = shot.powers[1].sum(), shot.powers[2].sum()
    assert (through, back) == (pytest.approx(1 - share), pytest.approx(share))
    np.testing.assert_allclose(shot.ways[1], way, atol=1e-12)
    turned = shot.lines[2, 2:4] - shot.lines[2, :2]
    np.testing.assert_allclose(turned / np.linalg.norm(turned), unit(math.pi + turn + 1.2), atol=1e-9)


def test_a_detector_is_a_screen_whose_tally_is_read() -> None:
    shot = shoot(bench((line(screening, 0.0), (0.0, 1.8, 0.0))), (1, 1.8), math.pi, power=3.0)
    assert shot.tally[0].tolist() == [pytest.approx(3.0)] * 2


@pytest.mark.parametrize(
    "kinds", [(filtering, filtering), (filtering, elements.thin), (elements.thin, filtering), (filtering, splitting)]
)
def test_surfaces_in_one_place_do_not_catch_light(kinds: tuple[Kind, Kind]) -> None:
    """Rounding cannot tell which of them comes first, but each counts at most once each way."""
    pair = [(line(kind, 1.0 if kind == elements.thin else 0.5), (0.0, 1.8, 0.7)) for kind in kinds]
    shot = shoot(bench(*pair), (-1, 1.8), 0.0)
    assert shot.marks[:, 2].max() <= 4
    assert shot.tally[-1, 1] + shot.tally[:2, 1].sum() + shot.cut == pytest.approx(1.0)
    if elements.thin in kinds:
        assert (shot.lines[:, 2] < 1.0).all()


def test_a_gel_on_glass_colours_what_enters_it() -> None:
    glass_plate = of_glass(elements.outline(SQUARE), 1.5)
    gel = filtering(elements.edge((-0.2, -0.2), (-0.2, 0.2)), 0.25)
    for order in ((glass_plate, gel), (gel, glass_plate)):
        shot = shoot(bench(*((each, (0.0, 1.8, 0.3)) for each in order)), np.array([0.0, 1.8]) - 0.8 * unit(0.3), 0.3)
        assert shot.powers[shot.main[-1]].sum() == pytest.approx(0.96 * 0.25 * 0.96, rel=1e-9)


# Where rays end -------------------------------------------------------------------------------------------


def test_a_ray_is_cut_when_almost_nothing_is_left_of_it() -> None:
    """Between walls of brass, long before it has met as many surfaces as a ray may."""
    walls = [(SQUARE, "brass", (0.0, 1.0, 0.0)), (SQUARE, "brass", (0.0, 2.0, 0.0))]
    tracer = lit(stage([lamp((0, 1.5), (0, 1))]), walls)
    left = (np.array(MATERIALS["brass"].reflectance)[:, None] ** np.arange(MAX_DEPTH)).mean(axis=0)
    met = int(np.argmax(left <= POWER_CUTOFF))
    assert tracer.segments().depth.max() == met - 1 < MAX_DEPTH
    assert tracer.absorbed[:2].sum() + tracer.cut == pytest.approx(1.0)
    assert tracer.cut == pytest.approx(left[met])


def test_a_ray_is_cut_when_it_has_met_too_much() -> None:
    mirrors = [(0, 1.0, 0.0), (0, 2.0, 0.0)]
    tracer = lit(stage([lamp((0, 1.5), (0.0, 1.0))], [1.0, 1.0]), mirrors=mirrors)
    assert tracer.segments().depth.max() == MAX_DEPTH
    assert tracer.cut == pytest.approx(1.0, abs=1e-12)


def test_what_does_not_fit_into_the_segments_is_cut() -> None:
    scene = bench((line(splitting, 0.5), (0.0, 1.8, 0.7)), (line(elements.thin, 1.0), (1.0, 1.8, 0.0)))
    whole = shoot(scene, (-1, 1.8), 0.0)
    rays = np.zeros((1, RAY_POWER + BANDS))
    rays[0, :5] = -1.0, 1.8, 1.0, 0.0, 0.01
    rays[0, RAY_POWER:] = 1.0 / BANDS
    for room in range(len(whole.lines)):
        segments, tally = new_segments(room), np.zeros((3, 2))
        count, cut = trace(rays, *scene, *new_stack(), *segments, tally)
        assert count == room
        assert cut + tally[:, 1].sum() == pytest.approx(1.0)
        np.testing.assert_array_equal(segments[0], whole.lines[:room])


# Thin surfaces as data ------------------------------------------------------------------------------------


@given(shares, shares)
def test_a_half_silvered_gel_is_a_row_of_data(reflected: list[float], passed: list[float]) -> None:
    """Whatever shares a surface has, by band, light leaves it so, and what is left stays."""
    transmitted = np.minimum(passed, 1.0 - np.array(reflected)).tolist()
    surface = elements.thin(elements.edge((0.0, -0.5), (0.0, 0.5)), reflected, transmitted)
    shot = shoot(bench((surface, (0.0, 1.8, 0.0))), (-1, 1.8), 0.1)
    back, through = (shot.lines[(shot.marks[:, 2] == 1) & side][:, 6:].sum(axis=0) for side in sides(shot))
    followed = back.sum() > 0.0, through.sum() > 0.0
    for power, share, is_followed in zip((back, through), (reflected, transmitted), followed, strict=True):
        if is_followed:
            np.testing.assert_allclose(power, np.array(share) / BANDS, atol=1e-15)
        else:
            assert np.sum(share) / BANDS <= POWER_CUTOFF * (1 + 1e-12)
    kept = 1.0 - np.array(reflected) - np.array(transmitted)
    assert shot.tally[0, 1] == pytest.approx(kept.sum() / BANDS, abs=1e-12)


def sides(shot: Shot) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which segments end before and behind a surface at x = 0."""
    return shot.lines[:, 2] < 0.0, shot.lines[:, 2] > 0.0


@pytest.mark.parametrize(("reflected", "passed"), [(0.6, 0.5), (-0.1, 0.0)])
def test_a_surface_cannot_give_more_than_it_gets(reflected: float, passed: float) -> None:
    with pytest.raises(ValueError, match="more light"):
        elements.thin(elements.edge((0.0, 0.0), (0.0, 1.0)), reflected, passed)
    with pytest.raises(ValueError, match="solid"):
        elements.thin(elements.circle(1.0), transmittance=0.5, encloses=True)
