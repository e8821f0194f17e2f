"""Stages to be heard without a simulation, and ears to measure what comes out."""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.audio.desk.sound_cache import SoundCache
from game.audio.patches import Orchestra, Patch
from game.audio.sounds.singing import ear
from game.audio.sounds.synth import RATE, bins
from game.core.clock import TICKS_PER_SECOND
from game.export.sound import Frame, render_frames
from game.level.model import Music
from game.level.values.times import BEATS_PER_BAR
from game.sim.events import Event, EventKind
from game.sim.view import View, VoiceView
from tests.views import made

MUSIC = Music()
ORCHESTRA = Orchestra(MUSIC)
MINUS_1_DB = 10.0 ** (-1.0 / 20.0)
MANY = ((45.0, "bass"), (50.0, "tenor"), (57.0, "alto"), (62.0, "alto"), (65.0, "soprano"), (69.0, "soprano"))
"""A chord of D minor."""

BARS_BEFORE = 16
"""Of music before a story: the audience has fallen silent by then."""

Sound = NDArray[np.floating[Any]]
Story = Sequence[tuple[float, Event]]
"""Second and event."""
Singers = Sequence[tuple[float, str]]


def view_of(tick: int, singers: Singers = (), **changes: Any) -> View:
    settings: dict[str, Any] = {
        "tick": tick, "time": tick / TICKS_PER_SECOND, "plinth_width": 1.1, "lean_limit": 0.17, "load_factor": 1.4,
        "voices_needed": 1, "bar_s": BEATS_PER_BAR * 60.0 / 66.0, "time_left": 60.0,
        "voices": tuple(VoiceView(part, note, 1.0, "sings") for note, part in singers), **changes,
    }  # fmt: skip
    return made(**settings)


def frames(story: Story, seconds: float, bpm: float = 66.0, **changes: Any) -> Iterator[Frame]:
    """A performance to this story, sixty frames a second; voices sing from their VOICE to their SILENCED."""
    waiting = sorted(story, key=lambda told: told[0])
    singers: list[tuple[float, str]] = []
    ended: dict[str, Any] = {}
    hushed = 0
    for frame in range(1, round(60 * seconds) + 1):
        tick = 2 * frame
        happened = []
        while waiting and round(waiting[0][0] * TICKS_PER_SECOND) < tick:
            at, event = waiting.pop(0)
            happened.append(dataclasses.replace(event, tick=round(at * TICKS_PER_SECOND)))
            if event.kind is EventKind.VOICE:
                singers.append((event.size, event.part))
            elif event.kind is EventKind.SILENCED:
                singers = [singer for singer in singers if singer[0] != event.size]
            elif event.kind is EventKind.HUSH:
                hushed = tick
            elif event.kind is EventKind.OVATION:
                hushed, ended["ovation"] = 0, 0.1
            elif event.kind in (EventKind.WON, EventKind.LOST):
                ended["outcome"] = event.kind.value
        ended["hush"] = (tick - hushed) / TICKS_PER_SECOND if hushed else None
        beats = tick / TICKS_PER_SECOND * bpm / 60.0
        bar = BARS_BEFORE + beats / BEATS_PER_BAR
        moment = {"time": 60.0, "bar": bar, "bar_s": BEATS_PER_BAR * 60.0 / bpm}
        yield tuple(happened), view_of(tick, singers, beat=beats % 1.0, **{**moment, **ended, **changes})


def heard(story: Story, seconds: float, bank: SoundCache, music: Music = MUSIC, **changes: Any) -> Sound:
    """The sound of a story, (n, 2)."""
    return render_frames(frames(story, seconds, **changes), music, cache=bank)


def samples_of(patch: Patch, bank: SoundCache) -> Sound:
    return bank.get(patch) / 32767.0


def tempered(patch: Patch) -> float:
    """Frequency of the MIDI note that a patch is set to, equal temperament, A4 = 440 Hz."""
    return hertz(float(patch.settings[0]))


def hertz(midi: float) -> float:
    return float(440.0 * 2.0 ** ((midi - 69.0) / 12.0))


def cents_off(sound: Sound, frequency: float, *, loop: bool = True) -> float:
    """How sharp a sound is, by the peak of its autocorrelation some 20 ms late; that of a loop goes round."""
    size = len(sound) if loop else 2 * len(sound)
    power = np.sum(np.abs(np.fft.rfft(sound, size, axis=0)) ** 2, axis=1)
    correlation = np.fft.irfft(power, size)
    periods = max(2, round(0.02 * frequency))
    period = RATE / frequency
    lags = np.arange(math.floor((periods - 0.3) * period), math.ceil((periods + 0.3) * period) + 1)
    i = int(np.clip(np.argmax(correlation[lags]), 1, len(lags) - 2))
    before, at, after = correlation[lags[i] - 1 : lags[i] + 2]
    lag = lags[i] + 0.5 * (before - after) / (before - 2.0 * at + after)
    return 1200.0 * math.log2(periods * period / lag)


def band_energy(sound: Sound, low: float, high: float) -> float:
    power = np.sum(np.abs(np.fft.rfft(sound, axis=0)) ** 2, axis=1)
    f = np.fft.rfftfreq(len(sound), 1.0 / RATE)
    return float(power[(f >= low) & (f < high)].sum())


def loudness(sound: Sound) -> float:
    """Weighted as the ear does."""
    spectrum = np.fft.rfft(sound, axis=0) * ear(bins(len(sound)))[:, None]
    return float(np.sqrt(np.sum(np.abs(spectrum) ** 2)) / len(sound))


def centroid(sound: Sound) -> float:
    power = np.sum(np.abs(np.fft.rfft(sound, axis=0)) ** 2, axis=1)
    return float((np.fft.rfftfreq(len(sound), 1.0 / RATE) * power).sum() / power.sum())


def at(sound: Sound, first_s: float, last_s: float) -> Sound:
    """The seconds between two moments."""
    return sound[round(first_s * RATE) : round(last_s * RATE)]
