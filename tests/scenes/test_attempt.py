"""An attempt: real seconds become ticks, the same ones at any frame rate; time tricks never touch the world."""

import itertools
from pathlib import Path

import pytest

from game.bots import make_bot
from game.core.clock import TICK_S
from game.lab.perform import perform
from game.performance import HIT_STOP_S, TOPPLE_SCALE, Deliberate, Look, Playback, Player
from game.replay import Recorder, first_difference, load_recording
from game.scenes.attempt.attempt import Attempt
from game.scenes.attempt.history import KEPT_TICKS
from game.sim import Event, EventKind, Intent, World
from tests.scenes.rig import LEVEL, LEVEL_TEXT

TICKS = 180


def attempt(player: Player, seed: int = 5) -> Attempt:
    return Attempt(LEVEL, Recorder("two-lamps", LEVEL_TEXT, seed), player)


def swaying(tick: int, look: Look) -> Intent:
    """What a player might do at a tick, told by the tick alone."""
    return Intent(
        lean=(tick % 50 - 25) / 50,
        aim=(0.01 * (tick % 30), 0.5),
        take=tick // 60 % 2,
        breath=tick % 40 > 30,
    )


@pytest.mark.parametrize("rate", [30, 60, 144])
def test_every_frame_rate_gives_the_same_world(rate: int) -> None:
    made = attempt(swaying)
    while len(made.recorder.intents) < TICKS:
        made.advance(1.0 / rate)
    alone, world = Recorder("two-lamps", LEVEL_TEXT, 5), World(LEVEL, 5)
    for _ in range(TICKS):
        intent = swaying(world.ticks, world.view)
        world.tick(intent)
        alone.add(intent, world)
    assert made.recorder.digests[:TICKS] == alone.digests


def test_the_picture_stands_between_the_last_two_ticks() -> None:
    made = attempt(swaying)
    for _ in range(7):
        made.advance(0.011)
        assert made.view.tick - made.previous.tick in (0, 1, 2)
        assert 0.0 <= made.alpha <= 1.0
        shown = made.previous.tick + made.alpha * (made.view.tick - made.previous.tick)
        assert made.view.tick - 1 <= shown <= made.view.tick
    assert made.view.tick > 5


def test_held_breath_slows_the_clock_not_the_tick() -> None:
    fast, slow = attempt(lambda tick, look: Intent()), attempt(lambda tick, look: Intent(breath=True))
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
    made = attempt(lambda tick, look: Intent())
    for _ in range(150):
        made.advance(1 / 60)
    assert made.over
    played = len(made.recorder.intents)
    made.advance(0.1)
    assert len(made.recorder.intents) == played
    assert made.recorder.outcome == "lost"


@pytest.mark.parametrize("rate", [20, 60, 240])
def test_its_history_keeps_sixty_views_a_second_at_most_and_every_event(rate: int) -> None:
    made = attempt(swaying)
    events: list[Event] = []
    for _ in range(2 * rate):
        events += made.advance(1.0 / rate)
    moments = made.history.moments
    kept = [event for moment in moments for event in moment.events]
    assert kept == events[: len(kept)] and len(events) - len(kept) <= 2
    spans = [b.view.tick - a.view.tick for a, b in itertools.pairwise(moments)]
    assert min(spans) >= KEPT_TICKS and max(spans) <= max(KEPT_TICKS + 1, 120 // rate)


def event(kind: EventKind) -> Event:
    return Event(kind, 0, (0.0, 0.0))


@pytest.mark.parametrize(
    ("kind", "lost"), [(EventKind.BREAK, HIT_STOP_S), (EventKind.TOPPLE, 0.2 * (1 - TOPPLE_SCALE))]
)
def test_motion_reaches_the_clock_of_an_attempt(kind: EventKind, lost: float) -> None:
    """A fifth of a second after a break or a fall: who wants no such motion loses no time to it."""
    ticks = []
    for motion in (0.0, 1.0):
        made = attempt(swaying)
        made._real_time._slow_motion.react([event(kind)], motion)
        for _ in range(12):
            made.advance(1 / 60, motion)
        ticks.append(made.view.tick)
    assert ticks[0] - ticks[1] == pytest.approx(lost / TICK_S, abs=1)


def hushed(player: Player) -> Attempt:
    """An attempt whose only voice has just begun to sing."""
    made = attempt(player)
    chorus = made._performance.world.chorus
    made.advance(0.1)
    chorus.voices[0].state, chorus.voices[0].turn = "sings", 0
    chorus._count()
    while made.view.game.hush is None:
        made.advance(1 / 60)
    return made


def test_the_last_picture_is_skipped_to_the_ovation_and_recorded_so() -> None:
    made = hushed(lambda tick, look: Intent(lean=1.0))
    before, frames = len(made.recorder.intents), 0
    made.skip()
    while made.view.game.hush is not None:
        made.advance(1 / 60)
        frames += 1
    skipped = made.recorder.intents[before:]
    assert 0.0 < made.view.game.ovation < 0.1
    assert frames / 60 < 0.5, "it rushes by"
    assert len(skipped) == made.view.tick - before
    assert skipped[-1].lean == 0.0, "whoever skips wants nothing"
    made.advance(0.1)
    assert made.recorder.intents[-1].lean == 1.0


def test_a_recording_goes_on_as_it_was_when_its_last_picture_is_skipped() -> None:
    made = hushed(Playback([Intent(lean=0.5)] * 5000))
    made.skip()
    made.advance(1 / 60)
    assert made.recorder.intents[-1].lean == 0.5


def test_nothing_else_is_skipped() -> None:
    made = attempt(swaying)
    made.skip()
    made.advance(0.1)
    assert len(made.recorder.intents) == round(0.1 / TICK_S)
