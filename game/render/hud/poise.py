"""The poise: a bead for the sway, in a bowl as deep as the sculpture is steady, and on a hill once it would fall."""

import math

import numpy as np
import pygame

from game.core.geom import Floats
from game.render.hud.element import Element, Frame, Size, between, unit_of
from game.render.hud.time_line import TimeLine
from game.render.look.text import SHADOW
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Rows

HALF, FOOT, DEPTH = 104.0, 20.0, 26.0
"""px: half the bowl's width, from the window's foot to its lowest, and its depth when it is deepest."""
DEEPEST_AT = 0.36
"""The bowl is deepest at a load factor so far above 1; as far below it the hill is highest."""
WIDEST = 0.18
"""rad of sway at its ends."""
POST, POST_GROWS = 6.0, 11.0
"""px: half the height of the posts at its ends, and how much taller that grows towards which it falls."""
BEAD = 5.6
"""px."""
BEAT_RADIUS, BEAT_SPREAD, BEAT_WIDTH = 8.0, 11.0, 0.7
"""px: the ring of the heartbeat at its least, how far it spreads, and half its width."""
ALARM_HZ = 1.5
"""Of the ring in danger: seen at once, and far from three flashes a second."""
CHEVRON, CHEVRONS_AT = 6.0, (22.0, 33.0)
"""px: size of the marks that say where to lean, and how far from the bead they stand."""
_POINTS = 25


class Poise(Element):
    """At the window's foot, in the middle."""

    name = "poise"
    _bend = 1.0
    _time = 0.0

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """See `Element`."""
        unit, ring = unit_of(size), BEAT_RADIUS + BEAT_SPREAD + BEAT_WIDTH
        half = (HALF + ring) * unit
        top = size[1] - (FOOT + DEPTH + ring) * unit
        return pygame.FRect(size[0] / 2 - half, top, 2 * half, TimeLine.room(size, text).top - top)

    def reset(self) -> None:
        """See `Element`."""
        self._bend = 1.0

    def draw(self, out: DrawList, frame: Frame) -> None:
        """See `Element`."""
        self._time += frame.elapsed_s
        wanted = max(-1.0, min(1.0, (frame.view.sculpture.load_factor - 1.0) / DEEPEST_AT))
        self._bend += (wanted - self._bend) * (1.0 - math.exp(-frame.elapsed_s / 0.25))
        ink, unit, danger = self._palette.ink, frame.unit, frame.danger
        across = max(-1.0, min(1.0, -frame.balance.sway / WIDEST))
        bead = self._places(frame, np.array([across]))
        lines = [*self._bowl(frame), *self._posts(frame, across)]
        lines.append(strokes.dots(bead, (BEAD + 3.0) * unit, SHADOW, 0.75))
        lines.append(strokes.dots(bead, (BEAD + 1.4 * danger) * unit, between(ink.title, ink.danger, danger), 1.0))
        if danger > 0.0:
            lines.append(self._advice(frame, across))
        out.strokes_over(np.concatenate(lines))
        x, y = (float(part) for part in bead[0])
        beat = frame.view.game.beat % 1.0
        alarm = (self._time * ALARM_HZ) % 1.0
        rings = [
            strokes.ring((x, y), _spread(phase) * unit, wide * unit, colour, strength * (1.0 - phase) ** 2)
            for phase, wide, colour, strength in (
                (beat, BEAT_WIDTH, ink.accent, 0.75 * (1.0 - danger)),
                (alarm, 2.2 * BEAT_WIDTH, ink.danger, danger),
            )
        ]
        out.arcs_over(np.concatenate(rings))

    def _places(self, frame: Frame, across: Floats) -> Floats:
        """(N, 2) px on the bowl, `across` (N,) from -1 at its left end to 1."""
        middle = (frame.size[0] / 2, frame.size[1] - (FOOT + DEPTH / 2) * frame.unit)
        rise = DEPTH * self._bend * (across**2 - 0.5)
        return np.column_stack([middle[0] + HALF * frame.unit * across, middle[1] - rise * frame.unit])

    def _bowl(self, frame: Frame) -> list[Rows]:
        ink, unit = self._palette.ink, frame.unit
        path = self._places(frame, np.linspace(-1.0, 1.0, _POINTS))
        colour = between(ink.quiet, ink.danger, frame.danger)
        width = max(0.6, (0.9 + 0.8 * frame.danger) * unit)
        return [strokes.polyline(path, 2.8 * unit, SHADOW, 0.8), strokes.polyline(path, width, colour, 1.0)]

    def _posts(self, frame: Frame, across: float) -> list[Rows]:
        """What it must not go beyond; that which it goes towards grows."""
        ink, unit, rows = self._palette.ink, frame.unit, []
        for side in (-1.0, 1.0):
            near = frame.danger if side * across > 0.0 else 0.0
            (at,) = self._places(frame, np.array([side]))
            reach = np.array([[0.0, (POST + POST_GROWS * near) * unit]])
            for half, colour, opacity in (
                (2.8 * unit, SHADOW, 0.8),
                (max(0.6, (1.0 + 1.6 * near) * unit), between(ink.accent, ink.danger, near), 1.0),
            ):
                rows.append(strokes.lines(at - reach, at + reach, half, colour, opacity))
        return rows

    def _advice(self, frame: Frame, across: float) -> Rows:
        """Chevrons that point back to the middle: lean that way."""
        side, unit = (-1.0 if across > 0.0 else 1.0), frame.unit
        return np.concatenate(
            [
                strokes.chevron(
                    self._places(frame, np.array([across + side * away / HALF]))[0],
                    side, CHEVRON * unit, 1.3 * unit, self._palette.ink.title, frame.danger,
                )
                for away in CHEVRONS_AT
            ]
        )  # fmt: skip


def _spread(phase: float) -> float:
    """px: radius of a ring that spreads, slower and slower."""
    return BEAT_RADIUS + BEAT_SPREAD * (1.0 - (1.0 - phase) ** 2)
