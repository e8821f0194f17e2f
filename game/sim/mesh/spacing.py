"""How long the edges of a mesh should be, and where: enough nodes, finer near small features, never dull."""

from collections.abc import Callable
from math import dist, radians, sin, sqrt

from game.sim.mesh import delaunay
from game.sim.mesh.delaunay import Point

EDGE = 0.062
"""Wanted length of an edge, m: six of them or more make a crack of 40 cm, which can turn and fork on its way."""
LEAST_NODES, MOST_NODES = 22, 130
"""Wanted node counts, at least in small pieces, for a choice of ways, and at most in large ones: the time in which the
stress of a piece is set up grows with the square of its nodes."""
MOST_FINE_NODES = 360
"""Likewise at most where a level asks for a grain, and so pays for it."""
TWO_ROWS = 0.6
"""Spacing over width at which a band has two rows of triangles, and a crack along it a choice of ways."""
ONE_ROW = 1.8
"""Spacing over width at which a band has one row of triangles that are not yet thin."""
MOST_NODES_IN_BAND = 70
"""Bands that would need more nodes than this for two rows make do with one."""
GRADING = 0.6
"""How fast the spacing may grow with the distance from a short edge: steeper makes thin triangles."""
NECK = 1.4
"""Spacing at a neck over its width: longer edges would make the triangles across it thin."""
LIVELY = 0.28
"""Share by which the spacing swells and ebbs over a piece: facets of one size look like wallpaper."""
SLIGHT_TURN = radians(14.0)
"""A corner that turns by less may be one too many on a round outline; coarser circles would look angular."""


def fitting_spacing(corners: list[list[Point]], grain: float | None = None) -> float:
    """The spacing, m, that gives a polygon, its outline and then its holes, its wanted number of nodes.

    A grain is the spacing that is wished for instead of `EDGE`, m.

    With T = 4 area / (sqrt(3) h^2) equilateral triangles and B = perimeter / h nodes on the outline, Euler's
    formula gives N = T/2 + B/2 + 1 nodes; each hole takes one away.
    """
    sides = [side for loop in corners for side in sides_of(loop)]
    area = sum(delaunay.cross((0.0, 0.0), a, b) for a, b in sides) / 2
    perimeter = sum(dist(a, b) for a, b in sides)

    def spacing_for(nodes: float) -> float:
        inside, border = 2 * area / sqrt(3), perimeter / 2
        return (border + sqrt(border * border + 4 * (nodes - 1) * inside)) / (2 * (nodes - 1))

    most = MOST_NODES if grain is None else MOST_FINE_NODES
    compact = max(min(grain or EDGE, spacing_for(LEAST_NODES)), spacing_for(most))
    width = 2 * area / perimeter  # of a long band
    two_rows = TWO_ROWS * width
    return min(compact, two_rows if two_rows > spacing_for(MOST_NODES_IN_BAND) else ONE_ROW * width)


def spacing_field(corners: list[list[Point]], step: float) -> Callable[[Point], float]:
    """Wanted spacing at any point, m: `step`, swelling and ebbing, and finer near short edges and necks."""
    short = [(room, corner) for room, corner in _rooms(corners) if room < step]
    x0, y0 = corners[0][0]

    def spacing(p: Point) -> float:
        u, v = (p[0] - x0) / step, (p[1] - y0) / step
        swell = step * (1.0 + LIVELY * sin(1.1 * u + 0.6 * v + 0.4) * sin(1.3 * v - 0.5 * u + 1.1))
        for room, corner in short:  # a plain loop: it is asked for thousands of points
            if room < swell and (near := room + GRADING * dist(p, corner)) < swell:
                swell = near
        return swell

    return spacing


def _rooms(corners: list[list[Point]]) -> list[tuple[float, Point]]:
    """Longest fitting edge at each corner, m: the shorter of its own two, less where another comes near."""
    sides = [side for loop in corners for side in sides_of(loop)]
    rooms = []
    for loop in corners:
        lengths = [dist(a, b) for a, b in sides_of(loop)]
        for i, corner in enumerate(loop):
            others = (side for side in sides if corner not in side)
            neck = min((delaunay.distance(corner, a, b) for a, b in others), default=lengths[i])
            rooms.append((min(lengths[i - 1], lengths[i], NECK * neck), corner))
    return rooms


def without_crowds(corners: list[Point], least: float) -> list[Point]:
    """The corners without those of a round outline that end an edge shorter than `least`, m."""
    kept = list(corners)
    while len(kept) > 3:
        count = len(kept)
        turns = [abs(delaunay.turn(kept[i - 1], kept[i], kept[(i + 1) % count])) for i in range(count)]
        short = [
            (dist(kept[i - 1], kept[i]), turns[end], end % count)
            for i in range(count)
            for end in (i - 1, i)
            if turns[end] < SLIGHT_TURN
        ]
        length, _, index = min(short, default=(least, 0.0, 0))
        if length >= least:
            break
        del kept[index]
    return kept


def sides_of(corners: list[Point]) -> list[tuple[Point, Point]]:
    """The edges of a closed polygon, each from its start to its end."""
    return list(zip(corners, [*corners[1:], corners[0]], strict=True))
