"""Scenes of lights and optics alone: every one that there is can be drawn."""

from pathlib import Path

import numpy as np
import pygame
import pytest
from typer.testing import CliRunner

from game.cli import app
from game.export.light_bench import light_bench_view
from game.export.screenshot import draw_light_bench
from game.level import load_light_bench
from game.render.look.camera import Camera

SCENES = sorted((Path(__file__).parents[1] / "optics").glob("*.json"))
SIZE = (640, 360)


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_a_scene_is_drawn_with_its_light(path: Path) -> None:
    scene = load_light_bench(path)
    picture = pygame.surfarray.array3d(draw_light_bench(scene, 0.0, SIZE)).astype(np.int64)
    trace = light_bench_view(scene).light.segments
    row = int(trace.total.argmax())
    x, y = Camera.fitted(SIZE).pixel(tuple(0.5 * (trace.start[row] + trace.end[row])))
    around = picture[int(x) - 3 : int(x) + 4, int(y) - 3 : int(y) + 4].sum(axis=2)
    assert around.max() > 200


def test_preview_draws_a_scene(tmp_path: Path) -> None:
    out = tmp_path / "prism.png"
    result = CliRunner().invoke(app, ["preview", str(SCENES[0]), str(out), "--size", "320x180", "--at", "0"])
    assert result.exit_code == 0 and pygame.image.load(out).get_size() == (320, 180)


def test_the_optics_are_seen_as_they_stand() -> None:
    scene = load_light_bench(next(path for path in SCENES if path.stem == "prism"))
    view = light_bench_view(scene)
    assert {optic.spec.type for optic in view.light.optics} == {"prism", "detector"}
    assert not view.sculpture.pieces and not view.light.mirrors
    assert all(optic.reading > 0.0 for optic in view.light.optics if optic.spec.measures)
