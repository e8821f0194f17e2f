"""The rows of a sweep as they come, in a file beside its output: a kill loses only what is being played.

A line of JSON each, written at once: first what was asked for, then a row with its number, in whatever order they were
done. What a kill cut short at the end is dropped.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter, ValidationError

from game.core.files import Lines
from game.lab.played import Played

SUFFIX = ".part"
_PLAYED = TypeAdapter(Played)


class JournalError(Exception):
    """Rows that are there cannot be gone on with; the message says why, and what to do."""


class Journal:
    """Rows by number, all of them on disk."""

    def __init__(self, path: Path, identity: Mapping[str, object]) -> None:
        """Go on with what is there, if it is of the same sweep.

        Raises:
            JournalError: it is of another one.
            OSError: it cannot be read or written.
        """
        self.path = path
        self.rows: dict[int, Played] = {}
        whole = self._read(identity) if path.exists() else 0
        self._lines = Lines(path, whole)
        if not whole:
            self._write({"sweep": identity})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lines.close()

    def add(self, number: int, played: Played) -> None:
        """Keep a row.

        Raises:
            OSError: it cannot be written.
        """
        self._write({"row": number, **asdict(played)})
        self.rows[number] = played

    def _write(self, line: Mapping[str, object]) -> None:
        self._lines.add(json.dumps(line, separators=(",", ":")).encode())

    def _read(self, identity: Mapping[str, object]) -> int:
        """Take in what is there; returns how many bytes of it are whole lines."""
        content = self.path.read_bytes()
        whole = content.rfind(b"\n") + 1
        lines = content[:whole].splitlines()
        for row, line in enumerate(lines, start=1):
            try:
                data = json.loads(line)
                if row == 1:
                    self._compare(data["sweep"], identity)
                else:
                    self.rows[int(data.pop("row"))] = _PLAYED.validate_python(data)
            except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
                raise JournalError(
                    f"{self.path}:{row}: holds no row of a sweep; delete it, or choose another --out"
                ) from None
        return whole

    def _compare(self, before: Mapping[str, object], identity: Mapping[str, object]) -> None:
        differ = [name for name, now in identity.items() if before.get(name) != now]
        if differ:
            told = "; ".join(_difference(name, before.get(name), identity[name]) for name in differ)
            raise JournalError(
                f"{self.path}: was begun as another sweep: {told}; ask for the same, delete it, or choose another --out"
            )


def _difference(name: str, before: object, now: object) -> str:
    if name == "the game":
        return "the game has changed since"
    if isinstance(before, dict) and isinstance(now, dict):
        if list(before) == list(now):
            changed = [level for level in now if before[level] != now[level]]
            return f"{', '.join(changed)} {'has' if len(changed) == 1 else 'have'} changed since"
        return f"levels were {', '.join(before)}, and are {', '.join(now)}"
    return f"{name} was {_shown(before)}, and is {_shown(now)}"


def _shown(value: object) -> str:
    return ",".join(str(part) or "none" for part in value) or "none" if isinstance(value, list) else str(value)
