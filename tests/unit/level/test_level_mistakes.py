"""Each mistake in a level is told at its line and column, with what would be right; all of them at once."""

import json

import pytest

from game.level import LevelError, parse_level
from game.level.load import MAX_PROBLEMS
from tests.unit.level.mistakes import Mistake, check_told, edited, place, problems
from tests.unit.level.sample_level import VALID

BOX = '{"type": "box", "size": [0.44, 0.20]}'
DISC = '{"type": "disc", "radius": 0.09}'
POINTS = "[[-0.30, 0], [0.32, 0], [0.24, 0.46], [0, 0.6], [-0.2, 0.5]]"
GUST = '{"type": "gust", "at": 20, "lasts": 2, "force": 3}'
FOOT_WELD = '"weld", "pieces": ["foot", "heart"]'


PARTS = {
    "a bass without its root": Mistake(
        '"bpm": 66', '"bpm": 66, "bass": ["F . . . R . . ."]', "music.bass[0]", "F . . .", '"F . . . R . . ."'
    ),
    "a line of other letters": Mistake(
        '"bpm": 66',
        '"bpm": 66, "lines": {"alto": ["G U G L", "G X G -"]}',
        "music.lines.alto[1]",
        'is "G X G -", must be text in double quotes (four beats of a bar, each G, C, U, L, A or -',
        '"G X G -"',
    ),
    "a breath where a bar begins": Mistake(
        '"bpm": 66',
        '"bpm": 66, "lines": {"alto": ["- G C -"]}',
        "music.lines.alto[0]",
        "the first G or C",
        '"- G C -"',
    ),
    "a third beat beside the chord": Mistake(
        '"bpm": 66', '"bpm": 66, "lines": {"bass": ["G G U G"]}', "music.lines.bass[0]", "the third", '"G G U G"'
    ),
    "a part that nobody sings": Mistake(
        '"bpm": 66',
        '"bpm": 66, "lines": {"tenr": ["G G G -"]}',
        "music.lines.tenr",
        'did you mean "tenor"?',
        '"tenr"',
    ),
    "a line without a bar": Mistake(
        '"bpm": 66', '"bpm": 66, "lines": {"tenor": [ ]}', "music.lines.tenor", "from 1 to 64 entries", "[ ]"
    ),
    "unknown key": Mistake('"colour"', '"colour_"', "pieces[1].colour_", 'did you mean "colour"?'),
    "far-off key": Mistake('"colour"', '"zzz"', "pieces[1].zzz", "known: id, mirror_of, shape, material"),
    "internal name": Mistake('"from"', '"source"', "lights[0].source", "unknown key"),
    "unknown tag": Mistake('"hinge"', '"hing"', "joints[1].type", '"hing" is unknown; did you mean "hinge"?'),
    "tag of a wrong type": Mistake('"hinge"', "[5]", "joints[1].type", "must be one of: cable, hinge, spring, weld"),
    "no tag": Mistake(
        '"type": "disc", ', "", "pieces[3].shape.type", "arc, box, disc, path, polygon", mark='{"radius"'
    ),
    "unknown name": Mistake('"brass"', '"bras"', "pieces[0].material", 'did you mean "brass"?'),
    "name of a wrong type": Mistake(
        '"brass"', "7", "pieces[0].material", "is 7, must be one of: crown", mark='7, "at": [0, 0.10]'
    ),
    "too small": Mistake(
        "[0.44, 0.20]", "[0.001, 0.20]", "pieces[0].shape.size[0]", "from 0.02 to 4 (width, m)", mark="0.001"
    ),
    "too large": Mistake(
        '"power": 2.5', '"power": 2500', "lights[0].power", "above 0, at most 100 (of its", mark="2500"
    ),
    "huge": Mistake('"power": 2.5', f'"power": {"9" * 300}', "lights[0].power", "above 0, at most 100", mark="9" * 300),
    "wrong type": Mistake("66}", '"fast"}', "music.bpm", 'is "fast", must be a number from 30 to 200', mark='"fast"'),
    "truth for a number": Mistake("66}", "true}", "music.bpm", "is true, must be a number", mark="true}"),
    "part of a number": Mistake(
        '"voices": 2', '"voices": 1.5', "goal.voices", "a whole number from 1 to 64", mark='1.5, "within"'
    ),
    "too few entries": Mistake(
        "[0.44, 0.20]", "[]", "pieces[0].shape.size", "list of 0, must be a list [number, number]"
    ),
    "too many entries": Mistake("[0.44, 0.20]", "[1, 2, 3]", "pieces[0].shape.size", "is a list of 3"),
    "too few points": Mistake(POINTS, "[[0, 0]]", "pieces[1].shape.points", "from 3 to 64 entries"),
    "list for an object": Mistake(BOX, '["box"]', "pieces[0].shape", 'an object with "type": '),
    "number for a list": Mistake(
        '"at": [0, 0.10]', '"at": 33', "pieces[0].at", "is 33, must be a list [number, number]", mark="33"
    ),
    "nothing": Mistake('"width": 1.1', '"width": null', "plinth.width", "is null, must be a number", mark="null}"),
    "bad id": Mistake('"id": "foot"', '"id": "1st foot"', "pieces[0].id", "a letter, then", mark='"1st foot"'),
    "empty text": Mistake('"Sample"', '""', "title", "from 1 to 60 characters"),
    "other version": Mistake(
        '"version": 1', '"version": 2', "version", "is 2: a newer game wrote this file", mark="2,\n"
    ),
    "missing key": Mistake(
        '"id": "foot", ', "", "pieces[0].id", 'key "id" is missing', mark='{"shape": {"type": "box"'
    ),
    "missing at the top": Mistake('  "version": 1,\n', "", "version", "must be 1", mark='{\n  "$schema"'),
    "duplicate key": Mistake('"poise": 1.35', '"poise": 1.35, "poise" : 2', "poise", "given twice", mark='"poise" : 2'),
    "not a number": Mistake("1.35", "NaN", "poise", "finite"),
    "infinite": Mistake("1.35", "1e999", "poise", "finite"),
    "half a character": Mistake('"Sample"', '"\\ud83d"', "title", "surrogate"),
    "syntax": Mistake('"poise": 1.35,', '"poise": 1.35', "", "expected ',' or '}'", mark='"pieces": [\n'),
}

WHOLES = {
    "a bar without a triad": Mistake(
        '"bpm": 66', '"bpm": 66, "harmony": [1, 6 ]', "music.harmony[1]", "dorian has no consonant triad on 6", "6 ]"
    ),
    "piece id taken": Mistake('"id": "crown"', '"id": "foot" ', "pieces[3].id", "taken by pieces[0]", mark='"foot" '),
    "optic id taken": Mistake(
        '"id": "fin"', '"id" : "left"', "optics[1].id", "taken by optics[0]", mark='"left", "ends"'
    ),
    "joint to nobody": Mistake(
        FOOT_WELD, '"weld", "pieces": ["foot", "hart"]', "joints[0].pieces[1]", 'mean "heart"?', mark='"hart"'
    ),
    "flaw of nobody": Mistake(
        '"piece": "swirl"', '"piece": "nn"', "flaws[1].piece", "known: foot, heart, swirl, crown", mark='"nn"'
    ),
    "second joint to itself": Mistake(
        '"pieces": ["swirl", "crown"]',
        '"pieces": ["crown", "crown"]',
        "joints[2].pieces[1]",
        'joins "crown" to itself; name two different pieces',
        mark='"crown"], "ends"',
    ),
    "joint to itself": Mistake(
        FOOT_WELD, '"weld", "pieces": ["foot", "foot" ]', "joints[0].pieces[1]", "to itself", mark='"foot" ]'
    ),
    "joint off": Mistake(
        '"at": [0, 0.77]', '"at": [0, 0.65]', "joints[1].at", '0.09 m away from "swirl"', mark="[0, 0.65]"
    ),
    "end off": Mistake("[[0, 1.63], ", "[[1, 1.63], ", "joints[2].ends[0]", 'away from "swirl"', mark="[1, 1.63]"),
    "other end off": Mistake(
        "[0.4, 1.2]]",
        "[0.9, 1.2]]",
        "joints[3].ends[1]",
        '0.442 m away from "swirl"; it must be within 0.05 m, and [0.458, 1.178] is nearest',
        mark="[0.9, 1.2]",
    ),
    "crossing": Mistake(
        POINTS,
        "[[-0.2, 0], [0.2, 0.4], [0.2, 0], [-0.2, 0.4]]",
        "pieces[1].shape",
        "crosses itself at [0, 0.2]",
        mark='{"type": "polygon"',
    ),
    "corners on a line": Mistake(
        POINTS,
        "[[-0.3, 0], [0.3, 0], [0.1, 0]]",
        "pieces[1].shape",
        "all corners lie on the line from [-0.3, 0] to [0.3, 0]; the area must be at least 0.0001 m^2",
        mark='{"type": "polygon"',
    ),
    "corners on a slope": Mistake(
        POINTS,
        "[[-0.3, -0.3], [0.3, 0.3], [0, 0], [0.1, 0.1]]",
        "pieces[1].shape",
        "all corners lie on the line from [-0.3, -0.3] to [0.3, 0.3]",
        mark='{"type": "polygon"',
    ),
    "folding back": Mistake(
        POINTS,
        "[[-0.2, 0], [0.3, 0], [0.2, 0], [0.2, 0.4]]",
        "pieces[1].shape",
        "the outline folds back on itself at [0.3, 0]",
        mark='{"type": "polygon"',
    ),
    "folding back at the end": Mistake(
        POINTS,
        "[[0.3, 0], [0.2, 0], [0.2, 0.4], [-0.2, 0]]",
        "pieces[1].shape",
        "the outline folds back on itself at [0.3, 0]",
        mark='{"type": "polygon"',
    ),
    "touching": Mistake(
        POINTS,
        "[[-0.3, 0], [0.3, 0], [0.3, 0.4], [0, 0], [-0.3, 0.4]]",
        "pieces[1].shape",
        "the outline touches itself at [0, 0]",
        mark='{"type": "polygon"',
    ),
    "corner twice": Mistake(
        POINTS,
        "[[0, 0], [0.4, 0], [0.4, 0.4], [0.4, 0.4]]",
        "pieces[1].shape",
        "[0.4, 0.4]",
        mark='{"type": "polygon"',
    ),
    "all but a line": Mistake(
        DISC,
        '{"type": "polygon", "points": [[0, 0], [0.1, 0], [0.05, 0.001]]}',
        "pieces[3].shape",
        "at least 0.0001",
        mark='{"type": "polygon", "points": [[0, 0]',
    ),
    "thin glass": Mistake(
        POINTS,
        "[[-0.3, 0], [0.3, 0], [0, 0.012]]",
        "pieces[1].shape",
        "too thin everywhere",
        mark='{"type": "polygon"',
    ),
    "neck": Mistake(
        POINTS,
        "[[-0.3, 0], [0.3, 0], [0.3, 0.3], [0.005, 0.31], [0.3, 0.32], [0.3, 0.6], [-0.3, 0.6], [-0.3, 0.32],"
        " [-0.005, 0.31], [-0.3, 0.3]]",
        "pieces[1].shape",
        "too thin near [0, 0.51] on the stage",
        mark='{"type": "polygon"',
    ),
    "no hole": Mistake(
        '"band": 0.12', '"band": 0.8', "pieces[2].shape", "make it at most 0.78 m", mark='{"type": "arc"'
    ),
    "ends meet": Mistake(
        '"radius": 0.4, "band": 0.12, "start": -90, "sweep": 300',
        '"radius": 0.04, "band": 0.055, "start": -90, "sweep": 340',
        "pieces[2].shape",
        "the ends meet",
        mark='{"type": "arc"',
    ),
    "off the stage": Mistake("[0, 1.74]", "[0, 2.95]", "pieces[3].at", "[-3.2, 0] to [3.2, 3]"),
    "under the stage": Mistake("[0, 1.74]", "[1.9, -0.1]", "pieces[3].at", "off the stage"),
    "floating foot": Mistake(
        '"at": [0, 0.10]', '"at": [0, 0.13]', "pieces[0].at[1]", "its lowest y is 0.03", mark="0.13]"
    ),
    "foot beyond": Mistake(
        '"width": 1.1',
        '"width": 0.4',
        "pieces[0].at[0]",
        "-0.22 to 0.22, beyond the plinth, -0.2 to 0.2",
        mark="0, 0.10]",
    ),
    "overlap": Mistake("[0, 1.74]", "[0, 0.4 ]", "pieces[3].at", '"crown" and "heart" overlap by 100%'),
    "on nothing": Mistake(
        '["swirl", "crown"], "ends": [[0, 1.63], [0, 1.66]]',
        '["swirl", "foot"], "ends": [[0, 1.63], [0, 0.2]]',
        "pieces[3].id",
        "stands on nothing",
        mark='"crown", "mat',
    ),
    "poise of nothing": Mistake(
        FOOT_WELD, '"hinge", "pieces": ["foot", "heart"]', "poise", "there are none", mark="1.35"
    ),
    "beam to itself": Mistake("[-1.5, 1.0]", "[-1.6, 3.6 ]", "lights[0].toward", "the same point as from"),
    "rail of a point": Mistake(
        "[-1.2, 1.3]", "[-1.9, 0.6 ]", "optics[0].rail", "0.01 m apart", mark="[[-1.9, 0.6], [-1.9"
    ),
    "screen of a point": Mistake("[1.0, 0.9]", "[1.0, 0.501]", "optics[1].ends", "0.01 m apart", mark="[[1.0, 0.5]"),
    "off its rail": Mistake(
        '"at": [-1.9, 0.6]', '"at": [-1.4, 0.9]', "optics[0].at", "[-1.5, 1] is nearest", mark="[-1.4, 0.9]"
    ),
    "far lamp": Mistake("[-1.6, 3.6]", "[-9.5, 3.6]", "lights[0].from", "far off the stage"),
    "far screen": Mistake("[1.0, 0.9]", "[1.0, -9]", "optics[1].ends[1]", "far off the stage"),
    "flaw in metal": Mistake(
        '{"piece": "heart", "at": [0.28, 0.2]',
        '{"piece": "foot", "at": [0.22, 0.05]',
        "flaws[0].piece",
        "brass, which never cracks",
        mark='"foot", "at"',
    ),
    "flaw inside": Mistake("[0.28, 0.2]", "[0, 0.2]", "flaws[0].at", "[0, 0] is nearest", mark='[0, 0.2], "opens"'),
    "flaw that jumps too far": Mistake(
        '"opens": 9.5', '"opens": 9.5, "length": 0.1, "jump": 0.2', "flaws[1].jump", "must be at most 0.1", mark="0.2}"
    ),
    "flaw too late": Mistake('"opens": 9.5', '"opens": 60', "flaws[1].opens", "goal.within is 60 s", mark="60}\n"),
    "too few flaws": Mistake('"voices": 2', '"voices": 3', "goal.voices", "from 2 flaws", mark='3, "within"'),
    "too few voices": Mistake(
        ',\n    {"piece": "swirl", "at": [0.46, 0], "part": "alto", "opens": 9.5}',
        "",
        "goal.voices",
        "2 voices cannot sing from 1 flaw; at most 1, or add flaws",
        mark='2, "within"',
    ),
    "falling encores": Mistake(
        "[400, 900, 1500]", "[400, 400, 1500]", "goal.encores", "does not rise", mark="[400, 400"
    ),
    "two hearts": Mistake(GUST, '{"type": "heartbeat", "strength": 1}', "whispers[1]", "whispers[0]"),
    "expects nothing": Mistake(', "loses": 1.0', "", "expect[0]", "says nothing of idle", mark='{"bot": "idle"'),
    "expects too much": Mistake(
        '"loses": 1.0', '"loses": 1.0, "wins": 0.1', "expect[0]", "more than 1", mark='{"bot": "idle"'
    ),
    "expects of nobody": Mistake(
        '"bot": "idle", ', "", "expect[0]", "says not who plays; give a bot, or a replay", mark='{"loses": 1.0}'
    ),
    "expects of two": Mistake(
        '"loses": 1.0', '"replay": "x.replay"', "expect[0].bot", "means nothing beside a replay", mark='"idle"'
    ),
    "shares that fall": Mistake('"loses": 1.0', '"loses": [0.9, 0.1]', "expect[0].loses", "does not rise", mark="[0.9"),
    "no seeds": Mistake('"loses": 1.0', '"loses": 1.0, "seeds": [4, 4]', "expect[0].seeds", "no seeds", mark="[4, 4"),
    "more voices than flaws": Mistake(
        '"loses": 1.0', '"voices": 33', "expect[0].voices", "33 voices cannot sing from 2 flaws", mark="33"
    ),
    "stands too long": Mistake(
        '"loses": 1.0', '"stands_until": 999', "expect[0].stands_until", "999 s, when all is over", mark="999"
    ),
}


ALONE = {
    "a number of a glass": Mistake(
        '"bpm": 66}', '"bpm": 66}, "glasses": {"crown_glass": {"speed": -1}}', "glasses.crown_glass.speed",
        "is -1, must be a number above 0, at most 10 (tip speed", "-1}}",
    ),
    "a title with an escape": Mistake('"Sample"', '"a \\u001b[31m"', "title", "control character U+001B"),
    "a title that turns round": Mistake('"Sample"', '"a \u202e b"', "title", "control character U+202E"),
    "a title of spaces": Mistake('"Sample"', '"  "', "title", "shows nothing"),
}  # fmt: skip
"""Of what another mistake is made of too, and so apart from the rest."""


@pytest.mark.parametrize("mistake", [*PARTS.values(), *WHOLES.values(), *ALONE.values()], ids=[*PARTS, *WHOLES, *ALONE])
def test_each_mistake_is_told_at_its_place_with_a_remedy(mistake: Mistake) -> None:
    check_told(mistake)


def test_all_mistakes_of_the_parts_are_told_at_once_in_the_order_of_the_file() -> None:
    names = ["duplicate key", "unknown name", "unknown key", "unknown tag", "too large", "part of a number"]
    mistakes = [PARTS[name] for name in names]
    text = edited(*mistakes)
    found = problems(text)
    assert [problem.path for problem in found] == [mistake.path for mistake in mistakes]
    assert [(problem.line, problem.column) for problem in found] == [place(text, mistake) for mistake in mistakes]


def test_all_mistakes_between_the_parts_are_told_at_once_with_the_duplicate_keys() -> None:
    names = ["floating foot", "joint off", "off its rail", "flaw inside", "two hearts", "falling encores"]
    mistakes = [PARTS["duplicate key"], *(WHOLES[name] for name in names)]
    assert [problem.path for problem in problems(edited(*mistakes))] == [mistake.path for mistake in mistakes]


def test_a_joint_of_an_id_that_two_pieces_have_is_measured_to_neither() -> None:
    found = problems(VALID.replace('"id": "crown"', '"id": "foot"').replace('["swirl", "crown"]', '["swirl", "foot"]'))
    assert [problem.path for problem in found] == ["pieces[3].id"]


@pytest.mark.parametrize(
    ("name", "count", "message"),
    [
        ("pieces", 61, "is a list of 61, must be a list, from 1 to 60 entries"),
        ("pieces", 10_000, "entries and more; a file may have 50000 values; it must be a list, from 1 to 60 entries"),
        ("joints", 10_000, "a file may have 50000 values; it must be a list, at most 120 entries"),
        ("flaws", 20_000, "a file may have 50000 values; it must be a list, from 1 to 64 entries"),
    ],
)
def test_a_list_that_is_too_long_is_told_where_it_begins(name: str, count: int, message: str) -> None:
    level = json.loads(VALID)
    level[name] = (level[name] * count)[:count]
    text = json.dumps(level)
    (problem,) = problems(text)
    assert (problem.path, problem.column) == (name, text.index(f'"{name}": [{{') + len(f'"{name}": ') + 1)
    assert message in problem.message


def test_a_piece_inside_the_bend_of_another_is_no_overlap() -> None:
    parse_level(VALID.replace("[0, 1.74]", "[0, 1.45]").replace("[0, 1.66]", "[0, 1.5]"))


def test_the_error_tells_only_so_many_problems_and_how_many_more_there_are() -> None:
    keys = ", ".join(f'"x{i}": 0' for i in range(MAX_PROBLEMS + 50))
    with pytest.raises(LevelError, match=r"\.\.\. and 50 more") as caught:
        parse_level(VALID.replace('"poise": 1.35', f'"poise": 1.35, {keys}'))
    assert len(caught.value.problems) == MAX_PROBLEMS


def test_a_kind_of_glass_that_there_is_not_is_an_unknown_key() -> None:
    (problem,) = problems(VALID.replace('"poise": 1.35', '"glasses": {"flint_glas": {"speed": 0.03}}, "poise": 1.35'))
    assert problem.path == "glasses.flint_glas" and 'did you mean "flint_glass"?' in problem.message
