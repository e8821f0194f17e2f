"""The world as a whole: the same performance again, whoever asks, in whatever process."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from game.bots import BOTS, make_bot
from game.core.acts import LEVELS_PER_ACT
from game.core.paths import shipped_levels
from game.lab.perform import perform
from game.level import Level, load_level
from game.sim import Event, EventKind, Intent, World
from tests.levels import TWO_HANDS, old_level

LEVELS = shipped_levels()[::LEVELS_PER_ACT]
"""One of each act."""

RUN = """
from game.bots import make_bot
from game.lab.perform import perform
from game.level import load_level
import sys
print(perform(load_level(sys.argv[1]), 11, make_bot("regular", 11), until=8.0).digest)
"""


@pytest.fixture(params=LEVELS, ids=lambda path: path.stem)
def level(request: pytest.FixtureRequest) -> Level:
    return load_level(request.param)


def test_the_same_seed_gives_the_same_digest_twice(level: Level) -> None:
    first, second = (perform(level, 5, make_bot("novice", 5), until=12.0) for _ in range(2))
    assert first == second


def test_another_process_and_hash_seed_give_the_same_digest() -> None:
    path = LEVELS[-1]
    environment = os.environ | {"PYTHONHASHSEED": "4242"}
    run = subprocess.run(
        [sys.executable, "-c", RUN, str(path)], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == perform(load_level(path), 11, make_bot("regular", 11), until=8.0).digest


def test_looking_changes_nothing(level: Level) -> None:
    seen, unseen = World(level, 3), World(level, 3)
    for tick in range(600):
        intent = Intent(lean=np.sin(tick / 40) * 0.3, aim=(0.3, 0.6))
        seen.tick(intent)
        seen.view()
        unseen.tick(intent)
    assert seen.digest() == unseen.digest()


def test_a_view_cannot_be_written_to(level: Level) -> None:
    world = World(level)
    for _ in range(480):
        world.tick(Intent(aim=(0.3, 0.6)))
    view = world.view()
    arrays = [
        view.light.segments.start,
        *(k.path for k in view.sculpture.cracks),
        *(p.stress for p in view.sculpture.pieces if p.stress is not None),
    ]
    assert view.sculpture.cracks
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0


@pytest.mark.parametrize("path", [TWO_HANDS, old_level("1")], ids=["fallen", "standing"])
def test_after_the_end_the_pieces_come_to_rest_and_nothing_counts(path: Path) -> None:
    world = World(load_level(path))
    while not world.over:
        world.tick(Intent())
    told = (world.outcome, world.cause, world.score.kept, [voice.state for voice in world.voices])
    speeds = []
    for _ in range(120 * 15):
        events = world.tick(Intent(lean=1.0, breath=True))
        assert {event.kind for event in events} <= {EventKind.HIT, EventKind.BREAK}
        speeds.append(np.abs(world.sculpture.motion[:, 3:5]).max())
    assert (world.outcome, world.cause, world.score.kept, [voice.state for voice in world.voices]) == told
    # What still stands may sway on for a while; nothing flies.
    assert np.mean(speeds[-60:]) < 1.0


def test_every_bot_lives_within_the_intent(level: Level) -> None:
    for name in BOTS:
        seen: list[Intent] = []

        def watch(world: World, intent: Intent, events: object, seen: list[Intent] = seen) -> None:
            seen.append(intent)

        perform(level, 1, make_bot(name, 1), watch=watch, until=4.0)
        assert all(-1.0 <= intent.lean <= 1.0 for intent in seen)


def test_a_voice_needs_every_cell_gold_and_gives_its_points() -> None:
    level = load_level(LEVELS[0])
    points: list[float] = []

    def watch(world: World, intent: Intent, events: tuple[Event, ...]) -> None:
        sung = [event.marks.points for event in events if event.kind is EventKind.VOICE and event.marks]
        points.extend(sung)
        if sung:
            gold = [
                (crack.exposure[: 4 * (len(crack.nodes) - 1)] >= 1.0).all()
                for crack in world.sculpture.cracks.all.values()
            ]
            assert sum(gold) >= len(points)
            assert world.score.kept == pytest.approx(sum(points))

    perform(level, 0, make_bot("expert", 0), watch=watch)
    assert len(points) == len(level.flaws) and min(points) > 0


def test_digest_is_a_plain_hash() -> None:
    assert len(World(load_level(LEVELS[0])).digest()) == hashlib.blake2b(digest_size=16).digest_size * 2
