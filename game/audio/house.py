"""Sounds of the house: the audience, and the air that moves in it. Stereo (n, 2).

The numbers inside an instrument are its voicing: Hz, seconds, shares of full scale.
"""

import numpy as np

from game.audio.singing import loop_from
from game.audio.synth import (
    RATE,
    Samples,
    add_at,
    band,
    bins,
    count,
    decay,
    edges,
    fast_length,
    filtered,
    high_pass,
    in_hall,
    levelled,
    low_pass,
    noise,
    pan,
    swell,
    together,
)
from game.core.rng import stream

HANDS = 12
"""Different pairs of hands that an audience is made of."""
ROOM_S = 7.0
"""Length of the room tone's loop, s."""


def _hands(variant: int) -> Samples:
    """One clap (n,): a burst of air between two palms, its pitch that of how they are cupped."""
    rng = stream(0, f"hands/{variant}")
    n = count(0.09)
    palm = rng.uniform(750.0, 1900.0)
    puff = noise(rng, n) * decay(n, rng.uniform(0.035, 0.06))
    shaped = together(band(palm, 1.8), band(2.3 * palm, 2.5, 0.45), band(0.45 * palm, 1.5, 0.3))
    return levelled(edges(filtered(puff, shaped), 0.001, 0.03), 1.0)


def clap(variant: int) -> Samples:
    """A single clap in the hall."""
    return levelled(in_hall(_hands(variant), 0.45, 0.8), 0.5)


def applause(people: int, joins_s: float, seconds: float) -> Samples:
    """An audience claps: the first at once, all after `joins_s`, each in their own time, until they tire."""
    rng = stream(0, f"applause/{people}/{joins_s}/{seconds}")
    kinds = [_hands(variant) for variant in range(HANDS)]
    n = count(seconds)
    sound = np.zeros((n, 2), dtype=np.float32)
    for person in range(people):
        near = rng.uniform(0.25, 1.0)
        hands = pan(kinds[person % HANDS] * np.float32(near), rng.uniform(-0.9, 0.9))
        rate = rng.uniform(3.4, 5.2)
        t = joins_s * (person / people) ** 0.6 + rng.uniform(0.0, 0.25)
        tires = seconds * rng.uniform(0.72, 0.97)
        while t < tires:
            add_at(sound, hands * np.float32(rng.uniform(0.6, 1.0)), count(t))
            t += rng.uniform(0.9, 1.1) / rate
    end = swell(n, [(0.0, 1.0), (0.6 * seconds, 1.0), (seconds, 0.0)])
    return levelled(in_hall(sound * end[:, None], 0.5, 1.0), 0.8)


def gasp(variant: int) -> Samples:
    """The rows draw in their breath: noise through open mouths, not quite together."""
    rng = stream(0, f"gasp/{variant}")
    n = count(0.75)
    rows = np.zeros((n, 2), dtype=np.float32)
    for _person in range(14):
        size = rng.uniform(0.88, 1.18)
        m = count(rng.uniform(0.32, 0.5))
        rise = swell(m, [(0.0, 0.0), (0.62 * m / RATE, 1.0), (m / RATE, 0.0)])
        mouth = together(band(620.0 * size, 3.0, 0.8), band(1350.0 * size, 4.0), band(2700.0 * size, 4.0, 0.5))
        air = filtered(noise(rng, m), mouth, high_pass(350.0), low_pass(7000.0)) * rise**2
        add_at(
            rows,
            pan(air * np.float32(rng.uniform(0.4, 1.0)), rng.uniform(-0.9, 0.9)),
            count(rng.uniform(0.0, 0.13)),
        )
    return levelled(in_hall(edges(rows, 0.01, 0.1), 0.5, 0.8), 0.5)


def wind(variant: int) -> Samples:
    """A gust: air that swells through three narrow gaps, each in its own time, and dies away."""
    rng = stream(0, f"wind/{variant}")
    seconds = 3.4
    n = count(seconds)
    sound = np.zeros((n, 2), dtype=np.float32)
    for hertz, q, strength in ((260.0, 1.6, 1.0), (520.0, 3.5, 0.55), (1050.0, 5.0, 0.25)):
        peak = rng.uniform(0.9, 1.7)
        rise = swell(n, [(0.0, 0.0), (peak, 1.0), (peak + 0.5, 0.55), (peak + 0.9, 0.75), (seconds, 0.0)])
        for side in range(2):
            air = filtered(noise(rng, n), band(hertz * rng.uniform(0.93, 1.07), q), low_pass(3000.0))
            sound[:, side] += rise**1.5 * air / air.std() * strength
    return levelled(edges(sound, 0.05, 0.3), 0.6)


def room() -> Samples:
    """A seamless loop of the hushed hall: soft air, written down as a spectrum with random phases."""
    rng = stream(0, "room")
    n = fast_length(count(ROOM_S))
    f = bins(n)[: int(6000.0 * n / RATE)]
    colour = np.abs(high_pass(60.0)(f) * low_pass(900.0, 0.5)(f)) * (100.0 / (f + 100.0)) ** 0.6
    phases = rng.standard_normal((len(f), 2)) + 1j * rng.standard_normal((len(f), 2))
    return loop_from((phases * colour[:, None]).astype(np.complex64), n, 0.0, 0.02)
