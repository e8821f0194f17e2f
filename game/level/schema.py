"""The level format as JSON Schema (2020-12), for editors that complete and check while one writes."""

from collections.abc import Iterable
from typing import Any

from pydantic.json_schema import models_json_schema

from game.level.model import Level, LightBench

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def level_schema(bots: Iterable[str] = ()) -> Schema:
    """The schema of a level file: a new dictionary, always with the same keys in the same order.

    `bots` are the names that a level's expectations can give; any where none are given.
    """
    schema: Schema = {"$schema": DIALECT, "title": "FLAWSONG level"} | _untitled(Level.model_json_schema())
    if names := list(bots):
        schema["$defs"]["Expect"]["properties"]["bot"] |= {"enum": names}
    return schema


def light_bench_schema() -> Schema:
    """The schema of a file of lights and optics alone: a new dictionary, always with the same keys in order."""
    return {"$schema": DIALECT, "title": "FLAWSONG scene of light"} | _untitled(LightBench.model_json_schema())


def definitions() -> dict[str, Schema]:
    """All parts of the format by the names of their classes, `Level` and `LightBench` included."""
    _, generated = models_json_schema([(Level, "validation"), (LightBench, "validation")])
    parts: dict[str, Schema] = _untitled(generated)["$defs"]
    return parts


def _untitled(schema: Schema) -> Schema:
    """The schema without the titles that pydantic makes of every name: editors show them above all else."""
    untitled: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            untitled[key] = {name: _untitled(part) for name, part in value.items()}
        elif key != "title":
            untitled[key] = _untitled_value(value)
    return untitled


def _untitled_value(value: Any) -> Any:
    match value:
        case dict():
            return _untitled(value)
        case list():
            return [_untitled_value(part) for part in value]
        case _:
            return value
