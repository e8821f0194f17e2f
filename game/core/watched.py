"""A file beside an editor: told whenever something else stands in it, however it was saved.

It is asked for several times a second what its name leads to. Of ways to be told by the system none sees them all
(tried: renames, a link that is turned, a folder that is replaced), nor anything on a network drive; and asking for the
status of one file takes two microseconds.
"""

import os
from pathlib import Path

POLL_S = 0.02
"""From one look at the file's status to the next..."""
SETTLED_S = 0.04
"""...and for so long what stands in it must have been the same: editors that write in steps leave less between them."""
MISSING_S = 0.5
"""A file may be away for so long while another takes its place."""

Status = tuple[int, int, int, int]
"""Device, number, size and time of change (ns) of what a name leads to."""


class Watched:
    """One file. Real seconds are handed in: it reads no clock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._status: Status | None = None
        self._told: Status | None = None
        self._tells_first = True
        self._since_s = self._polled_s = 0.0

    def has_changed(self, now_s: float) -> bool:
        """Whether it is to be read now: at first, and whenever it has been saved and come to rest, or is gone."""
        if now_s - self._polled_s < POLL_S and not self._tells_first:
            return False
        status, self._polled_s = _status_of(self.path), now_s
        if self._tells_first:
            self._tells_first, self._status, self._told = False, status, status
            return True
        if status != self._status:
            self._status, self._since_s = status, now_s
        if status == self._told or now_s - self._since_s < (MISSING_S if _is_unwritten(status) else SETTLED_S):
            return False
        self._told = status
        return True


def _status_of(path: Path) -> Status | None:
    """What a name leads to now, through all links; None where there is nothing."""
    try:
        found = os.stat(path)  # noqa: PTH116 - thirty times a second
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _is_unwritten(status: Status | None) -> bool:
    """Whether there is nothing, or nothing in it yet: a save is under way."""
    return status is None or status[2] == 0
