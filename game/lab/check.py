"""A level checked to the end: read, and its sculpture built once."""

from pathlib import Path

from game.level import Level, LevelError, Problem, load_level
from game.level.source import Document
from game.sim.sculpture import Sculpture


def check_level(path: Path) -> Level:
    """Read a level and build its sculpture, which finds what reading alone cannot: a poise out of reach.

    Raises:
        LevelError: it cannot be read or built; tells where and why.
    """
    level = load_level(path)
    try:
        Sculpture(level)
    except ValueError as error:
        line, column = Document(path.read_text(encoding="utf-8-sig"), str(path)).position(("poise",))
        raise LevelError([Problem(str(path), line, column, "poise", str(error))]) from None
    return level
