"""What a builder wants to see: a grid in metres, ids, what joints bear, where flaws open, how far mirrors reach."""

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pygame
from shapely import Polygon

from game.core.geom import Floats, turned
from game.core.words import counted
from game.level import Level, LightBench
from game.level.model import AfterFlaw, AtBar, Flaw
from game.level.sculpture.outlines import piece_holes, piece_outline
from game.render.hud.element import put_shade
from game.render.look.camera import Camera
from game.render.look.text import LEAST_PX, Typesetter
from game.render.look.theme import Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Layer
from game.render.pieces.sculpture import Pose
from game.sim.view import MirrorView, View

GRID_M = 0.5
TEXT_M = 0.055
"""m, height of the words."""
GREY: Rgb = (196, 188, 200)
WHITE: Rgb = (250, 246, 238)
GOLD: Rgb = (255, 205, 96)
CYAN: Rgb = (140, 220, 240)
CALM: Rgb = (150, 226, 160)
HIGH: Rgb = (255, 190, 90)
DIRE: Rgb = (255, 110, 96)
LOADS = ((0.5, CALM), (0.8, HIGH), (math.inf, DIRE))
"""Share of its strength up to which a joint is told in which colour."""
ARC_M, ARC_STEP_M = 0.22, 0.05
"""m from a mirror to the arc of the angles from which it lights the first flaw, and from each arc to the next."""
GAP_PX = 3
ROWS = (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6)
"""Where a label may go whose place is taken: lines above (below 0) or below where it belongs."""

Ranges = Mapping[str, Mapping[str, Sequence[tuple[float, float]]]]
"""By mirror and by flaw: from which angle to which, degrees, the one lights some of the other."""
NO_RANGES: Ranges = {}
"""While nobody has worked them out."""


class Names:
    """Draws names over the picture of a stage."""

    def __init__(self, stage: Level | LightBench) -> None:
        self._type = Typesetter()
        self._flaws = list(_flaws(stage)) if isinstance(stage, Level) else []

    def write(
        self, out: DrawList, view: View, where: dict[int, Pose], camera: Camera, ranges: Ranges = NO_RANGES
    ) -> None:
        """Write over all that is drawn; the camera is the window's, `where` holds poses by key."""
        labels = _Labels(out, self._type, camera)
        self._draw_grid(labels)
        whole: dict[str, int] = {}
        for piece in view.sculpture.pieces:
            whole.setdefault(piece.name, piece.key)
        for name, offset, said in self._flaws:
            if name in whole:
                at = where[whole[name]].place(offset[None])[0]
                labels.mark(at, GOLD)
                labels.put(said, at, GOLD)
        for joint in view.sculpture.joints:
            share = max(joint.load, joint.bend)
            colour = next(colour for limit, colour in LOADS if share <= limit)
            labels.mark(np.array(joint.at), colour)
            labels.put(f"{joint.name} {joint.kind} {share:.0%}", joint.at, colour)
        for name, key in whole.items():
            pose = where[key]
            labels.put(name, (pose.x, pose.y), WHITE, strong=True, anchor=0.5)
        for mirror in view.light.mirrors:
            self._write_mirror(labels, mirror, ranges.get(mirror.name, {}))
        for lamp in view.light.lamps:
            labels.put(f"{lamp.name} {lamp.power:g} W", lamp.origin, WHITE)
        for optic in view.light.optics:
            labels.put(f"{optic.spec.id} {optic.spec.type}", optic.outline.mean(axis=0), CYAN)

    def _draw_grid(self, labels: "_Labels") -> None:
        """Lines every half a metre, with their numbers at the left and at the bottom."""
        camera = labels.camera
        left, bottom = camera.to_stage((0.0, camera.size[1]))
        right, top = camera.to_stage((camera.size[0], 0.0))
        for x in _steps(left, right):
            labels.line([(x, bottom), (x, top)], GREY, 0.34 if x == 0.0 else 0.13)
            at = camera.pixel((x, 0.0))[0], camera.size[1] - 2.0 * labels.px
            if at[0] > 4.0 * labels.px:  # the corner is for the numbers at the left
                labels.put_at_edge(f"{x:g} m", at, 0.5)
        for y in _steps(bottom, top):
            labels.line([(left, y), (right, y)], GREY, 0.34 if y == 0.0 else 0.13)
            labels.put_at_edge(f"{y:g} m", (GAP_PX, camera.pixel((0.0, y))[1] - labels.px / 2), 0.0)

    def _write_mirror(
        self, labels: "_Labels", mirror: MirrorView, ranges: Mapping[str, Sequence[tuple[float, float]]]
    ) -> None:
        """Its id and its angle, its rail, and from where to where it lights which flaw."""
        if mirror.rail is not None:
            labels.line(list(mirror.rail), CYAN, 0.8)
            for end in mirror.rail:
                labels.mark(np.array(end), CYAN)
        labels.put(f"{mirror.name} {math.degrees(mirror.angle):.1f}°", mirror.centre, CYAN, strong=True)
        for row, (flaw, spans) in enumerate(ranges.items()):
            for low, high in spans:
                turns = np.radians(np.linspace(low, high, max(2, math.ceil(high - low) + 1)))
                reach = ARC_M + ARC_STEP_M * row
                arc = np.array(mirror.centre) + reach * np.column_stack([np.cos(turns), np.sin(turns)])
                labels.line(arc.tolist(), GOLD, 0.9)
            labels.put(f"lights {flaw}: {spans[0][0]:.1f}° to {spans[-1][1]:.1f}°", mirror.centre, GOLD)


class _Labels:
    """Words and marks of one picture, no word over another."""

    def __init__(self, out: DrawList, typesetter: Typesetter, camera: Camera) -> None:
        self._shades, self._over, self._type = out.on(Layer.HUD), out.on(Layer.TYPE), typesetter
        self.camera = camera
        self.px = max(LEAST_PX, round(TEXT_M * camera.scale))
        self._taken: list[pygame.FRect] = []

    def line(self, points: Sequence[Sequence[float]], colour: Rgb, opacity: float) -> None:
        """A line through points of the stage, m."""
        self._over.strokes_over(strokes.polyline(self.camera.to_screen(points), 0.8, colour, opacity))

    def mark(self, at: Floats, colour: Rgb) -> None:
        """A dot, m."""
        self._over.strokes_over(strokes.dots(self.camera.to_screen(at[None]), 0.25 * self.px, colour, 0.95))

    def put(
        self, text: str, at: Sequence[float] | Floats, colour: Rgb, *, strong: bool = False, anchor: float = 0.0
    ) -> None:
        """Words beside a point of the stage (m), or over it (anchor 0.5), moved up or down where others are."""
        x, y = self.camera.pixel((float(at[0]), float(at[1])))
        made = self._type.line(text, self.px, colour, strong)
        width, height = made.get_size()
        left = x - anchor * width + (0.0 if anchor else 0.5 * self.px)
        left = min(max(left, 0.0), self.camera.size[0] - width)
        middle = min(max(y, height / 2), self.camera.size[1] - 1.5 * height)
        rooms = [pygame.FRect(left, middle - height / 2 + row * (height + 1), width, height) for row in ROWS]
        window = pygame.FRect((0, 0), self.camera.size)
        free = (room for room in rooms if window.contains(room) and room.collidelist(self._taken) < 0)
        room = next(free, rooms[0])
        self._taken.append(room)
        if room is not rooms[0]:
            line = np.array([[x, y], [room.left if anchor == 0.0 else room.centerx, room.centery]])
            self._over.strokes_over(strokes.polyline(line, 0.7, colour, 0.6))
        put_shade(self._shades, room)
        self._over.image(made, room.topleft)

    def put_at_edge(self, text: str, at: tuple[float, float], anchor: float) -> None:
        """Words at a place of the window, px."""
        self._type.write(self._over.image, text, at, LEAST_PX, GREY, anchor=anchor)


def _flaws(level: Level) -> Iterator[tuple[str, Floats, str]]:
    """Of each flaw its piece, where on it (m, from the centre of mass, not turned), and what is said of it."""
    pieces = {piece.id: piece for piece in level.pieces}
    for row, flaw in enumerate(level.flaws):
        piece = pieces[flaw.piece]
        centre = Polygon(piece_outline(piece), piece_holes(piece)).centroid
        spot = turned(flaw.at, math.radians(piece.angle)) + np.array(piece.at) - (centre.x, centre.y)
        yield flaw.piece, spot, f"{flaw.id or f'flaw {row}'}: {_when(flaw)}"


def _when(flaw: Flaw) -> str:
    match flaw.opens:
        case AtBar(bar=bar):
            return f"bar {bar:g}"
        case AfterFlaw(after=other, bars=bars):
            return f"{counted(f'{bars:g}', 'bar')} after {other}"
        case seconds:
            return f"{seconds:g} s"


def _steps(low: float, high: float) -> list[float]:
    """All multiples of the grid between two numbers."""
    return [GRID_M * step for step in range(math.ceil(low / GRID_M), math.floor(high / GRID_M) + 1)]
