"""What a bot's eye makes of light: which mirror speaks, and that its hand learns where glass bends the beam."""

import json
import math

import numpy as np
import pytest

from game.bots import eye, make_bot
from game.core import kernels
from game.lab.perform import perform
from game.level import Level, load_level, parse_level
from game.level.values.spectrum import BANDS, PARTS
from game.sim import Event, EventKind, Intent, World
from tests.levels import old_level
from tests.views import made, segments


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """No test waits for a compiler."""
    kernels.warm_up()


def changed(**more: object) -> Level:
    level = load_level(old_level("1")).model_dump(by_alias=True, mode="json")
    return parse_level(json.dumps(level | more))


def two_lamps(part: str) -> Level:
    """The first level with a bass flaw, a white lamp and mirror on the left and a lamp of one part on the right."""
    left = {"id": "white", "from": [-1.65, 3.4], "toward": [-1.6, 0.9], "width": 0.12, "power": 2.0}
    right = left | {"id": "coloured", "from": [1.95, 3.4], "toward": [1.9, 0.9], "spectrum": part}
    mirrors = [
        {"type": "mirror", "id": "left", "at": [-1.6, 0.9], "angle": 60},
        {"type": "mirror", "id": "right", "at": [1.9, 0.9], "angle": 120},
    ]
    flaw = {"piece": "heart", "at": [-0.3, 0.3], "part": "bass", "opens": 1.0}
    return changed(lights=[left, right], optics=mirrors, flaws=[flaw])


@pytest.mark.parametrize("part", PARTS)
def test_speaking_light_is_that_of_the_part_and_all_of_it_where_there_is_none(part: str) -> None:
    row = PARTS.index(part)
    pure = np.zeros(BANDS)
    pure[2 * row : 2 * row + 2] = 0.5
    power = np.stack([np.full(BANDS, 1 / BANDS), pure])
    np.testing.assert_allclose(eye.speaking(power, part), [0.0, 1.0], atol=1e-12)
    np.testing.assert_allclose(eye.speaking(power, ""), [1.0, 1.0])


def test_each_mirror_gives_what_meets_it() -> None:
    world = World(two_lamps("bass"))
    world.tick(Intent())
    assert eye.on_mirrors(world.view(), "") == pytest.approx([2.0, 2.0], rel=1e-6)
    assert eye.on_mirrors(world.view(), "bass") == pytest.approx([0.0, 2.0], abs=1e-9)


def test_a_bot_takes_the_mirror_whose_light_speaks_although_the_other_is_nearer() -> None:
    taken: list[str] = []
    sung: list[str] = []

    def watch(world: World, intent: Intent, events: object) -> None:
        taken.append(world.hands.swivels[world.hands.held].spec.id)
        sung.extend(voice.part for voice in world.voices if voice.state == "sings")

    perform(two_lamps("bass"), 0, make_bot("expert", 0), watch=watch, until=14.0)
    assert taken[-1] == "right"
    assert set(sung) == {"bass"}
    taken.clear()
    perform(two_lamps("alto"), 0, make_bot("expert", 0), watch=watch, until=2.0)
    assert taken[-1] == "left"  # none speaks: the nearer one


@pytest.mark.parametrize("aim", [(0.1, 0.62), (0.0, 0.66), (0.05, 0.70)])
def test_the_eye_tells_how_far_and_to_which_side_a_beam_misses(aim: tuple[float, float]) -> None:
    """Pointing as far beside the mark as the light misses it brings the light nearer to it."""
    world = World(changed(whispers=[]))
    heart = next(row for row, body in enumerate(world.sculpture.bodies.values()) if body.name == "heart")
    mark, offset, misses = aim, 0.0, []
    for _ in range(3):
        reach = math.dist((-1.6, 0.9), mark)
        beside = (mark[0] - offset * (mark[1] - 0.9) / reach, mark[1] + offset * (mark[0] + 1.6) / reach)
        for _ in range(60):
            world.tick(Intent(aim=beside))
        seen = eye.miss(world.view(), 0, heart, mark, "")
        assert seen is not None
        misses.append(seen[0])
        assert 0.01 < seen[1] < 0.08
        offset += 0.7 * seen[0]
    assert abs(misses[0]) > 0.01
    assert abs(misses[-1]) < 0.4 * abs(misses[0])


def test_the_eye_tells_how_far_to_lean_the_glass_towards_light_that_stands() -> None:
    """A beam that comes straight down 5 cm to the right of a mark 2 m above the foot: 25 mrad to the right."""
    light = segments(start=[[0.3, 3.0]], end=[[0.3, 0.0]], width=[[0.05, 0.05]], power=[[0.1] * BANDS])
    view = made(segments=light)
    assert eye.sway_to_light(view, 0, (0.25, 2.0), "") == pytest.approx(-0.025)
    assert eye.sway_to_light(view, 0, (0.35, 2.0), "") == pytest.approx(0.025)
    assert eye.sway_to_light(made(), 0, (0.25, 2.0), "") == 0.0


def test_there_is_no_miss_where_there_is_no_light() -> None:
    world = World(changed(whispers=[]))
    for _ in range(60):
        world.tick(Intent(aim=(0.0, 2.6)))
    rows = {body.name: row for row, body in enumerate(world.sculpture.bodies.values())}
    view = world.view()
    assert eye.miss(view, 0, rows["heart"], (0.0, 0.6), "") is None
    assert not eye.warms(view, 0, 0.01)


def test_a_bot_turns_light_away_from_warm_glass_when_there_is_nothing_to_gild() -> None:
    level = changed(flaws=[{"piece": "crown", "at": [0.1, 0.2], "opens": 58.0}])
    told: list[EventKind] = []
    hot = []

    def watch(world: World, intent: Intent, events: tuple[Event, ...]) -> None:
        told.extend(event.kind for event in events)
        hot.append(max(body.heat for body in world.sculpture.bodies.values()))

    lit = level.model_dump(by_alias=True, mode="json")
    lit["optics"][0]["angle"] = 140.0
    world = World(parse_level(json.dumps(lit)))
    world.tick(Intent())
    perform(world.level, 0, make_bot("regular", 0), watch=watch, until=25.0)
    assert 0.1 < max(hot) < 0.4
    assert EventKind.HEAT not in told
