"""A run of encores: one number after the other from a seed, until one is lost; and the seed of the day."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2b
from string import hexdigits

from game.core.words import grouped

RULES = 4
"""Version of the rules: raised whenever a seed comes to give other levels, or voices count otherwise, so that sums of
different things are never ranked together. Files, results, recordings and the line to share name it; a test pins what
it stands for."""
SEED_BITS = 16
"""Seeds that are drawn have so many bits: four signs at most."""
MOST_SIGNS = 8
"""Signs of a seed that somebody writes."""
UID_BYTES = 12


@dataclass(frozen=True, slots=True)
class Run:
    """As it stands before a number is played."""

    seed: int
    number: int = 1
    """Which number comes now, from 1."""
    score: int = 0
    """Of all numbers before."""
    day: str = ""
    """The UTC date where it is ranked as that day's; else empty."""
    uid: str = field(default_factory=lambda: secrets.token_hex(UID_BYTES))

    @property
    def id(self) -> str:
        """What a player's progress knows the number by."""
        return f"encore/{self.seed:X}/{self.number}"

    @property
    def is_costly(self) -> bool:
        """Whether something is lost where it is left before its next number."""
        return self.number > 1 or bool(self.day)

    def after(self, score: int) -> "Run":
        """Once the number was won with so many points."""
        return replace(self, number=self.number + 1, score=self.score + score)

    def anew(self) -> "Run":
        """From the first number once more; only the first run of a day is ranked."""
        return Run(self.seed)


def seed_of(text: str) -> int:
    """The seed that is written so: hexadecimal, as the game shows it.

    Raises:
        ValueError: it is none.
    """
    text = text.strip()
    if not 1 <= len(text) <= MOST_SIGNS or not set(text) <= set(hexdigits):
        raise ValueError(f"{text!r} is no seed: want up to {MOST_SIGNS} of the signs 0-9 and A-F, such as 8F3")
    return int(text, 16)


def drawn_seed() -> int:
    """Another seed each time."""
    return secrets.randbits(SEED_BITS)


def today() -> str:
    """The date by UTC: everywhere the day begins at once."""
    return f"{datetime.now(UTC):%Y-%m-%d}"


def seed_of_day(day: str) -> int:
    """The same for all who play on a day (a UTC date)."""
    return int.from_bytes(blake2b(f"encore/{day}".encode(), digest_size=SEED_BITS // 8).digest())


def line_of(seed: int, day: str, score: int, won: int) -> str:
    """A line to be sent to others: version of the rules, the day where it was ranked, seed and score, and a star for
    each number won."""
    parts = (f"Encore r{RULES}", day, f"seed {seed:X}", grouped(score), "*" * won)
    return " ".join(filter(None, parts))
