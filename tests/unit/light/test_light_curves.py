"""Curved surfaces and tubes of light: lenses, curved mirrors, and the width of a tube against its neighbours."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from game.core import kernels
from game.sim.light import elements
from game.sim.light.interface import reflected_spread, refracted_tube, snell
from game.sim.light.layout import AIR, Surfaces
from tests.unit.light.light_bench import Shot, bands, bench, cross, lens, of_glass, shoot, unit

CENTRE = np.array([0.0, 1.8])
radii = st.floats(0.3, 3.0)
signs = st.sampled_from([-1.0, 1.0])


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """No test waits for a compiler."""
    kernels.warm_up()


def thick_lens(index: float, thickness: float, left: float, right: float) -> float:
    """Distance (m) from the back of a thick lens to its focus (lensmaker's equation)."""
    power = (index - 1) * (1 / left + 1 / right - (index - 1) * thickness / (index * left * right))
    return (1 - (index - 1) * thickness / (index * left)) / power


def lens_scene(index: float, thickness: float, left: float, right: float, turn: float = 0.0) -> Surfaces:
    return bench((of_glass(lens(0.3, thickness, left, right), index), (*CENTRE, turn)))


def curved_mirror(length: float, radius: float) -> elements.Element:
    """Bulging to the right of its way from -length / 2 to length / 2 along x: downwards for positive radii."""
    return elements.thin(elements.edge((-length / 2, 0), (length / 2, 0), radius), 1.0)


# Lenses ---------------------------------------------------------------------------------------------------


@given(st.floats(1.3, 2.0), st.floats(0.08, 0.2), radii, radii, st.floats(-3, 3))
def test_a_lens_has_the_focus_of_the_lensmaker(
    index: float, thickness: float, left: float, right: float, turn: float
) -> None:
    """For rays near the axis, and for the tube of the ray on it."""
    focus = thick_lens(index, thickness, left, right)
    assume(abs(focus) < 5)
    axis, across = unit(turn), unit(turn + math.pi / 2)
    scene = lens_scene(index, thickness, left, right, turn)
    for height in (0.0, 1e-4):
        shot = shoot(scene, CENTRE - 0.5 * axis + height * across, turn)
        row = shot.main[2]
        end, way = shot.lines[row, :2], shot.ways[2]
        if height:
            crossing = -(end - CENTRE) @ across / (way @ across)
        else:
            width, run = shot.lines[row, 4], np.linalg.norm(shot.lines[row, 2:4] - shot.lines[row, :2])
            crossing = -width * run / (shot.lines[row, 5] - width)
        behind = (end + crossing * way - CENTRE) @ axis - thickness / 2
        assert behind == pytest.approx(focus, rel=1e-4 if height else 1e-9)


@given(st.floats(1.3, 2.0), radii, radii)
def test_a_hollow_lens_spreads_light(index: float, left: float, right: float) -> None:
    shot = shoot(lens_scene(index, 0.1, -left, -right), CENTRE - [0.5, 0], 0.0, width=0.01)
    first, last = shot.lines[shot.main[2], 4:6]
    assert last > first > 0
    up = shoot(lens_scene(index, 0.1, -left, -right), CENTRE - [0.5, -0.05], 0.0)
    assert up.ways[2][1] > 0


def test_a_tube_changes_its_sign_at_the_focus() -> None:
    shot = shoot(lens_scene(1.5, 0.1, 0.5, 0.5), CENTRE - [0.5, 0], 0.0, width=0.01)
    width, end = shot.lines[shot.main[2], 4:6]
    assert width > 0 > end


# Curved mirrors -------------------------------------------------------------------------------------------


@given(radii, signs, st.floats(-0.1, 0.1), st.floats(-0.8, 0.8))
def test_the_mirror_equation(radius: float, sign: float, aside: float, heading: float) -> None:
    """Parallel light meets at R cos / 2 from the point of a hollow mirror that it meets, seems to behind a full one."""
    start = np.array([aside, 1.8]) - 0.6 * unit(heading - math.pi / 2)
    shot = shoot(bench((curved_mirror(0.28, sign * radius), (*CENTRE, 0.0))), start, heading - math.pi / 2, width=0.01)
    assume(len(shot.main) > 1)
    end, cos = shot.corners[1], math.sqrt((1 + -shot.ways[0] @ shot.ways[1]) / 2)
    assert abs(np.linalg.norm(end - CENTRE - [0, sign * math.sqrt(radius**2 - 0.14**2)]) - radius) < 1e-12
    run = np.linalg.norm(shot.corners[2] - end)
    width, last = shot.lines[1, 4:6]
    assert width == pytest.approx(0.01)
    # Light comes from above: an arc that bulges down, to the right of its way, is hollow for it.
    assert last == pytest.approx(0.01 * (1 - sign * 2 * run / (radius * cos)), rel=1e-9, abs=1e-12)


@given(radii, st.floats(-0.13, 0.13), st.floats(-1.0, 1.0))
def test_a_full_mirror_is_met_once(radius: float, aside: float, heading: float) -> None:
    """The arc that a ray has just left on its outside is not met again, however rounding put the point."""
    start = np.array([aside, 1.8]) - 0.6 * unit(heading - math.pi / 2)
    shot = shoot(bench((curved_mirror(0.28, -radius), (*CENTRE, 0.0))), start, heading - math.pi / 2)
    assert (np.linalg.norm(np.diff(shot.corners, axis=0), axis=1) > 1e-6).all()
    assert len(shot.main) <= 2


@given(st.floats(0.1, 5), st.floats(0.1, 5), st.floats(0.3, 1.0))
def test_object_and_image_of_a_hollow_mirror(distance: float, radius: float, cos: float) -> None:
    """1/s + 1/s' = 2 / (R cos)."""
    width = 0.01
    spread = reflected_spread(width, width / distance, -1 / radius, cos)
    assert 1 / distance - spread / width == pytest.approx(2 / (radius * cos), rel=1e-12)


@given(st.floats(0.1, 5), st.floats(-1.2, 1.2), st.floats(1.1, 2))
def test_a_flat_surface_brings_the_source_nearer(distance: float, angle: float, index: float) -> None:
    """Looking at something under water: s' = n' cos'^2 s / (n cos^2)."""
    cos = math.cos(angle)
    cos_out = snell(1 / index, cos)
    width, spread = refracted_tube(0.01, 0.01 / distance, 0.0, 1.0, index, cos, cos_out)
    assert width / spread == pytest.approx(distance * index * cos_out**2 / cos**2, rel=1e-12)


@given(st.floats(0.05, 0.6), st.floats(-0.99, 0.99), st.floats(-3, 3))
def test_light_inside_a_hollow_ball_goes_round(radius: float, offset: float, heading: float) -> None:
    """A ball of metal seen from inside: an arc may be met again at once, always after the same chord."""
    corners = [tuple(radius * unit(angle)) for angle in (0, 2, 4)]
    arcs = [elements.edge(corners[k], corners[(k + 1) % 3], radius) for k in range(3)]
    walls = [(elements.thin(arc, 1.0), (*CENTRE, 0.0)) for arc in arcs]
    start = CENTRE + offset * radius * unit(heading + math.pi / 2)
    shot = shoot(bench(*walls), start, heading)
    assert (np.linalg.norm(shot.corners - CENTRE, axis=1) <= radius + 1e-9).all()
    chords = np.linalg.norm(np.diff(shot.corners, axis=0), axis=1)[1:]
    np.testing.assert_allclose(chords, 2 * radius * math.sqrt(1 - offset**2), rtol=1e-6)


# Discs ----------------------------------------------------------------------------------------------------


@given(st.floats(1.1, 1.9), st.floats(0.05, 0.6), st.floats(-0.98, 0.98), bands, st.floats(-3, 3))
def test_a_ball_of_glass_turns_light_as_in_a_rainbow(
    index: float, radius: float, offset: float, band: int, turn: float
) -> None:
    """Turned by 2 (i - r); each further reflection inside by pi - 2 r."""
    scene = bench((of_glass(elements.circle(radius), index), (*CENTRE, turn)))
    shot = shoot(scene, CENTRE - [1, -offset * radius], 0.0, band)
    i, r = math.asin(offset), math.asin(offset / index)
    np.testing.assert_allclose(shot.ways[2], unit(-2 * (i - r)), atol=1e-9)
    bow = (shot.marks[:, 2] == 3) & (shot.marks[:, 3] == AIR)
    for row in np.flatnonzero(bow):
        way = shot.lines[row, 2:4] - shot.lines[row, :2]
        np.testing.assert_allclose(way / np.linalg.norm(way), unit(math.pi - 2 * i + 4 * r), atol=1e-9)


def test_arcs_on_one_circle_are_one_surface() -> None:
    """Rays that pass a ball by different arcs of it share their path; by faces of a square they do not."""
    ball = bench((of_glass(elements.circle(0.4), 1.5), (*CENTRE, 0.6)))
    box = bench(
        (
            of_glass(elements.outline(np.array([[-0.3, -0.3], [0.3, -0.3], [0.3, 0.3], [-0.3, 0.3]])), 1.5),
            (*CENTRE, 0.6),
        )
    )
    for scene, ways in ((ball, 1), (box, 2)):
        paths = {int(shoot(scene, CENTRE - [1, -y], 0.0).marks[1, 4]) for y in np.linspace(-0.3, 0.3, 25)}
        assert len(paths) == ways


# Tubes against neighbouring rays --------------------------------------------------------------------------


@st.composite
def curved_scenes(draw: st.DrawFn) -> Surfaces:
    """A lens, a ball and a curved mirror somewhere on the stage, all apart."""
    index = st.floats(1.2, 2.0)
    turned = st.floats(-3, 3)
    return bench(
        (of_glass(lens(0.3, 0.12, draw(signs) * draw(radii), draw(radii)), draw(index)), (-0.5, 1.8, draw(turned))),
        (of_glass(elements.circle(draw(st.floats(0.1, 0.25))), draw(index)), (0.3, 1.8, draw(turned))),
        (curved_mirror(0.5, draw(signs) * draw(radii)), (1.0, 1.8, draw(turned))),
    )


@given(curved_scenes(), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_the_width_of_a_tube_is_the_distance_of_neighbouring_rays(
    scene: Surfaces, aside: float, heading: float
) -> None:
    start, way, step = np.array([-1.5, 1.8 + aside]), unit(heading), 1e-8
    left = np.array([-way[1], way[0]])
    one = shoot(scene, start, heading, width=step)
    other = shoot(scene, start + step * left, heading, width=step)
    assume(not one.steps_aside(start) and not other.steps_aside(start + step * left))
    side, widest = 1.0, step  # reflections swap the sides of a ray, its tube keeps its sign
    for row, (a, b) in enumerate(zip(one.main, other.main, strict=False)):
        if one.marks[a, 4] != other.marks[b, 4] or one.marks[a, 6] != other.marks[b, 6]:
            break
        width = one.lines[a, 4:6]
        widest = max(widest, np.abs(width).max())
        if widest > 1e3 * step:
            break  # far apart, and differences are no derivatives
        for end, across in ((0, width[0]), (2, width[1])):
            reach = (one.lines[a, end : end + 2] - other.lines[b, :2]) @ other.ways[row]
            at = other.lines[b, :2] + reach * other.ways[row]
            gap = cross(one.ways[row], at - one.lines[a, end : end + 2])
            assert side * gap == pytest.approx(across, abs=2e-3 * widest)
        if row + 1 < len(one.main) and _turned_back(one, row):
            side = -side


def _turned_back(shot: Shot, row: int) -> bool:
    """Whether a reflection lies between two runs of the main way: its medium stays, its direction does not."""
    a, b = shot.main[row], shot.main[row + 1]
    return bool(shot.marks[a, 3] == shot.marks[b, 3] and abs(cross(shot.ways[row], shot.ways[row + 1])) > 1e-12)


@given(curved_scenes(), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2), bands)
def test_light_goes_back_the_way_it_came(scene: Surfaces, aside: float, heading: float, band: int) -> None:
    """Reversibility: sent back from where it ended, through the same points to the lamp."""
    start = np.array([-1.5, 1.8 + aside])
    there = shoot(scene, start, heading, band, width=1.0)
    assume(there.marks[there.main[-1], 6] == 3 and there.powers[there.main[-1], band] > 0.3)
    ends = scene[2][:, :4].reshape(-1, 1, 2)
    assume(np.linalg.norm(there.corners - ends, axis=2).min() > 1e-4)  # at a corner rounding decides
    # How far rounding may carry: as far as the tubes of both ways are wide.
    back = shoot(scene, there.corners[-1] - 1e-6 * there.ways[-1], -there.ways[-1], band, width=1.0)
    assume(len(back.corners) == len(there.corners))
    assume(not there.steps_aside(start) and not back.steps_aside(there.corners[-1] - 1e-6 * there.ways[-1]))
    slack = 1e-9 * max(1.0, np.abs(there.lines[there.main, 4:6]).max(), np.abs(back.lines[back.main, 4:6]).max())
    np.testing.assert_allclose(back.corners[1:-1], there.corners[-2:0:-1], atol=slack)
    assert cross(back.ways[-1], start - back.corners[-2]) == pytest.approx(0.0, abs=slack)
