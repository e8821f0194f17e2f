"""What is wrong with a file is told over the picture, and hides no more of it than it needs."""

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.core.json_source import Problem
from game.render import load_palette
from game.scenes.page.page import Style
from game.scenes.rehearsal.complaint import LEFT, MOST, TOP, Complaint

TEXT = '{"id": "foot",\n "material": "bras"}'
WRONG = Problem("mine.json", 2, 14, "material", '"bras" is unknown; did you mean "brass"?', 6)


def drawn(*problems: Problem, size: tuple[int, int] = (1280, 720)) -> NDArray[np.uint8]:
    target = pygame.Surface(size, depth=32)
    target.fill("white")
    Complaint(problems, TEXT).draw(target, Style(load_palette("sunset")))
    return pygame.surfarray.array3d(target)


def test_nothing_wrong_leaves_the_picture() -> None:
    assert drawn().min() == 255


def test_it_covers_what_it_needs() -> None:
    covered = np.argwhere(drawn(WRONG).min(axis=2) < 255)
    assert tuple(covered.min(axis=0)) == (LEFT, TOP)
    assert covered[:, 0].max() < 640 and covered[:, 1].max() < 200


@pytest.mark.parametrize("size", [(640, 360), (1920, 1080)])
def test_many_are_counted_and_fit(size: tuple[int, int]) -> None:
    whole = Problem("a-file-with-a-very-long-name.json" * 6, 0, 0, "", "cannot be read: no such file")
    picture = drawn(*[WRONG] * (MOST + 3), whole, size=size)
    assert picture[-3:, :, :].min() == 255


def test_a_long_line_is_cut_round_what_is_meant() -> None:
    long = Complaint([Problem("mine.json", 1, 500, "a", "is wrong", 4)], " " * 400 + '"key": ' + "x" * 400)
    target = pygame.Surface((1280, 720), depth=32)
    long.draw(target, Style(load_palette("sunset")))
    assert pygame.surfarray.array3d(target)[-3:, :, :].max() == 0
