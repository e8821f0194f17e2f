"""Scenes of lights and optics alone: every one that there is can be drawn."""

from pathlib import Path

import numpy as np
import pygame
import pytest
from typer.testing import CliRunner

from game.cli import app
from game.lab.bare_stage import scene_view
from game.level import load_scene
from game.render.camera import Camera
from game.render.still import draw_scene

SCENES = sorted((Path(__file__).parents[1] / "optics").glob("*.json"))
SIZE = (640, 360)


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_a_scene_is_drawn_with_its_light(path: Path) -> None:
    scene = load_scene(path)
    picture = pygame.surfarray.array3d(draw_scene(scene, 0.0, SIZE)).astype(np.int64)
    trace = scene_view(scene).segments
    row = int(trace.total.argmax())
    x, y = Camera.fitted(SIZE).pixel(tuple(0.5 * (trace.start[row] + trace.end[row])))
    around = picture[int(x) - 3 : int(x) + 4, int(y) - 3 : int(y) + 4].sum(axis=2)
    assert around.max() > 200


def test_preview_draws_a_scene(tmp_path: Path) -> None:
    out = tmp_path / "prism.png"
    result = CliRunner().invoke(app, ["preview", str(SCENES[0]), str(out), "--size", "320x180", "--at", "0"])
    assert result.exit_code == 0 and pygame.image.load(out).get_size() == (320, 180)


def test_the_optics_are_seen_as_they_stand() -> None:
    scene = load_scene(next(path for path in SCENES if path.stem == "prism"))
    view = scene_view(scene)
    assert {optic.kind for optic in view.optics} == {"prism", "detector"}
    assert not view.pieces and not view.mirrors
    assert all(optic.reading > 0.0 for optic in view.optics if optic.kind == "detector")
