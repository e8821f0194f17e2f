"""Gilding: which light a crack answers to, how fast it turns to gold, and that no beam is too narrow to count."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from game.core import kernels
from game.core.clock import TICK_S
from game.level import Level, load_level, parse_level
from game.level.values.materials import absorbance
from game.level.values.spectrum import BANDS, BANDS_PER_PART, PARTS
from game.sim import EventKind, Intent, World
from game.sim import constants as c
from game.sim.rules.gilding import ANY_LIGHT, MARKS, Gilding, answer, expose
from tests.levels import old_level
from tests.unit.light.light_bench import SQUARE, angles, lamp, lit, stage, unit

parts = st.integers(0, len(PARTS) - 1)
powers = arrays(float, BANDS, elements=st.floats(0, 50))


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """No test waits for a compiler."""
    kernels.warm_up()


def answered(bands: np.ndarray, part: int) -> float:
    """W/m of one cell's light that a crack of a part answers to."""
    return answer(np.array(bands, dtype=float).reshape(1, BANDS), 0, part)


def heard_as(light: list[float], part: int) -> np.ndarray:
    """Light (C, BANDS) on cells of which a crack of a part answers to so much (W/m)."""
    bands = np.zeros((len(light), BANDS))
    bands[:, max(0, part) * BANDS_PER_PART] = light
    return bands


def own(part: int) -> slice:
    return slice(part * BANDS_PER_PART, (part + 1) * BANDS_PER_PART)


# Colour ---------------------------------------------------------------------------------------------------


@given(parts, st.floats(0, 100))
def test_white_light_is_silent_to_every_part_however_bright(part: int, power: float) -> None:
    assert answered(np.full(BANDS, power / BANDS), part) <= 1e-12 * power
    assert answered(np.full(BANDS, power / BANDS), ANY_LIGHT) == pytest.approx(power)


@given(parts, powers)
def test_a_part_hears_its_two_bands_less_a_third_of_the_others(part: int, bands: np.ndarray) -> None:
    mine = bands[own(part)].sum()
    assert answered(bands, part) == pytest.approx(max(0.0, mine - (bands.sum() - mine) / 3), abs=1e-9)
    assert answered(bands, ANY_LIGHT) == pytest.approx(bands.sum())


@given(parts, parts, st.floats(0.01, 50))
def test_pure_light_speaks_to_its_own_part_alone(part: int, other: int, power: float) -> None:
    bands = np.zeros(BANDS)
    bands[own(part)] = power / BANDS_PER_PART
    assert answered(bands, other) == pytest.approx(power if part == other else 0.0)


@given(powers, parts, st.integers(0, BANDS - 1), st.floats(0, 10))
def test_more_of_the_own_colour_never_says_less_and_more_of_another_never_more(
    bands: np.ndarray, part: int, band: int, more: float
) -> None:
    changed = bands.copy()
    changed[band] += more
    before, after = answered(bands, part), answered(changed, part)
    assert after >= before if band // BANDS_PER_PART == part else after <= before


def test_white_light_behind_coloured_glass_speaks_in_that_colour() -> None:
    """Glass is a gel: after some of it, what is left of white is not white."""
    left = np.exp(-0.3 * np.array(absorbance("cobalt"))) / BANDS
    heard = [answered(left, part) for part in range(len(PARTS))]
    assert heard[PARTS.index("soprano")] > 0.05
    assert sum(power > 0.0 for power in heard) == 1


# Dose -----------------------------------------------------------------------------------------------------


def seconds_to_gold(light: float, part: int) -> float:
    """How long one lone cell takes in light that it answers to (W/m)."""
    exposure, told, drunk = np.zeros(1), np.zeros((1, MARKS), dtype=np.int64), np.zeros(1)
    spans, reached = np.array([0, 1]), np.array([1])
    for tick in range(1, 10_000):
        expose(
            heard_as([light], part),
            spans,
            reached,
            np.array([part]),
            np.ones(1),
            exposure,
            TICK_S,
            np.zeros(1),
            told,
            drunk,
        )
        assert told[0, 3] == told[0, 0], "it is told as it turns, and not before"
        if told[0, 0]:
            return tick * TICK_S
    return math.inf


@given(st.floats(1, 100))
def test_a_cell_is_gold_when_it_has_drunk_its_dose(light: float) -> None:
    assert seconds_to_gold(light, ANY_LIGHT) == pytest.approx(c.GILD_DOSE / light, abs=1.01 * TICK_S)


@given(parts)
def test_a_quarter_of_white_light_in_its_colour_gilds_nearly_as_fast_as_the_white(part: int) -> None:
    white = 12.0
    quarter = np.zeros(BANDS)
    quarter[own(part)] = white / BANDS
    plain, coloured = seconds_to_gold(white, ANY_LIGHT), seconds_to_gold(answered(quarter, part), part)
    assert plain < coloured < 1.2 * plain


def test_what_the_cells_drink_is_the_light_on_those_that_are_open() -> None:
    light, lengths = heard_as([4.0, 0.1, 6.0, 8.0], ANY_LIGHT), np.array([0.02, 0.02, 0.03, 0.01])
    told, drunk = np.zeros((2, MARKS), dtype=np.int64), np.zeros(2)
    spans, reached = np.array([0, 3, 4]), np.array([3, 0])
    expose(
        light, spans, reached, np.array([ANY_LIGHT, ANY_LIGHT]), lengths, np.zeros(4), TICK_S, np.zeros(4), told, drunk
    )
    # The second cell is as good as dark, and the other crack's tip has not come to its cell yet.
    np.testing.assert_allclose(drunk, [4.0 * 0.02 + 6.0 * 0.03, 0.0])
    np.testing.assert_array_equal(told, [[0, 1, 1, 0], [0, 0, 0, 0]])


# Light along lines ----------------------------------------------------------------------------------------


@given(st.floats(0.01, 0.4), st.floats(0.1, 20), angles, st.floats(0.3, 3.0))
def test_a_line_across_a_beam_gets_all_of_its_power(width: float, power: float, heading: float, over: float) -> None:
    """However narrow the beam: there are no points between which it could slip through."""
    way = unit(heading)
    middle = np.array([0.0, 1.8])
    tracer = lit(stage([lamp(tuple(middle - 0.3 * way), tuple(middle), width, power)]))
    tube = tracer.segments().width[0, 0]
    half = (width + tube) / 2 * (1.0 + over) * np.array([-way[1], way[0]])
    line = np.concatenate([middle - half, middle + half])[None]
    caught = tracer.irradiance_along(line).sum() * np.hypot(*(line[0, 2:] - line[0, :2]))
    assert caught == pytest.approx(power, rel=1e-9)


@given(arrays(float, (5, 2), elements=st.floats(-0.3, 0.3)), angles, st.floats(-0.5, 0.5))
def test_a_cell_s_light_is_the_mean_of_its_points_light(middles: np.ndarray, heading: float, turn: float) -> None:
    scene = stage([lamp((-1, 1.8), (0, 1.8), 0.2), lamp((-1, 2.6), (0, 1.8), 0.05, 3.0)])
    tracer = lit(scene, [(SQUARE, "flint_glass", (0.0, 1.8, turn))], colour="ruby")
    half = 0.012 * np.array(unit(heading))
    lines = np.hstack([middles - half, middles + half]) + np.array([0.0, 1.8, 0.0, 1.8])
    share = (np.arange(4000) + 0.5)[:, None] / 4000
    for line, found in zip(lines, tracer.irradiance_along(lines), strict=True):
        points = line[:2] + share * (line[2:] - line[:2])
        expected = tracer.irradiance(points).mean(axis=0)
        # Light counts as faded as in the middle of the cell: 1.2 cm of ruby glass pass 96 %.
        np.testing.assert_allclose(found, expected, rtol=0.04, atol=0.02)


def test_lines_of_no_length_and_along_a_beam_are_as_bright_as_points() -> None:
    tracer = lit(stage([lamp((-1, 1.8), (0, 1.8), 0.2, 2.0)]))
    lines = np.array([[0.2, 1.8, 0.2, 1.8], [-0.5, 1.81, 0.9, 1.81], [0.2, 2.3, 0.4, 2.3]])
    np.testing.assert_allclose(tracer.irradiance_along(lines).sum(axis=1), [10.0, 10.0, 0.0], atol=1e-9)
    assert tracer.irradiance_along(np.zeros((0, 4))).shape == (0, BANDS)


# On the stage ---------------------------------------------------------------------------------------------


def level_with(part: str | None, spectrum: str) -> Level:
    """The first level with glass that does not crack on, its flaw of a part, lit by a lamp of a colour."""
    level = load_level(old_level("1")).model_dump(by_alias=True, mode="json")
    level["flaws"][0] |= {"part": part, "opens": 0.0}
    level["lights"][0] |= {"spectrum": spectrum, "power": 6.0}
    for piece in level["pieces"]:
        piece["colour"] = "clear"
    level["glasses"] = {"flint_glass": {"toughness": 1e8}, "crown_glass": {"toughness": 1e8}}
    return parse_level(json.dumps(level))


def performed(level: Level, seconds: float) -> tuple[World, list[str]]:
    """A world in which the light was swept over the heart, and the parts of the voices that entered."""
    world, sung = World(level), []
    for tick in range(round(seconds / TICK_S)):
        events = world.tick(Intent(aim=(0.25, 0.58 + 0.12 * math.sin(tick / 60))))
        sung += [event.part for event in events if event.kind is EventKind.VOICE]
    return world, sung


@pytest.mark.parametrize("part", PARTS)
def test_a_flaw_with_a_part_is_gilded_by_its_colour_alone_and_sings_in_its_part(part: str) -> None:
    _, sung = performed(level_with(part, part), 6.0)
    assert sung == [part]
    others = [*(other for other in PARTS if other != part), "white"]
    for spectrum in others:
        world, sung = performed(level_with(part, spectrum), 2.0)
        assert sung == []
        assert world.voices[0].part == part
        assert max(crack.exposure.max() for crack in world.sculpture.cracks.all.values()) < 0.1, spectrum


def test_a_plain_flaw_drinks_every_colour_and_the_view_tells_what_each_answers_to() -> None:
    for spectrum in ("white", *PARTS):
        assert len(performed(level_with(None, spectrum), 6.0)[1]) == 1
    view = World(level_with("alto", "white"))
    view.tick(Intent())
    (crack,) = view.view().sculpture.cracks
    assert crack.part == "alto"
    plain = World(level_with(None, "white"))
    plain.tick(Intent())
    assert plain.view().sculpture.cracks[0].part == plain.view().game.voices[0].part == ""


def test_cracks_beyond_the_level_s_flaws_drink_any_light() -> None:
    level = level_with("bass", "soprano")
    world = World(level)
    for body in list(world.sculpture.bodies.values()):
        if body.name == "heart":
            world.sculpture.open_crack(len(level.flaws), body, (0.3, 0.0))
    told = Gilding.of(level.flaws).tick(
        world.sculpture.cracks.all.values(),
        world.sculpture.bodies,
        world.sculpture.row_of,
        world.sculpture.motion,
        lambda lines: np.tile(np.array([3.0, 3.0] + [0.0] * (BANDS - 2)), (len(lines), 1)),
        c.SECONDS_OF_LIGHT,
    )
    assert [progress.crack.lit for progress in told] == [True]
    assert told[0].drunk > 0.0


# Breath ---------------------------------------------------------------------------------------------------


def drunk_in(ticks: int, *, breath: bool) -> float:
    """Cells of gold that light lays in some ticks, with the breath held or not: the same light on the same crack."""
    level = level_with(None, "white").model_dump(by_alias=True, mode="json")
    level["lights"][0]["power"] = 0.5
    world, before = World(parse_level(json.dumps(level))), 0.0
    for tick in range(60 + ticks):
        if tick == 60:
            before = sum(float(crack.exposure.sum()) for crack in world.view().sculpture.cracks)
        world.tick(Intent(aim=(0.25, 0.58), breath=breath and tick >= 60))
    return sum(float(crack.exposure.sum()) for crack in world.view().sculpture.cracks) - before


def test_gold_keeps_its_pace_while_a_held_breath_slows_all_else() -> None:
    free = drunk_in(12, breath=False)
    assert free > 0.01
    assert drunk_in(12, breath=True) == pytest.approx(free / c.BREATH_SCALE, rel=0.05)
