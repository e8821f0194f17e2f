"""A real frame of a real run, drawn with no display."""

import io
import os
from pathlib import Path

import pygame

from game.bots import Policy
from game.core.clock import TICKS_PER_SECOND
from game.core.files import write_atomic
from game.lab.light_bench import light_bench_view
from game.level import Level, LightBench
from game.performance import Deliberate, Performance
from game.render.look.pan import Pan
from game.render.stage import StageRenderer
from game.settings import DEFAULTS, Picture
from game.sim import World

LEAD_IN_S = 2.5
"""Stage time before the picture that is drawn as well: effects need their past."""
SCENE_FRAMES = 4
"""Frames after which nothing in the picture of a scene is missing: light spreads on every other one,
and what shines is known from the one before."""
FRAME_TICKS = 2
"""Ticks between two frames of the lead-in: 60 frames a second."""
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".tga")
"""Picture formats that can be written."""


def draw_still(
    level: Level,
    seed: int,
    policy: Policy,
    at: float,
    size: tuple[int, int],
    *,
    overlay: bool = False,
    stress: float = DEFAULTS.picture.stress,
) -> pygame.Surface:
    """The picture of a performance at stage time `at`, s.

    `stress` is how strongly it shows as colour, 0..1; with `overlay`, principal stresses and tip speeds are drawn.

    Raises:
        ValueError: the level's sculpture cannot be built.
        ThemeError: the theme cannot be read.
    """
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    target = pygame.Surface(size, depth=32)
    stage = StageRenderer(size, level)
    stage.overlay = overlay
    stage.settings = Picture(stress=stress)
    performance = Performance(World(level, seed), Deliberate(policy))
    last = round(at * TICKS_PER_SECOND)
    pan, frame_s = Pan(stage.frame), FRAME_TICKS / TICKS_PER_SECOND
    frames = min(round(LEAD_IN_S * TICKS_PER_SECOND), last) // FRAME_TICKS
    performance.run(last - frames * FRAME_TICKS)
    for _ in range(frames):
        step = performance.step(FRAME_TICKS)
        stage.react(step.events, step.view)
        pan.advance(step.view, stage.settings.motion, frame_s)
        stage.draw(target, step.before, step.view, 1.0, frame_s, pan.camera(size))
    view = performance.look()
    stage.draw(target, view, view, 1.0, 0.0, pan.camera(size))
    return target


def draw_light_bench(scene: LightBench, at: float, size: tuple[int, int]) -> pygame.Surface:
    """The picture of a scene of lights and optics on a bare stage, at stage time `at`, s.

    Raises:
        ThemeError: the theme cannot be read.
    """
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    target = pygame.Surface(size, depth=32)
    stage = StageRenderer(size, scene)
    view = light_bench_view(scene, at)
    for _ in range(SCENE_FRAMES):
        stage.draw(target, view, view, 1.0, FRAME_TICKS / TICKS_PER_SECOND)
    return target


def check_suffix(path: Path) -> None:
    """See that a picture can be written under this name.

    Raises:
        ValueError: its suffix is none that can be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(f"the name must end in one of {', '.join(SUFFIXES)}")


def save_picture(picture: pygame.Surface, path: Path) -> None:
    """Write a picture whole or not at all; its suffix says the format.

    Raises:
        ValueError: the suffix is none that can be written.
        OSError: the file cannot be written.
    """
    check_suffix(path)
    content = io.BytesIO()  # given a name, pygame would not tell of a full disk
    pygame.image.save(picture, content, path.name.lower())
    write_atomic(path, content.getvalue())
