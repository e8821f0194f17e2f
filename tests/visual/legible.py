"""Where text stands in a picture, and how well it can be read against what lies beneath it.

Letters are drawn four times: as they are, white, black, and not at all. White less black is how much of each pixel is
letter, whatever lies beneath; without letters, that can be measured.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import pygame
from numpy.typing import NDArray

from game.core.signs import SIGNS
from game.render.look.text import SHADOW, Typesetter
from game.scenes.page.page import Sheet
from tests.visual.perceive import luminance, pixels_of

LEAST_CONTRAST = 4.5
"""WCAG 1.4.3, for text of any size."""
SOLID, CLEAR = 0.75, 0.10
"""Of a letter's densest pixel: what is letter, and what is not."""
LEAST_PIXELS = 4
"""Solid pixels from which on a stretch of text is measured."""
REACH = 3
"""px round a letter that it is read against."""
BRIGHT = 90
"""Percentile of the light there: a beam that crosses a word counts."""

Draw = Callable[[pygame.Surface], None]
Gray = NDArray[np.float64]


class Line(NamedTuple):
    """A line of text."""

    text: str
    rect: pygame.FRect
    contrast: float
    """Where it is least, of stretches as long as the line is high; infinite where no letter is solid."""


def read(
    make: Callable[[], Draw], background: pygame.Surface, rooms: Mapping[str, pygame.FRect] | None = None
) -> list[Line]:
    """Every line of text that is drawn, with its contrast.

    Args:
        make: makes a new drawing of the same things, on a typesetter of its own.
        background: what it is drawn on.
        rooms: where to look for text; where it is said to be put by `Typesetter` and `Sheet`, if None.
    """
    (as_is, lines), (none, _), (white, _), (black, _) = (
        _drawn(make, background, ink) for ink in (_as_it_is, _no_ink, _white_ink, _black_ink)
    )
    cover = (white.astype(np.float64) - black).mean(axis=2) / 255.0
    seen, beneath = luminance(as_is), luminance(none)
    where = lines if rooms is None else rooms.items()
    return [Line(text, rect, _least_contrast(rect, cover, seen, beneath)) for text, rect in where]


def too_faint(lines: list[Line]) -> dict[str, float]:
    """Lines with too little contrast; signs of pads are outlines in the same ink, which the measure takes for paper."""
    letters = [line for line in lines if not set(SIGNS) & set(line.text)]
    return {line.text: round(line.contrast, 2) for line in letters if line.contrast < LEAST_CONTRAST}


def places(draw: Draw, size: tuple[int, int]) -> list[Line]:
    """Every line of text that is drawn, and where; contrast is not measured."""
    with _noted() as lines:
        draw(pygame.Surface(size, depth=32))
    return [Line(text, rect, float("inf")) for text, rect in lines]


def _least_contrast(rect: pygame.FRect, cover: Gray, seen: Gray, beneath: Gray) -> float:
    """The least contrast along a line."""
    box = pygame.Rect(rect).inflate(2 * REACH, 2 * REACH).clip(pygame.Rect(0, 0, *cover.shape[::-1]))
    part = np.s_[box.top : box.bottom, box.left : box.right]
    cover, seen, beneath = cover[part], seen[part], beneath[part]
    densest = cover.max(initial=0.0)
    solid = (cover >= SOLID * densest) & (densest > CLEAR)
    around = _grown(solid) & (cover <= CLEAR * densest)
    found = [float("inf")]
    for left in range(0, box.width, max(1, box.height)):
        piece = np.s_[:, left : left + box.height]
        if solid[piece].sum() >= LEAST_PIXELS and around[piece].any():
            text = float(np.median(seen[piece][solid[piece]]))
            under = float(np.percentile(beneath[piece][around[piece]], BRIGHT))
            found.append((max(text, under) + 0.05) / (min(text, under) + 0.05))
    return min(found)


def _grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Grown by REACH to all sides."""
    padded = np.pad(mask, REACH)
    height, width = mask.shape
    steps = range(2 * REACH + 1)
    return np.asarray(np.logical_or.reduce([padded[y : y + height, x : x + width] for y in steps for x in steps]))


def _drawn(
    make: Callable[[], Draw], background: pygame.Surface, ink: "Ink"
) -> tuple[NDArray[np.uint8], list[tuple[str, pygame.FRect]]]:
    face = Typesetter.font
    with patch.object(Typesetter, "font", lambda self, px, strong=False: _Letters(face(self, px, strong), ink)):
        draw, target = make(), background.copy()
        with _noted() as lines:
            draw(target)
    return pixels_of(target), lines


# Ink -------------------------------------------------------------------------------------------------------------
Ink = Callable[[pygame.font.Font, str, Any], pygame.Surface]


class _Letters:
    """A font whose letters are in another ink; shadows stay."""

    def __init__(self, font: pygame.font.Font, ink: Ink) -> None:
        self._font, self._ink = font, ink

    def render(self, text: str, smooth: bool, colour: Any) -> pygame.Surface:
        return (_as_it_is if colour == SHADOW else self._ink)(self._font, text, colour)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._font, name)


def _as_it_is(font: pygame.font.Font, text: str, colour: Any) -> pygame.Surface:
    return font.render(text, True, colour)


def _white_ink(font: pygame.font.Font, text: str, colour: Any) -> pygame.Surface:
    return font.render(text, True, "white")


def _black_ink(font: pygame.font.Font, text: str, colour: Any) -> pygame.Surface:
    return font.render(text, True, "black")


def _no_ink(font: pygame.font.Font, text: str, colour: Any) -> pygame.Surface:
    letters = font.render(text, True, colour)
    letters.fill((0, 0, 0, 0))
    return letters


# Places ----------------------------------------------------------------------------------------------------------
@contextmanager
def _noted() -> Iterator[list[tuple[str, pygame.FRect]]]:
    """Notes every line that is put somewhere: on the display by `Typesetter`, on pages by `Sheet`."""
    lines: list[tuple[str, pygame.FRect]] = []
    names: dict[int, str] = {}
    line, write, number, place = Typesetter.line, Typesetter.write, Typesetter.write_number, Sheet.place

    def note_name(self: Typesetter, text: str, *rest: Any, **named: Any) -> pygame.Surface:
        made = line(self, text, *rest, **named)
        names[id(made)] = text
        return made

    def note_line(self: Typesetter, target: Any, text: str, at: Any, px: int, colour: Any, **named: Any) -> float:
        width = write(self, target, text, at, px, colour, **named)
        height = line(self, text, px, colour, named.get("strong", False)).get_height()
        lines.append((text, pygame.FRect(at[0] - named.get("anchor", 0.0) * width, at[1], width, height)))
        return width

    def note_number(self: Typesetter, target: Any, value: int, at: Any, px: int, colour: Any, **named: Any) -> float:
        width = number(self, target, value, at, px, colour, **named)
        height = line(self, "0", px, colour, named.get("strong", False)).get_height()
        lines.append((f"{value:,}", pygame.FRect(at, (width, height))))
        return width

    def note_place(self: Sheet, made: pygame.Surface, at: Any, anchor: float = 0.0, share: float = 1.0) -> None:
        place(self, made, at, anchor, share)
        if share > 0.0:
            corner = self.pixel(at)
            left = corner[0] - round(anchor * made.get_width())
            lines.append((names.get(id(made), "a heading"), pygame.FRect(left, corner[1], *made.get_size())))

    with ExitStack() as stack:
        for owner, name, spy in (
            (Typesetter, "line", note_name),
            (Typesetter, "write", note_line),
            (Typesetter, "write_number", note_number),
            (Sheet, "place", note_place),
        ):
            stack.enter_context(patch.object(owner, name, spy))
        yield lines
