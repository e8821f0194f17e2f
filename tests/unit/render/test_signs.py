"""Signs of pads are drawn in lines of type, as high as the letters beside them, and cropped nowhere."""

import numpy as np
import pygame
import pytest

from game.core.signs import SIGNS
from game.render.look.text import Typesetter

INK = (250, 220, 120)


@pytest.mark.parametrize("px", [13, 20, 61])
def test_every_sign_is_seen_in_a_line_and_is_no_higher_than_it(px: int) -> None:
    pygame.font.init()
    type_ = Typesetter()
    plain, letter = type_.line("Hold  now", px, INK), type_.line("Q", px, INK)
    for character in SIGNS:
        line = type_.line(f"Hold {character} now", px, INK)
        alone = pygame.surfarray.array_alpha(type_.line(character, px, INK))
        assert abs(line.get_height() - plain.get_height()) <= 1
        assert line.get_width() > plain.get_width()
        assert (alone > 200).sum() > 0.5 * (pygame.surfarray.array_alpha(letter) > 200).sum()
        rows = np.flatnonzero((alone > 60).any(axis=0))
        assert rows[0] > 0 and rows[-1] < alone.shape[1] - 1, "nothing is cropped"


def test_signs_differ_from_one_another() -> None:
    pygame.font.init()
    type_ = Typesetter()
    seen = {pygame.image.tobytes(type_.line(character, 32, INK), "RGBA") for character in SIGNS}
    assert len(seen) == len(SIGNS)
