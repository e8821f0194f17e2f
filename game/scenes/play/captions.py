"""Captions on the stage: what is heard, in words, at the foot of the stage, with an arrow to the side it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

import pygame

from game.audio.captions import Caption
from game.render import Camera
from game.scenes.page.page import Sheet, Style, eased

MOST = 3
"""Lines at a time: the oldest gives way."""
LASTS_S, COMES_S, GOES_S = 3.4, 0.15, 0.6
"""Real seconds that a line stays, and in which it fades in and out."""
PX, LINE = 17.0, 25.0
"""Size of the type, and from line to line at least, px of the design."""
MARGIN = 0.036
"""Left of the lines, share of the window's width; that of the display above."""
ROOM = 0.30
"""Share of the window's width that a line may fill: what stands on the stage stays in sight."""
FOOT_M = -0.30
"""Stage height under which no line goes: the footlights, m."""
PLAIN = str.maketrans({"♯": "#", "♭": "b"})
"""For signs that the face does not have."""
ARROWS = {"left": "← {}", "centre": "{}", "right": "{} →"}


@dataclass(slots=True)
class _Line:
    caption: Caption
    age_s: float = 0.0


class CaptionBoard:
    """The lines that are shown now, oldest first."""

    def __init__(self) -> None:
        self._lines: list[_Line] = []

    @property
    def shown(self) -> tuple[str, ...]:
        """What can be read, oldest first."""
        return tuple(ARROWS[line.caption.side].format(line.caption.text.translate(PLAIN)) for line in self._lines)

    def add(self, captions: Iterable[Caption]) -> None:
        """Show captions; one that is there already is only kept longer."""
        for caption in captions:
            again = next((line for line in self._lines if line.caption == caption), None)
            if again is not None:
                again.age_s = min(again.age_s, COMES_S)
            else:
                self._lines = [*self._lines, _Line(caption)][-MOST:]

    def move(self, elapsed_s: float) -> None:
        """Let real seconds pass."""
        for line in self._lines:
            line.age_s += elapsed_s
        self._lines = [line for line in self._lines if line.age_s < LASTS_S]

    def clear(self) -> None:
        """Show nothing any more."""
        self._lines.clear()

    def draw(self, target: pygame.Surface, style: Style, camera: Camera) -> None:
        """Set the lines above the footlights, the newest lowest."""
        sheet = Sheet(target, style)
        step, y = sheet.step(LINE, PX), camera.pixel((0.0, FOOT_M))[1] / sheet.unit
        for line, text in zip(reversed(self._lines), reversed(self.shown), strict=True):
            y -= step
            share = eased(line.age_s / COMES_S) * eased((LASTS_S - line.age_s) / GOES_S)
            sheet.write(text, (MARGIN * sheet.width, y), PX, style.title, share=share, room=ROOM * sheet.width)
