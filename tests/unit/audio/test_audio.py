"""What must hold of every sound, measured on its samples, and of the one table from events to sounds."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.audio.cues import balance
from game.audio.desk.sound_cache import SoundCache
from game.audio.patches import FLAWS, Orchestra, Patch
from game.audio.sounds.singing import VOWEL_PATH, Part, VowelName
from game.audio.sounds.synth import RATE, fast_length, modes, soft_limit
from game.audio.table import TABLE, Director
from game.level.model import Music
from game.sim.events import EventKind
from tests.unit.audio.audio_rig import (
    MINUS_1_DB,
    ORCHESTRA,
    band_energy,
    centroid,
    cents_off,
    heard,
    hertz,
    samples_of,
    tempered,
)
from tests.unit.audio.sample_events import event

CENT = 2.0 ** (1.0 / 1200.0)
MEN = {"oo": (300, 870, 2240), "oh": (570, 840, 2410), "ah": (730, 1090, 2440)}
WOMEN = {"oo": (370, 950, 2670), "oh": (590, 920, 2710), "ah": (850, 1220, 2810)}
"""Mean formants, Hz: Peterson and Barney, Control methods used in a study of the vowels, JASA 24, 1952, table II."""


def played(*instruments: str) -> list[Patch]:
    return [patch for patch in ORCHESTRA.needed() if patch.instrument in instruments]


# The patches --------------------------------------------------------------------------------------------
def test_every_patch_keeps_its_headroom_and_loops_without_a_seam(bank: SoundCache) -> None:
    for patch in ORCHESTRA.needed():
        sound = samples_of(patch, bank)
        assert sound.shape[1] == 2, patch.name
        assert 0.02 < np.abs(sound).max() < MINUS_1_DB, patch.name
        assert abs(sound.mean()) < 0.002, f"{patch.name}: no direct current"
        if patch.loops:
            steps = np.abs(np.diff(sound, axis=0)).max(axis=0)
            assert np.all(np.abs(sound[0] - sound[-1]) <= steps), (
                f"{patch.name}: the seam jumps no further than the wave itself"
            )
        else:
            assert np.abs(sound[:2]).max() < 0.005, patch.name
            assert np.abs(sound[-2:]).max() < 0.002, patch.name


def test_a_patch_sounds_the_same_every_time() -> None:
    for patch in (FLAWS[0], Patch("choir", (62, "alto", "ah")), Patch("shatter", (1, 0)), Patch("murmur")):
        assert np.array_equal(patch.render(), patch.render())


def test_names_tell_patches_apart() -> None:
    needed = ORCHESTRA.needed()
    assert len({patch.name for patch in needed}) == len(needed) == len(set(needed))


# Voices -------------------------------------------------------------------------------------------------
def test_loops_are_in_tune(bank: SoundCache) -> None:
    for patch in played("choir", "harmonica", "strain"):
        assert abs(cents_off(samples_of(patch, bank), tempered(patch))) < 10.0, patch.name


def test_a_voice_lives_but_does_not_throb(bank: SoundCache) -> None:
    for patch in played("choir"):
        sound = samples_of(patch, bank)
        blocks = sound[: len(sound) // 2400 * 2400].reshape(-1, 4800)
        level = 20.0 * np.log10(np.sqrt(np.mean(blocks**2, axis=1)))
        assert 1.0 < np.ptp(level) < 16.0, patch.name
        assert level.min() > np.median(level) - 10.0, patch.name


def test_singers_make_whole_cycles_in_a_loop(bank: SoundCache) -> None:
    """A phase that jumped at the seam would smear the fundamental; a hum has nothing between its partials."""
    for patch in played("choir"):
        if "oo" in patch.settings:
            sound, note = samples_of(patch, bank), tempered(patch)
            assert band_energy(sound, 1.4 * note, 1.6 * note) < 6e-4 * band_energy(sound, 0.9 * note, 1.1 * note), (
                patch.name
            )


def formants(part: Part, vowel: VowelName) -> list[float]:
    """The first three peaks of a sung vowel's spectrum, Hz.

    Sung two octaves too low, so that the harmonics, 41 Hz apart, draw the mouth's response; it is freed of the fall of
    the glottal wave, and smoothed over three harmonics, as the hall adds its own grain.
    """
    low = 28
    step = hertz(low)
    sound = Patch("choir", (low, part, vowel)).render()
    number = np.arange(1, round(3400 / step))
    level = np.array([10.0 * math.log10(band_energy(sound, (n - 0.4) * step, (n + 0.4) * step)) for n in number])
    level += 26.0 * np.log10(number)
    level = np.convolve(np.pad(level, 1, mode="edge"), (0.25, 0.5, 0.25), mode="valid")
    found = []
    for expected in (MEN if part in ("bass", "tenor") else WOMEN)[vowel]:
        peaks = 1 + np.flatnonzero((level[1:-1] > level[:-2]) & (level[1:-1] >= level[2:]))
        near = peaks[np.abs(number[peaks] * step / expected - 1.0) < 0.25]
        i = int(near[np.argmax(level[near])])
        before, peak, after = level[i - 1 : i + 2]
        shift = 0.5 * (before - after) / min(-1e-9, before - 2.0 * peak + after)
        found.append(step * (number[i] + float(np.clip(shift, -0.5, 0.5))))
    return found


@pytest.mark.parametrize("vowel", VOWEL_PATH)
@pytest.mark.parametrize("part", ["bass", "tenor", "alto", "soprano"])
def test_vowels_have_the_published_formants(part: Part, vowel: VowelName) -> None:
    published = (MEN if part in ("bass", "tenor") else WOMEN)[vowel]
    for measured, mean in zip(formants(part, vowel), published, strict=True):
        assert abs(measured / mean - 1.0) < 0.15


def test_a_mouth_opens_from_vowel_to_vowel() -> None:
    """Formants move the same way all along: what is morphed sounds like a mouth, and not like two."""
    for part, note in (("bass", 45), ("tenor", 53), ("alto", 58), ("soprano", 62)):
        middles = [centroid(Patch("choir", (note, part, vowel)).render()) for vowel in VOWEL_PATH]
        assert middles == sorted(middles)


@pytest.mark.parametrize(("part", "note"), [("bass", 45), ("tenor", 53), ("alto", 62), ("soprano", 69)])
def test_oo_is_a_hum(part: str, note: int) -> None:
    closed, opened = (Patch("choir", (note, part, vowel)).render() for vowel in ("oo", "ah"))
    assert band_energy(closed, 1000, 8000) < 0.12 * band_energy(closed, 50, 8000)
    assert centroid(closed) < 0.75 * centroid(opened)


# Glass --------------------------------------------------------------------------------------------------
def test_struck_glass_rings_at_its_note(bank: SoundCache) -> None:
    for patch in played("chime", "ping"):
        sound = samples_of(patch, bank)
        note = tempered(patch)
        at_note = band_energy(sound, note * CENT**-15, note * CENT**15)
        assert at_note > 0.5 * band_energy(sound, 20.0, 20_000.0), patch.name


@pytest.mark.parametrize("ratio", [1.0, 1.86, 3.25, 4.95])
def test_a_chime_has_the_partials_of_glass(ratio: float) -> None:
    chime, note = Patch("chime", (69,)).render()[: RATE // 3], 440.0 * ratio
    beside = 0.5 * (band_energy(chime, 0.92 * note, 0.94 * note) + band_energy(chime, 1.06 * note, 1.08 * note))
    assert band_energy(chime, 0.99 * note, 1.01 * note) > 20.0 * beside


def test_ticks_rise_with_the_speed_of_the_crack(bank: SoundCache) -> None:
    slow, fast = (heard([(0.0, event(EventKind.CRACK, v))], 0.5, bank) for v in (0.01, 0.10))
    assert centroid(fast) > 1.3 * centroid(slow)
    assert np.abs(fast).max() > np.abs(slow).max()


def test_gold_climbs_the_scale() -> None:
    notes = [float(ORCHESTRA.ping(share).settings[0]) for share in np.linspace(0.0, 1.0, 20)]
    assert notes == sorted(notes)
    assert len(set(notes)) == 8


# The blocks they are built of ---------------------------------------------------------------------------
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
def test_soft_limit_keeps_order_and_bounds(values: list[float]) -> None:
    x = np.sort(np.array(values, dtype=np.float32))
    bent = soft_limit(x)
    assert np.abs(bent).max() < MINUS_1_DB
    assert np.all(np.diff(bent) >= 0.0)
    assert np.allclose(bent[np.abs(x) < 0.5], x[np.abs(x) < 0.5])


# The table ----------------------------------------------------------------------------------------------
def test_every_kind_of_event_is_in_the_table() -> None:
    assert set(TABLE) == set(EventKind)


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind is not EventKind.HUSH])
def test_every_event_is_heard(kind: EventKind, bank: SoundCache) -> None:
    told, silence = (heard(story, 3.0, bank) for story in ([(0.1, event(kind))], []))
    assert np.array_equal(told[: RATE // 10], silence[: RATE // 10]), "nothing before it happens"
    assert np.abs(told - silence).max() > 0.02


@given(st.sampled_from(list(EventKind)), st.floats(-1e9, 1e9), st.floats(-50.0, 50.0), st.integers(0, 10**6))
def test_cues_are_sane_whatever_the_size(kind: EventKind, size: float, x: float, tick: int) -> None:
    notes = (EventKind.VOICE, EventKind.SILENCED)
    size = 20.0 + abs(size) % 80.0 if kind in notes else size
    for cue in Director(ORCHESTRA).cues(event(kind, size, x, tick=tick, in_time=True), 0.0):
        assert 0.0 < cue.gain <= 0.8
        assert -1.0 <= cue.side <= 1.0
        assert 0.0 <= cue.delay < 5.0


@pytest.mark.parametrize("music", [Music(key="C", scale="lydian", bpm=200.0), Music(key="Gb", scale="pentatonic")])
def test_every_music_has_its_sounds(music: Music) -> None:
    """Whatever the table asks for was got ready while loading."""
    orchestra = Orchestra(music)
    needed = set(orchestra.needed())
    for kind in EventKind:
        for cue in Director(orchestra).cues(event(kind, in_time=True), 0.0):
            free = kind in (EventKind.VOICE, EventKind.SILENCED)  # a note of another key than this one's
            assert free or cue.patch in needed


def test_what_happens_on_the_left_sounds_on_the_left(bank: SoundCache) -> None:
    for x in (-2.5, 2.5):
        left, right = np.sum(heard([(0.0, event(EventKind.HIT, x=x))], 1.0, bank) ** 2, axis=0)
        assert (left > 1.5 * right) if x < 0 else (right > 1.5 * left)


def test_wind_comes_from_where_it_blows(bank: SoundCache) -> None:
    left, right = np.sum(heard([(0.0, event(EventKind.GUST, 30.0))], 3.0, bank) ** 2, axis=0)
    assert left > 1.5 * right


def test_a_voice_in_time_is_brighter(bank: SoundCache) -> None:
    late, in_time = (heard([(0.0, event(EventKind.VOICE, in_time=flag))], 1.0, bank) for flag in (False, True))
    assert band_energy(in_time, 1100, 8000) > 1.5 * band_energy(late, 1100, 8000)


def test_applause_builds_from_single_claps(bank: SoundCache) -> None:
    applause = heard([(0.0, event(EventKind.OVATION))], 4.0, bank)
    level = [float(np.std(applause[int(i * RATE) : int((i + 1) * RATE)])) for i in range(3)]
    assert level[0] < level[1] < level[2]
    first = np.abs(applause[: int(0.6 * RATE)]).max(axis=1)
    assert np.median(first) < 0.1 * first.max(), "single hands, with silence between them"


def test_a_crowd_of_equal_events_is_thinned() -> None:
    director = Director(ORCHESTRA)
    loud = [bool(director.cues(event(EventKind.HIT), 0.01 * i)) for i in range(100)]
    assert loud[0]
    assert 10 <= sum(loud) <= 30


@given(st.floats(-1.0, 1.0), st.floats(0.0, 1.0))
def test_balance_never_amplifies(side: float, gain: float) -> None:
    left, right = balance(gain, side)
    assert min(left, right) >= 0.0
    assert max(left, right) == pytest.approx(gain)
