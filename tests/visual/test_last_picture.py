"""The last picture: the lamps go out, the seams light up in the order in which they were sung, lights rise."""

from dataclasses import replace

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.render.effects.last_picture import BLACK_S, DRAWN_S, OUT_S, LastPicture, chord_at, drawn
from game.render.paint.drawlist import DrawList, Layer
from game.render.pieces.sculpture import Pose, poses
from game.render.pieces.veins import REACH_M, grow
from game.render.stage import StageRenderer
from game.sim.mesh.mesh import triangulate
from game.sim.view import View
from tests.views import changed
from tests.visual import fake_view

SIZE = (640, 360)
TURNS = (1, 0, 2)
"""When each of the three voices sang."""
BEAT_S = 60.0 / 66.0
HUSH_S = BEAT_S * (1.0 + 0.5 * len(TURNS)) + BLACK_S
STEP_S = 1 / 30


def hushed(seconds: float | None, **changes: object) -> View:
    """The tower, so many seconds into the silence; before or after it where that is None."""
    shown = fake_view.view(sung=3)
    voices = tuple(
        replace(voice, turn=TURNS[row]) if row < len(TURNS) else voice for row, voice in enumerate(shown.game.voices)
    )
    cracks = tuple(replace(crack, flaw=crack.key) for crack in shown.sculpture.cracks)
    return changed(shown, hush=seconds, hush_s=HUSH_S, voices=voices, cracks=cracks, **changes)


def picture(seconds: float | None) -> NDArray[np.float64]:
    """What is seen so long into the silence, or before it, (w, h) brightness 0..255."""
    stage, target = StageRenderer(SIZE, fake_view.LEVEL), pygame.Surface(SIZE, depth=32)
    frames = max(round(OUT_S / STEP_S) + 1, 14)
    for frame in range(frames):
        view = hushed(None if seconds is None else max(0.0, seconds - (frames - 1 - frame) * STEP_S))
        stage.draw(target, view, view, 1.0, STEP_S)
    return np.asarray(pygame.surfarray.array3d(target).max(axis=2), dtype=np.float64)


def brightness_of_seams(seen: NDArray[np.float64]) -> list[float]:
    """How bright each of the three seams is in its middle, 0..255."""
    view, camera = hushed(1.0), fake_view.camera(SIZE)
    where, found = poses(view, view, 1.0), []
    for crack in view.sculpture.cracks[:3]:
        x, y = camera.to_screen(where[crack.piece].place(crack.cells[len(crack.cells) // 2].mean(axis=0))).round()
        found.append(float(seen[int(x) - 3 : int(x) + 4, int(y) - 3 : int(y) + 4].max()))
    return found


def test_all_lamps_go_out_and_nothing_is_to_be_read() -> None:
    before, dark = picture(None), picture(0.9 * BEAT_S)
    assert dark.mean() < 0.08 * before.mean()
    assert (dark > 60.0).mean() < 0.001, "no beam, no display: a few motes are left"


def test_the_seams_light_up_in_the_order_in_which_they_were_sung() -> None:
    lit = [
        [light > 150.0 for light in brightness_of_seams(picture(BEAT_S * (1.0 + 0.5 * turn) + DRAWN_S))]
        for turn in range(3)
    ]
    assert lit == [[False, True, False], [True, True, False], [True, True, True]]


def test_the_hall_is_black_but_for_the_drawing_and_small_lights_in_the_stalls() -> None:
    seen = picture(HUSH_S - 0.2)
    stalls = seen[:, int(0.88 * SIZE[1]) :]
    assert np.median(seen) < 8.0
    assert 0.0005 < (stalls > 200.0).mean() < 0.02
    assert (picture(chord_at(hushed(0.0).game) - 0.1)[:, int(0.88 * SIZE[1]) :] > 200.0).mean() == 0.0, "not yet"


def test_the_house_lights_come_back_and_the_glass_has_settled() -> None:
    last = LastPicture()
    for frame in range(round(HUSH_S / STEP_S)):
        last.advance(hushed(frame * STEP_S), STEP_S)
    assert (last.dark, last.settled) == (1.0, 1.0)
    for _ in range(60):
        last.advance(hushed(None, ovation=0.3), STEP_S)
    assert last.dark == 0.0
    assert last.settled == 1.0, "it has accepted them"
    assert last.stalls_s == 0.0


def test_a_seam_is_drawn_from_its_mouth_and_cools() -> None:
    places, first = np.linspace(0.0, 1.0, 5), np.zeros(5)
    share, heat = drawn(hushed(BEAT_S + 0.5 * DRAWN_S).game, first, places)
    assert list(share) == sorted(share, reverse=True)
    assert share[0] == 1.0 > share[-1] == 0.0
    _, cooled = drawn(hushed(HUSH_S).game, first, places)
    assert (cooled < 0.05).all()
    assert heat.max() > 0.5


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_what_was_added_to_a_layer_can_be_faded(share: float) -> None:
    out, rows = DrawList(), np.full((2, 10), 0.5, np.float32)
    image = pygame.Surface((2, 2), pygame.SRCALPHA)
    out.on(Layer.HUD).strokes_over(rows)
    out.on(Layer.HUD).image(image, (1.0, 2.0), 0.5)
    out.on(Layer.CRACKS).strokes_over(rows)
    out.fade((Layer.HUD,), share)
    crack, strokes, shown = out.take()
    assert strokes.arrays[0][0, -1] == pytest.approx(0.5 * share)
    assert shown.arrays == (image, (1.0, 2.0), 0.5 * share)
    assert crack.arrays[0][0, -1] == 0.5
    assert (rows == 0.5).all(), "rows may be kept by whoever made them"


def test_veins_creep_on_from_the_seams_along_the_facets() -> None:
    mesh = triangulate(np.array([[-0.3, -0.3], [0.3, -0.3], [0.3, 0.3], [-0.3, 0.3]]), 0.06)
    seam = mesh.nodes[mesh.triangles[0, :2]]
    veins, again = grow(mesh, [seam]), grow(mesh, [seam])
    assert len(veins.start) > 5
    assert np.array_equal(veins.start, again.start) and np.array_equal(veins.end, again.end)
    assert (veins.far[:, 0] < veins.far[:, 1]).all() and veins.far.max() < REACH_M
    reached = {tuple(point) for point in veins.end.tolist()}
    begun = [start for start, far in zip(veins.start.tolist(), veins.far[:, 0], strict=True) if far > 0.0]
    assert all(tuple(start) in reached for start in begun), "no vein hangs in the air"
    pose, camera = Pose(0.0, 1.0, 0.0), fake_view.camera(SIZE)
    light = [veins.rows(pose, camera, (255, 255, 255), crept, 1.0)[:, -1].sum() for crept in (0.0, 0.5, 1.2)]
    assert light[0] == 0.0 < light[1] < light[2]
