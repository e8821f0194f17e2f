"""What rows depend on besides what was asked for: the game's own code."""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

import game

PLAYS = ("core", "level", "sim", "performance.py", "bots", "lab/played.py", "lab/handicaps.py")
"""Rooms and files that decide how a performance goes, and what is told of it."""


@cache
def code_digest(rooms: tuple[str, ...] = PLAYS) -> str:
    """A hash of the code that plays, or of other rooms, 16 hexadecimal digits: equal where the same comes of it."""
    root = Path(game.__file__).parent
    digest = blake2b(game.__version__.encode(), digest_size=8)
    for name in rooms:
        place = root / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def text_digests(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A hash of what is played under each name, of pairs (name, text), 16 hexadecimal digits; names may come again."""
    digests: dict[str, str] = {}
    for name, text in texts:
        digests[name] = blake2b(f"{digests.get(name, '')}\0{text}".encode(), digest_size=8).hexdigest()
    return digests
