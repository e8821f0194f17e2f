"""A performance that can be played again, and what collects it while it runs."""

import gzip
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple

from game import __version__
from game.core.files import write_atomic
from game.core.machine import machine_key
from game.core.words import plain
from game.level import Level
from game.replay.layout import DIGEST_DIGITS, FORMAT, VERSION, ReplayError, rows_of, text_digest
from game.replay.tracks import NO_TRACKS, TICKS, Row, Tracks, row_of
from game.sim import NO_HELP, Help, Intent, World


class End(NamedTuple):
    """How a performance went, in what last bits do not change, or not by much."""

    outcome: str
    voices: int
    score: int
    ticks: int

    def otherwise_than(self, other: "End", tolerance: float) -> str:
        """In what it went otherwise, in words; empty where score and length are within that share of the other's."""
        if self.outcome != other.outcome:
            return f"it was {self.outcome or 'cut off'}, not {other.outcome or 'cut off'}"
        if self.voices != other.voices:
            return f"{self.voices} voices sang, not {other.voices}"
        if abs(self.score - other.score) > tolerance * abs(other.score):
            return f"it came to {self.score} points, not {other.score}"
        if abs(self.ticks - other.ticks) > tolerance * other.ticks:
            return f"it lasted {self.ticks} ticks, not {other.ticks}"
        return ""


@dataclass(frozen=True, slots=True)
class Recording:
    """A performance that can be played again."""

    level_name: str
    level_text: str
    level: Level
    seed: int
    intents: tuple[Intent, ...]
    digests: str
    outcome: str
    assists: tuple[str, ...] = ()
    """What helped the player, by name; the intents have it in them."""
    end: End | None = None
    """How it went; None in older files."""
    machine: str = ""
    """What it was computed by, see `machine_key`; empty in older files."""
    help: Help = NO_HELP
    """With what help its world is to be built."""
    tracks: Tracks = NO_TRACKS
    """How it looked; empty in older files."""

    def digest_after(self, tick: int) -> str:
        """The recorded digest after tick number `tick`, counted from 0."""
        return self.digests[DIGEST_DIGITS * tick : DIGEST_DIGITS * (tick + 1)]


@dataclass(slots=True)
class Recorder:
    """Collects a performance while it runs."""

    level_name: str
    level_text: str
    seed: int
    intents: list[Intent] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    outcome: str = ""
    assists: list[str] = field(default_factory=list)
    """What helped the player so far, by name."""
    voices: int = 0
    score: int = 0
    help: Help = NO_HELP
    """With what help the world that it follows was built."""
    tracks: list[Row] = field(default_factory=list)
    """How it looked, every `TICKS`."""

    def __post_init__(self) -> None:
        """Note what helps; a file's name may hold what no recording can."""
        self.level_name = plain(self.level_name)
        self.assists += [name for name in self.help.names if name not in self.assists]

    def note_assist(self, name: str) -> None:
        """Note that something helped the player."""
        if name not in self.assists:
            self.assists.append(name)

    def add(self, intent: Intent, world: World) -> None:
        """Note an intent and the state that the tick it drove has led to."""
        if (world.ticks - 1) % TICKS == 0:
            self.tracks.append(row_of(world.view()))
        self.intents.append(intent)
        self.digests.append(world.digest()[:DIGEST_DIGITS])
        self.outcome, self.voices, self.score = world.outcome, world.voices_sung, int(world.score.kept)

    def recording(self, level: Level) -> Recording:
        """What was collected, to be played again; `level` is that of the text."""
        return Recording(
            self.level_name,
            self.level_text,
            level,
            self.seed,
            tuple(self.intents),
            "".join(self.digests),
            self.outcome,
            tuple(self.assists),
            End(self.outcome, self.voices, self.score, len(self.intents)),
            machine_key(),
            self.help,
            Tracks(tuple(self.tracks)),
        )

    def save(self, path: Path) -> None:
        """Write the replay file, whole or not at all.

        Raises:
            ReplayError: the file cannot be written.
        """
        content: dict[str, object] = {
            "format": FORMAT,
            "version": VERSION,
            "game": __version__,
            "level_name": self.level_name,
            "level_digest": text_digest(self.level_text),
            "level": self.level_text,
            "seed": self.seed,
            "intents": rows_of(self.intents),
            "digests": "".join(self.digests),
            "outcome": self.outcome,
            "end": (self.voices, self.score),
            "machine": machine_key(),
            "tracks": self.tracks,
        }
        content |= {"assists": self.assists} if self.assists else {}
        content |= {"help": asdict(self.help)} if self.help != NO_HELP else {}
        try:
            # No time stamp: the same performance gives the same bytes.
            write_atomic(path, gzip.compress(json.dumps(content, separators=(",", ":")).encode(), mtime=0))
        except OSError as error:
            raise ReplayError(
                f"{path}: cannot be written: {error.strerror}; choose a folder you may write to"
            ) from error
