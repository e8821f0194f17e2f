"""A performance as bytes: level, seed and every intent until now, from which a world gets back to where it stood.

The rigid-body library does not show all that its next step depends on: a copied space goes another way after one step.
So what is kept is what brought the world there, which is also small: 30 kB for a minute of a bot's play.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from typing import NamedTuple

from game.core.clock import TICKS_PER_SECOND
from game.core.machine import machine_key
from game.level import Level, LevelError, parse_level
from game.sim.help import NO_HELP, Help
from game.sim.intent import Intent

MAGIC = b"flawsong world 1\n"
"""How it begins: what it is, and the version of what follows."""
DIGEST_BYTES = 16
MOST_BYTES = 2**28
"""So much is unpacked at most..."""
MOST_TICKS = 24 * 3600 * TICKS_PER_SECOND
"""...and so long is performed again: a day of play."""

Row = tuple[float, float | None, float | None, float, float, int | None, bool, bool]


class SaveError(Exception):
    """Bytes that are no saved world, or one that cannot be had back here; the message says which, and what to do."""


class History:
    """Every intent of a world so far, in order; equal ones in a row are one entry."""

    def __init__(self) -> None:
        self._runs: list[tuple[Intent, int]] = []
        self._last: Intent | None = None
        self._times = 0

    def add(self, intent: Intent) -> None:
        """Note the intent of one more tick."""
        if intent is not self._last:
            if self._last is not None and intent != self._last:
                self._runs.append((self._last, self._times))
                self._times = 0
            self._last = intent
        self._times += 1

    @property
    def runs(self) -> list[tuple[Intent, int]]:
        """Intents, and for how many ticks each was wanted."""
        return self._runs if self._last is None else [*self._runs, (self._last, self._times)]

    def __iter__(self) -> Iterator[Intent]:
        """One intent a tick."""
        for intent, times in self.runs:
            for _ in range(times):
                yield intent


class Saved(NamedTuple):
    """What a saved world is made of."""

    level: Level
    seed: int
    help: Help
    runs: list[tuple[Intent, int]]
    digest: str
    """Of the world as it stood."""
    machine: str
    """What it was computed by; see `machine_key`."""


def pack(level: Level, seed: int, history: History, digest: str, help: Help = NO_HELP) -> bytes:
    """The bytes of a world: the same for the same performance, and safe to take from anybody."""
    content = {
        "level": level.model_dump(mode="json", by_alias=True),
        "seed": seed,
        "help": asdict(help),
        "runs": [[times, *_row(intent)] for intent, times in history.runs],
        "digest": digest,
        "machine": machine_key(),
    }
    packed = zlib.compress(json.dumps(content, separators=(",", ":")).encode(), 6)
    return MAGIC + hashlib.blake2b(packed, digest_size=DIGEST_BYTES).digest() + packed


def unpack(data: bytes) -> Saved:
    """A saved world.

    Raises:
        SaveError: the bytes are none, are damaged, or were written by a version that this one cannot read.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        raise SaveError(f"a saved world is bytes, not {type(data).__name__}")
    data = bytes(data)
    kind = MAGIC.rsplit(b" ", 1)[0]
    if not data.startswith(kind):
        raise SaveError("this is no saved world; `World.save` makes one")
    if not data.startswith(MAGIC):
        raise SaveError("this world was saved by another version of the game; play its recording instead")
    checksum, packed = data[len(MAGIC) : len(MAGIC) + DIGEST_BYTES], data[len(MAGIC) + DIGEST_BYTES :]
    if hashlib.blake2b(packed, digest_size=DIGEST_BYTES).digest() != checksum:
        raise SaveError("this saved world is damaged or cut short: its checksum is another; save it anew")
    try:
        unpacker = zlib.decompressobj()
        content = json.loads(unpacker.decompress(packed, MOST_BYTES))
        if unpacker.unconsumed_tail:
            raise ValueError("it is too large")
        level = parse_level(json.dumps(content["level"]), "the level of this saved world")
        runs = [(_intent(row[1:]), _count(row[0])) for row in content["runs"]]
        if sum(times for _, times in runs) > MOST_TICKS:
            raise ValueError("it is longer than a day")
        help = Help(**content.get("help", {}))
        return Saved(level, int(content["seed"]), help, runs, str(content["digest"]), str(content["machine"]))
    except (LevelError, zlib.error, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise SaveError(f"this saved world cannot be read: {error}; save it anew") from error


def other_state(saved: Saved) -> str:
    """Why a world that was had back stands otherwise than it did when it was saved."""
    here = machine_key()
    if saved.machine != here:
        return f"this world was saved on another platform ({saved.machine}; here: {here}): its last bits differ here"
    return "this saved world stands otherwise here: by another version of the game, or changed from outside its ticks"


def _row(intent: Intent) -> Row:
    x, y = intent.aim or (None, None)
    return intent.lean, x, y, intent.turn, intent.slide, intent.take, intent.breath, intent.fine


def _intent(row: list[float]) -> Intent:
    lean, x, y, turn, slide, take, breath, fine = row
    aim = None if x is None or y is None else (x, y)
    return Intent(lean, aim, turn, slide, None if take is None else int(take), bool(breath), bool(fine))


def _count(times: object) -> int:
    if not isinstance(times, int) or times < 1:
        raise ValueError(f"an intent of {times!r} ticks")
    return times
