"""The digest tells any two states apart from which the next tick would go on differently.

The test walks over everything that a world remembers and disturbs it, one thing after the other. What the digest does
not notice must stand in one of the two tables below, with its reason.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from typing import Any

import numpy as np
import pytest

from game.bots import make_bot
from game.lab import perform
from game.lab.scenes import about_to_split
from game.level import find_level, load_level
from game.sim import Intent, World
from game.sim.sculpture.splits import Sliver

DERIVED = {
    "World.level": "given from outside, and written at the head of every replay",
    "World.seed": "what was drawn from it is told",
    "World._crown_at_rest": "of the level alone",
    "World._mass": "of the level alone",
    "World.gilding": "the cells of `Crack.exposure`, side by side",
    "World.light": "traced anew from poses and mirrors after every tick",
    "Chorus._flaws": "of the level alone",
    "Chorus._music": "of the level alone",
    "Sculpture._pieces": "of the level alone",
    "Sculpture.row_of": "the order of the bodies",
    "Sculpture._mass": "of the bodies",
    "Sculpture._poise": "of the bodies and joints",
    "Sculpture._poise_joints": "of the bodies and joints",
    "Sculpture._poised": "when the poise was worked out",
    "Sculpture._print": "of the bodies and joints",
    "Sculpture._printed": "when the fingerprint was taken",
    "Sculpture._burden": "of the bodies, joints and contacts",
    "Body.material": "of the level alone",
    "Body.material_name": "of the level alone",
    "Body.model": "of the mesh; whether it is there, `_unready` tells",
    "Body._glass": "of the mesh",
    "Joint.name": "of the level alone",
    "Joint.spec": "of the level alone",
    "Joints._welds": "of the joints",
    "Joints._rows": "of the joints and the order of the bodies",
    "Joints._max_bend": "of the level alone",
    "Swivel.spec": "of the level alone",
    "Swivel.motion": "of the body that it rides on, which the digest tells",
    "Fittings.optics": "of the level alone",
    "Fittings.motions": "of the bodies that they ride on",
    "Fittings._outlines": "of the level alone",
    "Fittings._carried": "of the bodies that something rides on",
    "Fittings._riders": "of the level alone",
    "Hands._mirrors": "of the swivels",
    "Hands._stale": "whether `_mirrors` is up to date",
    "Whispers._beat_s": "of the level alone",
    "Whispers._performed": "functions of time; what chance drew for them, `state` tells",
    "Rigid._space": "the library's; its bodies are told by `Sculpture.state`, its joints by their impulses",
    "Rigid._plinth": "the library's; told by `Rigid.plinth`",
    "Rigid._bodies": "the library's; told by `Sculpture.state`",
    "Rigid._joints": "the library's; told by their impulses",
    "Rigid._key_of": "addresses of the library's bodies",
    "Rigid._buffer": "the library's",
    "Rigid._contact_buffer": "the library's",
    "Rigid._load_buffer": "the library's",
    "Rigid._order": "the library's order of the bodies",
    "Rigid._loads": "the library's buffer",
    "Rigid._shuffled": "whether `_order` is up to date",
}
"""What follows from what the digest tells, and is worked out anew when that changes."""

REWRITTEN = {
    "World._events": "the news of one tick",
    "World._drunk": "W that gilding takes on one tick",
    "Sculpture.contacts": "read from the solver after each step",
    "Sculpture._before": "the state before the step",
    "Sculpture._loads": "pushes and torques of one step",
    "Sculpture._fresh": "only filled while bodies come apart",
    "Joints.told": "bends and moments of one step",
    "Joints.bent": "of one step",
    "Joints._torque": "of one step",
}
"""What every tick writes before it reads it."""


@dataclass
class Spot:
    """A place where a world remembers something, and how to put something else there."""

    label: str
    """Class and attribute."""
    write: Callable[[Any], object]
    value: Any
    other: Any

    @contextmanager
    def disturbed(self) -> Iterator[None]:
        self.write(self.other)
        yield
        self.write(self.value)


def spots(owner: object, seen: set[int]) -> Iterator[Spot]:
    """Everything that an object of the simulation remembers, however deep."""
    if id(owner) in seen:
        return
    seen.add(id(owner))
    names = [field.name for field in fields(owner)] if is_dataclass(owner) else list(vars(owner))
    for name in names:
        label = f"{type(owner).__name__}.{name}"
        if label not in DERIVED:
            yield from within(label, getattr(owner, name), partial(object.__setattr__, owner, name), seen)


def within(label: str, value: Any, write: Callable[[Any], object], seen: set[int]) -> Iterator[Spot]:
    """The spots in a value: in the objects that it holds, or the value itself, changed in every way that matters."""
    if label in REWRITTEN and isinstance(value, dict | list):
        yield Spot(label, write, value, {-7: (0.0, 0.0, 0.0)} if isinstance(value, dict) else [None])
    elif type(value).__module__.startswith("game.sim."):
        yield from spots(value, seen)
    elif isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from within(label, value[key], partial(value.__setitem__, key), seen)
        if value:
            yield Spot(label, write, value, dict(list(value.items())[:-1]) if isinstance(value, dict) else value[:-1])
    elif isinstance(value, np.random.Generator):
        bits = value.bit_generator
        yield Spot(label, partial(setattr, bits, "state"), bits.state, type(bits)(1).state)
    else:
        for other in others(value):
            yield Spot(label, write, value, other)


def others(value: Any) -> Iterator[Any]:
    """Values that differ from this one in one place."""
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
        case float():
            yield value + 0.5 if np.isfinite(value) else 0.0
        case str():
            yield value + "x"
        case None:
            yield 0.5
        case tuple():
            for i, item in enumerate(value):
                for other in others(item):
                    yield (*value[:i], other, *value[i + 1 :])
        case set():
            yield value | {(-7, -8)}
        case np.ndarray():
            for place in {0, value.size - 1} if value.size else ():
                changed = value.copy()
                changed.flat[place] += 1
                yield changed
        case _:
            raise AssertionError(f"{value!r}: a kind of state that this test does not know yet")


def digest(world: World) -> str:
    """The digest, from scratch."""
    world.sculpture._printed = -1
    return world.digest()


def in_flow() -> World:
    """Some way into a performance: cracks run, a mirror is held, the heart beats; and what is rare has happened too."""
    kept: list[World] = []
    perform(
        load_level(find_level("2")),
        3,
        make_bot("novice", 3),
        until=14.0,
        watch=lambda world, intent, events: kept.append(world) if not kept else None,
    )
    (world,) = kept
    world.sculpture.glitter.append(Sliver("heart", 2e-4, 0.02, 1e-6, (0.1, 0.5), (0.0, -1.0), 2.0))
    world.sculpture.cracks._strained[1] = 0.2
    assert world.sculpture.cracks.all and world.hands.aim is not None and not world.over
    return world


def come_apart() -> World:
    """Twenty pieces have just come apart; most fragments have no stress yet."""
    world = about_to_split()
    world.tick(Intent(lean=0.5))
    assert world.sculpture._unready
    return world


@pytest.mark.parametrize("scene", [in_flow, come_apart])
def test_whatever_a_world_remembers_is_in_the_digest(scene: Callable[[], World]) -> None:
    world = scene()
    before, unnoticed, noticed = digest(world), set(), set()
    for spot in spots(world, set()):
        with spot.disturbed():
            (unnoticed if digest(world) == before else noticed).add(spot.label)
        assert digest(world) == before
    assert unnoticed - set(REWRITTEN) == set()
    assert len(noticed) > 60


def test_the_tables_name_nothing_that_is_not_there() -> None:
    """What was renamed or removed must go from the tables as well, or they would hide its successor."""
    present, seen, queue = set(), set(), [in_flow()]
    queue.append(come_apart())
    for owner in queue:
        if id(owner) not in seen and type(owner).__module__.startswith("game.sim."):
            seen.add(id(owner))
            names = [field.name for field in fields(owner)] if is_dataclass(owner) else list(vars(owner))
            present |= {f"{type(owner).__name__}.{name}" for name in names}
            for value in (getattr(owner, name) for name in names):
                queue += value if isinstance(value, list) else value.values() if isinstance(value, dict) else [value]
    assert (set(DERIVED) | set(REWRITTEN)) - present == set()


@pytest.mark.parametrize("label", sorted(REWRITTEN))
def test_what_a_tick_rewrites_makes_no_difference(label: str) -> None:
    worlds = [World(load_level(find_level("1")), 5) for _ in range(2)]
    for _ in range(400):
        for world in worlds:
            world.tick(Intent(lean=0.3, aim=(0.2, 0.6)))
    changed = [spot for spot in spots(worlds[1], set()) if spot.label == label]
    for spot in changed:
        spot.write(spot.other)
        for _ in range(3):
            told = [world.tick(Intent(lean=-0.2, aim=(0.0, 0.7))) for world in worlds]
            assert told[0] == told[1]
            assert worlds[0].digest() == worlds[1].digest()


@pytest.mark.parametrize("name", ["lean", "aim", "take", "breath"])
def test_every_part_of_an_intent_leaves_its_trace(name: str) -> None:
    intents = {"lean": 0.01, "aim": (0.3, 0.8), "take": 1, "breath": True}
    one, two = World(load_level(find_level("3")), 0), World(load_level(find_level("3")), 0)
    one.tick(Intent())
    two.tick(Intent(**{name: intents[name]}))
    assert one.digest() != two.digest()


def test_two_seeds_differ_from_the_start() -> None:
    one, two = World(load_level(find_level("3")), 0), World(load_level(find_level("3")), 1)
    assert one.digest() != two.digest()
