"""A real frame of a real run, drawn with no display."""

import os
from pathlib import Path

import pygame

from game.bots import Policy, make_bot
from game.core.clock import TICKS_PER_SECOND
from game.lab.perform import DECISION_TICKS
from game.level import Level, find_level, load_level
from game.render.stage import StageRenderer
from game.sim import Intent, World

LEAD_IN_S = 2.5
"""Stage time before the picture that is drawn as well: effects need their past."""
FRAME_TICKS = 2
"""Ticks between two frames of the lead-in: 60 frames a second."""
REHEARSED, REHEARSED_S, REHEARSED_SIZE = "1", 10.0, (640, 360)
"""Level, stage time (s) and size (px) of the rehearsal: gold is laid, a voice sings and the house applauds in it."""
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".tga")
"""Picture formats that can be written."""


def draw_still(
    level: Level, seed: int, policy: Policy, at: float, size: tuple[int, int], *, overlay: bool = False
) -> pygame.Surface:
    """The picture of a performance at stage time `at`, s; of its last moment, if it ends before.

    With `overlay`, principal stresses and tip speeds are drawn over it.

    Raises:
        ValueError: the level's sculpture cannot be built.
        ThemeError: the theme cannot be read.
    """
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    target = pygame.Surface(size, depth=32)
    stage = StageRenderer(size, level)
    stage.overlay = overlay
    world, intent = World(level, seed), Intent()
    previous = view = world.view()
    last = round(at * TICKS_PER_SECOND)
    while world.ticks < last and not world.over:
        if world.ticks % DECISION_TICKS == 0:
            intent = policy(world.view())
        events = world.tick(intent)
        if world.ticks > last - LEAD_IN_S * TICKS_PER_SECOND:
            previous, view = view, world.view()
            stage.react(events, view)
            if world.ticks % FRAME_TICKS == 0:
                stage.draw(target, previous, view, 1.0, FRAME_TICKS / TICKS_PER_SECOND)
    view = world.view()
    stage.draw(target, view, view, 1.0, 0.0)
    return target


def rehearse() -> None:
    """Perform the first level unseen, from its first crack to its ovation: that compiles every kernel it needs."""
    draw_still(load_level(find_level(REHEARSED)), 0, make_bot("expert", 0), REHEARSED_S, REHEARSED_SIZE)


def save_picture(picture: pygame.Surface, path: Path) -> None:
    """Write a picture whole or not at all; its suffix says the format.

    Raises:
        ValueError: the suffix is none that can be written.
        OSError: the file cannot be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(f"the name must end in one of {', '.join(SUFFIXES)}")
    if not path.parent.is_dir():
        raise OSError(f"there is no folder {path.parent}")
    draft = path.with_name(f".{path.stem}.draft{path.suffix}")
    try:
        pygame.image.save(picture, draft)
        draft.replace(path)
    except pygame.error as error:
        raise OSError(str(error)) from error
    finally:
        draft.unlink(missing_ok=True)
