"""Benchmarks: figures that mean the same on a fast and a slow machine, wherever a ratio can be had."""

from game.bench.measure import FIGURES, measure

__all__ = ["FIGURES", "measure"]
