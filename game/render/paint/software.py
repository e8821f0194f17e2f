"""Draws commands in software: each kind by its kernel, band by band and on all processors."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import groupby
from typing import Any

import pygame

from game.render.paint.bands import in_bands
from game.render.paint.drawlist import Band, Canvas, Command, DrawList, Glow, Kind, Layer
from game.render.paint.layers import add_light, enlarge, fill, lay, stand, tint
from game.render.paint.quads import quad_add, quad_glow
from game.render.paint.raster import arcs, pixels, stroke_add, stroke_glow, stroke_over, stroke_shade
from game.render.paint.sprites import paste

KERNELS: dict[Kind, Callable[..., None]] = {
    Kind.STROKES_OVER: stroke_over,
    Kind.STROKES_ADD: stroke_add,
    Kind.STROKES_SHADE: stroke_shade,
    Kind.ARCS_OVER: arcs,
    Kind.ARCS_ADD: arcs,
    Kind.QUADS: quad_add,
    Kind.SPRITE: paste,
    Kind.PICTURE: fill,
    Kind.ENLARGED: enlarge,
    Kind.CLOTH: lay,
    Kind.CROWD: stand,
    Kind.LIGHT: add_light,
    Kind.TINT: tint,
    Kind.STROKES_GLOW: stroke_glow,
    Kind.QUADS_GLOW: quad_glow,
}
"""Called as (canvas, band, *arrays)."""


def draw(out: DrawList, target: pygame.Surface, layers: Collection[Layer] = tuple(Layer)) -> None:
    """Draw the commands of some layers on a surface for which `is_canvas` holds, and forget them."""
    canvas = pixels(target)
    for in_kernels, run in groupby(out.take(layers), key=lambda command: command.kind in KERNELS):
        if in_kernels:
            _draw_run(list(run), canvas)
        else:
            for command in run:
                _WHOLE[command.kind](target, *command.arrays)


def shine(out: DrawList, glow: Glow) -> None:
    """Draw commands for a glow into it, and forget them."""
    _draw_run(out.take(), glow)


def _draw_run(commands: Sequence[Command], canvas: Canvas | Glow) -> None:
    """Draw commands that follow each other and have kernels."""
    in_bands(partial(_draw_band, commands, canvas), len(canvas))


def _draw_band(commands: Sequence[Command], canvas: Canvas | Glow, band: Band) -> None:
    for command in commands:
        if command.rows is None or (command.rows[0] < band[1] and band[0] < command.rows[1]):
            KERNELS[command.kind](canvas, band, *command.arrays)


def _mirror(target: pygame.Surface, above: pygame.Rect, below: pygame.Rect, fade: pygame.Surface) -> None:
    image = pygame.transform.scale(target.subsurface(above), below.size)
    mirrored = pygame.Surface(below.size, pygame.SRCALPHA, 32)
    mirrored.blit(pygame.transform.flip(image, False, True), (0, 0))
    mirrored.blit(fade, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    target.blit(mirrored, below)


def _image(target: pygame.Surface, image: pygame.Surface, at: tuple[float, float], opacity: float) -> None:
    if opacity < 1.0:
        image = image.copy()  # images are shared with whoever else shows the same
        image.set_alpha(round(255 * opacity))
    target.blit(image, at)


_WHOLE: dict[Kind, Callable[..., Any]] = {Kind.MIRROR: _mirror, Kind.IMAGE: _image}
"""What needs the whole picture, not a band of it."""
