"""Stress in glass: linear plane-stress finite elements with inertia relief, on constant-strain triangles.

A piece is free in space, so its loads need not balance: what is left over accelerates it, and the inertia of
that motion loads it as well. With stiffness K, mass M and the three rigid motions R of a mesh, nodal forces f
strain it by u from K u = f - M R (R' M R)^-1 R' f, whose right side always balances; the stress is D B u.
Gravity by itself therefore makes no stress, and need not be among the loads. `assemble` does all of that
once a piece; a tick is then a sum of a few columns.

Source: Cook, Malkus, Plesha and Witt, Concepts and Applications of Finite Element Analysis, 4th ed., 2002.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import kernel, warms_up
from game.sim.mesh import Mesh

COUPLE_NODES = 6
"""Nodes through which a moment enters: about a ring round the joint; fewer would tear at one triangle."""
NO_COUPLE = 1e-12
"""Share of force times length below which a moment is only rounding, and not worth spreading."""

Grid = tuple[Floats, Ints]
"""Nodes (N, 2) and triangles (T, 3) of one piece."""
Push = tuple[Floats, Floats, float]
"""Point (2,), force (2,) and moment of one load."""


@dataclass(frozen=True, slots=True, eq=False)
class PieceModel:
    """What a piece of N nodes and T triangles answers to loads, in the frame of its mesh.

    Nodal forces are (2N,): x and y of node after node. Stresses are (3T,): xx, yy, xy of triangle after
    triangle.
    """

    mesh: Mesh
    stress_of_force: Floats
    """(3T, 2N) Pa/N, the inertia of the motion that the forces cause included."""
    spin_stress: Floats
    """(3T,) Pa per (rad/s)^2: what spinning alone does."""


@dataclass(frozen=True, slots=True, eq=False)
class Loads:
    """L point loads on several pieces, each in the frame of its piece's mesh."""

    rows: Ints
    """(L,) the piece: its place in the pack."""
    points: Floats
    """(L, 2) m; a little outside of the piece is fine."""
    forces: Floats
    """(L, 2) N."""
    moments: Floats
    """(L,) N m, counter-clockwise."""


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """The models of P pieces one after the other, for the stress of a whole sculpture in one call."""

    nodes: Floats
    """(sum N, 2) m."""
    triangles: Ints
    """(sum T, 3), numbers of nodes within their own piece."""
    starts: Ints
    """(P + 1, 3): where each piece begins among the nodes, the triangles and in `columns`."""
    columns: Floats
    """All columns of each `stress_of_force`, piece after piece."""
    spin_stress: Floats
    """(3 sum T,)."""


def assemble(mesh: Mesh, young: float, poisson: float, thickness: float, density: float) -> PieceModel:
    """The model of a piece with this Young's modulus (Pa), Poisson's ratio, thickness (m), density (kg/m^3).

    Young's modulus says how far the piece yields, not how it is stressed: it cancels, but for rounding.
    """
    size = 2 * len(mesh.nodes)
    dofs = (2 * mesh.triangles[:, :, None] + np.arange(2)).reshape(-1, 6)
    corners = mesh.nodes[mesh.triangles]
    areas, strain = _strain_of_motion(corners)
    masses = density * thickness * areas
    corners = corners - masses @ corners.mean(axis=1) / masses.sum()
    response = _elasticity(young, poisson) @ strain
    element = (strain.transpose(0, 2, 1) * (thickness * areas)[:, None, None]) @ response
    places = dofs[:, :, None] * size + dofs[:, None, :]
    stiffness = np.bincount(places.ravel(), element.ravel(), size * size).reshape(size, size)
    rigid, inertia, pull = _rigid_motions(corners, masses, dofs, size)

    answers = np.zeros((size, len(areas), 3))
    answers[dofs, np.arange(len(areas))[:, None]] = response.transpose(0, 2, 1)
    answers = answers.reshape(size, -1)
    _relieve(stiffness, rigid, inertia, answers)
    return PieceModel(mesh, answers.T, (pull[:, None] * answers).sum(axis=0))


def _elasticity(young: float, poisson: float) -> Floats:
    """D (3, 3): plane stress (xx, yy, xy) from strain (xx, yy, 2 xy)."""
    ratios = np.array([[1.0, poisson, 0.0], [poisson, 1.0, 0.0], [0.0, 0.0, (1.0 - poisson) / 2.0]])
    return young / (1.0 - poisson**2) * ratios


def _strain_of_motion(corners: Floats) -> tuple[Floats, Floats]:
    """Areas (T,) of triangles with corners (T, 3, 2), and B (T, 3, 6): strain from motions of the corners."""
    x, y = corners[..., 0], corners[..., 1]
    across = y[:, [1, 2, 0]] - y[:, [2, 0, 1]]
    along = x[:, [2, 0, 1]] - x[:, [1, 2, 0]]
    twice = (x * across).sum(axis=1)
    strain = np.zeros((len(corners), 3, 6))
    strain[:, 0, 0::2] = strain[:, 2, 1::2] = across / twice[:, None]
    strain[:, 1, 1::2] = strain[:, 2, 0::2] = along / twice[:, None]
    return twice / 2.0, strain


def _rigid_motions(corners: Floats, masses: Floats, dofs: Ints, size: int) -> tuple[Floats, Floats, Floats]:
    """R' (3, 2N): right, up and turning; its inertia (M R)' (3, 2N); and the pull M x (2N,) of unit spin.

    `corners` (T, 3, 2) are from the centre of mass: then the motions are independent, R' M R is diagonal. With the
    M of a triangle, m/12 (1 + identity), the pull at a corner is m/12 (x_i + sum of x).
    """
    rigid, inertia = np.zeros((2, 3, size))
    rigid[0, 0::2] = rigid[1, 1::2] = 1.0
    rigid[2, dofs[:, 0::2]], rigid[2, dofs[:, 1::2]] = -corners[..., 1], corners[..., 0]
    pulls = (masses / 12.0)[:, None, None] * (corners + corners.sum(axis=1, keepdims=True))
    pull: Floats = np.bincount(dofs.ravel(), pulls.ravel(), size)
    inertia[0] = np.bincount(dofs[:, 0::2].ravel(), np.repeat(masses / 3.0, 3), size)
    inertia[1, 1::2] = inertia[0, 0::2]
    inertia[2, 0::2], inertia[2, 1::2] = -pull[1::2], pull[0::2]
    return rigid, inertia, pull


def principal(stress: Floats) -> tuple[Floats, Floats, Floats]:
    """Principal stresses s1 >= s2 (T,), Pa, and the direction of s1 (T,), rad, of stresses (T, 3)."""
    xx, yy, xy = stress[:, 0], stress[:, 1], stress[:, 2]
    middle, radius = (xx + yy) / 2.0, np.hypot((xx - yy) / 2.0, xy)
    return middle + radius, middle - radius, np.arctan2(2.0 * xy, xx - yy) / 2.0


def nodal_forces(model: PieceModel, points: Floats, forces: Floats, moments: Floats) -> Floats:
    """Nodal forces (2N,), N, with the sum and the moment of point loads on a piece.

    Args:
        model: the piece.
        points: (L, 2) m, where the loads act; a little outside of the piece is fine.
        forces: (L, 2) N.
        moments: (L,) N m, counter-clockwise.
    """
    bearing = np.zeros((len(model.mesh.nodes), 2))
    for point, force, moment in zip(points, forces, moments, strict=True):
        _spread((model.mesh.nodes, model.mesh.triangles), (point, force, moment), bearing)
    return bearing.ravel()


def pack(models: Sequence[PieceModel]) -> Pack:
    """Models side by side; to be done again whenever pieces come or go."""
    sizes = [(len(m.mesh.nodes), len(m.mesh.triangles), m.stress_of_force.size) for m in models]
    return Pack(
        nodes=np.concatenate([np.zeros((0, 2)), *(m.mesh.nodes for m in models)]),
        triangles=np.concatenate([np.zeros((0, 3), dtype=np.int64), *(m.mesh.triangles for m in models)]),
        starts=np.array([(0, 0, 0), *sizes]).cumsum(axis=0),
        columns=np.concatenate([np.zeros(0), *(m.stress_of_force.T.ravel() for m in models)]),
        spin_stress=np.concatenate([np.zeros(0), *(m.spin_stress for m in models)]),
    )


def advance(pieces: Pack, loads: Loads, spins: Floats, stress: Floats, share: float = 1.0) -> None:
    """Bring the stress of all pieces up to their loads, or a share of the way there.

    Args:
        pieces: the P pieces.
        loads: what acts on them.
        spins: (P,) rad/s.
        stress: (sum T, 3) Pa: xx, yy, xy; changed in place.
        share: 1 - exp(-dt / tau) smooths over tau: contacts chatter from tick to tick, glass does not.
    """
    _advance(
        (pieces.nodes, pieces.triangles, pieces.starts, pieces.columns, pieces.spin_stress),
        (loads.rows, loads.points, loads.forces, loads.moments),
        spins,
        stress.reshape(-1),
        share,
    )


@kernel
def _relieve(stiffness: Floats, rigid: Floats, inertia: Floats, answers: Floats) -> None:
    """Turn stress by motion (2N, 3T) into stress by force, in place, inertia relief included.

    K alone is singular. Held against the rigid motions R' (3, 2N) it is not, and strains the same under loads in
    balance. Then a Cholesky factor U' U and two substitutions, all along rows: machine code for whole vectors,
    and the same bits whatever the number of threads that a linear algebra library would choose.
    """
    size = len(stiffness)
    stiff = np.trace(stiffness) / size
    for motion in rigid:
        grip = stiff / (motion * motion).sum()
        for i in range(size):
            _add(stiffness[i], grip * motion[i], motion)
    for k in range(size):
        stiffness[k, k:] /= math.sqrt(stiffness[k, k])
        for i in range(k + 1, size):
            _add(stiffness[i, i:], -stiffness[k, i], stiffness[k, i:])
    for k in range(size):
        answers[k] /= stiffness[k, k]
        for i in range(k + 1, size):
            _add(answers[i], -stiffness[k, i], answers[k])
    for k in range(size - 1, -1, -1):
        for i in range(k + 1, size):
            _add(answers[k], -stiffness[k, i], answers[i])
        answers[k] /= stiffness[k, k]
    for motion, moved in zip(rigid, inertia):  # noqa: B905 (kernels have no strict)
        share = np.zeros(answers.shape[1])
        for i in range(size):
            _add(share, moved[i], answers[i])
        share /= -(moved * motion).sum()
        for i in range(size):
            _add(answers[i], motion[i], share)


@kernel
def _add(row: Floats, times: float, other: Floats) -> None:
    """Add a multiple of one row to another; written out, as kernels make temporaries of whole expressions."""
    for i in range(len(row)):
        row[i] += times * other[i]


@kernel
def _advance(
    pieces: tuple[Floats, Ints, Ints, Floats, Floats],
    loads: tuple[Ints, Floats, Floats, Floats],
    spins: Floats,
    stress: Floats,
    share: float,
) -> None:
    """As `advance`. Only the columns of nodes that bear something are read: most bear nothing."""
    nodes, triangles, starts, columns, spin_stress = pieces
    rows, points, forces, moments = loads
    bearing = np.zeros(nodes.shape)
    for i in range(len(rows)):
        (n0, t0, _), (n1, t1, _) = starts[rows[i]], starts[rows[i] + 1]
        _spread((nodes[n0:n1], triangles[t0:t1]), (points[i], forces[i], moments[i]), bearing[n0:n1])
    for piece in range(len(spins)):
        (n0, t0, column), (n1, t1, _) = starts[piece], starts[piece + 1]
        fresh = spins[piece] ** 2 * spin_stress[3 * t0 : 3 * t1]
        for force in bearing[n0:n1].ravel():
            if force != 0.0:
                _add(fresh, force, columns[column : column + len(fresh)])
            column += len(fresh)
        for k in range(len(fresh)):
            stress[3 * t0 + k] += (fresh[k] - stress[3 * t0 + k]) * share


@kernel
def _spread(grid: Grid, push: Push, bearing: Floats) -> None:
    """Add a load to the nodes (N, 2) of the triangle that holds it, or comes nearest, by barycentric weights.

    From outside of the piece the force acts at its edge; the moment that this costs is given back as a couple.
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


@kernel
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


@kernel
def _twist(nodes: Floats, point: Floats, couple: float, bearing: Floats) -> None:
    """Add a couple to the nodes nearest to a point: forces across their arms from the nodes' middle."""
    nearest = np.argsort((nodes[:, 0] - point[0]) ** 2 + (nodes[:, 1] - point[1]) ** 2, kind="mergesort")
    nearest = nearest[:COUPLE_NODES]
    x, y = nodes[nearest, 0].mean(), nodes[nearest, 1].mean()
    polar = ((nodes[nearest, 0] - x) ** 2 + (nodes[nearest, 1] - y) ** 2).sum()
    for i in nearest:
        bearing[i, 0] -= couple * (nodes[i, 1] - y) / polar
        bearing[i, 1] += couple * (nodes[i, 0] - x) / polar


@warms_up("glass")
def _warm_stress() -> None:
    triangle = Mesh(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), np.array([[0, 1, 2]]), np.arange(3))
    model = assemble(triangle, 1.0, 0.2, 1.0, 1.0)
    points, moments = np.full((1, 2), 0.2), np.ones(1)
    nodal_forces(model, points, points, moments)
    loads = Loads(np.zeros(1, dtype=np.int64), points, points, moments)
    advance(pack([model]), loads, np.zeros(1), np.zeros((1, 3)))
