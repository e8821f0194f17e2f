"""Scenes are tested with no display and no sound device."""

import os
from collections.abc import Iterator

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame

from tests.scenes.rig import PaperStage
from tests.scenes.virtual_pad import Pad


@pytest.fixture(autouse=True)
def display() -> Iterator[None]:
    """A display and an empty queue for every test."""
    pygame.display.init()
    pygame.font.init()
    window = pygame.Window("test", (640, 360))
    window.get_surface()
    pygame.event.clear()
    yield
    window.destroy()
    pygame.quit()


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stages are of paper: to paint a real house takes its time, and `test_app` opens one."""
    monkeypatch.setattr("game.scenes.play.loading.StageRenderer", PaperStage)


@pytest.fixture
def pad() -> Iterator[Pad]:
    pygame.joystick.init()
    made = Pad()
    yield made
    made.pull_out()
