"""From an outline to a mesh of well shaped triangles: sample the outline, refine the inside, smooth, polish.

Steps of the usual kind, each short: nodes on the outline at a graded spacing; a constrained Delaunay triangulation of
these; circumcentres of the largest triangles as new nodes (after Ruppert, 1995); moves of every free node
to the middle of its star (Laplacian) and then wherever its worst angle grows (hill climbing), with Delaunay
flips in between. On outlines without corners under 20 degrees the smallest angle comes out above that.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import dist, pi, sin, sqrt

from game.sim import delaunay
from game.sim.delaunay import Apex, Point, Side, Triangle, cross, turn

LEAST_NODES, MOST_NODES = 22, 40
"""Wanted node counts of small and of large compact pieces: enough ways for a crack, few enough for a quick solve."""
FEWEST, MOST = 20, 60
"""Node counts outside of which another spacing is tried."""
FINER, COARSER, CORRECTIONS = 0.9, 1.2, 3
"""Factors on the spacing for such a trial, and how many there are; corners may force more nodes."""
NODES_PER_METRE, NODES_AT_ZERO = 40.0, 12.0
"""Wanted nodes against the side (m) of a square of the same area: larger pieces have more, and larger, facets."""
TWO_ROWS = 0.6
"""Spacing over width at which a band has two rows of triangles, and a crack along it a choice of ways."""
MOST_NODES_IN_BAND = 50
"""Bands that would need more nodes than this for two rows make do with one."""
GRADING = 0.6
"""How fast the spacing may grow with the distance from a short edge: steeper makes thin triangles."""
NECK = 1.4
"""Spacing at a neck over its width: longer edges would make the triangles across it thin."""
LIVELY = 0.28
"""Share by which the spacing swells and ebbs over a piece: facets of one size look like wallpaper."""
LARGE = 0.82
"""A triangle is refined while its circumradius is above this share of the spacing (equilateral: 0.577)."""
THIN = 1.2
"""... or above this many times its shortest edge, which is where its smallest angle falls below 24.6 degrees."""
SMOOTHINGS = 5
"""Laplacian passes: shapes are settled after about four."""
POLISHINGS = (0.2, 0.1, 0.1, 0.05, 0.05)
"""Lengths of the hill-climbing moves, pass by pass, as shares of the spacing."""
FAIR = sin(pi / 6)
"""Sine of an angle that is good enough not to be polished."""
SLIGHT_TURN = pi / 6
"""rad: corners that turn by less, and stand closer than a third of the spacing, are of a round outline and may go."""
SAMPLES = 24
"""Points at which the spacing is read along an edge of the outline."""
TOO_MANY = 120
"""Nodes at which a mesh is given up: the outline is a thread or a lace, and no tick could pay for it."""

DIRECTIONS: tuple[Point, ...] = tuple(
    (x, y) for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1), (0.7, 0.7), (-0.7, 0.7), (-0.7, -0.7), (0.7, -0.7))
)

Rail = tuple[Point, Point]
"""The edge that a node of the outline may slide along, from end to end."""
Star = list[Side]
"""The sides that lie opposite a node in its triangles."""


class TooIntricateError(ValueError):
    """The outline would take too many nodes."""


@dataclass(slots=True)
class Draft:
    """A mesh in the making."""

    xy: list[Point] = field(default_factory=list)
    spacing: list[float] = field(default_factory=list)
    """Wanted length of the edges at each node, m."""
    rail: list[Rail | None] = field(default_factory=list)
    """None for corners, which stay, and for nodes inside, which are free."""
    on_outline: int = 0
    """How many nodes, from the first on, lie on the outline."""
    apex: Apex = field(default_factory=dict)

    def add(self, point: Point, spacing: float, rail: Rail | None = None) -> None:
        """Append a node, without any triangle yet."""
        self.xy.append(point)
        self.spacing.append(spacing)
        self.rail.append(rail)


def refined(corners: list[Point], spacing: float | None = None) -> tuple[list[Point], list[Triangle], int]:
    """Nodes, triangles and number of outline nodes (they come first, counter-clockwise) for a simple polygon.

    Args:
        corners: counter-clockwise, m.
        spacing: wanted length of the edges, m; from area and perimeter where None.

    Raises:
        TooIntricateError: the outline would take more than `TOO_MANY` nodes.
    """
    if spacing is not None:
        return _refined(corners, spacing)
    step = fitting_spacing(corners)
    for _ in range(CORRECTIONS):
        nodes, triangles, on_outline = _refined(corners, step)
        if FEWEST <= len(nodes) <= MOST:
            break
        step *= FINER if len(nodes) < FEWEST else COARSER
    return nodes, triangles, on_outline


def _refined(corners: list[Point], step: float) -> tuple[list[Point], list[Triangle], int]:
    """As `refined`, at a given spacing."""
    corners = _without_crowds(corners, step / 3)
    wanted = spacing_field(corners, step)
    draft = _sampled(corners, wanted)
    draft.apex = delaunay.apex_map(delaunay.ears(list(range(draft.on_outline)), draft.xy))
    delaunay.legalise(draft.apex, draft.xy, sorted(draft.apex))
    _fill(draft, wanted)
    for _ in range(SMOOTHINGS):
        _smooth(draft)
    for share in POLISHINGS:
        _polish(draft, share)
    return draft.xy, delaunay.triangles_of(draft.apex), draft.on_outline


def fitting_spacing(corners: list[Point]) -> float:
    """The spacing, m, that gives a polygon its wanted number of nodes.

    With T = 4 area / (sqrt(3) h^2) equilateral triangles and B = perimeter / h nodes on the outline, Euler's formula
    gives N = T/2 + B/2 + 1 nodes.
    """
    area = sum(cross((0.0, 0.0), a, b) for a, b in _sides(corners)) / 2
    perimeter = sum(dist(a, b) for a, b in _sides(corners))

    def spacing_for(nodes: float) -> float:
        inside, border = 2 * area / sqrt(3), perimeter / 2
        return (border + sqrt(border * border + 4 * (nodes - 1) * inside)) / (2 * (nodes - 1))

    compact = spacing_for(min(max(NODES_AT_ZERO + NODES_PER_METRE * sqrt(area), LEAST_NODES), MOST_NODES))
    two_rows = TWO_ROWS * 2 * area / perimeter
    return min(compact, two_rows) if two_rows > spacing_for(MOST_NODES_IN_BAND) else compact


def spacing_field(corners: list[Point], step: float) -> Callable[[Point], float]:
    """Wanted spacing at any point, m: `step`, swelling and ebbing, and finer near short edges and necks."""
    short = [(room, corner) for room, corner in zip(_rooms(corners), corners, strict=True) if room < step]
    x0, y0 = corners[0]

    def spacing(p: Point) -> float:
        u, v = (p[0] - x0) / step, (p[1] - y0) / step
        swell = step * (1.0 + LIVELY * sin(1.1 * u + 0.6 * v + 0.4) * sin(1.3 * v - 0.5 * u + 1.1))
        return min(swell, min((room + GRADING * dist(p, corner) for room, corner in short), default=swell))

    return spacing


def _rooms(corners: list[Point]) -> list[float]:
    """Longest fitting edge at each corner, m: the shorter of its own two, or less where another edge comes near."""
    sides = _sides(corners)
    lengths = [dist(a, b) for a, b in sides]
    rooms = []
    for i, corner in enumerate(corners):
        others = (side for side in sides if corner not in side)
        neck = min((delaunay.distance(corner, a, b) for a, b in others), default=lengths[i])
        rooms.append(min(lengths[i - 1], lengths[i], NECK * neck))
    return rooms


def _sides(corners: list[Point]) -> list[tuple[Point, Point]]:
    return list(zip(corners, [*corners[1:], corners[0]], strict=True))


def _without_crowds(corners: list[Point], least: float) -> list[Point]:
    """The corners without those of round outlines that end an edge shorter than `least`, shortest edges first."""
    kept = list(corners)
    while len(kept) > 3:
        count = len(kept)
        turns = [abs(turn(kept[i - 1], kept[i], kept[(i + 1) % count])) for i in range(count)]
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


def _sampled(corners: list[Point], spacing: Callable[[Point], float]) -> Draft:
    """The nodes of the outline: all corners, and points between them at about the wanted spacing."""
    draft = Draft()
    for a, b in _sides(corners):
        length = dist(a, b)
        on_edge = [_between(a, b, (k + 0.5) / SAMPLES) for k in range(SAMPLES)]
        weights = [length / (SAMPLES * spacing(p)) for p in on_edge]
        pieces = max(1, round(sum(weights)))
        draft.add(a, spacing(a))
        passed, k = 0.0, 0
        for j in range(1, pieces):
            goal = sum(weights) * j / pieces
            while passed + weights[k] < goal:
                passed += weights[k]
                k += 1
            p = _between(a, b, (k + (goal - passed) / weights[k]) / SAMPLES)
            draft.add(p, spacing(p), (a, b))
        if len(draft.xy) > TOO_MANY:
            raise TooIntricateError("too many nodes")
    draft.on_outline = len(draft.xy)
    return draft


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def _fill(draft: Draft, spacing: Callable[[Point], float]) -> None:
    """Put nodes inside, each at the circumcentre of the triangle that needs it most, while any does."""
    xy = draft.xy
    needs: dict[Triangle, tuple[float, Point]] = {}
    hopeless: set[Triangle] = set()
    while len(xy) <= TOO_MANY:
        triangles = [t for t in delaunay.triangles_of(draft.apex) if t not in hopeless]
        for t in triangles:
            if t not in needs:
                needs[t] = _need(draft, t)
        worst = max(triangles, key=lambda t: needs[t][0], default=None)
        if worst is None or needs[worst][0] < 1.0:
            return
        centre = needs[worst][1]
        home = delaunay.locate(draft.apex, xy, centre, worst)
        if home is None or _encroaches(draft, centre):
            hopeless.add(worst)
        else:
            draft.add(centre, spacing(centre))
            delaunay.insert(draft.apex, xy, len(xy) - 1, home)
    raise TooIntricateError("too many nodes")


def _need(draft: Draft, triangle: Triangle) -> tuple[float, Point]:
    """How much a triangle is too large for its place, or too thin (1: just so), and its circumcentre."""
    a, b, c = (draft.xy[node] for node in triangle)
    centre, radius = delaunay.circumcircle(a, b, c)
    spacing = sum(draft.spacing[node] for node in triangle) / 3
    shortest = min(dist(a, b), dist(b, c), dist(c, a))
    return radius / min(LARGE * spacing, THIN * shortest), centre


def _encroaches(draft: Draft, p: Point) -> bool:
    """Whether a point sees a side of the outline under more than a right angle: a node there would leave it a flat triangle."""
    sides = ((draft.xy[a], draft.xy[b]) for a, b in draft.apex if (b, a) not in draft.apex)
    return any((a[0] - p[0]) * (b[0] - p[0]) + (a[1] - p[1]) * (b[1] - p[1]) < 0.0 for a, b in sides)


def _stars(apex: Apex) -> list[Star]:
    """The star of each node."""
    stars: dict[int, Star] = {}
    for side, node in apex.items():
        stars.setdefault(node, []).append(side)
    return [stars[node] for node in range(len(stars))]


def shape(p: Point, q: Point, r: Point) -> float:
    """Sine of the smallest angle of a triangle; negative when it is turned over."""
    ux, uy, vx, vy = q[0] - p[0], q[1] - p[1], r[0] - p[0], r[1] - p[1]
    wx, wy = ux - vx, uy - vy
    u, v, w = ux * ux + uy * uy, vx * vx + vy * vy, wx * wx + wy * wy
    product = u * v * w
    return (ux * vy - uy * vx) * sqrt(min(u, v, w) / product) if product > 0.0 else 0.0


def _worst(xy: list[Point], star: Star, p: Point) -> float:
    """The worst shape of the triangles of a star with its node at p."""
    return min(shape(p, xy[a], xy[b]) for a, b in star)


def _smooth(draft: Draft) -> None:
    """Move each node inside to the middle of its star, where that spoils no angle."""
    xy = draft.xy
    stars = _stars(draft.apex)
    for node in range(draft.on_outline, len(xy)):
        star, p = stars[node], xy[node]
        areas = [cross(p, xy[a], xy[b]) for a, b in star]
        total = 3.0 * sum(areas)
        middle = (
            sum(area * (p[0] + xy[a][0] + xy[b][0]) for area, (a, b) in zip(areas, star, strict=True)) / total,
            sum(area * (p[1] + xy[a][1] + xy[b][1]) for area, (a, b) in zip(areas, star, strict=True)) / total,
        )
        if _worst(xy, star, middle) >= min(_worst(xy, star, p), FAIR):
            xy[node] = middle
    delaunay.legalise(draft.apex, xy, sorted(draft.apex))


def _polish(draft: Draft, share: float) -> None:
    """Move each node in poor triangles, if it is free, by a share of the spacing to where its worst triangle is best."""
    xy = draft.xy
    stars = _stars(draft.apex)
    for node, (star, rail) in enumerate(zip(stars, draft.rail, strict=True)):
        best = _worst(xy, star, xy[node])
        if best > FAIR or (rail is None and node < draft.on_outline):
            continue
        reach = share * draft.spacing[node]
        x, y = xy[node]
        for dx, dy in _along(rail) if rail else DIRECTIONS:
            place = (x + reach * dx, y + reach * dy)
            worst = _worst(xy, star, place)
            if worst > best:
                best, xy[node] = worst, place
    delaunay.legalise(draft.apex, xy, sorted(draft.apex))


def _along(rail: Rail) -> tuple[Point, Point]:
    """The two unit directions along a rail."""
    (ax, ay), (bx, by) = rail
    length = dist(*rail)
    x, y = (bx - ax) / length, (by - ay) / length
    return (x, y), (-x, -y)
