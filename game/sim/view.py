"""A read-only picture of one tick: all that a window, a choir, a bot or a log may look at.

Everything is in stage coordinates: metres, y up, origin at the middle of the plinth's top at rest; angles in
radians, counter-clockwise. Arrays are read-only and shared: never write to them. Meshes keep their identity
for the life of a piece, so `id(mesh)`-keyed or attribute caches of drawn things are safe while it is referenced.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats, Ints
from game.sim.mesh import Mesh


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
    """(T, 3) Pa: xx, yy, xy in the piece's frame, with the fields of running tips in it; None for metal and stone."""
    standing: bool
    """Still part of the sculpture: not on the floor."""


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
    speed: float
    """Tip speed, m/s."""
    lit: bool
    """Light reached it on this tick."""
    voice: bool
    """Wholly gold: a seam that sings."""


@dataclass(frozen=True, slots=True, eq=False)
class MirrorView:
    """A flat mirror on its swivel."""

    name: str
    centre: tuple[float, float]
    angle: float
    """rad, of its face (not of its normal)."""
    length: float
    rail: tuple[tuple[float, float], tuple[float, float]] | None
    held: bool
    incoming: tuple[float, float] | None
    """Unit direction of the light that meets it now, None in the dark."""


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight runs of light from the last trace, as parallel arrays of length S.

    Neighbouring rays of a beam have neighbouring `ray` numbers and, while they take the same path, the same
    `depth`: enough to draw a beam as one strip.
    """

    start: Floats
    """(S, 2) m."""
    end: Floats
    """(S, 2) m."""
    wavelength: Floats
    """(S,) nm; 0 for white."""
    power: Floats
    """(S,) W carried by the ray."""
    width: Floats
    """(S,) m: the share of the beam's width that the ray stands for."""
    beam: Ints
    """(S,) index of the light."""
    ray: Ints
    """(S,) index of the ray within its light, 0 at the left edge looking along the beam."""
    depth: Ints
    """(S,) how many surfaces the ray has met before."""
    medium: Ints
    """(S,) row of the piece in `View.pieces` that it runs inside, -1 in air."""


@dataclass(frozen=True, slots=True)
class VoiceView:
    """One required or won voice on the staff, in order of the level's flaws."""

    part: str
    """bass, tenor, alto, soprano."""
    note: float
    """MIDI number; 0 while open."""
    progress: float
    """Gold share of its crack, 0..1."""
    state: str
    """waiting (not yet open), open, sings, lost."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The whole stage at one tick."""

    tick: int
    time: float
    """s."""
    pieces: tuple[PieceView, ...]
    cracks: tuple[CrackView, ...]
    mirrors: tuple[MirrorView, ...]
    lights: tuple[tuple[tuple[float, float], tuple[float, float], float, float], ...]
    """Per light: origin, unit direction, width (m), power (W)."""
    blockers: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    segments: Segments
    ghost: tuple[tuple[float, float], tuple[float, float]] | None
    """From the held mirror to the first thing that its reflected beam would hit, were it aimed at the cursor."""
    plinth: tuple[float, float]
    """Sideways shift (m) and lean (rad) of the plinth."""
    plinth_width: float
    lean_limit: float
    """rad."""
    load_factor: float
    """Smallest eigenvalue of K x = lambda G x; below 1 the sculpture buckles under its own weight."""
    sway: float
    """Angle of the standing centre of mass from upright over the foot, rad; positive to the left."""
    crown: float
    """Height of the highest standing point, as a share of its height at rest."""
    voices: tuple[VoiceView, ...]
    voices_needed: int
    score: int
    chain: int
    """Voices in the running chain; 0 when none runs."""
    breath: float
    """The meter, 0..1."""
    time_scale: float
    """How fast stage time should run against real time: 1, or slower while breath is held."""
    beat: float
    """Phase of the heartbeat, 0 on the beat .. 1."""
    bpm: float
    time_left: float
    """s."""
    ovation: float
    """Share of the ovation survived, 0..1; 0 before it."""
    outcome: str
    """'' while it runs, then won or lost."""
    cause: str
    """Why it ended: sang, toppled, silence (too few flaws left), time."""
