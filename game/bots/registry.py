"""All bots, by name: the one place that names them to commands, to levels' expectations and to docs.

The bots are fixed; levels are tuned to them, never the other way round. A new one is a row here: with the limits of a
player's hands, or with a policy of its own. What plays is imported when it is made: naming bots costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.bots.limits import Limits

if TYPE_CHECKING:
    from game.sim import Intent, View

Policy = Callable[["View"], "Intent"]


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot: what it is, and how a fresh one is made."""

    about: str
    """What it is, in a line."""
    make: Callable[[int], Policy]
    """A fresh one from a seed; the same seed gives the same tremble of its hand."""


def idle(seed: int) -> Policy:
    """Hands that rest."""
    from game.sim import Intent

    return lambda view: Intent()


def player(limits: Limits) -> Callable[[int], Policy]:
    """Hands with a human's limits."""

    def make(seed: int) -> Policy:
        from game.bots.player import Player

        return Player(limits, seed)

    return make


BOTS: dict[str, Bot] = {
    "idle": Bot("does nothing at all", idle),
    "novice": Bot(
        "slow and shaky; steadies the plinth only while it does not aim",
        player(Limits(0.350, 2.0, 0.8, False, False, False, 0.0)),
    ),
    "regular": Bot(
        "uses both hands at a time, and looks ahead a little",
        player(Limits(0.250, 1.0, 2.0, True, False, False, 0.6)),
    ),
    "expert": Bot(
        "quick and sure; finishes voices on the beat, and holds its breath",
        player(Limits(0.180, 0.4, 4.0, True, True, True, 0.9)),
    ),
}
"""By name, from the weakest to the strongest."""


def make_bot(name: str, seed: int) -> Policy:
    """A fresh bot of this name.

    Raises:
        KeyError: no bot has this name.
    """
    return BOTS[name].make(seed)


def bot_names() -> str:
    """The names of all bots, as a help text lists them: `idle, novice, regular or expert`."""
    *most, last = BOTS
    return f"{', '.join(most)} or {last}" if most else last
