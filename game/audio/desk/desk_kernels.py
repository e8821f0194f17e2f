"""The desk's inner loops: add a sound, filter, limit. Compiled: they run while the picture is drawn, and must be done
before either is late."""

import math

import numpy as np

from game.audio.patches import Pcm
from game.audio.sounds.synth import CEILING, RATE, Samples
from game.core.geom import Floats
from game.core.kernels import kernel, warms_up

STEP = 32
"""Samples over which the limiter's gain goes in a straight line: 0.7 ms."""
LOOKAHEAD = 4
"""Steps by which the limiter sees ahead: the stream comes out 2.7 ms late, and every peak is met by a slope."""
RELEASE = 1.0 - math.exp(-STEP / (0.16 * RATE))
"""Share of the way back to full gain in a step: 160 ms, slow enough not to be heard as pumping."""
FULL = np.float32(1.0 / 32767.0)


@kernel
def mix_in(
    out: Samples, pcm: Pcm, first: int, place: float, speed: float, wanted_speed: float,
    left: float, right: float, wanted_left: float, wanted_right: float, loop: bool,
) -> float:  # fmt: skip
    """Add a sound to a block from its sample `first` on, volumes and speed going in a straight line; returns its place.

    Args:
        out: (n, 2) the block.
        pcm: (m, 2) the sound.
        place: where in the sound to begin, samples.
        loop: begin again at the end. A sound that does not loop is played at its own speed.
    """
    n, m = len(out) - first, len(pcm)
    if not loop:
        n = min(n, m - int(place))
    rise_left, rise_right = (wanted_left - left) / len(out), (wanted_right - right) / len(out)
    if not loop or (speed == 1.0 and wanted_speed == 1.0):
        at = int(place)
        for i in range(n):
            out[first + i, 0] += pcm[at, 0] * FULL * (left + rise_left * (i + 1))
            out[first + i, 1] += pcm[at, 1] * FULL * (right + rise_right * (i + 1))
            at += 1
            if at == m and loop:
                at = 0
        return float(at)
    rise = (wanted_speed - speed) / len(out)
    for i in range(n):
        at = int(place)
        share = place - at
        before, after, beyond = (at - 1) % m, (at + 1) % m, (at + 2) % m
        for side in range(2):
            # Catmull-Rom through the four nearest samples.
            a, b, c, d = (
                float(pcm[before, side]),
                float(pcm[at, side]),
                float(pcm[after, side]),
                float(pcm[beyond, side]),
            )
            bend = 2.0 * a - 5.0 * b + 4.0 * c - d + share * (3.0 * (b - c) + d - a)
            value = b + 0.5 * share * (c - a + share * bend)
            volume = left + rise_left * (i + 1) if side == 0 else right + rise_right * (i + 1)
            out[first + i, side] += value * FULL * volume
        place = (place + speed + rise * (i + 1)) % m
    return place


@kernel
def breathe(
    block: Samples, state: Floats, hertz: float, wanted_hertz: float, amount: float, wanted_amount: float
) -> None:
    """Low-pass a block (n, 2) in place: a state-variable filter of second order, cut-off and amount moving evenly.

    Trapezoidal integration (Zavalishin, The Art of VA Filter Design, 2012, ch. 4), stable while it moves. `state` (4,)
    goes on from block to block.
    """
    n = len(block)
    for i in range(n):
        share = (i + 1) / n
        g = math.tan(math.pi * (hertz + (wanted_hertz - hertz) * share) / RATE)
        mixed = amount + (wanted_amount - amount) * share
        scale = 1.0 / (1.0 + g * (g + math.sqrt(2.0)))
        for side in range(2):
            x = float(block[i, side])
            band, low = state[2 * side], state[2 * side + 1]
            v1 = (band + g * (x - low)) * scale
            v2 = low + g * v1
            state[2 * side], state[2 * side + 1] = 2.0 * v1 - band, 2.0 * v2 - low
            block[i, side] = x + mixed * (v2 - x)


@kernel
def limit(ahead: Samples, gain: Floats) -> None:
    """Bring all but the last `LOOKAHEAD` steps of a block (n, 2) under the ceiling, in place; `gain` (1,) goes on.

    The gain at a step's end is such that neither step beside it passes the ceiling, and on a straight way down to what
    the steps further ahead will need; it rises by RELEASE.
    """
    steps = len(ahead) // STEP
    need = np.empty(steps)
    for k in range(steps):
        peak = np.float32(0.0)
        for i in range(k * STEP, (k + 1) * STEP):
            peak = max(peak, abs(ahead[i, 0]), abs(ahead[i, 1]))
        need[k] = CEILING / peak if peak > CEILING else 1.0
    now = gain[0]
    for k in range(steps - LOOKAHEAD):
        then = now + (1.0 - now) * RELEASE
        then = min(then, need[k])
        for j in range(1, LOOKAHEAD + 1):
            then = min(then, 1.0 - (1.0 - need[k + j]) * (LOOKAHEAD + 1 - j) / LOOKAHEAD)
        for i in range(STEP):
            g = np.float32(now + (then - now) * (i + 1) / STEP)
            ahead[k * STEP + i, 0] *= g
            ahead[k * STEP + i, 1] *= g
        now = then
    gain[0] = now


@warms_up("Sound")
def _warm_up() -> None:
    """All three, with the types that they meet."""
    block, pcm = np.zeros((STEP * (LOOKAHEAD + 1), 2), dtype=np.float32), np.zeros((4, 2), dtype="<i2")
    mix_in(block, pcm, 0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, True)
    breathe(block, np.zeros(4), RATE / 4.0, RATE / 4.0, 0.0, 0.0)
    limit(block, np.ones(1))
