"""The player's own recordings: kept by themselves, the last fifty.

Each is named after its title, the time and a running number. The number says which is older: clocks are set back.
"""

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from game.replay import SUFFIX, Recorder, ReplayError

KEPT = 50
"""So many recordings are kept; the oldest go first. What else is in their folder is the player's, and stays."""
_NAME_LENGTH = 40
_NAME = re.compile(r"[a-z0-9-]+-(?P<time>\d{8}-\d{6})(?:-(?P<number>\d+))?" + re.escape(SUFFIX))
"""Versions before 0.2.0 wrote no number, or a small one for the second of one moment."""
_LEAST_DIGITS = 4


def keep(recorder: Recorder, folder: Path, title: str, now: datetime) -> Path:
    """Save a recording under its level's title, the time and a number, and let the oldest go; returns the file.

    Raises:
        ReplayError: it cannot be written.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:_NAME_LENGTH] or "untitled"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _reserve(folder, f"{plain}-{now:%Y%m%d-%H%M%S}")
    except OSError as error:
        raise ReplayError(f"{folder}: no recording can be kept here: {error.strerror}") from error
    try:
        recorder.save(path)
    except ReplayError:
        path.unlink(missing_ok=True)
        raise
    for old in _ours(folder)[:-KEPT]:
        if old != path:
            with suppress(OSError):  # then it stays: the new one is kept all the same
                old.unlink(missing_ok=True)
    return path


def is_unnamed(path: Path) -> bool:
    """Whether the game named it, and may let it go some day."""
    return _NAME.fullmatch(path.name) is not None


def recordings_in(folder: Path) -> list[Path]:
    """All recordings in a folder: those that the player named, by name, then the others, the newest first."""
    if not folder.is_dir():
        return []
    files = [path for path in folder.glob(f"*{SUFFIX}") if path.is_file()]
    named = sorted((path for path in files if not is_unnamed(path)), key=lambda path: path.name.casefold())
    return named + sorted((path for path in files if is_unnamed(path)), key=_age, reverse=True)


def kept_at(path: Path) -> datetime | None:
    """When the game kept a recording; None of what a player named."""
    name = _NAME.fullmatch(path.name)
    return None if name is None else datetime.strptime(name["time"], "%Y%m%d-%H%M%S")


def _reserve(folder: Path, stem: str) -> Path:
    """An empty file of the next number, which nobody else has.

    Raises:
        OSError: it cannot be made.
    """
    number = max((_age(path)[0] for path in _ours(folder)), default=0)
    while True:
        number += 1
        path = folder / f"{stem}-{number:0{_LEAST_DIGITS}}{SUFFIX}"
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            continue
        return path


def _ours(folder: Path) -> list[Path]:
    """The recordings that the game named, oldest first."""
    named = (path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    return sorted((path for path in named if path.is_file() and not path.is_symlink()), key=_age)


def _age(path: Path) -> tuple[int, str, int]:
    """What grows from one recording of the game to the next: its number, or the time where it has none."""
    name = _NAME.fullmatch(path.name)
    assert name is not None, "the game named it"
    digits = name["number"] or "0"
    return int(digits) if len(digits) >= _LEAST_DIGITS else 0, name["time"], int(digits)
