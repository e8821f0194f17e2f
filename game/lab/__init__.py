"""The laboratory: performances without a window, statistics over many, benchmarks."""

from game.lab.perform import Result, perform

__all__ = ["Result", "perform"]
