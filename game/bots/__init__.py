"""Bots: policies with human limits, by which the levels are tuned."""

from collections.abc import Callable

from game.bots.limits import BOTS, Limits
from game.bots.player import Player
from game.sim import Intent, View

Policy = Callable[[View], Intent]

__all__ = ["BOTS", "Limits", "Player", "Policy", "make_bot"]


def make_bot(name: str, seed: int) -> Policy:
    """A fresh bot of this name; the same seed gives the same tremble of its hand.

    Raises:
        KeyError: no bot has this name.
    """
    limits = BOTS[name]
    return Player(limits, seed) if limits is not None else (lambda view: Intent())
