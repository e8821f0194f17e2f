"""Pixels: kernels that draw straight into them, and the list of what is to be drawn."""
