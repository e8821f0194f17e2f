"""Rows as they come, in a file: a kill loses only what is being worked on, and the same command goes on from there.

A line of JSON each, written at once: first what was asked for, then the rows, in whatever order they were done. What a
kill cut short at the end is dropped.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Generic, NamedTuple, Self, TypeVar

from pydantic import TypeAdapter, ValidationError

from game.core.files import Lines

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")


class JournalError(Exception):
    """Rows that are there cannot be gone on with; the message says why, and what to do."""


class Words(NamedTuple):
    """How a journal is spoken of."""

    of: str
    """What its rows are of."""
    option: str
    """By which option of its command it is chosen."""


class Journal(Generic[Row]):
    """Rows, all of them on disk."""

    def __init__(self, path: Path, identity: Mapping[str, object], row: type[Row], words: Words) -> None:
        """Go on with what is there, if the same was asked for: the same `identity`, values by name as JSON has them.

        Raises:
            JournalError: it was begun with something else.
            OSError: it cannot be read or written.
        """
        self.path = path
        self.rows: list[Row] = []
        self._words = words
        whole = self._read(identity, TypeAdapter(row)) if self._is_there() else 0
        self._lines = Lines(path, whole)
        if not whole:
            self._write({words.of: identity})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lines.close()

    def _is_there(self) -> bool:
        """Whether there are rows to go on with.

        Raises:
            JournalError: what is there is a folder, or a pipe or device that might never end.
        """
        if self.path.exists() and not self.path.is_file():
            of, option = self._words
            raise JournalError(f"{self.path}: is no file that keeps rows of a {of}; choose another {option}")
        return self.path.exists()

    def add(self, row: Row) -> None:
        """Keep a row.

        Raises:
            OSError: it cannot be written.
        """
        self._write(asdict(row))
        self.rows.append(row)

    def _write(self, line: Mapping[str, object]) -> None:
        self._lines.add(json.dumps(line, separators=(",", ":")).encode())

    def _read(self, identity: Mapping[str, object], kind: TypeAdapter[Row]) -> int:
        """Take in what is there; returns how many bytes of it are whole lines.

        Raises:
            JournalError: it holds something else, or rows of another one.
        """
        content, (of, option) = self.path.read_bytes(), self._words
        whole = content.rfind(b"\n") + 1
        for number, line in enumerate(content[:whole].splitlines(), start=1):
            try:
                data = json.loads(line)
                if number == 1:
                    self._compare(data[of], identity)
                else:
                    self.rows.append(kind.validate_python(data))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ValidationError):
                raise JournalError(
                    f"{self.path}:{number}: holds no row of a {of}; delete it, or choose another {option}"
                ) from None
        return whole

    def _compare(self, before: Mapping[str, object], identity: Mapping[str, object]) -> None:
        """See that it was begun as what is asked for now.

        Raises:
            JournalError: it was not; says what differs.
        """
        differ = [name for name, now in identity.items() if before.get(name) != now]
        if differ:
            told = "; ".join(_difference(name, before.get(name), identity[name]) for name in differ)
            of, option = self._words
            raise JournalError(
                f"{self.path}: was begun as another {of}: {told}; ask for the same, delete it, or choose another "
                f"{option}"
            )


def _difference(name: str, before: object, now: object) -> str:
    """What differs: a digest, digests by name, or what was asked for."""
    if name == "the game":
        return "the game has changed since"
    if isinstance(before, dict) and isinstance(now, dict):
        if list(before) == list(now):
            changed = [each for each in now if before[each] != now[each]]
            return f"{', '.join(changed)} {'has' if len(changed) == 1 else 'have'} changed since"
        return f"{name} were {', '.join(before)}, and are {', '.join(now)}"
    return f"{name} was {_shown(before)}, and is {_shown(now)}"


def _shown(value: object) -> str:
    parts = value if isinstance(value, list) else [value]
    return ",".join(str(part) or "none" for part in parts) or "none"
