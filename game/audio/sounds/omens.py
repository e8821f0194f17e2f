"""What is heard a beat before something comes: each swells for so many seconds, and breaks off then. Stereo (n, 2).

The numbers inside an instrument are its voicing: Hz, seconds, shares of full scale.
"""

import numpy as np

from game.audio.sounds.synth import (
    RATE,
    Samples,
    add_at,
    band,
    count,
    edges,
    filtered,
    high_pass,
    in_hall,
    levelled,
    low_pass,
    noise,
    pitch,
    swell,
    times,
    together,
)
from game.core.rng import stream

LETS_GO_S = 0.09
"""s in which they die away at their end."""


def _rising(n: int, seconds: float, steepness: float) -> Samples:
    """An envelope (n,) that rises to 1 at `seconds` and falls at once."""
    return swell(n, [(0.0, 0.0), (seconds, 1.0), (seconds + LETS_GO_S, 0.0)]) ** np.float32(steepness)


def drawn_breath(seconds: float) -> Samples:
    """Before a gust: the air is drawn in, as through the lips of somebody large, higher and higher."""
    rng = stream(0, "drawn breath")
    n = count(seconds + LETS_GO_S)
    share = np.linspace(0.0, 1.0, n, dtype=np.float32)
    breath = np.zeros((n, 2), dtype=np.float32)
    for side in range(2):
        air = noise(rng, n)
        low = filtered(air, together(band(330.0, 2.5), band(820.0, 4.0, 0.6)), low_pass(2500.0))
        high = filtered(air, together(band(560.0, 2.5), band(1450.0, 4.0, 0.8)), high_pass(250.0))
        breath[:, side] = low * (1.0 - share) + high * share
    return levelled(in_hall(edges(breath * _rising(n, seconds, 1.6)[:, None], 0.02, 0.03), 0.3, 0.6), 0.6)


def grinding(seconds: float) -> Samples:
    """Before the ground shakes: stone slips on stone, slip after slip, ever closer."""
    rng = stream(0, "grinding")
    n = count(seconds + LETS_GO_S)
    slips = np.zeros(n, dtype=np.float32)
    t = 0.0
    while t < seconds:
        add_at(slips, noise(rng, count(0.004)) * np.float32(rng.uniform(0.5, 1.0)), count(t))
        t += rng.uniform(0.7, 1.3) * (0.075 - 0.055 * t / seconds)
    stone = filtered(slips, together(band(96.0, 3.0, 1.4), band(180.0, 5.0), band(410.0, 6.0, 0.7)), low_pass(1200.0))
    return levelled(in_hall(edges(stone * _rising(n, seconds, 1.2), 0.01, 0.03), 0.25, 0.7), 0.6)


def stray(midi: int, seconds: float) -> Samples:
    """Before a note that does not belong: its tritone over `midi`, far away, drawn nearer and out of tune."""
    n = count(seconds + LETS_GO_S)
    at = times(n)
    bent = np.cumsum(2.0 ** ((0.6 * (at / seconds) ** 2) / 12.0)) / RATE
    sound = np.zeros((n, 2), dtype=np.float32)
    for side, sharp in enumerate((-0.03, 0.03)):
        for step, gain in ((6.0, 1.0), (18.01, 0.35)):
            sound[:, side] += gain * np.sin(2.0 * np.pi * pitch(midi + step + sharp) * bent)
    return levelled(in_hall(edges(sound * _rising(n, seconds, 2.0)[:, None], 0.02, 0.03), 0.5, 0.8), 0.45)
