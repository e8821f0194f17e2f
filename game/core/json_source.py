"""JSON text that knows where each of its values stands, for errors that an editor can jump to."""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from difflib import get_close_matches

from game.core.json_reader import (
    MAX_DEPTH,
    MAX_VALUES,
    BrokenTextError,
    JsonPath,
    Node,
    Reader,
    Tell,
    TooLongError,
    quoted,
)
from game.core.words import plain

__all__ = ["MAX_DEPTH", "MAX_VALUES", "Document", "JsonPath", "Problem", "path_text", "quoted", "suggest"]

_LINE_END = re.compile(r"\r\n|\r|\n")
_PLAIN_KEY = re.compile(r"[A-Za-z_$][\w$-]*", re.ASCII)
_LISTED = 20
"""At most this many names are listed where none comes close."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file, and what would be right."""

    source: str
    """The file's name, or what stands for it."""
    line: int
    """From 1; 0 where the file as a whole is meant."""
    column: int
    """From 1, in characters; 0 where the file as a whole is meant."""
    path: str
    """Where in the data, like `pieces[2].shape.size[0]`; empty at the top."""
    message: str
    width: int = 1
    """How many characters of its line are meant, at least one."""

    def __str__(self) -> str:
        source = plain(self.source)
        place = f"{source}:{self.line}:{self.column}" if self.line else source
        return ": ".join(part for part in (place, self.path, self.message) if part)


class Document:
    """A JSON text that was read: its data, where each value stands, and what was wrong with it as JSON."""

    def __init__(self, text: str, source: str) -> None:
        self.source = source
        self.problems: list[Problem] = []
        """Syntax error, duplicate keys, numbers and text that JSON does not allow."""
        self.lax: list[Problem] = []
        """What is no JSON and yet read: comments, commas after the last entry, and notes, entries whose key begins
        with two slashes, which are in no data."""
        self.text = text.removeprefix("\ufeff")
        """Without a byte order mark."""
        self._lines = [0, *(end.end() for end in _LINE_END.finditer(self.text))]
        self.overlong: JsonPath | None = None
        """Path of the object or list that is too long to be read, which is the one problem then."""
        self._root: Node | None = None
        try:
            self._root = Reader(self.text, self._teller(self.problems), self._teller(self.lax)).document()
        except BrokenTextError as error:
            self._teller(self.problems)(error.at, error.path, str(error))
            if isinstance(error, TooLongError):
                self.overlong = error.path
        self._data = self._root.value if self._root else None
        self._origin: Callable[[JsonPath], JsonPath] = lambda path: path
        """From a path in the data to that in the text, where they differ."""

    @property
    def broken(self) -> bool:
        """Whether the text is no JSON at all, so that there is no data."""
        return self._root is None

    @property
    def data(self) -> object:
        """The value of the whole text, with lists as tuples; None where it is broken."""
        return self._data

    def revised(self, data: object, origin: Callable[[JsonPath], JsonPath]) -> "Document":
        """The same text, read as other data; values and problems keep the place that they have in the text.

        `origin` leads from a path in the new data to where that value stands in the old.
        """
        twin, earlier = copy(self), self._origin
        twin._data, twin._origin = data, lambda path: earlier(origin(path))
        return twin

    def get(self, path: JsonPath) -> object:
        """The value at a path as it stands in the text; None where there is none."""
        node, rest = self._nearest(path)
        return node.value if node and not rest else None

    def position(self, path: JsonPath, on_key: bool = False) -> tuple[int, int]:
        """Line and column, both from 1, where the value (or its key) at a path starts.

        Where the path leads to nothing, that of the innermost value on the way: the object that lacks a key.
        """
        node, rest = self._nearest(path)
        if node is None:
            return 1, 1
        return self._line_column(node.key if on_key and not rest else node.start)

    def span(self, path: JsonPath) -> tuple[int, int] | None:
        """From where to where in the text the value at a path stands; None where there is none."""
        node, rest = self._nearest(path)
        return (node.start, node.end) if node and not rest else None

    def problem(self, path: JsonPath, message: str, on_key: bool = False) -> Problem:
        """A problem with the value (or the key) at a path."""
        place = self.position(path, on_key)
        return Problem(self.source, *place, path_text(self._origin(path)), message, self._width(path, on_key))

    def name(self, path: JsonPath) -> str | int:
        """What the last key or index of a path is called in the text."""
        return self._origin(path)[-1]

    def _nearest(self, path: JsonPath) -> tuple[Node | None, JsonPath]:
        """The innermost node on the way to a path, and the rest of the path that it lacks."""
        node, path = self._root, self._origin(path)
        for step, part in enumerate(path):
            if node is None or part not in node.children:
                return node, path[step:]
            node = node.children[part]
        return node, ()

    def _line_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _width(self, path: JsonPath, on_key: bool) -> int:
        """Characters of the first line of the value (or the key) at a path, or of the bracket of what lacks it."""
        node, rest = self._nearest(path)
        if node is None or rest:
            return 1
        if on_key and node.key < node.start:
            return json.JSONDecoder().raw_decode(self.text, node.key)[1] - node.key
        return len(_LINE_END.split(self.text[node.start : node.end], maxsplit=1)[0].rstrip()) or 1

    def _teller(self, problems: list[Problem]) -> Tell:
        """What notes a problem of the text itself."""

        def tell(offset: int, path: JsonPath, message: str) -> None:
            problems.append(Problem(self.source, *self._line_column(offset), path_text(path), message))

        return tell


def path_text(path: JsonPath) -> str:
    """A path as people write it: `pieces[2].shape.size[0]`; odd keys are quoted."""
    parts = (
        f".{part}" if isinstance(part, str) and _PLAIN_KEY.fullmatch(part) else f"[{quoted(part)}]" for part in path
    )
    return "".join(parts).removeprefix(".")


def suggest(name: object, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: `; did you mean "foot"?`, or the names that there are."""
    names = list(known)
    near = get_close_matches(str(name)[:80], names, n=1)
    if near:
        return f"; did you mean {quoted(near[0])}?"
    more = ", ..." if len(names) > _LISTED else ""
    return f"; known: {', '.join(names[:_LISTED])}{more}" if names else "; there are none"
