"""Sculptures that go straight up: each family by a few rules, the rest left to chance."""

import numpy as np

from game.encore.sketch import Sketch, arc, band, box, disc, path, polygon, r

COLLAR = 0.06
"""m: height of the metal between two pieces of glass."""


def pagoda(draw: np.random.Generator) -> Sketch:
    """Panes, each narrower than the one below, under upturned eaves."""
    sketch = Sketch.begun(draw, 1.1)
    y = sketch.stem(float(draw.uniform(0.20, 0.30)), 0.7, 0.3)
    half, tall, below = float(draw.uniform(0.37, 0.43)), float(draw.uniform(0.52, 0.58)), "stem"
    narrower = float(draw.uniform(0.74, 0.82))
    for floor in range(3):
        eave, pane, tip = f"eave{floor}", f"pane{floor}", half + 0.2
        right = [arc((tip, 0.13), 0.3), arc((half, COLLAR), -0.3)]
        steps = [[r(half), 0], *right, [-r(half), COLLAR], arc((-tip, 0.13), -0.3), arc((-half, 0), 0.3)]
        sketch.metal_piece(eave, (0, y), path((-half, 0), steps), thickness=0.025)
        sketch.weld(below, eave, (0, y))
        y, top = r(y + COLLAR), 0.9 * half
        shape = polygon((-half, 0), (half, 0), (top, tall), (-top, tall))
        sketch.glass_piece(pane, floor % 2, (0, y), shape)
        sketch.weld(eave, pane, (0, y))
        y, below, half, tall = r(y + tall), pane, half * narrower, tall * 0.92
    steps = [[0.12, 0], arc((0, 0.3), -0.4), arc((-0.12, 0), -0.4)]
    sketch.metal_piece("finial", (0, y), path((-0.12, 0), steps))
    sketch.weld(below, "finial", (0, y))
    return sketch


def cairn(draw: np.random.Generator) -> Sketch:
    """Smooth stones of glass, one on the other, each in its ring."""
    sketch = Sketch.begun(draw, 1.0)
    y = sketch.stem(float(draw.uniform(0.24, 0.36)), 0.7, 0.28)
    half, below = float(draw.uniform(0.5, 0.55)), "stem"
    lean = float(draw.uniform(0.03, 0.07)) * float(draw.choice([-1.0, 1.0]))
    for floor in range(3):
        tall, flat, stone, x = r(1.12 * half), r(0.32 * half), f"stone{floor}", r(lean * (0, 1, -0.6)[floor])
        bulge = r(0.66 * half)
        sides = [arc((flat, tall), bulge), [-flat, tall], arc((-flat, 0), bulge)]
        sketch.glass_piece(stone, floor % 2, (x, y), path((-flat, 0), [[flat, 0], *sides]))
        sketch.weld(below, stone, (x, y))
        y, below = r(y + tall), stone
        if floor < 2:
            wide = r(1.7 * flat)
            sketch.metal_piece(f"ring{floor}", (x, r(y + COLLAR / 2)), box(wide, COLLAR), round=0.025)
            sketch.weld(stone, f"ring{floor}", (x, y))
            y, below = r(y + COLLAR), f"ring{floor}"
        half *= float(draw.uniform(0.82, 0.88))
    sketch.metal_piece("bead", (x, r(y + 0.08)), disc(0.08))
    sketch.weld(below, "bead", (x, y))
    return sketch


def hourglass(draw: np.random.Generator) -> Sketch:
    """Two bells, mouth to mouth, between plates of metal."""
    sketch = Sketch.begun(draw, 1.0)
    y = sketch.stem(float(draw.uniform(0.24, 0.36)), 0.5, 0.2)
    half, tall, rim = float(draw.uniform(0.4, 0.46)), float(draw.uniform(0.5, 0.58)), float(draw.uniform(0.26, 0.34))
    waist = r(float(draw.uniform(0.4, 0.5)) * half)
    sketch.metal_piece("sill", (0, r(y + COLLAR / 2)), box(2 * half + 0.3, COLLAR), round=0.027)
    sketch.weld("stem", "sill", (0, y))
    y, high = r(y + COLLAR), rim + tall
    bell = ((-half, 0), (half, 0), (half, rim), (waist, high), (-waist, high), (-half, rim))
    sketch.glass_piece("sand", 0, (0, y), polygon(*bell))
    sketch.weld("sill", "sand", (0, y))
    y = r(y + high)
    sketch.metal_piece("waist", (0, r(y + COLLAR / 2)), box(2.6 * waist, COLLAR), round=0.027)
    sketch.weld("sand", "waist", (0, y))
    y = r(y + COLLAR)
    sketch.glass_piece("hours", 1, (0, y), polygon(*((x, high - up) for x, up in reversed(bell))))
    sketch.weld("waist", "hours", (0, y))
    y = r(y + high)
    sketch.metal_piece("lintel", (0, r(y + COLLAR / 2)), box(2 * half + 0.3, COLLAR), round=0.027)
    sketch.weld("hours", "lintel", (0, y))
    for name, x in (("left_knob", -half - 0.06), ("right_knob", half + 0.06)):
        sketch.ornament(name, "lintel", (x, r(y + 0.12)), disc(0.06))
    return sketch


def moon(draw: np.random.Generator) -> Sketch:
    """A round plate in a crescent, on a tapering pane."""
    sketch = Sketch.begun(draw, 1.1)
    y = sketch.stem(float(draw.uniform(0.24, 0.34)), 0.8, 0.5)
    half, tall, radius = (
        float(draw.uniform(0.3, 0.36)),
        float(draw.uniform(0.62, 0.72)),
        float(draw.uniform(0.46, 0.52)),
    )
    top, side = r(0.62 * half), float(draw.choice([-1.0, 1.0]))
    shape = path((-half, 0), [[r(half), 0], arc((top, tall), -2.4), [-top, r(tall)], arc((-half, 0), -2.4)])
    sketch.glass_piece("tower", 0, (0, y), shape)
    sketch.weld("stem", "tower", (0, y))
    y = r(y + tall)
    sketch.metal_piece("collar", (0, r(y + COLLAR / 2)), box(3.4 * top, COLLAR), round=0.027)
    sketch.weld("tower", "collar", (0, y))
    centre = (0.0, r(y + COLLAR + radius))
    sketch.glass_piece("moon", 1, centre, disc(radius))
    sketch.weld("collar", "moon", (0, r(y + COLLAR)))
    sweep = float(draw.uniform(130, 170))
    sketch.metal_piece(
        "crescent", centre, band(radius + 0.035, 0.06, 90 + 12 * side - sweep / 2, sweep), thickness=0.02
    )
    sketch.weld("moon", "crescent", (0, r(centre[1] + radius)))
    for number, turn in enumerate((50, 90, 130)):
        at = (
            centre[0] + (radius + 0.2) * np.cos(np.radians(turn)),
            centre[1] + (radius + 0.2) * np.sin(np.radians(turn)),
        )
        sketch.ornament(f"star{number}", "crescent", (float(at[0]), float(at[1])), disc(0.05 if turn == 90 else 0.035))
    return sketch


def lancet(draw: np.random.Generator) -> Sketch:
    """A window of two lights under a pointed one, as in a church."""
    sketch = Sketch.begun(draw, 1.1)
    y = sketch.stem(float(draw.uniform(0.28, 0.38)), 0.7, 0.36)
    wide, tall = float(draw.uniform(0.36, 0.42)), float(draw.uniform(0.76, 0.86))
    half = r(wide + 0.04)
    sketch.metal_piece("sill", (0, r(y + COLLAR / 2)), box(2 * half + 0.16, COLLAR), round=0.02)
    sketch.weld("stem", "sill", (0, y))
    y = r(y + COLLAR)
    sketch.metal_piece("mullion", (0, r(y + (tall + 0.02) / 2)), box(0.05, tall + 0.02))
    sketch.weld("sill", "mullion", (0, y))
    shape = polygon((-wide / 2, 0), (wide / 2, 0), (wide / 2, tall), (-wide / 2, tall))
    sketch.glass_piece("left", 0, (-(wide / 2 + 0.04), y), shape)
    sketch.mirrored("right", "left")
    for side, name in ((-1, "left"), (1, "right")):
        sketch.weld("sill", name, (side * (wide / 2 + 0.04), y))
    y = r(y + tall + 0.02)
    sketch.metal_piece("transom", (0, r(y + COLLAR / 2)), box(2 * half + 0.1, COLLAR), round=0.02)
    sketch.weld("mullion", "transom", (0, y))
    y, rise = r(y + COLLAR), r(1.9 * half)
    bulge = r(float(draw.uniform(1.32, 1.5)) * rise)
    sides = [arc((0, rise), bulge), arc((-half, 0), bulge)]
    sketch.glass_piece("point", 1, (0, y), path((-half, 0), [[half, 0], *sides]))
    sketch.weld("transom", "point", (0, y))
    sketch.ornament("rose", "point", (0, r(y + 0.42 * rise)), band(0.13, 0.025, 0, 340))
    sketch.ornament("finial", "point", (0, r(y + rise + 0.05)), disc(0.05))
    return sketch
