"""The ring round the mirror that is held, its breath, and the ghost of the beam that it would throw."""

import math

import numpy as np

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.look.framing import ring_radius
from game.render.look.text import SHADOW
from game.render.look.theme import Palette
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList
from game.sim.view import View

BREATH_SWEEP = math.radians(120.0)
"""The breath's arc when the meter is full, at the foot of the ring."""
_GHOST_DASH_PX = (9.0, 11.0)
_TURN_RATE = 0.16
"""rad/s of the ring's ticks: alive, but quiet."""


class Hand:
    """Draws what the hand holds."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._time = 0.0

    def draw(self, out: DrawList, view: View, camera: Camera, elapsed_s: float) -> None:
        """Draw the ring round the held mirror, its breath, and the ghost ray."""
        self._time += elapsed_s
        held = next((mirror for mirror in view.light.mirrors if mirror.held), None)
        if held is None:
            return
        tone, unit = self._palette.mirror, max(camera.scale / 200.0, 0.7)
        x, y = camera.pixel(held.centre)
        radius = ring_radius(held.length) * camera.scale
        foot, breathing = -math.pi / 2, view.game.time_scale < 1.0
        sweep = BREATH_SWEEP * min(max(view.game.breath, 0.0), 1.0)
        drawn = [
            strokes.ring((x, y), radius, 0.25 * unit, tone.ring, 0.66),
            strokes.arc((x, y), 0.91 * radius, foot - BREATH_SWEEP / 2, BREATH_SWEEP, 2.2 * unit, SHADOW, 0.6),
            strokes.arc((x, y), 0.91 * radius, foot - BREATH_SWEEP / 2, BREATH_SWEEP, 0.4 * unit, tone.ring, 0.6),
            strokes.arc(
                (x, y), 0.91 * radius, foot - sweep / 2, sweep, (2.0 if breathing else 1.2) * unit,
                self._palette.crack.edge, 1.0,
            ),
        ]  # fmt: skip
        ticks = []
        for k in range(3):
            start = self._time * _TURN_RATE + k * 2 * math.pi / 3
            drawn.append(strokes.arc((x, y), radius * 1.055, start, 0.72, 0.9 * unit, tone.brass, 0.9))
            spoke = np.array([[math.cos(start - 0.12), -math.sin(start - 0.12)]]) * radius
            ticks.append(strokes.lines((x, y) + 1.02 * spoke, (x, y) + 1.09 * spoke, 0.6 * unit, tone.ring, 0.8))
        out.arcs_over(np.concatenate(drawn))
        out.strokes_over(np.concatenate(ticks))
        if view.light.ghost is not None:
            self._ghost(out, camera.to_screen(view.light.ghost), unit)

    def _ghost(self, out: DrawList, ends: Floats, unit: float) -> None:
        dash, gap = (part * unit for part in _GHOST_DASH_PX)
        start, end = strokes.dashed(ends[0], ends[1], dash, gap, 26.0 * unit * self._time)
        tone = self._palette.mirror.ring
        rows = [strokes.lines(start, end, 0.55 * unit, tone, 0.34), strokes.dots(ends[1:], 3.4 * unit, tone, 0.55)]
        out.strokes_add(np.concatenate(rows))
