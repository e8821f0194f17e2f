"""Replay files, read: whole to be played again, or what can be told of each, even of one that cannot be played."""

import json
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from game import __version__
from game.core.files import read_bounded
from game.core.json_source import Document
from game.core.words import counted
from game.level import LevelError, parse_level
from game.replay.layout import DIGEST_DIGITS, FORMAT, MAX_BYTES, READ, File, ReplayError, intents_of, text_digest
from game.replay.recording import End, Recording
from game.replay.tracks import Row, Tracks

_TRACKS = TypeAdapter(list[Row])
_OTHER = re.compile(rb'^\{"format":"' + FORMAT.encode() + rb'","version":(\d{1,9}),')
"""How files of every version begin."""
_MAKE = "`flawsong sim LEVEL --record FILE` makes one"


@dataclass(frozen=True, slots=True)
class Card:
    """What is told of a replay file."""

    path: Path
    level_name: str
    title: str
    """Of the level inside."""
    outcome: str
    voices: int
    score: int
    game: str
    """Version of the game that wrote it; empty in older files."""
    assists: tuple[str, ...]
    tracks: Tracks
    recording: Recording | None
    """None where this game cannot play it..."""
    problem: str = ""
    """...and why not."""


def load_card(path: Path) -> Card:
    """What can be told of a replay file, whether this game can play it or not.

    Raises:
        ReplayError: it is missing, or nothing of it can be read.
    """
    text = _unpacked(path)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReplayError(f"{path}: is no replay ({error})") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ReplayError(f"{path}: is no replay")
    recording, problem = None, ""
    try:
        recording = _recording(path, text)
    except ReplayError as error:
        problem = str(error).removeprefix(f"{path}: ")
    end, assists = content.get("end"), content.get("assists")
    voices, score = end if isinstance(end, list) and len(end) == 2 else (0, 0)
    made_by = _text(content, "game")
    if problem and made_by and made_by != __version__:
        problem = f"It was made by version {made_by}, this is {__version__}: {problem}"
    return Card(
        path,
        _text(content, "level_name"),
        _title(content) if recording is None else recording.level.title,
        _text(content, "outcome"),
        voices if isinstance(voices, int) else 0,
        score if isinstance(score, int) else 0,
        made_by,
        tuple(name for name in assists if isinstance(name, str)) if isinstance(assists, list) else (),
        _tracks(content) if recording is None else recording.tracks,
        recording,
        problem,
    )


def _text(content: dict[str, Any], key: str) -> str:
    """A text of a file that may be of any version; empty where it has none."""
    value = content.get(key)
    return value if isinstance(value, str) else ""


def _title(content: dict[str, Any]) -> str:
    """Of a level that may be of any version."""
    try:
        data = Document(_text(content, "level"), "").data
    except (LevelError, ValueError, RecursionError):
        return ""
    return _text(data, "title") if isinstance(data, dict) else ""


def _tracks(content: dict[str, Any]) -> Tracks:
    try:
        return Tracks(tuple(_TRACKS.validate_python(content.get("tracks", []))))
    except ValidationError:
        return Tracks()


def load_recording(path: Path) -> Recording:
    """Read a replay file.

    Raises:
        ReplayError: it is missing, damaged, of another version, or its level is invalid.
    """
    return _recording(path, _unpacked(path))


def _unpacked(path: Path) -> bytes:
    """The text in a file.

    Raises:
        ReplayError: it cannot be read or unpacked.
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
    except zlib.error as error:
        raise ReplayError(f"{path}: is no replay (not gzip data); {_MAKE}") from error
    return text


def _recording(path: Path, text: bytes) -> Recording:
    """The recording in a file's text.

    Raises:
        ReplayError: it is damaged, of another version, or its level is invalid.
    """
    try:
        file = File.model_validate_json(text)
    except ValidationError as error:
        if (other := _OTHER.search(text)) is not None and int(
            other[1]
        ) not in READ:  # it may have what this one has not
            raise _refused(path, FORMAT, int(other[1])) from error
        first = error.errors()[0]
        what = ": ".join(filter(None, (".".join(map(str, first["loc"])), first["msg"])))
        raise ReplayError(f"{path}: is no replay ({what}); {_MAKE}") from error
    if file.format != FORMAT or file.version not in READ:
        raise _refused(path, file.format, file.version)
    if text_digest(file.level) != file.level_digest:
        raise ReplayError(f"{path}: the level inside it was changed after recording; record it anew")
    ticks = sum(row[0] for row in file.intents)
    if len(file.digests) != DIGEST_DIGITS * ticks:  # asked first: a forged count would fill the memory
        count = len(file.digests) // DIGEST_DIGITS
        raise ReplayError(f"{path}: has digests for {count} of {counted(ticks, 'tick')}; record it anew")
    intents = tuple(intent for row in file.intents for intent in intents_of(row))
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
        Tracks(tuple(file.tracks)),
    )


def _refused(path: Path, form: str, version: int) -> ReplayError:
    return ReplayError(f"{path}: is of format {form} {version}; this game reads {FORMAT} {READ[0]} to {READ[-1]}")
