"""Sung vowels by the source-filter model: a glottal wave with vibrato, drift and jitter, through formants.

Everything here is a *loop*: each singer makes a whole number of cycles in it and all that wavers wavers
periodically, so the end joins the beginning exactly, and every filter is circular. Nothing needs a crossfade.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from game.audio.sounds.synth import (
    CEILING,
    RATE,
    Samples,
    Spectrum,
    bins,
    fast_length,
    hall_spectrum,
    pitch,
)
from game.core.rng import stream

Part = Literal["bass", "tenor", "alto", "soprano"]
VowelName = Literal["oo", "oh", "ah"]
VOWEL_PATH: tuple[VowelName, ...] = ("oo", "oh", "ah")
"""How a mouth opens: the formants move from one to the next."""


@dataclass(frozen=True, slots=True)
class Vowel:
    """Resonances of a mouth: where they are, and how wide, Hz."""

    formants: tuple[float, float, float, float, float]
    widths: tuple[float, float, float, float, float]


_OPEN = (85.0, 95.0, 130.0, 165.0, 210.0)
_HALF = (72.0, 85.0, 125.0, 162.0, 205.0)
_ROUNDED = (60.0, 75.0, 120.0, 160.0, 200.0)
VOWELS: dict[Part, dict[VowelName, Vowel]] = {
    "bass": {
        "oo": Vowel((310.0, 790.0, 2250.0, 3050.0, 3500.0), _ROUNDED),
        "oh": Vowel((560.0, 840.0, 2400.0, 3100.0, 3550.0), _HALF),
        "ah": Vowel((690.0, 1070.0, 2480.0, 3150.0, 3600.0), _OPEN),
    },
    "tenor": {
        "oo": Vowel((325.0, 820.0, 2350.0, 3150.0, 3600.0), _ROUNDED),
        "oh": Vowel((580.0, 870.0, 2470.0, 3200.0, 3650.0), _HALF),
        "ah": Vowel((730.0, 1120.0, 2560.0, 3250.0, 3700.0), _OPEN),
    },
    "alto": {
        "oo": Vowel((360.0, 880.0, 2650.0, 3400.0, 4400.0), _ROUNDED),
        "oh": Vowel((590.0, 910.0, 2700.0, 3450.0, 4450.0), _HALF),
        "ah": Vowel((810.0, 1200.0, 2800.0, 3500.0, 4500.0), _OPEN),
    },
    "soprano": {
        "oo": Vowel((380.0, 920.0, 2720.0, 3700.0, 4800.0), _ROUNDED),
        "oh": Vowel((610.0, 940.0, 2760.0, 3750.0, 4850.0), _HALF),
        "ah": Vowel((850.0, 1240.0, 2900.0, 3800.0, 4900.0), _OPEN),
    },
}
"""Close to the means of Peterson and Barney (Control methods used in a study of the vowels, 1952) for men and women,
lower for the lower part of each; the fourth and fifth are a singer's. "oo" is a hum behind rounded lips."""

LOOP_S = 2.6
"""Nominal length of a loop, s: long enough that its drift is not heard as a pattern."""
TUNING = 1.06
"""A loop may be this much longer than that, to hold whole cycles at a length that an FFT likes."""
SINGERS = ((-0.7, -1, 0.33), (0.0, 0, 1.0), (0.7, 1, 0.33))
"""A voice is three singers: where they stand (-1 left .. 1 right), on which side of the note, how loud.

One leads: three equals, a few cents apart, would cancel now and then and make a lone hum throb.
"""
SPREAD = 0.0022
"""Detuning of the outer singers, as a share of the frequency (under 4 cents), rounded to whole cycles."""
VIBRATO_HZ = (4.9, 6.0)
VIBRATO_CENTS = (11.0, 20.0)
VIBRATO_SWING = 0.3
"""Share by which the vibrato deepens and flattens over a loop."""
SURGE = np.float32(0.12)
"""Share by which a singer swells and sinks over a loop."""
DRIFT_CENTS = 5.0
"""RMS of the slow wandering of the pitch; it falls as 1/f into jitter, up to `JITTER_HZ`."""
JITTER_HZ = 45.0
TILT = 1.3
"""The n-th harmonic of the glottal wave is n^-TILT: a voice that sings softly, radiated from the lips."""
HIGHER_HZ, HIGHER_WIDTH = 1000.0, 450.0
"""Above the five, a mouth has a formant every kilohertz; without them the cascade would go dull too soon."""
FOLLOWS = (1.02, 1.57)
"""The first two formants stay at least this many times above the note."""
TOP_HZ = 9000.0
"""A choir has nothing to say above this."""
BREATH = 0.03
"""Share of noise in the source."""
ECHO = 0.42
"""Hall over the dry voice."""
LOUDNESS_OF: dict[VowelName, float] = {"oo": 0.055, "oh": 0.066, "ah": 0.075}
"""RMS of a voice loop, weighted as the ear does."""
CENT = float(np.log(2.0) / 1200.0)
TABLE = 8192


def loop_length(hertz: float) -> tuple[int, int]:
    """Samples and cycles of a loop: near `LOOP_S`, easy for an FFT, and in tune to a fraction of a cent."""
    best, error = (0, 0), np.inf
    length = fast_length(round(LOOP_S * RATE))
    while length <= LOOP_S * TUNING * RATE:
        cycles = round(hertz * length / RATE)
        off = abs(cycles * RATE / length / hertz - 1.0)
        if off < error:
            best, error = (length, cycles), off
        length = fast_length(length + 1)
    return best


def _wander(rng: np.random.Generator, n: int, cycles: int) -> Samples:
    """Periodic deviation of a singer's phase (n,), in cycles: vibrato that swells and sinks, drift, jitter.

    Written down as a spectrum of the frequency's deviation, divided by 2 pi i k to integrate over the loop.
    """
    spectrum = np.zeros(n // 2 + 1, dtype=np.complex128)
    k = np.arange(1, int(JITTER_HZ * n / RATE))
    drift = (rng.standard_normal(len(k)) + 1j * rng.standard_normal(len(k))) / k
    spectrum[k] = drift * (DRIFT_CENTS / np.sqrt(2.0 * np.sum(np.abs(drift) ** 2)))
    turns = round(rng.uniform(*VIBRATO_HZ) * n / RATE)
    start, swing = np.exp(2j * np.pi * rng.random(2))
    depth = rng.uniform(*VIBRATO_CENTS) / 2.0 * start
    spectrum[turns] += depth
    spectrum[turns - 1] += VIBRATO_SWING / 2.0 * depth * np.conj(swing)
    spectrum[turns + 1] += VIBRATO_SWING / 2.0 * depth * swing
    spectrum[k] *= n * CENT * cycles / (2j * np.pi * k)
    return np.fft.irfft(spectrum.astype(np.complex64), n).astype(np.float32, copy=False)


def _wave_table(hertz: float) -> Samples:
    """One cycle of the glottal wave, nothing in it above `TOP_HZ`, and one sample more to interpolate."""
    spectrum = np.zeros(TABLE // 2 + 1, dtype=np.complex64)
    n = np.arange(1, max(2, int(TOP_HZ / hertz) + 1))
    spectrum[n] = -1j * n**-TILT
    cycle = np.fft.irfft(spectrum, TABLE)
    return np.append(cycle, cycle[0]).astype(np.float32) * np.float32(1.0 / cycle.std())


def _singer(rng: np.random.Generator, table: Samples, n: int, cycles: int) -> Samples:
    """The glottal wave (n,) of one singer: `cycles` whole cycles in the loop."""
    phase = np.arange(n) * (cycles / n) + _wander(rng, n, cycles) + rng.random()
    place = (phase - np.floor(phase)).astype(np.float32) * np.float32(TABLE)
    i = place.astype(np.int32)
    share = place - i
    i &= TABLE - 1  # rounding may reach the table's end, which is its beginning
    wave = table[i] + (table[i + 1] - table[i]) * share
    turn = np.arange(n, dtype=np.float32) * np.float32(2.0 * np.pi * int(rng.integers(1, 4)) / n)
    return np.asarray(wave * (1.0 + SURGE * np.sin(turn + np.float32(2.0 * np.pi * rng.random()))))


@lru_cache(maxsize=2)
def ensemble(midi: float, name: str) -> tuple[Spectrum, int]:
    """Spectrum (bins up to `TOP_HZ`, 2) of three bare glottal waves on one note, and the loop's length.

    Raw as it is, it is near enough a bowed string's wave to serve as that too. `name` seeds what wavers.
    """
    rng = stream(0, f"ensemble/{name}/{midi}")
    hertz = pitch(midi)
    n, cycles = loop_length(hertz)
    table = _wave_table(hertz)
    sides = np.zeros((2, n), dtype=np.float32)
    detune = max(1, round(SPREAD * cycles)) if cycles > 1 else 0
    for side, sharp, loudness in SINGERS:
        wave = _singer(rng, table, n, cycles + sharp * detune) * np.float32(loudness)
        sides[0] += wave * np.float32(np.cos((side + 1.0) * np.pi / 4.0))
        sides[1] += wave * np.float32(np.sin((side + 1.0) * np.pi / 4.0))
    top = int(TOP_HZ * n / RATE)
    spectrum = np.fft.rfft(sides, axis=1)[:, :top].T
    air = rng.standard_normal((top, 2)) + 1j * rng.standard_normal((top, 2))
    spectrum += (BREATH * np.sqrt(n) * air).astype(np.complex64)
    return spectrum.astype(np.complex64), n


def mouth(f: Samples, vowel: Vowel, hertz: float) -> Spectrum:
    """Gain of a vowel at frequencies f (Hz): its formants in cascade, each 1 / (1 + j f b / F^2 - (f / F)^2).

    A singer whose note is above the first formant opens the mouth until they meet (Sundberg, 1975).
    """
    total = np.ones(len(f), dtype=np.complex64)
    higher = [vowel.formants[-1] + HIGHER_HZ * n for n in range(1, 1 + round(TOP_HZ / HIGHER_HZ))]
    formants = (*vowel.formants, *higher)
    for i, (middle, width) in enumerate(zip(formants, (*vowel.widths, *[HIGHER_WIDTH] * len(higher)), strict=True)):
        at = max(middle, hertz * FOLLOWS[i]) if i < len(FOLLOWS) else middle
        total /= 1.0 + 1j * f * np.float32(width / at**2) - (f / np.float32(at)) ** 2
    return total


def ear(f: Samples) -> Samples:
    """How loud the ear finds a frequency, about 1 at 1 kHz: half (in dB) of the A curve of IEC 61672."""
    f2 = f.astype(np.float64) ** 2
    a = 1.2589 * 12194.0**2 * f2**2
    a /= (f2 + 20.6**2) * np.sqrt((f2 + 107.7**2) * (f2 + 737.9**2)) * (f2 + 12194.0**2)
    return np.sqrt(a).astype(np.float32)


def loop_from(spectrum: Spectrum, n: int, echo: float, loudness: float) -> Samples:
    """A loop (n, 2) from its spectrum (bins, 2): set in the hall, brought to a loudness, peaks in bounds."""
    top = len(spectrum)
    wet = spectrum * (1.0 + np.float32(echo) * hall_spectrum(n)[:top])
    power = np.sum(np.abs(wet * ear(bins(n)[:top])[:, None]) ** 2) * 2.0 / n**2 / 2.0
    whole = np.zeros((n // 2 + 1, 2), dtype=np.complex64)
    whole[:top] = wet * np.float32(loudness / np.sqrt(power))
    loop = np.fft.irfft(whole, n, axis=0).astype(np.float32, copy=False)
    return loop * np.float32(min(1.0, CEILING / float(np.abs(loop).max())))


def choir(midi: float, part: Part, vowel: VowelName) -> Samples:
    """A seamless loop (n, 2) of a voice. All vowels share the singers, so that one fades into the next."""
    source, n = ensemble(midi, part)
    sung = source * mouth(bins(n)[: len(source)], VOWELS[part][vowel], pitch(midi))[:, None]
    return loop_from(sung, n, ECHO, LOUDNESS_OF[vowel])
