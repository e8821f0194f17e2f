"""The line of a file that a problem is about, cut so that what is meant can be seen."""

from typing import NamedTuple

BEFORE, AFTER = 40, 72
"""Characters of a long line that are shown before and after where what is meant begins."""


class Excerpt(NamedTuple):
    """A line before, at and after what is meant, with nothing in it that upsets a terminal."""

    before: str
    meant: str
    after: str


def lines_of(text: str) -> list[str]:
    """The lines of a file, as problems count them; none of an empty one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text else []


def excerpt(line: str, at: int, width: int) -> Excerpt:
    """A line round the `width` characters from `at` on (from 0): cut where it is long."""
    first, last = max(0, at - BEFORE - 1), at + AFTER + 1  # of a line of a megabyte no more is looked at
    shown = "".join(letter if letter.isprintable() else " " for letter in line[first:last])
    line = line[:first] + shown + line[last:]
    meant = line[at : min(at + width, at + AFTER)]
    end = at + len(meant)
    before = line[:at].lstrip() if at <= BEFORE else "..." + line[at - BEFORE : at]
    after = line[end : max(end, at + AFTER)] + ("..." if len(line) > max(end, at + AFTER) else "")
    return Excerpt(before, meant, after)
