"""Heat: a beam parked on sound glass warms it as the law says, shows it, and at last cracks it."""

import json
import math
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core import kernels
from game.core.clock import TICK_S
from game.level import Level, load_level, parse_level
from game.level.values.materials import MATERIALS
from game.sim import Event, EventKind, Intent, World
from game.sim import constants as c
from game.sim.events import NO_MARKS
from game.sim.glass.fracture import grow
from game.sim.light.constants import BANDS
from game.sim.sculpture.body import Body
from game.sim.sculpture.heat import SECONDS_BETWEEN_STEPS, brightest_entry, haste, settles_at, warm, warmed
from game.sim.view import Segments
from tests import views
from tests.levels import old_level

watts = st.floats(0, 20)
masses = st.floats(0.01, 100)
rises = st.floats(0, 200)
times = st.floats(0, 300)


@pytest.fixture(scope="module", autouse=True)
def warm_kernels() -> None:
    """No test waits for a compiler."""
    kernels.warm_up()


# The law --------------------------------------------------------------------------------------------------


@given(rises, watts, masses, times)
def test_in_steady_light_the_rise_goes_exponentially_to_where_it_settles(
    rise: float, power: float, mass: float, time: float
) -> None:
    end = c.HEAT_GAIN * power * c.COOLING_S / (min(mass, c.WARMED_MASS) * c.GLASS_HEAT_CAPACITY)
    assert settles_at(power, mass) == pytest.approx(end)
    assert warmed(rise, power, mass, time) - end == pytest.approx((rise - end) * math.exp(-time / c.COOLING_S))
    assert warmed(rise, power, mass, 1e4) == pytest.approx(end)


@given(rises, watts, masses, times, st.floats(0, 1))
def test_two_steps_are_one(rise: float, power: float, mass: float, time: float, share: float) -> None:
    between = warmed(rise, power, mass, share * time)
    assert warmed(between, power, mass, (1 - share) * time) == pytest.approx(warmed(rise, power, mass, time), abs=1e-9)


@given(rises, watts, st.floats(0.1, c.WARMED_MASS), st.floats(0.1, 60))
def test_energy_what_came_in_is_in_the_glass_or_was_given_off(
    rise: float, power: float, mass: float, time: float
) -> None:
    capacity = mass * c.GLASS_HEAT_CAPACITY
    moments = np.linspace(0.0, time, 2001)
    given_off = capacity / c.COOLING_S * np.trapezoid([warmed(rise, power, mass, t) for t in moments], moments)
    stored = capacity * (warmed(rise, power, mass, time) - rise)
    assert stored + given_off == pytest.approx(c.HEAT_GAIN * power * time, rel=1e-4, abs=1e-3 * capacity)


@given(st.floats(0, 10))
def test_a_warm_tip_is_faster_and_never_more_than_so_much(heat: float) -> None:
    body = same_glass()
    body.rise = heat * c.DANGEROUS_RISE
    assert 1.0 <= haste(body) <= c.HOT_TIP
    assert haste(body) == pytest.approx(1.0 + (c.HOT_TIP - 1.0) * min(1.0, heat))


def test_a_crack_in_warm_glass_runs_as_much_faster() -> None:
    world = World(load_level(old_level("1")))
    heart = named(world, "heart")
    crack = world.sculpture.open_crack(0, heart, (0.3, 0.0))
    law = MATERIALS["flint_glass"].fracture
    assert law is not None
    speeds = []
    for hurry in (1.0, 1.5):
        crack.along = 0.0
        grow(crack, heart.glass, np.tile([0.0, 2e4, 0.0], (len(heart.mesh.triangles), 1)), law, hurry)
        speeds.append(crack.speed)
    assert speeds[0] > 0.0
    assert speeds[1] == pytest.approx(1.5 * speeds[0], rel=1e-3)


def test_one_is_warned_once_until_the_glass_has_cooled_down() -> None:
    body = glass()
    hot, told = settles_at(6.75, body.mass) / c.DANGEROUS_RISE, []
    assert hot > 1.0
    for power, seconds in ((6.75, 20.0), (1.1, 5.0), (6.75, 20.0), (0.0, 120.0), (6.75, 20.0)):
        told.append(sum(len(warm([body], {body.key: power})) for _ in range(round(seconds / SECONDS_BETWEEN_STEPS))))
    assert told == [1, 0, 0, 0, 1]


def test_metal_stays_as_it_is() -> None:
    world = World(load_level(old_level("1")))
    foot = next(body for body in world.sculpture.bodies.values() if not body.is_glass)
    assert warm([foot], {foot.key: 1e3}) == []
    assert foot.heat == 0.0


# Where light enters ---------------------------------------------------------------------------------------


def segments(rows: list[tuple[tuple[float, float], float, float, int, int]]) -> Segments:
    """Runs of light, each with its end, its width there, its power, what it runs in and what it hits."""
    ends, width, power, medium, hit = (np.array(column) for column in zip(*rows, strict=True))
    widths = np.stack([np.ones(len(rows)), width], axis=1)
    return views.segments(end=ends, width=widths, power=np.tile(power[:, None] / BANDS, BANDS), medium=medium, hit=hit)


def test_light_enters_where_most_of_it_comes_through_the_least_width_from_outside() -> None:
    wide, narrow, within = (
        ((0.0, 0.1), 0.10, 5.0, -1, 2),
        ((0.3, 0.2), -0.01, 1.0, -1, 2),
        ((0.5, 0.5), 0.01, 9.0, 2, 2),
    )
    elsewhere = ((0.7, 0.7), 0.01, 9.0, -1, 1)
    assert brightest_entry(segments([wide, narrow, within, elsewhere]), 2) == (0.3, 0.2)
    assert brightest_entry(segments([wide, within, elsewhere]), 2) == (0.0, 0.1)
    assert brightest_entry(segments([within, elsewhere]), 2) is None


# On the stage ---------------------------------------------------------------------------------------------


def sound() -> Level:
    """The first level without its flaw, a lamp as strong as a brush of today, and nothing that shakes it."""
    level = load_level(old_level("1")).model_dump(by_alias=True, mode="json")
    level["flaws"][0]["opens"] = 599.0
    level["goal"]["within"] = 600.0
    level["whispers"] = []
    for light in level["lights"]:
        light["power"] *= 2.25
    return parse_level(json.dumps(level))


def named(world: World, name: str) -> Body:
    return next(body for body in world.sculpture.bodies.values() if body.name == name)


def glass() -> Body:
    return named(World(sound()), "heart")


@cache
def same_glass() -> Body:
    """One for all examples."""
    return glass()


def parked(aim: tuple[float, float], seconds: float) -> tuple[World, list[Event]]:
    """A world in which the beam stayed where it was aimed at, and what was told."""
    world = World(sound())
    told: list[Event] = []
    for _ in range(round(seconds / TICK_S)):
        told += world.tick(Intent(aim=aim))
    return world, told


def test_a_beam_parked_on_sound_glass_warms_it_warns_and_cracks_it_where_the_light_enters() -> None:
    world, told = parked((0.0, 0.6), 25.0)
    kinds = [event.kind for event in told]
    warning, crack = (next(event for event in told if event.kind is kind) for kind in (EventKind.HEAT, EventKind.FLAW))
    assert kinds.count(EventKind.FLAW) == 1
    assert warning.subject == crack.subject == "heart"
    assert warning.size == pytest.approx(c.HEAT_WARNING, abs=0.02)
    assert 12.0 < crack.tick * TICK_S < 22.0
    assert crack.tick - warning.tick > 4.0 / TICK_S  # time enough to turn the mirror
    mouth = named(world, "heart").mesh.nodes[next(iter(world.sculpture.cracks.all.values())).nodes[0]]
    assert mouth[0] < -0.15  # it is lit from the left
    assert world.voices[0].state == "waiting"
    assert len(world.voices) == 2  # what cracked is a voice to win


def test_what_heat_cracked_sings_for_no_points_and_stands_in_no_chord() -> None:
    world = World(sound())
    named(world, "heart").rise = 1.01 * c.DANGEROUS_RISE
    for _ in range(c.HEAT_PERIOD):
        world.tick(Intent())
    told: list[Event] = []
    while world.voices[1].state != "sings" and world.time < 20.0:
        for crack in world.sculpture.cracks.all.values():
            crack.exposure[:] = c.EXPOSURE_CAP  # gold as far as it has run
        told += world.tick(Intent())
    assert [event.marks for event in told if event.kind is EventKind.VOICE] == [NO_MARKS]
    assert world.voices[1].state == "sings"
    assert world.score.kept == 0.0 and world.score.chord == 0


def test_a_crack_relieves_the_glass_of_half_of_the_danger() -> None:
    world = World(sound())
    heart = named(world, "heart")
    heart.rise = 1.01 * c.DANGEROUS_RISE
    for _ in range(c.HEAT_PERIOD):
        world.tick(Intent())
    assert heart.heat == pytest.approx(c.RELIEVED)
    assert len(world.voices) == 2
    heart.rise = 1.01 * c.DANGEROUS_RISE  # while that crack is open, no other opens
    for _ in range(2 * c.HEAT_PERIOD):
        world.tick(Intent())
    assert len(world.voices) == 2


def test_the_view_shows_how_warm_glass_is() -> None:
    world = World(sound())
    heart = named(world, "heart")
    for heat, seen in ((0.0, 0.0), (0.4, 0.4), (3.0, 1.0)):
        heart.rise = heat * c.DANGEROUS_RISE
        assert [piece.heat for piece in world.view().sculpture.pieces if piece.name == "heart"] == [pytest.approx(seen)]


def test_light_that_gilds_does_not_heat() -> None:
    """The same beam on the same glass: swept over an open crack it leaves the glass cooler."""
    level = load_level(old_level("1"))
    heats = []
    for opens in (0.0, 50.0):
        changed = level.model_dump(by_alias=True, mode="json") | {
            "glasses": {"flint_glass": {"toughness": 1e8}},
            "whispers": [],
        }
        changed["flaws"][0]["opens"] = opens
        world = World(parse_level(json.dumps(changed)))
        for _ in range(round(4.0 / TICK_S)):
            world.tick(Intent(aim=(0.3, 0.56)))
        heats.append(named(world, "heart").heat)
    assert 0.0 < heats[0] < 0.5 * heats[1]


def test_parts_of_a_piece_are_as_warm_as_it_was() -> None:
    world = World(sound())
    heart = named(world, "heart")
    heart.rise, mass = 0.7 * c.DANGEROUS_RISE, heart.mass
    crack = world.sculpture.open_crack(1, heart, (0.3, 0.0))
    points = heart.glass.points
    while crack.nodes[-1] not in heart.glass.boundary or len(crack.nodes) < 2:
        ways = [n for n in heart.glass.neighbours[crack.nodes[-1]] if n not in crack.nodes]
        crack.nodes.append(min(ways, key=lambda node: points[node][0]))
    (split,) = world.sculpture.split([heart])
    assert len(split.parts) > 1
    assert [part.rise for part in split.parts] == [0.7 * c.DANGEROUS_RISE] * len(split.parts)
    kept = sum(part.rise * part.mass for part in split.parts)
    assert kept == pytest.approx(0.7 * c.DANGEROUS_RISE * (mass - sum(sliver.mass for sliver in split.glitter)))


def test_the_digest_knows_how_warm_the_glass_is() -> None:
    one, other = World(sound()), World(sound())
    assert one.digest() == other.digest()
    named(other, "heart").rise += 1e-9
    assert one.digest() != other.digest()
