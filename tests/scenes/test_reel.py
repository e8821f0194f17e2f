"""A performance told back and forth shows what was there, and is played on from wherever it stands."""

from collections.abc import Callable

import numpy as np

from game.performance import Look
from game.scenes.rehearsal.reel import KEPT_TICKS, Reel
from game.sim import Intent, View, World
from tests.scenes.rig import LEVEL

Hand = Callable[[int, Look], Intent]


def leaning(tick: int, look: Look) -> Intent:
    return Intent(lean=(tick % 40 - 20) / 20, aim=(0.01 * (tick % 30), 0.5))


def after(ticks: int, hand: Hand = leaning) -> World:
    world = World(LEVEL, 5)
    for tick in range(ticks):
        world.tick(hand(tick, world.view))
    return world


def same(shown: View, world: World) -> bool:
    pieces = zip(shown.sculpture.pieces, world.view().sculpture.pieces, strict=True)
    return shown.tick == world.ticks and all(a.position == b.position and a.angle == b.angle for a, b in pieces)


def wound(reel: Reel) -> Reel:
    while reel.is_winding:
        reel.wind(0.005)
    return reel


def played(seconds: float = 1.0) -> Reel:
    reel = Reel(World(LEVEL, 5), leaning)
    for _ in range(round(60 * seconds)):
        reel.advance(1 / 60, 1.0)
    return reel


def test_a_step_back_shows_the_tick_before_and_a_step_forth_the_one_after() -> None:
    reel = played()
    tick = reel.tick
    for ticks in (-1, -1, 1, -30, 29):
        reel.step(ticks)
        tick += ticks
        assert reel.tick == tick
        assert same(wound(reel).view, after(tick))


def test_single_steps_back_wait_for_nothing() -> None:
    reel = played()
    reel.step(-1)
    wound(reel)
    for _ in range(20):
        reel.step(-1)
        assert not reel.is_winding
    assert same(reel.view, after(reel.tick))


def test_before_the_first_tick_there_is_nothing() -> None:
    reel = played(0.2)
    reel.step(-10 * KEPT_TICKS)
    assert wound(reel).tick == 0


def test_it_is_played_on_from_what_is_seen() -> None:
    reel = played()
    reel.step(-50)
    at = wound(reel).tick
    reel.play_on()
    assert len(reel.intents) == at
    while wound(reel).tick < at + 20:
        reel.advance(1 / 60, 1.0)
    assert same(reel.view, after(reel.tick))


def test_steps_beyond_the_end_of_what_was_played_ask_the_player() -> None:
    reel = played(0.2)
    reel.step(7)
    assert same(wound(reel).view, after(reel.tick))
    assert len(reel.intents) == reel.tick


def test_what_was_wanted_so_far_can_be_told_in_another_world() -> None:
    before = played()
    reel = Reel(World(LEVEL, 5), lambda tick, look: Intent(), before.intents, before.tick)
    assert reel.view.tick == 0 and reel.is_winding
    assert same(wound(reel).view, after(before.tick))
    assert np.isfinite(reel.alpha)
