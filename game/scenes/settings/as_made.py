"""Settings as the game came; once more, as the player had them."""

from collections.abc import Sequence

from game.scenes.settings.rows import Row
from game.settings import Preferences, Settings

ALL = ""
"""In place of a page's name: all settings."""


class AsMade:
    """What was reset last, a page or all, and what was had before that: it comes back as long as nothing was set."""

    def __init__(self, settings: Preferences) -> None:
        self._settings = settings
        self._had: tuple[str, Settings] | None = None
        """Which page was reset last, and all settings before that."""

    def can_undo(self, page: str, rows: Sequence[Row]) -> bool:
        """Whether what was had before a page (or `ALL`) was reset can be brought back: nothing was set since."""
        if self._had is None or self._had[0] != page:
            return False
        return self._settings.now == self._settings.defaults if page == ALL else all(row.is_as_made for row in rows)

    def turn(self, page: str, rows: Sequence[Row]) -> None:
        """The rows of a page (with `ALL`, every setting) as they were made; a second time, as they were before."""
        if self._had is not None and self.can_undo(page, rows):
            self._settings.take(self._had[1])
            self._had = None
            return
        before = self._settings.now
        if page == ALL:
            self._settings.take(self._settings.defaults)
        for row in rows:
            row.reset()
        if self._settings.now != before:
            self._had = page, before
