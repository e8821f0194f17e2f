"""The optics of a level and the plinth as light meets them."""

from dataclasses import replace

import numpy as np

from game.core.geom import Floats, rotation
from game.level.model import Lens, Mirror, Optic, Prism
from game.level.outlines import optic_edges, optic_pose
from game.sim.constants import PLINTH_HEIGHT
from game.sim.light import elements
from game.sim.light.elements import Element


def fixture(optic: Optic) -> Element:
    """An optic where it stands on the stage at the curtain."""
    if isinstance(optic, Mirror):
        mirror = elements.mirror(optic.length, optic.curve or 0.0)
        return replace(mirror, edges=_placed(optic, mirror.edges[:, [0, 1, 2, 3, 6]]))
    if isinstance(optic, Prism | Lens):
        return elements.glass(_placed(optic, optic_edges(optic)), *optic.surface)
    return elements.thin(elements.edge(*optic.ends), *optic.surface)


def plinth(width: float) -> Element:
    """The block under the sculpture, its own origin in the middle of the top, where it tilts."""
    x = width / 2
    corners = np.array([[-x, -PLINTH_HEIGHT], [x, -PLINTH_HEIGHT], [x, 0.0], [-x, 0.0]])
    return elements.thin(elements.outline(corners), encloses=True)


def _placed(optic: Optic, rows: Floats) -> Floats:
    """Edges (E, 7) on the stage, from rows (E, 5) in the optic's own frame as `optic_edges` gives them."""
    x, y, angle = optic_pose(optic)
    starts = rows[:, :2] @ rotation(angle).T + (x, y)
    # Round closed ones each end is the next start, to the last bit: no light slips in between.
    ends = np.roll(starts, -1, axis=0) if len(rows) > 1 else rows[:, 2:4] @ rotation(angle).T + (x, y)
    return np.vstack([elements.edge(*edge) for edge in zip(starts, ends, rows[:, 4].tolist(), strict=True)])
