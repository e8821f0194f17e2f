"""Stress and cracks. Arrays in, arrays out."""
