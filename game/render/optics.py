"""Mirrors on their rails, the ring of the hand, the ghost ray, lamps and screens."""

import math

import numpy as np
import pygame

from game.core.geom import Floats
from game.render import strokes
from game.render.camera import Camera
from game.render.raster import Rows, arcs, pixels, stroke_add, stroke_over
from game.render.theme import Palette
from game.sim.view import MirrorView, View

RING_M = 0.29
"""m: radius of the ring round the held mirror; larger for a mirror that would not fit."""
MIRROR_HALF_M = 0.0125
"""m: half the thickness of a mirror's bar."""
BREATH_SWEEP = math.radians(120.0)
"""The breath's arc when the meter is full, at the foot of the ring."""
_GHOST_DASH_PX = (9.0, 11.0)
_TURN_RATE = 0.16
"""rad/s of the ring's ticks: alive, but quiet."""


class Optics:
    """Draws what the hand can take, and what shines on it."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._time = 0.0

    def draw(self, target: pygame.Surface, view: View, previous: View, alpha: float, camera: Camera) -> Rows:
        """Draw lamps, screens, rails and mirrors; strokes for the glow come back."""
        over: list[Rows] = []
        shine: list[Rows] = []
        unit = camera.scale / 200.0
        before = {mirror.name: mirror for mirror in previous.mirrors}
        for blocker in view.blockers:
            over += self._screen(camera.to_screen(blocker), unit)
        for origin, along, width, power in view.lights:
            over += self._lamp(camera.to_screen(origin), along, width * camera.scale, power, shine)
        for mirror in view.mirrors:
            old = before.get(mirror.name, mirror)
            centre = np.array(old.centre) + alpha * (np.array(mirror.centre) - old.centre)
            turn = old.angle + alpha * (mirror.angle - old.angle)
            middle = camera.to_screen(centre)
            if mirror.rail is not None:
                over += self._rail(camera.to_screen(mirror.rail), unit)
            over += self._mirror(mirror, middle, turn, camera, shine)
        stroke_over(pixels(target), np.concatenate(over) if over else strokes.NONE)
        return np.concatenate(shine) if shine else strokes.NONE

    def draw_hand(self, target: pygame.Surface, view: View, camera: Camera, elapsed_s: float) -> None:
        """Draw the ring round the held mirror, its breath, and the ghost ray."""
        self._time += elapsed_s
        held = next((mirror for mirror in view.mirrors if mirror.held), None)
        if held is None:
            return
        tone, unit = self._palette.mirror, max(camera.scale / 200.0, 0.7)
        x, y = camera.pixel(held.centre)
        radius = ring_radius(held) * camera.scale
        foot, breathing = -math.pi / 2, view.time_scale < 1.0
        sweep = BREATH_SWEEP * min(max(view.breath, 0.0), 1.0)
        drawn = [
            strokes.ring((x, y), radius, 0.25 * unit, tone.ring, 0.66),
            strokes.arc((x, y), 0.91 * radius, foot - BREATH_SWEEP / 2, BREATH_SWEEP, 0.3 * unit, tone.ring, 0.24),
            strokes.arc(
                (x, y), 0.91 * radius, foot - sweep / 2, sweep, (1.6 if breathing else 1.0) * unit,
                self._palette.crack.edge, 1.0 if breathing else 0.75,
            ),
        ]  # fmt: skip
        ticks = []
        for k in range(3):
            start = self._time * _TURN_RATE + k * 2 * math.pi / 3
            drawn.append(strokes.arc((x, y), radius * 1.055, start, 0.72, 0.9 * unit, tone.brass, 0.9))
            way = np.array([[math.cos(start - 0.12), -math.sin(start - 0.12)]]) * radius
            ticks.append(strokes.lines((x, y) + 1.02 * way, (x, y) + 1.09 * way, 0.6 * unit, tone.ring, 0.8))
        arcs(pixels(target), np.concatenate(drawn), False)
        stroke_over(pixels(target), np.concatenate(ticks))
        if view.ghost is not None:
            self._ghost(target, camera.to_screen(view.ghost), unit)

    def _ghost(self, target: pygame.Surface, ends: Floats, unit: float) -> None:
        dash, gap = (part * unit for part in _GHOST_DASH_PX)
        start, end = strokes.dashed(ends[0], ends[1], dash, gap, 26.0 * unit * self._time)
        tone = self._palette.mirror.ring
        rows = [strokes.lines(start, end, 0.55 * unit, tone, 0.34), strokes.dots(ends[1:], 3.4 * unit, tone, 0.55)]
        stroke_add(pixels(target), np.concatenate(rows))

    def _rail(self, ends: Floats, unit: float) -> list[Rows]:
        """A thin brass line with end stops."""
        tone = self._palette.mirror
        run = ends[1] - ends[0]
        normal = np.array([-run[1], run[0]]) / max(float(np.hypot(*run)), 1e-6)
        stops = np.stack([ends - normal * 5 * unit, ends + normal * 5 * unit], axis=1)
        dark = (18, 10, 12)
        return [
            strokes.lines(ends[:1], ends[1:], 2.1 * unit, dark, 0.6),
            strokes.lines(ends[:1], ends[1:], 0.85 * unit, tone.brass, 0.95),
            strokes.lines(stops[:, 0], stops[:, 1], 1.5 * unit, tone.brass, 1.0),
        ]

    def _mirror(self, mirror: MirrorView, middle: Floats, turn: float, camera: Camera, shine: list[Rows]) -> list[Rows]:
        """A silvered bar with a bright face, caps, and the swivel that it turns on."""
        tone = self._palette.mirror
        along = np.array([math.cos(turn), -math.sin(turn)])
        normal = np.array([along[1], -along[0]])
        half = 0.5 * mirror.length * camera.scale * along
        thick = max(MIRROR_HALF_M * camera.scale, 1.6)
        ends = np.stack([middle - half, middle + half])[None]
        start, end = ends[:, 0], ends[:, 1]
        lit = 0.0 if mirror.incoming is None else 1.0
        face = normal * 0.42 * thick * (-1.0 if normal[1] > 0 else 1.0)
        if lit:
            shine.append(strokes.lines(start * 0.6 + end * 0.4, start * 0.4 + end * 0.6, 3 * thick, tone.silver, 0.5))
        swivel = middle[None]
        return [
            strokes.lines(start, end, thick + 1.0, (10, 8, 16), 0.85),
            strokes.lines(start, end, thick, tone.shade, 1.0),
            strokes.lines(start + face, end + face, 0.55 * thick, tone.silver, 0.80 + 0.20 * lit),
            strokes.lines(start + 1.5 * face, end + 1.5 * face, 0.20 * thick, (255, 255, 255), 0.55 + 0.45 * lit),
            strokes.dots(np.concatenate([start, end]), thick * 1.25, tone.brass, 1.0),
            strokes.dots(swivel, thick * 1.55, tone.brass, 1.0),
            strokes.dots(swivel - 0.3 * thick, thick * 0.5, tone.ring, 0.9),
        ]

    def _screen(self, ends: Floats, unit: float) -> list[Rows]:
        """A black board with a thin warm rim."""
        rim = np.array([-0.7, -0.9]) * unit
        rows = strokes.lines(ends[:1] + rim, ends[1:] + rim, 3.4 * unit, self._palette.audience.rim, 0.35)
        return [rows, strokes.lines(ends[:1], ends[1:], 3.4 * unit, (6, 4, 9), 1.0)]

    def _lamp(
        self, origin: Floats, along: tuple[float, float], width: float, power: float, shine: list[Rows]
    ) -> list[Rows]:
        """A dark spotlight with a glowing lens, mostly hidden above the stage."""
        forward = np.array([along[0], -along[1]])
        back = origin - forward * 2.2 * width
        shine.append(strokes.dots(origin[None], 0.9 * width, (255, 240, 220), 1.5 * min(power, 2.0)))
        return [
            strokes.lines(back[None], (origin - forward * 0.6 * width)[None], 0.8 * width, (12, 9, 16), 1.0),
            strokes.lines((origin - forward * 0.5 * width)[None], origin[None], 0.62 * width, (30, 24, 32), 1.0),
            strokes.dots(origin[None], 0.42 * width, (255, 246, 232), 1.0),
        ]


def ring_radius(mirror: MirrorView) -> float:
    """m: radius of the ring round a held mirror."""
    return max(RING_M, 0.62 * mirror.length)
