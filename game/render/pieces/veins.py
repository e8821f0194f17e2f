"""Fine veins that creep on from seams along the facets of their glass, once all sing in the dark: it accepts them."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import chain, pairwise

import numpy as np

from game.core.geom import Floats, Ints
from game.render.look.camera import Camera
from game.render.look.theme import Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.render.pieces.sculpture import Pose
from game.sim.mesh.mesh import Mesh

REACH_M = 0.44
"""m that veins reach from the seam along edges of the mesh."""
ENDS = 0.30
"""Share of the corners in reach at which a vein ends."""
WANDER = 1.2
"""Up to how much longer than it is an edge counts: veins wander."""
NEAR_M = 0.015
"""m within which a corner lies on the seam."""
FRONT_M = 0.07
"""m of a vein that are on their way to gold while it creeps on."""
HALF_M, LEAST_HALF_PX = 0.0042, 0.55
"""m (and px at least) of half width where a vein leaves the seam; it tapers to nothing."""
LIGHT = 0.75
"""How brightly they shine there."""


@dataclass(frozen=True, slots=True, eq=False)
class Veins:
    """The veins of one piece, edge by edge, in its frame."""

    start: Floats
    """(N, 2) m, the end nearer to a seam."""
    end: Floats
    """(N, 2) m."""
    far: Floats
    """(N, 2) m from it, at start and end."""

    def rows(self, pose: Pose, camera: Camera, colour: Rgb, crept: float, strength: float) -> Rows:
        """Strokes for `strokes_add`; `crept` is how far they are by now and `strength` how bright, both 0..1."""
        left = 1.0 - self.far / REACH_M
        here = np.clip((crept * REACH_M - self.far.mean(axis=1)) / FRONT_M, 0.0, 1.0)
        half = np.maximum(HALF_M * camera.scale * left, LEAST_HALF_PX)
        start, end = (camera.to_screen(pose.place(points)) for points in (self.start, self.end))
        return strokes.lines(start, end, half, colour, LIGHT * strength * here * left.mean(axis=1))


def grow(mesh: Mesh, seams: Sequence[Floats]) -> Veins:
    """The veins of seams along paths (P, 2) m in a piece: always the same for the same glass."""
    chance = _chance(mesh.nodes)
    edges = np.unique(np.sort(mesh.triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1), axis=0)
    lengths = np.hypot(*(mesh.nodes[edges[:, 1]] - mesh.nodes[edges[:, 0]]).T)
    far, before = _spread(edges, lengths, lengths * (1.0 + WANDER * chance[edges].mean(axis=1)), _on(mesh.nodes, seams))
    kept: set[tuple[int, int]] = set()
    for last in np.flatnonzero((chance < ENDS) & (far < REACH_M)).tolist():
        node = last
        while node in before and (before[node], node) not in kept:
            kept.add((before[node], node))
            node = before[node]
    rows = np.array(sorted(kept), dtype=np.int64).reshape(-1, 2)
    return Veins(mesh.nodes[rows[:, 0]], mesh.nodes[rows[:, 1]], far[rows])


def _on(nodes: Floats, seams: Sequence[Floats]) -> list[int]:
    """Corners that lie on paths."""
    near = np.zeros(len(nodes), dtype=bool)
    for a, b in chain.from_iterable(pairwise(seam) for seam in seams):
        run = b - a
        along = np.clip(((nodes - a) * run).sum(axis=1) / max(float((run * run).sum()), 1e-12), 0.0, 1.0)
        near |= np.hypot(*(nodes - a - along[:, None] * run).T) < NEAR_M
    return [int(node) for node in np.flatnonzero(near)]


def _spread(edges: Ints, lengths: Floats, costs: Floats, sources: list[int]) -> tuple[Floats, dict[int, int]]:
    """By corner, m from the sources along the cheapest way, and the corner before it on that way."""
    count = int(edges.max()) + 1
    beside: list[list[tuple[int, float, float]]] = [[] for _ in range(count)]
    for (a, b), length, cost in zip(edges.tolist(), lengths.tolist(), costs.tolist(), strict=True):
        beside[a].append((b, length, cost))
        beside[b].append((a, length, cost))
    spent, far, before = np.full(count, np.inf), np.full(count, np.inf), dict[int, int]()
    spent[sources] = far[sources] = 0.0
    waiting = [(0.0, node) for node in sources]
    while waiting:
        so_far, node = heappop(waiting)
        for other, length, cost in beside[node] if so_far <= spent[node] else ():
            if so_far + cost < spent[other]:
                spent[other], far[other], before[other] = so_far + cost, far[node] + length, node
                heappush(waiting, (so_far + cost, other))
    return far, before


def _chance(points: Floats) -> Floats:
    """(N,) 0..1, always the same for the same points."""
    mixed = np.sin(points @ np.array([12.9898, 78.233])) * 43758.5453
    return np.asarray(mixed - np.floor(mixed))
