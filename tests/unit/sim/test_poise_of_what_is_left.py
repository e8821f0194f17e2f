"""The load factor tells of the whole sculpture: what has broken off or fallen never raises it."""

import json

import pytest

from game.level import parse_level
from game.sim import EventKind, Intent, World
from game.sim.constants import POISE_PERIOD
from tests.scenes.test_retelling import FALLING, TIPPING
from tests.unit.sculpture.test_sculpture import crack_through, level, pole

SLACK = 1e-9


def tower(weak: int) -> World:
    """A foot, a rod, a plate and a cap on top of each other; the weld under the piece of that number is weak."""
    text = json.loads(FALLING)
    text["poise"] = 1.4
    text["pieces"].append(
        {"id": "cap", "shape": {"type": "box", "size": [0.3, 0.1]}, "material": "brass", "at": [0, 1.55]}
    )
    text["joints"] = [
        {"type": "weld", "pieces": pair, "at": [0, y], "strength": 1.0 if number == weak else 9000.0}
        for number, (pair, y) in enumerate(
            ((("foot", "rod"), 0.1), (("rod", "heart"), 1.1), (("heart", "cap"), 1.5)), 1
        )
    ]
    return World(parse_level(json.dumps(text)))


def played(world: World, seconds: float) -> list[tuple[float, float]]:
    """For each tick, the load factor and the share of the mass that bears."""
    story = [(world.load_factor, world.state.bearing)]
    for _ in range(round(seconds * 120)):
        world.tick(Intent())
        story.append((world.load_factor, world.state.bearing))
    return story


def losses(story: list[tuple[float, float]]) -> list[int]:
    return [i for i in range(1, len(story)) if story[i][1] < story[i - 1][1] - SLACK]


@pytest.mark.parametrize("weak", [1, 2, 3])
def test_a_weld_that_breaks_never_raises_it(weak: int) -> None:
    """The raw figure of what is left rises a hundredfold where only the foot is."""
    story = played(tower(weak), 3.0)
    lost = losses(story)
    assert lost
    for tick in lost:
        assert story[tick][0] < story[tick - 1][0]
        assert max(factor for factor, _ in story[tick:]) < story[tick - 1][0]


@pytest.mark.parametrize("text", [FALLING, TIPPING])
def test_it_goes_on_falling_after_the_end(text: str) -> None:
    """All but the foot lies on the floor in the end: nothing is carried any more."""
    world = World(parse_level(text))
    story = played(world, 8.0)
    assert world.cause == "toppled"
    assert max(factor for factor, _ in story[losses(story)[0] :]) < story[0][0]
    assert story[-1][1] < 0.95
    assert story[-1][0] < story[0][0]
    assert world.view().sculpture.load_factor == story[-1][0]


def test_a_piece_that_split_carries_less() -> None:
    world = World(level(poise=1.5))
    before = world.load_factor
    crack_through(world)
    assert world.sculpture.split([world.sculpture.bodies[1]])
    story = played(world, (POISE_PERIOD + 1) / 120)
    assert story[-1][1] < 1.0
    assert story[-1][0] < before * story[-1][1] + SLACK


def test_sound_and_whole_it_is_what_the_level_asks_for() -> None:
    world = World(parse_level(json.dumps(pole(poise=1.7))))
    assert played(world, 0.5)[-1] == pytest.approx((1.7, 1.0), rel=1e-6)
    assert EventKind.BREAK not in [event.kind for event in world.tick(Intent())]
