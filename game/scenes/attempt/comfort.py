"""What is offered to whoever loses a number again and again: a hint, then a way round it, kindly put."""

from game.core.language import N_, _
from game.scenes.attempt.keeping import Keeping, place_of
from game.sim import View

HINT_AFTER, SKIP_AFTER = 2, 5
"""Losses in the same place before a hint, and losses of a number since it was last won before it may be skipped."""
HINTS = {
    "toppled": N_("Here again: only lean until it stands still, then draw."),
    "silence": N_("Here again: have the light wait where that crack opens."),
    "time": N_("Out of time again: draw while it still sways a little."),
}
"""By the cause of the end."""
KIND = N_("It may wait for you, and counts as played, if you like.")


def comfort_for(view: View, keeping: Keeping) -> tuple[str, bool]:
    """A hint, empty where there is none to be given, and whether the number may be skipped."""
    losses = (*keeping.before.lost_in_a_row, place_of(view))
    if view.game.outcome != "lost" or not keeping.is_own:
        return "", False
    if keeping.may_skip and len(losses) >= SKIP_AFTER:
        return _(KIND), True
    stuck = losses.count(losses[-1]) >= HINT_AFTER
    return (_(HINTS.get(view.game.cause, "")) if stuck else ""), False
