"""Numbers of the light, each with its unit and its reason."""

from game.level.values.spectrum import BANDS, WAVELENGTHS

__all__ = ["BANDS", "WAVELENGTHS"]

RAYS_PER_METRE = 60.0
"""Rays a metre of a beam's width: 8 for the usual 0.12 m. Each knows the width of its tube: more would add nothing."""
FEWEST_RAYS = 3
"""A hair-thin beam keeps a middle and two sides, so that it can still be cut in half by an edge."""
WHITE = 0.0
"""The wavelength that stands for a packet of several bands, where others are in nm."""

MAX_DEPTH = 32
"""Surfaces a ray meets at most: a dozen glass pieces in a row and some mirrors. Ends a ray that is caught."""
POWER_CUTOFF = 1e-2
"""Share of the power that the lamp gave to its bands below which a branch ends: a hundredth of a beam is hardly seen
and gilds nothing, and each factor of ten would double the work."""
STACK_ROWS = MAX_DEPTH + BANDS + 2
"""Branches that wait at most: one for each surface on the way, and once the bands of a packet that fans out."""
SEGMENTS_PER_RAY = 192
"""Runs of light that there is room for, on average over all rays: several times what any level has needed."""

EPSILON = 1e-9
"""m: below any gap that can be seen (a pixel is 3 mm) and a million times the rounding of a hit point at 4 m.

The rules that need it stand in `kernel`.
"""
HAIR = 4.0 * EPSILON
"""m beyond a surface at which the medium behind it is asked for: farther than surfaces that count as one are apart."""
SLIVER = 1e3 * EPSILON
"""m: along shorter runs no medium is looked up: they lie between surfaces that count as one, met aslant."""
CORNER = 1e2 * EPSILON
"""m: what reflects is not met nearer than this to its ends, nor to another mirror: a ray between mirrors that meet at
an angle from a degree on is then never nearer than EPSILON to both at once."""
SIDESTEP, SIDESTEPS = 2.0 * CORNER, 3
"""m that a ray steps aside, to its left, where it would; and how often it tries."""
FLATTEST = 0.1
"""Sine of the angle to the surface that a ray comes from under which it steps less far aside, as it sees it."""
PARALLEL = 1e-3
"""Sine of the angle between mirrors under which they are one: there is no corner, wherever they meet."""
GRAZING = 1e-9
"""Least cosine of an angle that tubes of light are refracted with: at zero they would become infinitely wide."""

GROUP = 8
"""Edges of a body that are looked at together: a ray that passes by the box round them passes by all of them."""

LEAST_WIDTH = 0.002
"""m: at a focus a tube is still this wide. Real lenses are no better, and infinite irradiance is no use to anyone."""
CLUSTER = 16
"""Points of an irradiance query that are looked at together: neighbouring cells of a crack are, and most runs of light
miss them all."""

STAGE_LEFT, STAGE_RIGHT = -3.6, 3.6
"""m: where light leaves the picture at the sides, just outside the widest view."""
STAGE_TOP = 3.9
"""m: where it leaves at the top. At the bottom is the floor, which is opaque."""
