"""What an open crack does to the stress around it, found from the stress of the piece without it.

The stress in a cracked body is that of the same body whole, under the same loads, plus what pushing the faces of
the crack apart does: with the tractions that used to hold them together, turned round (Bueckner, "The propagation
of cracks and the energy of elastic deformation", Trans. ASME 80, 1958). So two matrices, worked out when a crack gets
longer, turn one stress into the other, whatever the loads are. Faces that are pressed together stay together.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from game.core.geom import Floats, Ints
from game.core.linear import product
from game.sim.constants import GLASS_POISSON
from game.sim.glass.stress import internal_forces, stress_of_forces_at
from game.sim.mesh.mesh import Mesh
from game.sim.mesh.partition import opened


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """What the open edges of a piece do to its stress."""

    mesh: Mesh
    """The piece, gaping there; its triangles are as they were."""
    _pulls: Floats
    """(2D, 3T) what the D copies of nodes on the faces lose of their hold, N by Pa."""
    _inward: Floats
    """(D, 2) from each copy into its own side of the crack, unit vectors."""
    _group: Ints
    """(D,) which copies were one node."""
    _answer: Floats
    """(3T, 2D) stress by force at the copies, Pa by N."""

    def added(self, stress: Floats) -> Floats:
        """(T, 3) Pa that the crack adds to a piece's `stress` (T, 3) without it."""
        pulls = product(self._pulls, stress.reshape(-1, 1)).reshape(-1, 2)
        apart = np.bincount(self._group, (pulls * self._inward).sum(axis=1))
        pulls[apart[self._group] < 0.0] = 0.0
        return product(self._answer, pulls.reshape(-1, 1)).reshape(-1, 3)


def relief_of(mesh: Mesh, cut: Iterable[tuple[int, int]]) -> Relief:
    """What the open edges `cut` (node pairs) do to the stress of a piece.

    Thickness and density cancel: the tractions on both faces are in balance.
    """
    gaping, old = opened(mesh, cut)
    doubled = np.flatnonzero(np.bincount(old)[old] > 1)
    held = internal_forces(gaping, 1.0).reshape(len(old), 2, -1)
    fans = gaping.nodes[gaping.triangles].mean(axis=1)
    pulls, inward = np.zeros((len(doubled), 2, held.shape[2])), np.zeros((len(doubled), 2))
    for row, node in enumerate(doubled.tolist()):
        # What the copies do not share out among themselves comes from outside, and stays as it was.
        pulls[row] = held[old == old[node]].mean(axis=0) - held[node]
        way = fans[(gaping.triangles == node).any(axis=1)].mean(axis=0) - gaping.nodes[node]
        inward[row] = way / np.sqrt((way * way).sum())
    group = np.unique(old[doubled], return_inverse=True)[1]
    answer = stress_of_forces_at(doubled, gaping, GLASS_POISSON)
    return Relief(gaping, pulls.reshape(2 * len(doubled), held.shape[2]), inward, group, answer)
