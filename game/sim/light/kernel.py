"""Ray tracing on flat arrays: numba kernels, one path for the game, the bots and the tests. `layout` lists the arrays.

A lamp's ray starts as a *packet*: one geometry with a power in each band. Where the bands part, at the surface of a
dispersing glass, what goes through becomes one ray for each band. Branches wait on a stack: what goes through is
followed first, what turns back later. A branch ends when it is swallowed; it is cut when it has met MAX_DEPTH surfaces,
carries less than POWER_CUTOFF of what the lamp gave to its bands, or there is no room for more segments. Lamps are not
polarised; glass reflects more of what is polarised across the plane than of the rest, so a branch knows both.

Rounding puts a hit point up to ~1e-15 m to either side of the edge that it lies on. So, once and for all:

1. A ray crosses an edge when the ends lie on different sides of its line, an end on the line itself counting
   as right. Neighbouring edges share the bits of their common end: nothing slips in between, no corner counts
   twice. An arc is also crossed twice where the line cuts off its top.
2. The straight edge that a ray has just left cannot be met again at once; of an arc, only its other crossing can.
3. The front of what encloses, and both faces of other thin surfaces, are met from -EPSILON on: a point that rounding
   put behind them is still before them. The back of what encloses is met after EPSILON and swallows: light from the
   inside of something opaque gets nowhere.
4. Glass is met after EPSILON: surfaces closer than that (two halves of a split piece) are one. Thin surfaces that
   transmit are met from -EPSILON on, and after EPSILON by a ray that has just come from one.
5. Of surfaces within EPSILON of one another those that transmit nothing are met first, then glass, then thin ones that
   transmit: a mirror on the back of a plate hides the plate's own surface.
6. What a run is inside of is tracked along the ray. Light that enters glass from air is in it; where glasses overlap
   the lower row counts; light that leaves the glass it is in asks the outlines of all other glass, a HAIR behind the
   surface. A surface changes light only where the index changes.
7. A run that does not end as its medium should (glass is left through its own surface, and from air no glass is met
   from within) may have lost its way at a corner: then the medium is that of the middle of the run, if that is longer
   than a SLIVER.
8. Which way a ray goes that meets what reflects at its end, or two such surfaces at once that are not PARALLEL, is not
   known: it takes a SIDESTEP to its left first, along the surface that it comes from, and loses nothing. A thin edge
   that reflects and does not enclose is met after EPSILON by a ray that another has just turned: two mirrors in one
   place are one.
"""

import math

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import kernel, kernel_part, warms_up
from game.sim.light.constants import (
    BANDS,
    EPSILON,
    FLATTEST,
    MAX_DEPTH,
    POWER_CUTOFF,
    SIDESTEP,
    SIDESTEPS,
    SLIVER,
    STACK_ROWS,
)
from game.sim.light.geometry import medium_at, nearest, normal, smallest_surfaces, surface_of
from game.sim.light.layout import (
    AIR,
    BAND,
    BRANCH_COLUMNS,
    CROSSWISE,
    DEPTH,
    ENCLOSES,
    LEFT,
    LINE_COLUMNS,
    MARK_COLUMNS,
    MEDIUM,
    NO_EDGE,
    PACKET,
    PATH,
    POWER,
    RAY_COLUMNS,
    RAY_POWER,
    REFLECTS,
    REFRACTS,
    SHEER,
    TAG_COLUMNS,
    TALLY_COLUMNS,
    TRANSMITS,
    TURNED,
)
from game.sim.light.surface import meet_glass, meet_thin


@kernel_part
def launch(rays: Floats, ray: int, branches: Floats, tags: Ints, boxes: Floats, spans: Ints, edges: Floats) -> None:
    """Put a lamp's ray into the first row of the stack."""
    for column in range(5):
        branches[0, column] = rays[ray, column]
    branches[0, 5] = 0.0
    carried = last = 0
    for band in range(BANDS):
        power = rays[ray, RAY_POWER + band]
        branches[0, POWER + band], branches[0, CROSSWISE + band] = power, 0.5 * power
        if power > 0.0:
            carried, last = carried + 1, band
    tags[0, DEPTH] = tags[0, PATH] = tags[0, SHEER] = tags[0, TURNED] = 0
    tags[0, LEFT], tags[0, BAND] = NO_EDGE, last if carried == 1 else PACKET
    tags[0, MEDIUM] = medium_at(branches[0, 0], branches[0, 1], -1, boxes, spans, edges)


@kernel_part
def power_of(branches: Floats, tags: Ints, top: int, rays: Floats, ray: int) -> tuple[float, float]:
    """W that a branch carries in all its bands, and W that the lamp gave to these."""
    band, power, given = tags[top, BAND], 0.0, 0.0
    if band != PACKET:
        return float(branches[top, POWER + band]), float(rays[ray, RAY_POWER + band])
    for own in range(BANDS):
        if branches[top, POWER + own] > 0.0:
            power += branches[top, POWER + own]
            given += rays[ray, RAY_POWER + own]
    return power, given


@kernel_part
def arrive(
    branches: Floats, tags: Ints, top: int, boxes: Floats, spans: Ints, edges: Floats
) -> tuple[float, int, int, bool]:
    """What a ray meets, as `nearest` has it, once it has stepped aside where that would be a corner of mirrors."""
    dx, dy = branches[top, 2], branches[top, 3]
    sheer = EPSILON if tags[top, SHEER] else -EPSILON
    silvered = EPSILON if tags[top, TURNED] else -EPSILON
    tries = 0
    while True:
        distance, body, edge, outside, is_corner = nearest(
            branches[top, 0], branches[top, 1], dx, dy, tags[top, LEFT], sheer, silvered, boxes, spans, edges
        )
        if not is_corner or tries == SIDESTEPS:
            return distance, body, edge, outside
        step_aside(branches, top, tags[top, LEFT], edges)
        tries += 1


@kernel_part
def step_aside(branches: Floats, top: int, left: int, edges: Floats) -> None:
    """Move the start of a ray to its left, along the surface that it has just left: it must not get behind that."""
    dx, dy = branches[top, 2], branches[top, 3]
    along_x, along_y, share = -dy, dx, 1.0
    if left != NO_EDGE:
        nx, ny = normal(branches[top, 0], branches[top, 1], edges, left)
        along_x, along_y, share = -ny, nx, dx * nx + dy * ny
    step = math.copysign(SIDESTEP / max(abs(share), FLATTEST), share)
    branches[top, 0] += step * along_x
    branches[top, 1] += step * along_y


@kernel_part
def medium_of(
    medium: int, body: int, is_glass: bool, outside: bool, x: float, y: float, distance: float, boxes: Floats,
    spans: Ints, edges: Floats,
) -> int:  # fmt: skip
    """What a run is inside of: what it was thought to be if it ended as it should, else what its middle x, y is in."""
    as_it_should = (is_glass and not outside) if medium == body else medium == AIR and (outside or not is_glass)
    if as_it_should or distance < SLIVER:
        return medium
    return medium_at(x, y, -1, boxes, spans, edges)


@kernel_part
def record(
    beam: int, ray: int, branches: Floats, tags: Ints, top: int, distance: float, body: int, lines: Floats, marks: Ints,
    count: int,
) -> None:  # fmt: skip
    """Write a run of light into row `count` of the segments."""
    x, y, width, band = branches[top, 0], branches[top, 1], branches[top, 4], tags[top, BAND]
    lines[count, 0], lines[count, 1] = x, y
    lines[count, 2], lines[count, 3] = x + distance * branches[top, 2], y + distance * branches[top, 3]
    lines[count, 4], lines[count, 5] = width, width + distance * branches[top, 5]
    for own in range(BANDS):
        lines[count, POWER + own] = branches[top, POWER + own] if band == PACKET else 0.0
    if band != PACKET:
        lines[count, POWER + band] = branches[top, POWER + band]
    marks[count, 0], marks[count, 1], marks[count, 2] = beam, ray, tags[top, DEPTH]
    marks[count, 3], marks[count, 4], marks[count, 5] = tags[top, MEDIUM], tags[top, PATH], band
    marks[count, 6] = body


@kernel_part
def travel(branches: Floats, tags: Ints, top: int, distance: float, matter: Floats) -> float:
    """Carry a ray to the end of its run, less what glass on the way swallows; returns the W that arrive."""
    branches[top, 0] += distance * branches[top, 2]
    branches[top, 1] += distance * branches[top, 3]
    branches[top, 4] += distance * branches[top, 5]
    tags[top, DEPTH] += 1
    medium, band = tags[top, MEDIUM], tags[top, BAND]
    first, last = (0, BANDS) if band == PACKET else (band, band + 1)
    arrived, known, share = 0.0, math.nan, 1.0
    for band in range(first, last):
        if medium != AIR:
            absorbance = matter[medium, 1, band]
            if absorbance != known:  # neighbouring bands often share it
                known, share = absorbance, math.exp(-absorbance * distance)
            branches[top, POWER + band] *= share
            branches[top, CROSSWISE + band] *= share
        arrived += branches[top, POWER + band]
    return arrived


@kernel
def trace(
    rays: Floats, boxes: Floats, spans: Ints, edges: Floats, matter: Floats, branches: Floats, tags: Ints,
    lines: Floats, marks: Ints, tally: Floats,
) -> tuple[int, float]:  # fmt: skip
    """Trace all rays, in order, with their branches; returns the count of segments and the W that were cut.

    Writes `lines`, `marks` and `tally`. What the bodies swallowed and what was cut add up to the power of the rays.
    """
    for body in range(len(tally)):
        tally[body, 0] = tally[body, 1] = 0.0
    top = count = 0
    cut = 0.0
    for ray in range(len(rays)):
        beam, number = int(rays[ray, 5]), int(rays[ray, 6])
        launch(rays, ray, branches, tags, boxes, spans, edges)
        top = 0
        while top >= 0:
            power, given = power_of(branches, tags, top, rays, ray)
            if power <= POWER_CUTOFF * given or tags[top, DEPTH] > MAX_DEPTH or count == len(lines):
                cut += power
                top -= 1
                continue
            distance, body, edge, outside = arrive(branches, tags, top, boxes, spans, edges)
            x, y, dx, dy = branches[top, 0], branches[top, 1], branches[top, 2], branches[top, 3]
            is_glass, traits = spans[body, 1] == REFRACTS, spans[body, 2]
            medium = medium_of(
                tags[top, MEDIUM], body, is_glass, outside, x + 0.5 * distance * dx, y + 0.5 * distance * dy, distance,
                boxes, spans, edges,
            )  # fmt: skip
            tags[top, MEDIUM] = medium
            record(beam, number, branches, tags, top, distance, body, lines, marks, count)
            count += 1
            arrived = travel(branches, tags, top, distance, matter)
            tally[body, 0] += arrived
            if medium != AIR:
                tally[medium, 1] += power - arrived
            if not is_glass and not traits & (REFLECTS | TRANSMITS):
                tally[body, 1] += arrived
                top -= 1
                continue
            x, y = branches[top, 0], branches[top, 1]
            nx, ny = normal(x, y, edges, edge)
            cosine = -(dx * nx + dy * ny)
            curvature = 0.0 if edges[6, edge] == 0.0 else 1.0 / edges[6, edge]
            is_behind = not outside or cosine <= 0.0
            if cosine < 0.0:
                nx, ny, cosine, curvature = -nx, -ny, -cosine, -curvature
            code = 2 * surface_of(edge, spans[body, 0], edges)
            if is_glass:
                top = meet_glass(
                    branches, tags, top, body, edge, code, nx, ny, cosine, curvature, outside, boxes, spans, edges,
                    matter,
                )  # fmt: skip
                continue
            if traits & ENCLOSES and is_behind:
                tally[body, 1] += arrived
                top -= 1
            else:
                top = meet_thin(
                    branches, tags, top, body, edge, code, nx, ny, cosine, curvature, distance, traits, matter, tally
                )
    return count, cut


def new_stack() -> tuple[Floats, Ints]:
    """Branches and tags: room for the branches of one ray."""
    return np.zeros((STACK_ROWS, BRANCH_COLUMNS)), np.zeros((STACK_ROWS, TAG_COLUMNS), dtype=np.int64)


def new_segments(rows: int) -> tuple[Floats, Ints]:
    """Lines and marks: room for so many runs of light."""
    return np.zeros((rows, LINE_COLUMNS)), np.zeros((rows, MARK_COLUMNS), dtype=np.int64)


@warms_up("light")
def _warm_trace() -> None:
    rays = np.zeros((1, RAY_COLUMNS))
    rays[0, :5] = -1.0, 0.0, 1.0, 0.0, 1.0
    trace(rays, *smallest_surfaces(), *new_stack(), *new_segments(1), np.zeros((2, TALLY_COLUMNS)))
