"""Building blocks of sound: plain arrays at 48 kHz, float32, full scale = 1. Nothing here knows the game.

Filters are analogue responses sampled on the bins of an FFT: causal, exact in their formulas, and fast
without a compiler. A *loop* is filtered circularly: its end runs into its beginning with no seam to hide.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from game.core.rng import stream

Samples = NDArray[np.float32]
"""(n,) mono or (n, 2) left and right."""
Spectrum = NDArray[np.complex64]
Response = Callable[[Samples], Spectrum]
"""From frequencies (Hz) to complex gains."""

RATE = 48_000
"""Samples a second."""
CEILING = 0.84
"""Largest sample a patch may hold: -1.5 dBFS, so that rounding and resampling stay under -1 dBFS."""
KNEE = 0.60
"""Where the soft limiter begins to bend."""
SIXTY_DB = float(np.log(1000.0))
"""Time constants in a fall of 60 dB."""
TOP_PARTIAL_HZ = 20_000.0
"""What lies above is left out: nobody hears it, and nothing may fold back from above half the rate."""
MODE_BLOCK = 512
"""Samples in a block of `modes`; about the square root of a usual length, where its products are fewest."""


def count(seconds: float) -> int:
    """Samples in so many seconds."""
    return max(1, round(seconds * RATE))


def times(n: int) -> Samples:
    """The moments of n samples, s."""
    return np.arange(n, dtype=np.float32) / np.float32(RATE)


def pitch(midi: float) -> float:
    """Frequency of a MIDI number, Hz; 69 is 440."""
    return float(440.0 * 2.0 ** ((midi - 69.0) / 12.0))


def noise(rng: np.random.Generator, n: int) -> Samples:
    """White noise (n,), RMS 1."""
    return rng.standard_normal(n, dtype=np.float32)


def decay(n: int, t60: float) -> Samples:
    """An envelope (n,) from 1 that falls 60 dB in `t60` seconds."""
    envelope: Samples = np.exp(times(n) * np.float32(-SIXTY_DB / t60))
    return envelope


def swell(n: int, points: Sequence[tuple[float, float]]) -> Samples:
    """An envelope (n,) through (second, level) points, rounded at each of them (raised cosine)."""
    at = np.array([p[0] for p in points])
    level = np.array([p[1] for p in points])
    t = np.arange(n) / RATE
    i = np.clip(np.searchsorted(at, t, side="right") - 1, 0, len(at) - 2)
    share = np.clip((t - at[i]) / np.maximum(at[i + 1] - at[i], 1e-9), 0.0, 1.0)
    envelope: Samples = level[i] + (level[i + 1] - level[i]) * (0.5 - 0.5 * np.cos(np.pi * share))
    return envelope.astype(np.float32)


def modes(n: int, hertz: Sequence[float], gains: Sequence[float], t60s: Sequence[float]) -> Samples:
    """A struck body (n,): a sum of damped sines that all start at phase 0.

    Each is Im(z^k); k = block + rest splits z^k into a product of two short tables, so that the whole sum is
    one small matrix product, not n sines and exponentials a mode. None above `TOP_PARTIAL_HZ` is in it.
    """
    audible = [(f, g, t) for f, g, t in zip(hertz, gains, t60s, strict=True) if f < TOP_PARTIAL_HZ]
    if not audible:
        return np.zeros(n, dtype=np.float32)
    f, g, t = np.array(audible).T
    log_z = -SIXTY_DB / (t * RATE) + 2j * np.pi * f / RATE
    blocks = -(-n // MODE_BLOCK)
    coarse = g * np.exp(np.outer(np.arange(blocks) * MODE_BLOCK, log_z))
    fine = np.exp(np.outer(log_z, np.arange(MODE_BLOCK)))
    left = np.hstack([coarse.imag, coarse.real]).astype(np.float32)
    right = np.vstack([fine.real, fine.imag]).astype(np.float32)
    return np.asarray((left @ right).reshape(-1)[:n])


@lru_cache(maxsize=256)
def fast_length(n: int) -> int:
    """The next length of at least n with no prime factor above 5: what an FFT likes."""
    best = 1 << (n - 1).bit_length()
    five = 1
    while five < best:
        three = five
        while three < best:
            rest = -(-n // three)
            best = min(best, three << max(0, (rest - 1).bit_length()))
            three *= 3
        five *= 5
    return best


def bins(n: int) -> Samples:
    """The frequencies of the bins of a real FFT of n samples, Hz; the first is kept off zero."""
    hertz = np.fft.rfftfreq(n, 1.0 / RATE).astype(np.float32)
    hertz[0] = hertz[1] * np.float32(0.5)
    return hertz


FLATTEST_Q = 0.7071
"""Of a second-order filter that lets all pass alike up to its edge (Butterworth)."""


def low_pass(hertz: float, q: float = FLATTEST_Q) -> Response:
    """Second-order low pass: 1 / (1 + s/(Q w) + (s/w)^2)."""
    return lambda f: (1.0 / (1.0 + 1j * f / (q * hertz) - (f / hertz) ** 2)).astype(np.complex64)


def high_pass(hertz: float) -> Response:
    """Second-order high pass, as flat as can be."""
    return lambda f: (-((f / hertz) ** 2) / (1.0 + 1j * f / (FLATTEST_Q * hertz) - (f / hertz) ** 2)).astype(
        np.complex64
    )


def band(hertz: float, q: float, gain: float = 1.0) -> Response:
    """Second-order band pass with `gain` at its middle: a resonance."""
    return lambda f: (gain / (1.0 + 1j * q * (f / hertz - hertz / f))).astype(np.complex64)


def together(*parts: Response) -> Response:
    """Filters side by side, summed."""

    def response(f: Samples) -> Spectrum:
        total = parts[0](f)
        for part in parts[1:]:
            total = total + part(f)
        return total

    return response


def filtered(x: Samples, *chain: Response) -> Samples:
    """x (n,) through filters one after the other; what rings on past the end is cut."""
    size = fast_length(len(x) + RATE // 10)
    spectrum = np.fft.rfft(x, size)
    f = bins(size)
    for response in chain:
        spectrum *= response(f)
    return np.fft.irfft(spectrum, size)[: len(x)].astype(np.float32, copy=False)


def pan(x: Samples, side: float) -> Samples:
    """Mono (n,) to stereo (n, 2) with equal power; side -1 is left, 1 right."""
    angle = (side + 1.0) * np.pi / 4.0
    return x[:, None] * np.array([np.cos(angle), np.sin(angle)], dtype=np.float32)


def add_at(target: Samples, x: Samples, at: int) -> None:
    """Add x into target from sample `at` on; what runs over its end is cut."""
    end = min(len(target), at + len(x))
    if end > at:
        target[at:end] += x[: end - at]


def edges(x: Samples, attack_s: float = 0.0005, release_s: float = 0.02) -> Samples:
    """x with short raised-cosine fades at both ends, in place: no click where a sound begins or is cut."""
    for seconds, backwards in ((attack_s, False), (release_s, True)):
        n = min(len(x), count(seconds))
        ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(n) / n)).astype(np.float32)
        part = x[::-1][:n] if backwards else x[:n]
        part *= ramp if x.ndim == 1 else ramp[:, None]
    return x


def soft_limit(x: Samples) -> Samples:
    """x unchanged under the knee, bent smoothly above it so that nothing passes the ceiling (tanh)."""
    size = np.abs(x)
    if float(size.max(initial=0.0)) <= KNEE:
        return x
    room = CEILING - KNEE
    bent = np.sign(x) * (KNEE + room * np.tanh((size - KNEE) / room))
    return np.where(size > KNEE, bent, x).astype(np.float32)


def levelled(x: Samples, peak: float) -> Samples:
    """x scaled so that its largest sample is `peak`."""
    largest = float(np.abs(x).max(initial=0.0))
    return (x * np.float32(peak / largest)) if largest > 0.0 else x


HALL_S = 1.5
"""Length of the hall's echo, s."""
PRE_DELAY_S = 0.019
"""First echo, s: a stage of six metres with walls some three metres off."""
HALL_BANDS = ((180.0, 700.0, 1.5, 1.0), (700.0, 2600.0, 1.25, 0.8), (2600.0, 7500.0, 0.7, 0.5))
"""Per band of the echo: from, to (Hz), seconds to fall 60 dB, gain: plush and people drink the highs."""


@lru_cache(maxsize=1)
def _hall() -> Samples:
    """The hall's impulse response (n, 2), energy 1 a side: noise dying away, highs first (Moorer, 1979)."""
    rng = stream(0, "hall")
    n = count(HALL_S)
    sides = []
    for _side in range(2):
        tail = np.zeros(n, dtype=np.float32)
        for low, high, t60, gain in HALL_BANDS:
            tail += gain * filtered(noise(rng, n) * decay(n, t60), high_pass(low), low_pass(high))
        tail = np.roll(edges(tail, 0.004, 0.4), count(PRE_DELAY_S))
        tail[: count(PRE_DELAY_S)] = 0.0
        sides.append(tail / np.sqrt(np.sum(tail**2)))
    return np.stack(sides, axis=1).astype(np.float32)


@lru_cache(maxsize=48)
def hall_spectrum(size: int) -> Spectrum:
    """The hall's response (size // 2 + 1, 2) on the bins of an FFT; where `size` is short it wraps round."""
    echo = _hall()
    if size < len(echo):
        echo = np.pad(echo, ((0, -len(echo) % size), (0, 0))).reshape(-1, size, 2).sum(axis=0)
    return np.fft.rfft(echo, size, axis=0).astype(np.complex64)


def in_hall(x: Samples, wet: float, tail_s: float = 1.0) -> Samples:
    """x, mono or stereo, as heard in the hall: (n + tail, 2), `wet` of echo over the dry sound."""
    dry = pan(x, 0.0) if x.ndim == 1 else x
    n = len(dry) + count(tail_s)
    size = fast_length(n)
    spectrum = np.fft.rfft(dry, size, axis=0)
    echo = np.fft.irfft(spectrum * hall_spectrum(size), size, axis=0)[:n]
    echo *= np.float32(wet)
    echo[: len(dry)] += dry
    return edges(echo.astype(np.float32, copy=False), 0.0002, 0.6 * tail_s)
