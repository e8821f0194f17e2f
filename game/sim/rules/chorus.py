"""The chorus: what becomes of the flaws. Each waits, opens, is ripe once it is gold all along, and sings or is lost."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from game.level.model import AfterFlaw, Flaw, Level, Music
from game.sim.constants import BEAT_STEPS, STILL_STEPS
from game.sim.events import Marks
from game.sim.rules.score import step_of
from game.sim.rules.voices import note_for

ROUNDING = 1e-6
"""Of a beat: times that differ by less are the same."""


@dataclass(slots=True)
class Voice:
    """What became of one of the level's flaws."""

    state: str = "waiting"
    """waiting, open, ripe, sings, lost."""
    part: str = ""
    """Before it sings, of those that answer to one colour only."""
    note: float = 0.0
    progress: float = 0.0
    piece: str = ""
    """Id of the level's piece that it is in."""
    opened: float = 0.0
    """Stage time at which its flaw opened, s."""
    ended: float | None = None
    """Stage time at which it sang first, or was lost, s."""
    turn: int = -1
    """Its place in the order in which voices began to sing, from 0; -1 until it does."""
    lit_s: float = 0.0
    """s that light has been on its crack."""
    lit_sway: float = 0.0
    """Sway all that while, rad s."""
    marks: Marks | None = None
    """What it earned; None until it sings."""

    @property
    def gapes(self) -> bool:
        """Whether its flaw is open and does not sing."""
        return self.state not in ("waiting", "sings", "lost")

    @property
    def still(self) -> float:
        """What it earns for a calm sculpture while it was painted: 1, 2 or 3."""
        return step_of(self.lit_sway / self.lit_s, STILL_STEPS) if self.lit_s else 1.0


@dataclass(slots=True)
class Chorus:
    """The voices of a performance, and how many of them sing or still can."""

    _flaws: Sequence[Flaw]
    _music: Music
    voices: list[Voice]
    """One for each of the level's flaws, then those that opened of themselves."""
    left: int
    """Voices that are not lost."""
    singing: int = 0
    """Voices that sing now."""
    ripe: int = 0
    """Voices that wait to be let go."""

    @classmethod
    def of(cls, level: Level) -> "Chorus":
        """The chorus before the first flaw opens."""
        voices = [Voice(piece=flaw.piece, part=flaw.part or "") for flaw in level.flaws]
        return cls(level.flaws, level.music, voices, len(voices))

    def due(self, time: float) -> list[int]:
        """Rows of the voices that wait and whose flaws open by this stage time (s)."""
        waiting = [row for row in range(len(self._flaws)) if self.voices[row].state == "waiting"]
        return [row for row in waiting if time >= self._opens(self._flaws[row])]

    def open(self, row: int, time: float) -> None:
        """A flaw of the level opens."""
        self.voices[row].state, self.voices[row].opened = "open", time

    def add(self, piece: str, time: float) -> int:
        """A crack opens of itself in one of the level's pieces; returns the row of its voice."""
        self.voices.append(Voice("open", piece=piece, opened=time))
        self._count()
        return len(self.voices) - 1

    def ripen(self, row: int) -> None:
        """A voice's crack is gold all along."""
        self.voices[row].state, self.voices[row].progress = "ripe", 1.0
        self._count()

    def sing(self, row: int, length: float, time: float) -> None:
        """A ripe voice begins to sing of a crack of this length (m)."""
        voice = self.voices[row]
        sung = tuple(other.note for other in self.voices if other.state == "sings")
        voice.part, voice.note = note_for(length, self._music, sung, voice.part or None)
        voice.state, voice.ended = "sings", time
        voice.turn = 1 + max(other.turn for other in self.voices)
        self._count()

    def lose(self, row: int, time: float) -> None:
        """A voice will not sing, or not any more."""
        voice = self.voices[row]
        voice.state, voice.progress = "lost", 0.0
        voice.ended = time if voice.ended is None else voice.ended
        self._count()

    def _opens(self, flaw: Flaw) -> float:
        """Stage time at which a flaw opens, s: the first beat when it is due; endless while it waits for another."""
        tempo = self._music.tempo
        if isinstance(flaw.opens, AfterFlaw):
            before = next(row for row, other in enumerate(self._flaws) if other.id == flaw.opens.after)
            ended = self.voices[before].ended
            if ended is None:
                return math.inf
            due = ended + flaw.opens.bars * tempo.bar_s
        else:
            due = tempo.at(flaw.opens)
        return math.ceil(due / tempo.beat_s - ROUNDING) * tempo.beat_s

    def _count(self) -> None:
        states = [voice.state for voice in self.voices]
        self.singing, self.ripe = states.count("sings"), states.count("ripe")
        self.left = len(states) - states.count("lost")


def beat_factor(beside_s: float) -> float:
    """What voices earn that a breath lets go so many s beside the beat: 1, 3 or 5."""
    return step_of(beside_s, BEAT_STEPS)
