"""FLAWSONG: keep it standing, let the cracks sing."""

__version__ = "0.1.0"
