"""What is read: score and chain, the staff of voices, poise, heartbeat, load factor, time. Nothing is boxed."""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pygame

from game.render.hud.staff import GAP, WIDTH, Staff
from game.render.look.text import LEAST_PX, SHADOW, Typesetter
from game.render.look.theme import Palette, Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Rows
from game.sim.constants import CREAK_BELOW, GASP_SWAY
from game.sim.view import View

MARGIN = 0.036
"""Of the window's width and height (the larger), left free at the edges."""
REFERENCE_HEIGHT = 720
"""px of window height at which sizes below are exact; they grow and shrink with the window."""
SCORE_EASE_S = 0.22
"""s in which the shown score closes most of its gap."""
SCORE_PX, CHAIN_PX, VOICES_PX, LOAD_PX = 31, 17, 16, 16
"""Sizes of type, px at that height."""
LINE_EMS = 1.3
"""From line to line."""
SCORE_EMS, CHAIN_EMS, VOICES_EMS, LOAD_EMS = 4.4, 6.0, 8.0, 6.0
"""Widths of 9 999 999, of chain ×99, 99 of 99 voices, and poise 10.00, with some air."""
CHAIN_POP_S, CHAIN_POP, CHAIN_FADE_S = 0.30, 0.22, 0.6
"""s in which a longer chain springs back to its size, by how much it is larger at first, and s in which it fades."""
POISE_SWEEP = math.radians(74.0)
"""The poise arc from end to end."""
POISE_RADIUS, POISE_FOOT, TIME_FOOT = 150.0, 26.0, 5.0
"""px: of that arc, and from the window's foot to the arc's lowest point and to the time line."""
BEAT_RADIUS, BEAT_SPREAD, BEAT_WIDTH = 8.0, 11.0, 0.7
"""px: the ring of the heartbeat at its least, how far it spreads, and half its width."""
TIME_WIDTH, TIME_SHARE = 0.7, 0.30
"""Half the width of the time line, px; half its length, share of the window."""
LATE_S = 10.0
"""s left at which the time line warms and pulses."""
SHADE = 0.72
"""Darkness under what is small and written over people and gold leaf."""
MOST_POISE = 10.0
"""Load factors above are not told."""


class Rooms(NamedTuple):
    """The room that each element may take, px: all lie inside the window, and none in another's."""

    score: pygame.FRect
    chain: pygame.FRect
    staff: pygame.FRect
    voices: pygame.FRect
    poise: pygame.FRect
    load: pygame.FRect
    time: pygame.FRect


def unit_of(size: tuple[int, int]) -> float:
    """px of this window for one of the reference height."""
    return min(size[1] / REFERENCE_HEIGHT, size[0] / (REFERENCE_HEIGHT * 4 / 3))


def rooms(size: tuple[int, int], text: float = 1.0) -> Rooms:
    """Where everything stands in a window of `size` px, with type of `text` times its made size."""
    width, height = size
    unit = unit_of(size)
    x, y = MARGIN * width, MARGIN * max(height, 0.6 * width)
    score, chain, voices, load = (_type_px(px, text * unit) for px in (SCORE_PX, CHAIN_PX, VOICES_PX, LOAD_PX))
    staff_top, staff_foot = y - GAP * unit, y + (6.0 + 5.6 * GAP) * unit
    ring = BEAT_RADIUS + BEAT_SPREAD + BEAT_WIDTH
    arc_half = POISE_RADIUS * math.sin(POISE_SWEEP / 2) + ring
    arc_top = POISE_FOOT + POISE_RADIUS * (1.0 - math.cos(POISE_SWEEP / 2)) + ring
    arc = pygame.FRect(width / 2 - arc_half * unit, height - arc_top * unit, 2 * arc_half * unit, 0)
    line_half = TIME_SHARE * width
    line = pygame.FRect(width / 2 - line_half, height - (TIME_FOOT + TIME_WIDTH) * unit, 2 * line_half, 0)
    arc.height, line.height = line.top - arc.top, 2 * TIME_WIDTH * unit
    return Rooms(
        score=pygame.FRect(x, y, SCORE_EMS * score, LINE_EMS * score),
        chain=pygame.FRect(x + unit, y + LINE_EMS * score, CHAIN_EMS * chain, LINE_EMS * chain),
        staff=pygame.FRect(width - x - WIDTH * unit, staff_top, WIDTH * unit, staff_foot - staff_top),
        voices=pygame.FRect(width - x - VOICES_EMS * voices, staff_foot, VOICES_EMS * voices, LINE_EMS * voices),
        poise=arc,
        load=pygame.FRect(arc.right, height - 52 * unit, LOAD_EMS * load, LINE_EMS * load),
        time=line,
    )


def _type_px(px: float, unit: float) -> int:
    """Size of type in this window, px."""
    return max(LEAST_PX, round(px * unit))


class Hud:
    """Draws the display; remembers the score that it shows while it counts up."""

    def __init__(self, palette: Palette, limit_s: float) -> None:
        self._palette = palette
        self._type = Typesetter()
        self._staff = Staff(palette)
        self._limit_s = limit_s
        self._score = 0.0
        self._time = 0.0
        self._chain, self._chain_age_s, self._chain_left_s = 0, 0.0, 0.0

    def reset(self) -> None:
        """Begin a new performance."""
        self._score = 0.0
        self._chain_left_s = 0.0

    def draw(self, out: DrawList, view: View, size: tuple[int, int], elapsed_s: float, text: float = 1.0) -> None:
        """Draw what is read but is no type, in a window of `size` px, and let time pass; `text` as in `write`."""
        self._time += elapsed_s
        self._count_chain(view, elapsed_s)
        self._score += (view.game.score - self._score) * (1.0 - math.exp(-elapsed_s / SCORE_EASE_S))
        if abs(view.game.score - self._score) < 1.0:
            self._score = float(view.game.score)
        unit, room = unit_of(size), rooms(size, text)
        lines, bows = self._staff.rows(view, (room.staff.right, room.score.top), unit)
        more_lines, more_bows = self._poise(view, size, unit)
        out.arcs_over(np.concatenate([bows, *more_bows]))
        out.strokes_over(np.concatenate([lines, *more_lines, self._time_line(view, room.time, unit)]))

    def write(self, out: DrawList, view: View, size: tuple[int, int], text: float = 1.0) -> None:
        """Write all type, `text` times its made size."""
        unit, room = text * unit_of(size), rooms(size, text)
        self._write_score(out, room, unit)
        singing = sum(voice.state == "sings" for voice in view.game.voices)
        count, px = f"{singing} of {view.game.voices_needed} voices", _type_px(VOICES_PX, unit)
        self._type.write(out.image, count, room.voices.topright, px, self._palette.ink.quiet, strong=True, anchor=1.0)
        self._load(out, view, room.load.topleft, unit)

    def _count_chain(self, view: View, elapsed_s: float) -> None:
        """A chain that grows is told anew; one that ended stays for a moment."""
        self._chain_age_s += elapsed_s
        self._chain_left_s = max(0.0, self._chain_left_s - elapsed_s)
        if view.game.chain > 1:
            if view.game.chain != self._chain or not self._chain_left_s:
                self._chain, self._chain_age_s = view.game.chain, elapsed_s
            self._chain_left_s = CHAIN_FADE_S

    def _write_score(self, out: DrawList, room: Rooms, unit: float) -> None:
        ink, px = self._palette.ink, _type_px(SCORE_PX, unit)
        self._type.write_number(out.image, round(self._score), room.score.topleft, px, ink.title, strong=True)
        share = self._chain_left_s / CHAIN_FADE_S
        if share <= 0.0:
            return
        pop = 1.0 + CHAIN_POP * max(0.0, 1.0 - self._chain_age_s / CHAIN_POP_S) ** 2
        line = self._type.line(f"chain ×{self._chain}", _type_px(CHAIN_PX, pop * unit), ink.accent, strong=True)
        _put_on_shade(out, line, room.chain.topleft, share)

    def _poise(self, view: View, size: tuple[int, int], unit: float) -> tuple[list[Rows], list[Rows]]:
        """An arc in the footlights; the bead is where the sculpture leans, the ticks are where it gets dangerous."""
        ink = self._palette.ink
        radius = POISE_RADIUS * unit
        centre = (size[0] / 2, size[1] - POISE_FOOT * unit - radius)
        widest = 1.45 * GASP_SWAY
        danger = min(1.0, abs(view.sculpture.sway) / GASP_SWAY)
        bottom = -math.pi / 2
        bows = [
            strokes.arc(centre, radius, bottom - POISE_SWEEP / 2, POISE_SWEEP, half * unit, colour, opacity)
            for half, colour, opacity in ((2.6, SHADOW, 0.45), (0.9, ink.quiet, 0.75))
        ]
        rows = []
        for side in (-1, 1):
            tick = bottom + side * (GASP_SWAY / widest) * POISE_SWEEP / 2
            a, b = (strokes.on_circle(centre, radius + reach * unit, tick) for reach in (-5, 5))
            rows.append(strokes.lines(np.array([a]), np.array([b]), 0.8 * unit, ink.accent, 0.75))
        lean = max(-1.0, min(1.0, view.sculpture.sway / widest))
        spot = strokes.on_circle(centre, radius, bottom - lean * POISE_SWEEP / 2)
        bead = np.array([spot])
        colour = _between(ink.title, ink.danger, danger**2)
        beat = view.game.beat % 1.0
        swell = (BEAT_RADIUS + BEAT_SPREAD * (1.0 - (1.0 - beat) ** 2)) * unit
        bows.append(strokes.ring(spot, swell, BEAT_WIDTH * unit, ink.accent, 0.75 * (1.0 - beat) ** 2))
        rows.append(strokes.dots(bead, 8.4 * unit, SHADOW, 0.55))
        rows.append(strokes.dots(bead, (5.2 + 1.6 * math.exp(-6.0 * beat)) * unit, colour, 1.0))
        return rows, bows

    def _load(self, out: DrawList, view: View, at: tuple[float, float], unit: float) -> None:
        """The load factor, small; it warms as it nears the point where the joints creak."""
        near = min(1.0, max(0.0, (CREAK_BELOW + 0.12 - view.sculpture.load_factor) / 0.2))
        colour = _between(self._palette.ink.quiet, self._palette.ink.danger, round(near, 1))
        if view.sculpture.load_factor > MOST_POISE:  # nothing is left that could buckle
            return
        line = self._type.line(f"poise {view.sculpture.load_factor:.2f}", _type_px(LOAD_PX, unit), colour, strong=True)
        _put_on_shade(out, line, at)

    def _time_line(self, view: View, room: pygame.FRect, unit: float) -> Rows:
        """A quiet line along the bottom, shrinking to the middle."""
        share = max(0.0, min(1.0, view.game.time_left / self._limit_s))
        late = max(0.0, 1.0 - view.game.time_left / LATE_S) if view.game.time_left < LATE_S else 0.0
        colour = _between(self._palette.ink.quiet, self._palette.ink.danger, late)
        pulse = 0.42 + 0.4 * late * (0.5 + 0.5 * math.sin(2 * math.pi * self._time))
        half = room.width / 2 * share
        ends = np.array([[room.centerx - half, room.centery], [room.centerx + half, room.centery]])
        return strokes.lines(ends[:1], ends[1:], TIME_WIDTH * unit, colour, pulse)


def _put_on_shade(out: DrawList, line: pygame.Surface, at: tuple[float, float], strength: float = 1.0) -> None:
    """Put a line on a soft darkness of its own: gold leaf and lit people may be behind it."""
    width, height = line.get_size()
    out.image(_shade((2 * height + width, 2 * height)), (at[0] - height, at[1] - height / 2), strength)
    out.image(line, at, strength)


@lru_cache(maxsize=16)
def _shade(size: tuple[int, int]) -> pygame.Surface:
    """A soft darkness of this size (px), for what is written over the rims of the house."""
    across, down = (np.abs(np.linspace(-1.0, 1.0, length)) for length in size)
    left = np.clip(1.0 - across[:, None] ** 4, 0.0, 1.0) * np.clip(1.0 - down[None, :] ** 2, 0.0, 1.0)
    shade = pygame.Surface(size, pygame.SRCALPHA, 32)
    shade.fill((0, 0, 0, 0))
    pygame.surfarray.pixels_alpha(shade)[:] = (255 * SHADE * left).astype(np.uint8)
    return shade


def _between(a: Rgb, b: Rgb, share: float) -> Rgb:
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))  # type: ignore[return-value]
