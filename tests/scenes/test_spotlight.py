"""What a loss is told by stands in the light, all else in the dark."""

import numpy as np
import pygame

from game.scenes.play.spotlight import LEFT, put_spotlight

SIZE, AT, RADIUS = (640, 360), (200.0, 220.0), 30.0


def lit(strength: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """A grey wall with the lamp on a place of it, (w, h) 0..1 of its brightness."""
    target = pygame.Surface(SIZE, depth=32)
    target.fill((200, 200, 200))
    put_spotlight(target, AT, RADIUS, strength)
    return np.asarray(pygame.surfarray.array_green(target) / 200.0, dtype=np.float64)


def test_all_but_the_place_is_half_in_the_dark() -> None:
    seen = lit(1.0)
    assert seen[200, 220] > 0.95
    assert abs(seen[600, 330] - LEFT) < 0.03
    assert LEFT < seen[215, 60] < 1.0, "the beam is seen on its way"


def test_the_spotlight_comes_softly_and_has_no_edge() -> None:
    assert (lit(0.0) == 1.0).all()
    assert LEFT + 0.2 < lit(0.5)[600, 330] < 0.8
    assert np.abs(np.diff(lit(1.0), axis=0)).max() < 0.1, "no edge"
