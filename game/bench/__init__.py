"""Benchmarks: figures that mean the same on a fast and a slow machine, wherever a ratio can be had."""

from game.bench.measure import COLD_FIGURES, FIGURES, measure, measure_cold

__all__ = ["COLD_FIGURES", "FIGURES", "measure", "measure_cold"]
