"""The optics of a level and the plinth as light meets them."""

from dataclasses import replace

import numpy as np

from game.core.geom import Floats, rotation
from game.level.model import Filter, Lens, Mirror, Optic, Prism, Splitter
from game.level.outlines import optic_edges, optic_pose
from game.level.spectrum import BANDS_PER_PART, PARTS
from game.sim.constants import PLINTH_HEIGHT
from game.sim.light import elements
from game.sim.light.elements import Element


def fixture(optic: Optic) -> Element:
    """An optic where it stands on the stage at the curtain."""
    match optic:
        case Mirror(length=length, curve=curve):
            mirror = elements.mirror(length, curve or 0.0)
            return replace(mirror, edges=_placed(optic, mirror.edges[:, [0, 1, 2, 3, 6]]))
        case Prism(glass=glass, colour=colour) | Lens(glass=glass, colour=colour):
            return elements.glass(_placed(optic, optic_edges(optic)), glass, colour)
        case Filter(ends=ends, passes=passes):
            shares = [float(part in passes) for part in PARTS for _ in range(BANDS_PER_PART)]
            return elements.thin(elements.edge(*ends), transmittance=shares)
        case Splitter(ends=ends, reflects=reflects):
            return elements.thin(elements.edge(*ends), reflects, 1.0 - reflects)
        case _:
            return elements.screen(*optic.ends)


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
