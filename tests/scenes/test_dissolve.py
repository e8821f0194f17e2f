"""No cuts: what was shown last fades over what comes next."""

from itertools import pairwise
from pathlib import Path

import pygame
import pytest

from game.scenes.play.retelling import Retelling
from game.scenes.title.title import Title
from game.scenes.window.dissolve import LASTS_S, Dissolve
from tests.scenes.rig import FRAME_S, SIZE, PaperStage, Rig

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
MOST_STEP = 40
"""Of 255, that the picture may get darker or lighter from one frame to the next."""


def test_the_picture_before_fades_over_the_next_in_steps_that_are_no_cut() -> None:
    dissolve, target, shown = Dissolve(), pygame.Surface(SIZE, depth=32), []
    for scene, colour, seconds in (("one", WHITE, 0.1), ("other", BLACK, 1.2 * LASTS_S)):
        for _ in range(round(seconds / FRAME_S)):
            dissolve.follow(scene, target, FRAME_S)
            target.fill(colour)
            dissolve.draw(target)
            shown.append(target.get_at((5, 5))[0])
    assert shown[0] == 255 and shown[-1] == 0 and shown == sorted(shown, reverse=True)
    assert max(a - b for a, b in pairwise(shown)) <= MOST_STEP


def test_the_first_scene_has_nothing_before_it_and_a_picture_of_another_size_is_let_go() -> None:
    dissolve, target, other = Dissolve(), pygame.Surface(SIZE, depth=32), pygame.Surface((64, 64), depth=32)
    target.fill("white")
    dissolve.follow("one", target, FRAME_S)
    target.fill("black")
    dissolve.draw(target)
    assert target.get_at((5, 5))[:3] == BLACK
    dissolve.follow("other", target, FRAME_S)
    other.fill("white")
    dissolve.draw(other)
    assert other.get_at((5, 5))[:3] == WHITE


class Bright(PaperStage):
    """A stage that is always white."""

    def paint(self, target: pygame.Surface) -> None:
        target.fill("white")


@pytest.mark.parametrize("pauses", [True, False])
def test_a_performance_is_left_without_a_cut(pauses: bool, tmp_path: Path) -> None:
    """As the frame loop draws it: it is paused and left for the title, or lost by time, and told again."""
    rig, dissolve, light = Rig(tmp_path), Dissolve(), []
    rig.stage = Bright()
    rig.at_play()
    for frame in range(round(5.5 / FRAME_S)):
        if pauses and frame in (20, 60):
            rig.tap(pygame.K_ESCAPE if frame == 20 else pygame.K_UP)
        if pauses and frame == 80:
            rig.tap(pygame.K_RETURN)
        assert rig.top is not None
        rig.stack.apply(rig.top.update(FRAME_S))
        dissolve.follow(rig.top, rig.target, FRAME_S)
        rig.top.draw(rig.target)
        dissolve.draw(rig.target)
        light.append(pygame.transform.average_color(rig.target)[0])
    assert isinstance(rig.top, Title if pauses else Retelling)
    assert max(abs(a - b) for a, b in pairwise(light)) <= MOST_STEP
