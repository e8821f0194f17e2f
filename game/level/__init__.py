"""Levels: the format, and files read with every error told where it stands."""

from game.core.json_source import Problem
from game.level.find import find_level, level_files
from game.level.load import (
    LevelError,
    holds_a_level,
    is_no_level,
    load_any,
    load_level,
    load_light_bench,
    parse_any,
    parse_level,
    read_any,
    read_level,
    read_level_text,
)
from game.level.model import Level, LightBench

__all__ = [
    "Level",
    "LevelError",
    "LightBench",
    "Problem",
    "find_level",
    "holds_a_level",
    "is_no_level",
    "level_files",
    "load_any",
    "load_level",
    "load_light_bench",
    "parse_any",
    "parse_level",
    "read_any",
    "read_level",
    "read_level_text",
]
