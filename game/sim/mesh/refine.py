"""From an outline to a mesh of well shaped triangles: sample the outline, refine the inside, smooth, polish.

Nodes on the outline at a graded spacing; a constrained Delaunay triangulation of these; the circumcentres of
triangles that are too large or too thin as new nodes (after Ruppert, 1995); then moves of every free node to
the middle of its star (Laplacian) and to where its worst angle is best (hill climbing), with Delaunay flips
in between. Where no corner of the outline is sharper than 20 degrees, no angle of the mesh is, but for about
one outline in a thousand that has features far smaller than the spacing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import accumulate, pairwise
from math import cos, dist, inf, pi, sin, sqrt

from game.sim.mesh import delaunay
from game.sim.mesh.delaunay import Apex, MeshError, Point, Side, Triangle
from game.sim.mesh.spacing import fitting_spacing, sides_of, spacing_field, without_crowds

FEWEST, MOST, MOST_FINE = 20, 150, 400
"""Node counts outside of which another spacing is tried; the last where a grain is asked for."""
FINER, COARSER, TRIALS = 0.9, 1.2, 3
"""Factors on the spacing for such a trial, and how many there are; corners may force more nodes."""
TOO_MANY = 440
"""Nodes at which a mesh is given up: the outline is a thread or a lace, and no tick could pay for it."""
TOO_INTRICATE = f"the outline is too thin or too intricate: its mesh would take more than {TOO_MANY} nodes"
SAMPLES = 24
"""Points at which the spacing is read along an edge of the outline."""
LARGE = 0.82
"""A triangle is refined while its circumradius is above this share of the spacing (equilateral: 0.577) ..."""
THIN = 1.2
"""... or above this many times its shortest edge: its smallest angle is then under 24.6 degrees."""
SMOOTHINGS = 5
"""Laplacian passes: shapes are settled after about four."""
POLISHINGS = (0.2, 0.1, 0.1, 0.05, 0.05)
"""Lengths of the hill-climbing moves, pass by pass, as shares of the spacing."""
FAIR = sin(pi / 6)
"""Sine of an angle that is good enough not to be polished."""
DIRECTIONS: tuple[Point, ...] = tuple(
    (cos(k * pi / 4), sin(k * pi / 4)) for k in (0, 2, 4, 6, 1, 3, 5, 7)
)  # fmt: skip
"""Ways in which a free node tries to move: axes before diagonals."""

Rail = tuple[Point, Point]
"""The edge that a node of the outline may slide along, from end to end."""
Star = list[Side]
"""The sides that lie opposite a node in its triangles."""


@dataclass(slots=True)
class Draft:
    """A mesh in the making."""

    xy: list[Point] = field(default_factory=list)
    spacing: list[float] = field(default_factory=list)
    """Wanted length of the edges at each node, m."""
    rail: list[Rail | None] = field(default_factory=list)
    """None for corners, which stay, and for nodes inside, which are free."""
    loops: list[int] = field(default_factory=list)
    """How many nodes, from the first on, lie on the outline, then on each hole."""
    apex: Apex = field(default_factory=dict)

    @property
    def on_edge(self) -> int:
        """How many nodes, from the first on, lie on the outline or on a hole."""
        return sum(self.loops)

    def add(self, point: Point, spacing: float, rail: Rail | None = None) -> None:
        """Append a node, without any triangle yet."""
        self.xy.append(point)
        self.spacing.append(spacing)
        self.rail.append(rail)


def refined(
    corners: list[list[Point]], spacing: float | None = None, grain: float | None = None
) -> tuple[list[Point], list[Triangle], list[int]]:
    """Nodes, triangles, and how many nodes each loop has (they come first, loop by loop) for a polygon with holes.

    Args:
        corners: of the outline, counter-clockwise, then of each hole, clockwise, m.
        spacing: wanted length of the edges, m; from area and perimeter where None.
        grain: the length that is wished for in place of the usual one where `spacing` is None, m.

    Raises:
        MeshError: the outline is too thin or too intricate, and would take more than `TOO_MANY` nodes.
    """
    step = spacing or fitting_spacing(corners, grain)
    most = MOST if grain is None else MOST_FINE
    for _ in range(TRIALS):
        draft = _meshed([without_crowds(loop, step / 3) for loop in corners], step)
        if spacing is not None or FEWEST <= len(draft.xy) <= most:
            break
        step *= FINER if len(draft.xy) < FEWEST else COARSER
    return draft.xy, delaunay.triangles_of(draft.apex), draft.loops


def _meshed(corners: list[list[Point]], step: float) -> Draft:
    """A finished mesh at a given spacing, m."""
    wanted = spacing_field(corners, step)
    draft = _sampled(corners, wanted)
    ends = list(accumulate(draft.loops, initial=0))
    draft.apex = delaunay.triangulated([list(range(*pair)) for pair in pairwise(ends)], draft.xy)
    _fill(draft, wanted)
    for _ in range(SMOOTHINGS):
        _smooth(draft)
    for share in POLISHINGS:
        _polish(draft, share)
    return draft


def _sampled(corners: list[list[Point]], spacing: Callable[[Point], float]) -> Draft:
    """The nodes of outline and holes: all corners, and points between them at about the wanted spacing."""
    draft = Draft()
    for loop in corners:
        _sample(draft, loop, spacing)
        draft.loops.append(len(draft.xy) - draft.on_edge)
    return draft


def _sample(draft: Draft, corners: list[Point], spacing: Callable[[Point], float]) -> None:
    """Add the nodes of one loop."""
    for a, b in sides_of(corners):
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
            raise MeshError(TOO_INTRICATE)


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def _fill(draft: Draft, spacing: Callable[[Point], float]) -> None:
    """Put nodes inside, each at the circumcentre of the triangle that needs it most, while any does."""
    xy, apex = draft.xy, draft.apex
    rim = [(xy[a], xy[b]) for a, b in apex if (b, a) not in apex]
    needs: dict[Triangle, tuple[float, Point]] = {}
    hopeless: set[Triangle] = set()
    waiting: list[tuple[float, Triangle]] = []

    def is_there(t: Triangle) -> bool:
        return apex.get(t[:2]) == t[2]

    def wait(triangles: list[Triangle]) -> None:
        for t in filter(is_there, triangles):
            if t not in needs:
                needs[t] = _need(draft, t)
            if needs[t][0] >= 1.0 and t not in hopeless:
                heappush(waiting, (-needs[t][0], t))

    wait(delaunay.triangles_of(apex))
    while len(xy) <= TOO_MANY:
        worst = next((t for t in _popped(waiting) if is_there(t) and t not in hopeless), None)
        if worst is None:
            return
        centre = needs[worst][1]
        home = delaunay.locate(apex, xy, centre, worst)
        if home is None or _encroaches(rim, centre):
            hopeless.add(worst)
        else:
            draft.add(centre, spacing(centre))
            wait(delaunay.insert(apex, xy, len(xy) - 1, home))
    raise MeshError(TOO_INTRICATE)


def _popped(waiting: list[tuple[float, Triangle]]) -> Iterator[Triangle]:
    """The triangles of a heap, each as it is taken off."""
    while waiting:
        yield heappop(waiting)[1]


def _need(draft: Draft, triangle: Triangle) -> tuple[float, Point]:
    """How much a triangle is too large for its place, or too thin (1: just so), and its circumcentre."""
    a, b, c = (draft.xy[node] for node in triangle)
    centre, radius = delaunay.circumcircle(a, b, c)
    spacing = sum(draft.spacing[node] for node in triangle) / 3
    shortest = min(dist(a, b), dist(b, c), dist(c, a))
    return radius / min(LARGE * spacing, THIN * shortest), centre


def _encroaches(rim: list[tuple[Point, Point]], p: Point) -> bool:
    """Whether a point sees a side of the outline under more than a right angle: too near for a node."""
    x, y = p
    return any((ax - x) * (bx - x) + (ay - y) * (by - y) < 0.0 for (ax, ay), (bx, by) in rim)


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


def _worst(xy: list[Point], star: Star, p: Point, enough: float = -inf) -> float:
    """The worst shape of the triangles of a star with its node at p, or any below `enough`."""
    px, py = p
    worst = inf
    for a, b in star:  # `shape`, written out: most of the time in which a level is built is spent here
        (qx, qy), (rx, ry) = xy[a], xy[b]
        ux, uy, vx, vy = qx - px, qy - py, rx - px, ry - py
        wx, wy = ux - vx, uy - vy
        u, v, w = ux * ux + uy * uy, vx * vx + vy * vy, wx * wx + wy * wy
        product = u * v * w
        least = u if u <= v and u <= w else v if v <= w else w
        here = (ux * vy - uy * vx) * sqrt(least / product) if product > 0.0 else 0.0
        if here < worst:
            worst = here
            if worst < enough:
                break
    return worst


def _smooth(draft: Draft) -> None:
    """Move each node inside to the middle of its star, where that spoils no angle."""
    xy = draft.xy
    stars = _stars(draft.apex)
    for node in range(draft.on_edge, len(xy)):
        star, p = stars[node], xy[node]
        px, py = p
        total = x = y = 0.0
        for a, b in star:
            (ax, ay), (bx, by) = xy[a], xy[b]
            area = (ax - px) * (by - py) - (ay - py) * (bx - px)
            total += area
            x += area * (px + ax + bx) / 3.0
            y += area * (py + ay + by) / 3.0
        middle = (x / total, y / total)
        fair = min(_worst(xy, star, p), FAIR)
        if _worst(xy, star, middle, fair) >= fair:
            xy[node] = middle
    delaunay.legalise_all(draft.apex, xy)


def _polish(draft: Draft, share: float) -> None:
    """Move each free node of poor triangles by a share of the spacing to where its worst angle is best."""
    xy, on_edge = draft.xy, draft.on_edge
    stars = _stars(draft.apex)
    for node, (star, rail) in enumerate(zip(stars, draft.rail, strict=True)):
        if rail is None and node < on_edge:
            continue
        best = _worst(xy, star, xy[node])
        if best > FAIR:
            continue
        reach = share * draft.spacing[node]
        x, y = xy[node]
        for dx, dy in _along(rail) if rail else DIRECTIONS:
            place = (x + reach * dx, y + reach * dy)
            worst = _worst(xy, star, place, best)
            if worst > best:
                best, xy[node] = worst, place
    delaunay.legalise_all(draft.apex, xy)


def _along(rail: Rail) -> tuple[Point, Point]:
    """The two unit directions along a rail."""
    (ax, ay), (bx, by) = rail
    length = dist(*rail)
    x, y = (bx - ax) / length, (by - ay) / length
    return (x, y), (-x, -y)
