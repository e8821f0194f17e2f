"""Where the program's own files are, and where a user's files go."""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from platformdirs import PlatformDirs

from game.core.files import is_own
from game.core.news import tell_once

_PACKAGE = Path(__file__).resolve().parents[1]
_USER = PlatformDirs("flawsong", appauthor=False)
SCHEMA_SUFFIX = ".schema.json"
"""How files end that are JSON Schemas, whatever stands beside them."""
_PRIVATE = 0o700
"""Mode of a folder that only its owner can look into."""


def _shipped(folder: str) -> Path:
    """A folder the program ships: inside an installed wheel, else at the top of the checkout."""
    in_wheel = _PACKAGE / "_data" / folder
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / folder


def levels_dir() -> Path:
    """The folder of the levels that come with the game."""
    return _shipped("levels")


def is_shipped(path: Path) -> bool:
    """Whether a name leads to a level of the game, by whatever links."""
    place = os.path.realpath(path)  # it never raises, where links lead round
    return any(os.path.realpath(file) == place for file in shipped_levels())


def shipped_levels() -> list[Path]:
    """The files of the levels that come with the game, in order; the schema beside them is none."""
    return sorted(file for file in levels_dir().glob("*.json") if not file.name.endswith(SCHEMA_SUFFIX))


def own_levels_dir() -> Path:
    """The folder in which the user keeps levels of their own; made if missing."""
    return _usable(lambda: _USER.user_data_path / "levels")


def assets_dir() -> Path:
    """The folder of themes, palettes and other files that the program loads."""
    return _shipped("assets")


def shipped_kernels_dir() -> Path:
    """The folder of compiled kernels that a bundle comes with; there is none elsewhere."""
    return _PACKAGE / "_data" / "kernels"


def cache_dir() -> Path:
    """The user's cache folder (compiled kernels, rendered sounds); made if missing, and nobody else can write to it."""
    return _usable(lambda: _USER.user_cache_path, is_trusted=True)


def cache_room() -> int:
    """Bytes that the disk of the user's cache folder has free."""
    return shutil.disk_usage(cache_dir()).free


def config_dir() -> Path:
    """The user's folder of settings; made if missing."""
    return _usable(lambda: _USER.user_config_path)


def data_dir() -> Path:
    """The user's data folder (replays, scores); made if missing."""
    return _usable(lambda: _USER.user_data_path)


def shared_dir() -> Path:
    """The folder for what a player gives to others: where documents are, found without the game; made if missing."""
    return _usable(lambda: _USER.user_documents_path / "FLAWSONG")


def _usable(locate: Callable[[], Path], *, is_trusted: bool = False) -> Path:
    """The folder that the system names, made if missing; where that cannot be, a private one for the time being.

    What `is_trusted` is read as code: there only a folder will do that nobody else can write to.
    """
    try:
        folder = locate()
        if not folder.is_absolute():
            raise RuntimeError("there is no home folder")
        folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        if not is_trusted or _is_own_alone(folder):
            return folder
        reason = f"{folder}: belongs to somebody else"
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}"
    except RuntimeError as error:
        reason = str(error)
    fallback = _private_fallback()
    tell_once(f"{reason}; for the time being {fallback} is used")
    return fallback


def _is_own_alone(folder: Path) -> bool:
    """Whether a folder is this user's and nobody else can write to it; one that was left open is closed."""
    status = folder.stat()
    if is_own(status) or not hasattr(os, "geteuid") or status.st_uid != os.geteuid():
        return is_own(status)
    folder.chmod(_PRIVATE)  # what others have put there is not read: see `files.read_own`
    return True


def _private_fallback() -> Path:
    """This user's folder in the system's temporary place, the same one each time; nobody else can look into it.

    That place is shared: whoever comes first could have made a folder of any name there. One that is not ours, or
    open to others, is left alone, and a fresh one made. Where nothing at all can be made, a place that cannot be
    written to: those who write tell of it.
    """
    try:
        parent = Path(tempfile.gettempdir())
        name = f"flawsong-{os.geteuid() if hasattr(os, 'geteuid') else 'user'}"
        with suppress(FileExistsError):
            (parent / name).mkdir(mode=_PRIVATE)
        for folder in (parent / name, *sorted(parent.glob(f"{name}-*"))):
            if _is_private(folder):
                return folder
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=parent))
    except OSError:
        return Path(os.devnull, "flawsong")


def _is_private(folder: Path) -> bool:
    """Whether this is a folder and no link to one, this user's, and closed to all others."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    is_closed = not hasattr(os, "geteuid") or not stat.S_IMODE(status.st_mode) & 0o077
    return stat.S_ISDIR(status.st_mode) and is_own(status) and is_closed
