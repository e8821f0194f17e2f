"""The picture of a level: the sculpture large in windows of every shape, and what hands turn within it."""

from pathlib import Path

import numpy as np
import pytest

from game.core.paths import shipped_levels
from game.level import load_level
from game.level.optics import Mirror
from game.level.sculpture.outlines import piece_outline
from game.render import Camera
from game.render.hud.staff import Staff
from game.render.look.camera import WHOLE
from game.render.look.framing import framing_of, ring_radius
from game.render.theatre.curtain import INNER_X, SEEN_M, hung_in

SHAPES = {"21:9": (2520, 1080), "16:9": (1280, 720), "16:10": (1280, 800), "4:3": (1024, 768), "5:4": (1280, 1024)}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("path", shipped_levels(), ids=lambda path: path.stem)
def test_the_sculpture_fills_the_picture_and_the_hand_is_in_it(path: Path, shape: str) -> None:
    level, size = load_level(path), SHAPES[shape]
    camera = Camera.fitted(size, framing_of(level))
    tall = max(float(piece_outline(piece)[:, 1].max()) for piece in level.pieces)
    assert 0.60 <= tall * camera.scale / size[1] <= 0.80
    for optic in level.optics:
        if isinstance(optic, Mirror) and optic.by_hand:
            corners = np.array(optic.at) + ring_radius(optic.length) * np.array([[-1, -1], [1, 1]])
            seen = camera.to_screen(corners)
            assert (seen >= 0.0).all() and (seen <= np.array(size)).all()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("path", shipped_levels(), ids=lambda path: path.stem)
def test_no_mirror_hangs_behind_the_staff(path: Path, shape: str) -> None:
    """On Vane the hand's own mirror was turned behind its lines."""
    level, size = load_level(path), SHAPES[shape]
    camera, staff = Camera.fitted(size, framing_of(level)), Staff.room(size, 1.0)
    for optic in level.optics:
        if isinstance(optic, Mirror) and optic.by_hand:
            for at in optic.rail or (optic.at,):
                x, y = camera.pixel((at[0], at[1] + optic.length / 2))
                assert y >= staff.bottom or not staff.left <= x <= staff.right, (optic.id, y, staff)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_curtains_are_seen_in_every_window(shape: str) -> None:
    for frame in (WHOLE, WHOLE._replace(half_width=1.8, top=2.4)):
        camera = Camera.fitted(SHAPES[shape], frame)
        edge = camera.pixel((INNER_X - hung_in(camera), 0.0))[0]
        assert SHAPES[shape][0] - edge >= SEEN_M * camera.scale - 1e-6
