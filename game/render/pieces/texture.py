"""What a piece looks like before any light falls on it: distances, facets and grain, sampled once in its own frame.

Texels are as large as pixels. Texel (row, column) has its middle at (column - origin[0], origin[1] - row) px from the
piece's centre of mass, y up; shading turns the texture with the piece and reads it bilinearly.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats, Ints
from game.core.kernels import warms_up
from game.render.paint.kernel import helper, kernel
from game.sim.mesh.mesh import Mesh

MARGIN = 3
"""px of empty texels around a piece, so that its smooth edge is never cut."""
CELL_M = 0.062
"""m between the inner facets of a jewel (the ones cut into its back)."""
JITTER, NEAR_SITES = 0.42, 2
"""How far, in spacings, their sites stand off a lattice, and how far away on it the two nearest of a point can be: they
are within 1.5 spacings, and whatever is three away on the lattice is at least 2.08 off."""
TILE = 8
"""Texels along each side of the tiles whose nearest edges are sought together."""
TUBE_HALF = 0.048
"""m: bands thinner than twice this are rounded like a tube; wider metal is flat with a bevel."""
ROUNDING_M = 0.022
"""m over which the slopes of a tube are evened out: its outline is a polygon, and should not look like one."""
BEVEL = 0.016
"""m of bevelled edge on flat metal and stone."""
_HASH_GRAIN = 5e-4
"""m: edge lengths are hashed in these steps, so that a facet keeps its cut when its piece breaks."""
_F = np.float32

Channels = NDArray[np.float32]
Ids = NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """One piece, sampled at one scale."""

    origin: tuple[float, float]
    """px: column and row (down) of the piece's centre of mass."""
    channels: Channels
    """(H, W, 4). Glass: px inside the outline, px to the nearest facet edge, cosine and sine of the inner facet's
    phase. Metal, stone: px inside the outline, slope to the right and up (rise per run), grain around 0."""
    facets: Ids
    """(H, W, 2) the triangle under a texel and its neighbour across the nearest edge; (1, 1, 2) for metal, stone."""
    half_width: float
    """px: how far inside its outline the piece's deepest texel lies."""


@helper
def _off_edge(sides: Floats, k: int, x: float, y: float) -> tuple[float, float, float]:
    """Squared distance of a point from side `k` of a polygon, and the side's run."""
    ax, ay = sides[k, 0], sides[k, 1]
    ex, ey, px, py = sides[k, 2] - ax, sides[k, 3] - ay, x - ax, y - ay
    share = min(max((px * ex + py * ey) / (ex * ex + ey * ey + 1e-12), 0.0), 1.0)
    ox, oy = px - share * ex, py - share * ey
    return ox * ox + oy * oy, ex, ey


@kernel
def _distances(sides: Floats, origin: tuple[float, float], out: Channels) -> None:
    """Distance to the edge of a polygon (px, y up) and the inward normal of its nearest side.

    Args:
        sides: (S, 4) px: from x, y to x, y, with the inside on the left.
        out: (H, W, 4): distance, normal x, normal y are written to the first three channels.
    """
    near, squares, reach = np.empty(len(sides), np.int64), np.empty(len(sides)), math.sqrt(2.0) * TILE
    for top in range(0, out.shape[0], TILE):
        for left in range(0, out.shape[1], TILE):
            # Only edges that are nearest to some texel of the tile: little farther from its middle than the nearest.
            x, y, least, count = left + 0.5 * TILE - origin[0], origin[1] - top - 0.5 * TILE, 1e18, 0
            for k in range(len(sides)):
                squares[k], _, _ = _off_edge(sides, k, x, y)
                least = min(least, squares[k])
            for k in range(len(sides)):
                if squares[k] <= (math.sqrt(least) + reach) ** 2:
                    near[count] = k
                    count += 1
            for row in range(top, min(top + TILE, out.shape[0])):
                for column in range(left, min(left + TILE, out.shape[1])):
                    best, nx, ny = 1e18, 0.0, 0.0
                    for k in near[:count]:
                        squared, ex, ey = _off_edge(sides, k, column - origin[0], origin[1] - row)
                        if squared < best - 1e-9:
                            length = math.sqrt(ex * ex + ey * ey) + 1e-12
                            best, nx, ny = squared, -ey / length, ex / length
                    out[row, column, 0] = math.sqrt(best)
                    out[row, column, 1] = nx
                    out[row, column, 2] = ny


@kernel
def _sign(sides: Floats, origin: tuple[float, float], out: Channels) -> None:
    """Make the distances (channel 0) outside of a polygon negative: texels with an even number of sides to the right.

    Args:
        sides: (S, 4) px, y up: from x, y to x, y.
    """
    width = out.shape[1]
    inside = np.empty(width, np.bool_)
    for row in range(out.shape[0]):
        y = origin[1] - row
        inside[:] = False
        for k in range(len(sides)):
            ax, ay, bx, by = sides[k, 0], sides[k, 1], sides[k, 2], sides[k, 3]
            if (ay > y) != (by > y):
                crossing, column = ax + (y - ay) * (bx - ax) / (by - ay), 0
                while column < width and column - origin[0] < crossing:
                    inside[column] = not inside[column]
                    column += 1
        for column in range(width):
            if not inside[column]:
                out[row, column, 0] = -out[row, column, 0]


@kernel
def _facet_map(
    triangles: Floats, across: Ints, origin: tuple[float, float], best: Channels, channels: Channels, facets: Ids
) -> None:
    """Under each texel: its triangle, the neighbour across the nearest inner edge, and the px to that edge.

    Args:
        triangles: (T, 3, 2) corners, px, y up, counter-clockwise.
        across: (T, 3) neighbour over the edge from corner k to corner k + 1, -1 at the outline.
        best: (H, W) scratch, filled with a large negative number.
    """
    height, width = best.shape
    for t in range(len(triangles)):
        corner = triangles[t]
        left = max(0, int(min(corner[0, 0], corner[1, 0], corner[2, 0]) + origin[0]) - 3)
        right = min(width, int(max(corner[0, 0], corner[1, 0], corner[2, 0]) + origin[0]) + 4)
        top = max(0, int(origin[1] - max(corner[0, 1], corner[1, 1], corner[2, 1])) - 3)
        bottom = min(height, int(origin[1] - min(corner[0, 1], corner[1, 1], corner[2, 1])) + 4)
        for row in range(top, bottom):
            for column in range(left, right):
                x, y = column - origin[0], origin[1] - row
                inmost, nearest, other = 1e18, 1e3, t
                for k in range(3):
                    ax, ay = corner[k, 0], corner[k, 1]
                    ex, ey = corner[(k + 1) % 3, 0] - ax, corner[(k + 1) % 3, 1] - ay
                    depth = (ex * (y - ay) - ey * (x - ax)) / math.sqrt(ex * ex + ey * ey)
                    inmost = min(inmost, depth)
                    if across[t, k] >= 0 and depth < nearest:
                        nearest, other = depth, across[t, k]
                if inmost > best[row, column]:
                    best[row, column] = inmost
                    facets[row, column, 0], facets[row, column, 1] = t, other
                    channels[row, column, 1] = nearest


@kernel
def _inner_cells(
    sites: Floats, low: tuple[float, float], spacing: float, origin: tuple[float, float], channels: Channels
) -> None:
    """Cosine and sine of the phase of the inner facet (Voronoi cell) under each texel, smooth across its edges.

    Args:
        sites: (J, K, 4) x, y (px, y up), cosine and sine of the phase, by the row and column of their lattice.
        low, spacing: of the lattice, px: where site (0, 0) would be without jitter, and from site to site.
    """
    for row in range(channels.shape[0]):
        y = origin[1] - row
        j = int((y - low[1]) / spacing + 0.5)
        for column in range(channels.shape[1]):
            x = column - origin[0]
            i = int((x - low[0]) / spacing + 0.5)
            first, second, cos_a, sin_a, cos_b, sin_b = 1e18, 1e18, 0.0, 0.0, 0.0, 0.0
            for m in range(max(j - NEAR_SITES, 0), min(j + NEAR_SITES + 1, sites.shape[0])):
                for n in range(max(i - NEAR_SITES, 0), min(i + NEAR_SITES + 1, sites.shape[1])):
                    dx, dy = x - sites[m, n, 0], y - sites[m, n, 1]
                    squared = dx * dx + dy * dy
                    if squared < first:
                        first, second, cos_b, sin_b = squared, first, cos_a, sin_a
                        cos_a, sin_a = sites[m, n, 2], sites[m, n, 3]
                    elif squared < second:
                        second, cos_b, sin_b = squared, sites[m, n, 2], sites[m, n, 3]
            gap = math.sqrt(second) - math.sqrt(first)
            share = 0.5 + 0.5 * min(gap / 1.5, 1.0)
            channels[row, column, 2] = share * cos_a + (1 - share) * cos_b
            channels[row, column, 3] = share * sin_a + (1 - share) * sin_b


def glass_texture(mesh: Mesh, scale: float) -> Texture:
    """The texture of a glass piece at `scale` px per metre."""
    origin, channels = _blank(mesh, scale)
    _measure(mesh, scale, origin, channels)
    facets = np.zeros((*channels.shape[:2], 2), np.int16)
    best = np.full(channels.shape[:2], -1e18, np.float32)
    channels[..., 1] = 1e3
    _facet_map(mesh.nodes[mesh.triangles] * scale, _across(mesh.triangles), origin, best, channels, facets)
    sites, low = _sites(mesh.nodes[mesh.outline] * scale, CELL_M * scale)
    _inner_cells(sites, low, CELL_M * scale, origin, channels)
    return Texture(origin, channels, facets, float(channels[..., 0].max()))


def solid_texture(mesh: Mesh, scale: float, *, brushed: bool) -> Texture:
    """The texture of a metal or stone piece at `scale` px per metre; metal is brushed along, stone is speckled."""
    origin, channels = _blank(mesh, scale)
    _measure(mesh, scale, origin, channels)
    deepest = float(channels[..., 0].max())
    bevel = deepest if deepest < TUBE_HALF * scale else BEVEL * scale
    inside = np.clip(channels[..., 0] / max(bevel, 1.0), 0.0, 1.0)
    # A quarter round: the slope dies away from the edge inward; capped where a true round would stand upright.
    slope = np.minimum((1.0 - inside) / np.sqrt(np.maximum(1.0 - (1.0 - inside) ** 2, 0.12)), 2.2)
    channels[..., 1] *= -slope
    channels[..., 2] *= -slope
    if bevel == deepest:
        _smooth_normals(channels, max(1, round(ROUNDING_M * scale)))
    channels[..., 3] = _brushing(channels.shape[:2]) if brushed else _speckle(channels.shape[:2])
    return Texture(origin, channels, np.zeros((1, 1, 2), np.int16), deepest)


def _measure(mesh: Mesh, scale: float, origin: tuple[float, float], channels: Channels) -> None:
    """Write px from the nearest edge of a piece or its holes, below 0 outside, and the normal there."""
    sides = np.ascontiguousarray((mesh.nodes[mesh.sides] * scale).reshape(-1, 4))
    _distances(sides, origin, channels)
    _sign(sides, origin, channels)


def _smooth_normals(channels: Channels, reach: int) -> None:
    """Even out the slopes (channels 1 and 2) of a tube over `reach` px to all sides, counting its own texels only."""
    inside = (channels[..., 0] > 0).astype(np.float32)
    weight = np.maximum(_box(inside, reach), 1e-6)
    for k in (1, 2):
        even = _box(channels[..., k] * inside, reach) / weight
        channels[..., k] += inside * (even - channels[..., k])


def _box(values: Channels, reach: int) -> Channels:
    """Sums over squares of 2 `reach` + 1 texels, zero beyond the edges."""
    for axis in (0, 1):
        pad = [(reach + 1, reach) if k == axis else (0, 0) for k in (0, 1)]
        total = np.cumsum(np.pad(values, pad), axis=axis, dtype=np.float64)
        span = 2 * reach + 1
        low, high = (total[:-span], total[span:]) if axis == 0 else (total[:, :-span], total[:, span:])
        values = (high - low).astype(np.float32)
    return values


def facet_hashes(mesh: Mesh) -> Floats:
    """Two numbers 0..1 for each triangle (T, 2), from the lengths of its edges: they survive any split of the piece."""
    corners = mesh.nodes[mesh.triangles]
    lengths = np.sort(np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=2), axis=1)
    steps = np.round(lengths / _HASH_GRAIN)
    mixed = np.sin(steps @ np.array([[12.9898, 39.346], [78.233, 11.135], [37.719, 83.155]])) * 43758.5453
    return np.asarray(mixed - np.floor(mixed), dtype=np.float64)


def _blank(mesh: Mesh, scale: float) -> tuple[tuple[float, float], Channels]:
    low, high = mesh.nodes.min(axis=0) * scale, mesh.nodes.max(axis=0) * scale
    width, height = np.ceil(high - low).astype(int) + 2 * MARGIN + 1
    return (float(MARGIN - low[0]), float(MARGIN + high[1])), np.zeros((height, width, 4), np.float32)


def _across(triangles: Ints) -> Ints:
    """(T, 3) triangle on the other side of the edge from corner k to k + 1, -1 where there is none."""
    owner = {(int(t[k]), int(t[(k + 1) % 3])): i for i, t in enumerate(triangles) for k in range(3)}
    return np.array([[owner.get((int(t[(k + 1) % 3]), int(t[k])), -1) for k in range(3)] for t in triangles])


def _sites(outline: Floats, spacing: float) -> tuple[Floats, tuple[float, float]]:
    """Jittered lattice points over a piece's box, (J, K, 4): x, y (px), cosine, sine of a phase; and its corner."""
    generator = np.random.Generator(np.random.PCG64(len(outline)))
    low, high = outline.min(axis=0) - spacing, outline.max(axis=0) + spacing
    x, y = np.meshgrid(np.arange(low[0], high[0], spacing), np.arange(low[1], high[1], spacing))
    points = np.column_stack([x.ravel(), y.ravel()])
    points += generator.uniform(-JITTER, JITTER, points.shape) * spacing
    phase = generator.uniform(0.0, 2 * np.pi, len(points))
    sites = np.column_stack([points, np.cos(phase), np.sin(phase)])
    return sites.reshape(*x.shape, 4), (float(low[0]), float(low[1]))


def _brushing(shape: tuple[int, int]) -> Channels:
    """Brushing marks: noise, long across and short along the height, in -1..1."""
    noise = np.random.Generator(np.random.PCG64(7)).uniform(-1.0, 1.0, (shape[0], shape[1] + 8))
    smooth = sum(noise[:, k : k + shape[1]] for k in range(9)) / 3.0
    return np.asarray(smooth, dtype=np.float32)


def _speckle(shape: tuple[int, int]) -> Channels:
    """Stone: coarse and fine noise, in about -1..1."""
    generator = np.random.Generator(np.random.PCG64(9))
    fine = generator.uniform(-1.0, 1.0, (shape[0] + 4, shape[1] + 4))
    coarse = sum(fine[a : a + shape[0], b : b + shape[1]] for a in range(5) for b in range(5)) / 4.0
    return np.asarray(0.55 * fine[: shape[0], : shape[1]] + coarse, dtype=np.float32)


@warms_up("pieces")
def _warm_textures() -> None:
    sides, middle, none = np.zeros((0, 4)), (0.0, 0.0), np.zeros((0, 0, 4), np.float32)
    _distances(sides, middle, none)
    _sign(sides, middle, none)
    across, facets = np.zeros((0, 3), np.int64), np.zeros((0, 0, 2), np.int16)
    _facet_map(np.zeros((0, 3, 2)), across, middle, none[..., 0].copy(), none, facets)
    _inner_cells(np.zeros((0, 0, 4)), middle, 1.0, middle, none)
