"""Stress in glass: linear plane-stress finite elements with inertia relief, on constant-strain triangles.

A piece is free in space, so its loads need not balance: what is left over accelerates it, and the inertia of that
motion loads it as well. With stiffness K, mass M and the three rigid motions R of a mesh, nodal forces f strain it
by u from K u = f - M R (R' M R)^-1 R' f, whose right side always balances; the stress is D B u. Gravity by itself
therefore makes no stress, and need not be among the loads. `assemble` does all of that once a piece; a tick
is then a sum of a few columns. (Cook, Malkus, Plesha and Witt, Concepts and Applications of Finite Element
Analysis, 4th ed., chapters 3 and 11.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import kernel, warms_up
from game.sim.mesh import Mesh

COUPLE_NODES = 6
"""Nodes through which a moment enters: about a ring round the joint; fewer would tear at one triangle."""


@dataclass(frozen=True, slots=True, eq=False)
class PieceModel:
    """What a piece of N nodes and T triangles answers to loads, in the frame of its mesh.

    Nodal forces are (2N,): x and y of node after node. Stresses are (3T,): xx, yy, xy of triangle after triangle.
    """

    mesh: Mesh
    stress_of_force: Floats
    """(3T, 2N) Pa/N, the inertia of the motion that the forces cause included."""
    spin_stress: Floats
    """(3T,) Pa per (rad/s)^2: what spinning alone does."""


def assemble(mesh: Mesh, young: float, poisson: float, thickness: float, density: float) -> PieceModel:
    """The model of a piece of given Young's modulus (Pa), Poisson's ratio, thickness (m) and density (kg/m^3).

    Young's modulus says how far the piece yields, not how it is stressed: it cancels, but for rounding.
    """
    count = len(mesh.nodes)
    dofs = (2 * mesh.triangles[:, :, None] + np.arange(2)).reshape(-1, 6)
    corners = mesh.nodes[mesh.triangles]
    areas, strain = _strain_of_motion(corners)
    masses = density * thickness * areas
    corners = corners - masses @ corners.mean(axis=1) / masses.sum()
    response = _elasticity(young, poisson) @ strain
    element = (strain.transpose(0, 2, 1) * (thickness * areas)[:, None, None]) @ response
    places = dofs[:, :, None] * (2 * count) + dofs[:, None, :]
    stiffness = np.bincount(places.ravel(), element.ravel(), 4 * count * count).reshape(2 * count, 2 * count)
    rigid, inertia, pull = _rigid_motions(corners, masses, dofs, count)

    # K alone is singular. Stiffened against the rigid motions it is not, and gives the same strains to loads in balance.
    anchor = np.trace(stiffness) / (2 * count) / (rigid * rigid).sum(axis=1)
    held = stiffness + (rigid.T * anchor) @ rigid
    gather = np.zeros((2 * count, len(areas), 3))
    gather[dofs, np.arange(len(areas))[:, None]] = response.transpose(0, 2, 1)
    by_force = np.linalg.solve(held, gather.reshape(2 * count, -1))
    by_force -= rigid.T @ ((inertia @ by_force) / (inertia * rigid).sum(axis=1)[:, None])
    return PieceModel(mesh, by_force.T, pull @ by_force)


def _elasticity(young: float, poisson: float) -> Floats:
    """D (3, 3): plane stress (xx, yy, xy) from strain (xx, yy, 2 xy)."""
    shear = (1.0 - poisson) / 2.0
    rows: Floats = young / (1.0 - poisson**2) * np.array([[1, poisson, 0], [poisson, 1, 0], [0, 0, shear]])
    return rows


def _strain_of_motion(corners: Floats) -> tuple[Floats, Floats]:
    """Areas (T,) of triangles with corners (T, 3, 2), and B (T, 3, 6): strain from the motions of their corners."""
    x, y = corners[..., 0], corners[..., 1]
    across = y[:, [1, 2, 0]] - y[:, [2, 0, 1]]
    along = x[:, [2, 0, 1]] - x[:, [1, 2, 0]]
    twice = (x * across).sum(axis=1)
    strain = np.zeros((len(corners), 3, 6))
    strain[:, 0, 0::2] = strain[:, 2, 1::2] = across / twice[:, None]
    strain[:, 1, 1::2] = strain[:, 2, 0::2] = along / twice[:, None]
    return twice / 2.0, strain


def _rigid_motions(corners: Floats, masses: Floats, dofs: Ints, count: int) -> tuple[Floats, Floats, Floats]:
    """The motions R' (3, 2N): right, up, turning; their inertia (M R)' (3, 2N); and the pull M x (2N,) of unit spin.

    `corners` (T, 3, 2) are from the centre of mass, so that the motions are independent: R' M R is diagonal.
    With M of a triangle m/12 (1 + identity), M x at a corner x_i is m/12 (x_i + sum x).
    """
    pulls = (masses / 12.0)[:, None, None] * (corners + corners.sum(axis=1, keepdims=True))
    pull = np.bincount(dofs.ravel(), pulls.ravel(), 2 * count)
    rigid, inertia = np.zeros((2, 3, 2 * count))
    rigid[0, 0::2] = rigid[1, 1::2] = 1.0
    rigid[2, dofs[:, 0::2]], rigid[2, dofs[:, 1::2]] = -corners[..., 1], corners[..., 0]
    inertia[0, 0::2] = inertia[1, 1::2] = np.bincount(dofs[:, 0::2].ravel() // 2, np.repeat(masses / 3.0, 3), count)
    inertia[2, 0::2], inertia[2, 1::2] = -pull[1::2], pull[0::2]
    return rigid, inertia, pull


def nodal_forces(model: PieceModel, points: Floats, forces: Floats, moments: Floats) -> Floats:
    """Nodal forces (2N,), N, with the same sum and moment as point loads on the piece.

    Args:
        model: the piece.
        points: (L, 2) m, where the loads act; a little outside of the piece is fine.
        forces: (L, 2) N.
        moments: (L,) N m, counter-clockwise.
    """
    mesh = model.mesh
    load = np.zeros((len(mesh.nodes), 2))
    _spread_all(mesh.nodes, mesh.triangles, points, forces, moments, load)
    return load.ravel()


def principal(stress: Floats) -> tuple[Floats, Floats, Floats]:
    """Principal stresses s1 >= s2 (T,), Pa, and the direction of s1 (T,), rad, -pi/2..pi/2, of stresses (T, 3)."""
    xx, yy, xy = stress[:, 0], stress[:, 1], stress[:, 2]
    middle, radius = (xx + yy) / 2.0, np.hypot((xx - yy) / 2.0, xy)
    return middle + radius, middle - radius, np.arctan2(2.0 * xy, xx - yy) / 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """Several pieces' models, one after the other in flat arrays, for a whole sculpture's stress in one call."""

    nodes: Floats
    """(sum N, 2)."""
    triangles: Ints
    """(sum T, 3), numbers of nodes within their piece."""
    starts: Ints
    """(P + 1, 3): where each piece begins among the nodes, the triangles and in `columns`."""
    columns: Floats
    """Columns of `stress_of_force`, piece after piece."""
    spin_stress: Floats
    """(sum T, 3)."""


def pack(models: Sequence[PieceModel]) -> Pack:
    """Models side by side; to be done again whenever pieces come or go."""
    sizes = [(len(m.mesh.nodes), len(m.mesh.triangles), m.stress_of_force.size) for m in models]
    return Pack(
        nodes=np.concatenate([np.zeros((0, 2)), *(m.mesh.nodes for m in models)]),
        triangles=np.concatenate([np.zeros((0, 3), dtype=np.int64), *(m.mesh.triangles for m in models)]),
        starts=np.concatenate([np.zeros((1, 3), dtype=np.int64), np.cumsum(sizes, axis=0).reshape(-1, 3)]),
        columns=np.concatenate([np.zeros(0), *(m.stress_of_force.T.ravel() for m in models)]),
        spin_stress=np.concatenate([np.zeros(0), *(m.spin_stress for m in models)]).reshape(-1, 3),
    )


def advance(
    pieces: Pack,
    rows: Ints,
    points: Floats,
    forces: Floats,
    moments: Floats,
    spins: Floats,
    stress: Floats,
    share: float = 1.0,
) -> None:
    """Bring the stress of all pieces up to their loads, or a share of the way there.

    Args:
        pieces: the P pieces.
        rows: (L,) which piece each load acts on.
        points: (L, 2) m, where, in that piece's frame.
        forces: (L, 2) N, in that piece's frame.
        moments: (L,) N m.
        spins: (P,) rad/s.
        stress: (sum T, 3) Pa, changed in place.
        share: 1 - exp(-dt / tau) smooths over tau: contacts chatter from tick to tick, glass does not.
    """
    args = (pieces.nodes, pieces.triangles, pieces.starts, pieces.columns, pieces.spin_stress)
    _advance(*args, rows, points, forces, moments, spins, stress, share)


@kernel
def _advance(
    nodes: Floats,
    triangles: Ints,
    starts: Ints,
    columns: Floats,
    spin_stress: Floats,
    rows: Ints,
    points: Floats,
    forces: Floats,
    moments: Floats,
    spins: Floats,
    stress: Floats,
    share: float,
) -> None:
    """As `advance`, on flat arrays. Only columns of nodes that bear a load are read."""
    load = np.zeros(nodes.shape)
    for i in range(len(rows)):
        n0, n1 = starts[rows[i], 0], starts[rows[i] + 1, 0]
        t0, t1 = starts[rows[i], 1], starts[rows[i] + 1, 1]
        _spread(nodes[n0:n1], triangles[t0:t1], points[i], forces[i], moments[i], load[n0:n1])
    fresh = np.empty(stress.size)
    flat, spinning = stress.reshape(-1), spin_stress.reshape(-1)
    for piece in range(len(spins)):
        start, end = 3 * starts[piece, 1], 3 * starts[piece + 1, 1]
        for k in range(start, end):
            fresh[k] = spins[piece] * spins[piece] * spinning[k]
        here = fresh[start:end]
        column = starts[piece, 2]
        for node in range(starts[piece, 0], starts[piece + 1, 0]):
            for axis in range(2):
                force = load[node, axis]
                if force != 0.0:
                    answer = columns[column : column + end - start]
                    for k in range(len(here)):
                        here[k] += force * answer[k]
                column += end - start
        for k in range(start, end):
            flat[k] += (fresh[k] - flat[k]) * share


@kernel
def _spread_all(
    nodes: Floats, triangles: Ints, points: Floats, forces: Floats, moments: Floats, load: Floats
) -> None:
    """Add point loads on one piece to its nodal forces `load` (N, 2)."""
    for i in range(len(points)):
        _spread(nodes, triangles, points[i], forces[i], moments[i], load)


@kernel
def _spread(nodes, triangles, point, force, moment, load):
    ...
