"""Real time: breath, hit-stop and slow motion make ticks last longer, equally at every frame rate."""

import itertools

import pytest

from game.core.clock import TICK_S
from game.performance import (
    HIT_STOP_S,
    TOPPLE_S,
    TOPPLE_SCALE,
    VOICE_S,
    VOICE_SCALE,
    Look,
    Performance,
    RealTime,
    SlowMotion,
)
from game.sim import Event, EventKind, Intent, World
from game.sim.constants import BREATH_SCALE
from tests.scenes.rig import LEVEL


def event(kind: EventKind) -> Event:
    return Event(kind, 0, (0.0, 0.0))


def lasts(slow: SlowMotion, ticks: int, motion: float = 1.0) -> list[float]:
    """Real seconds that each of so many ticks lasts."""
    found = []
    for _ in range(ticks):
        found.append(sum(slow.next_tick(motion)))
        slow.pass_by(found[-1])
    return found


def lost(slow: SlowMotion, ticks: int, motion: float = 1.0) -> float:
    """Real seconds that so many ticks last longer than without slow motion."""
    return sum(lasts(slow, ticks, motion)) - ticks * TICK_S


@pytest.mark.parametrize("kind", [EventKind.BREAK, EventKind.SPLIT])
def test_a_break_stops_the_clock_for_a_moment(kind: EventKind) -> None:
    slow = SlowMotion()
    assert sum(slow.next_tick()) == TICK_S
    slow.react([event(kind)])
    assert slow.next_tick() == (HIT_STOP_S, TICK_S), "it stands still, and goes on at its pace"
    assert lost(slow, 60) == pytest.approx(HIT_STOP_S)


def test_a_chain_of_breaks_stops_it_only_once() -> None:
    slow, total = SlowMotion(), 0.0
    for _ in range(12):
        slow.react([event(EventKind.BREAK), event(EventKind.BREAK)])
        total += lost(slow, 2)
    assert total == pytest.approx(HIT_STOP_S)


def test_a_fall_is_seen_in_slow_motion() -> None:
    slow = SlowMotion()
    slow.react([event(EventKind.TOPPLE)])
    ticks = lasts(slow, 150)
    slowed = [tick for tick in ticks if tick == TICK_S / TOPPLE_SCALE]
    assert sum(slowed) == pytest.approx(TOPPLE_S, abs=TICK_S / TOPPLE_SCALE)
    assert ticks[-1] == TICK_S


@pytest.mark.parametrize("motion", [0.0, 0.6, 1.0])
def test_a_voice_enters_with_a_breath_of_slow_motion(motion: float) -> None:
    slow = SlowMotion()
    slow.react([event(EventKind.VOICE)])
    ticks = lasts(slow, 60, motion)
    assert TICK_S / ticks[0] == pytest.approx(1.0 - motion * (1.0 - VOICE_SCALE))
    assert ticks == sorted(ticks, reverse=True)  # time runs on smoothly
    ends = list(itertools.accumulate(ticks))
    assert all(tick == TICK_S for tick, end in zip(ticks, ends, strict=True) if end > VOICE_S + 2 * TICK_S)


@pytest.mark.parametrize("motion", [0.0, 0.4])
def test_who_wants_less_motion_gets_less_hit_stop_and_slow_motion(motion: float) -> None:
    slow = SlowMotion()
    slow.react([event(EventKind.BREAK)], motion)
    assert lost(slow, 60, motion) == pytest.approx(motion * HIT_STOP_S)
    slow.react([event(EventKind.TOPPLE)], motion)
    assert TICK_S / sum(slow.next_tick(motion)) == pytest.approx(1.0 - motion * (1.0 - TOPPLE_SCALE))


def test_other_events_leave_the_clock_alone() -> None:
    slow = SlowMotion()
    rest = set(EventKind) - {EventKind.BREAK, EventKind.SPLIT, EventKind.TOPPLE, EventKind.VOICE}
    slow.react([event(kind) for kind in sorted(rest)])
    assert sum(slow.next_tick()) == TICK_S


# Whatever the frame rate ------------------------------------------------------------------------------------------
def breathing(tick: int, look: Look) -> Intent:
    return Intent(breath=tick % 40 > 25)


def moments(rate: float, ticks: int = 120) -> list[float]:
    """Real second, to a frame, of each tick as somebody sees it who looks so often."""
    shown = RealTime(Performance(World(LEVEL, 1), breathing))
    seen: list[float] = []
    for frame in itertools.count(1):
        shown.advance(1.0 / rate)
        seen += [frame / rate] * (shown.view.tick - len(seen))
        if len(seen) >= ticks:
            return seen[:ticks]
    raise AssertionError


def test_every_tick_comes_at_the_same_real_moment_at_any_frame_rate() -> None:
    exact = moments(6000)
    for rate in (24, 25, 60, 144):
        seen = moments(rate)
        assert all(-1e-3 <= late <= 1.0 / rate for late in (a - b for a, b in zip(seen, exact, strict=True)))
    # Breath is held on 14 ticks of 40.
    assert exact[-1] == pytest.approx((78 + 42 / BREATH_SCALE) * TICK_S, abs=2e-2)


def test_a_frame_that_took_too_long_is_dropped_not_caught_up() -> None:
    shown = RealTime(Performance(World(LEVEL, 1), lambda tick, look: Intent()), most_ticks=12)
    assert shown.advance(5.0).view.tick == 12
    assert shown.advance(1 / 60).view.tick == 14


def test_the_picture_moves_on_evenly_while_time_is_slow() -> None:
    shown = RealTime(Performance(World(LEVEL, 1), lambda tick, look: Intent(breath=True)))
    stands = []
    for _ in range(60):
        shown.advance(1 / 240)
        stands.append(shown.previous.tick + shown.alpha * (shown.view.tick - shown.previous.tick))
    steps = [b - a for a, b in itertools.pairwise(stands[10:])]
    assert all(step == pytest.approx(0.5 * BREATH_SCALE, abs=1e-6) for step in steps)


def test_the_picture_stands_still_in_a_hit_stop() -> None:
    shown = RealTime(Performance(World(LEVEL, 1), lambda tick, look: Intent()))
    shown.advance(0.1)
    shown._slow_motion.react([event(EventKind.BREAK)])
    stands = []
    for _ in range(6):
        shown.advance(0.01)
        stands.append((shown.view.tick, shown.alpha))
    assert len(set(stands[:5])) == 1
