"""How light and what it meets lie in arrays (B bodies, E edges, R rays, S segments).

    rays      (R, 7 + BANDS)  origin x, y; unit direction x, y; width (m); beam; ray; power of each band (W)
    boxes     (B + G, 5)      bounding box: middle x, y; half its width and height (m); 1 for glass whose box meets that
                              of other glass. Of the bodies, then of their groups of GROUP edges, of which the last has
                              the rest
    spans     (B + 1, 4) int  first edge; kind; traits of thin surfaces; row of the first group. The edges of body b are
                              spans[b, 0] .. spans[b + 1, 0] (last excluded), its groups likewise. The last row is the
                              end of both; the surroundings
    edges     (7, E)          from x, y; to x, y; centre x, y (m); signed radius (m): 0 for a straight edge, > 0 for an
                              arc that bulges to the right of from -> to, < 0 to the left. It is less than half round
    matter    (B, 2, BANDS)   of glass: refractive index; absorbance (1/m). Of thin surfaces: the share of light that
                              they reflect; the share of the rest that they transmit. All for each band
    lines     (S, 6 + BANDS)  of a segment: start x, y; end x, y (m); width at the start and at the end (m, signed);
                              power of each band at the start (W)
    marks     (S, 7) int      of a segment: beam; ray; depth; medium (row of a body, or AIR); path; band (or PACKET);
                              hit (row of the body that ended it, B for the surroundings)
    tally     (B + 1, 2)      W that met each body; W that it swallowed. The last row is the surroundings: floor and end
                              of the stage
    branches  (STACK_ROWS, 6 + 2 BANDS)  a stack: x, y; direction x, y; width (m); spread (rad); power of its bands;
                              what of it is polarised across the plane (s; the rest is p) (W)
    tags      (STACK_ROWS, 7) int      of the same rows: the columns LEFT .. TURNED below

There are two kinds of surface. Glass *refracts*: light goes on inside. All others are *thin*: mirror, gel, splitter,
screen, metal and stone are one law with other shares. Those that enclose (metal, stone), and glass, list their edges
counter-clockwise, so that their outside lies to the right of each; the others have two faces.

A ray stands for a *tube* of light: `width` across, and directions that differ by `spread` from its one side to the
other. After a run of length t the width is width + spread t; it changes its sign at a focus. Irradiance is
power / |width|.

`path` is a hash of the surfaces met so far, in order, and of whether light turned back there or went through. Rays of a
beam that share it (and the band) took the same way.
"""

from typing import NamedTuple

from game.core.geom import Floats, Ints
from game.sim.light.constants import BANDS

Vector = tuple[float, float]


class Surfaces(NamedTuple):
    """Everything that light meets, where it stands now; the arrays that this module lists."""

    boxes: Floats
    spans: Ints
    edges: Floats
    matter: Floats


REFRACTS, THIN = range(2)
"""Kinds of surface."""
ENCLOSES, REFLECTS, TRANSMITS = 1, 2, 4
"""Traits of a thin surface, added up: what it goes round is solid; it reflects, transmits light of any band."""
AIR = -1
"""The medium outside of all glass."""
PACKET = -1
"""The band of a ray that carries several."""
NO_EDGE = -1

RAY_COLUMNS, EDGE_COLUMNS, LINE_COLUMNS, MARK_COLUMNS, TALLY_COLUMNS = 7 + BANDS, 7, 6 + BANDS, 7, 2
RAY_POWER = 7
"""First column of the powers in `rays`."""
POWER = 6
"""First column of the powers in `lines` and in `branches`."""
CROSSWISE = POWER + BANDS
"""First column in `branches` of what of these powers is polarised across the plane of the drawing (s)."""
BRANCH_COLUMNS = CROSSWISE + BANDS
LEFT, MEDIUM, DEPTH, PATH, BAND, SHEER, TURNED = range(7)
"""Columns of `tags`: edge just left; medium; surfaces met; path; band; 1 if the surface met last is thin and transmits
light; 1 if light turned back there."""
TAG_COLUMNS = 7
