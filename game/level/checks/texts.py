"""Checks of what is read by people: titles and stories go to terminals and to the stage as they are."""

from collections.abc import Iterator

from game.core.json_source import JsonPath
from game.core.words import STEERING
from game.level.checks.check_context import Check, Finding, LevelContext


def texts_are_plain(context: LevelContext) -> Iterator[Finding]:
    """Nothing in them does anything but be read, and there is something to read in a title."""
    level = context.level
    texts: list[tuple[JsonPath, str]] = [(("title",), level.title)]
    texts += [(("story", row), line) for row, line in enumerate(level.story)]
    for path, text in texts:
        if found := STEERING.search(text):
            yield (
                path,
                f"has the control character U+{ord(found[0]):04X}; write plain text, a line of the story an entry",
            )
    if not level.title.strip():
        yield ("title",), "shows nothing; give it a name that can be read"


CHECKS: tuple[Check, ...] = (texts_are_plain,)
