"""The digest tells any two states apart, and what is no state can be worked out anew at any time.

The first test disturbs everything that the owners of state remember, one thing after the other. The second throws away
all that they do not: a world whose workspace was made anew goes on as if nothing had happened.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from typing import Any

import numpy as np
import pytest

from game.bench.states import about_to_split
from game.bots import make_bot
from game.lab.perform import perform
from game.level import load_level
from game.sim import Intent, World
from game.sim import constants as c
from game.sim import digest as digests
from game.sim.light.tracer import Tracer
from game.sim.parts import Parts
from game.sim.rules.fittings import Fittings
from game.sim.rules.gilding import Gilding
from game.sim.sculpture.splits import Sliver
from tests.levels import old_level


@dataclass
class Spot:
    """A place where a world remembers something, and how to put something else there."""

    label: str
    """Class and field."""
    write: Callable[[Any], object]
    value: Any
    other: Any

    @contextmanager
    def disturbed(self) -> Iterator[None]:
        self.write(self.other)
        yield
        self.write(self.value)


def spots(owner: Any) -> Iterator[Spot]:
    """Everything that an owner of state remembers, however deep."""
    for field in fields(owner):
        label = f"{type(owner).__name__}.{field.name}"
        yield from within(label, getattr(owner, field.name), partial(object.__setattr__, owner, field.name))


def within(label: str, value: Any, write: Callable[[Any], object]) -> Iterator[Spot]:
    """The spots in a value: in the objects that it holds, or the value itself, changed in every way that matters."""
    if type(value).__module__.startswith("game.level."):
        return  # given from outside, and written at the head of every replay
    if is_dataclass(value):
        yield from spots(value)
    elif isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield from within(label, value[key], partial(value.__setitem__, key))
        if value:
            yield Spot(label, write, value, dict(list(value.items())[:-1]) if isinstance(value, dict) else value[:-1])
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
        case _ if not type(value).__module__.startswith("game.level."):
            raise AssertionError(f"{value!r}: a kind of state that this test does not know yet")


def digest(world: World) -> str:
    """The digest, from scratch."""
    digests._once.clear()
    return world.digest()


def in_flow() -> World:
    """Some way into a performance: cracks run, a mirror is held, the heart beats; and what is rare has happened too."""
    kept: list[World] = []
    perform(
        load_level(old_level("2")),
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
    before, noticed = digest(world), set()
    for owner in world.owners:
        for spot in spots(owner):
            with spot.disturbed():
                assert digest(world) != before, spot.label
            noticed.add(spot.label)
    assert digest(world) == before
    assert len(noticed) > 60


def with_a_new_workspace(world: World) -> None:
    """Throw away and make anew all that does not belong to the owners of state; what one tick writes is nonsense."""
    owners = {id(owner) for owner in (*world.owners, world.sculpture, world.whispers, world.level)}
    fresh = Parts(world.level, world.seed)
    for name, value in vars(fresh).items():
        if id(getattr(world, name)) not in owners:
            setattr(world, name, value)
    world._topology = world._lit_topology = -1
    solid = world.sculpture
    solid.stress = {key: stress.copy() for key, stress in solid.stress.items()}
    solid._settle()
    solid.contacts = []
    for scratch in (solid.rigid.loads, solid.joints.bends):
        scratch[:] = np.nan
    world.place_optics(world.has_changed(world.stance))
    for body in solid.bodies.values():
        for derived in ("model", "glass"):
            body.__dict__.pop(derived, None)


@pytest.mark.parametrize("name", ["1", "2", "3"])
def test_what_is_no_state_can_be_made_anew_at_any_time(name: str) -> None:
    worlds = [World(load_level(old_level(name)), 5) for _ in range(2)]
    assert isinstance(worlds[0].light, Tracer) and isinstance(worlds[0].fittings, Fittings)
    assert isinstance(worlds[0].gilding, Gilding)
    policy, intent = make_bot("regular", 5), Intent()
    for tick in range(900):
        if tick % 4 == 0:
            intent = policy(worlds[0].view())
        if tick % (25 * c.POISE_PERIOD) == 1:  # when the joints have just been tuned
            with_a_new_workspace(worlds[1])
        events = [world.tick(intent) for world in worlds]
        assert events[0] == events[1]
        assert worlds[0].digest() == worlds[1].digest()
    assert worlds[0].sculpture.cracks.all


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"lean": 0.01}),
        ({}, {"aim": (0.3, 0.8)}),
        ({}, {"take": 1}),
        ({}, {"breath": True}),
        ({}, {"turn": 0.1}),
        ({}, {"slide": 0.1}),
        ({"turn": 1.0}, {"turn": 1.0, "fine": True}),
    ],
    ids=["lean", "aim", "take", "breath", "turn", "slide", "fine"],
)
def test_every_part_of_an_intent_leaves_its_trace(one: dict[str, Any], other: dict[str, Any]) -> None:
    level = load_level(old_level("2" if "slide" in other else "3"))  # one has a rail, the other two mirrors
    worlds = World(level, 0), World(level, 0)
    for world, intent in zip(worlds, (one, other), strict=True):
        world.tick(Intent(**intent))
    assert worlds[0].digest() != worlds[1].digest()


def test_what_cannot_be_state_is_refused() -> None:
    with pytest.raises(TypeError, match="object cannot be part of the state"):
        digests.packed([object()])


def test_two_seeds_differ_from_the_start() -> None:
    one, two = World(load_level(old_level("3")), 0), World(load_level(old_level("3")), 1)
    assert one.digest() != two.digest()
