"""Lights and optics in level files: what they mean, and each mistake told at its line and column."""

import json
import math
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon

from game.core.geom import signed_area
from game.level import LevelError, parse_level
from game.level.model import Lens, Light, Mirror, PartName, Prism
from game.level.optics import Line
from game.level.optics.lens import LEAST_RIM
from game.level.values.arcs import TIGHTEST_CURVE, sagitta
from game.level.values.spectrum import PARTS, WAVELENGTHS
from tests.unit.level.mistakes import Mistake, check_told
from tests.unit.level.sample_level import VALID

LENS = '"height": 0.3, "radii": [0.5, null], "thickness": 0.05'

PARTS_OF_LIGHT = {
    "unknown colour": Mistake(
        '"spectrum": 545', '"spectrum": "bas"', "lights[0].spectrum", '"bas" is unknown; did you mean "bass"?', '"bas"'
    ),
    "beyond violet": Mistake(
        '"spectrum": 545',
        '"spectrum": 700',
        "lights[0].spectrum",
        "is 700, must be one of: white, bass, tenor, alto, soprano, or a number from 430 to 680 (nm)",
        "700",
    ),
    "list of colours": Mistake(
        '"spectrum": 545', '"spectrum": [545]', "lights[0].spectrum", "is a list of 1, must be one of", "[545]"
    ),
    "no colour": Mistake('"spectrum": 545', '"spectrum": null', "lights[0].spectrum", "is null", "null,\n"),
    "pan to nowhere": Mistake('"to": [-1.3, 1.1], ', "", "lights[0].pan.to", '"to" is missing', '{"period": 8'),
    "hasty pan": Mistake('"period": 8', '"period": 0.2', "lights[0].pan.period", "from 1 to 600", "0.2}"),
    "flicker": Mistake('{"period": 4', '{"period": 0.1', "lights[0].blink.period", "would harm eyes", "0.1, "),
    "never lit": Mistake('"duty": 0.8', '"duty": 0', "lights[0].blink.duty", "from 0.05 to 0.95", '0, "phase"'),
    "unknown optic": Mistake('"splitter"', '"spliter"', "optics[5].type", 'did you mean "splitter"?'),
    "nothing passes": Mistake('["tenor", "bass"]', "[]", "optics[4].passes", "from 1 to 3 entries", "[]}"),
    "unknown part": Mistake('["tenor", "bass"]', '["base"]', "optics[4].passes[0]", 'did you mean "bass"?', '"base"'),
    "one face": Mistake("[0.5, null]", "[0.5]", "optics[3].radii", "must be a list [number, number]"),
    "flat in words": Mistake("[0.5, null]", '[0.5, "flat"]', "optics[3].radii[1]", "flat where null", '"flat"'),
    "too much reflected": Mistake(
        '"reflects": 0.3', '"reflects": 3', "optics[5].reflects", "from 0 to 1", '3},\n    {"type": "det'
    ),
    "flaw of no part": Mistake('"alto"', '"altos"', "flaws[1].part", 'did you mean "alto"?'),
}

WHOLES_OF_LIGHT = {
    "pan to the lamp": Mistake(
        '"to": [-1.3, 1.1]', '"to": [-1.6, 3.599]', "lights[0].pan.to", "same point as from", "[-1.6, 3.599]"
    ),
    "pan through the lamp": Mistake(
        '"to": [-1.3, 1.1]',
        '"to": [-1.7, 6.2]',
        "lights[0].pan.to",
        "from [-1.5, 1] to [-1.7, 6.2] the beam swings through the lamp itself, [-1.6, 3.6]",
        "[-1.7, 6.2]",
    ),
    "rider of nobody": Mistake(
        '"on": "swirl"', '"on": "swril"', "optics[7].on", '"swril"; did you mean "swirl"?', '"swril"'
    ),
    "rider on a rail": Mistake(
        '"angle": 40,',
        '"angle": 40, "on": "foot",',
        "optics[0].rail",
        '"left" rides on "foot" and cannot slide as well',
        "[[-1.9, 0.6]",
    ),
    "mirror too round": Mistake(
        '"curve": -0.9',
        '"curve": -0.2',
        "optics[7].curve",
        "of length 0.4 m cannot bend to a radius of 0.2 m",
        '-0.2, "fixed',
    ),
    "face too round": Mistake("[0.5, null]", "[0.5, -0.15]", "optics[3].radii[1]", "at least 0.153 m", "-0.15]"),
    "no rim": Mistake(
        LENS,
        LENS.replace("0.05", "0.0235"),
        "optics[3].thickness",
        "its rim is 0.47 mm thick, and it must be at least 2 mm; make the lens at least 0.0251 m thick",
        "0.0235",
    ),
    "crossing faces": Mistake(
        LENS, LENS.replace("0.05", "0.02"), "optics[3].thickness", "its faces cross before the rim", "0.02}"
    ),
    "prism in a piece": Mistake(
        "[2.0, 1.5]", "[0.0, 0.5 ]", "optics[2].at", '"wedge" shares 390 cm^2 with the piece "heart"'
    ),
    "lens in a piece": Mistake("[-2.4, 2.1]", "[-0.2, 0.5 ]", "optics[3].at", 'with the piece "heart"'),
    "small prism in a piece": Mistake(
        '[2.0, 1.5], "side": 0.3',
        '[0.0, 0.5], "side": 0.03',
        "optics[2].at",
        '"wedge" shares 3.9 cm^2 with the piece "heart"',
        "[0.0, 0.5]",
    ),
    "lens in a prism": Mistake("[-2.4, 2.1]", "[2.1, 1.5]", "optics[3].at", '"eye" shares'),
    "prism in a lens": Mistake(
        "[2.0, 1.5]", "[-2.4, 2.15]", "optics[3].at", 'with "wedge"; move it clear', "[-2.4, 2.1]"
    ),
    "lamp in a piece": Mistake(
        "[-1.6, 3.6]", "[0, 0.5]", "lights[0].from", '0.1 m wide, stands in or on the piece "heart"; move it clear'
    ),
    "lamp in metal": Mistake("[-1.6, 3.6]", "[0, 0.12]", "lights[0].from", 'the piece "foot"'),
    "lamp in a prism": Mistake("[-1.6, 3.6]", "[2, 1.52]", "lights[0].from", 'in or on the prism "wedge"'),
    "lamp in a lens": Mistake("[-1.6, 3.6]", "[-2.4, 2.2]", "lights[0].from", 'in or on the lens "eye"'),
    "lamp on a mirror": Mistake("[-1.6, 3.6]", "[-1.86, 0.63]", "lights[0].from", 'stands on the mirror "left"'),
    "lamp half through a blocker": Mistake("[-1.6, 3.6]", "[1.0, 0.94]", "lights[0].from", 'on the blocker "fin"'),
    "lamp on the plinth": Mistake("[-1.6, 3.6]", "[0.5, 0]", "lights[0].from", "stands on the plinth"),
    "far prism": Mistake("[2.0, 1.5]", "[9, 1.5]", "optics[2].at", "far off the stage"),
    "far lens": Mistake("[-2.4, 2.1]", "[-2.4, -7]", "optics[3].at", "far off the stage"),
    "filter of a point": Mistake("[2.4, 2.2]", "[2.201, 2.2]", "optics[4].ends", "0.01 m apart", "[[2.2, 2.2]"),
    "splitter of a point": Mistake("[2.7, 2.4]", "[2.5, 2.2 ]", "optics[5].ends", "0.01 m apart", "[[2.5, 2.2]"),
    "detector of a point": Mistake("[2.8, 0.7]", "[2.8, 0.501]", "optics[6].ends", "0.01 m apart", "[[2.8, 0.5]"),
    "far detector": Mistake("[2.8, 0.7]", "[2.8, 7]", "optics[6].ends[1]", "far off the stage"),
}


@pytest.mark.parametrize("at", [[2.35, 1.5], [1.69, 1.5], [2.0, 1.77]])
def test_a_lamp_may_stand_close_to_glass(at: list[float]) -> None:
    parse_level(VALID.replace("[-1.6, 3.6]", json.dumps(at)))


def test_glass_may_be_set_against_glass() -> None:
    """A plate below a prism whose base is 0.3 m long: they share a hair, as rounding does."""
    plate = '"at": [2.0, 1.403], "angle": 0, "height": 0.3, "radii": [null, null], "thickness": 0.02'
    lens = '"at": [-2.4, 2.1], "height": 0.3, "radii": [0.5, null], "thickness": 0.05'
    parse_level(VALID.replace(lens, plate))


RADII = st.none() | st.floats(0.3, 100) | st.floats(-100, -0.3)
AT = (0.4, 1.1)


@pytest.mark.parametrize(
    "mistake", [*PARTS_OF_LIGHT.values(), *WHOLES_OF_LIGHT.values()], ids=[*PARTS_OF_LIGHT, *WHOLES_OF_LIGHT]
)
def test_each_mistake_is_told_at_its_place_with_a_remedy(mistake: Mistake) -> None:
    check_told(mistake)


def test_an_optic_with_several_mistakes_is_told_of_each() -> None:
    text = VALID.replace(LENS, LENS.replace("[0.5, null]", "[0.1, -0.1]")).replace("[-2.4, 2.1]", "[-0.2, 9]")
    with pytest.raises(LevelError) as caught:
        parse_level(text)
    assert [p.path for p in caught.value.problems] == ["optics[3].at", "optics[3].radii[0]", "optics[3].radii[1]"]


def test_lights_and_optics_have_sensible_defaults() -> None:
    light = Light.model_validate({"id": "a", "from": (0, 3), "toward": (0, 0)})
    assert (light.spectrum, light.pan, light.blink) == ("white", None, None)
    prism = Prism(type="prism", id="p", at=(0, 1), side=0.3)
    assert (prism.apex, prism.glass, prism.colour, prism.on) == (60.0, "flint_glass", "clear", None)
    mirror = Mirror(type="mirror", id="m", at=(0, 1), angle=0)
    assert (mirror.curve, mirror.fixed, mirror.rail, mirror.on) == (None, False, None, None)
    lens = Lens(type="lens", id="l", at=(0, 1), height=0.3, radii=(None, None), thickness=0.1)
    assert (lens.angle, lens.glass) == (90.0, "crown_glass")


def test_every_colour_of_the_format_is_one_that_is_traced() -> None:
    assert set(get_args(PartName)) == set(PARTS)
    for nm in WAVELENGTHS:
        assert Light.model_validate({"id": "a", "from": (0, 3), "toward": (0, 0), "spectrum": nm}).spectrum == nm


@given(radius=st.floats(0.2, 50), chord=st.floats(0.01, 0.39))
def test_an_arc_bulges_as_its_circle_does(radius: float, chord: float) -> None:
    bulge = sagitta(radius, chord)
    assert sagitta(-radius, chord) == -bulge
    assert (radius - bulge) ** 2 + chord**2 / 4 == pytest.approx(radius**2)
    assert sagitta(None, chord) == 0.0


@given(radii=st.tuples(RADII, RADII), height=st.floats(0.05, 0.5), extra=st.floats(LEAST_RIM, 0.3))
def test_a_lens_is_as_thick_and_as_high_as_it_says(
    radii: tuple[float | None, float | None], height: float, extra: float
) -> None:
    """A counter-clockwise loop whose arcs bulge outwards by the sign of their radii, the left face to the left."""
    left, right = (None if r is None else math.copysign(max(abs(r), height * TIGHTEST_CURVE / 2), r) for r in radii)
    radii = left, right
    thickness = max(0.0, sum(sagitta(r, height) for r in radii)) + extra
    lens = Lens(type="lens", id="l", height=height, radii=radii, thickness=thickness, at=AT, angle=70.0)
    edges = lens.edges
    np.testing.assert_array_equal(np.roll(edges[:, :2], -1, axis=0), edges[:, 2:4])
    assert edges[:, 4].tolist() == [radii[1] or 0.0, 0.0, radii[0] or 0.0, 0.0]
    outline = lens.outline()
    assert signed_area(outline) > 0 and Polygon(outline).is_valid
    along = np.array([np.cos(np.radians(70)), np.sin(np.radians(70))])
    beside = np.array([-along[1], along[0]])
    across, up = (outline - AT) @ beside, (outline - AT) @ along
    assert np.ptp(up) == pytest.approx(height)
    bulges = [sagitta(r, height) for r in radii]
    assert across.max() == pytest.approx(thickness / 2 + max(0.0, -bulges[0]))
    assert across.min() == pytest.approx(-thickness / 2 - max(0.0, -bulges[1]))


@given(side=st.floats(0.03, 2), apex=st.floats(10, 150))
def test_a_prism_has_two_equal_sides_round_its_apex(side: float, apex: float) -> None:
    prism = Prism(type="prism", id="p", side=side, apex=apex, at=(1.0, 2.0))
    outline = prism.outline()
    assert signed_area(outline) > 0
    np.testing.assert_allclose(outline.mean(axis=0), [1.0, 2.0])
    left, right, top = outline
    assert top[1] == outline[:, 1].max() and left[1] == pytest.approx(right[1])
    assert np.hypot(*(top - left)) == pytest.approx(side) == np.hypot(*(top - right))
    cosine = (left - top) @ (right - top) / side**2
    assert cosine == pytest.approx(math.cos(math.radians(apex)))


def test_what_spans_two_points_is_the_straight_line_between_them() -> None:
    lines = [optic for optic in parse_level(VALID).optics if isinstance(optic, Line)]
    assert lines
    for optic in lines:
        assert optic.outline().tolist() == [list(end) for end in optic.ends]
        assert optic.stage_edges().tolist() == [[*optic.ends[0], *optic.ends[1], 0.0]]


def test_lights_and_optics_survive_being_written_and_read() -> None:
    level = parse_level(VALID)
    again = json.loads(level.model_dump_json(by_alias=True))
    assert [optic["type"] for optic in again["optics"]] == [optic.type for optic in level.optics]
    assert parse_level(json.dumps(again)).lights == level.lights
