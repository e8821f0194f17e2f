"""What can be played: the level files of a folder, read, with what is wrong with those that cannot be."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from game.core.json_source import Document
from game.core.language import _, pgettext
from game.core.paths import SCHEMA_SUFFIX, shipped_levels
from game.encore import Made, Run
from game.lab.check import check_level
from game.level import Level, LevelError, read_level
from game.level.find import number_in
from game.replay import Recording, load_recording

WORDS = ("$schema", "version", "title", "story", "teach", "expect", "origin")
"""Keys of a level that decide nothing in a performance."""
DIGEST_DIGITS = 16
ENCORE = "encore-"
"""How the names begin that recordings know levels of encores by."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One level file."""

    path: Path
    level: Level | None
    """None where the file cannot be played."""
    text: str = ""
    """The file itself, for a recording to carry."""
    recording: Recording | None = None
    """Set where this is not for playing but for watching."""
    problem: str = ""
    """Why it cannot be played, in one line."""
    number: int | None = None
    """Which number of the performance it is, from 1; None of what does not belong to that."""
    run: Run | None = None
    """The run of encores that it belongs to, as that stands before it; None where it belongs to none."""
    ghost: Recording | None = None
    """A performance of it that is seen beside the one that is played, from the same seed; None where none is."""

    @property
    def title(self) -> str:
        """Its title, or its file name where it has none to show."""
        return self.path.name if self.level is None else self._said(self.level.title)

    @property
    def story(self) -> tuple[str, ...]:
        """Its lines of story."""
        return () if self.level is None else tuple(self._said(line) for line in self.level.story)

    def _said(self, text: str) -> str:
        """Words of its level: translated if it comes from the game; levels of others are shown as they are written."""
        shown = self.recording or self.ghost
        if self.run is not None or (shown is not None and shown.level_name.startswith(ENCORE)):
            return _(text)
        is_shipped = self.number is not None or (self.recording is not None and self.text in _shipped_texts())
        return pgettext("level", text) if is_shipped else text

    @property
    def id(self) -> str:
        """What the player's progress knows it by."""
        if self.run is not None:
            return self.run.id
        name = self.path.stem.encode("utf-8", "backslashreplace").decode()  # files may have names that are no text
        return name if self.number is not None else f"own/{name}"

    @property
    def digest(self) -> str:
        """A hash of what decides a performance of it: its words and its own tests do not."""
        return _digest(self.text)


def read_entry(path: Path) -> Entry:
    """One level file, read; a bad one becomes an entry that says what is wrong."""
    try:
        level, document = read_level(path)
        return Entry(path, level, document.text)
    except LevelError as error:
        return _refused(path, error)


def read_own(path: Path) -> Entry:
    """A level file of the player's, which nobody may have tried: built once as well."""
    entry = read_entry(path)
    try:
        if entry.level is not None:
            check_level(path)
    except LevelError as error:
        return _refused(path, error)
    return entry


def read_replay(path: Path) -> Entry:
    """A recording to be watched.

    Raises:
        ReplayError: it cannot be read.
    """
    recording = load_recording(path)
    return Entry(path, recording.level, recording.level_text, recording)


def title_of(repertoire: Iterable[Entry], level_name: str, title: str) -> str:
    """Of a recording's level: as its number is called now, if it is one; else as it was written."""
    for entry in repertoire:
        if entry.number is not None and entry.id == level_name and entry.level is not None:
            return entry.title if entry.level.title == title else title
    return _(title) if level_name.startswith(ENCORE) else title


def encore_entry(run: Run, made: Made) -> Entry:
    """The number of a run that comes now; it has no file."""
    return Entry(Path(f"{ENCORE}{run.seed:X}-{run.number}.json"), made.level, made.text, run=run)


def ghost_entry(recording: Recording) -> Entry:
    """The level that a recording carries, to be played once more beside it, outside of any run."""
    return Entry(Path(f"{recording.level_name}.json"), recording.level, recording.level_text, ghost=recording)


def read_numbers() -> tuple[Entry, ...]:
    """The numbers of the performance, in order: the files of levels that come with the game and begin with a number."""
    entries = [read_entry(path) for path in shipped_levels()]
    return tuple(replace(entry, number=number_in(entry.path)) for entry in entries)


def own_files(folder: Path) -> list[Path]:
    """The level files in a folder of the player's, by name."""
    return sorted(path for path in folder.glob("*.json") if not path.name.endswith(SCHEMA_SUFFIX))


@lru_cache(maxsize=1)
def _shipped_texts() -> frozenset[str]:
    """The levels that come with the game, as they are written."""
    return frozenset(path.read_text(encoding="utf-8") for path in shipped_levels())


@lru_cache(maxsize=256)
def _digest(text: str) -> str:
    data = Document(text, "").data
    rules = {key: value for key, value in data.items() if key not in WORDS} if isinstance(data, dict) else data
    return sha256(json.dumps(rules, sort_keys=True).encode()).hexdigest()[:DIGEST_DIGITS]


def _refused(path: Path, error: LevelError) -> Entry:
    """A file that cannot be played, with the first of what is wrong with it."""
    first = str(error).split("\n", 1)[0]
    return Entry(path, None, problem=first.replace(f"{path.parent}/", ""))
