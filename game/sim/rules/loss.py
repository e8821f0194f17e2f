"""What decided a loss: found once, as it happens, for all who tell of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from game.core.clock import TICKS_PER_SECOND
from game.sim.constants import GASP_SWAY
from game.sim.events import BREAKS, Event, EventKind

CHAIN_TICKS = round(3.0 * TICKS_PER_SECOND)
"""Breaks within so many ticks of each other belong together: one piece's fall brings down the next."""


@dataclass(slots=True)
class Loss:
    """What has given way of late, and what decided the end."""

    first: Event | None = None
    """The first break or split of the chain that runs, or ran last."""
    last_tick: int = 0
    """When that chain went on last."""
    upright_tick: int = 0
    """When the sculpture was last as upright as it may be."""
    doom: Event | None = None
    """What left too few flaws to win; what breaks in the last breath after it decides nothing any more."""
    decided: Event | None = None
    """What decided the end: a break or a split; the TOPPLE of a sculpture that leaned too far, told at its last upright
    tick; None for other ends."""

    def watch(self, events: Iterable[Event], tick: int, sway: float) -> None:
        """Take in what happened on a tick, and how far it sways (rad)."""
        if abs(sway) <= GASP_SWAY:
            self.upright_tick = tick
        for event in events:
            if event.kind in BREAKS:
                if self.first is None or tick - self.last_tick > CHAIN_TICKS:
                    self.first = event
                self.last_tick = tick

    def despair(self, tick: int) -> None:
        """From this tick on too few flaws are left."""
        self.doom = self._chain(tick)

    def decide(self, cause: str, tick: int, foot: tuple[float, float]) -> None:
        """It is lost: find what decided that; `foot` is where it stood, m."""
        if cause == "silence":
            self.decided = self.doom
        elif cause == "toppled":
            self.decided = self._chain(tick) or Event(EventKind.TOPPLE, self.upright_tick, foot)

    def _chain(self, tick: int) -> Event | None:
        """The beginning of the chain that led to a tick."""
        return self.first if tick - self.last_tick <= CHAIN_TICKS else None
