"""Where light meets what: outlines of straight edges and arcs, placed, hit and asked what is inside of them.

Rounding puts a hit point up to ~1e-15 m to either side of the edge that it lies on. The rules that keep outlines
watertight all the same stand in `kernel`.
"""

import math

from game.core.geom import Floats
from game.core.kernels import kernel
from game.sim.constants import FLOOR_Y
from game.sim.light.constants import EPSILON, HAIR, STAGE_LEFT, STAGE_RIGHT, STAGE_TOP
from game.sim.light.layout import AIR, FILTER, GLASS, MIRROR, SPLITTER, Surfaces, Vector


@kernel
def place(poses: Floats, hulls: Floats, outlines: Floats, surfaces: Surfaces) -> None:
    """Carry the edges and the bounding circle of each body from its own frame to the stage.

    `poses` (B, 3): x, y (m), angle (rad). `hulls` (B, 3) and `outlines` (E, 7): circles and edges in the frames of
    their bodies. Glass is told whether other glass may touch it: most stands alone, and light that leaves it is in air.
    """
    circles, spans, edges, _ = surfaces
    for body in range(len(poses)):
        x, y = poses[body, 0], poses[body, 1]
        c, s = math.cos(poses[body, 2]), math.sin(poses[body, 2])
        circles[body, 0] = x + c * hulls[body, 0] - s * hulls[body, 1]
        circles[body, 1] = y + s * hulls[body, 0] + c * hulls[body, 1]
        circles[body, 2] = hulls[body, 2]
        for edge in range(spans[body, 0], spans[body + 1, 0]):
            for point in range(0, 6, 2):
                u, v = outlines[edge, point], outlines[edge, point + 1]
                edges[edge, point] = x + c * u - s * v
                edges[edge, point + 1] = y + s * u + c * v
            edges[edge, 6] = outlines[edge, 6]
    for body in range(len(poses)):
        circles[body, 3] = 0.0
        for other in range(body if spans[body, 1] == GLASS else 0):
            apart_x, apart_y = circles[body, 0] - circles[other, 0], circles[body, 1] - circles[other, 1]
            reach = circles[body, 2] + circles[other, 2] + HAIR
            if spans[other, 1] == GLASS and apart_x * apart_x + apart_y * apart_y < reach * reach:
                circles[body, 3] = circles[other, 3] = 1.0


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
def gates(kind: int, thin: float) -> tuple[float, float, float]:
    """From which distance (m) on the front and the back of a kind are met, and its handicap where surfaces coincide."""
    if kind == GLASS:
        return EPSILON, EPSILON, 0.0
    if kind in (SPLITTER, FILTER):
        return thin, thin, EPSILON
    return -EPSILON, -EPSILON if kind >= MIRROR else EPSILON, -EPSILON


@kernel
def arc_roots(
    origin: Vector, direction: Vector, edges: Floats, edge: int, straddles: bool, entering: bool
) -> tuple[float, float]:
    """Distances (m) at which the line of a ray meets an arc, lesser first; inf for none.

    An arc is less than half round. So where its ends lie on different sides of the line (`straddles`) it is met once:
    at the lesser root where the line comes from the side that it bulges to. `entering`: from the right of the edge.
    Else it is met twice or not at all: twice where the line's nearest point to the centre is beyond the chord.
    """
    (ox, oy), (dx, dy) = origin, direction
    cx, cy, radius = edges[edge, 4] - ox, edges[edge, 5] - oy, edges[edge, 6]
    along, aside = dx * cx + dy * cy, dx * cy - dy * cx
    square = radius * radius - aside * aside
    if straddles:
        half = math.sqrt(max(square, 0.0))
        return (along - half if entering == (radius > 0.0) else along + half), math.inf
    if square <= 0.0:
        return math.inf, math.inf
    ax, ay = edges[edge, 0] - ox, edges[edge, 1] - oy
    bx, by = edges[edge, 2] - ox, edges[edge, 3] - oy
    side = (bx - ax) * (along * dy - ay) - (by - ay) * (along * dx - ax)
    if side * radius >= 0.0:
        return math.inf, math.inf
    half = math.sqrt(square)
    return along - half, along + half


@kernel
def nearest(
    origin: Vector, direction: Vector, left: int, thin: float, surfaces: Surfaces
) -> tuple[float, int, int, bool]:
    """The first thing that a ray meets: distance (m), body, edge, whether it is met from outside (from its right).

    Body B and edge -1 stand for the surroundings. `left` is the edge that the ray has just left, or NO_EDGE; `thin` the
    distance (m) from which filters and splitters are met. Sides and distances are those of the ends of an edge as seen
    along the ray; the crossing is interpolated between them, which stays exact for grazing edges (in the plane what
    Woop, Benthin and Wald, "Watertight Ray/Triangle Intersection", JCGT 2013, do in space).
    """
    (ox, oy), (dx, dy), (circles, spans, edges, _) = origin, direction, surfaces
    best, found, at, from_outside = way_out(origin, direction), len(circles), -1, True
    least = best
    for body in range(len(circles)):
        mx, my, reach = circles[body, 0] - ox, circles[body, 1] - oy, circles[body, 2]
        along = dx * mx + dy * my
        # In this order: most bodies lie aside of a ray, and a branch that is foretold costs nothing.
        if abs(dx * my - dy * mx) > reach or along < -reach or along - reach > best + EPSILON:
            continue
        front, back, handicap = gates(spans[body, 1], thin)
        for edge in range(spans[body, 0], spans[body + 1, 0]):
            ax, ay = edges[edge, 0] - ox, edges[edge, 1] - oy
            bx, by = edges[edge, 2] - ox, edges[edge, 3] - oy
            side_a, side_b = dx * ay - dy * ax, dx * by - dy * bx
            straddles, outside = (side_a > 0.0) != (side_b > 0.0), side_a > side_b
            if edges[edge, 6] == 0.0:
                if not straddles or edge == left:
                    continue
                from_a, from_b = dx * ax + dy * ay, dx * bx + dy * by
                distance = from_a + side_a / (side_a - side_b) * (from_b - from_a)
            else:
                distance, second = arc_roots(origin, direction, edges, edge, straddles, outside)
                bulges = edges[edge, 6] > 0.0
                if not straddles:
                    outside = bulges
                if edge == left:  # one of the roots is where the ray is
                    distance, outside = second if second > EPSILON else math.inf, not bulges
                elif distance < (front if outside else back):
                    distance, outside = second, not bulges
            if (front if outside else back) <= distance and distance + handicap < least:
                best, found, at, from_outside = distance, body, edge, outside
                least = distance + handicap
    return max(best, 0.0), found, at, from_outside


@kernel
def is_inside(x: float, y: float, body: int, surfaces: Surfaces) -> bool:
    """Whether a point lies inside of a closed body (even-odd rule, a ray to the right)."""
    _, spans, edges, _ = surfaces
    inside = False
    for edge in range(spans[body, 0], spans[body + 1, 0]):
        ay, by = edges[edge, 1] - y, edges[edge, 3] - y
        straddles = (ay > 0.0) != (by > 0.0)
        if edges[edge, 6] != 0.0:
            first, second = arc_roots((x, y), (1.0, 0.0), edges, edge, straddles, ay > by)
            if (0.0 < first < math.inf) != (0.0 < second < math.inf):
                inside = not inside
        elif straddles and edges[edge, 0] + ay / (ay - by) * (edges[edge, 2] - edges[edge, 0]) > x:
            inside = not inside
    return inside


@kernel
def medium_at(x: float, y: float, ignored: int, surfaces: Surfaces) -> int:
    """The first glass body but `ignored` (-1 for none) that a point lies inside of, or AIR."""
    circles, spans, _, _ = surfaces
    for body in range(len(circles)):
        mx, my, reach = circles[body, 0] - x, circles[body, 1] - y, circles[body, 2]
        if mx * mx + my * my > reach * reach or spans[body, 1] != GLASS or body == ignored:
            continue
        if is_inside(x, y, body, surfaces):
            return body
    return AIR


@kernel
def normal(point: Vector, edges: Floats, edge: int) -> Vector:
    """Unit normal of an edge at a point of it, to the right of from -> to."""
    if edges[edge, 6] == 0.0:
        nx, ny = edges[edge, 3] - edges[edge, 1], edges[edge, 0] - edges[edge, 2]
    else:
        sign = math.copysign(1.0, edges[edge, 6])
        nx, ny = sign * (point[0] - edges[edge, 4]), sign * (point[1] - edges[edge, 5])
    length = math.sqrt(nx * nx + ny * ny)
    return nx / length, ny / length


@kernel
def is_at_rim(point: Vector, edges: Floats, edge: int) -> bool:
    """Whether a point of an edge lies within EPSILON of its ends."""
    ax, ay = edges[edge, 0] - point[0], edges[edge, 1] - point[1]
    bx, by = edges[edge, 2] - point[0], edges[edge, 3] - point[1]
    return bool(min(ax * ax + ay * ay, bx * bx + by * by) < EPSILON * EPSILON)


@kernel
def surface_of(edge: int, first: int, edges: Floats) -> int:
    """The edge that names the smooth surface that an edge of a body belongs to: the first of its arcs, or itself.

    Arcs on one circle are one surface; `first` is the first edge of the body.
    """
    if edges[edge, 6] == 0.0:
        return edge
    while (
        edge > first
        and edges[edge - 1, 6] == edges[edge, 6]
        and edges[edge - 1, 4] == edges[edge, 4]
        and edges[edge - 1, 5] == edges[edge, 5]
    ):
        edge -= 1
    return edge
