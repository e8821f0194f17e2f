"""The model of a piece of the level: quadratic triangles on its mesh and on the halved mesh, averaged back to it.

On coarse meshes, triangles of constant strain are a third wrong about the stress, and cracks take other paths than in
glass. What is made here goes into the same arrays as what `stress.assemble` makes: a tick costs the same. Setting it up
takes twenty times as long, so fragments, which are born within a tick, do without.

Sources: Zienkiewicz and Taylor, The Finite Element Method, 5th ed., 2000, volume 1, chapters 8 and 9, for the elements;
Richardson, "The deferred approach to the limit", Phil. Trans. R. Soc. A 226, 1927, for what two meshes tell together.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from game.core.geom import Floats, Ints
from game.core.linear import solve_band
from game.sim.glass.stress import PieceModel
from game.sim.mesh.mesh import Mesh, edges

BEYOND = 0.5
"""Halving a mesh takes two thirds of the error away (it would be more if loads did not enter at single nodes): what is
left is half of what that changed."""

AT_ONCE = 2
"""Pieces whose models are made at the same time: each wants some 30 MB meanwhile."""
BLOCK = 64
"""Elements whose stress is worked out together: what they take stays in the processor's cache."""

_POINTS = ((2 / 3, 1 / 6, 1 / 6), (1 / 6, 2 / 3, 1 / 6), (1 / 6, 1 / 6, 2 / 3))
"""Area coordinates of three points of equal weight: the stiffness of a quadratic triangle is the mean over them."""
_MIDDLE = (1 / 3, 1 / 3, 1 / 3)
"""The mean of a field that is linear, as the stress of a quadratic triangle, is its value here."""
_SIDES = ((0, 1), (1, 2), (2, 0))
"""Corners at the ends of the sides, in the order in which an element lists the middles of these."""


@dataclass(slots=True)
class _Kept:
    """A place for a model."""

    model: PieceModel | None = None
    """None until it is made."""


class Grid(NamedTuple):
    """Quadratic triangles on a mesh."""

    nodes: Floats
    """(M, 2) m: those of the mesh, then the middles of its edges."""
    elements: Ints
    """(E, 6) three corners, counter-clockwise, and the middles of the sides that start at them."""


def assemble_refined(mesh: Mesh, poisson: float, thickness: float, density: float) -> PieceModel:
    """The model of a piece, as `stress.assemble` makes it, but nearer to glass. Loads enter at its own nodes.

    Remembered: a level is played again and again. Nobody may write to its arrays.
    """
    kept = _kept(mesh, poisson, thickness, density)
    if kept.model is None:  # two threads may make the same at once: it is the same to the last bit
        kept.model = assemble_anew(mesh, poisson, thickness, density)
    return kept.model


def assemble_anew(mesh: Mesh, poisson: float, thickness: float, density: float) -> PieceModel:
    """What `assemble_refined` remembers."""
    coarse, fine = (averaged(mesh, halvings, poisson, thickness, density) for halvings in range(2))
    answers = fine + BEYOND * (fine - coarse)
    return PieceModel(mesh, answers[:-1].T, answers[-1].copy())


def assemble_several(pieces: Sequence[tuple[Mesh, float, float, float]]) -> list[PieceModel]:
    """The models of several pieces, as `assemble_refined` makes them of these arguments: new ones two at a time."""
    new = [piece for piece in dict.fromkeys(pieces) if _kept(*piece).model is None]
    if len(new) > 1:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            made = {piece: pool.submit(assemble_refined, *piece) for piece in new}
        return [made[piece].result() if piece in made else assemble_refined(*piece) for piece in pieces]
    return [assemble_refined(*piece) for piece in pieces]


@lru_cache(maxsize=64)
def _kept(mesh: Mesh, poisson: float, thickness: float, density: float) -> _Kept:
    """Where the model of a piece is kept: whoever wants several can tell which of them are yet to be made."""
    return _Kept()


def averaged(mesh: Mesh, halvings: int, poisson: float, thickness: float, density: float) -> Floats:
    """(2N + 1, 3T) Pa: mean stress of each triangle by unit forces at the N nodes of a mesh, and by unit spin.

    Worked out with quadratic triangles, after so many halvings of the mesh. The inertia of the motion that the forces
    cause is included: what is solved for is always in balance, so that it does not matter how the piece is held.
    """
    fine = mesh
    for _ in range(halvings):
        fine = halved(fine)
    answers = _answers(fine, len(mesh.nodes), poisson, thickness, density)
    for _ in range(halvings):
        answers = answers.reshape(len(answers), -1, 4, 3)
        answers = (answers[:, :, 0] + answers[:, :, 1] + answers[:, :, 2] + answers[:, :, 3]) / 4.0
    return answers.reshape(len(answers), -1)


def halved(mesh: Mesh) -> Mesh:
    """Each triangle cut in four by the middles of its sides. What was a node stays it, under its old number."""
    nodes, elements = quadratic(mesh)
    quarters = elements[:, [0, 3, 5, 3, 1, 4, 5, 4, 2, 3, 4, 5]].reshape(-1, 3)
    return Mesh(nodes, quarters, mesh.outline, mesh.holes)


def quadratic(mesh: Mesh) -> Grid:
    """The quadratic triangles of a mesh, in its order."""
    table, count = edges(mesh), len(mesh.nodes)
    keys = table.nodes[:, 0] * count + table.nodes[:, 1]
    ends = np.stack([mesh.triangles, mesh.triangles[:, [1, 2, 0]]])
    middles = count + np.searchsorted(keys, ends.min(axis=0) * count + ends.max(axis=0))
    halfway = (mesh.nodes[table.nodes[:, 0]] + mesh.nodes[table.nodes[:, 1]]) / 2.0
    return Grid(np.concatenate([mesh.nodes, halfway]), np.concatenate([mesh.triangles, middles], axis=1))


def _answers(mesh: Mesh, loaded: int, poisson: float, thickness: float, density: float) -> Floats:
    """(2L + 1, 3T) Pa: as `averaged`, of each triangle by unit forces at the first L nodes, and by unit spin."""
    grid = quadratic(mesh)
    areas, slopes = _slopes(mesh.nodes[mesh.triangles])
    order = _order(grid.nodes)
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    places = (2 * ranks[grid.elements][:, :, None] + np.arange(2)).reshape(-1, 12)
    right = _balanced(grid, areas * thickness * density, loaded, order, ranks).reshape(2 * len(order), -1)
    held = _held(grid.nodes, order)
    right[held] = 0.0
    solve_band(_band(_stiffness(areas * thickness, slopes, poisson), places, held, len(right)), right)
    blocks = [slice(first, first + BLOCK) for first in range(0, len(places), BLOCK)]
    parts = [_stress(slopes[block], [right[places[block, k]] for k in range(12)], poisson) for block in blocks]
    return np.concatenate(parts, axis=1)


def _stress(slopes: Floats, motions: Sequence[Floats], poisson: float) -> Floats:
    """(C, 3E) Pa: mean stress of each element from the motions (E, C) of its 12 freedoms; Young's modulus is 1."""
    dx, dy = _gradients(slopes, _MIDDLE)
    xx, yy, xy = np.zeros((3, *motions[0].shape))
    for node in range(6):
        right, up = motions[2 * node : 2 * node + 2]
        xx += dx[:, node, None] * right
        yy += dy[:, node, None] * up
        xy += dy[:, node, None] * right + dx[:, node, None] * up
    stiff = 1.0 - poisson * poisson
    stress = [(xx + poisson * yy) / stiff, (yy + poisson * xx) / stiff, xy / (2.0 + 2.0 * poisson)]
    return np.ascontiguousarray(np.stack(stress, axis=1).reshape(-1, xx.shape[1]).T)


def _slopes(corners: Floats) -> tuple[Floats, Floats]:
    """Areas (E,) of triangles with corners (E, 3, 2), and the gradients (E, 3, 2) of their area coordinates, 1/m."""
    ahead, behind = corners[:, [1, 2, 0]], corners[:, [2, 0, 1]]
    across = np.stack([ahead[..., 1] - behind[..., 1], behind[..., 0] - ahead[..., 0]], axis=2)
    sides = corners[:, 1:] - corners[:, :1]
    twice = sides[:, 0, 0] * sides[:, 1, 1] - sides[:, 0, 1] * sides[:, 1, 0]
    return twice / 2.0, across / twice[:, None, None]


def _gradients(slopes: Floats, at: tuple[float, float, float]) -> tuple[Floats, Floats]:
    """Derivatives (E, 6) by x and by y, 1/m, of the six shape functions at a point (area coordinates)."""
    shapes = [(4.0 * at[k] - 1.0) * slopes[:, k] for k in range(3)]
    shapes += [4.0 * (at[i] * slopes[:, j] + at[j] * slopes[:, i]) for i, j in _SIDES]
    both = np.stack(shapes, axis=1)
    return both[..., 0], both[..., 1]


def _stiffness(volumes: Floats, slopes: Floats, poisson: float) -> Floats:
    """(E, 12, 12) of each element, for a Young's modulus of 1: it cancels."""
    parts = np.zeros((2, 2, len(volumes), 6, 6))
    for point in _POINTS:
        both = _gradients(slopes, point)
        for i in range(2):
            for j in range(2):
                parts[i, j] += both[i][:, :, None] * both[j][:, None, :]
    parts *= (volumes / (3.0 - 3.0 * poisson * poisson))[:, None, None]
    shear = (1.0 - poisson) / 2.0
    stiffness = np.empty((len(volumes), 6, 2, 6, 2))
    stiffness[:, :, 0, :, 0] = parts[0, 0] + shear * parts[1, 1]
    stiffness[:, :, 1, :, 1] = parts[1, 1] + shear * parts[0, 0]
    stiffness[:, :, 0, :, 1] = poisson * parts[0, 1] + shear * parts[1, 0]
    stiffness[:, :, 1, :, 0] = poisson * parts[1, 0] + shear * parts[0, 1]
    return stiffness.reshape(-1, 12, 12)


def _balanced(grid: Grid, masses: Floats, loaded: int, order: Ints, ranks: Ints) -> Floats:
    """(M, 2, 2L + 1) N: unit forces at the first L nodes, each less the inertia of what it moves; the pull of spin.

    Its rows are the nodes in the `order` (M,) in which they are solved for; `ranks` (M,) is where each then stands.
    """
    size, corners = len(grid.nodes), grid.nodes[grid.elements[:, :3]]
    weight = masses.sum()
    at = grid.nodes - (masses[:, None] * (corners[:, 0] + corners[:, 1] + corners[:, 2])).sum(axis=0) / (3.0 * weight)
    corners = at[grid.elements[:, :3]]
    # The integral of each shape function times what is linear over the element: 1, and the place.
    whole = corners[:, 0] + corners[:, 1] + corners[:, 2]
    pulls = [(3.0 * corners[:, k] - whole) / 60.0 for k in range(3)]
    pulls += [(whole + corners[:, i] + corners[:, j]) / 15.0 for i, j in _SIDES]
    pull = np.zeros((size, 2))
    share = np.zeros(size)
    for node in range(6):
        for axis in range(2):
            pull[:, axis] += np.bincount(grid.elements[:, node], masses * pulls[node][:, axis], size)
        if node > 2:
            share += np.bincount(grid.elements[:, node], masses / 3.0, size)
    turning = (at[:, 0] * pull[:, 0] + at[:, 1] * pull[:, 1]).sum()
    arms = np.stack([-at[:loaded, 1], at[:loaded, 0]], axis=1).ravel() / turning
    right = np.zeros((size, 2, 2 * loaded + 1))
    for axis in range(2):
        forces = right[:, axis, axis:-1:2]
        forces[ranks[:loaded], range(loaded)] = 1.0
        forces -= share[order, None] / weight
    right[:, 0, :-1] += pull[order, 1, None] * arms
    right[:, 1, :-1] -= pull[order, 0, None] * arms
    right[:, :, -1] = pull[order]
    return right


def _order(nodes: Floats) -> Ints:
    """(M,) the nodes from one end of the piece to the other: those of an element are never far apart."""
    first = nodes[np.argmax(_squares(nodes - nodes[0]))]
    across = nodes[np.argmax(_squares(nodes - first))] - first
    return np.argsort(nodes[:, 0] * across[0] + nodes[:, 1] * across[1], kind="stable")


def _squares(steps: Floats) -> Floats:
    return steps[:, 0] * steps[:, 0] + steps[:, 1] * steps[:, 1]


def _held(nodes: Floats, order: Ints) -> list[int]:
    """Three freedoms, in the order in which they are solved for, without which the piece cannot move."""
    x, y = np.abs(nodes[order[-1]] - nodes[order[0]])
    return [0, 1, 2 * len(order) - (1 if x > y else 2)]


def _band(stiffness: Floats, places: Ints, held: list[int], size: int) -> Floats:
    """(size, width) the stiffness of the piece as `solve_band` takes it, with nothing but a 1 for what is held."""
    rows, columns = np.broadcast_arrays(places[:, :, None], places[:, None, :])
    width = int((columns - rows).max()) + 1
    free = np.ones(size, dtype=np.bool_)
    free[held] = False
    kept = (columns >= rows) & free[rows] & free[columns]
    band = np.zeros((size, width))
    np.add.at(band.reshape(-1), rows[kept] * width + (columns - rows)[kept], stiffness[kept])
    band[held, 0] = 1.0
    return band
