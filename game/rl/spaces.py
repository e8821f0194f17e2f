"""What actions and observations hold: every column with its unit, bounds and meaning. Docs are written from these."""

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import gymnasium
import numpy as np
from numpy.typing import NDArray

from game.level import Level

Values = NDArray[np.float32]
Observation = dict[str, Values]

STATES = ("waiting", "open", "ripe", "sings", "lost")
"""Of a flaw's voice, by their numbers in observations."""


class Column(NamedTuple):
    """One number of an action or an observation."""

    name: str
    unit: str
    low: float
    high: float
    """What lies outside is cut off."""
    meaning: str


ACTION = (
    Column(
        "lean", "share", -1.0, 1.0, "where the plinth should lean: its right edge down, or its left, as far as it can"
    ),
    Column("aim_x", "m", -3.2, 3.2, "stage point that the held mirror's beam should leave through, across"),
    Column("aim_y", "m", -0.6, 3.0, "and up, from the plinth's top"),
    Column("slide", "share", -1.0, 1.0, "moves the held mirror along its rail"),
    Column("breath", "", 0.0, 1.0, "above a half it is held: time slows, and ripe cracks wait"),
    Column("mirror", "share", 0.0, 1.0, "which mirror is in hand: the range is shared out evenly in their order"),
)
"""An action, in this order: a Box of so many float32 from -1 to 1, which stand for these bounds."""

_PLACE = (
    Column("x", "m", -10.0, 10.0, "across, from the middle of the plinth"),
    Column("y", "m", -10.0, 10.0, "up, from the plinth's top"),
)
OBSERVATION: dict[str, tuple[Column, ...]] = {
    "stage": (
        Column("time_left", "s", 0.0, 600.0, "until the house lights come up"),
        Column("sway", "rad", -math.pi, math.pi, "centre of mass from upright over the foot, positive to the left"),
        Column("sway_rate", "rad/s", -20.0, 20.0, "how fast that grows"),
        Column("load_factor", "", 0.0, 20.0, "how many times its weight it carries; below 1 it falls"),
        Column("crown", "share", 0.0, 2.0, "height of the highest standing point against rest"),
        Column("shift", "m", -1.0, 1.0, "of the plinth, sideways"),
        Column("lean", "rad", -1.0, 1.0, "of the plinth"),
        Column("breath", "share", 0.0, 1.0, "what is left of it"),
        Column("beat", "share", 0.0, 1.0, "of the way from beat to beat"),
        Column("bar", "share", 0.0, 1.0, "of the way from bar to bar"),
        Column("omen", "", -1000.0, 1000.0, "size of the whisper that comes within a beat, as its event has it"),
        Column("omen_in", "s", 0.0, 60.0, "until it comes; 0 where none does"),
    ),
    "pieces": (
        *_PLACE,
        Column("angle", "rad", -math.pi, math.pi, "counter-clockwise"),
        Column("vx", "m/s", -20.0, 20.0, "across"),
        Column("vy", "m/s", -20.0, 20.0, "up"),
        Column("spin", "rad/s", -50.0, 50.0, "counter-clockwise"),
    ),
    "mirrors": (
        *_PLACE,
        Column("angle", "rad", -math.pi, math.pi, "of its face"),
        Column("held", "", 0.0, 1.0, "1 where it is in hand"),
    ),
    "flaws": (
        Column("state", "", 0.0, float(len(STATES) - 1), ", ".join(f"{i} {name}" for i, name in enumerate(STATES))),
        Column("length", "m", 0.0, 10.0, "of its crack"),
        Column("gold", "share", 0.0, 1.0, "of its crack"),
        Column("speed", "m/s", 0.0, 10.0, "of its tip"),
        Column("lit", "", 0.0, 1.0, "1 where light gilds it now"),
        Column("dark_x", "m", -10.0, 10.0, "the first place on it that is no gold, across"),
        Column("dark_y", "m", -10.0, 10.0, "and up; both 0 where there is none"),
        Column("tip_x", "m", -10.0, 10.0, "where its tip is, across"),
        Column("tip_y", "m", -10.0, 10.0, "and up"),
        Column("dry", "", 0.0, 2.0, "its unfinished gold: from 1 on it pulls at the joints, at 2 its most"),
    ),
}
"""An observation: a Dict of Boxes of float32. `stage` is one row; the others have a row for each of the level's pieces,
mirrors that a hand turns, and flaws, in its order."""
ROWS = {"stage": "one row", "pieces": "a row a piece", "mirrors": "a row a mirror", "flaws": "a row a flaw"}
"""What the rows of each part are."""


def action_space() -> gymnasium.spaces.Box:
    """Of every level the same."""
    return gymnasium.spaces.Box(-1.0, 1.0, (len(ACTION),), dtype=np.float32)


def action(**wishes: float) -> Values:
    """An action from what is wanted, by columns and in their units; what is not said is nothing: 0, or the least.

    Raises:
        ValueError: a wish is no column of an action.
    """
    low, high = bounds(ACTION)
    wanted = np.array([wishes.pop(each.name, max(0.0, each.low)) for each in ACTION], np.float32)
    if wishes:
        raise ValueError(f"{', '.join(wishes)}: no columns of an action")
    return np.clip(2.0 * (wanted - low) / (high - low) - 1.0, -1.0, 1.0).astype(np.float32)


def wishes_of(action: Values) -> dict[str, float]:
    """What an action wants, by columns and in their units."""
    low, high = bounds(ACTION)
    wanted = low + (np.clip(action, -1.0, 1.0) + 1.0) / 2.0 * (high - low)
    return dict(zip((each.name for each in ACTION), wanted.tolist(), strict=True))


def observation_space(level: Level, mirrors: int) -> gymnasium.spaces.Dict:
    """Of a level, with so many mirrors for a hand."""
    rows = {"pieces": len(level.pieces), "mirrors": mirrors, "flaws": len(level.flaws)}
    spaces: dict[str, gymnasium.spaces.Space[Any]] = {}
    for name, columns in OBSERVATION.items():
        low, high = bounds(columns)
        if name in rows:
            low, high = (np.tile(bound, (rows[name], 1)) for bound in (low, high))
        spaces[name] = gymnasium.spaces.Box(low, high, dtype=np.float32)
    return gymnasium.spaces.Dict(spaces)


def column(part: str, name: str) -> int:
    """Which number of an observation's part has a name."""
    return [each.name for each in OBSERVATION[part]].index(name)


def tables() -> Iterator[str]:
    """Actions and observations as the lines of a Markdown table."""
    yield "| in | column | unit | from | to | what it is |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for where, columns in {"action": ACTION, **OBSERVATION}.items():
        for each in columns:
            ends = f"{each.low:.3g} | {each.high:.3g}"
            yield f"| `{where}` | `{each.name}` | {each.unit} | {ends} | {each.meaning} |"


def bounds(columns: tuple[Column, ...]) -> tuple[Values, Values]:
    """The least and the most of each column."""
    low, high = ([getattr(each, end) for each in columns] for end in ("low", "high"))
    return np.array(low, np.float32), np.array(high, np.float32)
