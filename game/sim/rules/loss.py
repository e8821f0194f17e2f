"""What decided a loss, and what the player did then: found once, as it happens, for all who tell of it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from game.core.clock import TICK_S, TICKS_PER_SECOND
from game.sim.constants import GASP_SWAY
from game.sim.events import BREAKS, Event, EventKind

CHAIN_TICKS = round(3.0 * TICKS_PER_SECOND)
"""Breaks within so many ticks of each other belong together: one piece's fall brings down the next."""
DECIDED_S = 0.3
"""s of leaning in one swing that are meant: less is a nudge."""
MEANT = 0.1
"""Share of the largest lean that is no tremble of a stick."""
SWUNG = math.radians(3.0)
"""rad of sway under which a break is nothing that leaning could have kept away."""
LIT_TICKS = round(1.5 * TICKS_PER_SECOND)
"""A crack that was lit so many ticks ago is still being painted."""
PULLED_TICKS = round(1.0 * TICKS_PER_SECOND)
"""Dry gold that had not pulled for so many ticks when it gave way is not why."""

DARK_SHARE = 0.4
"""Share of its time for which an open crack must have been dark for that to be why it does not sing."""

DeedKind = Literal["along", "late", "still", "unlit", "outrun", "dried", "dark", "slow", "held", "time"]


@dataclass(frozen=True, slots=True)
class Deed:
    """The player's own share in a loss: one cause, for the scene to put into words."""

    kind: DeedKind
    """along: leaned to the side that it swung to; late: leaned against it, in vain; still: did not lean; unlit: a
    crack ran through in the dark; outrun: one ran through although it was lit; dried: gold was left unfinished until it
    pulled. As time ran out, dark: a crack had been left so; slow: one was not gold all along; held: one was, and did
    not sing yet; time: no crack was open."""
    side: Literal["", "left", "right"] = ""
    """Where it swung."""
    size: float = 0.0
    """rad that it swung, 0 where it fell without a break; the share of a crack that was gold; s for which one was dark
    as time ran out."""


class Unsung(NamedTuple):
    """A crack that was open as time ran out."""

    at: tuple[float, float]
    """m, of its tip."""
    piece: str
    open_s: float
    lit_s: float
    gold: float
    """0..1."""

    @property
    def dark_s(self) -> float:
        """s for which no light was on it."""
        return self.open_s - self.lit_s

    def deed(self) -> Deed:
        """What of it the player is told."""
        if self.gold >= 1.0:
            return Deed("held", size=self.gold)
        if self.dark_s >= DARK_SHARE * self.open_s:
            return Deed("dark", size=self.dark_s)
        return Deed("slow", size=self.gold)


@dataclass(slots=True)
class Swing:
    """What was done while the sculpture swung to one side."""

    is_left: bool = False
    widest: float = 0.0
    """rad."""
    along_s: float = 0.0
    """s of leaning with it, while it could still be held..."""
    against_s: float = 0.0
    """...and against it."""

    def deed(self, size: float) -> Deed:
        """What of it the player is told; `size` is how far it swung, rad."""
        meant = max(self.along_s, self.against_s) >= DECIDED_S
        kind: DeedKind = "still" if not meant else "along" if self.along_s >= self.against_s else "late"
        return Deed(kind, "left" if self.is_left else "right", size)


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
    tick; the FLAW that was open and darkest when time ran out; None for other ends."""
    deed: Deed | None = None
    """What the player did, or left undone, as that was decided; None where it was nobody's doing."""
    wish: float = 0.0
    """The lean that the player wants now, -1 (right) .. 1 (left)."""
    dried: Event | None = None
    """The last DRY."""
    pulled_tick: int = -CHAIN_TICKS - 1
    """When dry gold last pulled."""
    lit: dict[str, int] = field(default_factory=dict)
    """When light last fell on a crack of each piece, ticks."""
    swing: Swing = field(default_factory=Swing)
    """The swing that it is in."""
    at_first: Swing = field(default_factory=Swing)
    """As it was at `first`."""

    def watch(self, events: Iterable[Event], tick: int, sway: float) -> None:
        """Take in what happened on a tick, and how far it sways (rad)."""
        swing, size = self.swing, abs(sway)
        if swing.is_left != (sway > 0.0):
            swing = self.swing = Swing(sway > 0.0)
        swing.widest = max(swing.widest, size)
        if size <= GASP_SWAY:
            self.upright_tick = tick
            self._lean_in(swing)
        for event in events:
            if event.kind is EventKind.DRY:
                self.dried = event
            if event.kind in BREAKS:
                if self.first is None or tick - self.last_tick > CHAIN_TICKS:
                    self.first, self.at_first = event, replace(self.swing)
                self.last_tick = tick

    def despair(self, tick: int) -> None:
        """From this tick on too few flaws are left."""
        self.doom = self._chain(tick)

    def decide(self, cause: str, tick: int, foot: tuple[float, float], unsung: Sequence[Unsung] = ()) -> None:
        """It is over: find what decided a loss; `foot` is where it stood, m."""
        if cause == "silence":
            self.decided = self.doom
        elif cause == "toppled":
            fall = self._chain(tick) or Event(EventKind.TOPPLE, self.upright_tick, foot)
            self.decided = self._dried_before(fall) or fall
        if self.decided is not None:
            self.deed = self._deed(self.decided)
        elif cause == "time":
            darkest = max(unsung, key=lambda crack: crack.dark_s, default=None)
            self.deed = Deed("time") if darkest is None else darkest.deed()
            if darkest is not None:
                self.decided = Event(EventKind.FLAW, tick, darkest.at, darkest.gold, darkest.piece)

    def _lean_in(self, swing: Swing) -> None:
        """Note how the player leans in a swing that can still be held."""
        if abs(self.wish) > MEANT:
            if swing.is_left == (self.wish > 0.0):
                swing.along_s += TICK_S
            else:
                swing.against_s += TICK_S

    def _deed(self, decided: Event) -> Deed | None:
        """What the player has to do with it."""
        if decided.kind is EventKind.DRY:
            return Deed("dried", size=decided.size)
        if decided.kind is EventKind.TOPPLE:
            return self.swing.deed(0.0)
        if decided.kind is EventKind.SPLIT:
            is_lit = decided.tick - self.lit.get(decided.subject, -LIT_TICKS - 1) <= LIT_TICKS
            return Deed("outrun" if is_lit else "unlit")
        return self.at_first.deed(self.at_first.widest) if self.at_first.widest >= SWUNG else None

    def _dried_before(self, fall: Event) -> Event | None:
        """The gold that pulled a sculpture down; None where that was not why."""
        if self.dried is None or fall.kind is EventKind.SPLIT or fall.tick - self.pulled_tick > CHAIN_TICKS:
            return None
        return self.dried if fall.tick - self.dried.tick >= PULLED_TICKS else None

    def _chain(self, tick: int) -> Event | None:
        """The beginning of the chain that led to a tick."""
        return self.first if tick - self.last_tick <= CHAIN_TICKS else None
