"""What stands in a replay file, and in what form."""

import hashlib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from game.replay.tracks import Row as Glimpsed
from game.sim import NO_HELP, Help, Intent

SUFFIX = ".replay"
"""Of a replay file's name."""
FORMAT = "flawsong-replay"
VERSION = 2
"""2 added the version of the game and the tracks; files of 1 are read as they are."""
READ = (1, VERSION)
DIGEST_DIGITS = 8
"""Hexadecimal digits of each tick's digest that are kept: enough to tell ticks apart, a kilobyte a second."""
MAX_BYTES = 64 * 2**20
"""Bytes that are read of a replay, packed or unpacked: an hour of play is a tenth of it."""

Finite = Annotated[float, Field(allow_inf_nan=False)]
Row = tuple[Annotated[int, Field(ge=1)], Finite, Finite | None, Finite | None, Finite, Finite, int | None, bool, bool]
"""How often in a row, then the intent: lean, aim x, aim y, turn, slide, take, breath, fine."""


class ReplayError(Exception):
    """A replay that cannot be read, written or trusted; the message says where and what to do."""


class File(BaseModel):
    """A replay file as it is written."""

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
    game: str = ""
    """Version of the game that wrote it; empty in older files."""
    tracks: list[Glimpsed] = []
    """How it looked; empty in older files."""


def text_digest(text: str) -> str:
    """Hash of a level's text."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def rows_of(intents: list[Intent]) -> list[Row]:
    """Intents as they are written: the same in a row are one row; -0 is not 0 there, as digests tell them apart."""
    rows: list[Row] = []
    last = ""
    for intent in intents:
        if (told := repr(intent)) == last:
            rows[-1] = (rows[-1][0] + 1, *rows[-1][1:])
            continue
        x, y = intent.aim or (None, None)
        rows.append((1, intent.lean, x, y, intent.turn, intent.slide, intent.take, intent.breath, intent.fine))
        last = told
    return rows


def intents_of(row: Row) -> list[Intent]:
    """The intents that a row stands for."""
    times, lean, x, y, turn, slide, take, breath, fine = row
    aim = None if x is None or y is None else (x, y)
    return [Intent(lean, aim, turn, slide, take, breath, fine)] * times
