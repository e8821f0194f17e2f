"""Draws commands in software: each kind by its kernel, band by band and on all processors."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import groupby
from typing import Any

import numpy as np
import pygame

from game.core.kernels import warms_up
from game.render.paint.bands import in_bands
from game.render.paint.drawlist import (
    ARC_FIELDS,
    QUAD_FIELDS,
    STROKE_FIELDS,
    Band,
    Canvas,
    Command,
    DrawList,
    Glow,
    Kind,
    Layer,
)
from game.render.paint.layers import add_light, enlarge, fill, lay, stand, tint, wash
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
    Kind.WASH: wash,
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


def _scaled(target: pygame.Surface, small: pygame.Surface) -> None:
    pygame.transform.smoothscale(small, target.get_size(), target)


_WHOLE: dict[Kind, Callable[..., Any]] = {Kind.MIRROR: _mirror, Kind.IMAGE: _image, Kind.SCALED: _scaled}
"""What needs the whole picture, not a band of it."""


@warms_up("picture")
def _warm_kinds() -> None:
    """Every kind of command that has a kernel, on no rows of a picture and of a glow."""
    strokes, one = np.zeros((1, STROKE_FIELDS), np.float32), np.zeros((1, 1), np.uint32)
    quads, tile, black = np.zeros((1, QUAD_FIELDS), np.float32), np.zeros((1, 1), np.uint8), (0, 0, 0)
    out, glow = DrawList(), DrawList()
    out.picture(one, np.zeros(1), 0)
    out.enlarged(one)
    out.strokes_over(strokes)
    out.strokes_add(strokes)
    out.strokes_shade(strokes)
    out.arcs_over(np.zeros((1, ARC_FIELDS), np.float32))
    out.quads(quads, tile, tile, (0, 0))
    out.sprite(np.zeros((1, 1), np.uint64), (0.0, 0.0, 1.0, 0.0, 0.0, 0.0), 1.0)
    out.cloth(one, np.zeros(1), 0)
    out.crowd(one[None], np.zeros(1, np.int64), np.zeros((1, 2)), black, black, 0)
    out.light(one)
    out.tint(black, black)
    out.wash(0, 0)
    glow.strokes_glow(strokes, 1.0)
    glow.quads_glow(quads, np.zeros(1, np.float32), 1.0)
    for commands, canvas in ((out.take(), one), (glow.take(), np.zeros((1, 1, 3), np.float32))):
        for command in commands:
            KERNELS[command.kind](canvas, (0, 0), *command.arrays)
