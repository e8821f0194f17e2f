"""The settings in use during a visit."""

from collections.abc import Callable, Mapping
from pathlib import Path

from game.settings.file import load_settings, save_settings
from game.settings.model import DEFAULTS, Bounds, Key, Settings, Value

Follower = Callable[[Settings], None]


class Preferences:
    """The settings in use: those that are kept, and over them what was asked for this visit only."""

    def __init__(
        self, folder: Path | None = None, visit: Mapping[Key, Value] | None = None, defaults: Settings = DEFAULTS
    ) -> None:
        """Read them from a folder; without one they are the defaults, and nothing is kept."""
        self.defaults = defaults
        """As the game was made; their class says what can be set."""
        self._loaded = None if folder is None else load_settings(folder, defaults)
        self._own = self._kept = self._loaded.settings if self._loaded else defaults
        self._visit = dict(visit or {})
        self._followers: list[Follower] = []
        self._now = self._in_use()

    @property
    def now(self) -> Settings:
        """The settings in use."""
        return self._now

    @property
    def problem(self) -> str:
        """What was wrong with the file when it was read; empty if nothing."""
        return self._loaded.problem if self._loaded else ""

    def follow(self, follower: Follower) -> None:
        """Tell somebody the settings in use, now and whenever they change."""
        self._followers.append(follower)
        follower(self._now)

    def change(self, key: Key, value: Value) -> None:
        """Change a setting for good: what was asked for this visit no longer holds for it."""
        self._visit.pop(key, None)
        self._own = self._own.having(key, value)
        self._tell()

    def bind(self, device: str, codes: Bounds) -> None:
        """Change what is bound anew on a device."""
        self._own = self._own.bound(device, codes)
        self._tell()

    def know_pads(self, mappings: tuple[str, ...]) -> None:
        """Change the mapping strings of pads that are kept."""
        bindings = self._own.bindings.model_copy(update={"pads": mappings})
        self._own = self._own.model_copy(update={"bindings": bindings})
        self._tell()

    def take(self, settings: Settings) -> None:
        """Change all of them for good."""
        self._visit.clear()
        self._own = settings
        self._tell()

    def save(self) -> str:
        """Save what was changed, if anything; returns why that cannot be done, else nothing.

        What another copy of the game, or an editor, has saved meanwhile stays, but for what was changed here; what is
        no settings, or those of a newer game, is set aside or left alone as it is at a start.
        """
        if self._loaded is None or self._own == self._kept:
            return ""
        found = load_settings(self._loaded.path.parent, self.defaults)
        before = found.settings if found.path.exists() else self._kept
        try:
            self._loaded = save_settings(before.changed_as(self._kept, self._own), found)
        except OSError as error:
            return f"{found.path}: the settings cannot be saved: {error.strerror or error}"
        self._kept = self._own
        return ""

    def _tell(self) -> None:
        before, self._now = self._now, self._in_use()
        if self._now != before:
            for follower in self._followers:
                follower(self._now)

    def _in_use(self) -> Settings:
        settings = self._own
        for key, value in self._visit.items():
            settings = settings.having(key, value)
        return settings
