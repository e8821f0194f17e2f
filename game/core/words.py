"""Words for people."""

import re
from collections.abc import Iterable
from pathlib import Path

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
MOST_DIGITS = 18
"""Of a number that people type: no more fit into 64 bits."""


STEERING = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ud800-\\udfff]")
"""What steers a terminal, turns the way of writing round or is half a character, and is no letter, sign or space."""


def plain(text: str) -> str:
    """A text, a file's name say, that can be printed and written anywhere: what else is in it stands as escapes."""
    return STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def counted(number: int | str, one: str, several: str = "") -> str:
    """A number with its noun: `1 flaw`, `2 flaws`; `several` where that takes more than an s."""
    return f"{number} {one if number in (1, '1') else several or one + 's'}"


def grouped(number: int) -> str:
    """A number, points say, with its thousands apart: `12 480`."""
    return f"{number:,}".replace(",", " ")


def homely(path: Path) -> str:
    """A path as people write it, from their home on."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def said(name: str) -> str:
    """An id as one would say it."""
    return name.replace("_", " ").replace("-", " ")


def roman(number: int) -> str:
    """A number as acts are counted."""
    text = ""
    for value, letters in _ROMAN:
        text, number = text + letters * (number // value), number % value
    return text


def is_whole(text: str) -> bool:
    """Whether a text is a whole number from 0 up in plain digits, none of those of other scripts, and of no more than
    `MOST_DIGITS`."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def dotted(parts: Iterable[str]) -> str:
    """The parts of a line, with dots between them; those that are empty are left out."""
    return "  \N{MIDDLE DOT}  ".join(filter(None, parts))
