"""What must hold of captions: every sound has one, it says the right thing on the right side, and not too often."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.audio import Mixer
from game.audio.captions import EVENTS, KEPT, LASTING, Caption, Captions, caption_of, note_name
from game.audio.patches import LOOPS
from game.audio.surroundings import Gilding, Surroundings
from game.audio.table import BREATH, LET_GO, TABLE
from game.level.model import Key, Music, Scale
from game.sim.events import EventKind
from tests.unit.audio.audio_rig import MUSIC, view_of
from tests.unit.audio.sample_events import event


def test_every_event_that_is_heard_has_a_caption() -> None:
    assert set(EVENTS) == set(TABLE) == set(EventKind)


def test_every_sound_that_lasts_or_comes_of_itself_has_a_caption() -> None:
    assert set(LASTING) == LOOPS | {"creak", BREATH.patch.instrument, LET_GO.patch.instrument}


@pytest.mark.parametrize("kind", list(EventKind))
def test_captions_are_short_and_in_brackets(kind: EventKind) -> None:
    caption, gap_s = caption_of(event(kind), MUSIC)
    assert caption.text.startswith("[")
    assert caption.text.endswith("]")
    assert 4 < len(caption.text) <= 40
    assert gap_s >= 0.0


def test_a_voice_is_named_with_its_note() -> None:
    caption, _ = caption_of(event(EventKind.VOICE, 81.0, 2.0, part="soprano"), MUSIC)
    assert caption == Caption("[a soprano enters: A5]", "right")
    assert caption_of(event(EventKind.VOICE, 62.0, part="alto"), MUSIC)[0].text == "[an alto enters: D4]"


@pytest.mark.parametrize(("key", "scale", "midi", "name"), [
    ("C", "major", 60, "C4"), ("C", "minor", 63, "E♭4"), ("F", "major", 70, "B♭4"), ("D", "dorian", 65, "F4"),
    ("E", "major", 68, "G♯4"), ("Gb", "major", 66, "G♭4"), ("F#", "minor", 73, "C♯5"), ("G", "phrygian", 68, "A♭4"),
])  # fmt: skip
def test_notes_are_spelt_as_the_key_has_them(key: Key, scale: Scale, midi: float, name: str) -> None:
    assert note_name(midi, Music(key=key, scale=scale)) == name


@given(st.sampled_from(get_args(Key)), st.sampled_from(get_args(Scale)), st.integers(21, 108))
def test_every_note_has_a_name_and_an_octave(key: Key, scale: Scale, midi: int) -> None:
    name = note_name(midi, Music(key=key, scale=scale))
    assert name[0] in "ABCDEFG"
    assert int(name[-1]) == midi // 12 - 1


@pytest.mark.parametrize(("x", "side"), [(-2.5, "left"), (0.3, "centre"), (2.5, "right")])
def test_a_caption_says_where(x: float, side: str) -> None:
    assert caption_of(event(EventKind.SPLIT, x=x), MUSIC)[0].side == side


def test_wind_is_said_to_come_from_where_it_blows() -> None:
    assert caption_of(event(EventKind.GUST, 30.0), MUSIC)[0].side == "left"
    assert caption_of(event(EventKind.GUST, -30.0), MUSIC)[0].side == "right"


def test_a_fast_crack_is_told_from_a_slow_one() -> None:
    texts = {caption_of(event(EventKind.CRACK, speed), MUSIC)[0].text for speed in (0.005, 0.09)}
    assert texts == {"[glass cracks]", "[glass cracks fast]"}


def test_nothing_is_said_again_too_soon() -> None:
    captions = Captions(MUSIC)
    for i in range(100):
        captions.hear(event(EventKind.CRACK, 0.01), 0.1 * i)
    assert [caption.text for caption in captions.take()] == ["[glass cracks]"] * 3
    assert captions.take() == ()


def test_what_nobody_takes_does_not_pile_up() -> None:
    captions = Captions(MUSIC)
    for i in range(50):
        captions.hear(event(EventKind.VOICE, 60.0 + i % 12, part="alto"), float(i))
    assert len(captions.take()) == KEPT


def test_what_lasts_is_said_as_it_begins() -> None:
    captions = Captions(MUSIC)
    for second, scene in enumerate(
        [Surroundings(), Surroundings(breath=0.5), Surroundings(breath=1.0), Surroundings(), Surroundings(breath=1.0)]
    ):
        captions.watch(scene, float(second))
    assert [caption.text for caption in captions.take()] == ["[a quick breath in]"] * 2
    captions.watch(Surroundings(gilding=Gilding(0.1, 62.0, -0.5), sway=0.16), 9.0)
    assert captions.take() == (Caption("[wet glass sings, rising]", "left"), Caption("[low strings swell]", "left"))


def test_a_restart_may_say_all_again() -> None:
    captions = Captions(MUSIC)
    for _ in range(2):
        captions.hear(event(EventKind.BEAT), 0.0)
        assert len(captions.take()) == 1
        captions.restart()


def test_a_silent_mixer_still_says_what_would_be_heard() -> None:
    mixer = Mixer.open(MUSIC, wanted=False)
    mixer.play([event(EventKind.GASP)])
    mixer.frame(view_of(5), 1 / 60)
    texts = [caption.text for caption in mixer.captions.take()]
    assert "[the audience gasps]" in texts
    assert "[the audience murmurs]" in texts
