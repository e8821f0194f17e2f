"""The player's own recordings: kept by themselves, the last twenty."""

import re
from datetime import datetime
from pathlib import Path

from game.replay import Recorder, ReplayError

KEPT = 20
"""So many recordings are kept; the oldest go first."""
SUFFIX = ".replay"
_NAME_LENGTH = 40


def keep(recorder: Recorder, folder: Path, title: str, now: datetime) -> Path:
    """Save a recording under its level's title and the time, and let the oldest go; returns the file.

    Raises:
        ReplayError: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReplayError(f"{folder}: cannot be made: {error.strerror}") from error
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:_NAME_LENGTH] or "untitled"
    stem = f"{plain}-{now:%Y%m%d-%H%M%S}"
    path = folder / f"{stem}{SUFFIX}"
    number = 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{SUFFIX}", number + 1
    recorder.save(path)
    _prune(folder)
    return path


def _prune(folder: Path) -> None:
    files = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime_ns)
    for path in files[:-KEPT]:
        path.unlink(missing_ok=True)
