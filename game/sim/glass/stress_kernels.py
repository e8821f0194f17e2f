"""Kernels of `stress`: one solve for each new piece, one pass over all pieces and loads for each tick."""

import math

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import kernel, kernel_part, warms_up

COUPLE_NODES = 6
"""Nodes through which a moment enters: about a ring round the joint; fewer would tear at one triangle."""
NO_COUPLE = 1e-12
"""Share of force times length below which a moment is only rounding, and not worth spreading."""

Grid = tuple[Floats, Ints]
"""Nodes (N, 2) and triangles (T, 3) of one piece."""
Push = tuple[Floats, Floats, float]
"""Point (2,), force (2,) and moment of one load."""


@kernel
def relieve(stiffness: Floats, rigid: Floats, inertia: Floats, answers: Floats) -> None:
    """Turn stress by motion (2N, 3T) into stress by force, in place, inertia relief included.

    K alone is singular. Held against the rigid motions R' (3, 2N) it is not, and strains the same under loads in
    balance. Then a Cholesky factor U' U and two substitutions, all along rows: machine code for whole vectors,
    and the same bits whatever the number of threads that a linear algebra library would choose.
    """
    size = len(stiffness)
    grip = 0.0
    for k in range(size):
        grip += stiffness[k, k] / size
    for mode in range(len(rigid)):
        weight = grip / _dot(rigid[mode], rigid[mode])
        for k in range(size):
            _add(stiffness[k], weight * rigid[mode, k], rigid[mode])
    for k in range(size):
        _scale(stiffness[k, k:], 1.0 / math.sqrt(stiffness[k, k]))
        for i in range(k + 1, size):
            _add(stiffness[i, i:], -stiffness[k, i], stiffness[k, i:])
    for k in range(size):
        _scale(answers[k], 1.0 / stiffness[k, k])
        for i in range(k + 1, size):
            _add(answers[i], -stiffness[k, i], answers[k])
    for k in range(size - 1, -1, -1):
        for i in range(k + 1, size):
            _add(answers[k], -stiffness[k, i], answers[i])
        _scale(answers[k], 1.0 / stiffness[k, k])
    for mode in range(len(rigid)):
        moved = _nothing(answers.shape[1])
        for k in range(size):
            _add(moved, inertia[mode, k], answers[k])
        weight = -1.0 / _dot(inertia[mode], rigid[mode])
        for k in range(size):
            _add(answers[k], weight * rigid[mode, k], moved)


@kernel_part
def _add(row: Floats, times: float, other: Floats) -> None:
    """Add a multiple of one row to another. (Loops compile far faster than whole-array expressions.)"""
    for i in range(len(row)):
        row[i] += times * other[i]


@kernel_part
def _scale(row: Floats, times: float) -> None:
    """Multiply a row by a number."""
    for i in range(len(row)):
        row[i] *= times


@kernel_part
def _nothing(size: int) -> Floats:
    """So many zeros. (What numpy makes of them takes seconds to compile.)"""
    row = np.empty(size)
    for i in range(size):
        row[i] = 0.0
    return row


@kernel_part
def _dot(one: Floats, two: Floats) -> float:
    """The inner product of two rows, summed from the first on."""
    total = 0.0
    for i in range(len(one)):
        total += one[i] * two[i]
    return total


@kernel
def advance(
    pieces: tuple[Floats, Ints, Ints, Floats, Floats],
    loads: tuple[Ints, Floats, Floats, Floats],
    spins: Floats,
    stress: Floats,
    share: float,
) -> None:
    """As `stress.advance`, on bare arrays. Only columns of nodes that bear something are read: few do."""
    nodes, triangles, starts, columns, spin_stress = pieces
    rows, points, forces, moments = loads
    bearing = np.empty(nodes.shape)
    for node in range(len(nodes)):
        bearing[node, 0] = bearing[node, 1] = 0.0
    for i in range(len(rows)):
        first, last = rows[i], rows[i] + 1
        n0, t0, n1, t1 = starts[first, 0], starts[first, 1], starts[last, 0], starts[last, 1]
        spread((nodes[n0:n1], triangles[t0:t1]), (points[i], forces[i], moments[i]), bearing[n0:n1])
    for piece in range(len(spins)):
        n0, t0, column = starts[piece, 0], starts[piece, 1], starts[piece, 2]
        n1, t1 = starts[piece + 1, 0], starts[piece + 1, 1]
        fresh = _nothing(3 * (t1 - t0))
        _add(fresh, spins[piece] ** 2, spin_stress[3 * t0 : 3 * t1])
        for node in range(n0, n1):
            for axis in range(2):
                if bearing[node, axis] != 0.0:
                    _add(fresh, bearing[node, axis], columns[column : column + len(fresh)])
                column += len(fresh)
        for k in range(len(fresh)):
            stress[3 * t0 + k] += (fresh[k] - stress[3 * t0 + k]) * share


@kernel
def spread(grid: Grid, push: Push, bearing: Floats) -> None:
    """Add a load to the nodes (N, 2) of the triangle that holds it or is nearest, by barycentric weights.

    From outside of the piece the force acts at its edge; the moment that this costs comes back as a couple.
    """
    nodes, triangles = grid
    point, force, couple = push
    corners = triangles[_home(grid, point)]
    weights, total = np.empty(3), 0.0
    for k in range(3):
        a, b = nodes[corners[(k + 1) % 3]], nodes[corners[(k + 2) % 3]]
        weights[k] = max(0.0, (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]))
        total += weights[k]
    for k in range(3):
        node, weight = corners[k], weights[k] / total
        x, y = point[0] - nodes[node, 0], point[1] - nodes[node, 1]
        bearing[node, 0] += weight * force[0]
        bearing[node, 1] += weight * force[1]
        couple += weight * (x * force[1] - y * force[0])
    if abs(couple) > NO_COUPLE * (abs(force[0]) + abs(force[1])) * math.sqrt(total):
        _twist(nodes, point, couple, bearing)


@kernel_part
def _home(grid: Grid, point: Floats) -> int:
    """The first triangle that holds a point; where none does, the one that it is least far out of."""
    nodes, triangles = grid
    home, least = 0, np.inf
    for t in range(len(triangles)):
        outside = 0.0  # square of the distance from the farthest of the sides that it is out of
        for k in range(3):
            a, b = nodes[triangles[t, k]], nodes[triangles[t, (k + 1) % 3]]
            x, y = b[0] - a[0], b[1] - a[1]
            depth = x * (point[1] - a[1]) - y * (point[0] - a[0])
            if depth < 0.0:
                outside = max(outside, depth * depth / (x * x + y * y))
        if outside < least:
            home, least = t, outside
    return home


@kernel_part
def _twist(nodes: Floats, point: Floats, couple: float, bearing: Floats) -> None:
    """Add a couple to the nodes nearest to a point: forces across their arms from the nodes' middle."""
    apart = np.empty(len(nodes))
    for i in range(len(nodes)):
        apart[i] = (nodes[i, 0] - point[0]) ** 2 + (nodes[i, 1] - point[1]) ** 2
    nearest = np.empty(min(COUPLE_NODES, len(nodes)), dtype=np.int64)
    x = y = polar = 0.0
    for k in range(len(nearest)):
        nearest[k] = np.argmin(apart)
        apart[nearest[k]] = np.inf
        x += nodes[nearest[k], 0] / len(nearest)
        y += nodes[nearest[k], 1] / len(nearest)
    for node in nearest:
        polar += (nodes[node, 0] - x) ** 2 + (nodes[node, 1] - y) ** 2
    for node in nearest:
        bearing[node, 0] -= couple * (nodes[node, 1] - y) / polar
        bearing[node, 1] += couple * (nodes[node, 0] - x) / polar


@kernel
def largest_tensions(stress: Floats, ends: Ints, tensions: Floats) -> None:
    """Write the largest tension of each piece, Pa, into `tensions` (P,): the s1 of `stress.principal`.

    `stress` (T, 3) Pa is that of all pieces after one another; that of each ends before row `ends` (P,).
    """
    row = 0
    for piece in range(len(ends)):
        largest = -np.inf
        while row < ends[piece]:
            xx, yy, xy = stress[row, 0], stress[row, 1], stress[row, 2]
            half = (xx - yy) / 2.0
            largest = max(largest, (xx + yy) / 2.0 + math.sqrt(half * half + xy * xy))
            row += 1
        tensions[piece] = largest


@warms_up("glass")
def _warm_relieve() -> None:
    relieve(np.eye(6), np.eye(3, 6), np.eye(3, 6), np.zeros((6, 3)))


@warms_up("glass")
def _warm_advance() -> None:
    nodes, triangles = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), np.array([[0, 1, 2]])
    row, point, moment = np.zeros(1, dtype=np.int64), np.full((1, 2), 0.2), np.ones(1)
    spread((nodes, triangles), (point[0], point[0], moment[0]), np.zeros((3, 2)))
    starts = np.array([[0, 0, 0], [3, 1, 18]])
    pieces = (nodes, triangles, starts, np.zeros(18), np.zeros(3))
    advance(pieces, (row, point, point, moment), np.zeros(1), np.zeros(3), 1.0)
    largest_tensions(np.zeros((1, 3)), row, moment)
