"""What a new metal or glass costs: one row of data, and its colours."""

import json
from pathlib import Path

from game.level.values.materials import COLOURS, MATERIALS
from game.render import load_palette
from tests.costs.scratch import Scratch

TIN = '    "tin": Material("metal", 7300.0, 0.55, 0.10, "tin", _STEEL),\n'
TONE = '"tin": {"deep": [20, 22, 30], "body": [110, 112, 120], "vivid": [190, 194, 204], "pale": [250, 250, 252]}'
LEAD = '    "lead_glass": Material("glass", 4100.0, 0.5, 0.15, "clear", index=Cauchy(1.7, 0.013), fracture=_FLINT),\n'
SCRIPT = """
import json
from game.level import parse_level
from tests.levels import old_level
from game.level.values.materials import MATERIALS
from game.level.authoring.schema import level_schema
from game.render.look.theme import load_palette
from game.render.pieces.solid import finish_of
from game.sim.light.elements import glass

text = json.loads(old_level("1").read_text(encoding="utf-8"))
text["pieces"][0] |= {"material": "NAME", "colour": MATERIALS["NAME"].colour}
if MATERIALS["NAME"].family == "glass":
    text["glasses"] = {"NAME": {"toughness": 1e5}}
    text["optics"].append({"type": "prism", "id": "p", "at": [2.6, 2.6], "side": 0.2, "glass": "NAME"})
level = parse_level(json.dumps(text))
palette = load_palette(level.palette)
print(json.dumps({
    "material": level.pieces[0].material,
    "schema": "NAME" in level_schema()["$defs"]["Piece"]["properties"]["material"]["enum"],
    "colour": palette.tone(MATERIALS["NAME"].colour).body,
    "finish": finish_of("NAME").contrast > 0,
}))
"""


def test_every_hue_that_a_level_can_name_has_its_colours() -> None:
    palette = load_palette("sunset")
    assert {material.colour for material in MATERIALS.values()} <= set(COLOURS)
    for colour in COLOURS:
        palette.tone(colour)


def test_a_metal_is_one_row_and_its_colours(tmp_path: Path) -> None:
    game = Scratch(tmp_path)
    game.insert("game/level/values/materials.py", '    "stone": Material(', TIN)
    game.insert("assets/theme.json", '"stone": {"deep"', TONE + ",\n        ")
    json.loads((tmp_path / "assets" / "theme.json").read_text(encoding="utf-8"))
    known = game.run(SCRIPT.replace("NAME", "tin"))
    assert known == {"material": "tin", "schema": True, "colour": [110, 112, 120], "finish": True}
    assert game.changed == ["game/level/values/materials.py", "assets/theme.json"]


def test_a_glass_in_a_hue_that_there_is_is_one_row(tmp_path: Path) -> None:
    game = Scratch(tmp_path)
    game.insert("game/level/values/materials.py", '    "brass": Material(', LEAD)
    known = game.run(SCRIPT.replace("NAME", "lead_glass"))
    assert known["material"] == "lead_glass" and known["schema"]
    assert game.changed == ["game/level/values/materials.py"]
