"""Which file a level's name means."""

import difflib
import errno
import os
import re
from pathlib import Path

from game.core.json_source import Problem
from game.core.paths import shipped_levels
from game.core.words import is_whole
from game.level.load import LevelError

_NUMBERED = re.compile(r"(\d+)-")


def find_level(name: str) -> Path:
    """The level file that a user means: a path, or the name or number of a level that comes with the game.

    Raises:
        LevelError: there is no such file or level; names the nearest ones.
    """
    path = Path(name)
    if not name:
        raise LevelError([Problem("level", 0, 0, "", "the name is empty; give a file, or a level of the game")])
    if path.suffix == ".json" or _is_there(path):
        return path
    shipped = {file.stem: file for file in shipped_levels()}
    for stem, file in shipped.items():
        number, _, title = stem.partition("-")
        if name in (stem, title) or (is_whole(name) and is_whole(number) and int(name) == int(number)):
            return file
    near = difflib.get_close_matches(name, shipped, cutoff=0.4) or list(shipped)
    raise LevelError([Problem(name, 0, 0, "", f"is no file and no level of the game; try {', '.join(near)}")])


def level_files(folder: Path) -> tuple[list[Path], int]:
    """All files *.json of a folder and those in it, in order, and how many folders whose names begin with a dot were
    left out.

    Raises:
        LevelError: a folder cannot be read; names every one.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    hidden = 0

    def note(error: OSError) -> None:
        problems.append(Problem(str(error.filename), 0, 0, "", f"cannot be read: {error.strerror}"))

    for place, folders, names in os.walk(folder, onerror=note):
        shown = [name for name in folders if not name.startswith(".")]
        hidden += len(folders) - len(shown)
        folders[:] = shown
        files += [Path(place, name) for name in names if name.endswith(".json")]
    if problems:
        raise LevelError(problems)
    return sorted(files), hidden


def number_in(path: Path) -> int | None:
    """Which number a level file's name begins with, if it does: 6 of 06-fan.json."""
    digits = _NUMBERED.match(path.name)
    return int(digits[1]) if digits else None


def _is_there(path: Path) -> bool:
    """Whether a name leads to something, be it out of reach."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True
