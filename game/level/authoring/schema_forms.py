"""The forms that spare repetition, put into the JSON Schema of levels: `repeat`, `rotate`, places, groups."""

import json
import re
from typing import Any

from game.level.forms import GROUPED, LISTS, POINTS

Schema = dict[str, Any]

PLACED = (*GROUPED, "lights")
"""Lists whose entries have places on the stage."""
_REF = re.compile(r'"#/\$defs/(\w+)"')
_ID = "^[A-Za-z][A-Za-z0-9_-]{0,39}$"
_NUMBERED_ID = "^[A-Za-z][A-Za-z0-9_#+-]{0,39}$"
_SPOT = {"$ref": "#/$defs/Spot"}
REPEAT = {
    "$ref": "#/$defs/Repeat",
    "description": "copies of this entry; # in its texts is the number of the copy",
    "examples": [{"count": 3, "step": [0, 0.55]}],
}
ROTATE = {
    "$ref": "#/$defs/Rotate",
    "description": "turned about a point of the stage, place and all",
    "examples": [{"by": 30, "about": [0, 1.2]}],
}


def with_forms(schema: Schema) -> Schema:
    """The schema of a file with the forms allowed; their own definitions must be in it."""
    made: Schema = json.loads(json.dumps(schema).replace(json.dumps(_ID)[1:-1], json.dumps(_NUMBERED_ID)[1:-1]))
    parts, lists = made["$defs"], made["properties"]
    point = parts["Repeat"]["properties"]["step"]
    parts["Spot"] = {
        "description": "a point of the stage, m: [x, y], or told from a piece",
        "examples": [[0.3, 1.2], {"of": "stem", "side": "top"}],
        "type": ["array", "object"],
        "allOf": [
            {"if": {"type": "array"}, "then": {key: point[key] for key in ("prefixItems", "minItems", "maxItems")}},
            {"if": {"type": "object"}, "then": {"$ref": "#/$defs/Place"}},
        ],
    }
    for name in LISTS:
        for kind in _REF.findall(json.dumps(lists[name]["items"])) if name in lists else ():
            parts[kind]["properties"] |= {"repeat": REPEAT} | ({"rotate": ROTATE} if name in PLACED else {})
            if name in PLACED:
                _let_be_told(parts[kind])
    _let_be_told(parts["Pan"])
    if "pieces" in lists:
        _add_groups(made)
    return made


def _let_be_told(part: Schema) -> None:
    """Let the points of a part be told from pieces."""
    for key in POINTS:
        value = part["properties"].get(key)
        if value is None:
            continue
        if "prefixItems" in value["prefixItems"][0]:
            value["prefixItems"] = [_SPOT] * len(value["prefixItems"])
        else:
            part["properties"][key] = _SPOT | {
                key: value[key] for key in ("description", "examples", "default") if key in value
            }


def _add_groups(schema: Schema) -> None:
    """Groups, and where they are put."""
    lists = schema["properties"]
    schema["$defs"]["Group"] = {
        "description": "Parts that are put on the stage together, about an origin of their own.",
        "type": "object",
        "properties": {
            name: {key: lists[name][key] for key in ("type", "items", "description", "examples")} | {"default": []}
            for name in GROUPED
        },
        "additionalProperties": False,
        "patternProperties": schema["patternProperties"],
    }
    lists["groups"] = {
        "description": "parts that stand on the stage more than once, by name; `place` puts them there",
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/Group"},
        "default": {},
        "examples": [{"pier": {"pieces": lists["pieces"]["examples"][0]}}],
    }
    lists["place"] = {
        "description": "groups put on the stage",
        "type": "array",
        "items": {"$ref": "#/$defs/Placement"},
        "default": [],
        "examples": [[{"group": "pier", "as": "left", "at": [-0.5, 0]}]],
    }
