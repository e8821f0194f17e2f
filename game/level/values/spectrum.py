"""The spectrum of the game: eight bands of wavelengths, two for each part of the choir."""

WAVELENGTHS = (450.0, 480.0, 515.0, 545.0, 580.0, 600.0, 630.0, 660.0)
"""nm, in the middle of each band. Few enough to trace one by one, close enough to draw as one spectrum."""
BANDS = len(WAVELENGTHS)
PARTS = ("soprano", "alto", "tenor", "bass")
"""Blue, green, amber and red: two neighbouring bands each, in the order of WAVELENGTHS."""
BANDS_PER_PART = BANDS // len(PARTS)
"""Part `p` sings with bands `p * BANDS_PER_PART` and the next."""
