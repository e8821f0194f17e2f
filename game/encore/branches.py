"""Sculptures that part on their way up: each family by a few rules, the rest left to chance."""

import math

import numpy as np

from game.encore.sketch import Data, Sketch, arc, band, box, disc, path, polygon, r


def bow(chord: float, sag: float) -> float:
    """Radius of an arc over a chord that rises by `sag` in its middle, m."""
    return chord * chord / (8.0 * sag) + sag / 2.0


def lyre(draw: np.random.Generator) -> Sketch:
    """Two blades that swing out and in again, on a yoke."""
    sketch = Sketch.begun(draw)
    y = sketch.stem(float(draw.uniform(0.26, 0.38)), 0.4, 0.16)
    apart, tall, wide = (float(draw.uniform(*span)) for span in ((0.32, 0.38), (1.2, 1.35), (0.34, 0.38)))
    outer, inner = r(apart + wide / 2), r(apart - wide / 2)
    top = r(y + outer)
    bowl = [arc((outer, 0), outer), [inner, 0], arc((-inner, 0), -inner)]
    sketch.metal_piece("yoke", (0, top), path((-outer, 0), bowl), thickness=0.02)
    sketch.weld("stem", "yoke", (0, y))
    bend, lean, half = bow(tall, float(draw.uniform(0.05, 0.09))), float(draw.uniform(-0.08, 0.0)), wide / 2
    sides = [arc((half + lean, tall), -bend), [r(lean - half), r(tall)], arc((-half, 0), bend)]
    sketch.glass_piece("left", 0, (-apart, top), path((-half, 0), [[r(half), 0], *sides]))
    sketch.mirrored("right", "left", colour=sketch.hues[1])
    for name, side in (("left", -1.0), ("right", 1.0)):
        sketch.weld("yoke", name, (side * apart, top), 0.8)
        sketch.ornament(f"{name}_knob", name, (side * (apart - lean + 0.0), top + tall + 0.07), disc(0.07))
    return sketch


def candelabra(draw: np.random.Generator) -> Sketch:
    """Three flames on arms that curve up."""
    sketch = Sketch.begun(draw, 1.1)
    y = sketch.stem(float(draw.uniform(0.34, 0.5)), 0.5, 0.14)
    arm, mast = float(draw.uniform(0.58, 0.66)), float(draw.uniform(0.8, 0.94))
    sketch.metal_piece("arms", (0, r(y + arm)), band(arm, 0.06, 180, 180), thickness=0.03)
    sketch.weld("stem", "arms", (0, y))
    sketch.metal_piece("mast", (0, r(y + mast / 2)), box(0.07, mast))
    sketch.weld("stem", "mast", (0, y))
    wall, wide = float(draw.uniform(0.48, 0.56)), float(draw.uniform(0.4, 0.46))
    half, bend = r(wide / 2), r(float(draw.uniform(0.9, 1.3)) * wide)
    flame = path((-half, 0), [[half, 0], [half, wall], arc((0, wall + 0.28), bend), arc((-half, wall), bend)])
    for name, x, base, hue in (("left", -arm, y + arm, 0), ("middle", 0.0, y + mast, 1)):
        held = "arms" if x else "mast"
        sketch.metal_piece(f"{name}_cup", (x, r(base + 0.03)), box(wide + 0.08, 0.06), round=0.025)
        sketch.weld(held, f"{name}_cup", (x, r(base)))
        sketch.glass_piece(name, hue, (x, r(base + 0.06)), flame)
        sketch.weld(f"{name}_cup", name, (x, r(base + 0.06)))
    sketch.mirrored("right_cup", "left_cup")
    sketch.mirrored("right", "left")
    sketch.weld("arms", "right_cup", (arm, r(y + arm)))
    sketch.weld("right_cup", "right", (arm, r(y + arm + 0.06)))
    return sketch


def ship(draw: np.random.Generator) -> Sketch:
    """A large sail and a small one on their yards, which balance on a mast, over a hull."""
    sketch = Sketch.begun(draw, 0.9)
    side = float(draw.choice([-1.0, 1.0]))
    y = sketch.stem(float(draw.uniform(0.14, 0.2)), 0.5, 0.3)
    deck, keel, deep = float(draw.uniform(0.72, 0.82)), 0.34, 0.26
    hull = [[keel, 0], arc((deck, deep), 0.8), [-r(deck), deep], arc((-keel, 0), 0.8)]
    sketch.metal_piece("hull", (0, y), path((-keel, 0), hull), thickness=0.02)
    sketch.weld("stem", "hull", (0, y))
    y = r(y + deep)
    tall, wide = float(draw.uniform(1.4, 1.56)), float(draw.uniform(0.56, 0.64))
    sketch.metal_piece("mast", (0, r(y + (tall + 0.3) / 2)), box(0.05, tall + 0.3))
    sketch.weld("hull", "mast", (0, y))
    near, big = 0.05, _sail(wide, tall)
    little = _sail(0.74 * wide, 0.66 * tall)
    small_x = near + _arm(big, little, near)
    for name, hue, sail, start, way in (("main", 0, big, near, side), ("jib", 1, little, small_x, -side)):
        shape, (reach, _) = sail
        outline = shape if way > 0 else _flipped(shape)
        boom = r(start + reach)
        sketch.metal_piece(f"{name}_yard", (way * boom / 2, r(y + 0.16)), box(boom + 0.08, 0.05), round=0.02)
        sketch.weld("mast", f"{name}_yard", (0, r(y + 0.16)), 1.2)
        sketch.glass_piece(name, hue, (way * start, r(y + 0.185)), outline)
        sketch.weld(f"{name}_yard", name, (way * (start + 0.35 * reach), r(y + 0.185)))
    pennant = (
        polygon((0, 0), (-0.34 * side, 0.06), (0, 0.13)) if side < 0 else polygon((0, 0.13), (-0.34, 0.06), (0, 0))
    )
    sketch.ornament("pennant", "mast", (0, r(y + tall + 0.16)), pennant)
    return sketch


def _sail(reach: float, high: float) -> tuple[Data, tuple[float, float]]:
    """A sail to the right of its corner, and how far it goes to the right and up."""
    steps = [[r(reach), 0], arc((0.1, high), bow(math.hypot(reach - 0.1, high), 0.12)), [0, r(high)]]
    return path((0, 0), steps), (reach, high)


def _flipped(shape: Data) -> Data:
    """As a mirror at x = 0 shows it; the format turns outlines as it needs them."""
    steps = [
        {**s, "arc": [-s["arc"][0], s["arc"][1]]} if isinstance(s, dict) else [-s[0] + 0.0, s[1]] for s in shape["to"]
    ]
    return {**shape, "start": [-shape["start"][0] + 0.0, shape["start"][1]], "to": steps}


def _arm(big: tuple[Data, tuple[float, float]], little: tuple[Data, tuple[float, float]], near: float) -> float:
    """How much farther out the little sail must begin than the big one so that they balance, m."""
    (reach, high), (less, low) = big[1], little[1]
    moment = 0.55 * reach * high * (near + 0.38 * reach)
    return max(0.0, moment / (0.55 * less * low) - 0.38 * less - near)


def lily(draw: np.random.Generator) -> Sketch:
    """Three petals that open from one calyx."""
    sketch = Sketch.begun(draw)
    y = sketch.stem(float(draw.uniform(0.62, 0.76)), 0.6, 0.1)
    calyx = float(draw.uniform(0.3, 0.34))
    dome = path((-calyx, 0), [arc((0, -0.2), 0.4), arc((calyx, 0), 0.4), arc((-calyx, 0), calyx)])
    y = r(y + 0.2)
    sketch.metal_piece("calyx", (0, y), dome, thickness=0.02)
    sketch.weld("stem", "calyx", (0, r(y - 0.2)))
    tall, wide, turn = float(draw.uniform(1.0, 1.12)), float(draw.uniform(0.4, 0.46)), float(draw.uniform(42, 47))
    foot, bend, half = 0.06, bow(1.14 * tall / 2, 0.08), r(wide / 2)
    cup = [[foot, 0], arc((half, 0.5 * tall), bend), arc((0, tall), bend)]
    petal = path((-foot, 0), [*cup, arc((-half, 0.5 * tall), bend), arc((-foot, 0), bend)])
    x, up = r(calyx * math.sin(math.radians(turn))), r(y + calyx * math.cos(math.radians(turn)))
    sketch.glass_piece("left", 0, (-x, up), petal, angle=r(turn))
    sketch.glass_piece("middle", 1, (0, r(y + calyx)), petal)
    sketch.mirrored("right", "left")
    for name, at in (("left", (-x, up)), ("middle", (0.0, r(y + calyx))), ("right", (x, up))):
        sketch.weld("calyx", name, at, 0.9)
    for side, name in ((-1, "left_leaf"), (1, "right_leaf")):
        start = 100 if side > 0 else -20
        sketch.ornament(name, "stem", (side * 0.26, r(y - 0.5)), band(0.24, 0.05, start, 100))
    return sketch


def scales(draw: np.random.Generator) -> Sketch:
    """A beam on a mast, with a plate of glass standing at either end, the heavier one nearer."""
    sketch = Sketch.begun(draw)
    side = float(draw.choice([-1.0, 1.0]))
    y = sketch.stem(float(draw.uniform(1.08, 1.2)), 0.6, 0.07)
    radius, square = float(draw.uniform(0.38, 0.44)), float(draw.uniform(0.54, 0.6))
    ratio = math.pi * radius**2 / (square * 0.8)
    far = float(draw.uniform(0.62, 0.7))
    near = r(far / ratio) if ratio > 1 else far
    far = r(near * ratio)
    ends = sorted((-side * far, side * near))
    sketch.metal_piece("beam", (r(sum(ends) / 2), r(y + 0.03)), box(ends[1] - ends[0] + 0.2, 0.06), round=0.027)
    sketch.weld("stem", "beam", (0, y))
    wall, half = 0.62, square / 2
    leaf = [[r(half), 0], [r(half), wall], arc((-half, wall), half)]
    sketch.glass_piece("arch", 0, (-side * far, r(y + 0.06)), path((-half, 0), leaf))
    sketch.weld("beam", "arch", (-side * far, r(y + 0.06)))
    centre = (side * near, r(y + 0.06 + radius))
    sketch.glass_piece("sun", 1, centre, disc(radius))
    sketch.weld("beam", "sun", (side * near, r(y + 0.06)))
    sketch.ornament("pointer", "beam", (0, r(y + 0.2)), polygon((-0.05, -0.14), (0.05, -0.14), (0, 0.5)))
    return sketch
