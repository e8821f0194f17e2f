"""Levels: the format, and files read with every error told where it stands."""

from game.level.find import find_level
from game.level.load import LevelError, Problem, load_any, load_level, load_scene, parse_any, parse_level
from game.level.model import Level, Scene

__all__ = [
    "Level",
    "LevelError",
    "Problem",
    "Scene",
    "find_level",
    "load_any",
    "load_level",
    "load_scene",
    "parse_any",
    "parse_level",
]
