"""Sounds of bodies that are not glass: wood, metal, strings, a heart. Stereo (n, 2), set in the hall.

The numbers inside an instrument are its voicing: Hz, seconds, shares of full scale.
"""

import numpy as np

from game.audio.sounds.singing import ensemble, loop_from
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
    modes,
    noise,
    pan,
    pitch,
    swell,
    times,
    together,
)
from game.core.rng import stream

BAR = (1.0, 2.756, 5.404, 8.933)
"""Bending modes of a free bar (Euler-Bernoulli), as multiples of the first."""
STAGE_HZ = (62.0, 104.0, 171.0, 262.0)
"""Modes of the boards of a stage."""


def _thump(hertz: float, seconds: float) -> Samples:
    """A soft low blow (n,): a sine whose pitch falls to 0.6 as it dies, its overtones dying sooner."""
    n = count(seconds)
    t = np.arange(n) / n
    phase = 2.0 * np.pi * hertz * seconds * (t - 0.2 * t**2)
    body = np.sin(phase)
    for overtone, gain in ((2, 0.45), (3, 0.20)):
        body += gain * np.sin(overtone * phase) * (1.0 - t) ** (2 * overtone - 2)
    envelope = swell(n, [(0.0, 0.0), (0.012, 1.0), (0.3 * seconds, 0.45), (seconds, 0.0)])
    return (body * envelope).astype(np.float32)


def heartbeat(gap_s: float) -> Samples:
    """Two soft thumps `gap_s` apart: low enough to be felt, with enough of an octave for small speakers."""
    sound = np.zeros(count(gap_s + 0.32), dtype=np.float32)
    add_at(sound, _thump(66.0, 0.26), 0)
    add_at(sound, _thump(54.0, 0.30) * np.float32(0.72), count(gap_s))
    return levelled(in_hall(filtered(sound, high_pass(30.0), low_pass(420.0)), 0.05, 0.3), 0.8)


def thud(size: int, variant: int) -> Samples:
    """Something heavy lands on the boards; `size` 0..1."""
    rng = stream(0, f"thud/{size}/{variant}")
    n = count(0.5)
    hertz = [f * rng.uniform(0.94, 1.06) * (1.25 - 0.25 * size) for f in STAGE_HZ]
    boards = modes(n, hertz, [1.0, 0.8, 0.45, 0.3], [0.35 + 0.1 * size, 0.25, 0.16, 0.11])
    knock = filtered(noise(rng, n) * decay(n, 0.05), low_pass(900.0)) * np.float32(0.5)
    return levelled(in_hall(edges(boards + knock, 0.002, 0.15), 0.18, 0.6), 0.7)


def snap(variant: int) -> Samples:
    """A joint gives way: two or three dry cracks of wood, a short ring of metal, a blow underneath."""
    rng = stream(0, f"snap/{variant}")
    n = count(0.9)
    wood = np.zeros(n, dtype=np.float32)
    for late, strength in ((0.0, 1.0), (rng.uniform(0.018, 0.03), 0.55), (rng.uniform(0.05, 0.08), 0.35)):
        m = count(0.06)
        add_at(wood, edges(noise(rng, m) * decay(m, 0.022), 0.0003, 0.02) * np.float32(strength), count(late))
    wood = filtered(wood, together(band(620.0, 3.0), band(1350.0, 4.0, 0.9), band(2700.0, 3.0, 0.5)))
    first = rng.uniform(330.0, 420.0)
    metal = modes(n, [first * r for r in BAR], [0.5, 0.45, 0.3, 0.12], [0.7, 0.5, 0.3, 0.15])
    blow = modes(n, [88.0, 140.0], [1.0, 0.5], [0.22, 0.15])
    sound = levelled(wood, 1.0) + np.float32(0.30) * metal + np.float32(0.55) * blow
    return levelled(in_hall(edges(sound, 0.0006, 0.3), 0.25, 0.9), 1.3)


def creak(variant: int) -> Samples:
    """A loaded joint complains: stick and slip, faster and slower again, through the body of the piece."""
    rng = stream(0, f"creak/{variant}")
    seconds = rng.uniform(0.55, 0.85)
    n = count(seconds)
    slips = np.zeros(n, dtype=np.float32)
    t, low, high = 0.02, rng.uniform(22.0, 30.0), rng.uniform(55.0, 80.0)
    while t < seconds - 0.02:
        add_at(slips, np.full(2, rng.uniform(0.6, 1.0), dtype=np.float32), count(t))
        t += rng.uniform(0.8, 1.2) / (low + (high - low) * np.sin(np.pi * t / seconds))
    tone = rng.uniform(0.9, 1.12)
    body = together(band(235.0 * tone, 9.0), band(540.0 * tone, 12.0, 0.8), band(1130.0 * tone, 12.0, 0.45))
    envelope = swell(n, [(0.0, 0.0), (0.4 * seconds, 1.0), (seconds, 0.0)])
    sound = filtered(slips, body, low_pass(2400.0)) * envelope
    return levelled(in_hall(edges(sound, 0.005, 0.1), 0.3, 0.7), 0.5)


def click() -> Samples:
    """A swivel is taken in hand: two soft metallic clicks."""
    n = count(0.12)
    sound = np.zeros(n, dtype=np.float32)
    for late, hertz, strength in ((0.0, 1750.0, 0.7), (0.034, 2350.0, 1.0)):
        ring = modes(count(0.05), [hertz * r for r in BAR[:3]], [1.0, 0.4, 0.2], [0.035, 0.02, 0.012])
        add_at(sound, edges(ring, 0.0008, 0.02) * np.float32(strength), count(late))
    return levelled(in_hall(filtered(sound, low_pass(5000.0)), 0.12, 0.3), 0.4)


def rumble(seconds: float, falling: bool) -> Samples:
    """The ground shakes; `falling`: and a sculpture comes down on it, blow after blow."""
    rng = stream(0, f"rumble/{seconds}/{falling}")
    n = count(seconds)
    sides = []
    for _side in range(2):
        ground = filtered(noise(rng, n), high_pass(28.0), low_pass(85.0))
        shaking = 1.0 + 0.4 * np.sin(2.0 * np.pi * 4.0 * np.arange(n) / n * seconds)
        sides.append(ground / ground.std() * shaking)
    envelope = [(0.0, 0.0), (0.12, 1.0), (0.45 * seconds, 0.5), (seconds, 0.0)]
    if not falling:
        envelope = [(0.0, 0.0), (0.4 * seconds, 1.0), (0.6 * seconds, 1.0), (seconds, 0.0)]
    sound = np.stack(sides, axis=1).astype(np.float32) * swell(n, envelope)[:, None]
    for late in (0.0, 0.23, 0.41, 0.66, 1.05) if falling else ():
        blow = pan(_thump(rng.uniform(48.0, 70.0), 0.45), rng.uniform(-0.5, 0.5))
        add_at(sound, blow * np.float32(4.0 - 2.0 * late), count(late))
    return levelled(in_hall(sound, 0.12, 0.8), 0.75)


def discord(midi: int, seconds: float) -> Samples:
    """A note that does not belong: a tritone over `midi`, and a semitone over that, grinding on glass."""
    n = count(seconds)
    at = times(n)
    sides = []
    for lean in (-1.0, 1.0):
        sound = np.zeros(n)
        for step, strength in ((6.0, 1.0), (7.03 + 0.02 * lean, 0.8), (18.01, 0.28), (19.06, 0.2)):
            hertz = pitch(midi + step)
            wander = 0.6 * np.sin(2.0 * np.pi * (0.31 + 0.05 * step) * at + lean)
            sound += strength * np.sin(2.0 * np.pi * hertz * at + wander)
        sides.append(sound)
    envelope = swell(n, [(0.0, 0.0), (0.45 * seconds, 1.0), (0.7 * seconds, 0.8), (seconds, 0.0)])
    both = np.stack(sides, axis=1).astype(np.float32) * envelope[:, None]
    return levelled(in_hall(both, 0.25, 0.8), 0.5)


def _bowed(midi: float, dark_hz: float) -> Samples:
    """A seamless loop (n, 2) of three low strings: the bare wave through a wooden body."""
    waves, n = ensemble(midi, "strings")
    f = bins(n)[: len(waves)]
    body = together(band(190.0, 2.0), band(420.0, 2.5, 0.7), band(950.0, 2.5, 0.35), band(85.0, 1.5, 0.8))
    return loop_from(waves * (body(f) * low_pass(dark_hz)(f))[:, None], n, 0.5, 0.05)


def strain(midi: float) -> Samples:
    """A seamless loop of dark low strings, under a dangerous sway."""
    return _bowed(midi, 520.0)


def lament(midi: float) -> Samples:
    """One low bowed note that swells and sinks away: it is over."""
    seconds = 5.0
    n = count(seconds)
    loop = _bowed(midi, 900.0)
    bow = swell(n, [(0.0, 0.0), (0.9, 1.0), (1.8, 0.85), (seconds, 0.0)])
    return levelled(edges(np.resize(loop, (n, 2)) * bow[:, None], 0.01, 0.3), 0.6)


def fall(midi: float) -> Samples:
    """A voice is lost: a hum that slides down and out of breath within a second."""
    seconds = 1.1
    n = count(seconds)
    waves, length = ensemble(midi, "fall")
    f = bins(length)[: len(waves)]
    hum = loop_from(waves * together(band(360.0, 5.0), band(720.0, 7.0, 0.3))(f)[:, None], length, 0.3, 0.1)
    t = np.arange(n) / n
    place = np.cumsum(2.0 ** (-(8.0 / 12.0) * t**1.6))
    i = place.astype(np.int64)
    share = (place - i).astype(np.float32)[:, None]
    slid = hum[i % length] * (1.0 - share) + hum[(i + 1) % length] * share
    return levelled(in_hall(slid * swell(n, [(0.0, 0.0), (0.05, 1.0), (seconds, 0.0)])[:, None], 0.4, 0.8), 0.5)


SWIVEL_S = 1.6
"""Length of the loop of a turning mirror, s."""


def swivel() -> Samples:
    """A seamless loop of a mirror turned on its swivel: metal that slides on metal, a little unevenly."""
    rng = stream(0, "swivel")
    n = fast_length(count(SWIVEL_S))
    t = np.arange(n) / n
    rough = np.ones(n)
    for turns in (13, 31, 47, 52, 75):
        rough += 0.35 * np.sin(2.0 * np.pi * (turns * t + rng.random())) / turns**0.3
    slide = noise(rng, n) * rough.astype(np.float32)
    f = bins(n)[: int(8000.0 * n / RATE)]
    body = together(band(720.0, 4.0), band(1480.0, 8.0, 0.8), band(2650.0, 9.0, 0.5))
    sides = np.stack([slide, np.roll(slide, n // 3)], axis=1)
    spectrum = np.fft.rfft(sides, axis=0)[: len(f)] * body(f)[:, None]
    return loop_from(spectrum.astype(np.complex64), n, 0.2, 0.03)


ROLL_S, STROKES = 1.5, 39
"""Length of the loop of a drum roll, s, and the strokes in it."""


def roll() -> Samples:
    """A seamless loop of a drum roll: two soft sticks on a deep drum, hardly two strokes alike."""
    rng = stream(0, "roll")
    n = fast_length(count(ROLL_S))
    sides = np.zeros((2, n), dtype=np.float32)
    for stroke in range(STROKES):
        hit = noise(rng, count(0.012)) * decay(count(0.012), 0.012) * np.float32(rng.uniform(0.7, 1.0))
        places = (round((stroke + rng.uniform(-0.12, 0.12)) * n / STROKES) + np.arange(len(hit))) % n
        near = 0.35 if stroke % 2 else 0.65
        sides[0, places] += hit * np.float32(near)
        sides[1, places] += hit * np.float32(1.0 - near)
    f = bins(n)[: int(5000.0 * n / RATE)]
    skin = together(band(92.0, 4.0, 1.6), band(146.0, 6.0), band(230.0, 6.0, 0.7), band(900.0, 1.2, 0.10))
    spectrum = np.fft.rfft(sides, axis=1)[:, : len(f)].T * skin(f)[:, None]
    return loop_from(spectrum.astype(np.complex64), n, 0.35, 0.05)
