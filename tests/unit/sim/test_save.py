"""A world is saved, had back, and goes on as if nothing had been; what cannot be had back says so."""

import copy
import pickle
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from game.bots import make_bot
from game.core.clock import TICK_S
from game.core.paths import shipped_levels
from game.level import Level, load_level, parse_level
from game.performance import Deliberate, Performance
from game.sim import Intent, SaveError, World, save
from tests.scenes.rig import LEVEL
from tests.unit.level.sample_level import VALID

PLAYED_TICKS, GOES_ON_TICKS = 600, 3000
Twin = Callable[[World], World]


def wish(tick: int) -> Intent:
    return Intent(
        lean=(tick % 90 - 45) / 60, aim=(0.01 * (tick % 30), 0.5), take=tick // 200 % 2, breath=tick % 80 > 70
    )


def played(ticks: int, level: Level = LEVEL) -> World:
    world = World(level, 7)
    for tick in range(ticks):
        world.tick(wish(tick))
    return world


def by_bytes(world: World) -> World:
    return World.restore(world.save())


def by_pickle(world: World) -> World:
    twin: World = pickle.loads(pickle.dumps(world))
    return twin


@pytest.mark.parametrize("twin_of", [by_bytes, by_pickle, copy.deepcopy, copy.copy])
def test_a_copy_goes_on_as_the_world_does(twin_of: Twin) -> None:
    world = played(150)
    twin = twin_of(world)
    assert twin is not world and twin.sculpture is not world.sculpture
    for tick in range(150, 250):
        assert world.tick(wish(tick)) == twin.tick(wish(tick))
        assert world.digest() == twin.digest()


def test_a_seed_is_a_whole_number() -> None:
    seeds: list[Any] = ["7", 7.0, None]
    for seed in seeds:
        with pytest.raises(TypeError, match="integer"):
            World(LEVEL, seed)
    seeds = [np.int64(7)]
    assert World(LEVEL, *seeds).digest() == World(LEVEL, 7).digest()


def test_saving_changes_nothing() -> None:
    world, other = played(100), played(100)
    world.save()
    for tick in range(100, 160):
        world.tick(wish(tick))
        other.tick(wish(tick))
    assert world.digest() == other.digest()


def test_for_three_thousand_ticks_digests_are_those_of_the_uninterrupted_run() -> None:
    world = World(load_level(shipped_levels()[-1]), 3)
    performance = Performance(world, Deliberate(make_bot("expert", 3)))
    performance.run(PLAYED_TICKS)
    began = time.process_time()
    twin = World.restore(world.save())
    assert time.process_time() - began < 0.1 * PLAYED_TICKS * TICK_S, "of the time played"
    for tick in range(GOES_ON_TICKS):
        performance.run(1)
        twin.tick(performance.intent)
        if tick % 60 == 0:
            assert world.digest() == twin.digest(), tick
    assert world.digest() == twin.digest()


def test_what_is_had_back_can_be_saved_again() -> None:
    world = played(80)
    assert World.restore(world.save()).save() == world.save()


LEVELS = [parse_level(VALID), *map(load_level, shipped_levels())]


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.title)
def test_levels_come_back_as_they_were(level: Level) -> None:
    assert save.unpack(save.pack(level, 0, save.History(), "")).level == level


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: b"", "no saved world"),
        (lambda data: b"PK" + data, "no saved world"),
        (lambda data: data[:-1], "damaged or cut short"),
        (lambda data: data[: len(data) // 2], "damaged or cut short"),
        (lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:], "damaged or cut short"),
        (lambda data: data.replace(b"world 1", b"world 2", 1), "another version"),
        (lambda data: "text", "is bytes, not str"),
    ],
)
def test_damaged_bytes_say_so(damage: Callable[[bytes], bytes], said: str) -> None:
    with pytest.raises(SaveError, match=said):
        World.restore(damage(played(5).save()))


def test_a_level_in_it_that_is_wrong_is_refused_before_it_is_built() -> None:
    foot = LEVEL.pieces[0].model_copy(update={"thickness": -1.0})
    forged = LEVEL.model_copy(update={"pieces": (foot, *LEVEL.pieces[1:])})
    with pytest.raises(SaveError, match="thickness"):
        World.restore(save.pack(forged, 0, save.History(), ""))


def test_another_platform_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save, "machine_key", lambda: "Plan9 vax")
    world = played(5)
    monkeypatch.setattr(world, "digest", lambda: "0" * 32)
    data = world.save()
    monkeypatch.undo()
    with pytest.raises(SaveError, match="saved on another platform"):
        World.restore(data)


def test_a_world_that_was_changed_from_outside_is_not_had_back_as_if_nothing_were() -> None:
    world = played(5)
    world.hands.breath = 0.5
    with pytest.raises(SaveError, match="changed from outside"):
        World.restore(world.save())
