"""What a performance takes from the settings, and what it tells: ornament, captions."""

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pygame
import pytest

from game.render import Camera
from game.render.look.quality import FULL, LADDER, WINDOW_S
from game.scenes.play.loading import Preparation
from game.scenes.play.pause import Pause
from game.settings import Preferences
from game.sim import EventKind, Intent, View
from tests.scenes.rig import FRAME_S, SIZE, Rig

EVENT_LOST = pygame.WINDOWFOCUSLOST


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which every frame of a performance takes 20 ms."""
    clock = iter(range(10**9))
    monkeypatch.setattr("game.scenes.play.play.perf_counter", lambda: 0.020 * next(clock))


@pytest.mark.usefixtures("slow")
def test_a_slow_machine_draws_less_and_remembers_it(tmp_path: Path) -> None:
    rig = Rig(tmp_path, seed=1).at_play()
    assert rig.stage.ornament is FULL
    rig.run(2 * WINDOW_S + 0.2)
    assert rig.stage.ornament is LADDER[2]
    rig.stack.apply(None)
    again = rig.doors.play(0, rig.stage)
    again.draw(rig.target)
    assert rig.stage.ornament is LADDER[2]


@pytest.mark.usefixtures("slow")
def test_who_wants_all_of_it_gets_it(tmp_path: Path) -> None:
    rig = Rig(tmp_path, seed=1, settings=Preferences(visit={("picture", "quality"): "full"}))
    assert rig.at_play().run(2.2).stage.ornament is FULL


@pytest.mark.usefixtures("slow")
def test_pages_over_the_stage_are_no_measure(tmp_path: Path) -> None:
    rig = Rig(tmp_path, seed=1).at_play()
    fed: list[float] = []
    rig.services.pace.feed = lambda busy_s, elapsed_s: fed.append(elapsed_s)  # type: ignore[method-assign]
    rig.run(0.2)
    assert fed == [FRAME_S] * 12
    rig.send(EVENT_LOST)
    assert isinstance(rig.top, Pause)
    rig.run(0.5)
    assert len(fed) == 12


def test_hands_aim_by_the_camera_that_the_stage_was_drawn_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rig = Rig(tmp_path, seed=1).at_play()
    monkeypatch.setattr("game.scenes.play.play.Pan.shift_m", -0.05)
    rig.run(FRAME_S)
    drawn_by = rig.stage.camera
    aimed_by: list[Camera] = []
    intent = rig.play._controls.intent

    def watched(view: View, camera: Camera) -> Intent:
        aimed_by.append(camera)
        return intent(view, camera)

    monkeypatch.setattr(rig.play._controls, "intent", watched)
    rig.play.update(FRAME_S)
    assert aimed_by and all(camera is drawn_by for camera in aimed_by)
    assert drawn_by == Camera.fitted(SIZE).moved((-0.05 * drawn_by.scale, 0.0))


@pytest.mark.parametrize("wanted", [True, False])
def test_captions_show_what_is_heard_if_they_are_wanted(tmp_path: Path, wanted: bool) -> None:
    rig = Rig(tmp_path, seed=1, settings=Preferences(visit={("sound", "captions"): wanted})).at_play().run(1.9)
    assert EventKind.FLAW in [event.kind for event in rig.stage.events]
    shown = rig.play._captions.shown
    assert any("jumps open" in line for line in shown) == wanted
    rig.play.again()
    assert rig.play._captions.shown == ()


def test_getting_ready_leaves_nothing_for_a_round_of_garbage_collection(tmp_path: Path) -> None:
    """A round over everything would hold up the picture for several frames."""
    rig = Rig(tmp_path, seed=1)
    with ThreadPoolExecutor(1) as stagehand:
        level = rig.services.repertoire[0].level
        assert level is not None
        Preparation(stagehand, level, rig.mixer, (160, 90))
    try:
        assert gc.get_freeze_count() > 10 * len(gc.get_objects())
    finally:
        gc.unfreeze()


def test_a_key_shows_stresses_then_names_then_the_stage_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.scenes.attempt.overlays.mirror_ranges", lambda level: {"left": {}})
    rig = Rig(tmp_path, seed=1).at_play()
    shown = []
    for _ in range(3):
        rig.send(pygame.KEYDOWN, key=pygame.K_F3, scancode=pygame.KSCAN_F3, mod=0, unicode="")
        shown.append((rig.stage.overlay, rig.stage.named))
    assert shown == [(True, False), (False, True), (False, False)]
    rig.run(FRAME_S)
    assert rig.stage.ranges == {"left": {}}, "worked out meanwhile"
