"""No light where none can be: nothing slips between two edges, round a corner or out of something opaque."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.core import kernels
from game.core.geom import Floats
from game.sim.light import elements
from game.sim.light.constants import EPSILON
from game.sim.view import Segments
from tests.unit.light.light_bench import (
    NO_MIRRORS,
    SQUARE,
    Setting,
    angles,
    bench,
    cross,
    lamp,
    lit,
    opaque_edges,
    placed,
    polygon,
    scenes,
    shoot,
    stage,
    unit,
)


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """No test waits for a compiler."""
    kernels.warm_up()


def crossed(segments: Segments, edges: Floats, margin: float) -> bool:
    """Whether any run of light crosses an edge, both reaching further than `margin` (m) beyond the other."""
    a, b = edges[None, :, 0], edges[None, :, 1]
    p, q = segments.start[:, None], segments.end[:, None]
    beyond_edge = apart(cross(b - a, p - a), cross(b - a, q - a), np.linalg.norm(b - a, axis=2) * margin)
    beyond_run = apart(cross(q - p, a - p), cross(q - p, b - p), np.linalg.norm(q - p, axis=2) * margin)
    return bool((beyond_edge & beyond_run).any())


def apart(one: Floats, other: Floats, margin: float | Floats) -> NDArray[np.bool_]:
    """On different sides of nought, each by more than a margin."""
    return (np.minimum(one, other) < -margin) & (np.maximum(one, other) > margin)


@given(scenes())
def test_no_light_crosses_what_is_opaque(scene: Setting) -> None:
    level, pieces, mirrors = scene
    edges = opaque_edges(level, pieces, mirrors)
    assume((np.linalg.norm(edges[:, 1] - edges[:, 0], axis=1) > 1e-3).all())
    assert not crossed(lit(level, pieces, mirrors).segments(), edges, 1e-9)


@pytest.mark.parametrize("lean", [0.0, 0.01, -0.2])
@pytest.mark.parametrize("offset", [0.0, 0.1, 0.3])
def test_what_steps_aside_stays_before_the_mirror_that_it_comes_from(lean: float, offset: float) -> None:
    """Between a mirror and two that cross over it, at the very point that the light goes to."""
    level = stage([lamp((offset + 0.5, 1.5), (offset, 1.0), 0.05)], [2.0, 1.0, 1.0])
    meeting = offset - 0.5, 1.5
    mirrors = np.array([(0.0, 1.0, 0.0), (*meeting, 0.9 + lean), (*meeting, -0.4)])
    segments = lit(level, mirrors=mirrors).segments()
    onward = (segments.ray[1:] == 1) & (segments.ray[:-1] == 1)
    assert (segments.start[1:] != segments.end[:-1])[onward].any(), "it had to step aside"
    assert not crossed(segments, opaque_edges(level, [], mirrors), 1e-9)


@given(st.integers(3, 12), st.integers(0, 11), angles, angles, st.sampled_from(["stone", "brass"]))
def test_nothing_slips_in_between_two_edges(corners: int, corner: int, turn: float, heading: float, name: str) -> None:
    """Rays aimed at the very corner of a piece never run inside of it."""
    outline, pose = polygon(corners, 0.3), (0.0, 1.8, turn)
    at = placed(outline, pose)[corner % corners]
    assume(unit(heading) @ (at - np.array(pose[:2])) < -1e-3)
    level = stage([lamp(tuple(at - 0.5 * unit(heading)), tuple(at), 0.03)])
    segments = lit(level, [(outline, name, pose)]).segments()
    edges = opaque_edges(level, [(outline, name, pose)], NO_MIRRORS)
    assert not crossed(segments, edges, 1e-9)
    middles = (segments.start + segments.end) / 2
    way = edges[:, 1] - edges[:, 0]
    depths = cross(way, middles[:, None] - edges[:, 0]) / np.linalg.norm(way, axis=1)
    assert (depths.min(axis=1) < 1e-9).all()


NOTCHED = np.array([[-0.7, -0.7], [0.8, -0.7], [0.8, 0.7], [-0.7, 0.7], [0.0, 0.0]])
SLAB = np.array([[-0.9, -0.3], [0.9, -0.3], [0.9, 0.0], [-0.9, 0.0]])


@given(
    st.sampled_from(["mirrors that meet", "mirrors that cross", "a notch in brass", "slabs of brass"]),
    st.floats(-0.7, 0.7),
    angles,
)
def test_light_into_the_very_corner_of_a_wedge_stays_before_it(wedge: str, offset: float, turn: float) -> None:
    """Two faces at right angles, and a ray to the point where they meet: rounding never lets it through."""
    corner, heading = np.array([0.0, 1.8]), turn + offset
    upper, lower = turn + 0.75 * math.pi, turn - 0.75 * math.pi
    pieces, mirrors = [], []
    if wedge == "mirrors that meet":
        mirrors = [(*(corner + 0.5 * unit(arm)), arm) for arm in (upper, lower)]
    elif wedge == "mirrors that cross":
        mirrors = [(*corner, upper), (*corner, lower)]
    elif wedge == "a notch in brass":
        pieces = [(NOTCHED, "brass", (*corner, turn))]
    else:
        pieces = [(SLAB, "brass", (*corner, angle)) for angle in (upper, lower + math.pi)]
    level = stage([lamp(tuple(corner - 0.5 * unit(heading)), tuple(corner), 0.01)], [1.0] * len(mirrors))
    segments = lit(level, pieces, mirrors or NO_MIRRORS).segments()
    for arm, inwards in ((upper, 1.0), (lower, -1.0)):
        assert (inwards * cross(unit(arm), segments.end - corner) > -1e-9).all()


@pytest.mark.parametrize("name", ["stone", "brass"])
def test_light_from_inside_of_something_opaque_stays_there(name: str) -> None:
    tracer = lit(stage([lamp((0, 1), (1, 1))]), [(SQUARE, name, (0.0, 1.0, 0.0))])
    assert (tracer.segments().end[:, 0] <= 0.2 + EPSILON).all()
    assert tracer.segments().depth.max() == 0
    assert tracer.absorbed[0] == pytest.approx(1.0)


@given(st.integers(3, 9), st.floats(0.0, 6.3), st.floats(-3, 3), st.sampled_from([0.8, 0.0]))
def test_no_light_enters_a_ball_where_its_arcs_meet(arcs: int, turn: float, heading: float, share: float) -> None:
    """A round piece of metal or stone, and rays to the very point where two of its arcs meet."""
    corners = polygon(arcs, 0.4)
    made = [elements.edge(a, b, 0.4) for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True)]
    ball = elements.thin(np.vstack(made), share, encloses=True)
    pose = (0.0, 1.8, turn)
    for at in placed(corners, pose):
        if unit(heading) @ (at - [0.0, 1.8]) < 0:
            shot = shoot(bench((ball, pose)), at - 0.5 * unit(heading), heading)
            assert (np.linalg.norm(shot.corners - [0.0, 1.8], axis=1) > 0.4 - 1e-9).all()


@given(st.floats(-0.399, 0.399), angles)
def test_a_dent_is_not_closed(offset: float, turn: float) -> None:
    """An arc that bulges inwards: light goes into the dent as far as the arc, not to its chord."""
    dented = np.vstack(
        [
            elements.edge((0.4, -0.4), (0.4, 0.4), -0.5),
            elements.edge((0.4, 0.4), (-0.4, 0.4)),
            elements.edge((-0.4, 0.4), (-0.4, -0.4)),
            elements.edge((-0.4, -0.4), (0.4, -0.4)),
        ]
    )
    way, left = -unit(turn), unit(turn + math.pi / 2)
    scene = bench((elements.thin(dented, encloses=True), (0.0, 1.8, turn)))
    shot = shoot(scene, np.array([0.0, 1.8]) - way + offset * left, way)
    depth = math.sqrt(0.25 - offset**2) - 0.3
    assert np.linalg.norm(shot.corners[1] - shot.corners[0]) == pytest.approx(0.6 + depth, abs=1e-12)
