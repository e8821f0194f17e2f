"""What tests of pictures share."""

from collections.abc import Iterator

import pygame
import pytest

from game.core.environment import draw_unseen


@pytest.fixture(scope="module")
def fonts() -> Iterator[None]:
    """Type can be set; no window is opened."""
    draw_unseen()
    pygame.font.init()
    yield
    pygame.font.quit()


@pytest.fixture(scope="module")
def window() -> Iterator[None]:
    """A window is open, though none is seen: surfaces can be converted to it."""
    draw_unseen()
    pygame.display.init()
    pygame.font.init()
    shown = pygame.Window("test", (320, 180))
    shown.get_surface()
    yield
    shown.destroy()
    pygame.quit()
