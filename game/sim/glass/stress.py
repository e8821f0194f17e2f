"""Stress in glass: linear plane-stress finite elements with inertia relief, on constant-strain triangles.

A piece is free in space, so its loads need not balance: what is left over accelerates it, and the inertia of
that motion loads it as well. With stiffness K, mass M and the three rigid motions R of a mesh, nodal forces f
strain it by u from K u = f - M R (R' M R)^-1 R' f, whose right side always balances; the stress is D B u.
Gravity by itself therefore makes no stress, and need not be among the loads. `assemble` does all of that
once a piece; a tick is then a sum of a few columns.

Source: Cook, Malkus, Plesha and Witt, Concepts and Applications of Finite Element Analysis, 4th ed., 2002.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from game.core.geom import Floats, Ints
from game.sim.glass import stress_kernels as kernels
from game.sim.mesh.mesh import Mesh


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
    free = _free_piece(mesh, young, poisson, thickness, density)
    by_motion = np.zeros((len(free.stiffness), len(mesh.triangles), 3))
    by_motion[free.dofs, np.arange(len(mesh.triangles))[:, None]] = free.response.transpose(0, 2, 1)
    by_force = by_motion.reshape(len(by_motion), -1)
    kernels.relieve(free.stiffness, free.rigid, free.inertia, by_force)
    return PieceModel(mesh, by_force.T, (free.pull[:, None] * by_force).sum(axis=0))


def stress_of_forces_at(nodes: Ints, mesh: Mesh, poisson: float) -> Floats:
    """(3T, 2D) Pa/N: the columns of `PieceModel.stress_of_force` of D nodes, in a fraction of the time of them all.

    For a thickness of 1 m. Each force with the inertia that it causes is in balance: what it moves is solved for.
    """
    free = _free_piece(mesh, 1.0, poisson, 1.0, 1.0)
    places = (2 * nodes[:, None] + np.arange(2)).ravel()
    moved = np.zeros((len(free.stiffness), len(places)))
    moved[places, np.arange(len(places))] = 1.0
    for rigid, inertia in zip(free.rigid, free.inertia, strict=True):
        moved -= inertia[:, None] * (rigid[places] / (inertia * rigid).sum())
    kernels.relieve(free.stiffness, free.rigid, free.inertia, moved)
    corners = moved[free.dofs]
    stress = np.zeros((len(mesh.triangles), 3, len(places)))
    for k in range(6):
        stress += free.response[:, :, k, None] * corners[:, None, k]
    return stress.reshape(3 * len(mesh.triangles), len(places))


class _FreePiece(NamedTuple):
    """A piece as finite elements, held by nothing."""

    dofs: Ints
    """(T, 6) where the motions of each triangle's corners are among all."""
    response: Floats
    """(T, 3, 6) stress by these motions."""
    stiffness: Floats
    """(2N, 2N)."""
    rigid: Floats
    """(3, 2N), as are..."""
    inertia: Floats
    """...and `pull` (2N,), those of `_rigid_motions`."""
    pull: Floats


def _free_piece(mesh: Mesh, young: float, poisson: float, thickness: float, density: float) -> _FreePiece:
    size = 2 * len(mesh.nodes)
    dofs = (2 * mesh.triangles[:, :, None] + np.arange(2)).reshape(-1, 6)
    corners = mesh.nodes[mesh.triangles]
    areas, strain = _strain_of_motion(corners)
    masses = density * thickness * areas
    corners = corners - (masses[:, None] * corners.mean(axis=1)).sum(axis=0) / masses.sum()
    response = _stress_of_strain(strain, young, poisson)
    element = np.zeros((len(areas), 6, 6))
    for part in range(3):
        element += strain[:, part, :, None] * response[:, part, None, :]
    element *= (thickness * areas)[:, None, None]
    places = dofs[:, :, None] * size + dofs[:, None, :]
    stiffness = _gathered(places, element, size * size).reshape(size, size)
    return _FreePiece(dofs, response, stiffness, *_rigid_motions(corners, masses, dofs, size))


def _stress_of_strain(strain: Floats, young: float, poisson: float) -> Floats:
    """Plane stress (.., 3, n): xx, yy, xy from strain (.., 3, n): xx, yy, 2 xy."""
    stress = np.empty_like(strain)
    stress[..., 0, :] = strain[..., 0, :] + poisson * strain[..., 1, :]
    stress[..., 1, :] = strain[..., 1, :] + poisson * strain[..., 0, :]
    stress[..., 2, :] = (1.0 - poisson) / 2.0 * strain[..., 2, :]
    return young / (1.0 - poisson * poisson) * stress


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

    `corners` (T, 3, 2) are from the centre of mass: then the motions are independent, R' M R is diagonal. With
    the M of a triangle, m/12 (1 + identity), the pull at a corner is m/12 (x_i + sum of x).
    """
    rigid, inertia = np.zeros((2, 3, size))
    rigid[0, 0::2] = rigid[1, 1::2] = 1.0
    rigid[2, dofs[:, 0::2]], rigid[2, dofs[:, 1::2]] = -corners[..., 1], corners[..., 0]
    pulls = (masses / 12.0)[:, None, None] * (corners + corners.sum(axis=1, keepdims=True))
    pull = _gathered(dofs, pulls, size)
    inertia[0] = _gathered(dofs[:, 0::2], np.repeat(masses / 3.0, 3), size)
    inertia[1, 1::2] = inertia[0, 0::2]
    inertia[2, 0::2], inertia[2, 1::2] = -pull[1::2], pull[0::2]
    return rigid, inertia, pull


def _gathered(places: Ints, parts: Floats, size: int) -> Floats:
    """Sums (size,) of all `parts` that belong to the same place, in their order."""
    sums: Floats = np.bincount(places.ravel(), weights=parts.ravel(), minlength=size).astype(np.float64, copy=False)
    return sums


def internal_forces(mesh: Mesh, thickness: float) -> Floats:
    """(2N, 3T) m^2: the forces with which the triangles hold their nodes, N, by their stress, Pa: the sum of V B'."""
    areas, strain = _strain_of_motion(mesh.nodes[mesh.triangles])
    held = np.zeros((2 * len(mesh.nodes), len(areas), 3))
    dofs = (2 * mesh.triangles[:, :, None] + np.arange(2)).reshape(-1, 6)
    held[dofs, np.arange(len(areas))[:, None]] = (thickness * areas)[:, None, None] * strain.transpose(0, 2, 1)
    return held.reshape(len(held), -1)


def principal(stress: Floats) -> tuple[Floats, Floats, Floats]:
    """Principal stresses s1 >= s2 (T,), Pa, and the direction of s1 (T,), rad, of stresses (T, 3)."""
    xx, yy, xy = stress[:, 0], stress[:, 1], stress[:, 2]
    middle, radius = (xx + yy) / 2.0, np.sqrt(((xx - yy) / 2.0) ** 2 + xy * xy)
    return middle + radius, middle - radius, np.arctan2(2.0 * xy, xx - yy) / 2.0


def largest_tension(stress: Floats) -> Floats:
    """The s1 (T,) of `principal` alone, Pa."""
    xx, yy, xy = stress[:, 0], stress[:, 1], stress[:, 2]
    tension: Floats = (xx + yy) / 2.0 + np.sqrt(((xx - yy) / 2.0) ** 2 + xy * xy)
    return tension


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
        kernels.spread((model.mesh.nodes, model.mesh.triangles), (point, force, moment), bearing)
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
        stress: (sum T, 3) Pa, contiguous: xx, yy, xy; changed in place.
        share: 1 - exp(-dt / tau) smooths over tau: contacts chatter from tick to tick, glass does not.
    """
    kernels.advance(
        (pieces.nodes, pieces.triangles, pieces.starts, pieces.columns, pieces.spin_stress),
        (loads.rows, loads.points, loads.forces, loads.moments),
        spins,
        stress.reshape(-1),
        share,
    )
