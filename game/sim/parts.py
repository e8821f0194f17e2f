"""What a performance is made of, and how it stands: the stages of a tick work on this."""

import math
import operator
from dataclasses import dataclass

from game.core.clock import TICK_S
from game.level.model import Level
from game.sim import constants as c
from game.sim.events import Event, EventKind
from game.sim.help import NO_HELP, Help
from game.sim.light.tracer import Tracer
from game.sim.rules.chorus import Chorus, Voice
from game.sim.rules.fittings import Fittings
from game.sim.rules.gilding import Gilding
from game.sim.rules.hands import Hands
from game.sim.rules.loss import Loss
from game.sim.rules.score import Score
from game.sim.rules.whispers import Omen, Whispers
from game.sim.sculpture.sculpture import Sculpture, Stance


@dataclass(slots=True)
class GameState:
    """How the game stands: what the next tick depends on, besides sculpture, hands, voices, score and whispers."""

    load_factor: float
    load_factor_min: float
    poise_limit: float = math.inf
    """What the load factor was when a piece was last lost: what no longer bears must not raise it."""
    bearing: float = 1.0
    """Share of the mass that still stands and hangs together with the feet."""
    ticks: int = 0
    outcome: str = ""
    """Won or lost; '' while it runs."""
    cause: str = ""
    ovation_from: float | None = None
    """Stage time at which the applause began, s."""
    hush_from: float | None = None
    """Stage time at which the last voice that was needed began to sing, s."""
    has_rolled: bool = False
    """Whether the last crack that is needed has been told."""
    omen: Omen | None = None
    """The whisper that comes next, if it comes within a beat, but for heartbeats..."""
    omen_at: float = 0.0
    """...and when it does, s."""
    hopeless_for: float = 0.0
    """s that too few flaws have been left to win."""
    has_creaked: bool = False
    has_gasped: bool = False


class Parts:
    """All that a performance is made of, and how it stands between two ticks."""

    def __init__(self, level: Level, seed: int = 0, help: Help = NO_HELP) -> None:
        self.help = help
        self.level, self.seed = help.eased(level), operator.index(seed)  # 3.0 would name other streams than 3
        level = self.level
        # State: what the next tick depends on.
        self.sculpture = Sculpture(level)
        self.sculpture.is_wired = help.stands
        self.hands = Hands.of(level)
        self.chorus = Chorus.of(level)
        self.score = Score()
        self.loss = Loss()
        self.tempo = level.music.tempo
        self.bar_s = self.tempo.bar_s
        """s of a bar of the music."""
        self.whispers = Whispers(level, self.seed, self.sculpture.own_period)
        load_factor = self.sculpture.load_factor()
        self.state = GameState(load_factor, load_factor)
        self._poise_at_curtain = load_factor
        self.lean_limit = math.radians(level.lean.limit)
        """rad."""
        # Workspace: follows from state, and is worked out anew when that changes.
        self.light = Tracer(level)
        self.fittings = Fittings(level)
        self.gilding = Gilding.of(level.flaws)
        self._crown_at_rest = max(float(body.rest[1]) for body in self.sculpture.bodies.values())
        self.stance = Stance(0.0, self._crown_at_rest, 0.0, [])
        self._mass = sum(body.mass for body in self.sculpture.bodies.values())
        self._topology = self._lit_topology = self._lit_tick = 0
        self._events: list[Event] = []

    # How things stand -------------------------------------------------------------------------------------------
    @property
    def time(self) -> float:
        """Stage time, s."""
        return self.state.ticks * TICK_S

    @property
    def time_left(self) -> float:
        """s until the house lights come up; they wait once all sing."""
        hush_from = self.state.hush_from
        return max(0.0, self.level.goal.within - (self.time if hush_from is None else hush_from))

    @property
    def sway(self) -> float:
        """rad, as `SculptureView.sway`."""
        return self.stance.sway

    @property
    def crown(self) -> float:
        """Share of its height at rest, as `SculptureView.crown`."""
        return self.stance.crown / self._crown_at_rest

    @property
    def voices(self) -> list[Voice]:
        """One for each of the level's flaws, then those that opened of themselves."""
        return self.chorus.voices

    @property
    def voices_sung(self) -> int:
        """Voices that sing now."""
        return self.chorus.singing

    @property
    def all_sing(self) -> bool:
        """Whether all voices that are needed sing: the glass rests then, and nothing counts but that it stands."""
        return self.state.hush_from is not None

    @property
    def hush(self) -> float | None:
        """s since all that are needed sing, while the house holds its breath; None before and after."""
        since, done = self.state.hush_from, self.state.ovation_from is not None
        return None if since is None or done else self.time - since

    @property
    def hush_s(self) -> float:
        """How long it holds its breath, s: a beat of silence, a note for each voice, and the chord of all."""
        return self.tempo.beat_s * (1.0 + c.NOTE_BEATS * self.chorus.singing) + c.DARK_S

    @property
    def ovation(self) -> float:
        """Share of the ovation survived, 0..1."""
        since = self.state.ovation_from
        return 0.0 if since is None else min(1.0, (self.time - since) / c.OVATION_S)

    # What happens ----------------------------------------------------------------------------------------------
    def _tell(self, kind: EventKind, at: tuple[float, float], size: float, subject: str = "") -> None:
        self._events.append(Event(kind, self.state.ticks, at, float(size), subject))
