"""Entries of a level, as data, moved: shifted, turned and mirrored, each value of a wrong kind left as it is."""

import math
from typing import Any, NamedTuple

from game.level.forms import POINTS
from game.level.shorthand.mirror_images import mirrored

Data = dict[str, Any]
Vector = tuple[float, float]


class Move(NamedTuple):
    """A turn about a point, then a shift; mirrored at x = 0 before that."""

    turn: float = 0.0
    """Degrees counter-clockwise."""
    about: Vector = (0.0, 0.0)
    shift: Vector = (0.0, 0.0)
    mirror: bool = False
    carries: bool = False
    """What places are told from is moved as well: they themselves are only turned."""

    def point(self, at: Vector) -> Vector:
        """Where a point comes, m."""
        x, y = (-at[0] if self.mirror else at[0]) - self.about[0], at[1] - self.about[1]
        x, y = self._turned(x, y)
        return x + self.about[0] + self.shift[0], y + self.about[1] + self.shift[1]

    def vector(self, by: Vector) -> Vector:
        """What becomes of the offset of a place, m."""
        x, y = self._turned(-by[0] if self.mirror else by[0], by[1])
        return (x, y) if self.carries else (x + self.shift[0], y + self.shift[1])

    def _turned(self, x: float, y: float) -> Vector:
        if not self.turn:
            return x, y
        c, s = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        return c * x - s * y, s * x + c * y


def moved(name: str, entry: Data, move: Move) -> Data:
    """An entry of the list `name`, moved. Flaws sit on their pieces, and only their mirror image is another."""
    if name == "whispers":
        return entry
    if name == "flaws":
        return {**entry, "at": _points(entry["at"], Move(mirror=move.mirror))} if "at" in entry else entry
    made = {key: _points(value, move) if key in POINTS else value for key, value in entry.items()}
    if isinstance(made.get("pan"), dict) and "to" in made["pan"]:
        made["pan"] = {**made["pan"], "to": _points(made["pan"]["to"], move)}
    if name in ("pieces", "ornaments") and move.mirror and isinstance(entry.get("shape"), dict):
        image = mirrored(entry)
        made |= {key: image[key] for key in ("shape", "holes") if key in image}
    if name in ("pieces", "ornaments", "optics") and "ends" not in entry and (move.turn or move.mirror):
        angle = entry.get("angle", 90.0 if entry.get("type") == "lens" else 0.0)
        if is_number(angle):
            turned = (-angle if move.mirror else angle) + move.turn
            made["angle"] = turned if -360 <= turned <= 360 else math.remainder(turned, 360.0)
    return made


def is_number(value: object) -> bool:
    """Whether a value is a number, as JSON has them."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _points(value: Any, move: Move) -> Any:
    """A point, a place told from a piece, or a list of these, moved."""
    match value:
        case (x, y) if is_number(x) and is_number(y):
            return move.point((x, y))
        case tuple():
            return tuple(_points(inner, move) for inner in value)
        case {"of": _}:
            by = value.get("by", (0.0, 0.0))
            is_vector = isinstance(by, tuple) and len(by) == 2 and all(map(is_number, by))
            return {**value, "by": move.vector(by)} if is_vector else value
        case _:
            return value
