"""Fixtures and helpers that the plugin brings."""

import math
from pathlib import Path

import pytest

from game.bots import make_bot
from game.level import LevelError, load_level
from game.sim import Event, Intent
from game.testing import box, degrees, disc, metres, newtons, seconds, weld
from game.testing.stage import Performances, Sculptures
from tests.levels.short import write_short_level

PIECES = [box("foot", (1, 0.1), at=(0, 0.05)), disc("ball", 0.1, at=(0, 0.2), material="brass")]


@pytest.fixture
def performance(tmp_path: Path) -> Performances:
    write_short_level(tmp_path)
    return Performances(tmp_path)


def test_a_performance_is_given_at_an_event_a_time_or_its_end(performance: Performances, tmp_path: Path) -> None:
    heard: list[Event] = []
    assert performance("short.json", bot="idle", at="flaw", events=heard).time >= 0.5
    assert heard[-1].kind == "flaw" and [event.kind for event in heard].count(heard[-1].kind) == 1
    assert performance("short.json", until=0.25).time == seconds(0.25)
    level = load_level(tmp_path / "short.json")
    one = performance(level, 3, make_bot("expert", 3), handicap="no lean")
    assert one.over and one.digest() == performance("short.json", 3, handicap="no lean").digest()


def test_what_does_not_come_is_told(performance: Performances) -> None:
    with pytest.raises(AssertionError, match=r"there was no voice: it was lost \(time\) at 1\.0. s"):
        performance("short.json", bot="idle", at="voice")
    with pytest.raises(AssertionError, match=r"there was no voice: by 0\.1 s"):
        performance("short.json", bot="idle", at="voice", until=0.1)
    with pytest.raises(AssertionError, match=r"it does not last until 9 s: it was lost"):
        performance("short.json", bot="idle", until=9)


def test_names_that_are_none_are_told(performance: Performances) -> None:
    with pytest.raises(ValueError, match="no event 'voise'; did you mean \"voice\""):
        performance("short.json", at="voise")
    with pytest.raises(ValueError, match="no bot 'idel'; did you mean \"idle\""):
        performance("short.json", bot="idel")
    with pytest.raises(ValueError, match="no handicap 'no leen'; did you mean \"no lean\""):
        performance("short.json", handicap="no leen")
    with pytest.raises(LevelError, match="is no file and no level of the game"):
        performance("shrot")


def test_a_sculpture_is_what_was_written() -> None:
    world = Sculptures()(PIECES, [weld("foot", "ball", at=(0, 0.1))])
    foot, ball = world.view().sculpture.pieces
    assert (foot.name, ball.name) == ("foot", "ball") and ball.position == metres((0, 0.2))
    assert ball.mass == newtons(math.pi * 0.1**2 * ball.thickness * 8500, within=0.03)
    for _ in range(120):
        world.tick(Intent())
    assert not world.over and ball.angle == degrees(0)


def test_a_sculpture_takes_all_that_a_level_does() -> None:
    glass = [*PIECES[:1], box("pane", (0.3, 0.4), at=(0, 0.3), material="crown_glass", colour="ruby")]
    flaw = {"piece": "pane", "at": [0, 0.2], "opens": 0.5}
    world = Sculptures()(glass, [weld("foot", "pane", at=(0, 0.1))], flaws=[flaw], goal={"voices": 1, "within": 9})
    while not world.view().sculpture.cracks:
        world.tick(Intent())
    assert 0.5 <= world.time < 2.0


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        ([box("foot", (1, 0.1), at=(0, 0.05), material="bras")], r'pieces\[0\].material: "bras" is unknown'),
        ([box("foot", (1, 0.1), at=(0, 0.5))], r"pieces\[0\].at\[1\]: the first piece is the foot"),
    ],
)
def test_what_is_wrong_with_a_sculpture_is_told(pieces: list[dict[str, object]], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Sculptures()(pieces)
