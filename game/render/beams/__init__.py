"""Beams: tubes of light joined to strips, their dashes, dust and caustics."""
