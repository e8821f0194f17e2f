"""How light and what it meets lie in arrays (B bodies, E edges, M kinds of matter, R rays, S segments).

    rays     (R, 7 + BANDS)  origin x, y; unit direction x, y; width (m); beam; ray; power of each band (W)
    circles  (B, 4)          bounding circle: x, y, radius (m); 1 for glass whose circle meets that of other glass
    spans    (B + 1, 3) int  first edge; kind; row of `matter`. The edges of body b are spans[b, 0] .. spans[b + 1, 0]
                             (last excluded). The last row is the end of the edges and the kind of the surroundings
    edges    (E, 7)          from x, y; to x, y; centre x, y (m); signed radius (m): 0 for a straight edge, > 0 for an
                             arc that bulges to the right of from -> to, < 0 to the left. An arc is less than half round
    matter   (M, 2, BANDS)   [0] refractive index; [1] absorbance (1/m) of glass, reflectance of metal and mirrors,
                             transmittance of filters, reflected share of splitters; all for each band
    segments                 lines (S, 6 + BANDS): start x, y; end x, y (m); width at the start and at the end (m,
                             signed); power of each band at the start (W)
                             marks (S, 7) int: beam; ray; depth; medium (row of a body, or AIR); path; band (or PACKET);
                             hit (row of the body that ended it, B for the surroundings)
    tally    (B + 1, 2)      W that met each body; W that it swallowed. The last row is the surroundings: floor and end
                             of the stage
    stack                    ways (STACK_ROWS, 6 + BANDS): x, y; direction x, y; width (m); spread (rad); powers (W)
                             tags (STACK_ROWS, 7) int: the columns LEFT .. TURNED below

Circles, spans, edges and matter together are a `Surfaces`. Closed bodies (glass, metal, opaque) list their edges
counter-clockwise, so that their outside lies to the right of each; open ones (the others) have two faces.

A ray stands for a *tube* of light: `width` across, and directions that differ by `spread` from its one side to the
other. After a run of length t the width is width + spread t; it changes its sign at a focus. Irradiance is
power / |width|.

`path` is a hash of the surfaces met so far, in order, and of whether light turned back there or went through. Rays of a
beam that share it (and the band) took the same way.
"""

from game.core.geom import Floats, Ints
from game.sim.light.constants import BANDS

Vector = tuple[float, float]
Surfaces = tuple[Floats, Ints, Floats, Floats]
"""Circles, spans, edges, matter."""
Segments = tuple[Floats, Ints]
"""Lines, marks."""
Stack = tuple[Floats, Ints]
"""Ways, tags."""

GLASS, METAL, OPAQUE, MIRROR, SPLITTER, FILTER, SCREEN = range(7)
"""Kinds of bodies; the first three are closed. A screen is an open opaque, and a detector is a screen."""
AIR = -1
"""The medium outside of all glass."""
PACKET = -1
"""The band of a ray that carries several."""
NO_EDGE = -1

RAY_COLUMNS, EDGE_COLUMNS, LINE_COLUMNS, MARK_COLUMNS, TALLY_COLUMNS = 7 + BANDS, 7, 6 + BANDS, 7, 2
RAY_POWER = 7
"""First column of the powers in `rays`."""
POWER = 6
"""First column of the powers in `lines` and in `ways`."""
LEFT, MEDIUM, DEPTH, PATH, BAND, LAST, TURNED = range(7)
"""Columns of `tags`: edge just left; medium; surfaces met; path; band; kind of the surface met last; 1 if light turned
back there, else 0."""
TAG_COLUMNS = 7
