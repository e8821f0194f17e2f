"""JSON text that knows where each of its values stands, for errors that an editor can jump to.

The stdlib parser forgets positions, keeps only the last of duplicate keys and lets NaN pass. So objects and
lists are read here, and strings, numbers and literals by the stdlib decoder. Lists come out as tuples, as frozen
models want them.
"""

import json
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from difflib import get_close_matches

from game.core.words import counted

JsonPath = tuple[str | int, ...]
"""Keys and indices that lead from the top to a value."""

Note = Callable[[int, JsonPath, str], None]
"""Takes an offset, a path and what is wrong there."""

MAX_DEPTH = 32
"""Deepest nesting that is read: many times what a file of ours needs, and far from the recursion limit."""
MAX_VALUES = 50_000
"""Most values that are read: several times the largest file of ours. A list of a million errors would help nobody."""

_SPACE = re.compile(r"[ \t\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_TOKEN = re.compile(r"[\w.+-]{1,24}|.", re.DOTALL)
_PLAIN_KEY = re.compile(r"[A-Za-z_$][\w$-]*", re.ASCII)
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_SHOWN = 40
"""Longest piece of a file's own text in a message, characters."""

_LISTED = 20
"""At most this many names are listed where none comes close."""

_A_VALUE = "a value: {...}, [...], text in double quotes, a number, true, false or null"
_IN_TEXT = {
    "Unterminated string": "this text is never closed; end it with a double quote",
    "Invalid control character": "line break or control character in text; close the quotes, or write \\n",
    "Invalid \\escape": "unknown escape; write \\\\ for a backslash",
    "Invalid \\uXXXX escape": "\\u needs four hexadecimal digits",
}
"""What the stdlib decoder says about text, by its first words, in ours."""


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

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}:{self.column}" if self.line else self.source
        return ": ".join(part for part in (place, self.path, self.message) if part)


@dataclass(slots=True)
class _Node:
    """A value and where it starts; `key` is where its key starts, or its own start where it has none."""

    start: int
    value: object
    key: int
    children: "dict[str | int, _Node]" = field(default_factory=dict)


class Document:
    """A JSON text that was read: its data, where each value stands, and what was wrong with it as JSON."""

    def __init__(self, text: str, source: str) -> None:
        self.source = source
        self.problems: list[Problem] = []
        """Syntax error, duplicate keys, numbers and text that JSON does not allow."""
        self.text = text.removeprefix("\ufeff")
        """Without a byte order mark."""
        self._lines = [0, *(end.end() for end in _LINE_END.finditer(self.text))]
        self.overlong: JsonPath | None = None
        """Path of the object or list that is too long to be read, which is the one problem then."""
        self._root: _Node | None = None
        try:
            self._root = _Reader(self.text, self._note).document()
        except _SyntaxError as error:
            self._note(error.at, error.path, str(error))
            if isinstance(error, _TooLongError):
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

    def problem(self, path: JsonPath, message: str, on_key: bool = False) -> Problem:
        """A problem with the value (or the key) at a path."""
        return Problem(self.source, *self.position(path, on_key), path_text(self._origin(path)), message)

    def name(self, path: JsonPath) -> str | int:
        """What the last key or index of a path is called in the text."""
        return self._origin(path)[-1]

    def _nearest(self, path: JsonPath) -> tuple[_Node | None, JsonPath]:
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

    def _note(self, offset: int, path: JsonPath, message: str) -> None:
        self.problems.append(Problem(self.source, *self._line_column(offset), path_text(path), message))


def path_text(path: JsonPath) -> str:
    """A path as people write it: `pieces[2].shape.size[0]`; odd keys are quoted."""
    parts = (
        f".{part}" if isinstance(part, str) and _PLAIN_KEY.fullmatch(part) else f"[{quoted(part)}]" for part in path
    )
    return "".join(parts).removeprefix(".")


def quoted(value: object) -> str:
    """A scalar as JSON would write it, cut where it is long, and with nothing that upsets a terminal."""
    text = json.dumps(value[: _SHOWN + 1] if isinstance(value, str) else value, ensure_ascii=False)
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def suggest(name: object, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: `; did you mean "foot"?`, or the names that there are."""
    names = list(known)
    near = get_close_matches(str(name)[:80], names, n=1)
    if near:
        return f"; did you mean {quoted(near[0])}?"
    more = ", ..." if len(names) > _LISTED else ""
    return f"; known: {', '.join(names[:_LISTED])}{more}" if names else "; there are none"


class _SyntaxError(Exception):
    """The text stops being JSON at offset `at`, inside the value at `path`."""

    def __init__(self, at: int, path: JsonPath, message: str) -> None:
        super().__init__(message)
        self.at = at
        self.path = path


class _TooLongError(_SyntaxError):
    """The object or list at `path` is longer than is read."""


class _Reader:
    """Recursive descent over one text. `note(offset, path, message)` gets what can be read past."""

    def __init__(self, text: str, note: Note) -> None:
        self._text = text
        self.note = note
        self.decoder = json.JSONDecoder(parse_int=_parse_int)
        self.values = 0
        self.open: list[tuple[_Node, JsonPath]] = []
        """Objects and lists that have begun, outermost first."""

    def document(self) -> _Node:
        start = self.skip(0)
        if start == len(self._text):
            raise _SyntaxError(start, (), "the file is empty; expected an object: {...}")
        node, end = self.read(start, ())
        end = self.skip(end)
        if end < len(self._text):
            raise self.unexpected(end, (), "the end of the file")
        return node

    def read(self, at: int, path: JsonPath) -> tuple[_Node, int]:
        """The node that starts at an offset, and the offset behind it."""
        self.values += 1
        if self.values > MAX_VALUES:
            raise self.too_long()
        if len(path) > MAX_DEPTH:
            raise _SyntaxError(at, (), f"nested too deep; at most {MAX_DEPTH} levels are read")
        match self._text[at : at + 1]:
            case "{":
                read = self.read_object(at, path)
            case "[":
                read = self.read_list(at, path)
            case _:
                value, end = self.read_scalar(at, path)
                return _Node(at, value, at), end
        self.open.pop()
        return read

    def read_object(self, start: int, path: JsonPath) -> tuple[_Node, int]:
        values: dict[str, object] = {}
        node = _Node(start, values, start)
        self.open.append((node, path))
        at = self.skip(start + 1)
        if self._text.startswith("}", at):
            return node, at + 1
        while True:
            if not self._text.startswith('"', at):
                raise self.unexpected(at, path, "a key in double quotes")
            key, end = self.read_scalar(at, path)
            assert isinstance(key, str)
            inner = (*path, key)
            end = self.skip(end)
            if not self._text.startswith(":", end):
                raise self.unexpected(end, inner, "':' after the key")
            child, end = self.read(self.skip(end + 1), inner)
            child.key = at
            if key in node.children:
                self.note(at, inner, f"key {quoted(key)} is given twice; keep one of them")
            node.children[key], values[key] = child, child.value
            at, closed = self.separator(end, path, "}")
            if closed:
                return node, at

    def read_list(self, start: int, path: JsonPath) -> tuple[_Node, int]:
        node = _Node(start, (), start)
        self.open.append((node, path))
        at = self.skip(start + 1)
        closed = self._text.startswith("]", at)
        at += closed
        while not closed:
            index = len(node.children)
            node.children[index], end = self.read(at, (*path, index))
            at, closed = self.separator(end, path, "]")
        node.value = tuple(child.value for child in node.children.values())
        return node, at

    def separator(self, at: int, path: JsonPath, closing: str) -> tuple[int, bool]:
        """Reads ',' or the closing bracket: the offset of what comes next, and whether it closed."""
        at = self.skip(at)
        if self._text.startswith(closing, at):
            return at + 1, True
        if not self._text.startswith(",", at):
            raise self.unexpected(at, path, f"',' or '{closing}'")
        comma, at = at, self.skip(at + 1)
        if self._text.startswith(closing, at):
            raise _SyntaxError(comma, path, f"',' before '{closing}'; leave out the last comma")
        return at, False

    def read_scalar(self, at: int, path: JsonPath) -> tuple[object, int]:
        """A string, number or literal, and the offset behind it; notes what JSON does not allow."""
        try:
            value, end = self.decoder.raw_decode(self._text, at)
        except json.JSONDecodeError as error:
            message = next((ours for theirs, ours in _IN_TEXT.items() if error.msg.startswith(theirs)), None)
            if message is None:
                raise self.unexpected(at, path, _A_VALUE) from None
            raise _SyntaxError(error.pos, path, message) from None
        if isinstance(value, float) and not math.isfinite(value):
            self.note(at, path, f"{self.found(at)} is no number that can be used; write a finite one")
        if isinstance(value, str) and _HALF_PAIR.search(value):
            self.note(at, path, "text with half a surrogate pair; write the character itself")
            value = _HALF_PAIR.sub("\ufffd", value)
        return value, end

    def skip(self, at: int) -> int:
        space = _SPACE.match(self._text, at)
        return space.end() if space else at

    def found(self, at: int) -> str:
        token = _TOKEN.match(self._text, at)
        return quoted(token.group()) if token else "the end of the file"

    def too_long(self) -> "_TooLongError":
        """What to say once too much was read: of whatever is open the longest is the cause."""
        node, path = max(self.open, key=lambda opened: len(opened[0].children))
        entries = counted(len(node.children), "entry", "entries")
        return _TooLongError(node.start, path, f"too long: {entries} and more; a file may have {MAX_VALUES} values")

    def unexpected(self, at: int, path: JsonPath, wanted: str) -> _SyntaxError:
        hint = "; JSON has no comments" if self._text.startswith(("//", "/*", "#"), at) else ""
        return _SyntaxError(at, path, f"expected {wanted}, found {self.found(at)}{hint}")


def _parse_int(digits: str) -> int | float:
    """A whole number; infinity where it is too long, which `int` would refuse."""
    rough = float(digits)
    return int(digits) if math.isfinite(rough) else rough
