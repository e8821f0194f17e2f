"""The acts of the performance: three numbers each."""

LEVELS_PER_ACT = 3
ACTS = ("Spotlight", "Hairlines", "Discord", "Acceptance", "Chorus")
"""What the acts are called."""


def act_of(number: int) -> int:
    """Which act a number of the performance is in; both count from 1."""
    return (number - 1) // LEVELS_PER_ACT + 1
