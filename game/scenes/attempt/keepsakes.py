"""Files that the player keeps: named, given away and thrown away. No file is ever written over."""

import re
from collections.abc import Iterator
from pathlib import Path

from game.core.files import write_atomic
from game.scenes.attempt.recordings import is_unnamed

MOST_LETTERS = 40
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
"""What some system does not allow in the name of a file."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class KeepsakeError(Exception):
    """What cannot be done with a file; the message says why."""


def plain_name(name: str) -> str:
    """A name as a file can have it; empty where nothing is left of it."""
    plain = _FORBIDDEN.sub("", name).strip(" .")[:MOST_LETTERS].strip(" .")
    return "" if _RESERVED.fullmatch(plain) else plain


def rename(path: Path, name: str) -> Path:
    """Give a file a name of the player's, by which it is kept for ever; returns it.

    Raises:
        KeepsakeError: it cannot be done.
    """
    plain = plain_name(name)
    if not plain:
        raise KeepsakeError("no letter of this name can be in the name of a file")
    for target in _names(path.parent, plain, path.suffix):
        if target == path:
            return path
        if is_unnamed(target):  # it would be let go with the others
            continue
        try:
            target.hardlink_to(path)  # fails where there is one of that name
        except FileExistsError:
            continue
        except OSError:
            return _moved(path, target)
        path.unlink(missing_ok=True)
        return target
    raise AssertionError("names do not end")


def give_away(path: Path, folder: Path, name: str) -> Path:
    """Copy a file under a name into a folder where the player finds it; returns the copy.

    Raises:
        KeepsakeError: it cannot be done.
    """
    target = free_name(folder, name, path.suffix)
    try:
        write_atomic(target, path.read_bytes())  # nothing is left of a copy that a full disk cut short
    except OSError as error:
        raise KeepsakeError(f"{target}: {error.strerror or error}") from error
    return target


def free_name(folder: Path, name: str, suffix: str) -> Path:
    """A file of a name in a folder, or with a number after it, that is not there yet."""
    return next(path for path in _names(folder, plain_name(name) or "Untitled", suffix) if not path.exists())


def throw_away(path: Path) -> None:
    """Remove a file.

    Raises:
        KeepsakeError: it cannot be done.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise KeepsakeError(f"{path}: {error.strerror or error}") from error


def _names(folder: Path, name: str, suffix: str) -> Iterator[Path]:
    yield folder / f"{name}{suffix}"
    number = 2
    while True:
        yield folder / f"{name} {number}{suffix}"
        number += 1


def _moved(path: Path, target: Path) -> Path:
    """Give a file its name where there are no hard links.

    Raises:
        KeepsakeError: there is one of this name, or it cannot be done.
    """
    try:
        if target.exists():
            raise FileExistsError(17, "there is a file of this name")
        path.rename(target)
    except OSError as error:
        raise KeepsakeError(f"{target}: {error.strerror or error}") from error
    return target
