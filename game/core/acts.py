"""The acts of the performance: three numbers each."""

from game.core.language import N_

LEVELS_PER_ACT = 3
ACTS = (N_("Spotlight"), N_("Hairlines"), N_("Discord"), N_("Acceptance"), N_("Chorus"))
"""What the acts are called."""


def act_of(number: int) -> int:
    """Which act a number of the performance is in; both count from 1."""
    return (number - 1) // LEVELS_PER_ACT + 1
