"""Ray tracing on flat arrays: numba kernels, one path for the game, the bots and the tests.

A *body* owns a run of edges. Closed bodies (glass, metal, opaque) list them counter-clockwise, so that their
outside lies to the right of each edge; open ones (mirrors, screens) have two faces. Arrays:

    rays (R, 9)      origin x, y; unit direction x, y; wavelength (nm); power (W); width (m); beam; ray
    bodies (B, 5)    bounding circle x, y, radius (m); reflectance; absorbance (1/m)
    spans (B + 1, 2) first edge; kind. The edges of body b are spans[b, 0] .. spans[b + 1, 0]
                     (last excluded). The last row is the end of the edges, and the kind of the surroundings
    edges (E, 4)     from x, y, to x, y (m)
    segments (S, 12) start x, y; end x, y (m); wavelength; power at the start (W); width; beam; ray; depth;
                     medium; absorbance of the medium (1/m)
    tally (B + 1, 6) what met each body: mean direction x, y; mean point x, y (m); power (W); and the power
                     that it swallowed (W). The last row is the surroundings: floor and end of the stage

Bodies, spans and edges together are a `Scene`. Rounding puts a hit point up to ~1e-15 m to either side of the
edge that it lies on. So, once and for all:

1. A ray crosses an edge when the ends lie on different sides of its line, an end on the line itself counting
   as right. Neighbouring edges share the bits of their common end: nothing slips in between, no corner counts
   twice.
2. The edge that a ray has just left cannot be met again at once: it is straight.
3. The front of metal and stone is met from -EPSILON on: a point that rounding put behind it is still before
   it. The back is met after EPSILON and swallows: light from the inside of something opaque gets nowhere.
4. Glass is met after EPSILON: surfaces closer than that (two halves of a split piece) are one. What a run of
   light is inside of is asked of the outlines at its middle, as far from both its surfaces as can be, and a
   surface takes its share only where the medium changes. Where glasses overlap the lower row counts.
5. A reflecting edge swallows what meets it within EPSILON of its ends, and a mirror what reaches it within
   EPSILON of another reflection: which way such a ray would go is not known.
"""

import math

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import kernel, warms_up
from game.sim.constants import FLOOR_Y
from game.sim.light.constants import (
    EPSILON,
    MAX_DEPTH,
    POWER_CUTOFF,
    STAGE_LEFT,
    STAGE_RIGHT,
    STAGE_TOP,
    SURFACE_LOSS,
)

Vector = tuple[float, float]
Scene = tuple[Floats, Ints, Floats]
"""Bodies, spans, edges."""

GLASS, METAL, OPAQUE, MIRROR, SCREEN = range(5)
"""Kinds of bodies; the first three are closed, a screen is an open opaque."""
AIR = -1
"""The medium outside of all glass."""
RAY_COLUMNS, BODY_COLUMNS, SEGMENT_COLUMNS, TALLY_COLUMNS = 9, 5, 12, 6


@kernel
def place(poses: Floats, outlines: Floats, scene: Scene) -> None:
    """Carry the edges of each body from its own frame to the stage, with the middle of its bounding circle.

    `poses` (B, 3): x, y (m), angle (rad). `outlines` (E, 4): the edges in the frames of their bodies.
    """
    bodies, spans, edges = scene
    for body in range(len(poses)):
        x, y = poses[body, 0], poses[body, 1]
        c, s = math.cos(poses[body, 2]), math.sin(poses[body, 2])
        bodies[body, 0], bodies[body, 1] = x, y
        for edge in range(spans[body, 0], spans[body + 1, 0]):
            for end in range(0, 4, 2):
                u, v = outlines[edge, end], outlines[edge, end + 1]
                edges[edge, end] = x + c * u - s * v
                edges[edge, end + 1] = y + s * u + c * v


@kernel
def way_out(origin: Vector, direction: Vector) -> float:
    """Distance (m) along a ray to the floor or the end of the stage; 0 when it is beyond and going away."""
    (ox, oy), (dx, dy) = origin, direction
    distance = math.inf
    if dx != 0.0:
        distance = ((STAGE_RIGHT if dx > 0.0 else STAGE_LEFT) - ox) / dx
    if dy != 0.0:
        distance = min(distance, ((STAGE_TOP if dy > 0.0 else FLOOR_Y) - oy) / dy)
    return max(distance, 0.0)


@kernel
def nearest(origin: Vector, direction: Vector, left: int, scene: Scene) -> tuple[float, int, int]:
    """The first thing that a ray meets: distance (m), body, edge; body B and edge -1 for the surroundings.

    `left` is the edge that it has just left, or -1. Sides and distances are those of the ends of an edge as
    seen along the ray; the crossing is interpolated between them, which stays exact for grazing edges (in the
    plane what Woop, Benthin and Wald, "Watertight Ray/Triangle Intersection", JCGT 2013, do in space).
    """
    (ox, oy), (dx, dy), (bodies, spans, edges) = origin, direction, scene
    best, found, at = way_out(origin, direction), len(bodies), -1
    for body in range(len(bodies)):
        mx, my, radius = bodies[body, 0] - ox, bodies[body, 1] - oy, bodies[body, 2]
        along = dx * mx + dy * my
        if abs(dx * my - dy * mx) > radius or along < -radius or along - radius > best:
            continue
        kind = spans[body, 1]
        front = EPSILON if kind == GLASS else -EPSILON
        back = -EPSILON if kind >= MIRROR else EPSILON
        for edge in range(spans[body, 0], spans[body + 1, 0]):
            ax, ay = edges[edge, 0] - ox, edges[edge, 1] - oy
            bx, by = edges[edge, 2] - ox, edges[edge, 3] - oy
            side_a, side_b = dx * ay - dy * ax, dx * by - dy * bx
            if (side_a > 0.0) == (side_b > 0.0) or edge == left:
                continue
            from_a, from_b = dx * ax + dy * ay, dx * bx + dy * by
            distance = from_a + side_a / (side_a - side_b) * (from_b - from_a)
            if (front if side_a > side_b else back) <= distance < best:
                best, found, at = distance, body, edge
    return max(best, 0.0), found, at


@kernel
def medium_at(x: float, y: float, scene: Scene) -> int:
    """The first glass body that a point lies inside of, or AIR (even-odd rule, a ray to the right)."""
    bodies, spans, edges = scene
    for body in range(len(bodies)):
        mx, my, radius = bodies[body, 0] - x, bodies[body, 1] - y, bodies[body, 2]
        if spans[body, 1] != GLASS or mx * mx + my * my > radius * radius:
            continue
        inside = False
        for edge in range(spans[body, 0], spans[body + 1, 0]):
            ay, by = edges[edge, 1] - y, edges[edge, 3] - y
            if (ay > 0.0) != (by > 0.0):
                ax, bx = edges[edge, 0], edges[edge, 2]
                inside ^= ax + ay / (ay - by) * (bx - ax) > x
        if inside:
            return body
    return AIR


@kernel
def reflected(point: Vector, direction: Vector, closed: bool, edge: Floats) -> tuple[bool, float, float]:
    """Whether light that meets an edge (4,) goes on from it, and its direction then: d - 2 (d . n) n."""
    (x, y), (dx, dy) = point, direction
    ax, ay, bx, by = edge[0], edge[1], edge[2], edge[3]
    ex, ey = bx - ax, by - ay
    facing = dx * ey - dy * ex
    rim = min(math.hypot(x - ax, y - ay), math.hypot(x - bx, y - by))
    if rim < EPSILON or (closed and facing >= 0.0):
        return False, dx, dy
    turn = 2.0 * facing / (ex * ex + ey * ey)
    return True, dx - turn * ey, dy + turn * ex


@kernel
def count_in(row: Floats, power: float, direction: Vector, point: Vector) -> None:
    """Add light that met a body to its row of the tally, still weighted by power."""
    row[0] += power * direction[0]
    row[1] += power * direction[1]
    row[2] += power * point[0]
    row[3] += power * point[1]
    row[4] += power


@kernel
def follow(ray: Floats, scene: Scene, segments: Floats, count: int, tally: Floats) -> int:
    """Trace one ray to its end; returns the count of segments, those of this ray included."""
    bodies, spans, edges = scene
    ox, oy, dx, dy, power = ray[0], ray[1], ray[2], ray[3], ray[5]
    cutoff = POWER_CUTOFF * power
    medium, glass, left, turned = AIR, AIR, -1, False
    for depth in range(MAX_DEPTH + 1):
        distance, body, edge = nearest((ox, oy), (dx, dy), left, scene)
        x, y = ox + distance * dx, oy + distance * dy
        before, medium = medium, medium_at(0.5 * (ox + x), 0.5 * (oy + y), scene)
        if glass != AIR and medium != before:
            tally[glass, 5] += SURFACE_LOSS * power
            power *= 1.0 - SURFACE_LOSS
        absorbance = bodies[medium, 4] if medium != AIR else 0.0
        row = segments[count]
        row[0], row[1], row[2], row[3] = ox, oy, x, y
        row[4], row[5], row[6], row[7], row[8] = ray[4], power, ray[6], ray[7], ray[8]
        row[9], row[10], row[11] = depth, medium, absorbance
        count += 1
        if medium != AIR:
            tally[medium, 5] -= power * math.expm1(-absorbance * distance)
            power *= math.exp(-absorbance * distance)
        count_in(tally[body], power, (dx, dy), (x, y))
        kind, kept = spans[body, 1], 0.0
        glass = body if kind == GLASS else AIR
        if kind == GLASS:
            turned, kept = False, power
        elif kind in (METAL, MIRROR) and not (turned and kind == MIRROR and distance < EPSILON):
            turned, dx, dy = reflected((x, y), (dx, dy), kind == METAL, edges[edge])
            kept = power * bodies[body, 3] if turned else 0.0
        if kept < cutoff or depth == MAX_DEPTH:
            tally[body, 5] += power
            break
        tally[body, 5] += power - kept
        ox, oy, power, left = x, y, kept, edge
    return count


@kernel
def trace(rays: Floats, scene: Scene, segments: Floats, tally: Floats) -> int:
    """Trace all rays, in order; writes `segments` and `tally` and returns the count of segments.

    `segments` needs R (MAX_DEPTH + 1) rows. A body that no light met has zeros in its row of `tally`.
    """
    tally[:] = 0.0
    count = 0
    for ray in range(len(rays)):
        count = follow(rays[ray], scene, segments, count, tally)
    for body in range(len(tally)):
        row = tally[body]
        heading = math.hypot(row[0], row[1])
        if heading > 0.0:
            row[0] /= heading
            row[1] /= heading
        if row[4] > 0.0:
            row[2] /= row[4]
            row[3] /= row[4]
    return count


@kernel
def first_hit(origin: Vector, direction: Vector, ignored: int, scene: Scene) -> float:
    """Distance (m) along a ray to the first surface of any kind but the edge `ignored` (-1 for none)."""
    distance, _, _ = nearest(origin, direction, ignored, scene)
    return distance


@kernel
def irradiance(points: Floats, segments: Floats, count: int, result: Floats) -> None:
    """Irradiance (W/m, per metre across the beam) at `points` (C, 2), written to `result` (C,).

    A ray stands for a strip of its beam: a triangle across, of height 1 / width and one width to each side.
    Those of neighbouring rays add up to one, so a beam is flat across its middle and integrates to its power.
    """
    result[:] = 0.0
    for row in range(count):
        x0, y0, x1, y1 = segments[row, 0], segments[row, 1], segments[row, 2], segments[row, 3]
        length = math.hypot(x1 - x0, y1 - y0)
        if length == 0.0:
            continue
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        power, width, absorbance = segments[row, 5], segments[row, 6], segments[row, 11]
        for i in range(len(points)):
            px, py = points[i, 0] - x0, points[i, 1] - y0
            across, along = abs(dx * py - dy * px), dx * px + dy * py
            if across < width and 0.0 <= along < length:
                result[i] += power * math.exp(-absorbance * along) * (1.0 - across / width) / width


def _smallest() -> tuple[Floats, Scene, Floats, Floats]:
    """Rays, scene, segments and tally of the smallest case: one ray, one screen."""
    rays = np.zeros((1, RAY_COLUMNS))
    rays[0, [2, 5, 6]] = 1.0
    bodies = np.array([[1.0, 0.0, 1.0, 0.0, 0.0]])
    spans: Ints = np.array([[0, SCREEN], [1, OPAQUE]], dtype=np.int64)
    edges = np.array([[0.0, -1.0, 0.0, 1.0]])
    segments, tally = np.zeros((MAX_DEPTH + 1, SEGMENT_COLUMNS)), np.zeros((2, TALLY_COLUMNS))
    return rays, (bodies, spans, edges), segments, tally


@warms_up("light")
def _warm_trace() -> None:
    rays, scene, segments, tally = _smallest()
    place(np.zeros((1, 3)), scene[2].copy(), scene)
    trace(rays, scene, segments, tally)


@warms_up("light")
def _warm_first_hit() -> None:
    first_hit((-1.0, 0.0), (1.0, 0.0), -1, _smallest()[1])


@warms_up("light")
def _warm_irradiance() -> None:
    irradiance(np.zeros((1, 2)), _smallest()[2], 1, np.zeros(1))
