"""Cracks and seams are seen: wide enough, and clear of every colour of glass, lit or not, at every step of quality."""

from dataclasses import replace

import numpy as np
import pygame
import pytest

from game.render import StageRenderer, load_palette
from game.render.look.quality import FULL, ORNAMENTS, Quality
from game.render.paint.drawlist import Layer
from game.sim import View
from tests.views import changed
from tests.visual import fake_view
from tests.visual.veins import LEAST_CONTRAST, Sight, look

pytestmark = pytest.mark.usefixtures("fonts")
SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
STEPS = {"full": FULL, "coarsest": replace(ORNAMENTS[Quality.BARE], fineness=0.5)}
GLASSES = [(colour, "720p") for colour in load_palette("sunset").glass] + [("cobalt", "1080p"), ("clear", "1080p")]
"""The darkest and the brightest glass in a large window, all of them in one of the usual size."""
BEFORE = {Layer.DUST, Layer.RINGS, Layer.SPARKS, Layer.HAND}
"""What flies and stands before the glass, now here, now there."""
MOSTLY = {"full": 0.95, "coarsest": 0.7}
"""Share of a vein that must stand out: corners are the rest, where it is drawn coarsely."""
SEAM_PX = {"full": (4.0, 6.0), "coarsest": (3.0, 6.5)}
"""Least and most px of gold at 720p."""


def glass(colour: str, *, gold: bool) -> View:
    """The tower in one colour, all of its cracks open or all of them sung; beams cross two of its pieces."""
    view = fake_view.view(sung=6)
    pieces = tuple(
        replace(piece, colour=colour if piece.stress is not None else piece.colour) for piece in view.sculpture.pieces
    )
    cracks = [crack for crack in view.sculpture.cracks if crack.key != 3]  # it is cut by another one
    made = tuple(
        replace(
            crack,
            gold=np.full(len(crack.cells), gold),
            exposure=np.full(len(crack.cells), float(gold)),
            voice=gold,
            speed=0.0,
        )
        for crack in cracks
    )
    return changed(view, pieces=pieces, cracks=made)


def sights(colour: str, size: str, step: str, *, gold: bool) -> list[Sight]:
    """How each of the tower's veins is seen, its light settled."""
    view, ornament, window = glass(colour, gold=gold), STEPS[step], SIZES[size]
    stage, target = StageRenderer(window, fake_view.LEVEL), pygame.Surface(window, depth=32)
    stage.ornament = ornament
    stage.layers = [layer for layer in Layer if layer < Layer.HUD and layer not in BEFORE]
    for _ in range(ornament.light_every + 2):
        stage.draw(target, view, view, 1.0, 0.5)
    return look(target, view, fake_view.camera(window), gold=gold)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("colour", "size"), GLASSES)
def test_a_crack_is_a_dark_line_on_every_glass(colour: str, size: str, step: str) -> None:
    least = 3.0 * SIZES[size][1] / 720
    for sight in sights(colour, size, step, gold=False):
        assert sight.width >= least and sight.contrast >= LEAST_CONTRAST, sight
        assert sight.share >= MOSTLY[step], sight


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("colour", "size"), GLASSES)
def test_a_seam_is_a_vein_of_gold_on_every_glass(colour: str, size: str, step: str) -> None:
    least, most = (px * SIZES[size][1] / 720 for px in SEAM_PX[step])
    for sight in sights(colour, size, step, gold=True):
        assert least <= sight.width <= most and sight.contrast >= LEAST_CONTRAST, sight
        assert sight.share >= MOSTLY[step], sight
