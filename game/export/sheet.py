"""Several pictures on one sheet, each with words under it: a row a level and a column a moment, or all in order."""

from collections.abc import Sequence

import pygame

from game.render.look.text import Typesetter
from game.render.look.theme import Rgb

GAP_PX, WORDS_PX = 8, 18
GROUND: Rgb = (16, 12, 20)
INK: Rgb = (222, 212, 200)
IN_A_ROW = 5
"""Levels that are each seen once: three rows of the game's own."""

Cell = tuple[str, pygame.Surface]
"""A picture, and the words under it."""


def in_rows(cells: Sequence[Cell]) -> list[Sequence[Cell]]:
    """Cells one after the other, IN_A_ROW in each row."""
    return [cells[first : first + IN_A_ROW] for first in range(0, len(cells), IN_A_ROW)]


def sheet(rows: Sequence[Sequence[Cell]]) -> pygame.Surface:
    """Pictures of one size in rows; words that are wider than theirs are cut off."""
    width, height = rows[0][0][1].get_size()
    step_x, step_y = width + GAP_PX, height + GAP_PX + 2 * WORDS_PX
    columns = max(map(len, rows))
    made = pygame.Surface((columns * step_x + GAP_PX, len(rows) * step_y + GAP_PX), depth=32)
    made.fill(GROUND)
    typesetter = Typesetter()
    for down, row in enumerate(rows):
        for across, (words, picture) in enumerate(row):
            x, y = GAP_PX + across * step_x, GAP_PX + down * step_y
            made.blit(picture, (x, y))
            made.set_clip((x, y, width, step_y))
            typesetter.write(made.blit, words, (x + 2, y + height + GAP_PX // 2), WORDS_PX, INK)
            made.set_clip(None)
    return made
