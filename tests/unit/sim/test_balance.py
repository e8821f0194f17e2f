"""A fall is foreseen from how it sways, how fast, and how much of its weight the sculpture still carries."""

import json
import math
from collections import deque
from itertools import pairwise

import pytest

from game.level import parse_level
from game.render.theatre.plumb import LEAN_AT
from game.sim import Intent, World
from game.sim.balance import AHEAD_S, CALM_S, FALLEN, Balance, BalanceWatch, falls_in
from game.sim.events import EventKind
from tests.views import changed, made

MATERIALS = ("steel", "steel", "steel", "crown_glass")
TOWER = {
    "version": 1,
    "title": "Tower",
    "pieces": [
        {"id": "foot", "shape": {"type": "box", "size": [0.5, 0.1]}, "material": "brass", "at": [0, 0.05]},
        *(
            {
                "id": f"block{k}",
                "shape": {"type": "box", "size": [0.3, 0.5]},
                "material": MATERIALS[k],
                "at": [0, 0.35 + 0.5 * k],
            }
            for k in range(4)
        ),
    ],
    "joints": [
        {"type": "weld", "pieces": [below, above], "at": [0, 0.1 + 0.5 * k], "strength": 1e6}
        for k, (below, above) in enumerate(pairwise(("foot", *(f"block{k}" for k in range(4)))))
    ],
    "lights": [{"id": "key", "from": [-1.7, 3.6], "toward": [-1.6, 0.9]}],
    "whispers": [{"type": "heartbeat", "strength": 8}],
    "flaws": [{"piece": "block3", "at": [0.15, 0], "opens": 59}],
    "goal": {"voices": 1, "within": 60},
}
"""Its flaw comes too late to decide anything: nothing but its balance does."""
PACE = 8.0
"""1/s^2, of a sculpture 2 m tall."""


@pytest.mark.parametrize("load_factor", [0.7, 0.9, 0.97])
def test_a_fall_grows_as_an_unstable_mode_does(load_factor: float) -> None:
    growth = math.sqrt(PACE * (1.0 - load_factor))
    wanted_s = 1.7
    sway = FALLEN / math.exp(growth * wanted_s)
    assert falls_in(sway, growth * sway, 0.0, load_factor, PACE) == pytest.approx(wanted_s, abs=0.02)


def test_what_stands_by_itself_is_calm_and_what_swings_wide_is_not() -> None:
    assert falls_in(0.05, 0.1, 0.0, 1.4, PACE) == math.inf
    assert falls_in(0.05, 0.8, 0.0, 1.4, PACE) < 1.0
    assert falls_in(FALLEN, 0.0, 0.0, 1.4, PACE) == 0.0
    assert falls_in(0.05, 0.1, 0.0, math.inf, PACE) == math.inf


def test_both_count_a_small_load_factor_and_a_sway_that_grows() -> None:
    times = [
        falls_in(0.06, rate, 0.0, factor, PACE) for rate, factor in ((0.0, 1.0), (0.0, 0.9), (0.1, 0.9), (0.2, 0.8))
    ]
    assert all(later < sooner for sooner, later in pairwise(times))


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_leaning_against_it_gives_time_and_leaning_with_it_takes_some(side: float) -> None:
    against, none, along = (falls_in(side * 0.08, side * 0.05, side * lean, 0.92, PACE) for lean in (-0.06, 0.0, 0.06))
    assert along < none < against


def test_danger_is_none_far_from_a_fall_and_full_at_it() -> None:
    assert Balance().danger == Balance(falls_in=CALM_S).danger == 0.0
    assert Balance(falls_in=0.0).danger == 1.0 and Balance(falls_in=0.0).warns
    assert CALM_S <= AHEAD_S


def test_the_rate_comes_from_one_view_after_the_other_and_is_forgotten_at_a_restart() -> None:
    watch = BalanceWatch()
    for tick in range(0, 120, 2):
        balance = watch.follow(changed(made(tick=tick, time=tick / 120), sway=0.0005 * tick))
    assert balance.rate == pytest.approx(0.06, rel=0.05)
    assert watch.follow(made(tick=0)).rate == 0.0


@pytest.mark.parametrize("seed", range(3))
def test_a_fall_is_told_early(seed: int) -> None:
    """What bots live through in the game's levels is measured by `flawsong prove`."""
    world, watch, warned = World(parse_level(json.dumps(TOWER | {"poise": 0.95})), seed), BalanceWatch(), None
    while not world.over and world.time < 40.0:
        events = world.tick(Intent())
        if world.ticks % 4 == 0:
            warned = (world.time if warned is None else warned) if watch.follow(world.view()).warns else None
        if any(event.kind is EventKind.TOPPLE for event in events):
            break
    assert warned is not None and world.time - warned >= 1.5


@pytest.mark.parametrize(("poise", "late_s"), [(0.92, 0.15), (0.92, 0.3), (1.25, 0.3)])
def test_leaning_as_the_chevrons_say_holds_it_even_late_and_with_all_of_the_lean(poise: float, late_s: float) -> None:
    """A key is all or nothing, and a hand is late: advice that is followed may not pump the sway."""
    world, watch = World(parse_level(json.dumps(TOWER | {"poise": poise})), 1), BalanceWatch()
    wishes = deque([0.0] * round(30 * late_s))
    while world.time < 15.0:
        if world.ticks % 4 == 0:
            tends = watch.follow(world.view()).tends
            wishes.append(0.0 if abs(tends) < LEAN_AT[0] else -math.copysign(1.0, tends))
            wish = wishes.popleft()
        world.tick(Intent(lean=wish))
        assert abs(watch.now.sway) < 0.1


def test_what_stands_is_left_in_peace() -> None:
    world, watch = World(parse_level(json.dumps(TOWER | {"poise": 1.4})), 0), BalanceWatch()
    while world.time < 12.0:
        world.tick(Intent())
        if world.ticks % 4 == 0:
            assert not watch.follow(world.view()).warns
