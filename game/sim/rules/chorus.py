"""The chorus: what becomes of the flaws. Each waits, opens, and then sings or is lost."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from game.level.model import Flaw, Level, Music
from game.sim.rules.voices import completes_triad, note_for


@dataclass(slots=True)
class Voice:
    """What became of one of the level's flaws."""

    state: str = "waiting"
    """waiting, open, sings, lost."""
    part: str = ""
    """Before it sings, of those that answer to one colour only."""
    note: float = 0.0
    points: float = 0.0
    progress: float = 0.0
    piece: str = ""
    """Id of the level's piece that it is in."""


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
    next_flaw: float = 0.0
    """Stage time (s) before which no flaw of the level opens."""

    @classmethod
    def of(cls, level: Level) -> "Chorus":
        """The chorus before the first flaw opens."""
        voices = [Voice(piece=flaw.piece, part=flaw.part or "") for flaw in level.flaws]
        return cls(level.flaws, level.music, voices, len(voices))

    def due(self, time: float) -> list[int]:
        """Rows of the voices that wait and whose flaws open by this stage time (s)."""
        if time < self.next_flaw:
            return []
        self.next_flaw = min((flaw.opens for flaw in self._flaws if flaw.opens > time), default=math.inf)
        opened = [row for row, flaw in enumerate(self._flaws) if time >= flaw.opens]
        return [row for row in opened if self.voices[row].state == "waiting"]

    @property
    def gaping(self) -> int:
        """Flaws that are open and do not sing."""
        return sum(voice.state not in ("waiting", "sings", "lost") for voice in self.voices)

    def open(self, row: int) -> None:
        """A flaw of the level opens."""
        self.voices[row].state = "open"

    def add(self, piece: str) -> int:
        """A crack opens of itself in one of the level's pieces; returns the row of its voice."""
        self.voices.append(Voice("open", piece=piece))
        self._count()
        return len(self.voices) - 1

    def sing(self, row: int, length: float) -> bool:
        """A voice begins to sing of a crack of this length (m); returns whether it completes a triad."""
        voice = self.voices[row]
        sung = tuple(other.note for other in self.voices if other.state == "sings")
        voice.part, voice.note = note_for(length, self._music, sung, voice.part or None)
        voice.state, voice.progress = "sings", 1.0
        self._count()
        return completes_triad(voice.note, sung, self._music)

    def lose(self, row: int) -> None:
        """A voice will not sing, or not any more."""
        self.voices[row].state, self.voices[row].progress = "lost", 0.0
        self._count()

    def _count(self) -> None:
        self.singing = sum(voice.state == "sings" for voice in self.voices)
        self.left = sum(voice.state != "lost" for voice in self.voices)
