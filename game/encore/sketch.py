"""A sculpture while it is drawn: pieces, ornaments and joints, as the level format has them.

Lengths are in m; every number is rounded to what a builder would write, so that a level reads well and last bits of a
machine change nothing.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

Data = dict[str, Any]
Pair = tuple[float, float]

FOOT_TOP = 0.1
STIFFEST, SOFTEST = 1500.0, 350.0
"""N m/rad of welds at the foot and at the height of TALL; only their ratios count."""
TALL = 2.4
GLASS_THICK = 0.03
METALS = ("brass", "brass", "steel", "copper")
HUES = (
    ("cobalt", "amethyst"),
    ("ruby", "amber"),
    ("emerald", "cobalt"),
    ("amethyst", "ruby"),
    ("amber", "emerald"),
    ("cobalt", "amber"),
)
"""Two that go together."""


@dataclass(slots=True)
class Sketch:
    """What has been drawn so far."""

    metal: str
    hues: tuple[str, str]
    pieces: list[Data] = field(default_factory=list)
    ornaments: list[Data] = field(default_factory=list)
    joints: list[Data] = field(default_factory=list)

    @staticmethod
    def begun(draw: np.random.Generator, foot: float = 1.0) -> "Sketch":
        """With metal and hues, and a foot so wide."""
        hues = HUES[draw.integers(len(HUES))]
        sketch = Sketch(METALS[draw.integers(len(METALS))], hues if draw.random() < 0.5 else hues[::-1])
        sketch.metal_piece("foot", (0, FOOT_TOP / 2), box(foot, FOOT_TOP), thickness=0.12)
        return sketch

    def metal_piece(self, name: str, at: Pair, shape: Data, **more: Any) -> None:
        """Of the sculpture's metal."""
        self.pieces.append({"id": name, "material": self.metal, "at": point(at), "shape": shape, **more})

    def glass_piece(self, name: str, hue: int, at: Pair, shape: Data, **more: Any) -> None:
        """Of one of the two hues."""
        plain = {"id": name, "material": "crown_glass", "colour": self.hues[hue], "at": point(at), "shape": shape}
        self.pieces.append({**plain, "thickness": GLASS_THICK, **more})

    def mirrored(self, name: str, of: str, **more: Any) -> None:
        """A piece that is another's image at x = 0; `more` is what differs."""
        self.pieces.append({"id": name, "mirror_of": of, **more})

    def ornament(self, name: str, on: str, at: Pair, shape: Data) -> None:
        """Of copper, or of brass where the sculpture is of copper."""
        metal = "brass" if self.metal == "copper" else "copper"
        self.ornaments.append({"id": name, "on": on, "material": metal, "at": point(at), "shape": shape})

    def weld(self, one: str, other: str, at: Pair, share: float = 1.0) -> None:
        """Stiffer the lower it is; `share` of what is usual there."""
        up = min(1.0, max(0.0, (at[1] - FOOT_TOP) / (TALL - FOOT_TOP)))
        stiffness = round(share * (STIFFEST + (SOFTEST - STIFFEST) * up), -1)
        plain = {"type": "weld", "pieces": [one, other], "at": point(at), "stiffness": stiffness}
        self.joints.append({**plain, "damping": 0.1, "strength": 60000})

    def stem(self, height: float, foot: float, top: float) -> float:
        """A flaring stem on the foot, from so wide to so wide, welded to it; returns where it ends."""
        bend = round(max(0.6, 1.6 * height), 2)
        half, end = r(foot / 2), r(top / 2)
        steps = [[half, 0], arc((end, height), -bend), [-end, r(height)], arc((-half, 0), -bend)]
        self.metal_piece("stem", (0, FOOT_TOP), path((-half, 0), steps))
        self.weld("foot", "stem", (0, FOOT_TOP))
        return r(FOOT_TOP + height)


def r(value: float) -> float:
    """To a millimetre; no negative zero."""
    return round(float(value), 3) + 0.0


def point(at: Pair) -> list[float]:
    """As the format has it."""
    return [r(at[0]), r(at[1])]


def box(width: float, height: float) -> Data:
    """An upright rectangle."""
    return {"type": "box", "size": [r(width), r(height)]}


def disc(radius: float) -> Data:
    """A round plate."""
    return {"type": "disc", "radius": r(radius)}


def band(radius: float, width: float, start: float, sweep: float) -> Data:
    """A band bent round its `at`; degrees from the right."""
    return {"type": "arc", "radius": r(radius), "band": r(width), "start": r(start), "sweep": r(sweep)}


def path(start: Pair, steps: list[Any]) -> Data:
    """An outline of lines and arcs, counter-clockwise."""
    return {"type": "path", "start": point(start), "to": steps}


def arc(end: Pair, radius: float) -> Data:
    """A step of a path; above 0 it bulges out of the shape, below 0 into it."""
    return {"arc": point(end), "radius": r(radius)}


def polygon(*points: Pair) -> Data:
    """Corners, counter-clockwise."""
    return {"type": "polygon", "points": [point(each) for each in points]}
