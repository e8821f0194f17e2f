"""The sculpture as it is seen: its pieces, cracks and joints, and how it stands."""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats
from game.sim.mesh.mesh import Mesh
from game.sim.view.deferred import Deferred
from game.sim.view.seen import seen


@seen()
class PieceView:
    """One rigid piece or fragment."""

    key: int
    """Unique for the whole performance; a fragment gets a new one."""
    name: str
    """Id of the level's piece that it is, or came from."""
    material: str
    colour: str
    mass: float
    """kg."""
    position: tuple[float, float]
    """Centre of mass, m."""
    angle: float
    """rad."""
    velocity: tuple[float, float]
    """m/s."""
    spin: float
    """rad/s."""
    mesh: Mesh
    thickness: float
    """m, from front to back."""
    stress_optic: float
    """C of retardation = C t (s1 - s2), 1/Pa; 0 for what is no glass."""
    stress: Floats | None
    """(T, 3) Pa: xx, yy, xy in the piece's frame, as if it had no crack; None for metal and stone. What cracks do to it
    is in their `cut` (see `superposition`) and, next to their tips, in their `intensity`."""
    standing: bool
    """Still part of the sculpture: not on the floor."""
    heat: float = 0.0
    """How warm light has made it, 0..1; at 1 sound glass cracks."""

    def on_stage(self, point: Floats | tuple[float, float]) -> tuple[float, float]:
        """Where a point (2,) of its own frame is on the stage, m."""
        c, s = math.cos(self.angle), math.sin(self.angle)
        x, y = float(point[0]), float(point[1])
        return self.position[0] + c * x - s * y, self.position[1] + s * x + c * y


@seen()
class OrnamentView:
    """What rides on a piece and is only seen."""

    key: int
    """Below 0: unique, and no piece's."""
    piece: int
    """Key of the piece that it rides on."""
    material: str
    colour: str
    offset: tuple[float, float]
    """m, in the frame of the piece: where the origin of its mesh is."""
    mesh: Mesh
    behind: bool
    """It is seen behind the pieces, and not before them."""


@seen()
class CrackView:
    """One crack, in the frame of its piece."""

    key: int
    piece: int
    """Key of its piece."""
    path: Floats
    """(P, 2) m: from the mouth to the tip; the last point is the moving tip."""
    cells: Floats
    """(C, 2, 2) m: start and end of each gilding cell along the path, mouth first, the tip's cell cut short."""
    exposure: Floats
    """(C,) 0..1 and over: light that each cell has drunk; at 1 it is gold."""
    gold: NDArray[np.bool_]
    """(C,) gold cells."""
    cut: tuple[tuple[int, int], ...]
    """Edges of the piece's mesh (node pairs) that gape: the tip has passed them, and they are not wholly gold."""
    intensity: float
    """K at the tip, Pa sqrt(m); 0 where it has nowhere to go."""
    speed: float
    """Tip speed, m/s."""
    lit: bool
    """Light that gilds it reached it on this tick."""
    voice: bool
    """Wholly gold: a seam that sings."""
    flaw: int = -1
    """Row of its voice in `GameView.voices`; branches share their trunk's."""
    part: str = ""
    """The only part whose colour gilds it; '' where any light does."""
    dry: float = 0.0
    """0 while its unfinished gold is wet; at 1 that is dry and begins to pull at the joints, at 2 it pulls its most."""

    @property
    def dark(self) -> int:
        """Cells that are not gold."""
        return len(self.gold) - int(np.count_nonzero(self.gold))


@seen(eq=True)
class LinkView:
    """A spring or a cable between two pieces."""

    kind: str
    """spring or cable."""
    name: str
    ends: tuple[tuple[float, float], tuple[float, float]]
    """Where it is hung up, m."""
    length: float
    """m: of a spring at ease, or of a cable when taut."""
    load: float
    """Share of its strength that it carries, 0..1; at 1 it breaks."""


@seen(eq=True)
class JointView:
    """A joint that holds."""

    kind: str
    """weld, hinge, spring or cable."""
    name: str
    """The ids of the two pieces that it joins, as they were at first."""
    at: tuple[float, float]
    """Where it is hung up on the first of these, m."""
    load: float
    """Share of its strength that it carries; at 1 it breaks."""
    bend: float
    """Share of the bending at which a weld breaks; 0 of others."""


@dataclass(frozen=True, eq=False)
class SculptureView(Deferred):
    """The sculpture on its plinth, and how it stands; by default a bare stage."""

    pieces: tuple[PieceView, ...] = field(default_factory=tuple)
    cracks: tuple[CrackView, ...] = field(default_factory=tuple)
    ornaments: tuple[OrnamentView, ...] = field(default_factory=tuple)
    joints: tuple[JointView, ...] = field(default_factory=tuple)
    """All that hold, in the order of the level."""
    links: tuple[LinkView, ...] = field(default_factory=tuple)
    """Springs and cables that hold."""
    plinth: tuple[float, float] = (0.0, 0.0)
    """Sideways shift (m) and lean (rad) of the plinth."""
    plinth_width: float = 0.0
    """m."""
    load_factor: float = math.inf
    """Smallest eigenvalue of K x = lambda G x; below 1 the sculpture buckles under its own weight. Pieces that are lost
    never raise it: it is at most what it was before, and only the share of the mass counts that still bears."""
    sway: float = 0.0
    """Angle of the standing centre of mass from upright over the foot, rad; positive to the left."""
    own_period: float = math.inf
    """s of its slowest sway, there and back, at the curtain."""
    crown: float = 1.0
    """Height of the highest standing point, as a share of its height at rest."""
