"""What must hold of every sound, measured on its samples, and of the one table from events to sounds."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_events import event

from game.audio import render_sounds
from game.audio.bank import Bank
from game.audio.cues import TABLE, Director, balance
from game.audio.patches import FLAW, Orchestra, Patch
from game.audio.singing import ear
from game.audio.synth import RATE, bins, fast_length, modes, soft_limit
from game.level.model import Music
from game.sim.events import Event, EventKind

MUSIC = Music()
ORCHESTRA = Orchestra(MUSIC)
MINUS_1_DB = 10.0 ** (-1.0 / 20.0)
CENT = 2.0 ** (1.0 / 1200.0)


def played(*instruments: str) -> list[Patch]:
    return [patch for patch in ORCHESTRA.needed() if patch.instrument in instruments]


def busy_performance() -> list[tuple[float, Event]]:
    """Twelve voices, then everything that can happen within two seconds."""
    draw = np.random.default_rng(3)
    notes = [p.settings[:2] for p in ORCHESTRA.needed() if p.instrument == "choir" and "ah" in p.settings][:12]
    told = [(0.91 * beat, event(EventKind.BEAT, 3.0, tick=beat)) for beat in range(12)]
    for i, (note, part) in enumerate(notes):
        x = draw.uniform(-2, 2)
        told.append((0.1 + 0.4 * i, event(EventKind.VOICE, float(note), x, part=part, in_time=True)))
    for i in range(60):
        at = 6.0 + 0.03 * i
        told.append((at, event(EventKind.CRACK, draw.uniform(0, 0.12), draw.uniform(-3, 3), tick=i)))
        told.append((at, event(EventKind.HIT, draw.exponential(15.0), draw.uniform(-3, 3), tick=i)))
        told.append((at, event(EventKind.GILD, i / 60, draw.uniform(-3, 3), tick=i)))
    told += [(6.2, event(kind)) for kind in EventKind]
    told += [(6.3 + 0.1 * i, event(EventKind.SPLIT, 15.0, tick=i)) for i in range(8)]
    return told


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return Bank(tmp_path_factory.mktemp("sounds"))


def samples_of(patch: Patch, bank: Bank) -> np.ndarray:
    return bank.get(patch) / 32767.0


def tempered(patch: Patch) -> float:
    """Frequency of the MIDI note that a patch is set to, equal temperament, A4 = 440 Hz."""
    return 440.0 * 2.0 ** ((float(patch.settings[0]) - 69.0) / 12.0)


def cents_off(loop: np.ndarray, hertz: float) -> float:
    """How sharp a loop is, by the peak of its circular autocorrelation near eight periods."""
    power = np.sum(np.abs(np.fft.rfft(loop, axis=0)) ** 2, axis=1)
    correlation = np.fft.irfft(power)
    period = RATE / hertz
    lags = np.arange(math.floor(7.7 * period), math.ceil(8.3 * period) + 1)
    i = int(np.clip(np.argmax(correlation[lags]), 1, len(lags) - 2))
    before, at, after = correlation[lags[i] - 1 : lags[i] + 2]
    lag = lags[i] + 0.5 * (before - after) / (before - 2.0 * at + after)
    return 1200.0 * math.log2(8.0 * period / lag)


def band_energy(sound: np.ndarray, low: float, high: float) -> float:
    power = np.sum(np.abs(np.fft.rfft(sound, axis=0)) ** 2, axis=1)
    f = np.fft.rfftfreq(len(sound), 1.0 / RATE)
    return float(power[(f >= low) & (f < high)].sum())


def heard(sound: np.ndarray) -> float:
    """Loudness, weighted as the ear does."""
    spectrum = np.fft.rfft(sound, axis=0) * ear(bins(len(sound)))[:, None]
    return float(np.sqrt(np.sum(np.abs(spectrum) ** 2)) / len(sound))


def centroid(sound: np.ndarray) -> float:
    power = np.sum(np.abs(np.fft.rfft(sound, axis=0)) ** 2, axis=1)
    return float((np.fft.rfftfreq(len(sound), 1.0 / RATE) * power).sum() / power.sum())


# The patches --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("patch", ORCHESTRA.needed(), ids=lambda patch: patch.name)
def test_patch_is_clean(patch: Patch, bank: Bank) -> None:
    sound = samples_of(patch, bank)
    assert sound.shape[1] == 2
    assert 0.02 < np.abs(sound).max() < MINUS_1_DB
    assert abs(sound.mean()) < 0.002, "no direct current"
    if patch.loops:
        steps = np.abs(np.diff(sound, axis=0)).max(axis=0)
        assert np.all(np.abs(sound[0] - sound[-1]) <= steps), "the seam jumps no further than the wave itself"
    else:
        assert np.abs(sound[:2]).max() < 0.005
        assert np.abs(sound[-2:]).max() < 0.002


def test_a_patch_sounds_the_same_every_time() -> None:
    for patch in (FLAW, Patch("choir", (62, "alto", "ah")), Patch("shatter", (1, 0)), Patch("creak", (2,))):
        assert np.array_equal(patch.render(), patch.render())


def test_names_tell_patches_apart() -> None:
    needed = ORCHESTRA.needed()
    assert len({patch.name for patch in needed}) == len(needed) == len(set(needed))


@pytest.mark.parametrize("patch", played("choir", "harmonica", "strain"), ids=lambda patch: patch.name)
def test_loops_are_in_tune(patch: Patch, bank: Bank) -> None:
    assert abs(cents_off(samples_of(patch, bank), tempered(patch))) < 10.0


@pytest.mark.parametrize("patch", played("choir"), ids=lambda patch: patch.name)
def test_a_voice_lives_but_does_not_throb(patch: Patch, bank: Bank) -> None:
    sound = samples_of(patch, bank)
    blocks = sound[: len(sound) // 2400 * 2400].reshape(-1, 4800)
    loudness = 20.0 * np.log10(np.sqrt(np.mean(blocks**2, axis=1)))
    assert 1.0 < np.ptp(loudness) < 16.0
    assert loudness.min() > np.median(loudness) - 10.0


@pytest.mark.parametrize("patch", played("choir"), ids=lambda patch: patch.name)
def test_singers_make_whole_cycles_in_a_loop(patch: Patch, bank: Bank) -> None:
    """A phase that jumped at the seam would smear the fundamental; a hum has nothing between its partials."""
    if "oo" in patch.settings:
        sound, hertz = samples_of(patch, bank), tempered(patch)
        between = band_energy(sound, 1.4 * hertz, 1.6 * hertz)
        assert between < 6e-4 * band_energy(sound, 0.9 * hertz, 1.1 * hertz)


@pytest.mark.parametrize("patch", played("chime", "ping"), ids=lambda patch: patch.name)
def test_struck_glass_rings_at_its_note(patch: Patch, bank: Bank) -> None:
    sound = samples_of(patch, bank)
    note = tempered(patch)
    at_note = band_energy(sound, note * CENT**-15, note * CENT**15)
    assert at_note > 0.5 * band_energy(sound, 20.0, 20_000.0)


@pytest.mark.parametrize(("part", "note"), [("bass", 41), ("bass", 45), ("tenor", 50), ("tenor", 53)])
def test_ah_has_the_formants_of_an_ah(part: str, note: int) -> None:
    """Peaks near 700, 1100 and 2600 Hz with valleys between: what makes a vowel a vowel."""
    sung = Patch("choir", (note, part, "ah")).render()
    peaks = [band_energy(sung, low, high) for low, high in ((560, 840), (940, 1240), (2350, 2850))]
    valleys = [band_energy(sung, low, high) for low, high in ((300, 520), (1500, 2000))]
    assert peaks[0] > 4.0 * valleys[0]
    assert peaks[1] > 10.0 * valleys[1]
    assert peaks[2] > 4.0 * valleys[1]
    assert peaks[0] > peaks[1] > peaks[2]


@pytest.mark.parametrize(("part", "note"), [("bass", 45), ("tenor", 53), ("alto", 62), ("soprano", 69)])
def test_oo_is_a_hum(part: str, note: int) -> None:
    closed, opened = (Patch("choir", (note, part, vowel)).render() for vowel in ("oo", "ah"))
    assert band_energy(closed, 1000, 8000) < 0.03 * band_energy(closed, 50, 8000)
    assert centroid(closed) < 0.75 * centroid(opened)


def test_ticks_rise_with_the_speed_of_the_crack(bank: Bank) -> None:
    slow, fast = (render_sounds([(0.0, event(EventKind.CRACK, v))], 0.5, bank=bank) for v in (0.01, 0.10))
    assert centroid(fast) > 1.3 * centroid(slow)
    assert np.abs(fast).max() > np.abs(slow).max()


@given(st.integers(1, 200_000))
def test_fast_length_is_the_least_that_fits(n: int) -> None:
    length = fast_length(n)
    assert length >= n
    assert all(_rest(m) > 1 for m in range(n, length))
    assert _rest(length) == 1


def _rest(n: int) -> int:
    for prime in (2, 3, 5):
        while n % prime == 0:
            n //= prime
    return n


def test_modes_are_damped_sines() -> None:
    t = np.arange(6000) / RATE
    expected = 0.7 * np.exp(-math.log(1000.0) * t / 0.5) * np.sin(2 * np.pi * 440.0 * t)
    expected += 0.2 * np.exp(-math.log(1000.0) * t / 0.1) * np.sin(2 * np.pi * 3000.0 * t)
    assert np.allclose(modes(6000, [440.0, 3000.0], [0.7, 0.2], [0.5, 0.1]), expected, atol=1e-5)


@given(st.lists(st.floats(-30.0, 30.0, width=32), min_size=1, max_size=40))
def test_limiter_keeps_order_and_bounds(values: list[float]) -> None:
    x = np.sort(np.array(values, dtype=np.float32))
    bent = soft_limit(x)
    assert np.abs(bent).max() < MINUS_1_DB
    assert np.all(np.diff(bent) >= 0.0)
    assert np.allclose(bent[np.abs(x) < 0.5], x[np.abs(x) < 0.5])


# The table ----------------------------------------------------------------------------------------------
def test_every_kind_of_event_is_in_the_table() -> None:
    assert set(TABLE) == set(EventKind)


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_event_is_heard(kind: EventKind, bank: Bank) -> None:
    sound = render_sounds([(0.1, event(kind))], 3.0, bank=bank)
    assert np.abs(sound[: RATE // 10]).max() == 0.0, "nothing before it happens"
    assert np.abs(sound).max() > 0.02


@given(st.sampled_from(list(EventKind)), st.floats(-1e9, 1e9), st.floats(-50.0, 50.0), st.integers(0, 10**6))
def test_cues_are_sane_whatever_the_size(kind: EventKind, size: float, x: float, tick: int) -> None:
    notes = (EventKind.VOICE, EventKind.SILENCED)
    size = 20.0 + abs(size) % 80.0 if kind in notes else size
    for cue in Director(ORCHESTRA).cues(event(kind, size, x, tick=tick, in_time=True), 0.0):
        assert 0.0 < cue.gain <= 0.8
        assert -1.0 <= cue.side <= 1.0
        assert 0.0 <= cue.delay < 5.0


def test_what_happens_on_the_left_sounds_on_the_left(bank: Bank) -> None:
    for x in (-2.5, 2.5):
        left, right = np.sum(render_sounds([(0.0, event(EventKind.HIT, x=x))], 1.0, bank=bank) ** 2, axis=0)
        assert (left > 1.5 * right) if x < 0 else (right > 1.5 * left)


def test_wind_comes_from_where_it_blows(bank: Bank) -> None:
    left, right = np.sum(render_sounds([(0.0, event(EventKind.GUST, 30.0))], 3.0, bank=bank) ** 2, axis=0)
    assert left > 1.5 * right


def test_a_voice_in_time_is_brighter(bank: Bank) -> None:
    late, in_time = (
        render_sounds([(0.0, event(EventKind.VOICE, in_time=flag))], 1.0, bank=bank) for flag in (False, True)
    )
    assert band_energy(in_time, 1100, 8000) > 1.5 * band_energy(late, 1100, 8000)


def test_gold_climbs_the_scale() -> None:
    notes = [float(ORCHESTRA.ping(share).settings[0]) for share in np.linspace(0.0, 1.0, 20)]
    assert notes == sorted(notes)
    assert len(set(notes)) == 8


def test_a_crowd_of_equal_events_is_thinned() -> None:
    director = Director(ORCHESTRA)
    heard = [bool(director.cues(event(EventKind.HIT), 0.01 * i)) for i in range(100)]
    assert heard[0]
    assert 10 <= sum(heard) <= 30


# The mix ------------------------------------------------------------------------------------------------
def test_a_busy_performance_never_clips(bank: Bank) -> None:
    mix = render_sounds(busy_performance(), 14.0, bank=bank)
    assert np.all(np.isfinite(mix))
    assert 0.3 < np.abs(mix).max() < MINUS_1_DB


def test_the_same_events_make_the_same_samples(bank: Bank) -> None:
    story = [(t, e) for t, e in busy_performance() if 5.5 < t < 6.5]
    assert np.array_equal(render_sounds(story, 7.0, bank=bank), render_sounds(story, 7.0, bank=bank))


def test_a_voice_sings_until_it_is_silenced(bank: Bank) -> None:
    story = [(0.0, event(EventKind.VOICE))]
    on = render_sounds(story, 8.0, bank=bank)
    off = render_sounds([*story, (4.0, event(EventKind.SILENCED))], 8.0, bank=bank)
    assert np.array_equal(on[: 4 * RATE], off[: 4 * RATE])
    assert np.std(on[-RATE:]) > 0.02
    assert np.std(off[-RATE:]) < 0.001


def test_the_chorus_grows_with_every_voice(bank: Bank) -> None:
    notes = [(50.0, "tenor"), (57.0, "alto"), (62.0, "alto"), (65.0, "soprano"), (69.0, "soprano")]
    story = [(3.0 * i, event(EventKind.VOICE, note, part=part)) for i, (note, part) in enumerate(notes)]
    mix = render_sounds(story, 16.0, bank=bank)
    loudness = [heard(mix[int((3 * i + 2.2) * RATE) : int((3 * i + 2.9) * RATE)]) for i in range(5)]
    assert all(1.02 * earlier < later for earlier, later in pairwise(loudness))


@given(st.floats(-1.0, 1.0), st.floats(0.0, 1.0))
def test_balance_never_amplifies(side: float, gain: float) -> None:
    left, right = balance(gain, side)
    assert min(left, right) >= 0.0
    assert max(left, right) == pytest.approx(gain)
