"""Outlines of paths, rounded corners and mirror images, and what a builder is told of those that cannot be."""

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon as Area

from game.core.geom import signed_area
from game.level import LevelError, parse_level
from game.level.checks.outline_faults import outline_fault
from game.level.model import Bend, Box, Path, Polygon
from game.level.sculpture.outlines import OverroundError, piece_outline, shape_outline
from game.level.shorthand.mirror_images import mirrored
from game.sim import Intent, World
from tests.levels import old_level
from tests.unit.level.sample_level import VALID

LOBE: dict[str, Any] = {
    "type": "path",
    "start": [0, -0.5],
    "to": [{"arc": [-0.5, 0.1], "radius": 0.5}, {"arc": [0, 0.6], "radius": 0.36}, [0.3, -0.1]],
}
"""Half a heart, as GAME.md draws it, but for an arc that was too tight."""

radii = st.floats(0.2, 0.9)


def level_with(*pieces: dict[str, Any], **more: Any) -> str:
    """The sample level with more pieces, each hung on the foot."""
    level = json.loads(VALID)
    level["pieces"] += pieces
    level["joints"] += [
        {"type": "cable", "pieces": [piece["id"], "foot"], "ends": [[x, 0.9], [0, 0.1]]}
        for piece, x in zip(pieces, (-1.0, 1.0), strict=False)
    ]
    return json.dumps({**level, "optics": [], **more})


def problem(text: str) -> tuple[str, str]:
    """The path and the message of a level's only problem."""
    with pytest.raises(LevelError) as caught:
        parse_level(text)
    (found,) = caught.value.problems
    return found.path, found.message


@given(radii)
def test_two_arcs_that_are_half_circles_make_a_disc(radius: float) -> None:
    way = (Bend(arc=(2 * radius, 0.0), radius=radius), Bend(arc=(0.0, 0.0), radius=radius))
    outline = shape_outline(Path(type="path", start=(0.0, 0.0), to=(way[0], way[1])))
    assert np.hypot(outline[:, 0] - radius, outline[:, 1]) == pytest.approx(radius, abs=1e-4)
    assert signed_area(outline) == pytest.approx(math.pi * radius**2, rel=0.03)


@given(st.floats(0.51, 3.0), st.booleans(), st.booleans())
def test_an_arc_bulges_out_or_in_however_the_path_runs(radius: float, outward: bool, clockwise: bool) -> None:
    corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    if clockwise:
        corners.reverse()
    start, first, *rest = corners
    to: tuple[tuple[float, float] | Bend, ...] = (Bend(arc=first, radius=radius if outward else -radius), *rest)
    outline = shape_outline(Path(type="path", start=start, to=to))
    half = math.asin(0.5 / radius)
    segment = radius**2 * (half - math.sin(2 * half) / 2)
    assert signed_area(outline) == pytest.approx(1.0 + segment * (1 if outward else -1), abs=0.003)
    assert Area(outline).is_valid


@given(st.floats(0.1, 1.0), st.floats(0.1, 1.0), st.floats(0.01, 0.049))
def test_a_box_with_round_corners_lacks_just_these(width: float, height: float, radius: float) -> None:
    outline = shape_outline(Box(type="box", size=(width, height)), radius)
    assert Area(outline).is_valid
    assert signed_area(outline) == pytest.approx(width * height - (4 - math.pi) * radius**2, abs=1.5e-4)
    assert np.abs(outline).max(axis=0) == pytest.approx([width / 2, height / 2])


def test_corners_that_point_inward_are_filled() -> None:
    ell = Polygon(type="polygon", points=((0.0, 0.0), (1.0, 0.0), (1.0, 0.4), (0.4, 0.4), (0.4, 1.0), (0.0, 1.0)))
    sharp, soft = (signed_area(shape_outline(ell, radius)) for radius in (0.0, 0.1))
    assert soft == pytest.approx(sharp - 4 * (1 - math.pi / 4) * 0.01, abs=1e-3)  # five are cut, one is filled


def test_a_corner_without_room_says_how_far_it_can_be_rounded() -> None:
    box = Box(type="box", size=(0.2, 0.1))
    with pytest.raises(OverroundError, match=r"make round at most 0\.05"):
        shape_outline(box, 0.06)
    assert outline_fault(box, 0.05) is None


def test_a_mirror_image_is_the_whole_piece_the_other_way_round() -> None:
    left = {"id": "lobe", "material": "flint_glass", "at": [-1.0, 0.9], "angle": 10, "round": 0.02, "shape": LOBE}
    level = parse_level(level_with(left, {"id": "twin", "mirror_of": "lobe", "colour": "ruby"}))
    one, other = (Area(piece_outline(piece)) for piece in level.pieces[-2:])
    flipped = Area([(-x, y) for x, y in one.exterior.coords])
    assert flipped.symmetric_difference(other).area < 1e-9
    assert (level.pieces[-1].material, level.pieces[-1].colour) == ("flint_glass", "ruby")
    again = level.model_dump(by_alias=True, mode="json")
    assert parse_level(json.dumps(again)) == level


@given(st.floats(-360, 360), st.floats(10, 340))
def test_swirls_are_mirrored_too(start: float, sweep: float) -> None:
    shape = {"type": "arc", "radius": 0.4, "band": 0.1, "start": start, "sweep": sweep}
    twin = mirrored({"at": (0.3, 1.0), "shape": shape})["shape"]
    assert -360 <= twin["start"] <= 360
    ends = [math.cos(math.radians(angle)) for angle in (start, start + sweep)]
    assert [-math.cos(math.radians(twin["start"] + way)) for way in (twin["sweep"], 0)] == pytest.approx(ends, abs=1e-6)


def test_what_is_wrong_with_paths_and_images_is_told_where_it_stands() -> None:
    tight = {**LOBE, "to": [LOBE["to"][0], {"arc": [0, 0.6], "radius": 0.3}, [0.3, -0.1]]}
    lobe = {"id": "lobe", "material": "flint_glass", "at": [-1.0, 0.9], "shape": tight}
    assert problem(level_with(lobe)) == (
        "pieces[4].shape",
        "the arc from [-0.5, 0.1] to [0, 0.6] spans 0.707 m and cannot bend to a radius of 0.3 m; make it at least "
        "0.3536 m",
    )
    path, message = problem(level_with({"id": "twin", "mirror_of": "hart"}))
    assert path == "pieces[4].mirror_of" and 'did you mean "heart"?' in message
    path, message = problem(level_with({**lobe, "shape": {**LOBE, "to": [[1], [0, 0.6]]}}))
    assert path == "pieces[4].shape.to[0]" and "a list [number, number], or an object" in message
    crossing = {"type": "path", "start": [0, 0], "to": [[0.5, 0.5], [0.5, 0], [0, 0.5]]}
    path, message = problem(level_with({**lobe, "shape": crossing}))
    assert path == "pieces[4].shape" and "crosses itself at [0.25, 0.25]" in message


def test_an_ornament_weighs_nothing_and_rides_on_its_piece() -> None:
    ribbon = {"id": "ribbon", "on": "heart", "material": "brass", "at": [0.1, 0.5], "shape": LOBE}
    level = json.loads(old_level("1").read_text())
    plain, world = (
        World(parse_level(json.dumps({**level, "ornaments": worn})), 0) for worn in ([], [{**ribbon, "on": "heart"}])
    )
    for one in (plain, world):
        for _ in range(30):
            one.tick(Intent(lean=0.5))
    assert (plain.sculpture.motion == world.sculpture.motion).all()
    sculpture = world.view().sculpture
    (worn,) = sculpture.ornaments
    (host,) = (piece for piece in sculpture.pieces if piece.key == worn.piece)
    assert host.name == "heart"
    path, message = problem(level_with(ornaments=[{**ribbon, "on": "hart"}]))
    assert path == "ornaments[0].on" and 'did you mean "heart"?' in message
