"""The music staff, a note for each voice: a dot while it waits, hollow when open, ringed by the gold that is laid, held
under a fermata when it is ripe, a gold note with a stem when it sings, a cross when it is lost."""

import math

import numpy as np
import pygame

from game.render.hud.element import Element, Frame, Size, corner_of, put_shade, unit_of
from game.render.look.theme import Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Rows
from game.render.paint.glyphs import glyph, part_colour
from game.sim.view import View, VoiceView

WIDTH, GAP = 236.0, 10.5
"""px, in a window 720 px high: the staff's length, and from line to line."""
GLYPH_PX, GLYPH_GAPS = 5.2, 1.45
"""px, likewise: size of the glyph of a part that a flaw asks for; and how far it stands above the top line, in gaps."""
LEAST_HALF = 0.7
"""px: half the width of what must be seen in the smallest window."""
RIPE_SPREAD = 0.55
"""By how much the ring of a ripe note widens from beat to beat, of itself."""
MIDDLE_NOTE = 71
"""MIDI number (B4) of the treble clef's middle line; lower parts are moved up by octaves to fit."""
_STEPS = (0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 5, 6)
"""Steps of the staff above C for each semitone."""
_PART_STEPS = {"bass": -3, "tenor": -1, "alto": 1, "soprano": 3}
"""Where an open voice waits, in steps above the middle line: by its part."""
_REACH = 5
"""Steps above or below the middle line that a note may stand."""


class Staff(Element):
    """In the upper right."""

    name = "staff"
    _key: tuple[object, ...] | None = None
    _rows = (strokes.NONE, strokes.NO_ARCS)

    @staticmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """See `Element`."""
        (x, y), unit = corner_of(size), unit_of(size)
        return pygame.FRect(size[0] - x - WIDTH * unit, y - GAP * unit, WIDTH * unit, (6.0 + 6.6 * GAP) * unit)

    def draw(self, out: DrawList, frame: Frame) -> None:
        """See `Element`."""
        x, y = corner_of(frame.size)
        room = self.room(frame.size, frame.settings.text)
        put_shade(out, pygame.FRect(room.left, room.top + 0.15 * room.height, room.width, 0.8 * room.height))
        lines, bows = self.rows(frame.view, (frame.size[0] - x, y), frame.unit)
        out.strokes_over(lines)
        out.arcs_over(bows)
        out.arcs_over(self._waits(frame, (frame.size[0] - x, y)))

    def rows(self, view: View, corner: tuple[float, float], unit: float) -> tuple[Rows, Rows]:
        """Strokes and arcs of the staff, whose upper right is at `corner` px; kept while they do not change."""
        wanted = tuple(
            sorted({(crack.flaw, crack.part) for crack in view.sculpture.cracks if crack.part and not crack.voice})
        )
        key = (view.game.voices, wanted, corner, unit, self._palette.ink.quiet)
        if key != self._key:
            lines, bows = self._arrange(view.game.voices, corner, unit)
            glyphs = self._glyphs(len(view.game.voices), wanted, corner, unit)
            self._key, self._rows = key, (np.concatenate([lines, *glyphs]), bows)
        return self._rows

    def _glyphs(
        self, count: int, wanted: tuple[tuple[int, str], ...], corner: tuple[float, float], unit: float
    ) -> list[Rows]:
        """Above the notes of open flaws that answer to a single part: its glyph."""
        pitch = WIDTH * unit / max(count, 1)
        left, y = corner[0] - WIDTH * unit, corner[1] + 6 * unit - GLYPH_GAPS * GAP * unit
        return [
            glyph(part, (left + (flaw + 0.5) * pitch, y), GLYPH_PX * unit, part_colour(self._palette, part))
            for flaw, part in wanted
            if 0 <= flaw < count
        ]

    def _arrange(self, voices: tuple[VoiceView, ...], corner: tuple[float, float], unit: float) -> tuple[Rows, Rows]:
        """Strokes and arcs of the lines and notes."""
        gap = GAP * unit
        left, right, top = corner[0] - WIDTH * unit, corner[0], corner[1] + 6 * unit
        y = top + gap * np.arange(5)
        starts, ends = np.column_stack([np.full(5, left), y]), np.column_stack([np.full(5, right), y])
        rows, bows = (
            [strokes.lines(starts, ends, max(LEAST_HALF, 0.45 * unit), self._palette.ink.quiet, 1.0)],
            [strokes.NO_ARCS],
        )
        for k, voice in enumerate(voices):
            step, place = staff_step(voice), _place(k, voice, len(voices), corner, unit)
            if voice.state == "open":
                bows += self._open(voice, place, gap, unit)
            elif voice.state == "ripe":
                rows.append(self._head(place, gap, self._palette.seam.bright, 1.0))
                bows += self._fermata(place, gap, unit)
            else:
                rows += self._closed(voice, place, gap, unit, step)
        return np.concatenate(rows), np.concatenate(bows)

    def _closed(self, voice: VoiceView, at: tuple[float, float], gap: float, unit: float, step: int) -> list[Rows]:
        """A dot for a flaw yet to open, a note for a voice that sings, a cross for one that is lost."""
        ink, point = self._palette.ink, np.array([at])
        if voice.state == "sings":
            gold = self._palette.seam.bright
            return [self._head(at, gap, gold, 1.0), self._stem(at, gap, unit, gold, step)]
        if voice.state == "lost":
            arm = np.array([[0.30 * gap, 0.30 * gap], [0.30 * gap, -0.30 * gap]])
            return [strokes.lines(point - arm, point + arm, 0.7 * unit, ink.quiet, 0.75)]
        return [strokes.dots(point, 1.9 * unit, ink.quiet, 0.8)]

    def _open(self, voice: VoiceView, at: tuple[float, float], gap: float, unit: float) -> list[Rows]:
        """A hollow note in the colour of its part, and round it the gold laid so far."""
        part = part_colour(self._palette, voice.part)
        sweep = 2 * math.pi * min(1.0, max(0.0, voice.progress))
        gold = strokes.arc(at, 0.80 * gap, math.pi / 2, -sweep, 0.95 * unit, self._palette.seam.bright, 1.0)
        return [strokes.ring(at, 0.46 * gap, max(LEAST_HALF, 0.6 * unit), part, 1.0)] + ([gold] if sweep > 0 else [])

    def _fermata(self, at: tuple[float, float], gap: float, unit: float) -> list[Rows]:
        """A bow over a dot: the note is held until it is let go."""
        over, gold = (at[0], at[1] - 0.75 * gap), self._palette.seam.bright
        return [
            strokes.arc(over, 0.85 * gap, 0.0, math.pi, max(LEAST_HALF, 0.75 * unit), gold, 1.0),
            strokes.ring((over[0], over[1] - 0.25 * gap), 0.08 * gap, max(LEAST_HALF, 0.6 * unit), gold, 1.0),
        ]

    def _waits(self, frame: Frame, corner: tuple[float, float]) -> Rows:
        """A ring round each ripe note that widens from beat to beat: on the next one it sings."""
        voices, unit = frame.view.game.voices, frame.unit
        beat, gold = frame.view.game.beat % 1.0, self._palette.seam.bright
        rows = [strokes.NO_ARCS]
        for k, voice in enumerate(voices):
            if voice.state == "ripe":
                radius = 0.75 * GAP * unit * (1.0 + RIPE_SPREAD * beat)
                rows.append(
                    strokes.ring(_place(k, voice, len(voices), corner, unit), radius, 0.6 * unit, gold, 1.0 - beat)
                )
        return np.concatenate(rows)

    def _head(self, at: tuple[float, float], gap: float, colour: Rgb, opacity: float) -> Rows:
        """A full note head: an ellipse that leans to the right."""
        lean = np.array([[0.20 * gap, -0.11 * gap]])
        return strokes.lines(np.array([at]) - lean, np.array([at]) + lean, 0.44 * gap, colour, opacity)

    def _stem(self, at: tuple[float, float], gap: float, unit: float, colour: Rgb, step: int) -> Rows:
        """Up from the right of low notes, down from the left of high ones."""
        side = 1.0 if step < 2 else -1.0
        foot = np.array([[at[0] + side * 0.50 * gap, at[1] - side * 0.10 * gap]])
        return strokes.lines(foot, foot - (0.0, side * 2.7 * gap), 0.6 * unit, colour, 1.0)


def _place(row: int, voice: VoiceView, count: int, corner: tuple[float, float], unit: float) -> tuple[float, float]:
    """px of a note's middle; the staff's upper right is at `corner`."""
    pitch = WIDTH * unit / max(count, 1)
    top = corner[1] + 6 * unit
    return corner[0] - WIDTH * unit + (row + 0.5) * pitch, top + (2.0 - 0.5 * staff_step(voice)) * GAP * unit


def staff_step(voice: VoiceView) -> int:
    """Steps of a voice's note above the middle line; within the staff for every note."""
    if voice.note <= 0:
        return _PART_STEPS.get(voice.part, 0)
    semitone = round(voice.note)
    steps = 7 * (semitone // 12) + _STEPS[semitone % 12] - (7 * (MIDDLE_NOTE // 12) + _STEPS[MIDDLE_NOTE % 12])
    while steps < -_REACH:
        steps += 7
    while steps > _REACH:
        steps -= 7
    return steps
