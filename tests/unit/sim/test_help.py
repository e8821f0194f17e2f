"""Help that changes a performance: what it does, and that replays and saved worlds have it in them."""

from pathlib import Path
from typing import Any

import pytest

from game.level import load_level
from game.level.model import Level
from game.performance import Performance, Playback
from game.replay import Recorder, first_difference, load_recording
from game.sim import NO_HELP, Help, Intent, World
from tests.levels import old_level
from tests.scenes.rig import LEVEL, LEVEL_TEXT

ALL = Help(brush=1.5, time=2.0, stands=True)


@pytest.fixture(scope="module")
def heart() -> Level:
    return load_level(old_level("1"))


def shaken(level: Level, help: Help, seconds: float) -> World:
    """Leaned from side to side as far as it goes, two seconds each."""
    world = World(level, 3, help=help)
    while not world.over and world.time < seconds:
        world.tick(Intent(lean=1.0 if int(world.time / 2.0) % 2 else -1.0))
    return world


def test_nothing_is_changed_where_no_help_is_asked_for(heart: Level) -> None:
    assert NO_HELP.eased(heart) is heart
    assert NO_HELP.names == ()
    assert World(LEVEL, 1).digest() == World(LEVEL, 1, help=NO_HELP).digest()


def test_beams_are_wider_and_as_bright_and_time_is_longer(heart: Level) -> None:
    eased = ALL.eased(heart)
    assert eased.goal.within == 2.0 * heart.goal.within
    for light, made in zip(eased.lights, heart.lights, strict=True):
        assert light.width == pytest.approx(1.5 * made.width)
        assert light.power / light.width == pytest.approx(made.power / made.width)
    assert ALL.names == ("wider brush", "longer time", "no toppling")


@pytest.mark.parametrize("wrong", [{"brush": 0.5}, {"time": 9.0}, {"brush": float("nan")}])
def test_help_out_of_bounds_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be from"):
        Help(**wrong)


def test_what_is_held_by_wires_does_not_fall(heart: Level) -> None:
    assert shaken(heart, NO_HELP, 10.0).cause == "toppled"
    held = shaken(heart, Help(stands=True), 10.0)
    assert held.cause != "toppled"
    assert held.crown > 0.9


def test_a_replay_has_the_help_in_its_head(tmp_path: Path) -> None:
    recorder = Recorder("two-lamps", LEVEL_TEXT, 5, help=ALL)
    assert recorder.assists == list(ALL.names)
    performance = Performance(World(LEVEL, 5, help=ALL), Playback([Intent(lean=0.3)] * 200), recorder)
    for _ in performance.ticks():
        pass
    recorder.save(tmp_path / "a.replay")
    recording = load_recording(tmp_path / "a.replay")
    assert recording.help == ALL
    assert first_difference(recording)[0] is None


def test_a_saved_world_has_it_too() -> None:
    world = World(LEVEL, 5, help=ALL)
    for _ in range(30):
        world.tick(Intent(lean=-1.0))
    again = World.restore(world.save())
    assert again.help == ALL
    assert again.digest() == world.digest()
