"""The next performance's sculpture, swaying in half light behind a page. A drawing, not a simulation."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np
import pygame
from numpy.typing import NDArray

from game.core.geom import Floats, rotation
from game.core.rng import stream
from game.level.materials import MATERIALS
from game.level.model import Flaw, Level, Piece
from game.level.outlines import piece_outline
from game.render import Palette
from game.render.theme import Rgb
from game.scenes.page import Size, shaded

HALF_LIGHT = 0.27
"""How bright the stage is before the curtain: where on their tone's ramp plain surfaces stand."""
SWAY = 0.035
"""Sideways sway of the crown, share of its height."""
LAG = 0.9
"""How far the crown swings behind the foot, rad."""
PERIOD_S = 5.2
"""A slow breath."""
TABLE = 0.46
"""Size of the flat middle of a cut glass, share of the whole."""
BAND_STEPS = 24
"""Colours across a metal plate; smoothed in between."""
SEAM_STEPS = 5
"""Kinks of a drawn seam."""
SEAM_WIDTH = 0.016
"""m."""
LAMP = np.array([-0.55, 0.83])
"""Where the half light comes from: facets that face it are brighter."""

Ramp = NDArray[np.float32]
Placing = Callable[[Floats], Floats]
"""Stage points (N, 2) in metres to pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    outline: Floats
    """(N, 2) m."""
    table: Floats
    """(N, 2) m: the flat middle of a cut glass; empty for what is not cut."""
    ramp: Ramp
    """Its tone from shadow to highlight."""


class Sculpture:
    """A level's pieces, cut like jewels, with its flaws as seams."""

    def __init__(self, level: Level, palette: Palette) -> None:
        self._parts = [_part(piece, palette) for piece in level.pieces]
        homes = {piece.id: piece for piece in level.pieces}
        self._seams = [_seam(flaw, homes[flaw.piece]) for flaw in level.flaws]
        self._gold: Rgb = palette.seam.body
        points = np.vstack([part.outline for part in self._parts])
        self._height = float(points[:, 1].max())
        self._half_width = float(np.abs(points[:, 0]).max())

    def scale_to_fit(self, room: Size) -> float:
        """Pixels a metre at which it fits into a room of so many pixels."""
        return min(room[1] / self._height, room[0] / (2.0 * self._half_width))

    def draw(self, target: pygame.Surface, foot: tuple[float, float], scale: float, time_s: float) -> None:
        """Paint it standing on the pixel `foot`, `scale` pixels a metre."""
        swing = time_s * 2 * pi / PERIOD_S

        def place(points: Floats) -> Floats:
            rise = np.clip(points[:, 1] / self._height, 0.0, 1.0)
            x = points[:, 0] + SWAY * self._height * rise**1.7 * np.sin(swing - LAG * rise)
            return np.column_stack([foot[0] + x * scale, foot[1] - points[:, 1] * scale])

        for part in self._parts:
            if len(part.table):
                _draw_glass(target, part, place, sin(swing))
            else:
                _draw_metal(target, part, place, sin(swing))
        for number, seam in enumerate(self._seams):
            pulse = 0.62 + 0.38 * cos(time_s * 1.7 - number * 1.3)
            line = place(seam).tolist()
            pygame.draw.lines(target, shaded(self._gold, 0.45 * pulse), False, line, max(2, round(scale * SEAM_WIDTH)))
            pygame.draw.aalines(target, shaded(self._gold, 0.55 + 0.45 * pulse), False, line)


def _part(piece: Piece, palette: Palette) -> _Part:
    material = MATERIALS[piece.material]
    outline = piece_outline(piece)
    ramp = palette.tone(piece.colour or material.colour).ramp()
    if material.family != "glass" or piece.shape.type == "arc":
        return _Part(outline, np.empty((0, 2)), ramp)
    middle = outline.mean(axis=0)
    return _Part(outline, middle + TABLE * (outline - middle), ramp)


def _seam(flaw: Flaw, piece: Piece) -> Floats:
    """A kinked line (SEAM_STEPS + 1, 2), m, from a flaw at the edge of its piece well into it."""
    outline = piece_outline(piece)
    start = np.array(piece.at) + rotation(np.radians(piece.angle)) @ np.array(flaw.at)
    end = start + 1.45 * (outline.mean(axis=0) - start)
    along = np.linspace(0.0, 1.0, SEAM_STEPS + 1)[:, None]
    across = np.array([-(end - start)[1], (end - start)[0]])
    kinks = stream(SEAM_STEPS, piece.id).uniform(-0.13, 0.13, (SEAM_STEPS + 1, 1)) * (along > 0)
    path: Floats = start + along * (end - start) + kinks * across
    return path


def _draw_glass(target: pygame.Surface, part: _Part, place: Placing, turn: float) -> None:
    """A brilliant cut: a flat table, and a sloping facet along each edge that shines as it faces the lamp."""
    outline, table = place(part.outline), place(part.table)
    slopes = np.stack([outline, np.roll(outline, -1, axis=0), np.roll(table, -1, axis=0), table], axis=1)
    lit = np.clip(0.72 + 0.50 * _facing(outline) + 0.10 * turn, 0.25, 1.3) * HALF_LIGHT
    for facet, share in zip(slopes.tolist(), lit.tolist(), strict=True):
        pygame.draw.polygon(target, _lit(part.ramp, share), facet)
        pygame.draw.aaline(target, _lit(part.ramp, share * 1.25), facet[0], facet[3])
    pygame.draw.polygon(target, _lit(part.ramp, HALF_LIGHT * (0.90 - 0.10 * turn)), table.tolist())
    pygame.draw.aalines(target, _lit(part.ramp, HALF_LIGHT * 1.3), True, table.tolist())
    _draw_rim(target, part.ramp, outline)


def _draw_metal(target: pygame.Surface, part: _Part, place: Placing, turn: float) -> None:
    """A plate with a soft band of light that wanders as it sways."""
    outline = place(part.outline)
    low, high = outline.min(axis=0), outline.max(axis=0)
    size = (max(1, int(high[0] - low[0]) + 2), max(1, int(high[1] - low[1]) + 2))
    at = np.linspace(0.0, 1.0, BAND_STEPS)
    band = 0.44 + 0.75 * np.exp(-(((at - 0.40 - 0.12 * turn) / 0.16) ** 2)) + 0.22 * at**3
    strip = pygame.Surface((BAND_STEPS, 1), pygame.SRCALPHA)
    for x, share in enumerate(band.tolist()):
        strip.set_at((x, 0), _lit(part.ramp, share * HALF_LIGHT))
    plate = pygame.transform.smoothscale(strip, size)
    mask = pygame.Surface(size, pygame.SRCALPHA)
    pygame.draw.polygon(mask, "white", (outline - low).tolist())
    plate.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    target.blit(plate, (int(low[0]), int(low[1])))
    _draw_rim(target, part.ramp, outline)


def _draw_rim(target: pygame.Surface, ramp: Ramp, outline: Floats) -> None:
    """Edges that face the lamp catch it, the others are only just there."""
    ends = np.roll(outline, -1, axis=0).tolist()
    for start, end, share in zip(outline.tolist(), ends, _facing(outline).tolist(), strict=True):
        pygame.draw.aaline(target, _lit(ramp, 0.22 + 0.42 * max(0.0, share)), start, end)


def _facing(outline: Floats) -> Floats:
    """(N,) how much each edge of an outline (N, 2) in pixels faces the lamp, -1..1.

    Edges of an outline that is counter-clockwise on the stage have the outward normal (dy, -dx); an edge
    (u, v) in pixels is (u, -v) on the stage, since pixels run downwards, so that normal is (-v, -u).
    """
    along = np.roll(outline, -1, axis=0) - outline
    length = np.maximum(1e-9, np.hypot(along[:, 0], along[:, 1]))
    facing: Floats = -(along[:, ::-1] @ LAMP) / length
    return facing


def _lit(ramp: Ramp, share: float) -> Rgb:
    """The colour of a tone at a brightness 0..1."""
    red, green, blue = ramp[min(len(ramp) - 1, max(0, int(share * len(ramp))))].tolist()
    return round(red), round(green), round(blue)
