"""Empty pages are painted beside the drawing while a window is resized."""

from collections.abc import Callable
from concurrent.futures import Future

import pygame
import pytest

from game.render.paint import beside
from game.scenes.page.backdrops import Backdrops, Point, Size

HERE, THERE = (0.5, 0.5), (0.7, 0.6)


def test_the_page_of_before_stands_in_until_one_is_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    painted, works = list[Size](), list[tuple[Callable[[], pygame.Surface], Future[pygame.Surface]]]()

    def paint(size: Size, centre: Point) -> pygame.Surface:
        painted.append(size)
        return pygame.Surface(size)

    def later(work: Callable[[], pygame.Surface]) -> Future[pygame.Surface]:
        works.append((work, Future()))
        return works[-1][1]

    monkeypatch.setattr(beside, "in_background", later)
    pages = Backdrops(paint)
    for centre in (HERE, THERE, HERE):
        assert pages.of((64, 36), centre).get_size() == (64, 36)
    assert painted == [(64, 36)] * 2, "each place once"
    for width in (70, 80, 90):
        assert pages.of((width, 36), HERE).get_size() == (width, 36)
    assert len(painted) == 2 and len(works) == 1
    work, page = works[0]
    page.set_result(work())
    assert pages.of((90, 36), HERE).get_size() == (90, 36) and len(works) == 1, "that was for a size of before"
    pages.of((90, 36), HERE)
    work, page = works[1]
    page.set_result(work())
    assert pages.of((90, 36), HERE) is pages.of((90, 36), HERE)
    assert painted[2:] == [(70, 36), (90, 36)]
