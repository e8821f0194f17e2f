"""An arc in the footlights: the bead is where the sculpture leans, the ticks are where it gets dangerous."""

import math

import numpy as np
import pygame

from game.render.hud.element import Element, Frame, Size, between, unit_of
from game.render.hud.time_line import TimeLine
from game.render.look.text import SHADOW
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList
from game.sim.constants import GASP_SWAY

SWEEP = math.radians(74.0)
"""The arc from end to end."""
RADIUS, FOOT = 150.0, 26.0
"""px: of the arc, and from the window's foot to its lowest point."""
WIDEST = 1.45 * GASP_SWAY
"""rad of sway at the arc's ends."""
BEAT_RADIUS, BEAT_SPREAD, BEAT_WIDTH = 8.0, 11.0, 0.7
"""px: the ring of the heartbeat at its least, how far it spreads, and half its width."""


class Poise(Element):
    """At the window's foot, in the middle."""

    name = "poise"

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """See `Element`."""
        unit, ring = unit_of(size), BEAT_RADIUS + BEAT_SPREAD + BEAT_WIDTH
        half = RADIUS * math.sin(SWEEP / 2) + ring
        top = size[1] - (FOOT + RADIUS * (1.0 - math.cos(SWEEP / 2)) + ring) * unit
        return pygame.FRect(size[0] / 2 - half * unit, top, 2 * half * unit, TimeLine.room(size, text).top - top)

    def draw(self, out: DrawList, frame: Frame) -> None:
        """See `Element`."""
        ink, unit, sway = self._palette.ink, frame.unit, frame.view.sculpture.sway
        radius, bottom = RADIUS * unit, -math.pi / 2
        centre = (frame.size[0] / 2, frame.size[1] - FOOT * unit - radius)
        bows = [
            strokes.arc(centre, radius, bottom - SWEEP / 2, SWEEP, half * unit, colour, opacity)
            for half, colour, opacity in ((2.6, SHADOW, 0.45), (0.9, ink.quiet, 0.75))
        ]
        rows = []
        for side in (-1, 1):
            tick = bottom + side * (GASP_SWAY / WIDEST) * SWEEP / 2
            a, b = (strokes.on_circle(centre, radius + reach * unit, tick) for reach in (-5, 5))
            rows.append(strokes.lines(np.array([a]), np.array([b]), 0.8 * unit, ink.accent, 0.75))
        lean = max(-1.0, min(1.0, sway / WIDEST))
        spot = strokes.on_circle(centre, radius, bottom - lean * SWEEP / 2)
        bead, colour = np.array([spot]), between(ink.title, ink.danger, min(1.0, abs(sway) / GASP_SWAY) ** 2)
        beat = frame.view.game.beat % 1.0
        swell = (BEAT_RADIUS + BEAT_SPREAD * (1.0 - (1.0 - beat) ** 2)) * unit
        bows.append(strokes.ring(spot, swell, BEAT_WIDTH * unit, ink.accent, 0.75 * (1.0 - beat) ** 2))
        rows.append(strokes.dots(bead, 8.4 * unit, SHADOW, 0.55))
        rows.append(strokes.dots(bead, (5.2 + 1.6 * math.exp(-6.0 * beat)) * unit, colour, 1.0))
        out.arcs_over(np.concatenate(bows))
        out.strokes_over(np.concatenate(rows))
