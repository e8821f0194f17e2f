"""From scene to scene without a cut: the last picture of the one before fades over the next."""

import pygame

from game.scenes.page.page import eased

LASTS_S = 0.3
"""Real seconds: short enough that nobody waits for it."""


class Dissolve:
    """Follows which scene is on, and fades the picture of the one before."""

    def __init__(self) -> None:
        self._scene: object = None
        self._before: pygame.Surface | None = None
        self._left_s = 0.0

    def follow(self, scene: object, picture: pygame.Surface, elapsed_s: float) -> None:
        """Let time pass before a scene is drawn; `picture` is as it was shown last, and is kept if the scene is new."""
        self._left_s = max(0.0, self._left_s - elapsed_s)
        if scene is not self._scene:
            is_first, self._scene = self._scene is None, scene
            self._before, self._left_s = (None, 0.0) if is_first else (picture.copy(), LASTS_S)
        if self._left_s == 0.0:
            self._before = None

    def draw(self, target: pygame.Surface) -> None:
        """Lay what is left of the picture before over the new one; not in a window of another size."""
        if self._before is not None and self._before.get_size() == target.get_size():
            self._before.set_alpha(round(255 * eased(self._left_s / LASTS_S)))
            target.blit(self._before, (0, 0))
