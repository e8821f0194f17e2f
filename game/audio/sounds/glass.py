"""Sounds of glass: struck, rubbed, cracking, breaking. All return stereo (n, 2), set in the hall.

The numbers inside an instrument are its voicing (Hz, seconds, shares of full scale), as a luthier's would be.
"""

import numpy as np

from game.audio.sounds.singing import loop_from, loop_length
from game.audio.sounds.synth import (
    RATE,
    TOP_PARTIAL_HZ,
    Samples,
    add_at,
    count,
    decay,
    edges,
    filtered,
    high_pass,
    in_hall,
    levelled,
    modes,
    noise,
    pan,
    pitch,
    swell,
)
from game.core.rng import stream

PARTIALS = (1.0, 1.86, 3.25, 4.95)
"""Modes of a struck glass chime, as multiples of its note."""
CHIME_GAINS = (1.0, 0.42, 0.24, 0.10)
CHIME_T60 = (3.4, 1.9, 1.1, 0.6)
"""s, at A4; a higher chime dies sooner."""
DOUBLET = 0.0007
"""No glass is quite round: each mode is two, this share apart, and beats."""
TICK_MODES = (1.0, 1.47, 2.09, 2.56)
"""Of a chip of glass: inharmonic, from a small irregular plate."""


def chime(midi: float) -> Samples:
    """A glass chime struck with a soft mallet."""
    rng = stream(0, f"chime/{midi}")
    hertz = pitch(midi)
    n = count(2.6)
    shorter = (440.0 / hertz) ** 0.45
    tone = np.zeros((n, 2), dtype=np.float32)
    for side in range(2):
        f, g, t = [], [], []
        for ratio, gain, t60 in zip(PARTIALS, CHIME_GAINS, CHIME_T60, strict=True):
            for split in (-DOUBLET, DOUBLET):
                f.append(hertz * ratio * (1.0 + split * rng.uniform(0.6, 1.0)))
                g.append(gain * rng.uniform(0.35, 0.65))
                t.append(t60 * shorter)
        tone[:, side] = modes(n, f, g, t)
    mallet = count(0.012)
    strike = filtered(noise(rng, mallet) * decay(mallet, 0.012), high_pass(2500.0))
    add_at(tone, pan(edges(strike, 0.001, 0.004) * np.float32(0.12), 0.0), 0)
    return levelled(in_hall(edges(tone, 0.002, 0.4), 0.5, 0.9), 0.5)


def ping(midi: float) -> Samples:
    """A drop of gold: a short soft touch of a wet glass."""
    hertz = pitch(midi)
    n = count(0.7)
    touch = modes(n, [hertz, 2.0 * hertz, 2.76 * hertz], [1.0, 0.16, 0.07], [0.75, 0.4, 0.18])
    return levelled(in_hall(edges(touch, 0.012, 0.2), 0.65, 0.8), 0.4)


def harmonica(midi: float) -> Samples:
    """A seamless loop of a glass harmonica: nearly a sine, trembling under a wet finger."""
    rng = stream(0, f"harmonica/{midi}")
    hertz = pitch(midi)
    n, cycles = loop_length(hertz)
    t = np.arange(n) / n
    sides = np.zeros((2, n), dtype=np.float32)
    for side in range(2):
        for partial, gain in ((1, 1.0), (2, 0.14), (3, 0.05)):
            turns = round(rng.uniform(3.5, 5.0) * n / RATE)
            tremble = 1.0 + 0.08 * np.sin(2.0 * np.pi * (turns * t + rng.random()))
            slow = 1.0 + 0.15 * np.sin(2.0 * np.pi * (rng.integers(1, 3) * t + rng.random()))
            whole = cycles * partial + (side if partial > 1 else 0)
            sides[side] += gain * tremble * slow * np.sin(2.0 * np.pi * (whole * t + rng.random()))
    spectrum = np.fft.rfft(sides, axis=1)[:, : int(TOP_PARTIAL_HZ * n / RATE)].T
    return loop_from(np.ascontiguousarray(spectrum), n, 0.8, 0.05)


def _chip(rng: np.random.Generator, hertz: float, t60: float) -> Samples:
    """One shard's ring (n,): loud in its lower modes, each a little out of place."""
    ratios = np.array(TICK_MODES) * rng.uniform(0.94, 1.06, len(TICK_MODES))
    gains = rng.uniform(0.4, 1.0, len(TICK_MODES)) / np.arange(1, len(TICK_MODES) + 1)
    t60s = t60 / np.sqrt(ratios) * rng.uniform(0.6, 1.2, len(TICK_MODES))
    return edges(modes(count(1.1 * t60), list(hertz * ratios), list(gains), list(t60s)), 0.0002, 0.25 * t60)


def tick(step: int, variant: int) -> Samples:
    """A crack runs on by an edge: a snap of a few milliseconds; `step` 0..5, higher and drier the faster."""
    rng = stream(0, f"tick/{step}/{variant}")
    hertz = 1500.0 * 2.0 ** (0.32 * step) * rng.uniform(0.95, 1.05)
    chip = _chip(rng, hertz, 0.055 - 0.005 * step)
    n = count(0.004)
    snap = filtered(noise(rng, n) * decay(n, 0.003), high_pass(3000.0))
    add_at(chip, edges(snap, 0.0002, 0.001) * np.float32(0.5), 0)
    return levelled(in_hall(chip, 0.16, 0.4), 0.5)


def flaw(size: int) -> Samples:
    """A flaw jumps open: a report, and a run of ever softer ticks as long as the jump; `size` 0..2."""
    rng = stream(0, f"flaw/{size}")
    seconds = 0.5 + 0.2 * size
    sound = modes(count(seconds), [2637.0, 4190.0, 6980.0], [0.30, 0.22, 0.16], [0.55, 0.3, 0.12])
    add_at(sound, _chip(rng, 2100.0 - 350.0 * size, 0.08 + 0.03 * size), 0)
    report = filtered(noise(rng, count(0.05)) * decay(count(0.05), 0.03 + 0.01 * size), high_pass(900.0))
    add_at(sound, edges(report, 0.0003, 0.01) * np.float32(0.5 + 0.2 * size), 0)
    add_at(sound, modes(count(0.3), [310.0, 540.0], [0.5 + 0.3 * size, 0.4], [0.09, 0.06]), 0)
    late = 0.03
    for number in range(3 + 4 * size):
        add_at(sound, _chip(rng, rng.uniform(2400.0, 4600.0), 0.03) * np.float32(0.55 * 0.86**number), count(late))
        late += rng.uniform(0.016, 0.034)
    return levelled(in_hall(edges(sound, 0.0004, 0.2), 0.4, 0.9), 0.6 + 0.12 * size)


SHIMMER_HZ = 7
"""How often a poised glass trembles in a second."""


def shimmer(midi: float) -> Samples:
    """A seamless loop of glasses that tremble, on the point of sounding: a note, its fifth and its octave."""
    rng = stream(0, f"shimmer/{midi}")
    hertz = pitch(midi)
    n, cycles = loop_length(hertz)
    t = np.arange(n) / n
    trembles = round(SHIMMER_HZ * n / RATE)
    sides = np.zeros((2, n), dtype=np.float32)
    for side in range(2):
        for ratio, gain in ((1.0, 1.0), (1.5, 0.5), (2.0, 0.4), (3.0, 0.12)):
            tremble = 0.5 + 0.5 * np.sin(2.0 * np.pi * (trembles * t + rng.random()))
            sides[side] += gain * tremble**2 * np.sin(2.0 * np.pi * (round(cycles * ratio) * t + rng.random()))
    spectrum = np.fft.rfft(sides, axis=1)[:, : int(TOP_PARTIAL_HZ * n / RATE)].T
    return loop_from(np.ascontiguousarray(spectrum), n, 0.8, 0.05)


def clink(variant: int) -> Samples:
    """A piece of glass struck or landing: a bright short ring."""
    rng = stream(0, f"clink/{variant}")
    n = count(0.5)
    sound = np.zeros(n, dtype=np.float32)
    add_at(sound, _chip(rng, rng.uniform(1700.0, 2900.0), 0.34), 0)
    for _bounce in range(2):
        bounce = _chip(rng, rng.uniform(2600.0, 4800.0), 0.12) * np.float32(0.35)
        add_at(sound, bounce, count(rng.uniform(0.03, 0.12)))
    return levelled(in_hall(edges(sound, 0.0003, 0.15), 0.22, 0.6), 0.5)


def shatter(size: int, variant: int) -> Samples:
    """Glass gives way: a crack, a burst of noise, a rain of chips; longer and lower the larger (0..2)."""
    rng = stream(0, f"shatter/{size}/{variant}")
    seconds = 0.7 + 0.45 * size
    n = count(seconds)
    sound = _rain(rng, size, seconds)
    burst = filtered(noise(rng, n) * decay(n, 0.16 + 0.08 * size), high_pass(2200.0))
    burst *= swell(n, [(0.0, 0.0), (0.0015, 1.0), (seconds, 1.0)])
    low = modes(n, [210.0 - 40.0 * size, 480.0 - 60.0 * size, 930.0], [1.0, 0.7, 0.5], [0.10, 0.08, 0.05])
    sound += pan(np.float32(0.7) * burst + np.float32(0.9 + 0.4 * size) * low, 0.0)
    return levelled(in_hall(edges(sound, 0.0003, 0.25), 0.22, 1.0), 1.9)


def _rain(rng: np.random.Generator, size: int, seconds: float) -> Samples:
    """Chips (n, 2) that fall and ring: a third at once, the others ever fewer, fainter and smaller."""
    rain = np.zeros((count(seconds), 2), dtype=np.float32)
    for _number in range(40 + 40 * size):
        at_once = rng.random() < 0.35
        late = rng.uniform(0.0, 0.02) if at_once else min(rng.exponential(0.22 * seconds), 0.85 * seconds)
        hertz = rng.uniform(1700.0 - 350.0 * size, 6500.0) * (1.0 + 0.25 * late / seconds)
        ring = _chip(rng, hertz, rng.uniform(0.05, 0.16 + 0.10 * size))
        strength = rng.uniform(0.2, 1.0) ** 2 * (1.0 - 0.75 * late / seconds)
        add_at(rain, pan(ring * np.float32(strength), rng.uniform(-0.7, 0.7)), count(late))
    return rain
