"""An attempt: real seconds become ticks, the same ones at any frame rate; time tricks never touch the world."""

from pathlib import Path

import pytest

from game.bots import make_bot
from game.core.clock import TICK_S
from game.lab import perform
from game.replay import Recorder, first_difference, load_recording
from game.scenes.attempt import Attempt, Deliberate, Playback, Policy
from game.scenes.slow_motion import HIT_STOP_S, TOPPLE_S, TOPPLE_SCALE, VOICE_S, VOICE_SCALE, SlowMotion
from game.sim import Event, EventKind, Intent, View, World
from tests.scenes.rig import LEVEL, LEVEL_TEXT

TICKS = 180


def attempt(policy: Policy, seed: int = 5) -> Attempt:
    return Attempt(LEVEL, Recorder("two-lamps", LEVEL_TEXT, seed), policy)


def swaying(view: View) -> Intent:
    """What a player might do at a tick, told by the tick alone."""
    return Intent(
        lean=(view.tick % 50 - 25) / 50,
        aim=(0.01 * (view.tick % 30), 0.5),
        take=view.tick // 60 % 2,
        breath=view.tick % 40 > 30,
    )


@pytest.mark.parametrize("rate", [30, 60, 144])
def test_every_frame_rate_gives_the_same_world(rate: int) -> None:
    made = attempt(swaying)
    while len(made.recorder.intents) < TICKS:
        made.advance(1.0 / rate)
    alone, world = Recorder("two-lamps", LEVEL_TEXT, 5), World(LEVEL, 5)
    for _ in range(TICKS):
        intent = swaying(world.view())
        world.tick(intent)
        alone.add(intent, world)
    assert made.recorder.digests[:TICKS] == alone.digests


def test_the_picture_stands_between_the_last_two_ticks() -> None:
    made = attempt(swaying)
    for _ in range(7):
        made.advance(0.011)
        assert made.view.tick - made.previous.tick in (0, 1)
        assert 0.0 <= made.alpha <= 1.0
    assert made.view.tick > 5


def test_held_breath_slows_the_clock_not_the_tick() -> None:
    fast, slow = attempt(lambda view: Intent()), attempt(lambda view: Intent(breath=True))
    for _ in range(30):
        fast.advance(1 / 60)
        slow.advance(1 / 60)
    assert slow.view.game.time_scale < 1.0
    assert slow.view.tick == pytest.approx(fast.view.tick * slow.view.game.time_scale, abs=4)


def test_a_recording_plays_back_to_the_last_digest_and_then_stands_still(tmp_path: Path) -> None:
    made = attempt(swaying)
    for _ in range(60):
        made.advance(1 / 60)
    made.recorder.save(tmp_path / "a.replay")
    recording = load_recording(tmp_path / "a.replay")
    assert first_difference(recording)[0] is None
    again = attempt(Playback(recording.intents))
    for _ in range(90):
        again.advance(1 / 60)
    assert again.over
    assert again.recorder.digests == made.recorder.digests
    assert again.view.game.outcome == ""


def test_a_bot_in_the_window_plays_as_it_does_in_the_lab() -> None:
    made = attempt(Deliberate(make_bot("expert", 5)))
    while not made.over:
        made.advance(1 / 60)
    result = perform(LEVEL, 5, make_bot("expert", 5))
    assert (made.view.game.outcome, made.view.game.score) == (result.outcome, result.score)
    assert made.recorder.digests[-1] == result.digest[: len(made.recorder.digests[-1])]


def test_what_happens_after_the_end_is_not_recorded() -> None:
    made = attempt(lambda view: Intent())
    for _ in range(150):
        made.advance(1 / 60)
    assert made.over
    played = len(made.recorder.intents)
    made.advance(0.1)
    assert len(made.recorder.intents) == played
    assert made.recorder.outcome == "lost"


def event(kind: EventKind) -> Event:
    return Event(kind, 0, (0.0, 0.0))


@pytest.mark.parametrize("kind", [EventKind.BREAK, EventKind.SPLIT])
def test_a_break_stops_the_clock_for_a_moment(kind: EventKind) -> None:
    feel = SlowMotion()
    assert feel.scale(1 / 60) == 1.0
    feel.react([event(kind)])
    lost = sum((1.0 - feel.scale(TICK_S)) * TICK_S for _ in range(60))
    assert lost == pytest.approx(HIT_STOP_S)


def test_a_chain_of_breaks_stops_it_only_once() -> None:
    feel = SlowMotion()
    lost = 0.0
    for _ in range(12):
        feel.react([event(EventKind.BREAK), event(EventKind.BREAK)])
        lost += (1.0 - feel.scale(1 / 60)) / 60
    assert lost == pytest.approx(HIT_STOP_S)


def test_a_fall_is_seen_in_slow_motion() -> None:
    feel = SlowMotion()
    feel.react([event(EventKind.TOPPLE)])
    paces = [feel.scale(1 / 60) for _ in range(150)]
    slow = sum(pace == TOPPLE_SCALE for pace in paces)
    assert slow / 60 == pytest.approx(TOPPLE_S, abs=0.02)
    assert paces[-1] == 1.0


@pytest.mark.parametrize("motion", [0.0, 0.6, 1.0])
def test_a_voice_enters_with_a_breath_of_slow_motion(motion: float) -> None:
    feel = SlowMotion()
    feel.react([event(EventKind.VOICE)])
    paces = [feel.scale(1 / 60, motion) for _ in range(60)]
    assert paces[0] == pytest.approx(1.0 - motion * (1.0 - VOICE_SCALE))
    assert paces == sorted(paces) and paces[round(VOICE_S * 60) + 1] == 1.0  # time runs on smoothly


@pytest.mark.parametrize("motion", [0.0, 0.4])
def test_who_wants_less_motion_gets_less_hit_stop_and_slow_motion(motion: float) -> None:
    feel = SlowMotion()
    feel.react([event(EventKind.BREAK)], motion)
    lost = sum((1.0 - feel.scale(TICK_S, motion)) * TICK_S for _ in range(60))
    assert lost == pytest.approx(motion * HIT_STOP_S)
    feel.react([event(EventKind.TOPPLE)], motion)
    assert feel.scale(1 / 60, motion) == pytest.approx(1.0 - motion * (1.0 - TOPPLE_SCALE))


@pytest.mark.parametrize(
    ("kind", "lost"), [(EventKind.BREAK, HIT_STOP_S), (EventKind.TOPPLE, 0.2 * (1 - TOPPLE_SCALE))]
)
def test_motion_reaches_the_clock_of_an_attempt(kind: EventKind, lost: float) -> None:
    """A fifth of a second after a break or a fall: who wants no such motion loses no time to it."""
    ticks = []
    for motion in (0.0, 1.0):
        made = attempt(swaying)
        made._slow_motion.react([event(kind)], motion)
        for _ in range(12):
            made.advance(1 / 60, motion)
        ticks.append(made.view.tick)
    assert ticks[0] - ticks[1] == pytest.approx(lost / TICK_S, abs=1)


def test_other_events_leave_the_clock_alone() -> None:
    feel = SlowMotion()
    rest = set(EventKind) - {EventKind.BREAK, EventKind.SPLIT, EventKind.TOPPLE, EventKind.VOICE}
    feel.react([event(kind) for kind in sorted(rest)])
    assert feel.scale(1 / 60) == 1.0
