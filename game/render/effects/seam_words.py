"""Words at a seam as it begins to sing: what the voice earned, and for what. They rise a little, and fade.

Of one that earned less than a plain voice the reason comes first, and the points are small: that it sings is enough.
"""

from dataclasses import dataclass

import pygame

from game.core.words import dotted
from game.level.model import POINTS_A_VOICE
from game.render.hud.element import Written, put_all_on_shade, type_px, unit_of
from game.render.look.camera import Camera
from game.render.look.marks import Count, counted_chord, words_of
from game.render.look.text import Typesetter
from game.render.look.theme import Palette
from game.render.paint.drawlist import DrawList
from game.sim.events import Event, EventKind

LASTS_S, COMES_S, FADES_S = 2.4, 0.12, 0.8
"""Real seconds that they are there, in which they come, and in which they go."""
RISE_M, ABOVE_M = 0.10, 0.10
"""m that they rise, and that they stand above the seam at first."""
POINTS_PX, WORDS_PX = 27, 17
"""Sizes of type at the reference height, px."""
POP = 0.35
"""How much larger the points are as they spring up."""
EDGE = 0.02
"""Left free at the sides, share of the window."""


@dataclass(slots=True)
class _Praise:
    at: tuple[float, float]
    """m."""
    points: int
    words: str
    age_s: float = 0.0


class SeamWords:
    """All that are to be read now."""

    def __init__(self, palette: Palette) -> None:
        self._ink, self._type = palette.ink, Typesetter()
        self._praises: list[_Praise] = []
        self._chord, self._count = 0, Count()

    def reset(self) -> None:
        """Begin a new performance."""
        self._praises.clear()
        self._chord, self._count = 0, Count()

    def react(self, event: Event) -> None:
        """Praise a voice."""
        if event.kind is not EventKind.VOICE or event.marks is None:
            return
        self._chord = counted_chord(event.marks, self._chord)
        words = dotted(words_of(event.marks, self._chord))
        self._praises.append(_Praise(event.at, self._count.add(event.marks.points), words))

    def advance(self, elapsed_s: float) -> None:
        """Let real seconds pass."""
        for praise in self._praises:
            praise.age_s += elapsed_s
        self._praises = [praise for praise in self._praises if praise.age_s < LASTS_S]

    def draw(self, out: DrawList, camera: Camera, text: float) -> None:
        """Write them, those that came together one under the other; `text` is how large the player likes type."""
        unit = text * unit_of(camera.size)
        taken: list[pygame.Rect] = []
        written: list[Written] = []
        for praise in self._praises:
            share = min(1.0, praise.age_s / COMES_S, (LASTS_S - praise.age_s) / FADES_S)
            grown = 1.0 + POP * (1.0 - min(1.0, praise.age_s / (2 * COMES_S))) ** 2
            is_small = praise.points < POINTS_A_VOICE and praise.words != ""
            px = type_px(WORDS_PX if is_small else POINTS_PX * grown, unit)
            points = self._type.line(f"+{praise.points}", px, self._ink.accent, strong=True)
            words = self._type.line(praise.words, type_px(WORDS_PX, unit), self._ink.title, strong=True)
            lines = [points, words] if praise.words else [points]
            if is_small:
                lines = [words, points] if praise.points else [words]
            risen = RISE_M * (1.0 - (1.0 - praise.age_s / LASTS_S) ** 2)
            x, y = camera.pixel((praise.at[0], praise.at[1] + ABOVE_M + risen))
            box = pygame.Rect(0, 0, max(line.get_width() for line in lines), sum(line.get_height() for line in lines))
            box.midbottom = (round(x), round(y))
            box.clamp_ip(_room(camera.size))
            while (hit := box.collidelist(taken)) >= 0:
                box.top = taken[hit].bottom
            taken.append(box)
            top = box.top
            for line in lines:
                written.append((line, (box.centerx - line.get_width() / 2, top), share))
                top += line.get_height()
        put_all_on_shade(out, written)


def _room(size: tuple[int, int]) -> pygame.Rect:
    edge = round(EDGE * size[0])
    return pygame.Rect((0, 0), size).inflate(-2 * edge, -2 * edge)
