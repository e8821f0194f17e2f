"""Constrained Delaunay triangulation of a polygon, which may have holes, as small functions on one dictionary.

A triangulation is an `Apex` map: for every side a -> b of a triangle, walked counter-clockwise, the third
corner. A side whose opposite b -> a is missing lies on the outline; those are never flipped, so the outline
always stays. Meshes here have some dozens of nodes: plain Python beats arrays, and every order is fixed.
"""

from math import atan2, hypot, pi, sqrt

from game.core.geom import Floats

Point = tuple[float, float]
Side = tuple[int, int]
Triangle = tuple[int, int, int]
Apex = dict[Side, int]

FLAT = 1e-12
"""rad: an angle below which three corners count as one line: well above rounding."""


class MeshError(ValueError):
    """An outline that cannot be meshed; the message says why in plain words."""


def points_of(array: Floats) -> list[Point]:
    """Rows of an array (N, 2) as tuples."""
    return [(x, y) for x, y in array.tolist()]


def cross(o: Point, a: Point, b: Point) -> float:
    """Twice the area of the triangle o, a, b; positive when it runs counter-clockwise."""
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def turn(before: Point, here: Point, after: Point) -> float:
    """How far a path turns at a corner, rad, -pi..pi, positive to the left."""
    ux, uy, vx, vy = here[0] - before[0], here[1] - before[1], after[0] - here[0], after[1] - here[1]
    return atan2(ux * vy - uy * vx, ux * vx + uy * vy)


def distance(p: Point, a: Point, b: Point) -> float:
    """From a point to a segment, m."""
    ux, uy = b[0] - a[0], b[1] - a[1]
    share = ((p[0] - a[0]) * ux + (p[1] - a[1]) * uy) / (ux * ux + uy * uy)
    share = min(1.0, max(0.0, share))
    return hypot(a[0] + share * ux - p[0], a[1] + share * uy - p[1])


def triangulated(loops: list[list[int]], xy: list[Point]) -> Apex:
    """The constrained Delaunay triangulation of a counter-clockwise ring of node indices and of clockwise holes in it.

    Straight corners are allowed, and so are slits whose two banks are different nodes at the same place.

    Raises:
        MeshError: the ring touches or crosses itself or a hole.
    """
    apex: Apex = {}
    for a, b, c in _ears(_bridged(loops, xy), xy):
        apex[a, b], apex[b, c], apex[c, a] = c, a, b
    legalise_all(apex, xy)
    return apex


def _bridged(loops: list[list[int]], xy: list[Point]) -> list[int]:
    """A ring with its holes as one ring: it goes to each hole, round it, and back the same way by the same nodes.

    Both banks of such a bridge share their nodes, so that in the triangulation it is an edge like any other.

    Raises:
        MeshError: a hole touches or crosses the ring.
    """
    ring, holes = list(loops[0]), list(loops[1:])
    while holes:
        ways = sorted(
            (hypot(xy[a][0] - xy[b][0], xy[a][1] - xy[b][1]), place, row, start)
            for place, a in enumerate(ring)
            for row, hole in enumerate(holes)
            for start, b in enumerate(hole)
        )
        walls = [side for loop in (ring, *holes) for side in zip(loop, [*loop[1:], loop[0]], strict=True)]
        for _, place, row, start in ways:
            if _is_open(ring, place, holes[row][start], walls, xy):
                break
        else:
            raise MeshError("a hole touches or crosses the outline")
        hole = holes.pop(row)
        ring = [*ring[: place + 1], *hole[start:], *hole[: start + 1], *ring[place:]]
    return ring


def _is_open(ring: list[int], place: int, goal: int, walls: list[Side], xy: list[Point]) -> bool:
    """Whether the straight way from a place of a ring to a node goes into the ring there, and meets no wall."""
    node = ring[place]
    here, there = xy[node], xy[goal]
    before, after = xy[ring[place - 1]], xy[ring[(place + 1) % len(ring)]]
    is_right_of_after, is_right_of_before = cross(here, after, there) <= 0.0, cross(before, here, there) <= 0.0
    if turn(before, here, after) > 0.0:
        if is_right_of_after or is_right_of_before:
            return False
    elif is_right_of_after and is_right_of_before:
        return False
    return not any(
        cross(here, there, xy[a]) * cross(here, there, xy[b]) <= 0.0
        and cross(xy[a], xy[b], here) * cross(xy[a], xy[b], there) <= 0.0
        for a, b in walls
        if here not in (xy[a], xy[b]) and there not in (xy[a], xy[b])
    )


def _ears(ring: list[int], xy: list[Point]) -> list[Triangle]:
    """A ring cut in triangles by clipping off ears, one after the other.

    Raises:
        MeshError: it touches or crosses itself.
    """
    ring = list(ring)
    found: list[Triangle] = []
    at = misses = 0
    while len(ring) > 2:
        at %= len(ring)
        a, b, c = ring[at - 1], ring[at], ring[(at + 1) % len(ring)]
        if _is_ear(a, b, c, ring, xy):
            found.append((a, b, c))
            del ring[at]
            misses = 0
        else:
            misses += 1
        if misses > len(ring):
            raise MeshError("the outline touches or crosses itself")
        at += 1
    return found


def _is_ear(a: int, b: int, c: int, ring: list[int], xy: list[Point]) -> bool:
    """Whether the corner b is convex and its triangle holds no other corner."""
    pa, pb, pc = xy[a], xy[b], xy[c]
    if not FLAT < turn(pa, pb, pc) < pi - FLAT:
        return False
    (ax, ay), (bx, by), (cx, cy) = pa, pb, pc
    low = -FLAT * ((cx - ax) ** 2 + (cy - ay) ** 2)
    for node in ring:
        x, y = p = xy[node]
        if (
            (ax - cx) * (y - cy) - (ay - cy) * (x - cx) >= low
            and (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0.0
            and (cx - bx) * (y - by) - (cy - by) * (x - bx) >= 0.0
            and p not in (pa, pb, pc)
        ):
            return False
    return True


def triangles_of(apex: Apex) -> list[Triangle]:
    """All triangles, each from its smallest node, in rising order."""
    return sorted((a, b, c) for (a, b), c in apex.items() if a < b and a < c)


def legalise_all(apex: Apex, xy: list[Point]) -> None:
    """Make a map Delaunay. An edge is looked at from one of its sides: it looks the same from both, to the last bit."""
    legalise(apex, xy, sorted(side for side in apex if side[0] > side[1]))


def legalise(apex: Apex, xy: list[Point], suspects: list[Side]) -> list[Triangle]:
    """Flip edges, starting at the `suspects`, until all that were touched are Delaunay (Lawson, 1977).

    Returns the triangles that came of it, each from its smallest node; some are gone again.
    """
    made: list[Triangle] = []
    while suspects:
        a, b = suspects.pop()
        c, d = apex.get((a, b)), apex.get((b, a))
        if c is None or d is None or not _should_flip(xy[a], xy[b], xy[c], xy[d]):
            continue
        del apex[a, b], apex[b, a]
        apex[a, d], apex[d, c], apex[c, a] = c, a, d
        apex[d, b], apex[b, c], apex[c, d] = c, d, b
        made += [_from_smallest(a, d, c), _from_smallest(d, b, c)]
        suspects += [(a, d), (d, b), (b, c), (c, a)]
    return made


def _from_smallest(a: int, b: int, c: int) -> Triangle:
    """The same triangle, told from its smallest node on."""
    return min((a, b, c), (b, c, a), (c, a, b))


def _should_flip(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the angles at c and d, which both see the edge a - b, sum to more than pi."""
    cax, cay, cbx, cby = a[0] - c[0], a[1] - c[1], b[0] - c[0], b[1] - c[1]
    dax, day, dbx, dby = a[0] - d[0], a[1] - d[1], b[0] - d[0], b[1] - d[1]
    sin_c, cos_c = cax * cby - cay * cbx, cax * cbx + cay * cby
    sin_d, cos_d = dbx * day - dby * dax, dax * dbx + day * dby
    sum_sine = sin_c * cos_d + cos_c * sin_d
    if sum_sine >= 0.0:  # most edges: they are spared the root
        return False
    scale = (cos_c * cos_c + sin_c * sin_c) * (cos_d * cos_d + sin_d * sin_d)
    return sum_sine < -FLAT * sqrt(scale) and cross(d, c, a) > 0 and cross(c, d, b) > 0


def insert(apex: Apex, xy: list[Point], node: int, home: Triangle) -> list[Triangle]:
    """Join a new node to the corners of the triangle that it lies in, and make the map Delaunay again.

    Returns the triangles that came of it, as `legalise` does.
    """
    a, b, c = home
    sides = ((a, b), (b, c), (c, a))
    for start, end in sides:
        apex[start, end], apex[end, node], apex[node, start] = node, start, end
    return [_from_smallest(*side, node) for side in sides] + legalise(apex, xy, [(c, a), (b, c), (a, b)])


def locate(apex: Apex, xy: list[Point], point: Point, start: Triangle) -> Triangle | None:
    """The triangle that holds a point, by a walk from `start`; None where the walk meets the outline."""
    triangle = start
    for _ in range(len(apex)):
        a, b, c = triangle
        depth, side = min((cross(xy[s], xy[e], point), (s, e)) for s, e in ((a, b), (b, c), (c, a)))
        if depth >= 0.0:
            return triangle
        s, e = side
        if (e, s) not in apex:
            return None
        triangle = (e, s, apex[e, s])
    return None


def circumcircle(a: Point, b: Point, c: Point) -> tuple[Point, float]:
    """Centre and radius of the circle through three points."""
    bx, by, cx, cy = b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]
    twice = 2.0 * (bx * cy - by * cx)
    bb, cc = bx * bx + by * by, cx * cx + cy * cy
    x, y = (cy * bb - by * cc) / twice, (bx * cc - cx * bb) / twice
    return (a[0] + x, a[1] + y), hypot(x, y)
