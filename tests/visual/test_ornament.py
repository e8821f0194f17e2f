"""However much ornament is drawn: what is to be read looks the same, and is where it was."""

import itertools
from dataclasses import replace

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.render import StageRenderer
from game.render.hud.hud import rooms
from game.render.look.quality import FULL, ORNAMENTS, Quality
from game.render.theatre.housing import FADE_S
from tests.visual import fake_view

pytestmark = pytest.mark.usefixtures("fonts")
SMALL = (640, 360)
FRAME_S = 1 / 60
PLAYING = fake_view.view()


def in_step(quality: Quality, size: tuple[int, int] = SMALL) -> NDArray[np.int64]:
    """The tower with so much ornament."""
    stage, target = StageRenderer(size, fake_view.LEVEL), pygame.Surface(size, depth=32)
    stage.ornament = ORNAMENTS[quality]
    for _ in range(24):
        stage.draw(target, PLAYING, PLAYING, 1.0, FRAME_S)
    return pygame.surfarray.array3d(target).astype(np.int64)


def test_a_coarse_stage_is_where_it_was_and_its_display_is_not_coarse() -> None:
    size = (1281, 719)  # odd: the last column and row are halves
    coarse, full = in_step(Quality.COARSE, size), in_step(Quality.FULL, size)
    # As seen from twice as far: where half the resolution does not show.
    blocks = [p[:1280, :716].reshape(320, 4, 179, 4, 3).mean(axis=(1, 3)) for p in (coarse, full)]
    assert np.abs(blocks[0] - blocks[1]).mean() < 4.0
    shifted = np.abs(blocks[0][1:] - blocks[1][:-1]).mean(), np.abs(blocks[0][:, 1:] - blocks[1][:, :-1]).mean()
    assert min(shifted) > 1.5 * np.abs(blocks[0] - blocks[1]).mean()
    score = rooms(size)["score"]
    seen = np.s_[int(score.left) : int(score.left + 60), int(score.top) : int(score.bottom)]
    ink = (full[seen].min(axis=2) > 200) & (full[seen].max(axis=2) > 240)
    assert ink.sum() > 50 and np.abs(coarse[seen][ink] - full[seen][ink]).max() < 30
    assert (np.abs(coarse[-1, :-1] - full[-1, :-1]).mean()) < 12.0  # nothing is left undrawn at the edges
    assert (np.abs(coarse[:-1, -1] - full[:-1, -1]).mean()) < 12.0


@pytest.mark.parametrize("fineness", [0.75, 2 / 3])
def test_the_finer_of_the_coarse_stages_lie_between_half_and_all(fineness: float) -> None:
    stage, target = StageRenderer(SMALL, fake_view.LEVEL), pygame.Surface(SMALL, depth=32)
    stage.ornament = replace(FULL, fineness=fineness)
    for _ in range(24):
        stage.draw(target, PLAYING, PLAYING, 1.0, FRAME_S)
    found = pygame.surfarray.array3d(target).astype(np.int64)
    full, half = in_step(Quality.FULL), in_step(Quality.COARSE)
    assert 0.0 < np.abs(found - full).mean() < np.abs(half - full).mean()


def test_hands_aim_by_the_window_however_coarse_the_stage_is() -> None:
    for size in (SMALL, (641, 359)):
        stage, target = StageRenderer(size, fake_view.LEVEL), pygame.Surface(size, depth=32)
        for fineness in (1.0, 0.75, 2 / 3, 0.5, 1.0):
            stage.ornament = replace(FULL, fineness=fineness)
            camera = fake_view.camera(size).moved((-12.0, 0.0))
            stage.draw(target, PLAYING, PLAYING, 1.0, 0.0, camera)
            drawn_by = stage._panned.enlarged(1.0 / stage._house.fineness, size)
            assert drawn_by.size == size
            assert drawn_by.pixel((1.0, 1.0)) == pytest.approx(camera.pixel((1.0, 1.0)), abs=1.5)


@pytest.mark.parametrize("quality", [step for step in Quality if step is not Quality.COARSE])
def test_every_step_of_ornament_shows_what_is_to_be_read(quality: Quality) -> None:
    """The display, and gold on the glass, are the same to the eye."""
    off = np.abs(in_step(quality) - in_step(Quality.FULL))
    assert off.mean() < 4.0
    for room in [room for name, room in rooms(SMALL).items() if name != "time"]:
        seen = np.s_[int(room.left) : int(room.right), int(room.top) : int(room.bottom)]
        assert off[seen].mean() < 6.0


def test_a_stage_that_becomes_coarse_in_play_does_so_little_by_little() -> None:
    stage, target = StageRenderer(SMALL, fake_view.LEVEL), pygame.Surface(SMALL, depth=32)

    def frames(count: int) -> list[NDArray[np.int64]]:
        drawn = []
        for _ in range(count):
            stage.draw(target, PLAYING, PLAYING, 1.0, FRAME_S)
            drawn.append(pygame.surfarray.array3d(target).astype(np.int64))
        return drawn

    fine = frames(24)
    stage.ornament = replace(FULL, fineness=0.5)
    while stage._house.fineness == 1.0:
        fine += frames(1)
    fading = [fine[-1], *frames(round(2.0 * FADE_S / FRAME_S))]
    moves = [np.abs(after - before).mean() for before, after in itertools.pairwise(fine[-8:])]
    steps = [np.abs(after - before).mean() for before, after in itertools.pairwise(fading)]
    whole = np.abs(fading[-1] - fine[-1]).mean()
    assert max(steps) < 0.25 * whole + 2.0 * max(moves), (max(steps), whole, max(moves))
