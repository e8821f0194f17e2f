"""Groups, repeats, turned entries and places told from pieces: written out in full, and errors told in the file."""

import json
import math
from typing import Any

import pytest

from game.level import LevelError, parse_level
from game.level.model import AtBar, Gust, Lens, Mirror, Polygon, Weld

LEVEL = """{
  "version": 1, "title": "Colonnade", "plinth": {"width": 4},
  "groups": {
    "pier": {
      "pieces": [
        {"id": "stone", "material": "stone", "at": [0.1, 0.1],
         "shape": {"type": "polygon", "points": [[-0.1, -0.1], [0.1, -0.1], [0.05, 0.06]]},
         "repeat": {"count": 2, "step": [0, 0.16]}}
      ],
      "joints": [{"type": "weld", "pieces": ["stone-1", "stone-2"], "at": {"of": "stone-1", "side": "top"}}],
      "ornaments": [{"id": "leaf", "on": "stone-1", "material": "copper", "at": [0.2, 0.2], "angle": 10,
        "shape": {"type": "box", "size": [0.2, 0.1]}}],
      "optics": [{"type": "lens", "id": "eye", "at": [0.4, 0.6], "height": 0.1, "radii": [0.5, null],
        "thickness": 0.03}]
    }
  },
  "place": [
    {"group": "pier", "as": "left", "at": [-1, 0]},
    {"group": "pier", "as": "right", "at": [1, 0], "mirror": true}
  ],
  "pieces": [
    {"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [0.8, 0.1]}},
    {"id": "drum-#", "material": "steel", "at": {"of": "foot", "side": "top", "by": [0, 0.2]},
     "shape": {"type": "box", "size": [0.3, 0.4]}, "repeat": {"count": 3, "step": [0, 0.4]}},
    {"id": "pane", "material": "crown_glass", "at": [0, 1.7], "shape": {"type": "disc", "radius": 0.4}},
    {"id": "petal", "material": "steel", "at": {"of": "pane", "by": [0.5, 0]},
     "shape": {"type": "box", "size": [0.2, 0.05]}, "repeat": {"count": 4, "rotate": 60}}
  ],
  "joints": [
    {"type": "weld", "pieces": ["foot", "drum-1"], "at": {"of": "foot", "side": "top"}},
    {"type": "weld", "pieces": ["drum-#", "drum-#+1"], "at": {"of": "drum-#", "side": "top"}, "repeat": {"count": 2}},
    {"type": "weld", "pieces": ["drum-3", "pane"], "at": {"of": "drum-3", "side": "top"}},
    {"type": "weld", "pieces": ["pane", "petal-#"], "at": {"of": "pane", "by": [0.4, 0]},
     "repeat": {"count": 4, "rotate": 60}}
  ],
  "lights": [{"id": "key", "from": [-2, 3], "toward": {"of": "pane"}}],
  "optics": [
    {"type": "mirror", "id": "turned", "at": [2, 1.7], "angle": 20, "rotate": {"by": 90, "about": [0, 1.7]}}
  ],
  "flaws": [{"piece": "pane", "at": [0, 0.4], "opens": {"bar": 2}}],
  "whispers": [{"type": "gust", "at": {"bar": 3}, "lasts": 2, "force": 20, "repeat": {"count": 3, "bars": 4}}],
  "goal": {"voices": 1}
}"""


def written(**changes: Any) -> Any:
    return parse_level(json.dumps(json.loads(LEVEL) | changes, indent=1), "x")


def test_a_repeat_is_numbered_copies_each_moved_on() -> None:
    level = written()
    ids = [piece.id for piece in level.pieces]
    assert ids[:9] == ["foot", "drum-1", "drum-2", "drum-3", "pane", "petal-1", "petal-2", "petal-3", "petal-4"]
    assert [piece.at[1] for piece in level.pieces[1:4]] == pytest.approx([0.3, 0.7, 1.1])
    assert [joint.pieces for joint in level.joints[1:3]] == [("drum-1", "drum-2"), ("drum-2", "drum-3")]
    assert [whisper.at for whisper in level.whispers if isinstance(whisper, Gust)] == [
        AtBar(bar=bar) for bar in (3, 7, 11)
    ]


def test_places_told_from_a_piece_turn_round_it() -> None:
    level = written()
    for number, petal in enumerate(level.pieces[5:9]):
        turn = math.radians(60 * number)
        assert petal.at == pytest.approx((0.5 * math.cos(turn), 1.7 + 0.5 * math.sin(turn)))
        assert petal.angle == pytest.approx(60 * number)
        joint = level.joints[4 + number]
        assert isinstance(joint, Weld) and joint.at == pytest.approx((0.4 * math.cos(turn), 1.7 + 0.4 * math.sin(turn)))
    assert level.lights[0].toward == (0, 1.7)
    (turned,) = [optic for optic in level.optics if optic.id == "turned"]
    assert isinstance(turned, Mirror) and turned.at == pytest.approx((0, 3.7)) and turned.angle == 110


def test_a_group_stands_wherever_it_is_placed_and_its_mirror_image_too() -> None:
    level = written()
    left, above, right, _ = level.pieces[9:]
    assert [left.id, above.id, right.id] == ["left-stone-1", "left-stone-2", "right-stone-1"]
    assert left.at == pytest.approx((-0.9, 0.1)) and right.at == pytest.approx((0.9, 0.1))
    assert isinstance(right.shape, Polygon) and right.shape.points == ((0.1, -0.1), (-0.1, -0.1), (-0.05, 0.06))
    leaf, image = level.ornaments
    assert (leaf.on, leaf.angle, image.on, image.angle) == ("left-stone-1", 10, "right-stone-1", -10)
    one, other = level.joints[-2:]
    assert isinstance(one, Weld) and isinstance(other, Weld)
    assert one.pieces == ("left-stone-1", "left-stone-2") and other.at == pytest.approx((-one.at[0], one.at[1]))
    eyes = [optic for optic in level.optics if isinstance(optic, Lens)]
    assert [eye.id for eye in eyes] == ["left-eye", "right-eye"] and eyes[1].angle == -90
    flipped = eyes[0].outline() * (-1, 1)
    assert sorted(map(tuple, flipped.round(9).tolist())) == sorted(map(tuple, eyes[1].outline().round(9).tolist()))


WRONG = {
    "a form": ('"count": 3, "step"', '"count": 1, "step"', "pieces[1].repeat.count", "a whole number from 2"),
    "its key": ('"count": 3, "step"', '"cuont": 3, "step"', "pieces[1].repeat.cuont", 'did you mean "count"?'),
    "what is repeated": ('"steel", "at": {"of": "foot"', '"stel", "at": {"of": "foot"', "pieces[1].material", "steel"),
    "what is in a group": ('"stone", "at"', '"ston", "at"', "groups.pier.pieces[0].material", 'did you mean "stone"?'),
    "no group": ('"group": "pier", "as": "left"', '"group": "pir", "as": "left"', "place[0].group", 'mean "pier"?'),
    "no piece": ('{"of": "drum-3"', '{"of": "drm-3"', "joints[2].at.of", 'no piece has the id "drm-3"'),
    "no side": ('"drum-3", "side": "top"', '"drum-3", "side": "tip"', "joints[2].at.side", 'did you mean "top"?'),
    "a circle": (
        '"at": [0, 1.7], "shape": {"type": "disc"', '"at": {"of": "petal-1"}, "shape": {"type": "disc"',
        "pieces[2].at.of", 'is told from "petal-1", which is told from it in turn',
    ),
    "a name that is taken": ('"as": "right"', '"as": "left"', "place[1].as", '"left" is taken by place[0]'),
    "a place of nothing": (
        '"at": {"of": "drum-3", "side": "top"}', '"at": {"side": "top"}', "joints[2].at.of", 'key "of" is missing',
    ),
    "a copy that comes too late": (
        '"lasts": 2, "force": 20, "repeat": {"count": 3, "bars": 4}',
        '"lasts": 2, "force": 20, "repeat": {"count": 30, "bars": 99}',
        "whispers[0].at.bar", "is 1092.0 when it is written out, must be a number from 1 to 999",
    ),
    "a bar that there is not": ('"opens": {"bar": 2}', '"opens": {"bar": 0}', "flaws[0].opens.bar", "is 0, must be a"),
    "a bar and a flaw": (
        '"opens": {"bar": 2}', '"opens": {"after": "x", "br": 2}', "flaws[0].opens.br", 'mean "bars"?'
    ),
    "a key of groups": (
        '"joints": [{"type": "weld", "pieces": ["stone-1"', '"jonts": [{"type": "weld", "pieces": ["stone-1"',
        "groups.pier.jonts", 'did you mean "joints"?'),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_where_it_stands_in_the_file(name: str) -> None:
    old, new, path, message = WRONG[name]
    assert LEVEL.count(old) == 1
    text = LEVEL.replace(old, new)
    with pytest.raises(LevelError) as caught:
        parse_level(text, "x")
    told = [problem for problem in caught.value.problems if problem.path == path and message in problem.message]
    assert told, caught.value
    changed = [number for number, line in enumerate(text.split("\n"), start=1) if line not in LEVEL.split("\n")]
    assert [problem.line for problem in told][:1] == changed


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        ('"count": 3, "step"', '"count": 60, "step"', "pieces", "is a list of 70 when it is written out"),
        ('"as": "right"', f'"as": "{"x" * 39}"', "groups.pier.pieces[0].id", 'is "xxx'),
    ],
)
def test_what_is_too_much_when_written_out_is_told_so(old: str, new: str, path: str, message: str) -> None:
    with pytest.raises(LevelError) as caught:
        parse_level(LEVEL.replace(old, new), "x")
    (told,) = [problem.message for problem in caught.value.problems if problem.path == path]
    assert message in told and "when it is written out, must be" in told


def test_repeats_without_end_are_told_and_not_made() -> None:
    level = json.loads(LEVEL)
    level["joints"] = [{**level["joints"][0], "repeat": {"count": 60}} for _ in range(40)]
    with pytest.raises(LevelError, match="more than 500 entries of joints"):
        parse_level(json.dumps(level))
