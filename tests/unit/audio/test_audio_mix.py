"""What must hold of the mix: the desk's blocks, the limiter, time, loudness, and how the choir tells the state."""

import math
from itertools import pairwise

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.audio.desk.desk import MAKE_UP, Desk
from game.audio.desk.desk_kernels import LOOKAHEAD, STEP
from game.audio.desk.sound_cache import SoundCache
from game.audio.desk.timing import StageClock
from game.audio.sounds.synth import CEILING, RATE
from game.export.sound import render_frames
from game.settings import Sound
from game.sim.events import Event, EventKind
from tests.unit.audio.audio_rig import (
    MANY,
    MINUS_1_DB,
    MUSIC,
    ORCHESTRA,
    Story,
    at,
    band_energy,
    centroid,
    cents_off,
    frames,
    heard,
    hertz,
    loudness,
)
from tests.unit.audio.sample_events import event

LATE = LOOKAHEAD * STEP
"""Samples by which the limiter holds the stream back."""
BLOCK = 800


def busy_performance() -> list[tuple[float, Event]]:
    """Twelve voices, then everything that can happen within two seconds."""
    draw = np.random.default_rng(3)
    notes = [p.settings[:2] for p in ORCHESTRA.needed() if p.instrument == "choir" and "ah" in p.settings][::2][:12]
    told = [(0.91 * beat, event(EventKind.BEAT, 3.0)) for beat in range(12)]
    for i, (note, part) in enumerate(notes):
        told.append((0.1 + 0.4 * i, event(EventKind.VOICE, float(note), draw.uniform(-2, 2), part=part, in_time=True)))
    for i in range(60):
        when = 6.0 + 0.03 * i
        told.append((when, event(EventKind.CRACK, draw.uniform(0, 0.12), draw.uniform(-3, 3))))
        told.append((when, event(EventKind.HIT, draw.exponential(15.0), draw.uniform(-3, 3))))
        told.append((when, event(EventKind.GILD, i / 60, draw.uniform(-3, 3))))
    told += [(6.2, event(kind)) for kind in EventKind]
    told += [(6.3 + 0.1 * i, event(EventKind.SPLIT, 15.0)) for i in range(8)]
    return told


def entering(singers: tuple[tuple[float, str], ...], every_s: float) -> Story:
    return [(every_s * i, event(EventKind.VOICE, note, part=part)) for i, (note, part) in enumerate(singers)]


def tone(frequency: float, n: int, level: float = 0.5) -> np.ndarray:
    wave = level * np.sin(2.0 * np.pi * frequency * np.arange(n) / RATE)
    return np.rint(np.stack([wave, wave], axis=1) * 32767.0).astype("<i2")


def rendered(desk: Desk, blocks: int, size: int = BLOCK) -> np.ndarray:
    return np.concatenate([desk.render(size) for _ in range(blocks)])


# The desk -------------------------------------------------------------------------------------------------------
def test_a_sound_begins_at_its_sample_and_comes_out_as_it_is() -> None:
    desk, pcm = Desk(), tone(440.0, 3000, 0.3)
    desk.start(0, pcm, (1.0, 0.5), at=1000)
    out = rendered(desk, 6)
    expected = np.zeros_like(out)
    expected[1000 + LATE : 4000 + LATE] = pcm / 32767.0 * (MAKE_UP, 0.5 * MAKE_UP)
    assert np.allclose(out, expected, atol=1e-6)
    assert desk.busy == frozenset()


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12))
@settings(max_examples=20)
def test_the_size_of_blocks_is_not_heard(sizes: list[int]) -> None:
    """Sounds with an end, at steady volumes: one stream, however it is asked for."""
    total = sum(sizes) * STEP
    whole, parts = Desk(), Desk()
    for desk in (whole, parts):
        for strip in range(4):
            desk.start(strip, tone(300.0 + 70.0 * strip, 4000, 0.8), (0.9, 0.7), at=170 * strip)
    assert np.array_equal(whole.render(total), np.concatenate([parts.render(STEP * size) for size in sizes]))


def test_blocks_come_in_whole_steps() -> None:
    with pytest.raises(ValueError, match="multiples of 32"):
        Desk().render(100)


def test_nothing_that_starts_stops_or_is_replaced_clicks() -> None:
    """The largest step from sample to sample stays near that of the wave itself."""
    desk, slow = Desk(), tone(200.0, 24000, 0.4)
    smoothest = MAKE_UP * 0.4 * 2.0 * math.pi * 200.0 / RATE
    desk.start(0, slow, (1.0, 1.0), loop=True)
    out = [rendered(desk, 3)]
    desk.steer(0, (0.2, 1.0))
    out.append(rendered(desk, 2))
    desk.start(0, tone(200.0, 2400, 0.4), (1.0, 1.0), loop=True)
    out.append(rendered(desk, 5))
    desk.hold_breath(1.0)
    out.append(rendered(desk, 5))
    desk.hold_breath(0.0)
    out.append(rendered(desk, 2))
    desk.stop([0])
    out.append(rendered(desk, 3))
    sound = np.concatenate(out)
    assert np.abs(np.diff(sound, axis=0)).max() < 2.5 * smoothest
    assert np.abs(sound[-BLOCK:]).max() == 0.0


def test_a_stopped_sound_that_has_not_begun_never_does() -> None:
    desk = Desk()
    desk.start(3, tone(440.0, 2000), (1.0, 1.0), at=5000)
    desk.render(BLOCK)
    desk.stop([3])
    assert np.abs(rendered(desk, 12)).max() == 0.0


@pytest.mark.parametrize("semitones", [-7.0, -0.3, 4.0])
def test_speed_is_pitch(semitones: float) -> None:
    desk, speed = Desk(), 2.0 ** (semitones / 12.0)
    desk.start(0, tone(500.0, 4800), (1.0, 1.0), loop=True, speed=speed)
    sound = rendered(desk, 60)[-RATE // 2 :]
    assert abs(cents_off(sound, 500.0 * speed, loop=False)) < 1.0
    windowed = sound * np.hanning(len(sound))[:, None]
    wanted = band_energy(windowed, 490.0 * speed, 510.0 * speed)
    assert wanted > 0.9999 * band_energy(windowed, 20.0, 20_000.0), "nothing is added on the way"


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 30.0))
@settings(max_examples=25)
def test_the_limiter_holds_whatever_comes(seed: int, gain: float) -> None:
    draw = np.random.default_rng(seed)
    desk = Desk()
    for strip in range(5):
        noise = draw.integers(-32768, 32767, (int(draw.integers(1, 3000)), 2)).astype("<i2")
        desk.start(strip, noise, (gain, gain * draw.random()), at=int(draw.integers(0, 3000)))
    out = np.concatenate([desk.render(STEP * int(draw.integers(1, 40))) for _ in range(8)])
    assert np.abs(out).max() <= CEILING + 1e-6


def test_the_limiter_leaves_alone_what_is_under_the_ceiling_and_lets_go() -> None:
    desk = Desk()
    desk.start(0, tone(1000.0, 2400, 0.9), (3.0, 3.0), at=4800)
    desk.start(1, tone(100.0, 4 * RATE, 0.2), (1.0, 1.0))
    out = rendered(desk, 200)
    quiet = tone(100.0, 4 * RATE, 0.2)[:, 0] / 32767.0 * MAKE_UP
    assert np.allclose(out[LATE:4700, 0], quiet[: 4700 - LATE], atol=1e-5)
    late = slice(2 * RATE, 3 * RATE)
    assert np.allclose(out[late, 0], quiet[2 * RATE - LATE : 3 * RATE - LATE], atol=2e-3)


def test_mono_is_the_same_on_both_sides() -> None:
    desk = Desk()
    desk.mono = True
    desk.start(0, tone(440.0, 2000), (1.0, 0.0))
    out = rendered(desk, 3)
    assert np.array_equal(out[:, 0], out[:, 1])
    assert np.abs(out).max() > 0.2


def test_a_held_breath_muffles_the_stage_and_not_the_menus() -> None:
    desk = Desk(dry=[1])
    for strip, frequency in ((0, 5000.0), (1, 3000.0)):
        desk.start(strip, tone(frequency, RATE, 0.2), (1.0, 1.0))
    free = rendered(desk, 10)[-4000:]
    desk.hold_breath(1.0)
    held = rendered(desk, 12)[-4000:]
    assert band_energy(held, 4900, 5100) < 0.01 * band_energy(free, 4900, 5100)
    assert band_energy(held, 2900, 3100) == pytest.approx(band_energy(free, 2900, 3100), rel=0.01)


# Time -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("drift", [-3e-4, 0.0, 3e-4])
def test_beats_stay_within_10_ms_for_five_minutes(drift: float) -> None:
    """Frames of uneven length, a device that takes samples in chunks by a quartz of its own, ticks in between."""
    draw, clock, beat_s, chunk = np.random.default_rng(5), StageClock(), 60.0 / 66.0, 1024
    now, beat, late = 0.0, 1, []
    while now < 300.0:
        elapsed = draw.uniform(0.009, 0.026)
        now += elapsed
        played = now * RATE * (1.0 + drift)
        clock.follow(now, elapsed, math.ceil((played + 700.0) / chunk) * chunk)
        tick = math.floor(now * 120.0)
        while beat * beat_s < tick / 120.0:
            beat_tick = math.ceil(beat * beat_s * 120.0)
            ago = (tick - beat_tick) / 120.0  # as the mixer has it: ticks since, of the view's
            late.append(clock.sample(now - ago) / (RATE * (1.0 + drift)) - beat * beat_s)
            beat += 1
    middle = 0.5 * (max(late) + min(late))
    assert len(late) > 300
    assert max(abs(moment - middle) for moment in late) < 0.010
    assert 0.0 < middle < 0.08


def test_a_long_pause_does_not_leave_the_clock_behind() -> None:
    clock = StageClock()
    for frame in range(1, 600):
        clock.follow(frame / 60.0, 1.0 / 60.0, frame * BLOCK)
    before = clock.sample(10.0)
    clock.follow(10.0, 1.0 / 60.0, 600 * BLOCK + 5 * RATE)
    assert clock.sample(10.0) == pytest.approx(before + 5 * RATE, abs=2)


def test_beats_sound_on_the_beat(bank: SoundCache) -> None:
    """In the samples themselves: the onset of every heartbeat, against the ticks of the simulation."""
    ticks = [math.ceil(0.909 * beat * 120) for beat in range(1, 9)]
    sound = heard([(tick / 120.0, event(EventKind.BEAT, 3.0)) for tick in ticks], 9.0, bank)
    quiet = heard([], 9.0, bank)
    beats = np.abs(sound - quiet).max(axis=1)
    onsets = [int(np.argmax(beats[round(tick * 400) - 100 :] > 0.004)) - 100 for tick in ticks]
    assert np.ptp(onsets) < 0.010 * RATE
    assert 0 <= np.mean(onsets) < 0.05 * RATE


def test_a_voice_enters_on_the_next_beat(bank: SoundCache) -> None:
    story = [(1.2, event(EventKind.VOICE, 62.0, part="alto"))]
    sound = heard(story, 3.0, bank, bpm=60.0)
    chime = heard(story, 3.0, bank, bpm=60.0, outcome="lost")
    choir = np.abs(sound - chime).max(axis=1)
    # The two differ by the voice, and by the room, which is softer when all is lost.
    assert np.abs(choir[int(2.3 * RATE) :]).max() > 4.0 * np.abs(choir[int(1.3 * RATE) : int(1.95 * RATE)]).max()


# The mix --------------------------------------------------------------------------------------------------------
def test_a_busy_performance_never_clips(bank: SoundCache) -> None:
    mix = heard(busy_performance(), 14.0, bank)
    assert np.all(np.isfinite(mix))
    assert 0.3 < np.abs(mix).max() < MINUS_1_DB


def test_the_same_events_make_the_same_samples(bank: SoundCache) -> None:
    story = [(t, e) for t, e in busy_performance() if 5.5 < t < 6.5]
    assert np.array_equal(heard(story, 2.0, bank), heard(story, 2.0, bank))


def test_a_performance_is_as_loud_as_other_programmes(bank: SoundCache) -> None:
    """Six voices, six seconds apart, over the heartbeat, cracks and gold, and the ovation: -18 to -14 LUFS."""
    story = [*entering(MANY, 6.0), (37.0, event(EventKind.OVATION)), (41.0, event(EventKind.WON))]
    story += [(0.909 * beat, event(EventKind.BEAT, 2.0)) for beat in range(44)]
    story += [(0.9 + 0.3 * i, event(EventKind.CRACK, 0.02 + 0.002 * i, 0.5)) for i in range(20)]
    story += [(2.0 + 0.25 * i, event(EventKind.GILD, i / 40 % 1, -0.4)) for i in range(140)]
    mix = heard(sorted(story, key=lambda told: told[0]), 45.0, bank)
    assert -18.0 < pyloudnorm.Meter(RATE).integrated_loudness(mix.astype(np.float64)) < -14.0
    assert np.abs(mix).max() < MINUS_1_DB


def test_nothing_clicks_out_of_silence(bank: SoundCache) -> None:
    """As voices come and go nothing jumps from sample to sample further than a voice itself does."""
    story = [*entering(MANY[:3], 1.0), (4.0, event(EventKind.SILENCED, 50.0))]
    with_chimes = heard(story, 6.0, bank)
    jumps = np.abs(np.diff(with_chimes, axis=0)).max(axis=1)
    steady = jumps[int(3.5 * RATE) : int(4.0 * RATE)].max()
    assert jumps[: int(0.05 * RATE)].max() < steady
    assert jumps[int(4.2 * RATE) :].max() < 1.5 * steady


def test_a_voice_sings_until_it_is_silenced(bank: SoundCache) -> None:
    story = [(0.0, event(EventKind.VOICE))]
    on = heard(story, 8.0, bank)
    off = heard([*story, (4.0, event(EventKind.SILENCED))], 8.0, bank)
    assert np.array_equal(on[: int(3.9 * RATE)], off[: int(3.9 * RATE)])
    assert np.std(on[-RATE:]) > 0.02
    room = heard([], 8.0, bank)
    assert np.allclose(off[-RATE:], room[-RATE:], atol=1e-3)


def test_the_chorus_grows_with_every_voice(bank: SoundCache) -> None:
    mix = heard(entering(MANY[1:], 3.0), 16.0, bank)
    level = [loudness(at(mix, 3 * i + 2.2, 3 * i + 2.9)) for i in range(5)]
    assert all(1.02 * earlier < later for earlier, later in pairwise(level))
    assert centroid(at(mix, 14.2, 14.9)) > 1.3 * centroid(at(mix, 2.2, 2.9)), "from a hum to an ah"


def test_it_is_silent_after_a_break(bank: SoundCache) -> None:
    """The chorus holds its breath: what is left after the crash is the hall's own echo."""
    music_only = Sound(effects=0.0)
    calm, broken = (
        render_frames(frames([*entering(MANY[:2], 0.0), *story], 6.0), MUSIC, cache=bank, settings=music_only)
        for story in ([], [(4.0, event(EventKind.SPLIT))])
    )
    assert loudness(at(broken, 4.2, 4.5)) < 0.4 * loudness(at(calm, 4.2, 4.5))
    assert loudness(at(broken, 3.5, 4.0)) == pytest.approx(loudness(at(calm, 3.5, 4.0)), rel=1e-6)


def test_the_last_chords_are_led(bank: SoundCache) -> None:
    """At the ovation C-E-G moves to C-F-A, and back when it is won: heard at the alto's note."""
    music = MUSIC.model_copy(update={"key": "C", "scale": "major"})
    singers = ((48.0, "bass"), (64.0, "alto"), (67.0, "soprano"))
    story = [*entering(singers, 0.2), (3.0, event(EventKind.OVATION)), (6.0, event(EventKind.WON))]
    only = Sound(effects=0.0, audience=0.0)
    sound = render_frames(frames(story, 9.0), music, cache=bank, settings=only)

    def strength(midi: float, first_s: float) -> float:
        low, high = hertz(midi - 0.4), hertz(midi + 0.4)
        return band_energy(at(sound, first_s, first_s + 0.8), low, high)

    assert strength(65, 5.1) > 5.0 * strength(64, 5.1)
    assert strength(64, 8.2) > 5.0 * strength(65, 8.2)
