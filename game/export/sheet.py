"""Several pictures on one sheet, a row a level and a column a moment, each with words under it."""

from collections.abc import Sequence

import pygame

from game.render.look.text import Typesetter
from game.render.look.theme import Rgb

GAP_PX, WORDS_PX = 8, 18
GROUND: Rgb = (16, 12, 20)
INK: Rgb = (222, 212, 200)


def sheet(rows: Sequence[Sequence[tuple[str, pygame.Surface]]]) -> pygame.Surface:
    """Pictures of one size, (words, picture) each, in rows."""
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
            typesetter.write(made.blit, words, (x + 2, y + height + GAP_PX // 2), WORDS_PX, INK)
    return made
