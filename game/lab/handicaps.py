"""What bots are kept from, to learn what each hand is worth: a row each.

What plays is imported when it plays: naming handicaps costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from game.bots import Policy

if TYPE_CHECKING:
    from game.sim import Intent, View
    from game.sim.view import CrackView

PAUSE_S = 3.0
"""s that whoever pauses lets pass before it paints a new crack."""
WATCHES_S = 2.0
"""s for which whoever takes over has watched."""

Tie = Callable[["View", "Intent"], "Intent"]
"""What becomes of an intent."""


@dataclass(frozen=True, slots=True)
class Handicap:
    """What a bot is kept from."""

    about: str
    make: Callable[[], Tie]
    """A fresh one for each performance: some remember."""


@dataclass(slots=True)
class Pause:
    """Brings no light to any crack for a while at each new one, in stage time."""

    _known: set[int] = field(default_factory=set)
    _until: float = 0.0

    def __call__(self, view: "View", intent: "Intent") -> "Intent":
        """Let go of the mirror while it pauses, or of the plinth where that alone brings glass into the light."""
        cracks = {crack.key for crack in _unfinished(view)}
        if not cracks <= self._known:
            self._known |= cracks
            self._until = view.time + PAUSE_S
        if view.time >= self._until:
            return intent
        return _frozen_mirror(view, intent) if view.light.mirrors else _no_lean(view, intent)


def _no_lean(_: "View", intent: "Intent") -> "Intent":
    return replace(intent, lean=0.0)


def _frozen_mirror(_: "View", intent: "Intent") -> "Intent":
    return replace(intent, aim=None, turn=0.0, slide=0.0, take=None)


def _painting_alone(view: "View", intent: "Intent") -> "Intent":
    return _no_lean(view, intent) if _unfinished(view) else intent


def _unfinished(view: "View") -> "list[CrackView]":
    from game.bots.attention import unfinished

    return unfinished(view)


def _no_breath(_: "View", intent: "Intent") -> "Intent":
    return replace(intent, breath=False)


HANDICAPS = {
    "no lean": Handicap("never leans", lambda: _no_lean),
    "frozen mirror": Handicap("never moves a mirror", lambda: _frozen_mirror),
    "lean frozen": Handicap("does not lean while there is a crack to paint", lambda: _painting_alone),
    "pause": Handicap(f"waits {PAUSE_S:g} s before each crack", Pause),
    "no breath": Handicap("never holds its breath", lambda: _no_breath),
}
"""By name."""


def tied(policy: Policy, handicap: str) -> Policy:
    """A policy with one hand tied; '' ties none.

    Raises:
        KeyError: there is no such handicap.
    """
    if not handicap:
        return policy
    tie = HANDICAPS[handicap].make()
    return lambda view: tie(view, policy(view))


@dataclass(slots=True)
class Relay:
    """One plays up to a stage time, and then another takes over, who has watched for a while."""

    first: Policy
    second: Policy
    at: float
    """s."""

    def __call__(self, view: "View") -> "Intent":
        """The intent of the one whose turn it is."""
        if view.time >= self.at:
            return self.second(view)
        if view.time >= self.at - WATCHES_S:
            self.second(view)
        return self.first(view)
