"""What pydantic found, said so that a level builder knows what is wrong and what would be right.

Pydantic tells the place; what may stand there is read from the level's own JSON Schema, with its descriptions
and bounds, so that the two never disagree.
"""

from functools import cache
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from game.core.json_source import Document, JsonPath, Problem, quoted, suggest
from game.core.words import counted
from game.level.authoring.schema import Schema, definitions
from game.level.forms import FORMS
from game.level.model import Level, LightBench
from game.level.values.fields import Id

_NAMES = {"number": "a number", "integer": "a whole number", "boolean": "true or false"}
_FORMS = {1: ("groups", "place"), 3: ("repeat", "rotate")}
"""Keys of forms, which are in no model, by how deep in a file they stand."""
WRITTEN_OUT = " when it is written out"
"""Said of values that are not those of the file: what groups, repeats, turns and places have made of them."""
_SHORT = {"string": "text", "number": "number", "integer": "whole number"}
_ID = next(part for part in get_args(Id) if isinstance(part, FieldInfo))
_SHAPES = {_ID.metadata[0].pattern: _ID.description or ""}
"""What text of a pattern looks like, in words."""


def explain(error: ErrorDetails, document: Document, root: str, at: JsonPath = ()) -> Problem | None:
    """One of pydantic's errors as a problem of the file; None where it only repeats another.

    `root` is the class of what stands at the path `at`, of the whole file: "Level" or "LightBench".
    """
    if error["loc"][-1:] == ("[key]",):  # what pydantic calls the key itself, of what may have only some
        inner, _ = _resolve(error["loc"][:-1], root)
        known = _resolve(error["loc"][:-2], root)[1].get("propertyNames", {}).get("enum", ())
        said = f"unknown key {quoted(inner[-1])}{suggest(inner[-1], known)}"
        return document.problem((*at, *inner), said, on_key=True)
    loc = error["loc"]
    if (choice := _alternative(loc, root)) is not None:
        union, name = choice
        meant = _meant(_value(document, (*at, *_resolve(union, root)[0])), _resolve(union, root)[1])
        if meant is None:
            loc = union  # nothing fits more than the rest
        elif meant != name:
            return None
    inner, schema = _resolve(loc, root)
    path = (*at, *inner)
    value = document.get(path)
    kind = error["type"] if loc == error["loc"] else ""
    match kind:
        case "missing" if isinstance(path[-1], int):  # a list with a fixed number of entries
            inner, schema = _resolve(loc[:-1], root)
            path = (*at, *inner)
            return document.problem(path, _not_as_expected(document.get(path), schema))
        case "missing":
            return document.problem(
                path, f"key {quoted(document.name(path))} is missing; it must be {_expected(schema)}"
            )
        case "extra_forbidden":
            known = [*_resolve(loc[:-1], root)[1].get("properties", {}), *_FORMS.get(len(path), ())]
            return document.problem(path, f"unknown key {quoted(path[-1])}{suggest(path[-1], known)}", on_key=True)
        case "union_tag_not_found":
            tags = ", ".join(_tags(schema))
            return document.problem((*path, "type"), f'key "type" is missing; it must be one of: {tags}')
        case "union_tag_invalid":
            path = (*path, "type")
            return document.problem(path, _not_as_expected(document.get(path), {"enum": _tags(schema)}))
        case "too_short" if isinstance(value, tuple) and len(value) >= schema.get("minItems", 0):
            return None  # pydantic counts valid entries only, and has told of the others
        case _:
            made = _value(document, path)
            said = _not_as_expected(made, schema)
            if made != value:
                said = said.replace(", must be ", f"{WRITTEN_OUT}, must be ", 1)
            return document.problem(path, said)


def _value(document: Document, path: JsonPath) -> object:
    """The value at a path of the data, with all that is written out; None where there is none."""
    value = document.data
    for part in path:
        if isinstance(value, dict):
            value = value.get(str(part))
        elif isinstance(value, tuple) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def _alternative(loc: tuple[int | str, ...], root: str) -> tuple[tuple[int | str, ...], str] | None:
    """The location of the first union of objects on the way, and the one of these that an error is of."""
    for length in range(len(loc)):
        if any("properties" in choice for choice in _resolve(loc[:length], root)[1].get("anyOf", ())):
            return loc[:length], str(loc[length])
    return None


def _meant(value: object, schema: Schema) -> str | None:
    """Which of several kinds of object a value is most like, by its keys; None where it is none."""
    if not isinstance(value, dict):
        return None
    objects = [choice for choice in schema["anyOf"] if "properties" in choice]
    if len(objects) == 1:
        return str(objects[0]["name"])
    best = max(objects, key=lambda choice: len(value.keys() & choice["properties"].keys()))
    return str(best["name"]) if value.keys() & best["properties"].keys() else None


def expected(path: JsonPath, root: str) -> str:
    """What may stand at a path of a file, as `explain` says it; empty where that depends on the rest of the file."""
    schema = _resolve(path, root)[1]
    return _expected(schema) if "type" in schema else ""


@cache
def _parts(root: str) -> dict[str, Schema]:
    """All parts that may stand in what is of the class `root`, itself included: of no other, as that takes long."""
    models: list[type[BaseModel]] = [Level, LightBench, *FORMS]
    return definitions(next(model for model in models if model.__name__ == root))


def _resolve(loc: tuple[int | str, ...], root: str) -> tuple[JsonPath, Schema]:
    """The path in the data of a pydantic location, and the schema of what may stand there.

    A location also holds the tag of each union that it passes (`shape`, `box`, `size`), or what pydantic calls the
    alternative that it tried; the data does not.
    """
    path: list[int | str] = []
    parts = _parts(root)
    schema = _plain({"$ref": f"#/$defs/{root}"}, parts)
    for part in loc:
        if "anyOf" in schema:
            schema = next((choice for choice in schema["anyOf"] if choice.get("name") == part), schema)
            continue
        if "discriminator" in schema:
            schema = _plain({"$ref": schema["discriminator"]["mapping"].get(part, "")}, parts)
            continue
        path.append(part)
        if isinstance(part, str):
            inner = schema.get("properties", {}).get(part) or schema.get("additionalProperties") or {}
        elif part < len(schema.get("prefixItems", ())):
            inner = schema["prefixItems"][part]
        else:
            inner = schema.get("items") or {}
        schema = _plain(inner, parts)
    return tuple(path), schema


def _plain(schema: Schema, parts: dict[str, Schema]) -> Schema:
    """A schema with its reference to one of the parts followed; of `something or null` the something."""
    if "anyOf" in schema:
        rest = {key: schema[key] for key in schema if key != "anyOf"}
        choices = [_plain(choice, parts) for choice in schema["anyOf"] if choice.get("type") != "null"]
        return (choices[0] if len(choices) == 1 else {"anyOf": choices}) | rest
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].removeprefix("#/$defs/")
    target: Schema = parts.get(name, {})
    return {"name": name} | target | {key: schema[key] for key in schema if key != "$ref"}


def _tags(schema: Schema) -> list[str]:
    return list(schema["discriminator"]["mapping"])


def _not_as_expected(value: object, schema: Schema) -> str:
    names = [name for choice in schema.get("anyOf", (schema,)) for name in choice.get("enum", ())]
    if names and isinstance(value, str):
        return f"{quoted(value)} is unknown{suggest(value, names)}"
    return f"{_described(value)}, must be {_expected(schema)}"


def _described(value: object) -> str:
    match value:
        case dict():
            return "is an object"
        case tuple():
            return f"is a list of {len(value)}"
        case _:
            return f"is {quoted(value)}"


def _expected(schema: Schema) -> str:
    """What may stand there: `a number from 0.02 to 4 (width, m)`."""
    if "anyOf" in schema:
        text = ", or ".join(_expected(choice) for choice in schema["anyOf"])
    elif "enum" in schema:
        text = "one of: " + ", ".join(schema["enum"])
    elif "const" in schema:
        text = quoted(schema["const"])
    elif "discriminator" in schema:
        text = f'an object with "type": {", ".join(_tags(schema))}'
    elif "prefixItems" in schema:
        text = f"a list {_shape(schema)}"
    elif schema.get("type") == "array":
        text = "a list" + _count(schema.get("minItems"), schema.get("maxItems"), "entry", "entries")
    elif schema.get("type") == "object":
        text = "an object {...}"
    elif schema.get("type") == "string":
        text = "text in double quotes" + _count(schema.get("minLength"), schema.get("maxLength"), "character")
        looks = _SHAPES.get(schema.get("pattern", ""), "")
        text += f": {looks}" if looks and looks != schema.get("description") else ""
    else:
        text = _NAMES.get(schema.get("type", ""), "another value") + _between(
            schema.get("minimum", schema.get("exclusiveMinimum")),
            schema.get("maximum"),
            "exclusiveMinimum" in schema,
        )
    gist = " ".join(schema.get("description", "").split()).partition(". ")[0].removesuffix(".")
    return text + (f" ({gist})" if gist else "")


def _shape(schema: Schema) -> str:
    """A list of a fixed length in short: `[number, number]`."""
    parts = (_plain(part, {}) for part in schema["prefixItems"])
    return f"[{', '.join(_shape(part) if 'prefixItems' in part else _SHORT[part['type']] for part in parts)}]"


def _count(low: int | None, high: int | None, one: str, several: str = "") -> str:
    """How many there may be, in words: `, from 1 to 4 entries`; empty where it does not matter."""
    last = low if high is None else high
    return "" if last is None else f",{_between(low, high)} {counted(last, one, several).partition(' ')[2]}"


def _between(low: float | None, high: float | None, above: bool = False) -> str:
    """Bounds in words: ` from 1 to 4`, ` above 0, at most 20`; empty where there are none."""
    if low is None and high is None:
        return ""
    if low is None:
        return f" at most {high:g}"
    if high is None:
        return f" above {low:g}" if above else f" at least {low:g}"
    return f" above {low:g}, at most {high:g}" if above else f" from {low:g} to {high:g}"
