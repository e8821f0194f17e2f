"""The level format as JSON Schema (2020-12): plain, as the models give it, and as editors can use it to the full.

For editors, what decides between alternatives is said outright, by `if` and `then`: a validator names the key that is
misspelt, and does not say that nothing fits.
"""

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from game.core.json_reader import NOTE
from game.level.authoring.schema_forms import with_forms
from game.level.authoring.snippets import SNIPPETS
from game.level.forms import FORMS
from game.level.model import Level, LightBench
from game.level.steps import VERSION

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = "flawsong.schema.json"
"""What the schema is called that comes with the levels."""
_NOTES = {f"^{NOTE}": {"description": "a note to people, and no data"}}
_UNIQUE = ("pieces", "ornaments", "joints", "lights", "optics", "flaws", "whispers", "passes", "teach", "expect")
"""Lists in which no entry may stand twice."""


def level_schema(bots: Iterable[str] = (), handicaps: Iterable[str] = ()) -> Schema:
    """The schema of a level file for editors: a new dictionary, always with the same keys in the same order.

    `bots` and `handicaps` are the names that a level's expectations can give; any where none are given.
    """
    schema = _of_file(Level, "level")
    for key, known in (("bot", bots), ("handicap", handicaps)):
        if names := list(known):
            schema["$defs"]["Expect"]["properties"][key] |= {"enum": [*names, None]}
    return schema


def light_bench_schema() -> Schema:
    """The schema of a file of lights and optics alone: a new dictionary, always with the same keys in order."""
    return _of_file(LightBench, "light-bench")


def definitions(*models: type[BaseModel]) -> dict[str, Schema]:
    """All parts of some models by the names of their classes, themselves included, as the models are."""
    _, generated = models_json_schema([(model, "validation") for model in models])
    parts: dict[str, Schema] = _untitled(generated)["$defs"]
    return parts


def _of_file(model: type[Level | LightBench], name: str) -> Schema:
    head: Schema = {
        "$schema": DIALECT,
        "$id": f"urn:flawsong:{name}:{VERSION}",
        "title": f"FLAWSONG {name.replace('-', ' ')}",
        "allowComments": True,
        "allowTrailingCommas": True,
    }
    plain, parts = _untitled(model.model_json_schema()), definitions(*FORMS)
    plain["$defs"] |= {form.__name__: parts[form.__name__] for form in FORMS}
    schema = with_forms(head | _for_editors(plain, plain["$defs"]))
    for part, snippets in SNIPPETS.items():
        if part in schema["properties"]:
            schema["properties"][part]["items"]["defaultSnippets"] = snippets
    return schema


def _untitled(schema: Schema) -> Schema:
    """The schema without the titles that pydantic makes of every name: editors show them above all else."""
    untitled: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            untitled[key] = {name: _untitled(part) for name, part in value.items()}
        elif key in ("default", "examples"):
            untitled[key] = value
        elif key != "title":
            untitled[key] = _each(value, _untitled)
    return untitled


def _for_editors(schema: Schema, parts: dict[str, Schema]) -> Schema:
    """A schema that names what is wrong, with notes allowed in objects; `parts` are all definitions."""
    inner = partial(_for_editors, parts=parts)
    ours: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            ours[key] = {name: inner(part) for name, part in value.items()}
        elif key in ("default", "examples", "discriminator", "if"):
            ours[key] = value
        else:
            ours[key] = _each(value, inner)
    for name, part in ours.get("properties", {}).items():
        if name in _UNIQUE:
            part["uniqueItems"] = True
        if "description" in part and "examples" in part:
            part["markdownDescription"] = _read_in_editors(part)
    if "propertyNames" in ours:
        ours["properties"] = dict.fromkeys(ours.pop("propertyNames")["enum"], ours["additionalProperties"])
        ours["additionalProperties"] = False
    if ours.get("type") == "object" and not ours.get("additionalProperties", True):
        ours["patternProperties"] = _NOTES
    if "discriminator" in ours:
        ours.pop("oneOf")
        return _by_kind(ours.pop("discriminator")["mapping"], parts) | ours
    if "anyOf" in ours:
        return _by_type(ours.pop("anyOf"), parts) | ours
    return ours


def _read_in_editors(part: Schema) -> str:
    """What hovers over a key: what it is, its default where it has one, and an example."""
    told = [f"default `{json.dumps(part['default'])}`"] if "default" in part else []
    told.append(f"such as `{json.dumps(part['examples'][0])}`")
    return f"{part['description']}\n\n{'; '.join(told)}"


def _each(value: Any, change: Callable[[Schema], Schema]) -> Any:
    """Whatever stands in a schema, with every schema in it changed."""
    match value:
        case dict():
            return change(value)
        case list():
            return [_each(part, change) for part in value]
        case _:
            return value


def _by_kind(mapping: dict[str, str], parts: dict[str, Schema]) -> Schema:
    """Objects whose `type` says which they are."""
    abouts = [parts[ref.removeprefix("#/$defs/")].get("description", "") for ref in mapping.values()]
    kind = {"description": "which kind it is", "enum": list(mapping), "enumDescriptions": abouts}
    choices = [
        {"if": {"properties": {"type": {"const": name}}, "required": ["type"]}, "then": {"$ref": ref}}
        for name, ref in mapping.items()
    ]
    return {"type": "object", "required": ["type"], "properties": {"type": kind}, "allOf": choices}


def _by_type(choices: list[Schema], parts: dict[str, Schema]) -> Schema:
    """Alternatives of which each JSON type has one; objects are told apart by a key that only they must have."""
    objects = [choice for choice in choices if "$ref" in choice]
    others = [choice for choice in choices if "$ref" not in choice]
    types = [choice["type"] for choice in others] + ["object"] * bool(objects)
    named = {key: choice[key] for choice in others for key in choice if key in ("enum", "const")}
    if not objects and len(others) == 2 and types[-1] == "null":
        return {**others[0], "type": types} | ({"enum": [*named["enum"], None]} if "enum" in named else {})
    rules = [
        {"if": {"type": choice["type"]}, "then": choice} for choice in others if choice.keys() - {"type", "description"}
    ]
    if objects:
        rule = objects[0]
        for choice in objects[1:]:
            (key,) = parts[choice["$ref"].removeprefix("#/$defs/")]["required"]
            rule = {"if": {"required": [key]}, "then": choice, "else": rule}
        rules.append({"if": {"type": "object"}, "then": rule})
    return {"type": types, "allOf": rules}
