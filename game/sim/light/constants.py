"""Numbers of the light, each with its unit and its reason."""

RAYS_PER_METRE = 90.0
"""Rays a metre of a beam's width: 9 for the usual 0.1 m, 11 mm apart, half a gilding cell."""
FEWEST_RAYS = 3
"""A hair-thin beam keeps a middle and two sides, so that it can still be cut in half by an edge."""
WHITE = 0.0
"""The wavelength that stands for white light, where others are in nm."""

MAX_DEPTH = 32
"""Surfaces a ray meets at most: a dozen glass pieces in a row and some mirrors. Ends a ray that is caught."""
POWER_CUTOFF = 1e-3
"""Share of its first power below which a ray ends: a thousandth of a beam neither shows nor gilds."""
MIRROR_REFLECTANCE = 1.0
"""Mirrors are ideal: what a level gives a light arrives, however often it is turned."""
SURFACE_LOSS = 0.04
"""Share lost at each surface of a glass: Fresnel's for n = 1.5 at right angles."""

EPSILON = 1e-9
"""m: below any gap that can be seen (a pixel is 3 mm) and a million times the rounding of a hit point at 4 m.

The rules that need it stand in `kernel`.
"""

STAGE_LEFT, STAGE_RIGHT = -3.6, 3.6
"""m: where light leaves the picture at the sides, just outside the widest view."""
STAGE_TOP = 3.9
"""m: where it leaves at the top. At the bottom is the floor, which is opaque."""
