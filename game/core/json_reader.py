"""Reads JSON text value by value, and notes where each of them stands.

The stdlib parser forgets positions, keeps only the last of duplicate keys and lets NaN pass. So objects and lists are
read here, and strings, numbers and literals by the stdlib decoder. Lists come out as tuples, as frozen models want.

What people write for people is read past, and told of as lax: comments, a comma after the last entry (JSONC), and
entries of objects whose key begins with two slashes.
"""

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from game.core.words import counted

JsonPath = tuple[str | int, ...]
"""Keys and indices that lead from the top to a value."""

Tell = Callable[[int, JsonPath, str], None]
"""Takes an offset, a path and what is to be said of what stands there."""

MAX_DEPTH = 32
"""Deepest nesting that is read: many times what a file of ours needs, and far from the recursion limit."""
MAX_VALUES = 50_000
"""Most values that are read: several times the largest file of ours. A list of a million errors would help nobody."""
NOTE = "//"
"""What the key of an entry begins with that is a note to people, and no data."""

_SPACE = re.compile(r"[ \t\r\n]*")
_COMMENT = re.compile(r"//[^\r\n]*|/\*.*?\*/", re.DOTALL)
_TOKEN = re.compile(r"[\w.+-]{1,24}|.", re.DOTALL)
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_SHOWN = 40
"""Longest piece of a file's own text in a message, characters."""

_A_VALUE = "a value: {...}, [...], text in double quotes, a number, true, false or null"
_IN_TEXT = {
    "Unterminated string": "this text is never closed; end it with a double quote",
    "Invalid control character": "line break or control character in text; close the quotes, or write \\n",
    "Invalid \\escape": "unknown escape; write \\\\ for a backslash",
    "Invalid \\uXXXX escape": "\\u needs four hexadecimal digits",
}
"""What the stdlib decoder says about text, by its first words, in ours."""


@dataclass(slots=True)
class Node:
    """A value and where it starts; `key` is where its key starts, or its own start where it has none."""

    start: int
    value: object
    key: int
    end: int
    """The offset behind it."""
    children: "dict[str | int, Node]" = field(default_factory=dict)


def quoted(value: object) -> str:
    """A scalar as JSON would write it, cut where it is long, and with nothing that upsets a terminal."""
    text = json.dumps(value[: _SHOWN + 1] if isinstance(value, str) else value, ensure_ascii=False)
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


class BrokenTextError(Exception):
    """The text stops being JSON at offset `at`, inside the value at `path`."""

    def __init__(self, at: int, path: JsonPath, message: str) -> None:
        super().__init__(message)
        self.at = at
        self.path = path


class TooLongError(BrokenTextError):
    """The object or list at `path` is longer than is read."""


class Reader:
    """Recursive descent over one text. What is wrong and can be read past goes to `note`, what is only lax to `lax`."""

    def __init__(self, text: str, note: Tell, lax: Tell) -> None:
        self._text = text
        self._note, self._lax = note, lax
        self._decoder = json.JSONDecoder(parse_int=_parse_int)
        self._values = 0
        self._open: list[tuple[Node, JsonPath]] = []
        """Objects and lists that have begun, outermost first."""

    def document(self) -> Node:
        """The node of the whole text.

        Raises:
            BrokenTextError: it is no JSON, or has more in it than is read.
        """
        start = self._skip(0)
        if start == len(self._text):
            raise BrokenTextError(start, (), "the file is empty; expected an object: {...}")
        node, end = self._read(start, ())
        end = self._skip(end)
        if end < len(self._text):
            raise self._unexpected(end, (), "the end of the file")
        return node

    def _read(self, at: int, path: JsonPath) -> tuple[Node, int]:
        """The node that starts at an offset, and the offset behind it."""
        self._values += 1
        if self._values > MAX_VALUES:
            raise self._too_long()
        if len(path) > MAX_DEPTH:
            raise BrokenTextError(at, (), f"nested too deep; at most {MAX_DEPTH} levels are read")
        match self._text[at : at + 1]:
            case "{":
                read = self._read_object(at, path)
            case "[":
                read = self._read_list(at, path)
            case _:
                value, end = self._read_scalar(at, path)
                return Node(at, value, at, end), end
        self._open.pop()
        read[0].end = read[1]
        return read

    def _read_object(self, start: int, path: JsonPath) -> tuple[Node, int]:
        values: dict[str, object] = {}
        node = Node(start, values, start, start + 1)
        self._open.append((node, path))
        at = self._skip(start + 1)
        if self._text.startswith("}", at):
            return node, at + 1
        while True:
            if not self._text.startswith('"', at):
                raise self._unexpected(at, path, "a key in double quotes")
            key, end = self._read_scalar(at, path)
            assert isinstance(key, str)
            inner = (*path, key)
            end = self._skip(end)
            if not self._text.startswith(":", end):
                raise self._unexpected(end, inner, "':' after the key")
            child, end = self._read(self._skip(end + 1), inner)
            child.key = at
            if key.startswith(NOTE):
                self._lax(at, inner, f"a note, the key {quoted(key)}: other programs take it for data")
            else:
                if key in node.children:
                    self._note(at, inner, f"key {quoted(key)} is given twice; keep one of them")
                node.children[key], values[key] = child, child.value
            at, closed = self._separator(end, path, "}")
            if closed:
                return node, at

    def _read_list(self, start: int, path: JsonPath) -> tuple[Node, int]:
        node = Node(start, (), start, start + 1)
        self._open.append((node, path))
        at = self._skip(start + 1)
        closed = self._text.startswith("]", at)
        at += closed
        while not closed:
            index = len(node.children)
            node.children[index], end = self._read(at, (*path, index))
            at, closed = self._separator(end, path, "]")
        node.value = tuple(child.value for child in node.children.values())
        return node, at

    def _separator(self, at: int, path: JsonPath, closing: str) -> tuple[int, bool]:
        """Reads ',' or the closing bracket: the offset of what comes next, and whether it closed."""
        at = self._skip(at)
        if self._text.startswith(closing, at):
            return at + 1, True
        if not self._text.startswith(",", at):
            raise self._unexpected(at, path, f"',' or '{closing}'")
        comma, at = at, self._skip(at + 1)
        if self._text.startswith(closing, at):
            self._lax(comma, path, f"',' before '{closing}', which is no plain JSON; leave out the last comma")
            return at + 1, True
        return at, False

    def _read_scalar(self, at: int, path: JsonPath) -> tuple[object, int]:
        """A string, number or literal, and the offset behind it; notes what JSON does not allow."""
        try:
            value, end = self._decoder.raw_decode(self._text, at)
        except json.JSONDecodeError as error:
            message = next((ours for theirs, ours in _IN_TEXT.items() if error.msg.startswith(theirs)), None)
            if message is None:
                raise self._unexpected(at, path, _A_VALUE) from None
            raise BrokenTextError(error.pos, path, message) from None
        if isinstance(value, float) and not math.isfinite(value):
            self._note(at, path, f"{self._found(at)} is no number that can be used; write a finite one")
        if isinstance(value, str) and _HALF_PAIR.search(value):
            self._note(at, path, "text with half a surrogate pair; write the character itself")
            value = _HALF_PAIR.sub("\ufffd", value)
        return value, end

    def _skip(self, at: int) -> int:
        """The offset behind white space and comments."""
        while True:
            space = _SPACE.match(self._text, at)
            at = space.end() if space else at
            comment = _COMMENT.match(self._text, at)
            if comment is None:
                return at
            self._lax(at, (), "a comment, which is no plain JSON")
            at = comment.end()

    def _found(self, at: int) -> str:
        token = _TOKEN.match(self._text, at)
        return quoted(token.group()) if token else "the end of the file"

    def _too_long(self) -> "TooLongError":
        """What to say once too much was read: of whatever is open the longest is the cause."""
        node, path = max(self._open, key=lambda opened: len(opened[0].children))
        entries = counted(len(node.children), "entry", "entries")
        return TooLongError(node.start, path, f"too long: {entries} and more; a file may have {MAX_VALUES} values")

    def _unexpected(self, at: int, path: JsonPath, wanted: str) -> BrokenTextError:
        hint = ""
        if self._text.startswith("/*", at):
            hint = "; a comment that begins with /* ends with */"
        elif self._text.startswith("#", at):
            hint = "; comments begin with //"
        return BrokenTextError(at, path, f"expected {wanted}, found {self._found(at)}{hint}")


def _parse_int(digits: str) -> int | float:
    """A whole number; infinity where it is too long, which `int` would refuse."""
    rough = float(digits)
    return int(digits) if math.isfinite(rough) else rough
