"""The encore: levels without end, by rules, from a seed."""

from game.encore.make import Made, NoLevelError, make
from game.encore.run import RULES, Run, drawn_seed, line_of, seed_of, seed_of_day, today

__all__ = [
    "RULES",
    "Made",
    "NoLevelError",
    "Run",
    "drawn_seed",
    "line_of",
    "make",
    "seed_of",
    "seed_of_day",
    "today",
]
