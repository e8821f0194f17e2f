"""Rehearsal by every device: chosen, slowed, stopped, stepped both ways, held up; and never counted."""

from pathlib import Path

import pygame
import pytest

from game.scenes.play.programme import Programme
from game.scenes.rehearsal.rehearsal import BEGIN, Rehearsal
from game.scenes.rehearsal.rehearsing import AGAIN, LEAVE, PLAY, TENTH, Rehearsing
from game.scenes.rehearsal.shown import PACE, SHOWN, TICK_BACK
from game.scenes.title.title import REHEARSAL, Title
from tests.scenes.hands import from_title, press, take_at_foot
from tests.scenes.rig import PaperStage, Rig

pytestmark = pytest.mark.usefixtures("paper")


def page(rig: Rig) -> Rehearsal:
    assert isinstance(rig.top, Rehearsal)
    return rig.top


def stage(rig: Rig) -> Rehearsing:
    assert isinstance(rig.top, Rehearsing)
    return rig.top


def choose(rig: Rig, device: str, name: str) -> Rig:
    """Take a choice at the foot of the stage."""
    return take_at_foot(rig, device, stage(rig).transport, name)


def at_page(folder: Path, device: str = "keys") -> Rig:
    return from_title(Rig(folder), device, REHEARSAL)


def at_stage(folder: Path) -> Rig:
    rig = at_page(folder).run(0.05)
    press(rig, "keys", pygame.K_UP, pygame.K_UP, pygame.K_RETURN).run(0.05)
    return rig.tap(pygame.K_RETURN).run(0.05)


@pytest.mark.parametrize("device", ["keys", "pad"])
def test_the_page_is_filled_in_and_begins(tmp_path: Path, device: str) -> None:
    rig = at_page(tmp_path, device)
    press(rig, device, pygame.K_RIGHT)
    assert page(rig).row == 2, "what cannot be played is passed over"
    press(rig, device, pygame.K_DOWN, pygame.K_RIGHT)
    assert page(rig).plan.pace == 0.25
    press(rig, device, pygame.K_DOWN, pygame.K_RETURN)
    assert not page(rig).plan.stands
    press(rig, device, pygame.K_DOWN, pygame.K_LEFT)
    assert page(rig).plan.overlay == "names"
    press(rig, device, pygame.K_DOWN)
    assert page(rig).chosen == BEGIN
    assert isinstance(press(rig, device, pygame.K_RETURN).top, Programme)
    rig.run(0.05)
    assert page(press(rig, device, pygame.K_ESCAPE)).plan.pace == 0.25, "and all is as it was"
    press(rig, device, pygame.K_RETURN).run(0.05)
    assert stage(press(rig, device, pygame.K_RETURN).run(0.05)).shown.overlay == "names"


def test_the_page_by_mouse(tmp_path: Path) -> None:
    rig = at_page(tmp_path)
    boxes = page(rig)._boxes
    rig.send(pygame.MOUSEMOTION, pos=boxes[1].center, rel=(0, 0), buttons=(0, 0, 0))
    rig.send(pygame.MOUSEWHEEL, y=1, x=0, precise_y=1.0, precise_x=0.0)
    assert page(rig).plan.pace == 0.75
    rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=boxes[2].center)
    assert not page(rig).plan.stands
    assert isinstance(rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=boxes[4].center).top, Programme)
    rig.tap(pygame.K_ESCAPE)
    assert isinstance(rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=boxes[5].center).top, Title)


@pytest.mark.parametrize("device", ["keys", "pad", "mouse"])
def test_time_is_stopped_stepped_both_ways_and_played_on(tmp_path: Path, device: str) -> None:
    rig = at_stage(tmp_path).run(0.5)
    shown = stage(rig).shown
    assert 20 <= shown.reel.tick <= 34, "half as fast"
    if device == "keys":
        rig.tap(pygame.K_ESCAPE)
    elif device == "pad":
        rig.send(pygame.CONTROLLERBUTTONDOWN, button=pygame.CONTROLLER_BUTTON_START, instance_id=0)
    else:
        rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=(620, 340))
    rig.run(0.2)
    assert shown.stopped
    stood = shown.reel.view.tick
    choose(rig, device, TENTH).run(0.1)
    assert shown.reel.view.tick == stood + 12
    choose(rig, device, TICK_BACK).run(0.1)
    assert shown.reel.view.tick == stood + 11
    choose(rig, device, PACE)
    assert shown.pace == 0.25
    choose(rig, device, SHOWN)
    assert rig.stage.overlay or isinstance(shown.stage, PaperStage)
    assert shown.overlay == "stress"
    choose(rig, device, PLAY).run(0.2)
    assert not shown.stopped
    assert shown.reel.view.tick > stood + 11
    rig.tap(pygame.K_ESCAPE)
    choose(rig, device, AGAIN).run(0.1)
    assert shown.reel.view.tick < 10
    rig.tap(pygame.K_ESCAPE)
    assert isinstance(choose(rig, device, LEAVE).top, Rehearsal)


def test_nothing_is_counted_and_an_end_only_stops(tmp_path: Path) -> None:
    rig = at_stage(tmp_path)
    stage(rig).shown.pace = 1.0
    rig.run(5.0)
    shown = stage(rig).shown
    assert shown.stopped
    assert shown.reel.view.game.outcome == "lost"
    assert rig.services.progress.results == ()
    assert not (tmp_path / "replays").exists()
    rig.tap(pygame.K_RETURN).run(0.1)
    assert shown.reel.view.game.outcome == "", "playing on from an end begins again"


def test_brackets_step_and_looking_away_stops(tmp_path: Path) -> None:
    rig = at_stage(tmp_path).run(0.2)
    shown = stage(rig).shown
    rig.send(pygame.WINDOWFOCUSLOST)
    assert shown.stopped
    stood = shown.reel.view.tick
    rig.send(pygame.KEYDOWN, key=pygame.K_RIGHTBRACKET, mod=0, unicode="", scancode=pygame.KSCAN_RIGHTBRACKET).run(0.05)
    assert shown.reel.view.tick == stood + 1


def test_with_wires_nothing_topples(tmp_path: Path) -> None:
    reel = stage(at_stage(tmp_path)).shown.reel
    assert reel._performance.world.help.stands
    reel.step(60)
    reel.wind(1.0)
    reel.step(-30)
    assert reel._performance.world.help.stands, "also when it is told anew"
