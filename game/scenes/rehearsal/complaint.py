"""What is wrong with a level that is being written, over whatever was seen last: as `flawsong validate` tells it."""

from collections.abc import Iterator, Sequence
from functools import partial

import pygame

from game.core.excerpt import excerpt, lines_of
from game.core.json_source import Problem
from game.scenes.page.page import Sheet, Style

LEFT, TOP, PAD = 28.0, 64.0, 14.0
"""Of the ground under it, and what it leaves free inside, px of the design."""
PX, LINE, GAP = 17.0, 25.0, 10.0
"""Size of its type, from line to line at least, and from problem to problem."""
MARK = 2.0
"""How thick the line is under what is meant."""
MOST = 4
"""So many problems are told; the others are counted."""
SHADE = 0.86
"""How dark it is under it."""


class Complaint:
    """The problems of a file as it stands now."""

    def __init__(self, problems: Sequence[Problem] = (), text: str = "") -> None:
        self.problems = tuple(problems)
        self._lines = lines_of(text)

    def draw(self, target: pygame.Surface, style: Style) -> None:
        """Set them below each other, each with its place and the line itself, what is meant underlined."""
        if not self.problems:
            return
        sheet = Sheet(target, style)
        step = sheet.step(LINE, PX)
        told = self.problems[:MOST]
        rows = sum(3 if self._line_of(problem) else 1 for problem in told) + (len(self.problems) > MOST)
        height = rows * step + GAP * (len(told) - 1) + 2 * PAD
        width = min(sheet.width - 2 * LEFT, max(map(partial(_width, sheet), self._said(told))) + 2 * PAD)
        ground = pygame.Surface(sheet.pixel((width, height)), pygame.SRCALPHA)
        ground.fill((0, 0, 0, round(255 * SHADE)))
        target.blit(ground, sheet.pixel((LEFT, TOP)))
        y = TOP + PAD
        for problem in told:
            y = self._tell(sheet, problem, y, step) + GAP
        if len(self.problems) > MOST:
            sheet.write(self._more, (LEFT + PAD, y), PX, style.quiet)

    def _said(self, told: Sequence[Problem]) -> Iterator[str]:
        """Every line that is set, the last one too."""
        for problem in told:
            line = self._line_of(problem)
            yield _what(problem)
            yield _place(problem)
            yield "" if line is None else "".join(excerpt(line, problem.column - 1, problem.width))
        if len(self.problems) > MOST:
            yield self._more

    @property
    def _more(self) -> str:
        return f"and {len(self.problems) - MOST} more: flawsong validate {self.problems[0].source}"

    def _line_of(self, problem: Problem) -> str | None:
        return self._lines[problem.line - 1] if 0 < problem.line <= len(self._lines) else None

    def _tell(self, sheet: Sheet, problem: Problem, y: float, step: float) -> float:
        """One problem from `y` down; returns where the next begins."""
        style, x, room = sheet.style, LEFT + PAD, sheet.width - 2 * (LEFT + PAD)
        line = self._line_of(problem)
        sheet.write(_what(problem), (x, y), PX, style.danger, strong=True, room=room)
        if line is None:
            return y + step
        sheet.write(_place(problem), (x, y + step), PX, style.quiet, room=room)
        before, meant, after = excerpt(line, problem.column - 1, problem.width)
        face, unit = style.type.font(sheet.text_px(PX)), sheet.unit
        while after and face.size(before + meant + after)[0] > room * unit:
            after = after[: 2 * len(after) // 3]
        sheet.write(before + meant + after, (x, y + 2 * step), PX, style.title)
        start, end = (face.size(part)[0] / unit for part in (before, before + meant))
        mark = pygame.Rect(sheet.pixel((x + start, y + 3 * step - 4)), sheet.pixel((max(6.0, end - start), MARK)))
        sheet.target.fill(style.danger, mark)
        return y + 3 * step


def _what(problem: Problem) -> str:
    """What is wrong; of a file as a whole with its name."""
    return ": ".join(part for part in (problem.path, problem.message) if part) if problem.line else str(problem)


def _place(problem: Problem) -> str:
    """Where in the file, as editors take it."""
    return f"{problem.source}:{problem.line}:{problem.column}" if problem.line else ""


def _width(sheet: Sheet, text: str) -> float:
    """Of a line of text, px of the design: strong type is the widest."""
    return sheet.style.type.font(sheet.text_px(PX), strong=True).size(text)[0] / sheet.unit
