"""The mouse as a left hand: a button held, and moved sideways from where it was pressed, leans the plinth."""

from game.input.aim import Pixel

FULL_LEAN = 0.15
"""Sideways movement that is a full lean, share of the window's width; less where the window's edge is nearer."""
LEAST_ROOM = 0.02
"""Share of the window's width that a full lean asks for at least, however near the edge is."""


class MouseLean:
    """Where the mouse was pressed to lean, and where it is now; nowhere once it is let go."""

    def __init__(self) -> None:
        self._pressed: Pixel | None = None
        self._now: Pixel = (0.0, 0.0)

    @property
    def is_held(self) -> bool:
        """Whether it leans now."""
        return self._pressed is not None

    @property
    def point(self) -> Pixel:
        """The pixel that is aimed at meanwhile: sideways the mouse leans, up and down it still aims."""
        return (self._now if self._pressed is None else self._pressed)[0], self._now[1]

    def press(self, at: Pixel) -> None:
        """Begin to lean from here."""
        self._pressed = self._now = at

    def move(self, to: Pixel) -> None:
        """The mouse moved."""
        self._now = to

    def release(self) -> None:
        """Let the plinth spring back."""
        self._pressed = None

    def lean(self, width: int, sensitivity: float = 1.0) -> float:
        """The lean, -1 (right) .. 1 (left), in a window so many px wide; more of it where more sensitive."""
        if self._pressed is None:
            return 0.0
        x = self._pressed[0]
        across = self._now[0] - x
        room = max(LEAST_ROOM * width, min(FULL_LEAN * width, x if across < 0 else width - 1 - x))
        return min(1.0, max(-1.0, -sensitivity * across / room))
