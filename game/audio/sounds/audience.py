"""Sounds of the house: the audience, and the air that moves in it. Stereo (n, 2).

The numbers inside an instrument are its voicing: Hz, seconds, shares of full scale.
"""

import numpy as np

from game.audio.sounds.singing import loop_from
from game.audio.sounds.synth import (
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


def inhale() -> Samples:
    """Somebody near breathes in, and stops: air through parted lips, the mouth opening."""
    return _breath("inhale", 0.95, [(0.0, 0.0), (0.35, 0.6), (0.68, 1.0), (0.95, 0.0)])


def exhale() -> Samples:
    """They let it go: sooner, and the mouth closing."""
    return _breath("exhale", 1.1, [(0.0, 0.0), (0.12, 1.0), (0.45, 0.5), (1.1, 0.0)], closing=True)


def _breath(name: str, seconds: float, envelope: list[tuple[float, float]], *, closing: bool = False) -> Samples:
    rng = stream(0, name)
    n = count(seconds)
    breath = np.zeros((n, 2), dtype=np.float32)
    rise = swell(n, envelope)
    for side in range(2):
        air = noise(rng, n)
        closed = filtered(air, together(band(480.0, 2.0), band(1250.0, 3.0, 0.5)), low_pass(5000.0))
        opened = filtered(
            air, together(band(760.0, 2.0), band(1700.0, 3.0, 0.7), band(3100.0, 3.0, 0.4)), high_pass(300.0)
        )
        share = np.linspace(float(closing), float(not closing), n, dtype=np.float32)
        breath[:, side] = (closed * (1.0 - share) + opened * share) * rise**1.5
    return levelled(in_hall(edges(breath, 0.05, 0.2), 0.25, 0.6), 0.45)


TALKERS = 16
"""People of the audience whose talk can be told apart; the others are the hall's."""
TALK_HZ = ((95.0, 135.0), (175.0, 230.0))
"""Pitch of men's and of women's talk."""
MOUTHS = ((310.0, 850.0), (430.0, 1900.0), (560.0, 1650.0), (700.0, 1150.0), (530.0, 900.0), (340.0, 2150.0))
"""First two formants of the vowels that they say, Hz."""


def murmur() -> Samples:
    """A seamless loop of an audience that talks under its breath before the curtain; nobody says a word."""
    rng = stream(0, "murmur")
    n = fast_length(count(ROOM_S))
    spoken = np.zeros((len(MOUTHS), n, 2), dtype=np.float32)
    for person in range(TALKERS):
        seat, near = rng.uniform(-0.9, 0.9), rng.uniform(0.3, 1.0)
        voice = rng.uniform(*TALK_HZ[person % 2])
        at = rng.uniform(0.0, 0.4)
        while at < ROOM_S:
            said = _syllable(rng, voice) * np.float32(near)
            places = (count(at) + np.arange(len(said))) % n
            spoken[int(rng.integers(len(MOUTHS))), places] += pan(said, seat)
            at += len(said) / RATE * rng.uniform(1.0, 1.35) + (rng.uniform(0.3, 1.2) if rng.random() < 0.18 else 0.0)
    f = bins(n)[: int(4000.0 * n / RATE)]
    total = np.zeros((len(f), 2), dtype=np.complex64)
    for talk, (first, second) in zip(spoken, MOUTHS, strict=True):
        mouth = together(band(first, 5.0), band(second, 9.0, 0.4))(f) * low_pass(1500.0)(f) * high_pass(110.0)(f)
        total += np.fft.rfft(talk, axis=0)[: len(f)].astype(np.complex64) * mouth[:, None]
    return loop_from(total, n, 1.0, 0.045)


def _syllable(rng: np.random.Generator, hertz: float) -> Samples:
    """A tenth to a fifth of a second of a talking voice (n,): a pulse whose pitch falls."""
    n = count(rng.uniform(0.10, 0.22))
    t = np.arange(n) / n
    phase = hertz * rng.uniform(0.9, 1.2) * n / RATE * (t - 0.08 * t**2)
    pulse = (1.0 - 2.0 * (phase - np.floor(phase))) + 0.15 * rng.standard_normal(n)
    return (pulse * np.sin(np.pi * t) ** 1.5).astype(np.float32)
