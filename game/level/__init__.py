"""Levels: the format, and files read with every error told where it stands."""

from game.level.find import find_level
from game.level.load import LevelError, Problem, load_level, parse_level
from game.level.model import Level

__all__ = ["Level", "LevelError", "Problem", "find_level", "load_level", "parse_level"]
