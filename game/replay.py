"""Replays: a level, a seed and every intent from tick 0, with a digest of each tick to check them by.

A replay file is gzipped JSON and carries the level's own text, so that it plays wherever the game does.
"""

import gzip
import hashlib
import json
import math
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from game.core.files import read_bounded, write_atomic
from game.core.machine import machine_key
from game.core.words import counted
from game.level import Level, LevelError, parse_level
from game.performance import Performance, Playback
from game.sim import NO_HELP, Help, Intent, World

FORMAT = "flawsong-replay"
VERSION = 1
DIGEST_DIGITS = 8
"""Hexadecimal digits of each tick's digest that are kept: enough to tell ticks apart, a kilobyte a second."""
MAX_BYTES = 64 * 2**20
"""Bytes that are read of a replay, packed or unpacked: an hour of play is a tenth of it."""

Finite = Annotated[float, Field(allow_inf_nan=False)]
Row = tuple[Annotated[int, Field(ge=1)], Finite, Finite | None, Finite | None, Finite, Finite, int | None, bool, bool]
"""How often in a row, then the intent: lean, aim x, aim y, turn, slide, take, breath, fine."""


class ReplayError(Exception):
    """A replay that cannot be read, written or trusted; the message says where and what to do."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    format: str
    version: int
    level_name: str
    level_digest: str
    level: str
    seed: Annotated[int, Field(ge=0)]
    intents: list[Row]
    digests: Annotated[str, Field(pattern=r"^[0-9a-f]*$")]
    outcome: str
    assists: list[str] = []
    end: tuple[Annotated[int, Field(ge=0)], int] | None = None
    """Voices and score at its end; None in older files."""
    machine: str = ""
    """What it was computed by; empty in older files."""
    help: Help = NO_HELP
    """What changed the performance for the player's sake."""


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

    def __post_init__(self) -> None:
        """Note what helps."""
        self.assists += [name for name in self.help.names if name not in self.assists]

    def note_assist(self, name: str) -> None:
        """Note that something helped the player."""
        if name not in self.assists:
            self.assists.append(name)

    def add(self, intent: Intent, world: World) -> None:
        """Note an intent and the state that the tick it drove has led to."""
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
        )

    def save(self, path: Path) -> None:
        """Write the replay file, whole or not at all.

        Raises:
            ReplayError: the file cannot be written.
        """
        content: dict[str, object] = {
            "format": FORMAT,
            "version": VERSION,
            "level_name": self.level_name,
            "level_digest": text_digest(self.level_text),
            "level": self.level_text,
            "seed": self.seed,
            "intents": _rows(self.intents),
            "digests": "".join(self.digests),
            "outcome": self.outcome,
            "end": (self.voices, self.score),
            "machine": machine_key(),
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


def text_digest(text: str) -> str:
    """Hash of a level's text."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def load_recording(path: Path) -> Recording:
    """Read a replay file.

    Raises:
        ReplayError: it is missing, damaged, of another version, or its level is invalid.
    """
    try:
        packed = read_bounded(path, MAX_BYTES)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReplayError(f"{path}: cannot be read: {reason}") from error
    try:
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        text = unpacker.decompress(packed, MAX_BYTES)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ReplayError(f"{path}: is cut short or too large; record it anew with --record")
        file = _File.model_validate_json(text)
    except (zlib.error, ValidationError) as error:
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else "not gzip data"
        raise ReplayError(f"{path}: is no replay ({reason}); `flawsong sim LEVEL --record FILE` makes one") from error
    if file.format != FORMAT or file.version != VERSION:
        raise ReplayError(f"{path}: is of format {file.format} {file.version}; this game reads {FORMAT} {VERSION}")
    if text_digest(file.level) != file.level_digest:
        raise ReplayError(f"{path}: the level inside it was changed after recording; record it anew")
    ticks = sum(row[0] for row in file.intents)
    if len(file.digests) != DIGEST_DIGITS * ticks:  # asked first: a forged count would fill the memory
        count = len(file.digests) // DIGEST_DIGITS
        raise ReplayError(f"{path}: has digests for {count} of {counted(ticks, 'tick')}; record it anew")
    intents = tuple(intent for row in file.intents for intent in _intents(row))
    try:
        level = parse_level(file.level, f"{path} (level inside)")
    except LevelError as error:
        raise ReplayError(str(error)) from error
    end = None if file.end is None else End(file.outcome, *file.end, ticks)
    return Recording(
        file.level_name,
        file.level,
        level,
        file.seed,
        intents,
        file.digests,
        file.outcome,
        tuple(file.assists),
        end,
        file.machine,
        file.help,
    )


@dataclass(slots=True)
class Check:
    """Follows a recording as it is performed again, and compares."""

    recording: Recording
    difference: int | None = None
    """The first tick whose digest differs, counted from 0; None as long as all went as it was recorded."""

    def add(self, intent: Intent, world: World) -> None:
        """Compare the state after a tick."""
        tick = world.ticks - 1
        if self.difference is None and world.digest()[:DIGEST_DIGITS] != self.recording.digest_after(tick):
            self.difference = tick


def replayed(recording: Recording) -> tuple[Performance, Check]:
    """A recording about to be performed again, and what compares it meanwhile."""
    check = Check(recording)
    return Performance(
        World(recording.level, recording.seed, help=recording.help), Playback(recording.intents), check
    ), check


def first_difference(recording: Recording) -> tuple[int | None, World]:
    """Perform a recording; returns the first tick whose digest differs, or None, and the world."""
    performance, check = replayed(recording)
    for _ in performance.ticks():
        if check.difference is not None:
            break
    world = performance.world
    if check.difference is None and world.ticks < len(recording.intents):
        return world.ticks, world  # it ended before it should
    return check.difference, world


def nearly(recording: Recording, tolerance: float) -> tuple[int | None, World, str]:
    """Perform a recording to its end whatever differs on the way.

    Returns the first tick whose digest differs, or None; the world; and in what it went otherwise than it was recorded,
    beyond that share of score and length; empty where in nothing.
    """
    performance, check = replayed(recording)
    for _ in performance.ticks():
        pass
    world, grace = performance.world, math.ceil(tolerance * len(recording.intents))
    while recording.outcome and not world.over and grace:
        world.tick(Intent())
        grace -= 1
    then = recording.end or End(recording.outcome, world.voices_sung, int(world.score.kept), len(recording.intents))
    now = End(world.outcome, world.voices_sung, int(world.score.kept), world.ticks)
    return check.difference, world, now.otherwise_than(then, tolerance)


def _rows(intents: list[Intent]) -> list[Row]:
    rows: list[Row] = []
    last: Intent | None = None
    for intent in intents:
        if intent == last:
            rows[-1] = (rows[-1][0] + 1, *rows[-1][1:])
            continue
        x, y = intent.aim or (None, None)
        rows.append((1, intent.lean, x, y, intent.turn, intent.slide, intent.take, intent.breath, intent.fine))
        last = intent
    return rows


def _intents(row: Row) -> list[Intent]:
    times, lean, x, y, turn, slide, take, breath, fine = row
    aim = None if x is None or y is None else (x, y)
    return [Intent(lean, aim, turn, slide, take, breath, fine)] * times
