"""Ray tracing on flat arrays: numba kernels, one path for the game, the bots and the tests. `layout` tells the arrays.

A lamp's ray starts as a *packet*: one geometry with a power in each band. Where the bands part, at the surface of a
dispersing glass, what goes through becomes one ray for each band. Branches wait on a stack: what goes through is
followed first, what turns back later. A branch ends when it is swallowed; it is cut when it has met MAX_DEPTH surfaces,
carries less than POWER_CUTOFF of its lamp ray's power, or there is no room for more segments.

Rounding puts a hit point up to ~1e-15 m to either side of the edge that it lies on. So, once and for all:

1. A ray crosses an edge when the ends lie on different sides of its line, an end on the line itself counting
   as right. Neighbouring edges share the bits of their common end: nothing slips in between, no corner counts
   twice. An arc is also crossed twice where the line cuts off its top.
2. The straight edge that a ray has just left cannot be met again at once; of an arc, only its other crossing can.
3. The front of metal and stone, and both faces of mirrors and screens, are met from -EPSILON on: a point that rounding
   put behind them is still before them. The back of metal and stone is met after EPSILON and swallows: light from the
   inside of something opaque gets nowhere.
4. Glass is met after EPSILON: surfaces closer than that (two halves of a split piece) are one. Filters and splitters
   are met from -EPSILON on, and after EPSILON by a ray that has just come through one.
5. Of surfaces within EPSILON of one another the opaque and reflecting are met first, then glass, then filters and
   splitters: a mirror on the back of a plate hides the plate's own surface.
6. What a run is inside of is tracked along the ray. Light that enters glass from air is in it; where glasses overlap
   the lower row counts; light that leaves the glass it is in asks the outlines of all other glass, a HAIR behind the
   surface. A surface changes light only where the index changes.
7. A run that does not end as its medium should (glass is left through its own surface, and from air no glass is met
   from within) may have lost its way at a corner: then the medium is that of the middle of the run, if that is longer
   than a SLIVER.
8. A reflecting edge swallows what meets it within EPSILON of its ends, and a mirror what reaches it within
   EPSILON of another reflection: which way such a ray would go is not known.
"""

import math

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import kernel, warms_up
from game.sim.light.constants import BANDS, EPSILON, MAX_DEPTH, POWER_CUTOFF, SLIVER, STACK_ROWS
from game.sim.light.geometry import medium_at, nearest, place
from game.sim.light.layout import (
    AIR,
    BAND,
    DEPTH,
    EDGE_COLUMNS,
    FILTER,
    GLASS,
    LAST,
    LEFT,
    MARK_COLUMNS,
    MEDIUM,
    METAL,
    MIRROR,
    NO_EDGE,
    OPAQUE,
    PACKET,
    PATH,
    POWER,
    RAY_COLUMNS,
    RAY_POWER,
    SCREEN,
    SPLITTER,
    TAG_COLUMNS,
    TALLY_COLUMNS,
    TURNED,
    Segments,
    Stack,
    Surfaces,
    Vector,
)
from game.sim.light.surface import bands_of, meet_filter, meet_glass, meet_mirror, meet_splitter, swallow


@kernel
def power_of(stack: Stack, row: int) -> float:
    """W that a ray carries in all its bands."""
    first, last = bands_of(stack[1][row, BAND])
    power = 0.0
    for band in range(first, last):
        power += stack[0][row, POWER + band]
    return power


@kernel
def launch(ray: Floats, surfaces: Surfaces, stack: Stack) -> None:
    """Put a lamp's ray into the first row of the stack."""
    ways, tags = stack
    for column in range(5):
        ways[0, column] = ray[column]
    ways[0, 5] = 0.0
    carried, last = 0, 0
    for band in range(BANDS):
        ways[0, POWER + band] = ray[RAY_POWER + band]
        if ray[RAY_POWER + band] > 0.0:
            carried, last = carried + 1, band
    tags[0, LEFT], tags[0, MEDIUM] = NO_EDGE, medium_at(ray[0], ray[1], -1, surfaces)
    tags[0, DEPTH], tags[0, PATH], tags[0, BAND] = 0, 0, last if carried == 1 else PACKET
    tags[0, LAST], tags[0, TURNED] = OPAQUE, 0


@kernel
def medium_of(
    medium: int, body: int, outside: bool, start: Vector, way: Vector, distance: float, surfaces: Surfaces
) -> int:
    """What a run is inside of: what it was thought to be if it ended as it should, else what its middle is in."""
    is_glass = surfaces[1][body, 1] == GLASS
    as_it_should = (is_glass and not outside) if medium == body else (medium == AIR and (outside or not is_glass))
    if as_it_should or distance < SLIVER:
        return medium
    return medium_at(start[0] + 0.5 * distance * way[0], start[1] + 0.5 * distance * way[1], -1, surfaces)


@kernel
def record(ray: Floats, stack: Stack, top: int, distance: float, body: int, segments: Segments, count: int) -> None:
    """Write a run of light into row `count` of the segments."""
    (ways, tags), (lines, marks) = stack, segments
    x, y = ways[top, 0], ways[top, 1]
    lines[count, 0], lines[count, 1] = x, y
    lines[count, 2], lines[count, 3] = x + distance * ways[top, 2], y + distance * ways[top, 3]
    lines[count, 4], lines[count, 5] = ways[top, 4], ways[top, 4] + distance * ways[top, 5]
    for column in range(POWER, POWER + BANDS):
        lines[count, column] = ways[top, column]
    marks[count, 0], marks[count, 1] = int(ray[5]), int(ray[6])
    marks[count, 2], marks[count, 3] = tags[top, DEPTH], tags[top, MEDIUM]
    marks[count, 4], marks[count, 5], marks[count, 6] = tags[top, PATH], tags[top, BAND], body


@kernel
def travel(stack: Stack, top: int, distance: float, surfaces: Surfaces, tally: Floats) -> float:
    """Carry a ray to the end of its run, less what the glass on the way swallows; returns the W that arrive."""
    (ways, tags), (_, spans, _, matter) = stack, surfaces
    medium = tags[top, MEDIUM]
    ways[top, 0] += distance * ways[top, 2]
    ways[top, 1] += distance * ways[top, 3]
    ways[top, 4] += distance * ways[top, 5]
    tags[top, DEPTH] += 1
    if medium == AIR:
        return power_of(stack, top)
    arrived, known, passed = 0.0, math.nan, 1.0
    first, last = bands_of(tags[top, BAND])
    for band in range(first, last):
        absorbance = matter[spans[medium, 2], 1, band]
        if absorbance != known:  # neighbouring bands often share it
            known, passed = absorbance, math.exp(-absorbance * distance)
        kept = passed * ways[top, POWER + band]
        tally[medium, 1] += ways[top, POWER + band] - kept
        ways[top, POWER + band] = kept
        arrived += kept
    return arrived


@kernel
def follow(
    ray: Floats, surfaces: Surfaces, stack: Stack, segments: Segments, count: int, tally: Floats
) -> tuple[int, float]:
    """Trace a lamp's ray and its branches to their ends; returns the count of segments, theirs included, and W cut."""
    (ways, tags), spans = stack, surfaces[1]
    launch(ray, surfaces, stack)
    top = 0 * len(ray)  # a literal 0 would compile every kernel twice
    cutoff, cut = POWER_CUTOFF * power_of(stack, top), 0.0
    while top >= 0:
        power = power_of(stack, top)
        if power <= cutoff or tags[top, DEPTH] > MAX_DEPTH or count == len(segments[0]):
            cut += power
            top -= 1
            continue
        x, y, dx, dy = ways[top, 0], ways[top, 1], ways[top, 2], ways[top, 3]
        thin = EPSILON if tags[top, LAST] in (SPLITTER, FILTER) else -EPSILON
        distance, body, edge, outside = nearest((x, y), (dx, dy), tags[top, LEFT], thin, surfaces)
        tags[top, MEDIUM] = medium_of(tags[top, MEDIUM], body, outside, (x, y), (dx, dy), distance, surfaces)
        record(ray, stack, top, distance, body, segments, count)
        count += 1
        tally[body, 0] += travel(stack, top, distance, surfaces, tally)
        kind = spans[body, 1]
        if kind == GLASS:
            top = meet_glass(stack, top, body, edge, outside, surfaces)
        elif kind in (METAL, MIRROR):
            top = meet_mirror(stack, top, body, edge, outside, distance, surfaces, tally)
        elif kind == SPLITTER:
            top = meet_splitter(stack, top, body, edge, outside, distance, surfaces, tally)
        elif kind == FILTER:
            top = meet_filter(stack, top, body, edge, distance, surfaces, tally)
        else:
            top = swallow(stack, top, body, tally)
    return count, cut


@kernel
def trace(rays: Floats, surfaces: Surfaces, stack: Stack, segments: Segments, tally: Floats) -> tuple[int, float]:
    """Trace all rays, in order; writes `segments` and `tally`, returns the count of segments and the W that were cut.

    What the bodies swallowed and what was cut add up to the power of the rays.
    """
    tally[:] = 0.0
    count, cut = 0 * len(rays), 0.0  # as in `follow`
    for ray in range(len(rays)):
        count, lost = follow(rays[ray], surfaces, stack, segments, count, tally)
        cut += lost
    return count, cut


@kernel
def first_hit(origin: Vector, direction: Vector, ignored: int, surfaces: Surfaces) -> float:
    """Distance (m) along a ray to the first surface of any kind but the edge `ignored` (NO_EDGE for none)."""
    distance, _, _, _ = nearest(origin, direction, ignored, -EPSILON, surfaces)
    return distance


def new_stack() -> Stack:
    """Room for the branches of one ray."""
    return np.zeros((STACK_ROWS, POWER + BANDS)), np.zeros((STACK_ROWS, TAG_COLUMNS), dtype=np.int64)


def new_segments(rows: int) -> Segments:
    """Room for so many runs of light."""
    return np.zeros((rows, POWER + BANDS)), np.zeros((rows, MARK_COLUMNS), dtype=np.int64)


def smallest_surfaces() -> Surfaces:
    """The smallest surfaces there is, for warm-ups: one screen."""
    spans: Ints = np.array([[0, SCREEN, 0], [1, OPAQUE, 0]], dtype=np.int64)
    edges = np.zeros((1, EDGE_COLUMNS))
    edges[0, :4] = 0.0, -1.0, 0.0, 1.0
    return np.array([[0.0, 0.0, 1.0, 0.0]]), spans, edges, np.ones((1, 2, BANDS))


@warms_up("light")
def _warm_place() -> None:
    surfaces = smallest_surfaces()
    place(np.zeros((1, 3)), np.zeros((1, 3)), surfaces[2].copy(), surfaces)


@warms_up("light")
def _warm_trace() -> None:
    rays = np.zeros((1, RAY_COLUMNS))
    rays[0, :5] = -1.0, 0.0, 1.0, 0.0, 1.0
    trace(rays, smallest_surfaces(), new_stack(), new_segments(1), np.zeros((2, TALLY_COLUMNS)))


@warms_up("light")
def _warm_first_hit() -> None:
    first_hit((-1.0, 0.0), (1.0, 0.0), NO_EDGE, smallest_surfaces())
