"""An element of the display is one file and its line in the order."""

from collections.abc import Iterator

import pygame
import pytest

from game.render import StageRenderer
from game.render.hud import hud
from game.render.hud.element import Element, Frame, Size
from game.render.paint.drawlist import DrawList, Layer
from tests.visual import fake_view

SIZE = (640, 360)


@pytest.fixture(autouse=True)
def _fonts() -> Iterator[None]:
    pygame.font.init()
    yield
    pygame.font.quit()


class Toy(Element):
    """All that the file of a new element has to say."""

    name = "toy"

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        return pygame.FRect(0.4 * size[0], 0.2 * size[1], 90 * text, 20 * text)

    def draw(self, out: DrawList, frame: Frame) -> None:
        at, px = self.room(frame.size, frame.settings.text).topleft, frame.type_px(16)
        self._type.write(out.on(Layer.TYPE).image, f"tick {frame.view.tick}", at, px, (255, 255, 255))


def test_a_line_in_the_order_is_all_that_a_new_element_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    view, target = fake_view.view(), pygame.Surface(SIZE, depth=32)
    pictures = []
    for elements in (hud.ELEMENTS, (*hud.ELEMENTS, Toy)):
        monkeypatch.setattr(hud, "ELEMENTS", elements)
        stage = StageRenderer(SIZE, fake_view.LEVEL)
        stage.layers = (Layer.HUD, Layer.TYPE)
        target.fill("black")
        stage.draw(target, view, view, 1.0, 0.0)
        pictures.append(pygame.surfarray.array3d(target))
    room = hud.rooms(SIZE)["toy"]
    inside = (slice(int(room.left), int(room.right)), slice(int(room.top), int(room.bottom)))
    assert pictures[1][inside].max() > 200 and not pictures[0][inside].any()


def test_elements_have_names_of_their_own() -> None:
    assert len(hud.rooms(SIZE)) == len(hud.ELEMENTS)
