"""Scenes are tested with no display and no sound device."""

import os
from collections.abc import Iterator

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame


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
