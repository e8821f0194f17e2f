"""The optics of a level and the plinth as light meets them."""

import numpy as np

from game.core.geom import Floats
from game.level.model import Mirror, Optic
from game.level.optics import Glass, Thin
from game.sim.constants import PLINTH_HEIGHT
from game.sim.light import elements
from game.sim.light.elements import Element


def standing(optic: Optic) -> Element:
    """An optic where it stands on the stage at the curtain."""
    return _element(optic.stage_edges(), optic.surface)


def swivelled(mirror: Mirror) -> Element:
    """A mirror that a hand turns, in its own frame."""
    return _element(mirror.edges, mirror.surface)


def plinth(width: float) -> Element:
    """The block under the sculpture, its own origin in the middle of the top, where it tilts."""
    x = width / 2
    corners = np.array([[-x, -PLINTH_HEIGHT], [x, -PLINTH_HEIGHT], [x, 0.0], [-x, 0.0]])
    return elements.thin(elements.outline(corners), encloses=True)


def _element(edges: Floats, surface: Thin | Glass) -> Element:
    """From edges (E, 5) as the optics of a level have them."""
    rows = np.vstack([elements.edge((ax, ay), (bx, by), radius) for ax, ay, bx, by, radius in edges.tolist()])
    return elements.glass(rows, *surface) if isinstance(surface, Glass) else elements.thin(rows, *surface)
