"""What a new menu page costs: one file, and its line in the table of the menus."""

from pathlib import Path

import pygame
import pytest

from game.scenes.base import Beneath, Change, Pop
from game.scenes.play.pause import Pause
from game.scenes.services import Services
from game.scenes.settings.pages import PAGES
from game.scenes.settings.settings import SettingsPage
from game.scenes.title.title import Title
from tests.scenes.rig import Rig


class ToyPage:
    """A page that any key leaves."""

    cursor = True

    def __init__(self, services: Services, beneath: Beneath) -> None:
        self._beneath = beneath

    def handle(self, event: pygame.Event) -> Change:
        return Pop() if event.type == pygame.KEYDOWN else None

    def update(self, elapsed_s: float) -> Change:
        self._beneath.glow(elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        self._beneath.draw(target)

    def close(self, *, crashed: bool) -> Path | None:
        return None


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line in the table."""
    monkeypatch.setitem(PAGES, "A toy", ToyPage)


@pytest.mark.usefixtures("toy")
def test_the_title_leads_to_it_and_back(tmp_path: Path) -> None:
    rig = Rig(tmp_path).run(0.1)
    title = rig.top
    assert isinstance(title, Title)
    for _ in range(title._menu.choices.index("A toy")):
        rig.tap(pygame.K_DOWN)
    rig.tap(pygame.K_RETURN).run(0.1)
    assert isinstance(rig.top, ToyPage)
    assert isinstance(rig.tap(pygame.K_RETURN).top, Title)
    rig.tap(pygame.K_UP).tap(pygame.K_RETURN)
    assert isinstance(rig.top, SettingsPage), "the other page is a row above"


@pytest.mark.usefixtures("toy")
def test_the_intermission_leads_to_it_and_back(tmp_path: Path) -> None:
    rig = Rig(tmp_path).at_play().tap(pygame.K_ESCAPE).run(0.1)
    for _ in range(3):
        rig.tap(pygame.K_DOWN)
    rig.tap(pygame.K_RETURN).run(0.1)
    assert isinstance(rig.top, ToyPage)
    assert isinstance(rig.tap(pygame.K_RETURN).top, Pause)
