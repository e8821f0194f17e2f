"""What happened during a tick, as plain data. Sound, effects and logs read these and nothing else."""

from dataclasses import dataclass
from enum import StrEnum

from game.level.model import POINTS_A_VOICE


class EventKind(StrEnum):
    """Everything that the stage can tell."""

    BEAT = "beat"  # the heartbeat; size: impulse (N s)
    GUST = "gust"  # a gust begins; size: force (N), signed
    NOTE = "note"  # a discordant note begins; size: force (N), signed: where its first push goes
    TREMOR = "tremor"  # the plinth starts to shake; size: amplitude (m)
    OMEN = "omen"  # a whisper comes in a beat; size: as its own event has; subject: the kind of that
    FLAW = "flaw"  # a flaw opens; size: m by which it jumps open
    CRACK = "crack"  # a tip passed a mesh node; size: tip speed (m/s)
    GILD = "gild"  # a cell of a crack turned to gold; size: share of the crack that is gold, 0..1
    LAST = "last"  # the last flaw that is needed is half gold; size: its share that is gold
    DRY = "dry"  # gold of an unfinished crack is dry, and begins to pull; size: share of the crack that is gold
    RIPE = "ripe"  # a crack is gold all along, and waits for the beat or the breath; size: its length (m)
    VOICE = "voice"  # a ripe crack sings; size: note as a MIDI number
    CHORD = "chord"  # voices were let go together; size: how many
    SILENCED = "silenced"  # a voice fell silent with its piece; size: note as a MIDI number
    SPLIT = "split"  # a crack ran through: the piece is two; size: mass of the smaller part (kg)
    GLITTER = "glitter"  # a split left a sliver too small to be a body; size: its mass (kg)
    BREAK = "break"  # a joint gave way; size: the load that broke it (N)
    HIT = "hit"  # something struck something, or fell; size: impulse (N s), or mass of what fell (kg)
    HEAT = "heat"  # a beam has made glass dangerously warm; size: share of the rise at which it cracks
    CREAK = "creak"  # the load factor fell under the warning line; size: load factor
    GASP = "gasp"  # a dangerous sway; size: that sway (rad)
    TAKE = "take"  # another mirror was taken in hand; size: its index
    HUSH = "hush"  # every required voice sings: the house holds its breath; size: seconds it lasts
    OVATION = "ovation"  # the applause begins; size: seconds it lasts
    TOPPLE = "topple"  # the sculpture fell; size: height left (share of the initial)
    WON = "won"  # size: final score
    LOST = "lost"  # size: final score


@dataclass(frozen=True, slots=True)
class Marks:
    """What a voice earns: its points are those of a plain voice times all factors."""

    still: float
    """For a calm sculpture while it was painted: 1, 2 or 3."""
    beat: float
    """For being let go by a breath near the beat, or on it: 1, 3 or 5."""
    chord: float
    """For the voices of its chord that sang before it: 1, 5, 9 or 13."""
    fresh: float
    """1 for three bars since its flaw opened; each after that takes three tenths of what is left, down to a tenth."""

    @property
    def points(self) -> float:
        """What they make of a plain voice's points."""
        return POINTS_A_VOICE * self.still * self.beat * self.chord * self.fresh


NO_MARKS = Marks(1.0, 1.0, 1.0, 0.0)
"""What a voice earns whose crack is no flaw of the level: heat or a fall opened it, and no points are made of that."""


BREAKS = (EventKind.BREAK, EventKind.SPLIT)
"""A joint or a piece gave way."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened."""

    kind: EventKind
    tick: int
    at: tuple[float, float]
    """Where on the stage, m."""
    size: float = 0.0
    """How much, in the unit that the kind names."""
    subject: str = ""
    """Id of the piece, joint, mirror or cause that it happened to."""
    part: str = ""
    """For voices: bass, tenor, alto or soprano."""
    in_time: bool = False
    """For voices: let go by a breath on the beat, or near it."""
    marks: Marks | None = None
    """For voices: what it earned."""
