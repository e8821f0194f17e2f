"""The manual of the level format, written from its models: `docs/levels.md`, and a picture of each kind of part.

`python -m game.export.manual docs` writes both anew; a test sees to it that the page is what the models say.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from game.bots import BOTS
from game.lab.handicaps import HANDICAPS
from game.level.authoring.schema import level_schema

Schema = dict[str, Any]

HEAD = """\
# Levels

Written from the models of the format by `python -m game.export.manual docs`; change those, not this. Lengths are in
metres, angles in degrees counter-clockwise, times in seconds or bars; y goes up, and (0, 0) is the middle of the
plinth's top. Editors that know JSON Schema complete and check all of it: a level names `flawsong.schema.json`, which
`flawsong schema` writes. Names of bots, handicaps and materials are in the [reference](reference.md).
"""
TUTORIAL = """\
## From nothing to a level that is tested

Five minutes, with an editor and a terminal beside each other.

```sh
flawsong new tower.json                       # a small level that stands and can be won, and the schema beside it
flawsong watch tower.json --keep              # a window that shows it anew at every save; leave it open
```

Save a mistake, `"material": "bras"` say: the window tells it over the last good picture, with its line; so does
`flawsong validate`. Mend it, and it goes on where it was. In the window, `P` stops and plays on, `[` and `]` step a
tick back and forth (with Shift a second), `-` and `=` play slower and faster, `F3` shows stress, then names, `R`
begins again.

```sh
flawsong validate tower.json                  # errors and warnings, each with its place and what would be right
flawsong info tower.json                      # masses, what bears how much, sway against bar, what light reaches
flawsong preview tower.json tower.png --names # ids, joints, flaws, the angles from which mirrors light them, a grid
```

Let the heart be heavier and the flaw open later: change the heart's `size` to `[0.40, 0.60]` and the flaw's `opens`
to `{"bar": 3}`. `info` tells what that does: `poise` keeps how hard it is to balance, whatever the masses. Then say
what must hold, at the end of the file:

```json
"expect": [
  {"bot": "idle", "loses": 1, "seeds": [0, 3]},
  {"bot": "expert", "wins": 0.6, "seeds": [0, 3]}
]
```

```
pytest tower.json                             # every expectation; a failure says what came instead, with a picture
```

`flawsong sweep tower.json --bots novice,regular,expert --seeds 0:50` says how often who wins, and `flawsong prove`
what a level of the game must hold; the [laboratory](laboratory.md) has more of both. Dropped on the game's window a
level plays; in the folder `levels` of the player's data it is among *Yours* in the programme.
"""


class Part(NamedTuple):
    """A section: a heading, the part of the schema that it tells of, and whether there is a picture of it."""

    heading: str
    name: str
    pictured: bool = False


GROUPS: tuple[tuple[str, str, tuple[Part, ...]], ...] = (
    (
        "Pieces",
        "What the sculpture is made of. The first piece stands on the plinth.",
        (Part("A piece", "Piece"), Part("A hole", "Hole", True), Part("An ornament", "Ornament", True)),
    ),
    (
        "Shapes",
        "Of pieces, ornaments and holes; `type` says which.",
        (
            *(Part(f"`{name.lower()}`", name, True) for name in ("Box", "Polygon", "Disc", "Arc", "Path")),
            Part("A bend of a path", "Bend"),
        ),
    ),
    (
        "Joints",
        "What holds pieces together, and breaks above its strength.",
        tuple(Part(f"`{name.lower()}`", name, True) for name in ("Weld", "Hinge", "Spring", "Cable")),
    ),
    (
        "Light",
        "Lamps, and how they move and blink.",
        (Part("A light", "Light", True), Part("`pan`", "Pan"), Part("`blink`", "Blink")),
    ),
    (
        "Optics",
        "What light meets besides the sculpture; any of them can ride `on` a piece.",
        tuple(
            Part(f"`{name.lower()}`", name, True)
            for name in ("Mirror", "Prism", "Lens", "Filter", "Splitter", "Blocker", "Detector")
        ),
    ),
    (
        "Flaws",
        "Where cracks open, and when.",
        (Part("A flaw", "Flaw", True), Part("`opens` at a bar", "AtBar"), Part("`opens` after a voice", "AfterFlaw")),
    ),
    (
        "Whispers",
        "What disturbs the sculpture, told a beat ahead.",
        tuple(Part(f"`{name.lower()}`", name) for name in ("Heartbeat", "Gust", "Tremor", "Note")),
    ),
    (
        "The rest of a level",
        "Music, plinth, lean, glass, the goal, and what must hold.",
        (
            Part("`music`", "Music"),
            Part("`lines` of `music`", "Lines"),
            Part("`plinth`", "Plinth"),
            Part("`lean`", "Lean"),
            Part("`glasses`", "GlassTuning"),
            Part("`goal`", "Goal"),
            Part("`expect`", "Expect"),
            Part("`origin`", "Origin"),
        ),
    ),
    (
        "Said once, there often",
        "Any entry may repeat and turn; places may be told from a piece; groups are put on the stage whole.",
        (
            Part("`repeat`", "Repeat"),
            Part("`rotate`", "Rotate"),
            Part("A place told from a piece", "Place"),
            Part("A group", "Group"),
            Part("`place`", "Placement"),
        ),
    ),
)
"""The page, section by section."""


def pictured() -> list[str]:
    """Names of all parts of which there is a picture, in lower case."""
    return [part.name.lower() for _, _, parts in GROUPS for part in parts if part.pictured]


def manual() -> str:
    """The whole page, as Markdown."""
    schema = level_schema(BOTS, HANDICAPS)
    parts = {"Level": schema, **schema["$defs"]}
    lines = [HEAD, TUTORIAL, "## A level\n", *_table(parts["Level"]), ""]
    for heading, about, group in GROUPS:
        lines += [f"## {heading}\n", about, ""]
        for part in group:
            lines += [f"### {part.heading}\n", *_section(part, parts[part.name]), ""]
    return "\n".join(lines).rstrip() + "\n"


def _section(part: Part, schema: Schema) -> Iterator[str]:
    yield " ".join(str(schema.get("description", "")).split())
    yield ""
    if part.pictured:
        yield f"![{part.name.lower()}](levels/{part.name.lower()}.jpg)"
        yield ""
    yield from _table(schema)


def _table(schema: Schema) -> Iterator[str]:
    """The keys of a part."""
    required = schema.get("required", schema.get("else", {}).get("required", ()))
    yield "| key | can be | if it is left out | what it is | such as |"
    yield "| --- | --- | --- | --- | --- |"
    for key, value in schema.get("properties", {}).items():
        absent = "must be there" if key in required else _json(value["default"]) if "default" in value else ""
        such = _json(value["examples"][0]) if value.get("examples") else ""
        about = " ".join(str(value.get("description", "")).split()).replace("|", "\\|")
        yield f"| `{key}` | {_kind(value)} | {absent} | {about} | {such} |"


def _json(value: object) -> str:
    """A value as it stands in a file; nothing stands there for null."""
    return "" if value is None else f"`{json.dumps(value, ensure_ascii=False)}`"


def _kind(value: Schema) -> str:
    """What a value can be, in words."""
    choices = value.get("anyOf") or [each["then"] for each in value.get("allOf", ()) if "then" in each]
    if "then" in value and "else" in value:
        choices = [value["then"], value["else"]]
    if choices:
        kinds = [_kind(each) for each in choices if each.get("type") != "null"]
        return " or ".join(dict.fromkeys(kind for kind in kinds if kind))
    if "$ref" in value:
        return _called(value["$ref"])
    if "const" in value:
        return _json(value["const"])
    if "enum" in value:
        return ", ".join(_json(each) for each in value["enum"] if each is not None)
    kinds = value.get("type", "")
    kinds = [kind for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind != "null"]
    return " or ".join(_plain(kind, value) for kind in kinds)


def _plain(kind: str, value: Schema) -> str:
    match kind:
        case "number" | "integer":
            low, high = (value.get(end, value.get(f"exclusive{end.capitalize()}")) for end in ("minimum", "maximum"))
            noun = "a number" if kind == "number" else "a whole number"
            ends = [f"from {low:g}" if low is not None else "", f"to {high:g}" if high is not None else ""]
            return " ".join([noun, *filter(None, ends)])
        case "string":
            return "text"
        case "boolean":
            return "`true`, `false`"
        case "array":
            items = value.get("items") or (value.get("prefixItems") or [{}])[0]
            count = value.get("minItems") if value.get("minItems") == value.get("maxItems") else None
            return f"a list of {'' if count is None else f'{count}, each '}{_kind(items) or 'entries'}"
        case _:
            parts = value.get("properties", {})
            named = [*parts.values(), value.get("additionalProperties")]
            return " of ".join(["an object", *(_kind(each) for each in named[:1] if isinstance(each, dict))])


def _called(reference: str) -> str:
    """The class that a reference leads to, as the page calls it."""
    name = reference.rsplit("/", 1)[-1]
    if name == "Spot":
        return f"`[x, y]` or {_called('Place')}"
    heading = next((part.heading for _, _, parts in GROUPS for part in parts if part.name == name), name)
    return f"[{heading}](#{_anchor(heading)})"


def _anchor(heading: str) -> str:
    kept = "".join(letter for letter in heading.lower() if letter.isalnum() or letter in " -_")
    return kept.strip().replace(" ", "-")


def main(folder: Path) -> None:
    """Write the page and its pictures into a folder."""
    from game.core.files import write_atomic  # noqa: PLC0415 - the test of the page draws nothing
    from game.export.manual_pictures import draw  # noqa: PLC0415

    write_atomic(folder / "levels.md", manual().encode())
    (folder / "levels").mkdir(exist_ok=True)
    for name in pictured():
        draw(name, folder / "levels" / f"{name}.jpg")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
