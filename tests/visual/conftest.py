"""What tests of pictures share."""

import os
from collections.abc import Iterator

import pygame
import pytest


@pytest.fixture(scope="module")
def fonts() -> Iterator[None]:
    """Type can be set; no window is opened."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    pygame.font.init()
    yield
    pygame.font.quit()
