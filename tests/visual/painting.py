"""Views of every state of a performance, and pictures of them: what tests of the picture share."""

import numpy as np
import pygame
from numpy.typing import NDArray

from game.render import Camera, StageRenderer
from game.sim.events import Event, EventKind
from game.sim.view import View
from tests.views import DARK, changed
from tests.visual import fake_view

FRAME_S = 1 / 60
SMALL = (640, 360)


def dark(view: View) -> View:
    """The view with all lamps out."""
    return changed(view, segments=DARK)


STATES = {
    "opening": fake_view.view(time=0.2, sung=0, score=0),
    "playing": fake_view.view(sway=-0.06, lean=0.05),
    "breathing": fake_view.view(breath=0.2, time_scale=0.35, held=1),
    "ovation": fake_view.view(sung=6, ovation=0.4),
    "won": fake_view.view(sung=6, ovation=1.0, outcome="won"),
    "lost": fake_view.view(sway=0.5, outcome="lost", time_left=0.0, load_factor=float("inf")),
    "no mirror, no ghost": changed(fake_view.view(), mirrors=(), ghost=None, optics=()),
    "empty": dark(changed(fake_view.view(), pieces=(), cracks=(), voices=(), lamps=(), mirrors=(), ghost=None)),
}


def event(kind: EventKind, at: tuple[float, float] = (0.0, 1.0), size: float = 1.0, part: str = "") -> Event:
    return Event(kind, 1, at, size, part=part, in_time=True)


def paint(
    view: View,
    size: tuple[int, int] = SMALL,
    frames: int = 4,
    events: tuple[Event, ...] = (),
    target_depth: int = 32,
    frame_s: float = FRAME_S,
) -> tuple[NDArray[np.int64], Camera]:
    """Some frames of a still view: (W, H, 3) 0-255, and the camera."""
    stage = StageRenderer(size, fake_view.LEVEL)
    target = pygame.Surface(size, depth=target_depth)
    stage.react(events, view)
    for _ in range(frames):
        stage.draw(target, view, view, 1.0, frame_s)
    return pygame.surfarray.array3d(target).astype(np.int64), fake_view.camera(size)


def pixel_of(picture: NDArray[np.int64], camera: Camera, point: tuple[float, float]) -> NDArray[np.int64]:
    x, y = camera.pixel(point)
    return np.asarray(picture[int(x), int(y)])
