"""The driver: the same performance whoever drives it, and no view that nobody looks at."""

from collections.abc import Callable

import pytest

from game.bots import make_bot
from game.core.clock import TICK_S
from game.lab.perform import perform
from game.performance import DECISION_TICKS, Deliberate, Look, Performance, Playback, Player, RealTime
from game.replay import Recorder, Recording, first_difference, replayed
from game.replay.tracks import TICKS as TRACK_TICKS
from game.sim import Intent, View, World
from tests.scenes.rig import LEVEL, LEVEL_TEXT

SEED = 5
TICKS = 150


class WatchedWorld(World):
    """Counts how often somebody looks."""

    def __init__(self) -> None:
        super().__init__(LEVEL, SEED)
        self.looks = 0

    def view(self) -> View:
        self.looks += 1
        return super().view()


def swaying(tick: int, look: Look) -> Intent:
    """Hands that hold their breath now and then."""
    return Intent(lean=(tick % 50 - 25) / 50, aim=(0.01 * (tick % 30), 0.5), breath=tick % 40 > 30)


def recorded(ticks: int = TICKS) -> Recording:
    """What those hands played."""
    recorder = Recorder("two-lamps", LEVEL_TEXT, SEED)
    Performance(World(LEVEL, SEED), swaying, recorder).run(ticks)
    return Recording(
        "two-lamps", LEVEL_TEXT, LEVEL, SEED, tuple(recorder.intents), "".join(recorder.digests), recorder.outcome
    )


def by_ticks(performance: Performance) -> None:
    for _ in range(TICKS):
        performance.run(1)


def by_steps(performance: Performance) -> None:
    for _ in range(TICKS // 6):
        step = performance.step(6)
        assert (step.before.tick, step.view.tick) == (performance.world.ticks - 6, performance.world.ticks)


def at(rate: float) -> Callable[[Performance], None]:
    def drive(performance: Performance) -> None:
        shown = RealTime(performance)
        while performance.world.ticks < TICKS:
            step = shown.advance(min(1.0 / rate, (TICKS - performance.world.ticks) * TICK_S))
            assert step.view.tick == performance.world.ticks

    return drive


@pytest.mark.parametrize("drive", [by_ticks, by_steps, at(25), at(60), at(144), at(1000)])
@pytest.mark.parametrize("player", ["hand", "bot", "recording"])
def test_whoever_drives_the_world_is_the_same(drive: Callable[[Performance], None], player: str) -> None:
    players: dict[str, Callable[[], Player]] = {
        "hand": lambda: swaying,
        "bot": lambda: Deliberate(make_bot("expert", SEED)),
        "recording": lambda: Playback(recorded().intents),
    }
    one, other = (Performance(World(LEVEL, SEED), players[player]()) for _ in range(2))
    drive(one)
    other.run(TICKS)
    assert one.world.ticks == TICKS
    assert one.world.digest() == other.world.digest()


def test_a_recording_is_followed_to_its_end_and_then_left() -> None:
    performance, check = replayed(recorded())
    performance.run(TICKS + 50)
    assert performance.over and performance.was_left and performance.world.outcome == ""
    assert performance.world.ticks == TICKS and check.difference is None


def test_a_recording_that_goes_on_after_the_end_differs() -> None:
    whole = recorded(400)
    assert whole.outcome == "lost" and first_difference(whole)[0] is None
    more = Recording(
        whole.level_name, LEVEL_TEXT, LEVEL, SEED, (*whole.intents, Intent()), whole.digests + "0" * 8, "lost"
    )
    assert first_difference(more)[0] == len(whole.intents)


def test_after_the_end_the_world_settles_and_nobody_is_asked_or_recorded() -> None:
    asked: list[int] = []

    def idle(tick: int, look: Look) -> Intent:
        asked.append(tick)
        return Intent()

    recorder = Recorder("two-lamps", LEVEL_TEXT, SEED)
    performance = Performance(World(LEVEL, SEED), idle, recorder)
    performance.run(400)
    assert performance.over and not performance.was_left and performance.world.ticks == 400
    assert len(asked) == len(recorder.intents) < 400


# Who looks --------------------------------------------------------------------------------------------------------
def test_no_view_is_built_where_nobody_looks() -> None:
    world = WatchedWorld()
    Performance(world, Playback(recorded().intents)).run(TICKS)
    assert (world.ticks, world.looks) == (TICKS, 0)


def test_a_recorder_looks_ten_times_a_second() -> None:
    world = WatchedWorld()
    Performance(world, Playback(recorded().intents), Recorder("two-lamps", LEVEL_TEXT, SEED)).run(TICKS)
    assert (world.ticks, world.looks) == (TICKS, -(-TICKS // TRACK_TICKS))


def test_a_bot_looks_when_it_decides() -> None:
    world = WatchedWorld()
    Performance(world, Deliberate(make_bot("regular", SEED))).run(TICKS)
    assert world.looks == -(-TICKS // DECISION_TICKS)


def test_a_view_is_built_once_however_many_look() -> None:
    world = WatchedWorld()
    performance = Performance(world, lambda tick, look: swaying(look().tick, look))
    for _ in range(10):
        performance.step(1)
    assert world.looks == 11


@pytest.mark.parametrize("rate", [20, 60, 240])
def test_a_window_builds_a_view_a_frame_at_most(rate: int) -> None:
    world = WatchedWorld()
    shown = RealTime(Performance(world, swaying))
    for _ in range(rate):
        shown.advance(1.0 / rate)
    assert world.looks <= 1 + min(rate, world.ticks)


def test_the_laboratory_gets_every_intent_and_event() -> None:
    intents: list[Intent] = []
    recorder = Recorder("two-lamps", LEVEL_TEXT, SEED)
    result = perform(
        LEVEL,
        SEED,
        make_bot("novice", SEED),
        recorder=recorder,
        watch=lambda world, intent, events: intents.append(intent),
    )
    assert recorder.intents == intents
    assert recorder.digests[-1] == result.digest[:8]
