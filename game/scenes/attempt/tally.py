"""The voices played back, one after the other, while their points are added up: a staff, and a line for each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from game.core.language import _
from game.core.words import dotted, grouped
from game.render.hud.staff import staff_step
from game.render.look.marks import Count, counted_chord, words_of
from game.scenes.page.page import NO_BREAK, Point, Sheet, eased, shaded
from game.sim import View
from game.sim.view import VoiceView

FIRST_S, LINE_S, BONUS_S = 0.7, 0.55, 0.5
"""Real seconds until the first note, from note to note, and from the last one to the bonus."""
COUNT_S = 0.4
"""In which the points of a line are counted up."""
FRESH_S = 0.8
"""For so long a note is bright after it sounded."""
GAP, NOTES_TOP, POINTS = 8.0, 26.0, 64.0
"""From line to line of the staff, from its place to its top line, and room for points, px of the design."""
LINES_TOP, STEP, PX = 84.0, 25.0, 16.0
"""From the staff's place to the first line of text, from line to line, and their size, px of the design."""
FOOT = 24.0
"""Left free under the lines, px of the design."""


@dataclass(frozen=True, slots=True)
class Line:
    """A voice as it is played back, or what is given at the end."""

    words: str
    points: int
    voice: VoiceView | None = None


def lines_of(view: View) -> tuple[Line, ...]:
    """The voices that sing, in the order in which they began to, and what was given at the end."""
    singing = [voice for voice in view.game.voices if voice.marks is not None and voice.state == "sings"]
    lines, chord, count = [], 0, Count()
    for voice in sorted(singing, key=lambda voice: voice.turn):
        assert voice.marks is not None, "only what sings is played back"
        chord = counted_chord(voice.marks, chord)
        words = dotted(words_of(voice.marks, chord)) or _("sung")
        lines.append(Line(words, count.add(voice.marks.points), voice))
    if view.game.bonus:
        rest = view.game.score - sum(line.points for line in lines)
        lines.append(Line(_("poise, whole pieces, time left"), rest))
    return tuple(lines)


class Tally:
    """Moves on by real seconds; `finish` shows all at once."""

    def __init__(self, lines: Sequence[Line], total: int) -> None:
        self.lines, self._total = tuple(lines), total
        self._time_s = 0.0
        self._begun = 0

    @property
    def lasts_s(self) -> float:
        """Real seconds until all is counted."""
        return self._begins(len(self.lines) - 1) + COUNT_S if self.lines else FIRST_S

    @property
    def is_done(self) -> bool:
        """Whether all is counted."""
        return self._time_s >= self.lasts_s

    @property
    def since_s(self) -> float:
        """Real seconds since all is counted."""
        return max(0.0, self._time_s - self.lasts_s)

    @property
    def counted(self) -> int:
        """Points by now."""
        if self.is_done:
            return self._total
        shares = (eased((self._time_s - self._begins(row)) / COUNT_S) for row in range(len(self.lines)))
        return round(sum(share * line.points for share, line in zip(shares, self.lines, strict=True)))

    def move(self, elapsed_s: float) -> tuple[Line, ...]:
        """Let real seconds pass; returns the lines that begin."""
        self._time_s += elapsed_s
        before = self._begun
        while self._begun < len(self.lines) and self._time_s >= self._begins(self._begun):
            self._begun += 1
        return self.lines[before : self._begun]

    def finish(self) -> None:
        """Show all of it."""
        self._time_s, self._begun = max(self._time_s, self.lasts_s), len(self.lines)

    def draw(self, sheet: Sheet, at: Point, width: float, foot: float) -> None:
        """Draw the staff with its upper left at `at`, and the lines under it, down to `foot`, px of the design."""
        voices = [(row, line.voice) for row, line in enumerate(self.lines) if line.voice is not None]
        if not voices:
            return
        x, y = at
        for number in range(5):
            sheet.rule((x, y + NOTES_TOP + GAP * number), width, share=0.55)
        pitch = width / (len(voices) + 0.5)
        for number, (row, voice) in enumerate(voices):
            if row < self._begun:
                self._note(sheet, (x + pitch * (number + 0.6), y + NOTES_TOP), staff_step(voice), self._freshness(row))
        self._draw_lines(sheet, (x, y + LINES_TOP), width, foot - FOOT)

    def _draw_lines(self, sheet: Sheet, at: Point, width: float, foot: float) -> None:
        """Draw the lines that have begun, or the last of them that there is room for, down to `foot`."""
        style, (x, top), room = sheet.style, at, width - POINTS
        px = sheet.fitting((line.words for line in self.lines), PX, room)
        step, within = sheet.step(STEP, px), sheet.step(0.0, px)
        broken = [sheet.broken(_unbroken(line.words), px, room) for line in self.lines[: self._begun]]
        heights = [step + within * (len(parts) - 1) for parts in broken]
        first = max(0, self._begun - 1)
        while first > 0 and sum(heights[first - 1 :]) <= foot - top:
            first -= 1
        for row in range(first, self._begun):
            line, share = self.lines[row], eased((self._time_s - self._begins(row)) / COUNT_S)
            colour = style.title if self._freshness(row) > 0.0 or line.voice is None else style.quiet
            for number, part in enumerate(broken[row]):
                sheet.write(part, (x, top + within * number), px, colour, share=share, room=room)
            sheet.write(grouped(line.points), (x + width, top), px, style.accent, strong=True, anchor=1.0, share=share)
            top += heights[row]

    def _begins(self, row: int) -> float:
        """When a line begins, real seconds."""
        is_bonus = row >= 0 and self.lines[row].voice is None
        return FIRST_S + LINE_S * max(0, row) + (BONUS_S if is_bonus else 0.0)

    def _freshness(self, row: int) -> float:
        return max(0.0, 1.0 - (self._time_s - self._begins(row)) / FRESH_S)

    def _note(self, sheet: Sheet, top_line: Point, step: int, fresh: float) -> None:
        """A note of gold, white while it sounds."""
        gap, colour = GAP * sheet.unit, sheet.style.accent
        x, y = (part * sheet.unit for part in top_line)
        y += (2.0 - 0.5 * step) * gap
        bright = tuple(round(c + fresh * (255 - c)) for c in colour)
        head = pygame.Rect(0, 0, round(1.35 * gap), round((1.0 + 0.25 * fresh) * gap))
        head.center = (round(x), round(y))
        pygame.draw.ellipse(sheet.target, bright, head)
        side = 1.0 if step < 2 else -1.0
        stem = np.array([x + side * 0.62 * gap, y])
        pygame.draw.aaline(sheet.target, shaded(colour, 1.0), stem.tolist(), (stem - (0.0, side * 2.9 * gap)).tolist())


def _unbroken(words: str) -> str:
    """What belongs together stays on one line: they are parted at their dots alone."""
    return dotted(part.strip().replace(" ", NO_BREAK) for part in words.split("\N{MIDDLE DOT}"))
