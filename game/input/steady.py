"""Auto-steady: the plinth leans against the sway while the player leans nowhere. Recorded intents have it in them."""

from game.sim.balance import BalanceWatch
from game.sim.view import View

REST, FULL = 0.012, 0.06
"""rad that the sculpture tends to a side at which nothing is done, and at which the plinth leans fully."""


class Steady:
    """Follows views, tick by tick."""

    def __init__(self) -> None:
        self._watch = BalanceWatch()

    def lean(self, view: View) -> float:
        """The lean to wish for, -1 (right) .. 1 (left)."""
        tends = self._watch.follow(view).tends
        return 0.0 if abs(tends) < REST else min(1.0, max(-1.0, -tends / FULL))
