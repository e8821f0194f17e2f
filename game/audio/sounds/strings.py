"""Plucked strings: the bass and the harp of the band. Stereo (n, 2), set in the hall.

The numbers inside an instrument are its voicing: Hz, seconds, shares of full scale.
"""

import numpy as np

from game.audio.sounds.synth import (
    Samples,
    add_at,
    count,
    decay,
    edges,
    filtered,
    high_pass,
    in_hall,
    levelled,
    low_pass,
    modes,
    noise,
    pitch,
)
from game.core.rng import stream

STIFFNESS = 4e-5
"""Of a string: its n-th partial is sharp by half of n^2 times this."""


def _string(midi: float, seconds: float, plucked_at: float, t60: float, tilt: float, partials: int) -> Samples:
    """A plucked string (n,): partials with a node where it is plucked are missing, higher ones soft and short."""
    hertz = pitch(midi)
    numbers = np.arange(1, partials + 1)
    gains = np.abs(np.sin(np.pi * numbers * plucked_at)) * numbers**-tilt
    sharp = numbers * np.sqrt(1.0 + STIFFNESS * numbers**2)
    return modes(count(seconds), list(hertz * sharp), list(gains), list(t60 / numbers**0.55))


def bass(midi: float) -> Samples:
    """A double bass, plucked with the flesh of a finger: low, with enough overtones for small speakers."""
    rng = stream(0, f"bass/{midi}")
    string = _string(midi, 1.7, 0.28, 2.3, 1.05, 12)
    finger = filtered(noise(rng, count(0.05)) * decay(count(0.05), 0.04), low_pass(900.0), high_pass(120.0))
    add_at(string, edges(finger, 0.002, 0.02) * np.float32(0.10), 0)
    body = filtered(string, low_pass(1500.0), high_pass(35.0))
    return levelled(in_hall(edges(body, 0.006, 0.35), 0.12, 0.5), 0.7)


def harp(midi: float) -> Samples:
    """A harp string, plucked softly."""
    string = _string(midi, 1.1, 0.37, 1.5 * (440.0 / pitch(midi)) ** 0.3, 1.7, 9)
    return levelled(in_hall(edges(filtered(string, low_pass(3800.0)), 0.004, 0.3), 0.45, 0.8), 0.5)
