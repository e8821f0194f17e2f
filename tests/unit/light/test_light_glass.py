"""Light in glass: Snell, Fresnel, total reflection, absorption, dispersion, and surfaces that are none."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from game.core import kernels
from game.core.geom import turned
from game.level.values.materials import MATERIALS, MEAN_NM, absorbance
from game.level.values.spectrum import BANDS, PARTS, WAVELENGTHS
from game.sim.light import elements
from game.sim.light.interface import fresnel, snell
from game.sim.light.layout import AIR, PACKET, Surfaces
from tests.unit.light.light_bench import (
    SQUARE,
    angles,
    bands,
    bench,
    cross,
    lamp,
    lit,
    of_glass,
    polygon,
    shoot,
    stage,
    unit,
)

PLATE = np.array([[-0.2, -1.5], [0.2, -1.5], [0.2, 1.5], [-0.2, 1.5]])
MIDDLE = (0.0, 1.8, 0.0)
indices = st.floats(1.05, 2.4)


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """No test waits for a compiler."""
    kernels.warm_up()


def head_on(n: float) -> float:
    """Reflected share at right angles."""
    return ((n - 1) / (n + 1)) ** 2


def plate(index: float, absorbance: float = 0.0) -> Surfaces:
    return bench((of_glass(elements.outline(PLATE), index, absorbance), MIDDLE))


# One surface ----------------------------------------------------------------------------------------------


@given(indices, st.floats(-1.3, 1.3), st.integers(0, 3))
def test_the_sine_law_holds_at_every_angle(index: float, heading: float, side: int) -> None:
    """Whatever the orientation of the surface: n sin is the same on both sides."""
    turn = side * math.pi / 2 + 0.3
    scene = bench((of_glass(elements.outline(PLATE), index), (0.0, 1.8, turn)))
    start = np.array([0.0, 1.8]) - 0.2 * unit(turn) - 0.3 * unit(turn + heading)
    ways = shoot(scene, start, turn + heading).ways
    across = unit(turn + math.pi / 2)
    assert ways[0] @ across == pytest.approx(index * (ways[1] @ across), abs=1e-12)
    assert ways[1] @ unit(turn) > 0


@given(indices, st.floats(-1.5, 1.5), bands)
def test_reflected_and_refracted_power_add_up(index: float, heading: float, band: int) -> None:
    shot = shoot(plate(index), np.array([-0.2, 1.8]) - 0.5 * unit(heading), heading, band)
    s, p = fresnel(1.0, index, math.cos(heading), snell(1 / index, math.cos(heading)))
    inside = shot.powers[1, band]
    assert inside == pytest.approx(1 - (s + p) / 2, abs=1e-12)
    turned = shot.powers[(shot.marks[:, 2] == 1) & (shot.marks[:, 3] == AIR)].sum()
    if turned:
        assert inside + turned == pytest.approx(1.0, abs=1e-12)
    else:
        assert shot.cut >= 1 - inside - 1e-12


@given(indices)
def test_fresnel_at_right_angles_and_at_grazing(index: float) -> None:
    assert fresnel(1.0, index, 1.0, 1.0) == pytest.approx([head_on(index)] * 2, rel=1e-12)
    assert fresnel(1.0, index, 1e-9, snell(1 / index, 1e-9)) == pytest.approx([1.0, 1.0], abs=1e-6)


@given(indices, st.booleans())
def test_at_brewsters_angle_p_is_not_reflected(index: float, outwards: bool) -> None:
    """tan = n' / n; and the refracted ray is at right angles to the reflected one."""
    before, behind = (index, 1.0) if outwards else (1.0, index)
    angle = math.atan(behind / before)
    cos_out = snell(before / behind, math.cos(angle))
    s, p = fresnel(before, behind, math.cos(angle), cos_out)
    assert p == pytest.approx(0.0, abs=1e-28)
    assert s > 0
    assert cos_out == pytest.approx(math.sin(angle), rel=1e-12)


@given(indices)
def test_beyond_the_critical_angle_all_is_reflected(index: float) -> None:
    critical = math.asin(1 / index)
    for angle, leaves in ((critical - 1e-4, True), (critical + 1e-6, False)):
        shot = shoot(plate(index), (0.0, 1.8), angle, 0)
        crossed = shot.lines[(shot.marks[:, 3] == AIR), 0]
        assert (len(crossed) > 0) == leaves or shot.cut > 0
        if not leaves:
            assert shot.marks[1, 3] == 0
            assert shot.powers[1, 0] == 1.0


@given(indices, indices)
def test_both_ways_through_a_surface_the_same_share_is_reflected(one: float, other: float) -> None:
    """Both ways through a surface the same share is reflected (Stokes)."""
    cos_one = 0.8
    cos_other = snell(one / other, cos_one)
    assume(cos_other > 0)
    there, back = fresnel(one, other, cos_one, cos_other), fresnel(other, one, cos_other, cos_one)
    assert there == pytest.approx(back, abs=1e-14)


# Through glass --------------------------------------------------------------------------------------------


@given(indices, st.floats(-1.2, 1.2))
def test_a_slab_shifts_a_ray_and_does_not_turn_it(index: float, heading: float) -> None:
    """By t sin (i - r) / cos r."""
    start = np.array([-0.2, 1.8]) - 0.3 * unit(heading)
    assume(abs(math.tan(heading)) < 3.0)
    shot = shoot(plate(index), start, heading)
    inner = math.asin(math.sin(heading) / index)
    np.testing.assert_allclose(shot.ways[2], unit(heading), atol=1e-12)
    shift = cross(unit(heading), shot.corners[2] - start)
    assert shift == pytest.approx(-0.4 * math.sin(heading - inner) / math.cos(inner), abs=1e-12)


@given(st.floats(40, 70), bands)
def test_a_prism_turns_light_least_when_it_stands_evenly(apex: float, band: int) -> None:
    """n = sin ((A + D) / 2) / sin (A / 2), and turning the prism either way only adds to D."""
    index = MATERIALS["flint_glass"].indices[band]
    half = math.radians(apex) / 2
    assume(index * math.sin(half) < 0.99)
    incidence = math.asin(index * math.sin(half))
    corners = np.array([[-math.tan(half), -1.0], [math.tan(half), -1.0], [0.0, 0.0]])
    prism = elements.piece(corners * 0.8, "flint_glass", "clear")

    def deviation(turn: float) -> float:
        scene = bench((prism, (0.0, 2.4, turn)))
        at = np.array([0.0, 2.4]) + turned([-0.4 * math.tan(half), -0.4], turn)
        # Symmetric at turn 0: light comes in at `incidence` from the normal of the left face, from below.
        ways = shoot(scene, at - 0.5 * unit(incidence - half), incidence - half, band).ways
        return math.acos(min(1.0, ways[0] @ ways[2]))

    least = 2 * (incidence - half)
    assert deviation(0.0) == pytest.approx(least, abs=1e-9)
    for turn in (-0.02, 0.02):
        assert deviation(turn) > least


@given(st.floats(-0.12, 0.12))
def test_a_right_angled_prism_sends_light_back(height: float) -> None:
    """Two total reflections turn it round, whichever half of the long face it comes in by."""
    corners = np.array([[0.0, -0.4], [0.4, 0.0], [0.0, 0.4]])
    assume(abs(height) > 0.01)
    shot = shoot(bench((elements.piece(corners, "flint_glass", "clear"), (0.0, 1.8, 0.0))), (-1, 1.8 + height), 0.0, 3)
    np.testing.assert_allclose(shot.ways, [[1, 0], [1, 0], [0, -np.sign(height)], [-1, 0], [-1, 0]], atol=1e-12)
    assert shot.corners[-1][1] == pytest.approx(1.8 - height, abs=1e-12)


@given(
    st.sampled_from(sorted({"crown_glass", "flint_glass"})), st.floats(-0.6, 0.6), st.sampled_from(["cobalt", "ruby"])
)
def test_glass_takes_what_beer_and_lambert_say(name: str, heading: float, colour: str) -> None:
    """exp (-a L) in each band, along the refracted way."""
    scene = bench((elements.piece(PLATE, name, colour), MIDDLE))
    for band in range(0, BANDS, 3):
        shot = shoot(scene, np.array([-0.2, 1.8]) - 0.5 * unit(heading), heading, band)
        index = MATERIALS[name].indices[band]
        path = 0.4 / math.cos(math.asin(math.sin(heading) / index))
        s, p = fresnel(1.0, index, math.cos(heading), snell(1 / index, math.cos(heading)))
        expected = ((1 - s) ** 2 + (1 - p) ** 2) / 2 * math.exp(-absorbance(colour)[band] * path)
        assert shot.powers[2, band] == pytest.approx(expected, rel=1e-12)
        np.testing.assert_array_equal(shot.marks[:3, 3], [AIR, 0, AIR])


def test_coloured_glass_passes_its_own_hue_and_some_of_all() -> None:
    for colour, part in (("cobalt", "soprano"), ("emerald", "alto"), ("amber", "tenor"), ("ruby", "bass")):
        passed = np.exp(-0.3 * np.array(absorbance(colour))).reshape(len(PARTS), -1).mean(axis=1)
        own = PARTS.index(part)
        assert 0.75 < passed[own] < 0.95
        assert (passed >= 0.35).all()
        assert passed.argmax() == own


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("band", [0, BANDS - 1])
def test_prisms_in_a_row_let_each_polarisation_through_by_itself(count: int, band: int) -> None:
    """What one has polarised, the next lets through more easily: the mean of s and p comes last, not at each face.

    Each of 60 degrees turns light least, and inside it runs along the base.
    """
    index = MATERIALS["flint_glass"].indices[band]
    face = math.asin(index / 2)
    half = face - math.pi / 6  # of what a prism turns light by
    triangle = of_glass(elements.outline(turned(polygon(3, 0.2), math.pi / 2)), index)
    entry = np.array([-0.2 * math.cos(math.pi / 6) / 2, 0.05])
    placed, exit_point = [], np.array([-2.0, 2.5])
    for number in range(count):
        turn, heading = -2 * half * number, half * (1 - 2 * number)
        middle = exit_point + 0.5 * unit(heading) - turned(entry, turn)
        placed.append((triangle, (float(middle[0]), float(middle[1]), turn)))
        exit_point = middle + turned(entry * [-1, 1], turn)
    shot = shoot(bench(*placed), (-2.0, 2.5), half, band)
    assert len(shot.main) == 2 * count + 1
    shares = fresnel(1.0, index, math.cos(face), snell(1.0 / index, math.cos(face)))
    expected = sum((1 - share) ** (2 * count) for share in shares) / 2
    assert shot.powers[shot.main[-1], band] == pytest.approx(expected, rel=1e-9)


# Dispersion -----------------------------------------------------------------------------------------------


def evenly(index: float) -> float:
    """Heading at which a prism of 60 degrees, apex up, turns light of a glass least."""
    return math.asin(index / 2) - math.pi / 6


@pytest.mark.parametrize(("name", "colours"), [("crown_glass", {0.0}), ("flint_glass", set(WAVELENGTHS))])
def test_white_stays_white_until_it_enters_a_dispersing_glass(name: str, colours: set[float]) -> None:
    heading = evenly(MATERIALS[name].index.at(MEAN_NM))
    at = np.array([-0.1, 1.8])
    level = stage([lamp(tuple(at - 0.5 * unit(heading)), tuple(at), 0.02)])
    segments = lit(level, [(polygon(3, 0.4), name, (0.0, 1.8, math.pi / 2))]).segments()
    assert (segments.wavelength[segments.depth == 0] == 0).all()
    through = (segments.depth == 2) & (segments.medium == AIR)
    assert set(segments.wavelength[through]) == colours
    np.testing.assert_array_equal((segments.power > 0).sum(axis=1)[segments.wavelength > 0], 1)


def test_blue_is_bent_most() -> None:
    scene = bench((elements.piece(polygon(3, 0.4), "flint_glass", "clear"), (0.0, 1.8, math.pi / 2)))
    heading = evenly(MATERIALS["flint_glass"].index.at(MEAN_NM))
    start = np.array([-0.1, 1.8]) - 0.5 * unit(heading)
    ways = [shoot(scene, start, heading, band).ways for band in range(BANDS)]
    turns = np.array([math.acos(way[0] @ way[2]) for way in ways])
    assert (np.diff(turns) < 0).all()
    assert math.degrees(turns[0] - turns[-1]) > 2


def test_a_packet_of_one_band_is_monochromatic_from_the_start() -> None:
    shot = shoot(plate(1.5), (-1, 1.8), 0.0, band=5)
    assert (shot.marks[:, 5] == 5).all()
    assert (shoot(plate(1.5), (-1, 1.8), 0.0).marks[:, 5] == PACKET).all()


def test_a_reflection_off_a_dispersing_glass_stays_a_packet() -> None:
    shot = shoot(bench((elements.piece(PLATE, "flint_glass", "clear"), MIDDLE)), (-1, 1.5), 0.2)
    back = (shot.marks[:, 2] == 1) & (shot.marks[:, 3] == AIR)
    assert shot.marks[back, 5].tolist() == [PACKET]
    n = np.array(MATERIALS["flint_glass"].indices)
    share = [np.mean(fresnel(1.0, x, math.cos(0.2), snell(1 / x, math.cos(0.2)))) / BANDS for x in n]
    np.testing.assert_allclose(shot.powers[back][0], share, rtol=1e-12)


def test_crown_has_one_index_and_flint_has_eight() -> None:
    assert set(MATERIALS["crown_glass"].indices) == {MATERIALS["crown_glass"].index.at(MEAN_NM)}
    assert MATERIALS["crown_glass"].index.at(MEAN_NM) == pytest.approx(1.5168, abs=1e-3)  # catalogue: BK7
    flint = MATERIALS["flint_glass"].indices
    assert (np.diff(flint) < 0).all()
    assert MATERIALS["flint_glass"].index.at(MEAN_NM) == pytest.approx(1.7283, abs=0.05)  # catalogue: SF10


# Inside, and between --------------------------------------------------------------------------------------


def test_a_lamp_inside_glass_knows_it() -> None:
    tracer = lit(stage([lamp((0, 1), (1, 1))]), [(SQUARE, "crown_glass", (0.0, 1.0, 0.0))])
    segments = tracer.segments()
    assert (segments.medium[segments.depth == 0] == 0).all()
    out = (segments.depth == 1) & (segments.medium == AIR)
    n, a = MATERIALS["crown_glass"].indices[0], absorbance("clear")[0]
    assert segments.total[out].sum() == pytest.approx((1 - head_on(n)) * math.exp(-a * 0.2))


def test_a_lamp_inside_flint_fans_out_when_its_light_leaves() -> None:
    scene = bench((elements.piece(PLATE, "flint_glass", "clear"), MIDDLE))
    shot = shoot(scene, (0.0, 1.8), 0.3)
    assert shot.marks[0, 5] == PACKET
    assert sorted(shot.marks[(shot.marks[:, 2] == 1) & (shot.marks[:, 3] == AIR), 5]) == list(range(BANDS))


@pytest.mark.parametrize(
    ("gap", "surfaces"), [(-0.01, 2), (-1e-12, 2), (0.0, 2), (1e-12, 2), (3e-9, 2), (6e-9, 4), (0.01, 4)]
)
@pytest.mark.parametrize("heading", [0.0, 0.4, -1.2])
def test_glass_that_touches_glass_has_no_surface_between(gap: float, surfaces: int, heading: float) -> None:
    """Halves that touch or overlap have no surface between them, apart they have two."""
    half = elements.piece(SQUARE * [1, 5], "crown_glass", "clear")
    scene = bench(*((half, (x, 1.5, 0.0)) for x in (-0.2 - gap / 2, 0.2 + gap / 2)))
    shot = shoot(scene, np.array([-0.4, 1.5]) - 0.5 * unit(heading), heading, band=2)
    n = MATERIALS["crown_glass"].indices[2]
    s, p = fresnel(1.0, n, math.cos(heading), snell(1 / n, math.cos(heading)))
    length = (0.8 + min(gap, 0.0)) / math.cos(math.asin(math.sin(heading) / n))
    expected = ((1 - s) ** surfaces + (1 - p) ** surfaces) / 2 * math.exp(-absorbance("clear")[2] * length)
    assert shot.powers[shot.main[-1], 2] == pytest.approx(expected, rel=1e-9)
    np.testing.assert_allclose(shot.ways[-1], unit(heading), atol=1e-9)


def test_of_overlapping_glasses_the_lower_row_counts() -> None:
    flint, crown = (elements.piece(SQUARE, name, "clear") for name in ("flint_glass", "crown_glass"))
    for pair, inner in (((crown, flint), [0, 0, 1]), ((flint, crown), [0, 1, 1])):
        at = [(-0.1, 1.5, 0.0), (0.1, 1.5, 0.0)] if inner == [0, 0, 1] else [(0.1, 1.5, 0.0), (-0.1, 1.5, 0.0)]
        shot = shoot(bench(*zip(pair, at, strict=True)), (-1, 1.5), 0.0, band=1)
        media = shot.marks[shot.main, 3]
        assert media[0] == media[-1] == AIR
        assert media[1:4].tolist() == ([0, 0, 1] if inner == [0, 0, 1] else [1, 0, 0])


@given(st.integers(3, 12), st.integers(0, 11), angles, angles, st.sampled_from(["crown_glass", "flint_glass"]))
def test_a_corner_of_glass_leaves_no_light_inside(
    corners: int, corner: int, turn: float, heading: float, name: str
) -> None:
    """Rays through the very corner of a piece: what reaches the end of the stage runs in air."""
    outline = polygon(corners, 0.3)
    at = np.array([0.0, 1.8]) + turned(outline[corner % corners], turn)
    level = stage([lamp(tuple(at - 0.5 * unit(heading)), tuple(at), 0.03)])
    segments = lit(level, [(outline, name, (0.0, 1.8, turn))]).segments()
    assert (segments.medium[segments.hit == segments.hit.max()] == AIR).all()
