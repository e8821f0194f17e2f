"""A field of glass and mirrors with lamps over it, for measuring how fast light is traced."""

import math
from dataclasses import dataclass

import numpy as np

from game.core.geom import Floats, Ints
from game.core.rng import stream
from game.level.optics.mirror import REFLECTANCE
from game.sim.light import elements
from game.sim.light.constants import BANDS
from game.sim.light.geometry import place
from game.sim.light.kernel import new_segments, new_stack, trace
from game.sim.light.layout import RAY_COLUMNS, RAY_POWER, TALLY_COLUMNS, Surfaces

FIELD = (-2.6, 0.1, 5.2, 3.2)
"""Left, bottom, width and height of the field, m: most of the stage."""
CORNERS = 5
"""Of each piece of glass."""
MIRROR_SHARE = 0.1
"""Of all edges; the others are glass, half of it crown, half flint, in four colours."""
FILL = 0.42
"""Radius of a piece as a share of its cell: neighbours stay apart however they are turned."""
LAMPS, RAYS, LAMP_WIDTH = 4, 8, 0.12
"""Lamps over the field, rays of each, and how wide (m) each is: like a lamp of a level."""
ROOM = 1 << 16
"""Segments that there is room for: many times what any field has needed."""
_GLASSES, _COLOURS = ("crown_glass", "flint_glass"), ("clear", "cobalt", "ruby", "amber")


@dataclass(frozen=True, slots=True)
class LightField:
    """Rays and a surfaces, with all that the kernel writes to."""

    rays: Floats
    surfaces: Surfaces
    stack: tuple[Floats, Ints]
    segments: tuple[Floats, Ints]
    tally: Floats

    def trace(self) -> int:
        """Trace all rays once; returns how many segments they made."""
        return trace(self.rays, *self.surfaces, *self.stack, *self.segments, self.tally)[0]


def light_field(edges: int, seed: int) -> LightField:
    """Random convex pentagons of glass and flat mirrors, one to a cell of a grid, `edges` edges in all."""
    generator = stream(seed, "light field")
    pieces = (edges - int(MIRROR_SHARE * edges)) // CORNERS
    count = edges - (CORNERS - 1) * pieces
    left, bottom, width, height = FIELD
    columns = math.ceil(math.sqrt(count * width / height))
    rows = math.ceil(count / columns)
    cell_x, cell_y = width / columns, height / rows
    radius = FILL * min(cell_x, cell_y)
    made, poses = [], np.empty((count, 3))
    for body, cell in enumerate(generator.permutation(columns * rows)[:count].tolist()):
        x, y = left + cell_x * (cell % columns + 0.5), bottom + cell_y * (cell // columns + 0.5)
        poses[body] = x, y, generator.uniform(0.0, 2 * math.pi)
        if body < pieces:
            turn = (np.arange(CORNERS) + np.sort(generator.uniform(0.0, 0.5, CORNERS))) * 2 * math.pi / CORNERS
            corners = radius * np.column_stack([np.cos(turn), np.sin(turn)])
            made.append(elements.piece(corners, _GLASSES[body % 2], _COLOURS[body % 4]))
        else:
            made.append(elements.thin(elements.edge((-radius, 0.0), (radius, 0.0)), REFLECTANCE))
    hulls, outlines, surfaces = elements.assemble(made)
    place(poses, np.full_like(poses, math.nan), hulls, outlines, *surfaces[:3])
    return LightField(
        _lamps(generator), surfaces, new_stack(), new_segments(ROOM), np.zeros((count + 1, TALLY_COLUMNS))
    )


def _lamps(generator: np.random.Generator) -> Floats:
    """(LAMPS * RAYS, RAY_COLUMNS) rays of white lamps of 1 W that hang over the field and shine down, more or less."""
    left, bottom, width, height = FIELD
    rays = np.empty((LAMPS, RAYS, RAY_COLUMNS))
    aside = LAMP_WIDTH * (0.5 - (np.arange(RAYS) + 0.5) / RAYS)
    for lamp in range(LAMPS):
        heading = -math.pi / 2 + generator.uniform(-0.4, 0.4)
        dx, dy = math.cos(heading), math.sin(heading)
        x, y = left + width * (lamp + 0.5) / LAMPS, bottom + height + LAMP_WIDTH
        rays[lamp, :, 0], rays[lamp, :, 1] = x - aside * dy, y + aside * dx
        rays[lamp, :, 2:6] = dx, dy, LAMP_WIDTH / RAYS, lamp
        rays[lamp, :, 6] = np.arange(RAYS)
    rays[:, :, RAY_POWER:] = 1.0 / RAYS / BANDS
    return rays.reshape(-1, RAY_COLUMNS)
