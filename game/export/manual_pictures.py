"""Pictures of the kinds of parts that a level is made of, each in a small scene of its own."""

import json
from pathlib import Path
from typing import Any

import pygame

from game.bots import make_bot
from game.export.screenshot import Look, draw_light_bench, draw_still, save_picture
from game.level import LightBench, parse_any, parse_level

SIZE, SHOWN = (960, 540), (480, 270)
"""px that are drawn, and kept of the middle: a close look."""
NAMED = ("weld", "hinge", "spring", "cable")
"""Drawn with names: the joint itself is small."""
CRACK_S = 4.4
"""Stage time by which a flaw is open, s."""

Json = dict[str, Any]

_LAMP: Json = {"id": "key", "from": [-1.5, 1.65], "toward": [0, 1.2], "width": 0.12, "power": 1.2}
_PLATE: Json = {"type": "box", "size": [0.5, 0.7]}
_LIGHTS: dict[str, Json] = {"prism": _LAMP | {"from": [-1.116, 0.62], "toward": [-0.1, 1.258], "width": 0.02}}
"""Where another lamp shows more."""
_SHAPES: dict[str, Json] = {
    "box": _PLATE,
    "polygon": {"type": "polygon", "points": [[-0.35, -0.35], [0.35, -0.35], [0.2, 0.35], [0, 0.2], [-0.2, 0.35]]},
    "disc": {"type": "disc", "radius": 0.38},
    "arc": {"type": "arc", "radius": 0.38, "band": 0.14, "start": -90, "sweep": 290},
    "path": {
        "type": "path",
        "start": [0, -0.4],
        "to": [
            {"arc": [0.36, 0.2], "radius": 0.5},
            {"arc": [0, 0.2], "radius": 0.2},
            {"arc": [-0.36, 0.2], "radius": 0.2},
            {"arc": [0, -0.4], "radius": 0.5},
        ],
    },
}
_FOOT_M = {"disc": 0.38, "arc": 0.45, "path": 0.4}
"""How far down from its middle a shape reaches, m; the others 0.35."""
_SPOT_M = {"disc": 0.38, "polygon": 0.2, "path": 0.2, "arc": -0.45}
"""Where a flaw is on a shape, straight over its middle, m; on the others 0.35."""
_OPTICS: dict[str, list[Json]] = {
    "light": [],
    "mirror": [
        {"type": "mirror", "id": "flat", "at": [0, 1.2], "angle": 90, "length": 0.6},
        {"type": "mirror", "id": "bowl", "at": [1.1, 1.9], "angle": 100, "length": 0.5, "curve": -1.2, "fixed": True},
    ],
    "prism": [{"type": "prism", "id": "prism", "at": [0, 1.2], "side": 0.4, "glass": "flint_glass"}],
    "lens": [{"type": "lens", "id": "lens", "at": [0, 1.2], "height": 0.5, "radii": [0.6, 0.6], "thickness": 0.14}],
    "filter": [{"type": "filter", "id": "gel", "ends": [[0, 0.9], [0, 1.5]], "passes": ["bass", "tenor"]}],
    "splitter": [{"type": "splitter", "id": "half", "ends": [[-0.2, 1.5], [0.2, 0.9]]}],
    "blocker": [{"type": "blocker", "id": "wall", "ends": [[0, 0.9], [0, 1.5]]}],
    "detector": [{"type": "detector", "id": "eye", "ends": [[0, 0.9], [0, 1.5]]}],
}


def draw(name: str, path: Path) -> None:
    """Draw the picture of a kind of part, by its name in lower case, into a file.

    Raises:
        OSError: the file cannot be written.
    """
    if name in _OPTICS:
        bench = parse_any(
            json.dumps({"version": 1, "title": name, "lights": [_LIGHTS.get(name, _LAMP)], "optics": _OPTICS[name]})
        )
        assert isinstance(bench, LightBench)
        whole = draw_light_bench(bench, 0.0, SIZE)
    else:
        level = parse_level(json.dumps(_level(name)))
        at = CRACK_S if name == "flaw" else 0.5
        whole = draw_still(level, 0, make_bot("idle", 0), at, SIZE, Look(named=name in NAMED))
    left, top = (SIZE[0] - SHOWN[0]) // 2, round(0.62 * (SIZE[1] - SHOWN[1]))
    save_picture(whole.subsurface(pygame.Rect((left, top), SHOWN)), path)


def _level(name: str) -> Json:
    """A foot with one piece on it that shows a part."""
    piece: Json = {
        "id": "heart",
        "material": "crown_glass",
        "colour": "ruby",
        "at": [0, 0.1 + _FOOT_M.get(name, 0.35)],
        "shape": _SHAPES.get(name, _PLATE),
    }
    level: Json = {
        "version": 1,
        "title": name,
        "poise": 2.0,
        "pieces": [
            {"id": "foot", "material": "brass", "at": [0, 0.05], "shape": {"type": "box", "size": [0.9, 0.1]}},
            piece,
        ],
        "joints": [{"type": "weld", "pieces": ["foot", "heart"], "at": [0, 0.1]}],
        "lights": [_LAMP | {"toward": [-1.6, 1.0]}],
        "optics": [{"type": "mirror", "id": "left", "at": [-1.6, 1.0], "angle": 50}],
        "flaws": [{"piece": "heart", "at": [0, _SPOT_M.get(name, 0.35)], "opens": {"bar": 2}, "length": 0.3}],
        "goal": {"voices": 1, "within": 60},
    }
    second: Json = {
        "id": "star",
        "material": "flint_glass",
        "colour": "cobalt",
        "at": [0.5, 0.6],
        "shape": {"type": "disc", "radius": 0.16},
    }
    match name:
        case "hole":
            piece["holes"] = [{"shape": {"type": "disc", "radius": 0.14}, "at": [0, 0.08]}]
        case "ornament":
            level["ornaments"] = [
                {
                    "id": "ring",
                    "on": "heart",
                    "material": "brass",
                    "at": [0, 0.45],
                    "shape": {"type": "arc", "radius": 0.2, "band": 0.05, "start": 0, "sweep": 340},
                }
            ]
        case "hinge":
            level["pieces"].append(second | {"at": [0, 0.96]})
            level["poise"] = None
            level["joints"].append({"type": "hinge", "pieces": ["heart", "star"], "at": [0, 0.8], "friction": 40})
        case "spring" | "cable":
            level["pieces"].append(
                {"id": "arm", "material": "steel", "at": [0.25, 0.83], "shape": {"type": "box", "size": [0.7, 0.06]}}
            )
            level["joints"].append({"type": "weld", "pieces": ["heart", "arm"], "at": [0, 0.8]})
            level["pieces"].append(second | {"at": [0.55, 0.5]})
            level["joints"].append({"type": name, "pieces": ["arm", "star"], "ends": [[0.55, 0.8], [0.55, 0.66]]})
        case _:
            pass
    return level
