"""Photographs: the stage as it stands, or a finished sculpture as the golden drawing in the black hall, each kept with
what it shows in the file itself."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pygame

from game.export.screenshot import NO_TEXT, save_picture
from game.level import Level
from game.render.look.text import Typesetter
from game.render.look.theme import load_palette
from game.render.stage import StageRenderer
from game.sim.view import View

SIZE = (1920, 1080)
"""px for which the words in its corner are made."""
TIMES, MOST = 2, (3840, 2160)
"""A photograph is so many times as large as the window, and at most so large, px."""
BARE_FRAMES = 8
"""Frames that are drawn of a stage before it is taken: light spreads over some of them."""
FRAMES, FRAME_S = 90, 1 / 30
"""Frames that are drawn before it is taken, and s of each: motes rise, light spreads."""
MARGIN, TITLE_PX, LINE_PX, LEADING = 60, 40, 22, 1.35
"""Of the words in its corner, px, and from line to line, in their size."""
SUFFIX = ".png"
_NAME_LENGTH = 40


class PhotographError(Exception):
    """A photograph that cannot be kept; the message says why."""


def draw_photograph(level: Level, view: View, words: Sequence[str], size: tuple[int, int] = SIZE) -> pygame.Surface:
    """The golden drawing of a view's seams, with words in its upper left corner, a title first.

    Raises:
        ThemeError: the theme cannot be read.
    """
    stage, picture = StageRenderer(size, level), pygame.Surface(size, depth=32)
    stage.pose()
    for _ in range(FRAMES):
        stage.draw(picture, view, view, 1.0, FRAME_S)
    ink, type_, unit = load_palette(level.palette).ink, Typesetter(), size[1] / SIZE[1]
    y = MARGIN * unit
    for row, line in enumerate(words):
        px, colour = (TITLE_PX, ink.accent) if row == 0 else (LINE_PX, ink.quiet)
        type_.write(picture.blit, line, (MARGIN * unit, y), round(px * unit), colour, strong=row == 0)
        y += LEADING * px * unit
    return picture


def size_for(window: tuple[int, int]) -> tuple[int, int]:
    """How large a photograph is, px."""
    times = min(TIMES, MOST[0] / window[0], MOST[1] / window[1])
    return round(window[0] * times), round(window[1] * times)


def draw_stage(level: Level, view: View, size: tuple[int, int]) -> pygame.Surface:
    """The stage as it stands in a view, and nothing that is to be read.

    Raises:
        ThemeError: the theme cannot be read.
    """
    stage, picture = StageRenderer(size, level), pygame.Surface(size, depth=32)
    stage.display = False
    for _ in range(BARE_FRAMES):
        stage.draw(picture, view, view, 1.0, FRAME_S)
    return picture


def keep_photograph(
    picture: pygame.Surface, folder: Path, title: str, now: datetime, text: Mapping[str, str] = NO_TEXT
) -> Path:
    """Save a photograph under its title and the time, with `text` in it; no other file is written over.

    Returns the file.

    Raises:
        PhotographError: it cannot be written.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:_NAME_LENGTH] or "untitled"
    path: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _reserved(folder, f"{plain}-{now:%Y%m%d-%H%M%S}")
        save_picture(picture, path, text)
    except OSError as error:
        if path is not None:
            path.unlink(missing_ok=True)
        raise PhotographError(f"{folder}: no photograph can be kept here: {error.strerror or error}") from error
    return path


def _reserved(folder: Path, stem: str) -> Path:
    """An empty file that nobody else has: of this name, or with a number after it.

    Raises:
        OSError: it cannot be made.
    """
    number = 1
    while True:
        path = folder / f"{stem}{SUFFIX if number == 1 else f'-{number}{SUFFIX}'}"
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            number += 1
            continue
        return path
