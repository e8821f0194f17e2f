"""Assists: what each does in a performance, and that results, progress and recordings say so."""

from pathlib import Path

import pytest

from game.input.controls import Controls
from game.level import load_level
from game.render import Camera
from game.replay import load_recording
from game.scenes.play.results import Results
from game.settings import Key, Preferences, Value
from game.sim import Intent, View, World
from tests.levels import old_level
from tests.scenes.rig import LEVEL, Rig

CAMERA = Camera.fitted((1280, 720))
ALL: dict[Key, Value] = {
    ("hands", "auto_aim"): True,
    ("assists", "auto_steady"): True,
    ("assists", "speed"): 0.5,
    ("assists", "brush"): 1.5,
    ("assists", "time"): 1.5,
    ("assists", "stands"): True,
}
NAMES = ("wider brush", "longer time", "no toppling", "auto-aim", "auto-steady", "slower stage")


def test_all_of_them_are_told_kept_and_replayed(tmp_path: Path) -> None:
    rig = Rig(tmp_path, settings=Preferences(visit=ALL)).at_play()
    ticks = rig.play.attempt.view.tick
    rig.run(1.0)
    assert rig.play.attempt.view.tick - ticks == pytest.approx(60, abs=3), "half as fast"
    rig.run(9.5).to_results()
    assert isinstance(rig.top, Results)
    assert rig.services.progress.results[-1].assists == NAMES
    assert ("Played", f"with {' and '.join(NAMES)}") in rig.top._ending.facts
    recording = load_recording(next((tmp_path / "replays").iterdir()))
    assert recording.assists == NAMES
    assert recording.help == rig.services.help
    assert len(recording.intents) == pytest.approx(1.5 * LEVEL.goal.within * 120, abs=2)


def test_without_them_nothing_is_told(tmp_path: Path) -> None:
    rig = Rig(tmp_path).at_play().run(5.0).to_results()
    assert isinstance(rig.top, Results)
    assert rig.services.progress.results[-1].assists == ()


def test_auto_steady_stills_a_swing_and_leaves_the_players_lean_alone() -> None:
    def widest(steady: bool) -> float:
        world, hands = World(load_level(old_level("3")), 2), Controls()
        hands.auto_steady = steady
        for _ in range(90):
            world.tick(Intent(lean=0.6))
        for _ in range(360):
            world.tick(hands.intent(world.view(), CAMERA))
        swings = []
        for _ in range(240):
            world.tick(hands.intent(world.view(), CAMERA))
            swings.append(abs(world.sway))
        return max(swings)

    assert widest(True) < 0.5 * widest(False)


def test_what_the_player_leans_is_what_is_leaned() -> None:
    view: View = World(LEVEL).view()
    hands = Controls()
    hands.auto_steady = True
    assert hands.intent(view, CAMERA).lean == 0.0, "at rest there is nothing to do"
