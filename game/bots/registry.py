"""All bots, by name: the one place that names them to commands, to levels' expectations and to docs.

The bots are fixed; levels are tuned to them, never the other way round. A new one is a row here: with the limits of a
player's hands, or with a policy of its own. What plays is imported when it is made: naming bots costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.bots.limits import Limits
from game.core.json_source import quoted, suggest

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


def random_hands(seed: int) -> Policy:
    """Hands that know nothing."""
    from game.bots.random_hands import RandomHands

    return RandomHands(seed)


NOVICE = Limits(0.350, 2.0, 0.8, 0.0, 0.6, 1.0, feels_its_leans=False, freezes=1.0, slower=2.0)
REGULAR = Limits(0.250, 1.0, 2.0, 0.6, 1.0, 0.8, feels_its_leans=True, freezes=0.5, conducts=0.5)
SOLOIST = Limits(
    0.180, 0.4, 4.0, 0.9, 1.8, 0.8, feels_its_leans=True, freezes=0.2, stills=True, holds_tips=True, conducts=1.0,
    anticipates=True, breathes_in_danger=True,
)  # fmt: skip
EXPERT = replace(SOLOIST, chords=True)

BOTS: dict[str, Bot] = {
    "idle": Bot("does nothing at all", idle),
    "random": Bot("leans and points anywhere", random_hands),
    "novice": Bot("slow and shaky; steadies the plinth half as often while it paints", player(NOVICE)),
    "regular": Bot("uses both hands at a time, looks ahead a little, and minds every other beat", player(REGULAR)),
    "soloist": Bot("an expert that lets each voice enter alone", player(SOLOIST)),
    "expert": Bot("quick and sure; stills the glass, paints from the tip, lets chords go on the beat", player(EXPERT)),
}
"""By name, from the weakest to the strongest."""


def make_bot(name: str, seed: int) -> Policy:
    """A fresh bot of this name.

    Raises:
        KeyError: no bot has this name.
    """
    if name not in BOTS:
        raise KeyError(f"there is no bot {quoted(name)}{suggest(name, BOTS)}")
    return BOTS[name].make(seed)


def bot_names() -> str:
    """The names of all bots, as a help text lists them: `idle, novice, regular or expert`."""
    *most, last = BOTS
    return f"{', '.join(most)} or {last}" if most else last
