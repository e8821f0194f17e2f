"""Which file a level's name means."""

import difflib
from pathlib import Path

from game.core.json_source import Problem
from game.core.paths import levels_dir
from game.level.load import LevelError


def find_level(name: str) -> Path:
    """The level file that a user means: a path, or the name or number of a level that comes with the game.

    Raises:
        LevelError: there is no such file or level; names the nearest ones.
    """
    path = Path(name)
    if path.exists() or path.suffix == ".json":
        return path
    shipped = {file.stem: file for file in sorted(levels_dir().glob("*.json"))}
    for stem, file in shipped.items():
        number, _, title = stem.partition("-")
        if name in (stem, title) or (name.isdigit() and number.isdigit() and int(name) == int(number)):
            return file
    near = difflib.get_close_matches(name, shipped, cutoff=0.4) or list(shipped)
    raise LevelError([Problem(name, 0, 0, "", f"is no file and no level of the game; try {', '.join(near)}")])
