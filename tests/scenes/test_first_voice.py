"""From the title to the first voice in less than a minute: by keys and mouse, by mouse alone, by pad alone."""

from pathlib import Path

import numpy as np
import pygame
import pytest

from game.input.pads import FULL_AXIS, Pads
from game.progress import Progress
from game.scenes.play.play import Play
from game.scenes.play.programme import Programme
from game.scenes.repertoire.repertoire import read_numbers
from game.scenes.title.title import BEGIN, Title
from game.settings import Preferences
from game.sim import View
from tests.scenes.rig import FRAME_S, Rig
from tests.scenes.test_every_page import Hand, Keys, Mouse
from tests.scenes.virtual_pad import SDL, Pad

pytestmark = pytest.mark.usefixtures("paper")

LONGEST_S = 60.0
READS_S = 4.0
"""For so long a newcomer reads each page."""
SIZE = (1280, 720)
SWAYS = 0.02
"""rad of sway from which a hand leans against it."""
REACH_M = 0.10
"""m from the aim to where it should be at which a stick is pushed all the way."""


def newcomer(folder: Path) -> Rig:
    kept = {"progress": Progress(folder), "settings": Preferences(folder)}
    rig = Rig(folder, repertoire=read_numbers(), seed=1, size=lambda: SIZE, **kept)
    rig.target = pygame.Surface(SIZE)
    return rig.run(READS_S, 0.5)


def wanted(view: View) -> tuple[float, float] | None:
    """Where to draw on: the first cell of an open crack that is not gold, m."""
    where = {piece.key: piece for piece in view.sculpture.pieces}
    for crack in view.sculpture.cracks:
        if crack.voice or crack.gold.all() or crack.piece not in where:
            continue
        piece = where[crack.piece]
        middle = crack.cells[int(np.argmin(crack.gold))].mean(axis=0)
        cos, sin = np.cos(piece.angle), np.sin(piece.angle)
        x, y = piece.position + np.array([cos * middle[0] - sin * middle[1], sin * middle[0] + cos * middle[1]])
        return float(x), float(y)
    return None


def sings(rig: Rig) -> bool:
    return any(voice.state == "sings" for voice in rig.play.attempt.view.game.voices)


def to_the_stage(own: Hand) -> Rig:
    """As somebody who reads."""
    rig = own.rig
    assert isinstance(rig.top, Title)
    own.takes(BEGIN)
    assert isinstance(rig.top, Programme)
    rig.run(READS_S, 0.5)
    own.click((9, 9)) if isinstance(own, Mouse) else own.accept()
    rig.run(FRAME_S)
    assert isinstance(rig.top, Play)
    return rig


def draw_by_mouse(rig: Rig) -> None:
    at = wanted(rig.play.attempt.view)
    if at is not None:
        pixel = tuple(round(part) for part in rig.play._camera.pixel(at))
        rig.send(pygame.MOUSEMOTION, pos=pixel, rel=(1, 0), buttons=(0, 0, 0))


def test_a_newcomer_makes_a_crack_sing_by_keys_and_mouse(tmp_path: Path) -> None:
    rig = to_the_stage(Keys(newcomer(tmp_path)))
    held = 0
    while not sings(rig):
        assert rig.seconds < LONGEST_S
        draw_by_mouse(rig)
        sway = rig.play.attempt.view.sculpture.sway
        key = 0 if abs(sway) < SWAYS else pygame.K_d if sway > 0.0 else pygame.K_a
        if key != held:
            if held:
                rig.release(held)
            if key:
                rig.press(key)
            held = key
        rig.run(FRAME_S)


def test_a_newcomer_makes_a_crack_sing_by_mouse_alone(tmp_path: Path) -> None:
    rig = to_the_stage(Mouse(newcomer(tmp_path)))
    while not sings(rig):
        assert rig.seconds < LONGEST_S
        draw_by_mouse(rig)
        rig.run(FRAME_S)


@pytest.mark.skipif(SDL is None, reason="SDL is not bundled with pygame here")
def test_a_newcomer_makes_a_crack_sing_by_pad_alone(tmp_path: Path, pad: Pad) -> None:
    """One that SDL itself makes, stick by stick."""
    rig = newcomer(tmp_path)
    pads = Pads()

    def hear() -> None:
        """What the pad says comes the way that the window's events come."""
        for event in pygame.event.get():
            rig.services.in_hand.notice(event, rig.services.bindings)
            if pads.handle(event) and rig.top is not None:
                rig.stack.apply(rig.top.handle(event))

    def press(button: int) -> None:
        for down in (True, False):
            pad.button(button, down)
            hear()

    hear()
    press(pygame.CONTROLLER_BUTTON_A)
    assert isinstance(rig.top, Programme)
    rig.run(READS_S, 0.5)
    press(pygame.CONTROLLER_BUTTON_A)
    rig.run(FRAME_S)
    assert isinstance(rig.top, Play)
    while not sings(rig):
        assert rig.seconds < LONGEST_S
        at, aim = wanted(rig.play.attempt.view), rig.play.attempt.intent.aim
        aim = aim or (0.0, 1.0)
        off = (0.0, 0.0) if at is None else (at[0] - aim[0], aim[1] - at[1])
        for axis, part in zip((pygame.CONTROLLER_AXIS_RIGHTX, pygame.CONTROLLER_AXIS_RIGHTY), off, strict=True):
            pad.axis(axis, round(FULL_AXIS * max(-1.0, min(1.0, part / REACH_M))))
        sway = rig.play.attempt.view.sculpture.sway
        lean = 0.0 if abs(sway) < SWAYS else 0.5 if sway > 0.0 else -0.5
        pad.axis(pygame.CONTROLLER_AXIS_LEFTX, round(FULL_AXIS * lean))
        hear()
        rig.run(FRAME_S)
    pads.close()
