"""The JSON Schema: what editors complete, explain and check while one writes."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from game.bots import BOTS
from game.core.json_source import Document
from game.core.paths import levels_dir, shipped_levels
from game.lab.handicaps import HANDICAPS
from game.level import parse_level
from game.level.authoring.schema import FILE, level_schema, light_bench_schema
from game.level.authoring.snippets import SNIPPETS, Snippet
from game.level.steps import VERSION
from tests.levels import OLD_LEVELS
from tests.unit.level.mistakes import edited
from tests.unit.level.sample_level import VALID
from tests.unit.level.test_authoring import LEVEL
from tests.unit.level.test_level_mistakes import PARTS


@cache
def validator() -> Draft202012Validator:
    schema = level_schema(BOTS, HANDICAPS)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def properties() -> Iterator[tuple[str, dict[str, Any]]]:
    for schema in (level_schema(), light_bench_schema()):
        for name, part in {**schema["$defs"], "": schema}.items():
            yield from ((f"{name}.{key}", value) for key, value in part.get("properties", {}).items() if name or key)


def told(data: object) -> list[tuple[str, str]]:
    """Path of each value that the schema refuses, as our own messages have it, and what a plain validator says."""
    return [
        (error.json_path.removeprefix("$").removeprefix("."), error.message) for error in validator().iter_errors(data)
    ]


def test_the_schema_beside_the_levels_is_up_to_date() -> None:
    """`flawsong schema levels/flawsong.schema.json` writes it anew."""
    assert (levels_dir() / FILE).read_text(encoding="utf-8") == json.dumps(
        level_schema(BOTS, HANDICAPS), indent=2
    ) + "\n"


def test_it_is_of_the_dialect_that_it_names_and_has_a_name_of_its_own() -> None:
    schema = level_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:flawsong:level:{VERSION}" and schema["$id"] != light_bench_schema()["$id"]
    assert set(schema["required"]) == {"version", "title", "pieces", "flaws", "goal"}
    assert level_schema() == schema
    assert schema["allowComments"] and schema["allowTrailingCommas"]


def test_every_property_says_what_it_is_with_an_example_and_a_default_where_it_may_be_left_out() -> None:
    for name, schema in properties():
        assert schema.get("description") and schema.get("examples"), name
    parts = level_schema()["$defs"]
    for name, part in parts.items():
        needed = part.get("required") or part.get("else", {}).get("required", ())
        optional = part.get("properties", {}).keys() - {*needed, "repeat", "rotate"}
        assert all("default" in part["properties"][key] for key in optional), name


def test_what_hovers_over_a_key_has_its_default_and_an_example() -> None:
    told = level_schema()["$defs"]["Light"]["properties"]["power"]["markdownDescription"]
    assert told == "of its whole beam while it is lit, W\n\ndefault `1.0`; such as `1.4`"


def test_every_example_is_one() -> None:
    schema = level_schema()
    for name, part in properties():
        for example in part["examples"]:
            check = Draft202012Validator({**part, "$defs": schema["$defs"]})
            assert not list(check.iter_errors(example)), (name, example)


def test_no_alternative_hides_what_is_wrong() -> None:
    """Neither oneOf nor anyOf, of which validators say no more than that nothing fits."""
    for schema in (level_schema(), light_bench_schema()):
        assert not re.search('"(oneOf|anyOf)":', json.dumps(schema))


@pytest.mark.parametrize("file", [*shipped_levels(), *OLD_LEVELS], ids=lambda file: file.stem)
def test_every_level_keeps_to_it(file: Any) -> None:
    assert not told(json.loads(file.read_text(encoding="utf-8")))


def test_the_sample_keeps_to_it_with_notes_anywhere() -> None:
    level = json.loads(VALID) | {"//": "a note"}
    for part in (level["pieces"][0], level["pieces"][0]["shape"], level["lights"][0]["pan"], level["goal"]):
        part["// why"] = ["a note", 1]
    assert not told(level)
    assert parse_level(json.dumps(level)) == parse_level(VALID)


@pytest.mark.parametrize("name", PARTS)
def test_what_is_wrong_with_a_part_is_told_at_its_place(name: str) -> None:
    """A plain validator names the place that our own message names, or the object that lacks a key or has too many."""
    mistake = PARTS[name]
    text = edited(mistake)
    if Document(text, "x").problems:
        pytest.skip("no sound JSON: an editor says so before any schema")
    found = told(json.loads(text))
    assert found
    place, _, key = mistake.path.rpartition(".")
    assert any(path == mistake.path or (path == place and key in message) for path, message in found), found


def test_forms_that_spare_repetition_are_known_to_it() -> None:
    level = json.loads(LEVEL)
    assert not told(level)
    level["place"][0]["grup"] = level["place"][0].pop("group")
    level["pieces"][1]["repeat"]["cuont"] = 3
    level["joints"][0]["at"]["sied"] = "top"
    paths = {path for path, message in told(level) if re.search("'(grup|cuont|sied)'", message)}
    assert paths == {"place[0]", "pieces[1].repeat", "joints[0].at"}


def test_what_stands_twice_is_told_as_our_own_check_does() -> None:
    level = json.loads(VALID)
    level["optics"][4]["passes"] = ["bass", "bass"]
    level["flaws"].append(level["flaws"][0])
    paths = [path for path, message in told(level) if "non-unique" in message]
    assert paths == ["optics[4].passes", "flaws"]


def offered() -> list[tuple[str, Snippet]]:
    return [(part, snippet) for part, snippets in SNIPPETS.items() for snippet in snippets]


@pytest.mark.parametrize(("part", "snippet"), offered(), ids=[snippet["label"] for _, snippet in offered()])
def test_what_editors_offer_to_write_keeps_to_the_schema(part: str, snippet: Snippet) -> None:
    text = json.dumps(snippet["body"])
    text = re.sub(r'"\^\$\{\d+:([^}]*)\}"', r"\1", text)
    written = json.loads(re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text))
    items = level_schema()["properties"][part]["items"]
    assert snippet in items["defaultSnippets"]
    check = Draft202012Validator({**items, "$defs": level_schema()["$defs"]})
    assert not list(check.iter_errors(written))
