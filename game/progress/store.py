"""One file of results: SQLite with a write-ahead log, opened for each thing that is done with it.

So it can be used from any thread, two copies of the game wait for each other, and what was committed outlives a kill.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from game.core.files import read_bounded
from game.progress.result import Result
from game.progress.steps import STEPS

BUSY_S = 2.0
"""For so long another program may hold the file; saving takes milliseconds."""
_AGAIN_S = 0.02
"""Between two attempts to open it: where two copies make a file at once, SQLite itself does not wait."""
_SEPARATOR = ", "
_COLUMNS = [field.name for field in fields(Result)]
_INSERT = f"INSERT OR IGNORE INTO results ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM results"
_BESIDE = ("-wal", "-shm")
"""Ends of the names of files that belong to one of SQLite's."""
_HEAD = b"SQLite format 3"
"""How all of SQLite's files begin."""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
_NO_ROOM = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened or made",
    sqlite3.SQLITE_PERM: "it may not be opened",
    sqlite3.SQLITE_IOERR: "the disk does not answer",
    sqlite3.SQLITE_NOLFS: "it is too large for this disk",
}


class StoreError(Exception):
    """A file that cannot be used now; the message says why."""


class BrokenError(StoreError):
    """It is no file of results, or not any more."""


class Store:
    """A file of results."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._is_known = False
        """Whether it was looked at: one that is empty later was begun during this visit, on a disk that is full."""

    def read(self) -> list[Result]:
        """All results in it; it is made, or brought to this version, if need be.

        Raises:
            StoreError: it cannot be used.
        """
        return self.add(())

    def add(self, results: Sequence[Result]) -> list[Result]:
        """Keep results, all or none of them; those that it has already stay as they are. Returns all that it has.

        Raises:
            StoreError: it cannot be used.
        """
        with self._opened() as connection:
            if results:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(_INSERT, [_row(result) for result in results])
                connection.execute("COMMIT")
            return [_result(row) for row in connection.execute(_SELECT)]

    def take_out(self, uids: Sequence[str]) -> None:
        """Remove results: another file keeps them.

        Raises:
            StoreError: it cannot be used.
        """
        with self._opened() as connection:
            connection.executemany("DELETE FROM results WHERE uid = ?", [(uid,) for uid in uids])

    def peek(self) -> list[Result]:
        """All results in a file that cannot be written to; none where it cannot be read either."""
        with (
            suppress(sqlite3.Error, ValueError),
            closing(sqlite3.connect(f"{self.path.as_uri()}?immutable=1", uri=True)) as file,
        ):
            _lenient(file)
            there = {row[1] for row in file.execute("PRAGMA table_info(results)")}
            columns = [name for name in _COLUMNS if name in there]  # a file of another version has others
            rows = file.execute(f"SELECT {', '.join(columns)} FROM results")
            return [_result(row, columns) for row in rows]
        return []

    def set_aside(self) -> Path:
        """Give the file a name under which it stays, and return that.

        Raises:
            OSError: that cannot be done.
        """
        number = 1
        while (aside := self.path.with_name(f"{self.path.stem}.broken-{number}{self.path.suffix}")).exists():
            number += 1
        self.path.rename(aside)
        for end in _BESIDE:  # a log that stayed would be read into the file that is made next
            with suppress(FileNotFoundError):
                Path(f"{self.path}{end}").rename(f"{aside}{end}")
        return aside

    def _look_over(self, until: float) -> None:
        """See that the file begins as it should. An empty one may be in the making by another copy, until that time.

        Raises:
            BrokenError: it begins otherwise, or stays empty.
            OSError: it cannot be read, or is not there.
        """
        was_known, self._is_known = self._is_known, True
        while not (head := read_bounded(self.path, len(_HEAD))) and not was_known:
            if time.monotonic() > until:
                raise BrokenError("it is empty")
            time.sleep(_AGAIN_S)
        if head and not head.startswith(_HEAD):
            raise BrokenError("it is no file of this kind")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file, looked over and of this version.

        Raises:
            StoreError: it cannot be opened; a `BrokenError` where it is damaged.
        """
        until = time.monotonic() + BUSY_S
        with suppress(OSError):  # SQLite would take a file of a few bytes, or of none, for one that is to be made
            self._look_over(until)
        try:
            with closing(sqlite3.connect(self.path, timeout=BUSY_S, isolation_level=None)) as connection:
                _lenient(connection)
                while True:
                    try:
                        _prepare(connection)
                        break
                    except sqlite3.OperationalError as error:
                        if _kind(error) not in _BUSY or time.monotonic() > until:
                            raise
                        time.sleep(_AGAIN_S)
                yield connection
        except (sqlite3.Error, ValueError) as error:  # Python cannot decode what SQLite says of scrambled names
            raise _told(error) from error


def _lenient(connection: sqlite3.Connection) -> None:
    """Read text that was damaged as well as can be."""
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")


def _prepare(connection: sqlite3.Connection) -> None:
    """See that the file is whole and of this version.

    Raises:
        StoreError: a newer game wrote it, or it is broken.
        sqlite3.Error: whatever else SQLite finds.
    """
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # a performance is worth waiting for the disk
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != ("ok",):
        raise BrokenError(str(found[0]) if found else "it cannot be looked over")
    if _version(connection) == len(STEPS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)  # another copy may have been here meanwhile
        if version > len(STEPS):
            raise StoreError(f"a newer game wrote it, of version {version}; this one reads version {len(STEPS)}")
        for step in STEPS[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _kind(error: Exception) -> int:
    """What went wrong, without the details that stand in the higher bits."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _told(error: Exception) -> StoreError:
    """What SQLite says, by what can be done about it."""
    kind = _kind(error)
    if kind in _BUSY:
        return StoreError("another program holds it")
    if kind in _NO_ROOM:
        return StoreError(_NO_ROOM[kind])
    return BrokenError(str(error))


def _row(result: Result) -> tuple[str | float, ...]:
    """A result as it is written; every value of its column's type."""
    values = {name: getattr(result, name) for name in _COLUMNS}
    values |= {"assists": _SEPARATOR.join(result.assists), "seed": str(result.seed)}
    values |= {"ended": float(result.ended), "seconds": float(result.seconds), "gold": float(result.gold)}
    return tuple(values.values())


def _result(row: Sequence[Any], columns: Sequence[str] = _COLUMNS) -> Result:
    values = dict(zip(columns, row, strict=True))
    values["assists"] = tuple(filter(None, values["assists"].split(_SEPARATOR)))
    values["seed"] = int(values["seed"]) if values["seed"].lstrip("-").isdecimal() else 0
    return Result(**values)
