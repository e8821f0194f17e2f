"""A level of an encore, from a seed and its number: drawn, tried, and drawn anew where it does not do."""

import json
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from game.core.rng import stream
from game.encore.demands import KEYS, SCALES, Demands, goal_of, last_bar_of
from game.encore.families import FAMILIES, Family
from game.encore.run import RULES
from game.encore.sketch import Data, Sketch, r
from game.encore.spots import spots_of
from game.lab.warnings.glance import glasses_stand_apart
from game.level import Level, LevelError, parse_level
from game.level.authoring.schema import FILE
from game.level.sculpture.outlines import piece_outline
from game.level.steps import VERSION
from game.level.values.palettes import PALETTES
from game.level.values.times import BEATS_PER_BAR
from game.sim.mesh.mesh import MeshError
from game.sim.sculpture.sculpture import Sculpture

TRIES, TRIES_A_KIND = 20, 5
"""Candidates that are drawn for a number at most, and of one kind before another is tried."""
FIRST_POISE, POISES = 1.5, (1.25, 1.9)
"""Load factor of a candidate before it is tuned, and between which it is tuned to its tempo."""
TUNINGS = 2
"""Steps of that: the first comes within some per cent."""
OFF_THE_BAR = 0.07
"""Share by which the own period may differ from a bar: less than `validate` lets pass."""
SMALLEST, TALLEST, WIDEST, TILT = 2.07, 2.7, 1.25, 0.1
"""m: least and most height, half the width, and how far the middle of the mass may be beside that of the foot."""
MIRROR_X, LAMP_X, LAMP_Y = 1.7, 1.85, 3.5
"""m to either side: mirrors near enough for the smallest picture, lamps a little farther out, above it."""
LEFT_ANGLE = 58
"""Degrees at which the left mirror hangs at the curtain: its light goes past the sculpture, until a hand turns it."""
BEAM, POWER = 0.05, 1.5
"""Width (m) and power (W) of a lamp's beam."""
GLASS: Data = {"crown_glass": {"speed": 0.008, "plateau": 0.02, "strength": 8e7}}
"""Cracks run slowly, far below the speed at which they branch, and start at flaws alone."""
LISTS = ("pieces", "ornaments", "joints", "lights", "optics", "flaws", "whispers")
"""Keys whose entries stand on a line each."""


class NoLevelError(Exception):
    """None of the candidates would do."""


@dataclass(frozen=True, slots=True)
class Made:
    """A level that was made."""

    seed: int
    number: int
    text: str
    level: Level


@lru_cache(maxsize=4)
def make(seed: int, number: int) -> Made:
    """The level of this number, from 1, of this seed's encore: the same wherever and whenever it is asked for.

    Raises:
        NoLevelError: no candidate would do.
    """
    for attempt in range(TRIES):
        family = family_of(seed, number + len(FAMILIES) // 2 * (attempt // TRIES_A_KIND))
        data = _candidate(family, Demands(number), stream(seed, f"encore/{number}/{attempt}"))
        if data is not None:
            origin = {"encore": f"{seed:X}", "number": number, "rules": RULES}
            text = as_text({**data, "palette": palette_of(seed, number), "origin": origin})
            return Made(seed, number, text, parse_level(text))
    raise NoLevelError(f"seed {seed:X}, number {number}: none of {TRIES} candidates will do")


def family_of(seed: int, number: int) -> Family:
    """Of which kind a number is, as a rule: no kind comes again before all have come."""
    return FAMILIES[_place(seed, "families", number, len(FAMILIES))]


def palette_of(seed: int, number: int) -> str:
    """In which palette a number is seen: none comes again before all have come."""
    return list(PALETTES)[_place(seed, "palettes", number, len(PALETTES))]


def _place(seed: int, of: str, number: int, count: int) -> int:
    """A number's place among so many that come in turns, each turn in an order of its own."""
    turn, place = divmod(number - 1, count)
    return int(stream(seed, f"encore/{of}/{turn}").permutation(count)[place])


def _candidate(family: Family, demands: Demands, draw: np.random.Generator) -> Data | None:
    """A level; None where it will not do."""
    sketch = family.draw(draw)
    try:
        bare = _tuned(_bare(family, sketch, demands, draw))
        level = parse_level(as_text(bare))
        if not _fits(level):
            return None
        spots = spots_of(level, demands.length, draw)
    except (LevelError, MeshError, ValueError):  # too odd to be built
        return None
    flaws = demands.flaws(spots, draw)
    if len(flaws) < demands.cracks:
        return None
    whispers, goal = demands.whispers(draw, last_bar_of(flaws) + 8), goal_of(flaws, level.music.tempo.bar_s)
    return {**bare, "flaws": flaws, "whispers": whispers, "goal": goal}


def _fits(level: Level) -> bool:
    """Whether it sways in bars, stands upright, and fills the picture without leaving it."""
    solid = Sculpture(level)
    bodies = list(solid.bodies.values())
    aside = sum(body.mass * body.rest[0] for body in bodies) / sum(body.mass for body in bodies)
    outlines = np.concatenate([piece_outline(piece) for piece in level.pieces])
    return bool(
        abs(solid.own_period / level.music.tempo.bar_s - 1.0) <= OFF_THE_BAR
        and abs(aside) <= TILT
        and SMALLEST <= outlines[:, 1].max() <= TALLEST
        and np.abs(outlines[:, 0]).max() <= WIDEST
        and not any(glasses_stand_apart(level))
    )


def _bare(family: Family, sketch: Sketch, demands: Demands, draw: np.random.Generator) -> Data:
    """Sculpture and light, its poise not yet tuned to its tempo, with a crack that only stands in."""
    bpm = round(demands.bpm + float(draw.uniform(-1.5, 1.5)), 1)
    lights, optics = _light(sketch, draw)
    glass = next(piece["id"] for piece in sketch.pieces if piece.get("material") == "crown_glass")
    return {
        "$schema": FILE,
        "version": VERSION,
        "title": family.title,
        "story": list(family.story),
        "music": {"key": str(draw.choice(KEYS)), "scale": str(draw.choice(SCALES)), "bpm": bpm},
        "plinth": {"width": 1.4},
        "lean": {"limit": 4},
        "glasses": GLASS,
        "poise": FIRST_POISE,
        "pieces": sketch.pieces,
        "ornaments": sketch.ornaments,
        "joints": sketch.joints,
        "lights": lights,
        "optics": optics,
        "flaws": [{"piece": glass, "at": [0, 0], "opens": 0}],
        "whispers": [],
        "goal": {"voices": 1},
    }


def _light(sketch: Sketch, draw: np.random.Generator) -> tuple[list[Data], list[Data]]:
    """A lamp and a mirror on either side, at about the height of the glass."""
    heights = [piece["at"][1] for piece in sketch.pieces if "at" in piece and piece["material"] == "crown_glass"]
    middle = float(np.mean(heights)) + 0.35
    lights, optics = [], []
    for name, side in (("left", -1), ("right", 1)):
        y = r(round(middle + float(draw.uniform(-0.25, 0.25)), 2))
        lamp = {"id": f"{name}_lamp", "from": [side * LAMP_X, LAMP_Y], "toward": [side * MIRROR_X, y]}
        lights.append({**lamp, "width": BEAM, "power": POWER})
        angle = LEFT_ANGLE if side < 0 else 180 - LEFT_ANGLE
        mirror = {"type": "mirror", "id": name, "at": [side * MIRROR_X, y], "angle": angle, "length": 0.4}
        optics.append(mirror)
    return lights, optics


def _tuned(data: Data) -> Data:
    """With the poise at which it sways in a bar, as near as may be, and the tempo at which it does.

    Raises:
        LevelError, MeshError, ValueError: it cannot be built.
    """
    bar = BEATS_PER_BAR * 60.0 / data["music"]["bpm"]
    poise, low, high = FIRST_POISE, *POISES
    for _ in range(TUNINGS):
        # Of one pendulum the square of the period is as 1 / (poise - 1), and not much else of others.
        poise = 1.0 + (poise - 1.0) * (_period({**data, "poise": poise}) / bar) ** 2
        poise = min(high, max(low, round(poise, 2)))
    bpm = round(BEATS_PER_BAR * 60.0 / _period({**data, "poise": poise}))
    return {**data, "poise": poise, "music": {**data["music"], "bpm": bpm}}


def _period(data: Data) -> float:
    return Sculpture(parse_level(as_text(data))).own_period


def as_text(data: Data) -> str:
    """As a builder would write it: a line an entry."""
    lines = []
    for key, value in data.items():
        if key in LISTS:
            if value:
                entries = ",\n    ".join(json.dumps(entry) for entry in value)
                lines.append(f"  {json.dumps(key)}: [\n    {entries}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
