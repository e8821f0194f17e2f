"""Where light meets what: outlines of straight edges and arcs, placed, hit and asked what is inside of them.

Rounding puts a hit point up to ~1e-15 m to either side of the edge that it lies on. The rules that keep outlines
watertight all the same stand in `kernel`.
"""

import math

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import kernel, kernel_part, warms_up
from game.sim.constants import FLOOR_Y
from game.sim.light.constants import BANDS, CORNER, EPSILON, GROUP, HAIR, PARALLEL, STAGE_LEFT, STAGE_RIGHT, STAGE_TOP
from game.sim.light.layout import AIR, EDGE_COLUMNS, ENCLOSES, NO_EDGE, REFLECTS, REFRACTS, THIN, TRANSMITS, Surfaces


@kernel
def place(
    poses: Floats, placed: Floats, hulls: Floats, outlines: Floats, boxes: Floats, spans: Ints, edges: Floats
) -> None:
    """Carry the edges of each body that has moved, and the boxes round them, from its own frame to the stage.

    `poses` (B, 3): x, y (m), angle (rad). `placed` (B, 3): those at which each was placed last; not a number at first.
    `hulls` (B + G, 4) and `outlines` (E, 7): boxes and edges in the frames of their bodies. Glass is told whether other
    glass may touch it: most stands alone, and light that leaves it is in air.
    """
    is_any_glass_moved = False
    for body in range(len(poses)):
        x, y, angle = poses[body, 0], poses[body, 1], poses[body, 2]
        if placed[body, 0] == x and placed[body, 1] == y and placed[body, 2] == angle:
            continue
        placed[body, 0], placed[body, 1], placed[body, 2] = x, y, angle
        is_any_glass_moved |= spans[body, 1] == REFRACTS
        c, s = math.cos(angle), math.sin(angle)
        for row in range(spans[body, 3] - 1, spans[body + 1, 3]):
            box = row if row >= spans[body, 3] else body  # its own first
            boxes[box, 0] = x + c * hulls[box, 0] - s * hulls[box, 1]
            boxes[box, 1] = y + s * hulls[box, 0] + c * hulls[box, 1]
            boxes[box, 2] = abs(c) * hulls[box, 2] + abs(s) * hulls[box, 3] + 2.0 * EPSILON
            boxes[box, 3] = abs(s) * hulls[box, 2] + abs(c) * hulls[box, 3] + 2.0 * EPSILON
        for edge in range(spans[body, 0], spans[body + 1, 0]):
            for point in range(0, 6, 2):
                u, v = outlines[edge, point], outlines[edge, point + 1]
                edges[point, edge] = x + c * u - s * v
                edges[point + 1, edge] = y + s * u + c * v
            edges[6, edge] = outlines[edge, 6]
    if not is_any_glass_moved:
        return
    for body in range(len(poses)):
        boxes[body, 4] = 0.0
        for other in range(body if spans[body, 1] == REFRACTS else 0):
            apart_x, apart_y = abs(boxes[body, 0] - boxes[other, 0]), abs(boxes[body, 1] - boxes[other, 1])
            across, up = boxes[body, 2] + boxes[other, 2] + HAIR, boxes[body, 3] + boxes[other, 3] + HAIR
            if spans[other, 1] == REFRACTS and apart_x < across and apart_y < up:
                boxes[body, 4] = boxes[other, 4] = 1.0


@kernel_part
def arc_roots(
    ox: float, oy: float, dx: float, dy: float, edges: Floats, edge: int, straddles: bool, entering: bool
) -> tuple[float, float]:
    """Distances (m) at which the line of a ray meets an arc, lesser first; inf for none.

    An arc is less than half round. So where its ends lie on different sides of the line (`straddles`) it is met once:
    at the lesser root where the line comes from the side that it bulges to. `entering`: from the right of the edge.
    Else it is met twice or not at all: twice where the line's nearest point to the centre is beyond the chord.
    """
    cx, cy, radius = edges[4, edge] - ox, edges[5, edge] - oy, edges[6, edge]
    along, aside = dx * cx + dy * cy, dx * cy - dy * cx
    square = radius * radius - aside * aside
    half = math.sqrt(max(square, 0.0))
    if straddles:
        return (along - half if entering == (radius > 0.0) else along + half), math.inf
    ax, ay = edges[0, edge] - ox, edges[1, edge] - oy
    bx, by = edges[2, edge] - ox, edges[3, edge] - oy
    side = (bx - ax) * (along * dy - ay) - (by - ay) * (along * dx - ax)
    if square <= 0.0 or side * radius >= 0.0:
        return math.inf, math.inf
    return along - half, along + half


@kernel_part
def met_from(kind: int, traits: int, sheer: float, silvered: float) -> tuple[float, float, float]:
    """From which distances (m) on the front and the back of a surface are met, and its handicap where some coincide."""
    if kind != THIN:
        return EPSILON, EPSILON, 0.0
    front = sheer if traits & TRANSMITS else -EPSILON
    if traits & ENCLOSES:
        return front, EPSILON, -EPSILON
    if traits & REFLECTS:
        front = max(front, silvered)
    return front, front, EPSILON if traits & TRANSMITS else -EPSILON


@kernel_part
def straddling(ox: float, oy: float, dx: float, dy: float, edges: Floats, first: int, end: int) -> int:
    """Which of the edges `first` .. `end` - 1 the line of a ray may cross, a bit each: those whose ends lie on
    different sides of it, and arcs. Most are passed by, and without a branch several are looked at in one step."""
    bits = 0
    ax, ay, bx, by = edges[0, first:end], edges[1, first:end], edges[2, first:end], edges[3, first:end]
    radii = edges[6, first:end]
    for k in range(len(ax)):
        side_a, side_b = dx * (ay[k] - oy) - dy * (ax[k] - ox), dx * (by[k] - oy) - dy * (bx[k] - ox)
        bits |= (((side_a > 0.0) != (side_b > 0.0)) | (radii[k] != 0.0)) << k
    return bits


@kernel_part
def passes_by(ox: float, oy: float, dx: float, dy: float, best: float, boxes: Floats, row: int) -> bool:
    """Whether a ray misses a box, or has nothing to look for in it, as it met something `best` m away.

    What reflects matters up to a CORNER beyond that. Most lies aside of a ray: that is asked first.
    """
    mx, my, wide, high = boxes[row, 0] - ox, boxes[row, 1] - oy, boxes[row, 2], boxes[row, 3]
    if abs(dx * my - dy * mx) > abs(dx) * high + abs(dy) * wide:
        return True
    along, reach = dx * mx + dy * my, abs(dx) * wide + abs(dy) * high
    return bool(along < -reach or along - reach > best + CORNER)


@kernel_part
def end_of_stage(ox: float, oy: float, dx: float, dy: float) -> float:
    """Distance (m) along a ray to the floor or the end of the stage; 0 when it is beyond and going away."""
    distance = math.inf
    if dx != 0.0:
        distance = ((STAGE_RIGHT if dx > 0.0 else STAGE_LEFT) - ox) / dx
    if dy != 0.0:
        distance = min(distance, ((STAGE_TOP if dy > 0.0 else FLOOR_Y) - oy) / dy)
    return max(distance, 0.0)


@kernel_part
def nearest(
    ox: float, oy: float, dx: float, dy: float, left: int, sheer: float, silvered: float, boxes: Floats, spans: Ints,
    edges: Floats,
) -> tuple[float, int, int, bool, bool]:  # fmt: skip
    """The first thing that a ray meets: distance (m), body, edge, whether it is met from outside (from its right).

    And whether that reflects and is met in a CORNER: at its end, or together with another that does.

    Body B and edge -1 stand for the surroundings. `left` is the edge that the ray has just left, or NO_EDGE; `sheer`
    the distance (m) from which thin surfaces that transmit are met, `silvered` that from which those are met that
    reflect and do not enclose. Sides and distances are those of the ends of an
    edge as seen along the ray; the crossing is interpolated between them, which stays exact for grazing edges (in the
    plane what Woop, Benthin and Wald, "Watertight Ray/Triangle Intersection", JCGT 2013, do in space).
    """
    best = least = end_of_stage(ox, oy, dx, dy)
    hit_body, hit_edge, hit_outside = len(spans) - 1, -1, True
    silver, silver_edge = math.inf, NO_EDGE  # the two nearest that reflect
    rival, rival_edge = math.inf, NO_EDGE
    for body in range(len(spans) - 1):
        if passes_by(ox, oy, dx, dy, best, boxes, body):
            continue
        front, back, handicap = met_from(spans[body, 1], spans[body, 2], sheer, silvered)
        for group in range(spans[body, 3], spans[body + 1, 3]):
            if passes_by(ox, oy, dx, dy, best, boxes, group):
                continue
            edge = spans[body, 0] + GROUP * (group - spans[body, 3]) - 1
            bits = straddling(ox, oy, dx, dy, edges, edge + 1, min(edge + 1 + GROUP, spans[body + 1, 0]))
            while bits:
                is_next, bits, edge = bits & 1, bits >> 1, edge + 1
                if not is_next:
                    continue
                ax, ay = edges[0, edge] - ox, edges[1, edge] - oy
                bx, by = edges[2, edge] - ox, edges[3, edge] - oy
                side_a, side_b = dx * ay - dy * ax, dx * by - dy * bx
                straddles, outside = (side_a > 0.0) != (side_b > 0.0), side_a > side_b
                if edges[6, edge] == 0.0:
                    if not straddles or edge == left:
                        continue
                    from_a, from_b = dx * ax + dy * ay, dx * bx + dy * by
                    distance = from_a + side_a / (side_a - side_b) * (from_b - from_a)
                else:
                    distance, second = arc_roots(ox, oy, dx, dy, edges, edge, straddles, outside)
                    bulges = edges[6, edge] > 0.0
                    if not straddles:
                        outside = bulges
                    if edge == left:  # one of the roots is where the ray is
                        distance, outside = second if second > EPSILON else math.inf, not bulges
                    elif distance < (front if outside else back):
                        distance, outside = second, not bulges
                if not (front if outside else back) <= distance < math.inf:
                    continue
                if spans[body, 2] & REFLECTS and distance < rival:
                    if distance < silver:
                        silver, rival, silver_edge, rival_edge = distance, silver, edge, silver_edge
                    else:
                        rival, rival_edge = distance, edge
                if distance + handicap < least:
                    best, least, hit_body, hit_edge, hit_outside = distance, distance + handicap, body, edge, outside
    other = NO_EDGE if rival - best >= CORNER else rival_edge if hit_edge == silver_edge else silver_edge
    reflects = spans[hit_body, 2] & REFLECTS != 0
    is_corner = reflects and is_in_corner(ox + best * dx, oy + best * dy, edges, hit_edge, other)
    return max(best, 0.0), hit_body, hit_edge, hit_outside, is_corner


@kernel_part
def medium_at(x: float, y: float, ignored: int, boxes: Floats, spans: Ints, edges: Floats) -> int:
    """The first glass body but `ignored` (-1 for none) that a point lies inside of, or AIR (even-odd rule, a ray to
    the right)."""
    for body in range(len(spans) - 1):
        if abs(boxes[body, 0] - x) > boxes[body, 2] or abs(boxes[body, 1] - y) > boxes[body, 3]:
            continue
        if spans[body, 1] != REFRACTS or body == ignored:
            continue
        inside = False
        for group in range(spans[body, 3], spans[body + 1, 3]):
            if abs(boxes[group, 1] - y) > boxes[group, 3] or boxes[group, 0] + boxes[group, 2] < x:
                continue
            start = spans[body, 0] + GROUP * (group - spans[body, 3])
            for edge in range(start, min(start + GROUP, spans[body + 1, 0])):
                ay, by = edges[1, edge] - y, edges[3, edge] - y
                straddles = (ay > 0.0) != (by > 0.0)
                if edges[6, edge] != 0.0:
                    first, second = arc_roots(x, y, 1.0, 0.0, edges, edge, straddles, ay > by)
                    if (0.0 < first < math.inf) != (0.0 < second < math.inf):
                        inside = not inside
                elif straddles and edges[0, edge] + ay / (ay - by) * (edges[2, edge] - edges[0, edge]) > x:
                    inside = not inside
        if inside:
            return body
    return AIR


@kernel_part
def normal(x: float, y: float, edges: Floats, edge: int) -> tuple[float, float]:
    """Unit normal of an edge at a point of it, to the right of from -> to."""
    radius = edges[6, edge]
    if radius == 0.0:
        nx, ny = edges[3, edge] - edges[1, edge], edges[0, edge] - edges[2, edge]
    elif radius > 0.0:
        nx, ny = x - edges[4, edge], y - edges[5, edge]
    else:
        nx, ny = edges[4, edge] - x, edges[5, edge] - y
    length = math.sqrt(nx * nx + ny * ny)
    return nx / length, ny / length


@kernel_part
def is_in_corner(x: float, y: float, edges: Floats, edge: int, other: int) -> bool:
    """Whether a point of an edge lies in a CORNER: at one of its ends, or at one with another edge (NO_EDGE: with none)
    that meets it there at an angle."""
    ax, ay = edges[0, edge] - x, edges[1, edge] - y
    bx, by = edges[2, edge] - x, edges[3, edge] - y
    if min(ax * ax + ay * ay, bx * bx + by * by) < CORNER * CORNER:
        return True
    if other == NO_EDGE:
        return False
    nx, ny = normal(x, y, edges, edge)
    other_x, other_y = normal(x, y, edges, other)
    return bool(abs(nx * other_y - ny * other_x) > PARALLEL)


@kernel_part
def surface_of(edge: int, first: int, edges: Floats) -> int:
    """The edge that names the smooth surface that an edge of a body belongs to: the first of its arcs, or itself.

    Arcs on one circle are one surface; `first` is the first edge of the body.
    """
    if edges[6, edge] == 0.0:
        return edge
    while (
        edge > first
        and edges[6, edge - 1] == edges[6, edge]
        and edges[4, edge - 1] == edges[4, edge]
        and edges[5, edge - 1] == edges[5, edge]
    ):
        edge -= 1
    return edge


def smallest_surfaces() -> Surfaces:
    """One mirror of 1 m at the origin, facing right."""
    edges = np.zeros((EDGE_COLUMNS, 1))
    edges[:4, 0] = 0.0, 0.5, 0.0, -0.5
    spans = np.array([[0, THIN, 0, 1], [1, THIN, 0, 2]], dtype=np.int64)
    return Surfaces(np.array([[0.0, 0.0, 0.0, 0.5, 0.0]] * 2), spans, edges, np.zeros((1, 2, BANDS)))


@warms_up("light")
def _warm_place() -> None:
    boxes, spans, edges, _ = smallest_surfaces()
    place(np.zeros((1, 3)), np.zeros((1, 3)), np.zeros((2, 4)), edges.T.copy(), boxes, spans, edges)
