"""Optics and lamps as they are seen, one file each."""
