"""Levels in play, and the old levels that tests are built on: what is shipped may be tuned without breaking them."""

from pathlib import Path

TALL = Path(__file__).parents[2] / "game" / "bench" / "tall.json"
"""The third of them is also what `flawsong bench` measures."""
OLD_LEVELS = [*sorted(Path(__file__).parent.joinpath("old").glob("*.json")), TALL]
TWO_HANDS = Path(__file__).parent / "two_hands.json"
"""A level that falls where nobody leans."""


def old_level(number: str) -> Path:
    """The file of an old level: 1, 2 or 3."""
    return OLD_LEVELS[int(number) - 1]
