"""A read-only picture of one tick: all that a window, a choir, a bot or a log may look at.

Everything is in stage coordinates: metres, y up, origin at the middle of the plinth's top at rest; angles in
radians, counter-clockwise. Arrays are read-only and shared: never write to them. Meshes keep their identity
for the life of a piece, so `id(mesh)`-keyed or attribute caches of drawn things are safe while it is referenced.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats, Ints
from game.level.optics import Optic, OpticBase
from game.level.times import BEATS_PER_BAR
from game.sim.events import Event, Marks
from game.sim.light.constants import WAVELENGTHS, WHITE
from game.sim.light.layout import POWER
from game.sim.mesh.mesh import Mesh
from game.sim.rules.loss import Deed

_NM = np.array([*WAVELENGTHS, WHITE])
"""Wavelengths by band; a packet's, -1, takes the last."""


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True, eq=False)
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
        """(S, BANDS) W in each band (`game.level.spectrum`) at the start; glass takes its share on the way."""
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


@dataclass(frozen=True, slots=True)
class VoiceView:
    """One required or won voice on the staff, in order of the level's flaws."""

    part: str
    """bass, tenor, alto, soprano; '' for one that is open to any, until it sings."""
    note: float
    """MIDI number; 0 while open."""
    progress: float
    """Gold share of its crack, 0..1."""
    state: str
    """waiting (not yet open), open, ripe (gold all along, and not let go yet), sings, lost."""
    marks: Marks | None = None
    """What it has earned; None until it sings."""
    turn: int = -1
    """Its place in the order in which voices began to sing, from 0; -1 until it does."""


class OmenView(NamedTuple):
    """A whisper that comes within a beat."""

    kind: str
    """gust, note or tremor."""
    size: float
    """As its event will have it: signed, positive to the right, where it has a side."""
    seconds: float
    """Stage time until it comes, s."""


class Deferred:
    """A part of a view, some fields of which are built when somebody looks at them first.

    Such a field has a factory for its default: a plain one would be found in the class, and never be built.
    """

    @classmethod
    def of(cls, later: Mapping[str, Callable[[], Any]], **given: Any) -> Self:
        """A part with some fields given and what builds the others: from copies, as the stage goes on meanwhile."""
        part = cls.__new__(cls)
        part.__dict__.update(given, _later=later)
        return part

    if not TYPE_CHECKING:  # where types are checked, a part has its fields and nothing else

        def __getattr__(self, name: str) -> Any:
            """Asked for a field that is not there yet."""
            later = self.__dict__.get("_later", {})
            if name not in later:
                raise AttributeError(name)
            return self.__dict__.setdefault(name, later[name]())


@dataclass(frozen=True, eq=False)
class SculptureView(Deferred):
    """The sculpture on its plinth, and how it stands; by default a bare stage."""

    pieces: tuple[PieceView, ...] = field(default_factory=tuple)
    cracks: tuple[CrackView, ...] = field(default_factory=tuple)
    ornaments: tuple[OrnamentView, ...] = field(default_factory=tuple)
    joints: tuple[JointView, ...] = field(default_factory=tuple)
    """All that hold, in the order of the level."""
    links: tuple[LinkView, ...] = ()
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


@dataclass(frozen=True, eq=False)
class GameView(Deferred):
    """How the game stands; by default there is nothing to win."""

    voices: tuple[VoiceView, ...] = field(default_factory=tuple)
    voices_needed: int = 0
    score: int = 0
    bonus: int = 0
    """Of the score, what was given at the end."""
    chord: int = 0
    """Voices in the chord that still grows; 0 when none does."""
    lean_limit: float = 0.0
    """rad."""
    breath: float = 1.0
    """The meter, 0..1."""
    time_scale: float = 1.0
    """How fast stage time should run against real time: 1, or slower while breath is held."""
    beat: float = 0.0
    """Phase of the heartbeat, 0 on the beat .. 1."""
    bpm: float = 60.0
    bar: float = 0.0
    """Bars since the curtain."""
    bar_s: float = 4.0
    """s of a bar."""
    omen: OmenView | None = None
    """The whisper that comes within a beat, but for heartbeats."""
    hush: float | None = None
    """s since all that are needed sing, while the house holds its breath; None before and after."""
    hush_s: float = 0.0
    """How long it holds its breath, s."""
    time_left: float = 0.0
    """s."""
    ovation: float = 0.0
    """Share of the ovation survived, 0..1; 0 before it."""
    outcome: str = ""
    """'' while it runs, then won or lost."""
    cause: str = ""
    """Why it ended: sang, toppled, silence (too few flaws left), time."""
    breach: Event | None = None
    """What decided a loss: the first BREAK or SPLIT of those that led to it, a TOPPLE at the last upright tick where
    nothing broke, or the FLAW that was open and darkest when time ran out; None for other ends."""
    deed: Deed | None = None
    """The player's own share in a loss."""

    @property
    def beat_s(self) -> float:
        """s of a beat."""
        return self.bar_s / BEATS_PER_BAR


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The whole stage at one tick."""

    tick: int
    time: float
    """s."""
    sculpture: SculptureView
    light: LightView
    game: GameView
