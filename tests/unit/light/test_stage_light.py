"""Lights and optics of a level on the stage: schedules, what rides on pieces, what hands turn, what a view shows."""

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.level.model import Light
from game.level.values.spectrum import BANDS, PARTS, WAVELENGTHS
from game.sim import EventKind, Intent, World
from game.sim.light.lamps import Lamps, bands_of, heading, is_lit, part_of
from game.sim.light.layout import RAY_POWER
from game.sim.light.tracer import MOST_ROOMS, Tracer
from tests.unit.light.stage_bench import DETECTOR, LAMP, MIRROR, after, level, out_of


def light(**changes: Any) -> Light:
    return Light.model_validate_json(json.dumps(LAMP | changes))


# Lamps ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("spectrum", "bands"),
    [
        ("white", range(BANDS)),
        ("soprano", range(2)),
        ("bass", range(6, 8)),
        (430, range(1)),
        (497, range(1, 2)),
        (590, range(4, 5)),
    ],
)
def test_a_lamp_shares_its_power_among_its_bands(spectrum: Any, bands: range) -> None:
    lamp = light(spectrum=spectrum, power=2.5)
    power = Lamps([lamp]).rays[:, RAY_POWER:].sum(axis=0)
    assert np.flatnonzero(power).tolist() == list(bands) == list(bands_of(lamp))
    np.testing.assert_allclose(power[list(bands)], 2.5 / len(bands))


@given(st.floats(430, 680))
def test_a_wavelength_means_the_nearest_band(nm: float) -> None:
    (band,) = bands_of(light(spectrum=nm))
    assert abs(WAVELENGTHS[band] - nm) == min(abs(each - nm) for each in WAVELENGTHS)
    assert part_of(light(spectrum=nm)) == PARTS[band // 2]


@given(st.floats(0, 1), st.floats(0, 200))
def test_a_lamp_pans_between_its_two_aims(phase: float, time: float) -> None:
    lamp = light(pan={"to": [1.0, 1.0], "period": 7, "phase": phase})
    share = (1 - math.cos(2 * math.pi * (time / 7 + phase))) / 2
    aim = np.array([-2.0 + 3.0 * share, 1.0]) - lamp.source
    assert heading(lamp, time) == pytest.approx(tuple(aim / np.linalg.norm(aim)))
    assert heading(lamp, time + 7) == pytest.approx(heading(lamp, time), abs=1e-9)


def test_a_lamp_blinks_for_its_share_of_the_time() -> None:
    lamp = light(blink={"period": 3, "duty": 0.4, "phase": 0.2})
    lit = [is_lit(lamp, 3 * (k + 0.5) / 1000) for k in range(1000)]
    assert sum(lit) == 400
    assert lit[:200] == [True] * 200 and not lit[200] and lit[-1]


def test_rays_are_made_anew_only_when_a_lamp_changes() -> None:
    lamps = Lamps([light(), light(blink={"period": 2}), light(pan={"to": [0, 1], "period": 5})])
    before = lamps.rays.copy()
    lamps.turn_to(0.0)
    lamps.rays[:] = 7.0  # whoever writes anew will be seen
    lamps.turn_to(0.0)
    assert (lamps.rays == 7.0).all()
    lamps.turn_to(1.5)
    beams = np.split(lamps.rays, 3)
    assert (beams[0] == 7.0).all()
    assert (beams[1][:, RAY_POWER:] == 0.0).all()
    np.testing.assert_array_equal(beams[2], np.split(Lamps(lamps.lights, 1.5).rays, 3)[2])
    lamps.turn_to(5.0 - 5.0)
    np.testing.assert_array_equal(np.split(lamps.rays, 3)[1:], np.split(before, 3)[1:])


def test_the_view_shows_lamps_as_the_light_was_traced() -> None:
    pan, blink = {"to": [-1.0, 1.0], "period": 4}, {"period": 1, "duty": 0.3}
    stage = level(lights=[LAMP | {"id": "a", "pan": pan}, LAMP | {"id": "b", "blink": blink, "spectrum": "alto"}])
    world = World(stage)
    for _ in range(90):
        world.tick(Intent())
        view = world.view()
        for index, lamp in enumerate(view.light.lamps):
            assert lamp.direction == heading(stage.lights[index], view.time)
            assert lamp.lit == is_lit(stage.lights[index], view.time)
            assert lamp.lit == bool(np.any(view.light.segments.beam == index))
        first = view.light.segments.beam == 0
        run = view.light.segments.end[first][0] - view.light.segments.start[first][0]
        np.testing.assert_allclose(run / np.linalg.norm(run), view.light.lamps[0].direction, atol=1e-12)
    assert [(lamp.name, lamp.part) for lamp in view.light.lamps] == [("a", "white"), ("b", "alto")]


# Optics ---------------------------------------------------------------------------------------------------
def test_every_kind_of_optic_does_its_work_in_a_level() -> None:
    """Down from the lamp: a splitter throws half aside, a gel lets red through, a prism turns light aside."""
    stage = level(
        {"type": "splitter", "id": "half", "ends": [[-2.1, 2.6], [-1.9, 2.4]]},
        {"type": "detector", "id": "aside", "ends": [[-1.0, 2.4], [-1.0, 2.6]]},
        {"type": "filter", "id": "gel", "ends": [[-2.1, 2.0], [-1.9, 2.0]], "passes": ["bass"]},
        DETECTOR,
    )
    view = World(stage).view()
    optics = {optic.spec.id: optic for optic in view.light.optics}
    assert [optic.spec.type for optic in view.light.optics] == ["splitter", "detector", "filter", "detector"]
    assert optics["aside"].reading == pytest.approx(0.5)
    assert optics["ear"].reading == pytest.approx(0.5 / 4)
    assert [optic.spec for optic in view.light.optics] == list(stage.optics)
    for optic in view.light.optics:
        assert np.any(view.light.segments.hit == optic.row)
        assert not optic.outline.flags.writeable
    bent = World(level({"type": "prism", "id": "wedge", "at": [-2.0, 1.5], "side": 0.4, "colour": "ruby"}, DETECTOR))
    wedge, ear = bent.view().light.optics
    assert wedge.spec.surface == ("flint_glass", "ruby") and wedge.outline.shape == (3, 2)
    assert np.any(bent.view().light.segments.medium == wedge.row)
    assert ear.reading == 0.0


def test_outlines_of_curved_optics_follow_their_arcs() -> None:
    stage = level(
        {"type": "lens", "id": "eye", "at": [-1, 2], "height": 0.4, "radii": [0.6, -0.8], "thickness": 0.08},
        MIRROR | {"id": "bowl", "at": [1, 2], "curve": 0.9, "fixed": True},
    )
    lens, bowl = World(stage).view().light.optics
    assert bowl.spec.type == "mirror"
    chord = bowl.outline[-1] - bowl.outline[0]
    assert np.linalg.norm(chord) == pytest.approx(0.4)
    for points, radius in ((bowl.outline, 0.9), (lens.outline[lens.outline[:, 0] < -1.02], 0.6)):
        inner = points[1:-1] if radius == 0.6 else points
        centre, *_ = np.linalg.lstsq(
            np.column_stack([2 * inner, np.ones(len(inner))]), (inner**2).sum(axis=1), rcond=None
        )
        np.testing.assert_allclose(np.hypot(*(inner - centre[:2]).T), radius, atol=1e-9)
        assert np.hypot(*np.diff(inner, axis=0).T).max() < radius * math.radians(2.01)
    middle = bowl.outline[len(bowl.outline) // 2] - (1, 2)
    assert middle @ (chord[1], -chord[0]) > 0  # to the right of its face, as it bulges


@given(st.floats(-0.3, 0.3), st.floats(-0.2, 0.2), st.floats(-3, 3))
@settings(max_examples=25)
def test_what_stands_still_is_where_it_would_be_placed_anew(lean: float, shift: float, angle: float) -> None:
    """A tracer that has seen the stage move in steps gives the same bits as one that sees it for the first time."""
    stage = level(MIRROR, DETECTOR, {"type": "prism", "id": "wedge", "at": [-1, 1.5], "side": 0.4})
    mirrors, nothing = np.array([[-2.0, 1.0, 0.7]]), np.zeros((0, 3))
    motions = np.array([[0, 0, 0], [shift, 0.1, lean]])
    old, new = Tracer(stage), Tracer(stage)
    old.trace(nothing, mirrors)
    old.trace(nothing, mirrors)
    old.trace(nothing, mirrors, (0.0, lean))
    old.trace(nothing, mirrors, (0.0, lean), motions)
    mirrors[0, 2] = angle
    for tracer in (old, new):
        tracer.trace(nothing, mirrors, (shift, lean), motions)
    for name in ("lines", "marks"):
        assert getattr(old.segments(), name).tobytes() == getattr(new.segments(), name).tobytes()
    assert old.absorbed.sum() + old.cut == pytest.approx(1.0, abs=1e-9)
    np.testing.assert_allclose(old.arrived.sum(), np.asarray(old._tally[:, 0]).sum(), atol=1e-12)


def test_light_that_was_shown_stays_as_it_was_for_as_long_as_anybody_has_a_part_of_it() -> None:
    tracer, nothing = Tracer(level(MIRROR)), np.zeros((0, 3))
    kept = []
    for turn in range(2 * MOST_ROOMS):
        tracer.trace(nothing, np.array([[-2.0, 1.0, 0.1 * turn]]))
        width = tracer.segments().width  # a part is enough
        kept.append((width, width.copy()))
    for width, shown in kept:
        np.testing.assert_array_equal(width, shown)
    kept.clear()
    del width, shown
    views = []
    for _ in range(3 * MOST_ROOMS):
        tracer.trace(nothing, np.array([[-2.0, 1.0, 0.3]]))
        views.append(tracer.segments())
    large = [view for view in views if view.lines.base is not None]
    assert len(large) < MOST_ROOMS, "who keeps many has no more of each than was traced"
    views.clear()
    large.clear()
    rooms = set()
    for _ in range(2 * MOST_ROOMS):
        tracer.trace(nothing, np.array([[-2.0, 1.0, 0.3]]))
        rooms.add(tracer.segments().lines.ctypes.data)
    assert len(rooms) <= MOST_ROOMS, "room at which nobody looks is used again"


# Hands ----------------------------------------------------------------------------------------------------
def test_fixed_mirrors_are_for_no_hand() -> None:
    fixed = MIRROR | {"id": "fixed", "fixed": True}
    world = World(
        level(fixed | {"at": [-2, 2]}, MIRROR, fixed | {"id": "too", "at": [1, 2]}, MIRROR | {"id": "second"})
    )
    view = world.view()
    assert [mirror.name for mirror in view.light.mirrors] == ["hand", "second"]
    assert [(optic.spec.type, optic.spec.id) for optic in view.light.optics] == [("mirror", "fixed"), ("mirror", "too")]
    (taken,) = (event for event in world.tick(Intent(take=1)) if event.kind is EventKind.TAKE)
    assert (taken.subject, world.hands.held) == ("second", 1)
    assert not any(event.kind is EventKind.TAKE for event in world.tick(Intent(take=2)))


def test_a_level_of_fixed_mirrors_only_can_be_played() -> None:
    world = World(level(MIRROR | {"fixed": True}))
    view = after(world, 30, aim=(0.0, 1.0), turn=1.0, take=0)
    assert view.light.mirrors == () and view.light.ghost is None
    (mirror,) = view.light.optics
    np.testing.assert_allclose(mirror.outline.mean(axis=0), (-2, 1), atol=1e-12)


@pytest.mark.parametrize("curve", [None, 1.2, -1.2, 0.4, -0.5])
@pytest.mark.parametrize("target", [(0.4, 2.2), (-1.0, 1.6), (-3.0, 2.0)])
def test_a_beam_leaves_through_the_aim_also_from_a_curved_mirror(
    curve: float | None, target: tuple[float, float]
) -> None:
    """Met 6 cm beside its middle. Where the middle of the beam goes counts: a curved mirror spreads it."""
    lamp = LAMP | {"from": [-1.94, 3.0], "toward": [-1.94, 1.0]}
    world = World(level(MIRROR | {"angle": 20, "curve": curve}, lights=[lamp]))
    view = after(world, 240, aim=target)
    (mirror,) = view.light.mirrors
    assert mirror.curve == (curve or 0.0)
    rays = list(out_of(view, mirror, row=2))
    assert len(rays) == 4
    misses = [way[0] * (target[1] - at[1]) - way[1] * (target[0] - at[0]) for at, way in rays]
    assert abs(np.mean(misses)) < (1e-9 if curve is None else 2e-3)
    assert mirror.incoming == pytest.approx((0.0, -1.0))
    # The ghost leaves where the light does, through the aim, and ends where that light would.
    assert view.light.ghost is not None
    start, end = np.array(view.light.ghost[0]), np.array(view.light.ghost[1])
    assert np.linalg.norm(start - np.mean([at for at, _ in rays], axis=0)) < 2e-3
    way, aimed = (end - start) / np.linalg.norm(end - start), np.array(target) - start
    np.testing.assert_allclose(way, aimed / np.linalg.norm(aimed), atol=1e-12)
    assert world.light.first_hit(tuple(start + 1e-6 * way), tuple(way), mirror=0) == pytest.approx(
        math.dist(start, end) - 1e-6
    )


def test_the_ghost_ends_at_glass() -> None:
    glass = {"type": "prism", "id": "wedge", "at": [-1.0, 1.5], "side": 0.4}
    view = after(World(level(MIRROR, glass)), 10, aim=(-1.0, 1.6))
    (prism,) = view.light.optics
    assert view.light.ghost is not None
    a, b, end = prism.outline[2], prism.outline[0], np.array(view.light.ghost[1])  # its left face
    assert abs((b - a)[0] * (end - a)[1] - (b - a)[1] * (end - a)[0]) < 1e-9
