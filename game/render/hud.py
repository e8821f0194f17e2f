"""What is read: score and chain, the staff of voices, poise, heartbeat, load factor, time. Nothing is boxed."""

import math

import numpy as np
import pygame

from game.render import strokes
from game.render.camera import Camera
from game.render.raster import Rows, arcs, pixels, stroke_over
from game.render.staff import Staff
from game.render.text import SHADOW, Typesetter
from game.render.theme import Ink, Palette, Rgb
from game.sim.constants import CREAK_BELOW, GASP_SWAY
from game.sim.view import View

MARGIN = 0.036
"""Of the window's width and height (the larger), left free at the edges."""
REFERENCE_HEIGHT = 720
"""px of window height at which sizes below are exact; they grow and shrink with the window."""
SCORE_EASE_S = 0.22
"""s in which the shown score closes most of its gap."""
POISE_SWEEP = math.radians(74.0)
"""The poise arc from end to end."""
LATE_S = 10.0
"""s left at which the time line warms and pulses."""
MOST_POISE = 10.0
"""Load factors above are not told."""


class Hud:
    """Draws the display; remembers the score that it shows while it counts up."""

    def __init__(self, palette: Palette, limit_s: float) -> None:
        self._palette = palette
        self._type = Typesetter()
        self._staff = Staff(palette, self._type)
        self._limit_s = limit_s
        self._score = 0.0
        self._time = 0.0

    def reset(self) -> None:
        """Begin a new performance."""
        self._score = 0.0

    def draw(self, target: pygame.Surface, view: View, camera: Camera, elapsed_s: float) -> None:
        """Draw everything that is read."""
        self._time += elapsed_s
        self._score += (view.score - self._score) * (1.0 - math.exp(-elapsed_s / SCORE_EASE_S))
        if abs(view.score - self._score) < 1.0:
            self._score = float(view.score)
        width, height = camera.size
        unit = min(height / REFERENCE_HEIGHT, width / (REFERENCE_HEIGHT * 4 / 3))
        margin = (MARGIN * width, MARGIN * max(height, 0.6 * width))
        self._write_score(target, view, margin, unit)
        lines, bows = self._staff.draw(target, view, (width - margin[0], margin[1]), unit)
        more_lines, more_bows = self._poise(target, view, (width / 2, height - 40 * unit), unit)
        arcs(pixels(target), np.concatenate([bows, *more_bows]), False)
        stroke_over(pixels(target), np.concatenate([lines, *more_lines, self._time_line(view, (width, height), unit)]))

    def _write_score(self, target: pygame.Surface, view: View, at: tuple[float, float], unit: float) -> None:
        ink, px = self._palette.ink, round(31 * unit)
        self._type.write_number(target, round(self._score), at, px, ink.title, strong=True)
        if view.chain > 1:
            place = (at[0] + unit, at[1] + 1.30 * px)
            self._type.write(target, f"chain ×{view.chain}", place, round(17 * unit), ink.accent, strong=True)

    def _poise(
        self, target: pygame.Surface, view: View, middle: tuple[float, float], unit: float
    ) -> tuple[list[Rows], list[Rows]]:
        """An arc in the footlights; the bead is where the sculpture leans, the ticks are where it gets dangerous."""
        ink = self._palette.ink
        radius = 150 * unit
        centre = (middle[0], middle[1] - radius + 14 * unit)
        reach = 1.45 * GASP_SWAY
        danger = min(1.0, abs(view.sway) / GASP_SWAY)
        bottom = -math.pi / 2
        bows = [
            strokes.arc(centre, radius, bottom - POISE_SWEEP / 2, POISE_SWEEP, half * unit, colour, opacity)
            for half, colour, opacity in ((2.6, SHADOW, 0.45), (0.9, ink.quiet, 0.75))
        ]
        rows = []
        for side in (-1, 1):
            tick = bottom + side * (GASP_SWAY / reach) * POISE_SWEEP / 2
            a = strokes.arc_points(centre, radius - 5 * unit, tick, 1e-3)[:1]
            b = strokes.arc_points(centre, radius + 5 * unit, tick, 1e-3)[:1]
            rows.append(strokes.lines(a, b, 0.8 * unit, ink.accent, 0.75))
        lean = max(-1.0, min(1.0, view.sway / reach))
        bead = strokes.arc_points(centre, radius, bottom - lean * POISE_SWEEP / 2, 1e-3)[0]
        colour = _between(ink.title, ink.danger, danger**2)
        beat = view.beat % 1.0
        swell = (8.0 + 11.0 * (1.0 - (1.0 - beat) ** 2)) * unit
        spot = (float(bead[0]), float(bead[1]))
        bows.append(strokes.ring(spot, swell, 0.7 * unit, ink.accent, 0.75 * (1.0 - beat) ** 2))
        rows.append(strokes.dots(bead[None], 8.4 * unit, SHADOW, 0.55))
        rows.append(strokes.dots(bead[None], (5.2 + 1.6 * math.exp(-6.0 * beat)) * unit, colour, 1.0))
        self._load(target, view, (middle[0] + 106 * unit, middle[1] - 12 * unit), unit, ink)
        return rows, bows

    def _load(self, target: pygame.Surface, view: View, at: tuple[float, float], unit: float, ink: Ink) -> None:
        """The load factor, small; it warms as it nears the point where the joints creak."""
        near = min(1.0, max(0.0, (CREAK_BELOW + 0.12 - view.load_factor) / 0.2))
        colour = _between(ink.quiet, ink.danger, round(near, 1))
        if view.load_factor > MOST_POISE:  # nothing is left that could buckle
            return
        shown = f"{view.load_factor:.2f}"
        self._type.write(target, f"poise {shown}", at, round(13 * unit), colour)

    def _time_line(self, view: View, size: tuple[int, int], unit: float) -> Rows:
        """A quiet line along the bottom, shrinking to the middle."""
        share = max(0.0, min(1.0, view.time_left / self._limit_s))
        late = max(0.0, 1.0 - view.time_left / LATE_S) if view.time_left < LATE_S else 0.0
        colour = _between(self._palette.ink.quiet, self._palette.ink.danger, late)
        pulse = 0.42 + 0.4 * late * (0.5 + 0.5 * math.sin(2 * math.pi * self._time))
        y, half = size[1] - 5.0 * unit, 0.30 * size[0] * share
        ends = np.array([[size[0] / 2 - half, y], [size[0] / 2 + half, y]])
        return strokes.lines(ends[:1], ends[1:], 0.7 * unit, colour, pulse)


def _between(a: Rgb, b: Rgb, share: float) -> Rgb:
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))  # type: ignore[return-value]
