"""Where the program's own files are, and where a user's files go."""

import tempfile
from pathlib import Path

from platformdirs import PlatformDirs

_PACKAGE = Path(__file__).resolve().parents[1]
_USER = PlatformDirs("flawsong", appauthor=False)


def _shipped(folder: str) -> Path:
    """A folder the program ships: inside an installed wheel, else at the top of the checkout."""
    in_wheel = _PACKAGE / "_data" / folder
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / folder


def levels_dir() -> Path:
    """The folder of the levels that come with the game."""
    return _shipped("levels")


def assets_dir() -> Path:
    """The folder of themes, palettes and other files that the program loads."""
    return _shipped("assets")


def cache_dir() -> Path:
    """The user's cache folder (compiled kernels, rendered sounds); made if missing."""
    return _made(_USER.user_cache_path)


def config_dir() -> Path:
    """The user's folder of settings; made if missing."""
    return _made(_USER.user_config_path)


def data_dir() -> Path:
    """The user's data folder (replays, scores); made if missing."""
    return _made(_USER.user_data_path)


def _made(folder: Path) -> Path:
    """The folder, made if missing; a temporary one where the system forbids it (read-only homes)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / "flawsong"
        folder.mkdir(parents=True, exist_ok=True)
    return folder
