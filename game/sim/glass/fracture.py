"""Cracks: paths of mesh edges whose tips run as the stress across the edge ahead tells them.

K = Y sigma sqrt(pi a) with sigma the tension across the next edge and a the crack's length; the tip's speed is
v0 (K / K_Ic)^n between a threshold and a plateau (Charles and Wiederhorn's law of subcritical growth).
"""

import math
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from game.core.clock import TICK_S
from game.core.geom import Floats
from game.level.values.materials import Fracture
from game.sim import constants as c
from game.sim.glass.glass import Glass

AT_REST = -1
"""`Crack.ahead` of a tip that has nowhere to go."""


JUMP_INTO = 0.8
"""Share of the last edge that a jump may take: it ends between nodes, where growth goes on."""


@dataclass(slots=True, eq=False)
class Crack:
    """One crack on one body."""

    key: int
    flaw: int
    """Index of the voice that it would become; its branches share it."""
    body: int
    nodes: list[int]
    """Mesh nodes from the mouth to the last one that the tip has passed."""
    ahead: int
    """The node that the tip runs to, or AT_REST."""
    along: float = 0.0
    """m that the tip has run past the last node."""
    passed: float = 0.0
    """m from the mouth to the last node."""
    speed: float = 0.0
    """m/s."""
    intensity: float = 0.0
    """K at the tip, Pa sqrt(m)."""
    stem: float = 0.0
    """m of the crack that it branched from, up to there: it is part of what the tip feels."""
    may_branch: bool = True
    run: float = 0.0
    """m that it still runs by itself, lit or not; a branch takes its share of them."""
    to_go: float = 0.0
    """m, straight, from the last node to the nearest boundary that it may reach."""
    ripe: bool = False
    """Gold all along: it grows no more, and waits to sing."""
    sealed: bool = False
    """It sings."""
    lit_tip: bool = False
    lit: bool = False
    exposure: Floats = field(default_factory=lambda: np.zeros(0))
    """(C,) one a gilding cell, CELLS_PER_EDGE for each edge begun."""
    age: float = 0.0
    """s that it has been open, up to those in which it has taken all that it takes of the load factor."""
    dry: float = 0.0
    """s for which its flaw's gold has dried."""

    def copy(self) -> "Crack":
        """It as it is now, for whoever looks at it later."""
        return Crack(
            self.key, self.flaw, self.body, self.nodes.copy(), self.ahead, self.along, self.passed, self.speed,
            self.intensity, self.stem, self.may_branch, self.run, self.to_go, self.ripe, self.sealed, self.lit_tip,
            self.lit, self.exposure.copy(), self.age, self.dry,
        )  # fmt: skip

    @property
    def length(self) -> float:
        """m from the mouth to the tip."""
        return self.passed + self.along

    @property
    def runs(self) -> bool:
        """Whether the tip has anywhere to go."""
        return self.ahead != AT_REST and not (self.ripe or self.sealed)

    @property
    def is_opening(self) -> bool:
        """Whether it still comes to the length to which its flaw opens."""
        return self.run > 0.0 and self.runs

    @property
    def healed(self) -> bool:
        """Whether it is gold all along, whether it waits or sings."""
        return self.ripe or self.sealed

    @property
    def gilded(self) -> float:
        """Share of its cells that are gold, 0..1."""
        return int(np.count_nonzero(self.exposure >= 1.0)) / len(self.exposure) if len(self.exposure) else 0.0

    @property
    def progress(self) -> float:
        """How far through its piece it is, 0..1."""
        left = max(0.0, self.to_go - self.along)
        return self.length / (self.length + left) if self.length > 0 else 0.0

    @property
    def steps(self) -> tuple[int, ...]:
        """Mesh nodes from the mouth to the one that the tip runs to."""
        return tuple(self.nodes) if self.ahead == AT_REST else (*self.nodes, self.ahead)

    @property
    def edges(self) -> list[tuple[int, int]]:
        """The mesh edges that are open from end to end."""
        return list(zip(self.nodes, self.nodes[1:], strict=False))


def open_crack(
    key: int,
    flaw: int,
    body: int,
    glass: Glass,
    point: tuple[float, float],
    stress: Floats,
    taken: Container[int] = (),
    length: float = 0.0,
    others: Iterable[int] = (),
    run: float = 0.0,
) -> Crack:
    """A new crack at the boundary node nearest to `point` (m, body's frame): its first edge is open at once.

    It jumps on along the path that growth would take until it is `length` m long, but never through its piece, and
    never into another open crack (whose nodes are `others`): where they meet the glass may part, which growth sees to.
    `taken` are nodes of gold seams, which a crack cannot cross. After that it is to `run` so many m by itself.
    """
    ends = glass.boundary.union(others)
    shunned = ends if run > 0.0 else frozenset[int]()
    crack = Crack(key, flaw, body, [glass.nearest_mouth(point, taken)], AT_REST, run=run)
    aim(crack, glass, stress, taken, shunned)
    if crack.ahead != AT_REST and crack.ahead not in ends:
        arrive(crack, glass)
        aim(crack, glass, stress, taken, shunned)
    while crack.ahead != AT_REST and crack.length < length:
        edge = glass.length(crack.nodes[-1], crack.ahead)
        if crack.ahead in ends or crack.passed + edge > length:
            crack.along = min(length - crack.passed, JUMP_INTO * edge)
            break
        arrive(crack, glass)
        aim(crack, glass, stress, taken, shunned)
    stop_before(crack, glass, ends)
    return crack


def aim(crack: Crack, glass: Glass, stress: Floats, taken: Container[int], ends: Collection[int] = ()) -> None:
    """Choose the edge that the tip runs along next: the largest hoop tension, turning as little as it must.

    `taken` are nodes of gold seams, which a crack cannot cross. A tip that runs by itself is given the `ends` too,
    where it would stop: it keeps to the inside of its glass where a fair turn does that, and reaches an end only where
    nothing else is left. So a flaw comes to its length, and does not part its piece soon after.
    """
    ways = _ways(crack, glass, stress, taken)
    if ends:
        fair = [(score, node) for score, node in ways if score > c.TURN_LIMIT and node not in ends]
        ways = [way for way in fair if way[1] not in glass.shore] or fair or ways
    _go(crack, max(ways, default=(0.0, AT_REST))[1], glass)


def branch(key: int, crack: Crack, glass: Glass, stress: Floats, taken: Container[int]) -> Crack | None:
    """A second tip from where a crack is, well apart from its own way on; None where the glass has no room for it."""
    if crack.ahead == AT_REST:
        return None
    tip, ahead = glass.points[crack.nodes[-1]], glass.points[crack.ahead]
    for score, node in sorted(_ways(crack, glass, stress, taken), reverse=True):
        apart = _cosine(tip, ahead, glass.points[node])
        if node != crack.ahead and apart <= c.BRANCH_ANGLE and score > c.TURN_LIMIT:
            twig = Crack(key, crack.flaw, crack.body, [crack.nodes[-1]], AT_REST, stem=crack.passed, may_branch=False)
            twig.run = c.BRANCH_SHARE * crack.run
            crack.run -= twig.run
            _go(twig, node, glass)
            return twig
    return None


def _ways(crack: Crack, glass: Glass, stress: Floats, taken: Container[int]) -> list[tuple[float, int]]:
    """Nodes that the tip could run to, each with its score; what turns too sharply comes last."""
    here = crack.nodes[-1]
    tip, heading = glass.points[here], _heading(crack, glass)
    scale, ways = _scale(stress), []
    for node in glass.neighbours[here]:
        if node in crack.nodes or node in taken or glass.is_boundary[glass.edge(here, node)]:
            continue
        step = (glass.points[node][0] - tip[0], glass.points[node][1] - tip[1])
        turn = (step[0] * heading[0] + step[1] * heading[1]) / math.hypot(*step)
        sharp = 2.0 if turn < c.TURN_LIMIT else 0.0
        ways.append((turn - sharp + glass.tension(stress, here, node) / scale, node))
    return ways


def _go(crack: Crack, node: int, glass: Glass) -> None:
    """Send the tip towards a node, or to rest."""
    crack.ahead, crack.along = node, 0.0
    if node != AT_REST:
        crack.exposure = np.append(crack.exposure, np.zeros(c.CELLS_PER_EDGE))
    crack.to_go = _straight_to_boundary(crack, glass)


def _cosine(tip: list[float], a: list[float], b: list[float]) -> float:
    """Cosine of the angle at `tip` between `a` and `b`."""
    ax, ay, bx, by = a[0] - tip[0], a[1] - tip[1], b[0] - tip[0], b[1] - tip[1]
    return (ax * bx + ay * by) / (math.hypot(ax, ay) * math.hypot(bx, by))


def grow(crack: Crack, glass: Glass, stress: Floats, law: Fracture, haste: float = 1.0) -> bool:
    """Advance the tip by a tick, `haste` times as fast as in cold glass.

    Returns whether it has reached the node ahead (then `arrive` is due).
    """
    if not crack.runs:
        crack.speed = crack.intensity = 0.0
        return False
    last, ahead = crack.nodes[-1], crack.ahead
    tension = glass.tension(stress, last, ahead) + law.residual
    crack.intensity = intensity = stress_intensity(tension, crack.stem + (crack.passed + crack.along))
    edge = glass.length(last, ahead)
    own = c.RUN_SPEED if crack.run > 0.0 else 0.0
    crack.speed = speed = max(own, haste * tip_speed(intensity, law) * _freedom(crack, edge))
    crack.along += speed * TICK_S
    crack.run = max(0.0, crack.run - speed * TICK_S)
    return crack.along >= edge


def stop_before(crack: Crack, glass: Glass, ends: Container[int]) -> None:
    """Let a tip not run by itself as far as the node ahead, where that is one of `ends`: it stops short of it."""
    if crack.ahead in ends:
        crack.run = min(crack.run, max(0.0, JUMP_INTO * glass.length(crack.nodes[-1], crack.ahead) - crack.along))


def _freedom(crack: Crack, edge: float) -> float:
    """Share of its speed that a tip keeps: light slows it, and gold bridges it for as long as it lasts.

    `edge` (m) is how long the one is that it runs along.
    """
    tip = _cells_of(crack, edge) - 1
    if 0 <= tip < len(crack.exposure) and crack.exposure[tip] >= 1.0:
        return 0.0
    return c.LIT_TIP if crack.lit_tip else 1.0


def arrive(crack: Crack, glass: Glass) -> int:
    """Let the tip pass the node ahead; returns that node. `aim` or a split must follow."""
    crack.passed += glass.length(crack.nodes[-1], crack.ahead)
    crack.nodes.append(crack.ahead)
    crack.ahead, crack.along = AT_REST, 0.0
    return crack.nodes[-1]


def stress_intensity(tension: float, length: float) -> float:
    """K of an edge crack, Pa sqrt(m), for a tension across its path (Pa) and its length (m)."""
    return c.SHAPE_FACTOR * max(0.0, tension) * math.sqrt(math.pi * (length + c.SEED_LENGTH))


def tip_speed(intensity: float, law: Fracture) -> float:
    """Speed of a tip, m/s, for a stress intensity (Pa sqrt(m))."""
    ratio = intensity / law.toughness
    if ratio < law.threshold:
        return 0.0
    return float(min(law.speed * ratio**law.exponent, law.plateau))


def cell_ends(crack: Crack, glass: Glass) -> Floats:
    """(C, 2, 2) m, body's frame: start and end of every gilding cell, also of those ahead of the tip."""
    return glass.path(crack.steps)[1].copy()


def cells_reached(crack: Crack, glass: Glass) -> int:
    """How many gilding cells the tip has entered; none of a branch that has yet to leave its stem, else at least one.

    Nobody sees a branch of that length, so it asks for no gold.
    """
    return _cells_of(crack, 0.0 if crack.ahead == AT_REST else glass.length(crack.nodes[-1], crack.ahead))


def _cells_of(crack: Crack, edge: float) -> int:
    """The same, of a tip on an edge that is so long (m); 0 of one at rest."""
    if crack.stem > 0.0 and crack.length < c.LEAST_BRANCH:
        return 0
    whole = c.CELLS_PER_EDGE * (len(crack.nodes) - 1)
    if crack.ahead == AT_REST:
        return whole
    return whole + min(c.CELLS_PER_EDGE, int(crack.along / edge * c.CELLS_PER_EDGE) + 1)


def _heading(crack: Crack, glass: Glass) -> tuple[float, float]:
    """Unit direction that the crack runs in; from its mouth, towards the middle of the piece, or off that of a hole."""
    x, y = glass.points[crack.nodes[-1]]
    start = glass.points[crack.nodes[-3 if len(crack.nodes) > 2 else 0]]
    step = (x - start[0], y - start[1]) if len(crack.nodes) > 1 else glass.off_hole.get(crack.nodes[0], (-x, -y))
    size = math.hypot(*step) or 1.0
    return step[0] / size, step[1] / size


def _scale(stress: Floats) -> float:
    """Stress that counts as much as a right-angled turn: the piece's own largest, Pa."""
    return max(1.0, float(np.abs(stress).max(initial=0.0)))


def _straight_to_boundary(crack: Crack, glass: Glass) -> float:
    mouth, tip = glass.points[crack.nodes[0]], glass.points[crack.nodes[-1]]
    near = set(glass.neighbours[crack.nodes[0]]) | {crack.nodes[0]}
    others: Sequence[int] = sorted(glass.boundary - near)
    ahead = [n for n in others if math.dist(glass.points[n], mouth) >= math.dist(glass.points[n], tip)] or others
    return min((math.dist(glass.points[node], tip) for node in ahead), default=crack.length)
