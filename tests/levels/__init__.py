"""Levels in play, and the old levels that tests are built on: what is shipped may be tuned without breaking them."""

from pathlib import Path

OLD_LEVELS = sorted(Path(__file__).parent.joinpath("old").glob("*.json"))


def old_level(number: str) -> Path:
    """The file of an old level: 1, 2 or 3."""
    return OLD_LEVELS[int(number) - 1]
