"""Light as it is seen: lamps, optics, and every run of it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from game.core.geom import Floats, Ints
from game.level.optics import Optic, OpticBase
from game.sim.light.constants import WAVELENGTHS, WHITE
from game.sim.light.layout import POWER
from game.sim.view.deferred import Deferred
from game.sim.view.seen import seen

_NM = np.array([*WAVELENGTHS, WHITE])
"""Wavelengths by band; a packet's, -1, takes the last."""


@seen(eq=True)
class LampView:
    """A lamp as it is now."""

    name: str
    origin: tuple[float, float]
    """Middle of the lamp, m."""
    direction: tuple[float, float]
    """Unit vector along its beam; it turns where the lamp swings."""
    width: float
    """Of its beam, m."""
    power: float
    """W, of all colours together, while it is lit."""
    part: str
    """The part whose colour it has: bass, tenor, alto or soprano; or white."""
    lit: bool


@seen()
class MirrorView:
    """A mirror on its swivel, for a hand to turn; fixed ones are among `LightView.optics`."""

    name: str
    row: int
    """Its row in `Segments.hit`."""
    centre: tuple[float, float]
    """Middle of its chord, m."""
    angle: float
    """rad, of its face (not of its normal)."""
    length: float
    """m, of its chord."""
    rail: tuple[tuple[float, float], tuple[float, float]] | None
    held: bool
    incoming: tuple[float, float] | None
    """Unit direction of the light that meets it now, None in the dark."""
    curve: float = 0.0
    """Signed radius, m: above 0 it bulges to the right of its face's direction, below 0 to the left; 0 is flat."""


_Spec_co = TypeVar("_Spec_co", bound=OpticBase, covariant=True)


@seen()
class OpticView(Generic[_Spec_co]):
    """An optic that no hand turns."""

    spec: _Spec_co
    """As the level has it: its kind, its id, and all that stays the same."""
    row: int
    """Its row in `Segments.hit` and, for prisms and lenses, in `Segments.medium`."""
    outline: Floats
    """(N, 2) m. Prisms and lenses: a closed polygon, counter-clockwise, first point not repeated, arcs sampled finely.
    Others: the line from end to end. Of one optic N stays the same."""
    reading: float = 0.0
    """W that fall on a detector now."""


@seen()
class Segments:
    """Straight runs of light from the last trace, in the order in which they were traced: S rows of two tables.

    A ray stands for a tube of light, `width` across. Rays of one `beam` and `wavelength` whose `path` is equal took the
    same way so far; of those, neighbours in `ray` are neighbours on the stage: enough to draw a beam as one strip.
    """

    lines: Floats
    """(S, 6 + BANDS) start x, y; end x, y (m); width at both (m); power of each band (W)."""
    marks: Ints
    """(S, 7) beam, ray, depth, medium, path, band, hit."""

    @property
    def start(self) -> Floats:
        """(S, 2) m."""
        return self.lines[:, 0:2]

    @property
    def end(self) -> Floats:
        """(S, 2) m."""
        return self.lines[:, 2:4]

    @property
    def width(self) -> Floats:
        """(S, 2) m across the tube at start and end; the sign changes at a focus. Irradiance is power / |width|."""
        return self.lines[:, 4:6]

    @property
    def power(self) -> Floats:
        """(S, BANDS) W in each band (`game.level.values.spectrum`) at the start; glass takes its share on the way."""
        return self.lines[:, POWER:]

    @property
    def total(self) -> Floats:
        """(S,) W in all bands at the start."""
        power: Floats = self.power.sum(axis=1)
        return power

    @property
    def beam(self) -> Ints:
        """(S,) index of the light."""
        return self.marks[:, 0]

    @property
    def ray(self) -> Ints:
        """(S,) index of the ray within its light, 0 at the left edge looking along the beam."""
        return self.marks[:, 1]

    @property
    def depth(self) -> Ints:
        """(S,) how many surfaces the ray has met before."""
        return self.marks[:, 2]

    @property
    def medium(self) -> Ints:
        """(S,) row of the piece that it runs inside, -1 in air; in glass optics, their `OpticView.row`."""
        return self.marks[:, 3]

    @property
    def path(self) -> Ints:
        """(S,) hash of the surfaces met before, in order, and of whether light turned back or went through there."""
        return self.marks[:, 4]

    @property
    def band(self) -> Ints:
        """(S,) the band of a ray that carries only one; -1 for a packet of several, as white light is at first."""
        return self.marks[:, 5]

    @property
    def wavelength(self) -> Floats:
        """(S,) nm of a ray of one band; 0 for a packet of several."""
        return _NM[self.band]

    @property
    def hit(self) -> Ints:
        """(S,) row of what ended the run: `pieces`, `mirrors`, plinth, `optics`, then floor and end of the stage."""
        return self.marks[:, 6]


@dataclass(frozen=True, eq=False)
class LightView(Deferred):
    """All light, where it comes from and what it meets besides the sculpture."""

    lamps: tuple[LampView, ...]
    """In the order of the level: `Segments.beam` counts them."""
    mirrors: tuple[MirrorView, ...]
    """Those that a hand can turn."""
    optics: tuple[OpticView[Optic], ...]
    """All but the mirrors for a hand, in the order of the level."""
    segments: Segments
    ghost: tuple[tuple[float, float], tuple[float, float]] | None
    """From the held mirror to the first thing that its reflected beam would hit, were it aimed at the cursor."""
