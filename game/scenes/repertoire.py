"""What can be played: the level files of a folder, read, with what is wrong with those that cannot be."""

from dataclasses import dataclass
from pathlib import Path

from game.core.paths import SCHEMA_SUFFIX
from game.lab.check import check_level
from game.level import Level, LevelError, read_level
from game.replay import Recording, load_recording


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

    @property
    def title(self) -> str:
        """Its title, or its file name where it has none to show."""
        return self.level.title if self.level is not None else self.path.name


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


def read_repertoire(folder: Path) -> tuple[Entry, ...]:
    """All level files of a folder in the order of their names; a bad file does not hide the others."""
    return tuple(read_entry(path) for path in sorted(folder.glob("*.json")) if not path.name.endswith(SCHEMA_SUFFIX))


def following(repertoire: tuple[Entry, ...], index: int) -> int | None:
    """The next row that can be played, if there is one."""
    rows = range(index + 1, len(repertoire))
    return next((row for row in rows if repertoire[row].level is not None), None)


def _refused(path: Path, error: LevelError) -> Entry:
    """A file that cannot be played, with the first of what is wrong with it."""
    first = str(error).split("\n", 1)[0]
    return Entry(path, None, problem=first.replace(f"{path.parent}/", ""))
