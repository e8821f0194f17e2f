"""Holes of pieces: where they are, their mirror images, and what a builder is told of those that cannot be."""

import json
from typing import Any

import pytest
from shapely import Polygon as Area

from game.level import LevelError, parse_level
from game.level.model import Level
from game.level.sculpture.outlines import piece_holes, piece_outline
from tests.unit.level.sample_level import VALID

PLATE: dict[str, Any] = {
    "id": "plate",
    "material": "steel",
    "at": [-1.0, 0.9],
    "shape": {"type": "box", "size": [0.6, 0.6]},
}
ROUND = {"type": "disc", "radius": 0.1}


def level_with(holes: list[dict[str, Any]], *others: dict[str, Any], **changes: Any) -> str:
    """The sample level with a plate that has these holes."""
    level = json.loads(VALID)
    plates = [PLATE | changes | {"holes": holes}, *others]
    level["pieces"] += plates
    level["joints"] += [
        {"type": "cable", "pieces": [plate["id"], "foot"], "ends": [[x, 1.15], [0, 0.1]]}
        for plate, x in zip(plates, (-1.0, 1.0), strict=False)
    ]
    return json.dumps({**level, "optics": []})


def areas(level: Level) -> list[Area]:
    """The pieces where they stand."""
    return [Area(piece_outline(piece), piece_holes(piece)) for piece in level.pieces]


def test_a_hole_is_cut_where_it_is_put_and_turns_with_its_piece() -> None:
    slot = {"shape": {"type": "box", "size": [0.3, 0.1]}, "at": [0.1, 0.1], "angle": 90}
    upright, lying = (areas(parse_level(level_with([slot], angle=turn)))[-1] for turn in (0, 90))
    assert upright.area == pytest.approx(0.36 - 0.03)
    (hole,) = (Area(ring) for ring in upright.interiors)
    assert hole.bounds == pytest.approx((-0.95, 0.85, -0.85, 1.15))
    (hole,) = (Area(ring) for ring in lying.interiors)
    assert hole.bounds == pytest.approx((-1.25, 0.95, -0.95, 1.05))


def test_a_mirror_image_has_its_holes_on_the_other_side() -> None:
    hole = {"shape": ROUND, "at": [0.15, 0.1]}
    level = parse_level(level_with([hole], {"id": "twin", "mirror_of": "plate"}))
    one, other = areas(level)[-2:]
    flipped = Area([(-x, y) for x, y in one.exterior.coords], [[(-x, y) for x, y in r.coords] for r in one.interiors])
    assert flipped.symmetric_difference(other).area < 1e-9
    assert parse_level(json.dumps(level.model_dump(by_alias=True, mode="json"))) == level


@pytest.mark.parametrize(
    ("holes", "path", "message"),
    [
        ([{"shape": ROUND, "at": [0.5, 0]}], "holes[0].at", "is not within its piece"),
        ([{"shape": ROUND, "at": [0.25, 0]}], "holes[0].at", "is not within its piece, see [0.3, 0]"),
        ([{"shape": ROUND, "at": [0.195, 0]}], "holes[0].at", "0.005 m from the edge of its piece near [0.3, 0]"),
        ([{"shape": ROUND, "at": [-0.1, 0]}, {"shape": ROUND, "at": [0.05, 0]}], "holes[1].at", "meets holes[0]"),
        ([{"shape": ROUND, "at": [-0.1, 0]}, {"shape": ROUND, "at": [0.105, 0]}], "holes[1].at", "0.005 m from holes"),
        (
            [{"shape": {"type": "polygon", "points": [[0, 0], [0.01, 0], [0, 0.01]]}}],
            "holes[0].shape",
            "the area is 5e-05 m^2; it must be at least 0.0001",
        ),
        ([{"shape": {"type": "disc", "radius": 0.01}}], "holes[0].shape.radius", "must be a number from 0.02 to 2"),
        ([{"shape": {"type": "box", "size": [0.2, 0.2]}, "round": 0.15}], "holes[0].shape", "make round at most 0.1"),
        ([{"shape": ROUND, "places": [0, 0]}], "holes[0].places", "unknown key"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_hole_is_told_where_it_stands(
    holes: list[dict[str, Any]], path: str, message: str
) -> None:
    with pytest.raises(LevelError) as caught:
        parse_level(level_with(holes))
    (problem,) = caught.value.problems
    assert problem.path == f"pieces[4].{path}"
    assert message in problem.message


def test_a_flaw_may_open_at_the_edge_of_a_hole() -> None:
    level = json.loads(level_with([{"shape": ROUND}], material="crown_glass"))
    flaw = {"piece": "plate", "at": [0.1, 0], "opens": 1.0}
    assert parse_level(json.dumps({**level, "flaws": [*level["flaws"], flaw]})).flaws[-1].at == (0.1, 0.0)
    with pytest.raises(LevelError, match="m away from the edge"):
        parse_level(json.dumps({**level, "flaws": [*level["flaws"], flaw | {"at": [0.0, 0.0]}]}))
