"""The camera follows the sculpture gently, near things shift more than far ones, and a hand still points true."""

import dataclasses

import numpy as np
import pygame
import pytest

from game.render import Camera, StageRenderer, load_palette
from game.render.look.framing import framing_of
from game.render.look.pan import APRON, CURTAINS, EASE_S, FARTHEST_M, FIRST_ROW, WALL, Pan
from game.render.paint import software
from game.render.paint.drawlist import DrawList
from game.render.pieces.sculpture import Pose
from game.render.pieces.shadows import shadows
from game.render.theatre.backdrop import Backdrop
from game.sim import View
from game.sim.constants import FLOOR_Y
from tests.views import changed
from tests.visual import fake_view

pytestmark = pytest.mark.usefixtures("fonts")
SIZE = (640, 360)
FRAME = framing_of(fake_view.LEVEL)
FRAME_S = 1 / 60


def fallen(aside: float) -> View:
    """All pieces `aside` m from where they stand."""
    view = fake_view.view()
    moved = (dataclasses.replace(p, position=(p.position[0] + aside, p.position[1])) for p in view.sculpture.pieces)
    return changed(view, pieces=tuple(moved))


@pytest.mark.parametrize("aside", [-2.0, -0.1, 0.1, 2.0])
def test_the_camera_follows_slowly_and_not_too_far(aside: float) -> None:
    pan, view, shifts = Pan(FRAME), fallen(aside), []
    for _ in range(round(8 * EASE_S / FRAME_S)):
        pan.advance(view, 1.0, FRAME_S)
        shifts.append(pan.shift_m)
    steps = np.abs(np.diff([0.0, *shifts]))
    assert np.sign(shifts[-1]) == -np.sign(aside)
    assert max(map(abs, shifts)) <= FARTHEST_M + 1e-9
    assert (np.diff(steps) <= 1e-12).all()  # it eases out, and never overshoots
    assert steps[0] <= FARTHEST_M * FRAME_S / EASE_S + 1e-9


def test_who_wants_no_motion_gets_none() -> None:
    pan, view = Pan(FRAME), fallen(1.0)
    for _ in range(30):
        pan.advance(view, 0.0, 0.1)
    assert pan.camera(SIZE) == Camera.fitted(SIZE, FRAME)


def test_the_stage_is_drawn_by_the_camera_that_it_is_given() -> None:
    stage, target = StageRenderer(SIZE, fake_view.LEVEL), pygame.Surface(SIZE, depth=32)
    view = changed(fallen(2.0), segments=fake_view.view().light.segments)
    pan = Pan(FRAME)
    for _ in range(80):
        pan.advance(view, 1.0, 0.1)
        stage.draw(target, view, view, 1.0, 0.1, pan.camera(SIZE))
    ahead, camera = Camera.fitted(SIZE, FRAME), pan.camera(SIZE)
    assert camera.origin[0] == pytest.approx(ahead.origin[0] - FARTHEST_M * ahead.scale, abs=0.1)
    piece = max(view.sculpture.pieces, key=lambda piece: piece.position[1])
    x, y = camera.pixel(piece.position)
    shown = pygame.surfarray.array3d(target)[int(x) - 3 : int(x) + 3, int(y) - 3 : int(y) + 3]
    assert shown.mean() > 40  # glass in its light, not the wall beside it


def test_near_things_shift_more_than_far_ones() -> None:
    camera, pan = Camera.fitted(SIZE, FRAME), 20.0
    backdrop, pictures = Backdrop(camera, load_palette("sunset")), []
    for shift in (0.0, pan):
        target, out = pygame.Surface(SIZE, depth=32), DrawList()
        backdrop.draw(out, 0.0, shift, (0.0, 0.0), 0.0)
        software.draw(out, target)
        pictures.append(pygame.surfarray.array3d(target).transpose(1, 0, 2))
    ahead, panned = pictures
    for share, rows, columns in (
        (WALL, slice(20, 120), slice(200, 400)),
        (APRON, slice(camera.size[1] - 20, camera.size[1]), slice(200, 400)),
        (CURTAINS, slice(60, 120), slice(4, 30)),
    ):
        moved = round(share * pan)
        there = panned[rows, columns.start + moved : columns.stop + moved]
        assert np.abs(there.astype(int) - ahead[rows, columns]).max() <= 1, share
        assert np.abs(panned[rows, columns].astype(int) - ahead[rows, columns]).max() > 1, share
    assert WALL < 1.0 < APRON < CURTAINS < FIRST_ROW


# Contact shadows -------------------------------------------------------------------------------------------------
def test_shadows_deepen_as_pieces_come_down() -> None:
    view, camera = fake_view.view(), Camera.fitted(SIZE, FRAME)
    piece = view.sculpture.pieces[0]
    low = float(piece.mesh.nodes[:, 1].min())
    strength = []
    for height in (0.5, 0.12, 0.06, 0.0):
        where = {p.key: Pose(0.0, 2.0, 0.0) for p in view.sculpture.pieces} | {
            piece.key: Pose(0.3, FLOOR_Y + height - low, 0.0)
        }
        rows = shadows(view, where, None, camera)
        strength.append(float(rows[:, 9].max(initial=0.0)))
        if len(rows):
            assert rows[0, 0] < camera.pixel((0.3, 0.0))[0] < rows[0, 2]
            assert rows[0, 1] == pytest.approx(camera.pixel((0.0, FLOOR_Y))[1], abs=0.1)
    assert strength[0] == 0.0 and strength == sorted(strength) and strength[-1] > 0.5


def test_the_plinth_throws_one_that_moves_with_it() -> None:
    view, camera = fake_view.view(), Camera.fitted(SIZE, FRAME)
    where = {piece.key: Pose(0.0, 2.0, 0.0) for piece in view.sculpture.pieces}
    left, right = (shadows(view, where, (Pose(x, 0.0, 0.0), 1.0), camera) for x in (-0.2, 0.2))
    assert right[0, 0] - left[0, 0] == pytest.approx(0.4 * camera.scale, abs=0.01)
