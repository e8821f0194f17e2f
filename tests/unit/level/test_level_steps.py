"""Files of older versions of the level format: brought up to date, with errors told where they stand in the file."""

import json
from pathlib import Path

import pytest

from game.core.json_source import Document
from game.level import Level, LevelError, load_any, load_level, parse_level
from game.level.authoring.schema import level_schema
from game.level.steps import STEPS, VERSION, renamed, up_to_date
from tests.unit.level.sample_level import VALID

DRAFT = Path(__file__).with_name("version_0.json")
TEXT = DRAFT.read_text(encoding="utf-8")


def problems(text: str) -> list[str]:
    with pytest.raises(LevelError) as caught:
        parse_level(text, "draft.json")
    return [str(problem) for problem in caught.value.problems]


def test_a_draft_loads_as_if_it_were_written_today() -> None:
    level = load_level(DRAFT)
    assert level == load_any(DRAFT)
    assert level.version == VERSION
    assert [piece.material for piece in level.pieces] == ["brass", "flint_glass"]
    assert level.goal.within == 42
    today = TEXT.replace('"version": 0', '"version": 1').replace('"kind"', '"material"').replace("lights_up", "within")
    assert level == parse_level(today)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"brass"', '"glas"', 'draft.json:5:76: pieces[0].kind: "glas" is unknown; known: crown_glass,'),
        (": 42", ": -1", "draft.json:11:38: goal.lights_up: is -1, must be a number above 0, at most 3600"),
        (', "lights_up": 42', ', "lights_up": "soon"', "draft.json:11:38: goal.lights_up: is"),
        (' "kind": "brass",', "", 'draft.json:5:5: pieces[0].kind: key "kind" is missing; it must be one of: crown'),
        ("0.2, 0.1]", "0.2, 9]", "draft.json:10:38: flaws[0].at: [0.2, 9] is 8.75 m away from the edge"),
        ('"opens": 3.0', '"opens": 43', "draft.json:10:59: flaws[0].opens: opens at 43 s, when all is over"),
    ],
)
def test_mistakes_in_a_draft_are_told_at_their_places_in_the_draft(old: str, new: str, told: str) -> None:
    assert TEXT.count(old) == 1
    assert any(line.startswith(told) for line in problems(TEXT.replace(old, new))), problems(TEXT.replace(old, new))


@pytest.mark.parametrize("wrong", ["[]", "7", '{"*": 1}', "[[]]", '[{"kind": 1, "material": 2}]'])
def test_a_draft_with_something_else_in_a_renamed_place_is_told_of_and_does_no_harm(wrong: str) -> None:
    data = json.loads(TEXT) | {"pieces": json.loads(wrong), "goal": json.loads(wrong)}
    assert problems(json.dumps(data))


def test_a_newer_version_is_one_clear_message() -> None:
    message = f"is {VERSION + 1}: a newer game wrote this file, and this one reads versions up to {VERSION}"
    with pytest.raises(LevelError) as caught:
        parse_level(VALID.replace(f'"version": {VERSION}', f'"version": {VERSION + 1}, "hologram": 1'), "level.json")
    assert str(caught.value) == f"level.json:3:14: version: {message}"


@pytest.mark.parametrize("version", ["-1", "0.5", "true", '"1"', "null"])
def test_what_is_no_version_is_told_by_the_model(version: str) -> None:
    (told,) = problems(VALID.replace('"version": 1', f'"version": {version}'))
    assert told.endswith(f"must be {VERSION} (version of the level format)")


def test_the_cost_of_a_new_version_is_one_step() -> None:
    """A toy version 2 calls the title a name: files of all versions before it load, errors keep their places."""
    steps = (*STEPS, renamed({("title",): "name", ("pieces", "*", "shape"): "outline"}))
    for text in (TEXT, VALID):
        document, newer = up_to_date(Document(text, "level.json"), steps)
        assert newer is None
        assert isinstance(document.data, dict)
        assert document.data["version"] == VERSION + 1
        assert "name" in document.data and "title" not in document.data
        assert all("outline" in piece and "shape" not in piece for piece in document.data["pieces"])
        at = document.position(("pieces", 0, "outline", "size"))
        assert at == Document(text, "level.json").position(("pieces", 0, "shape", "size"))
        assert document.problem(("pieces", 0, "outline"), "").path == "pieces[0].shape"
    draft, _ = up_to_date(Document(TEXT, "draft.json"), steps)
    assert draft.problem(("pieces", 1, "material"), "").path == "pieces[1].kind", "through two steps"


def test_steps_leave_what_they_are_given_as_it_is() -> None:
    data = Document(TEXT, "draft.json").data
    assert isinstance(data, dict)
    before = json.dumps(data)
    STEPS[0].upgrade(data)
    assert json.dumps(data) == before


def test_the_model_and_the_schema_are_of_the_newest_version() -> None:
    assert level_schema()["properties"]["version"]["const"] == VERSION
    assert Level.model_fields["version"].is_required()
