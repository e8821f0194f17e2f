"""How the game stands: voices, score, breath, time and the end."""

from dataclasses import dataclass, field
from typing import NamedTuple

from game.level.values.times import BEATS_PER_BAR
from game.sim.events import Event, Marks
from game.sim.rules.loss import Deed
from game.sim.view.deferred import Deferred
from game.sim.view.seen import seen


@seen(eq=True)
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
