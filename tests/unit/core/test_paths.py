"""Where a user's files go: private to the user, and never where somebody else could have laid something ready."""

import os
import tempfile
from pathlib import Path

import pytest

from game.core import paths
from game.core.news import tell_once

FOLDERS = {"cache": paths.cache_dir, "config": paths.config_dir, "data": paths.data_dir}
VARIABLES = {"cache": "XDG_CACHE_HOME", "config": "XDG_CONFIG_HOME", "data": "XDG_DATA_HOME"}
NAME = f"flawsong-{os.geteuid()}"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system's temporary place of our own."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    tell_once.cache_clear()
    return folder


def unusable(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's folder is where none can be made."""
    (tmp_path / "file").touch()
    monkeypatch.setenv(VARIABLES[kind], str(tmp_path / "file"))


def is_private(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("kind", FOLDERS)
def test_the_system_s_folder_is_made_and_used(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLES[kind], str(tmp_path / "xdg"))
    assert FOLDERS[kind]() == tmp_path / "xdg" / "flawsong"
    assert is_private(tmp_path / "xdg" / "flawsong")


@pytest.mark.parametrize("kind", FOLDERS)
def test_without_it_a_private_one_stands_in_and_stays_the_same(
    kind: str, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unusable(kind, tmp_path, monkeypatch)
    folder = FOLDERS[kind]()
    assert folder == temporary / NAME and is_private(folder)
    assert FOLDERS[kind]() == folder
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("planted", ["open folder", "readable folder", "link", "file", "folder of another user"])
def test_what_somebody_laid_ready_is_left_alone(
    planted: str, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unusable("cache", tmp_path, monkeypatch)
    place = temporary / NAME
    if planted == "link":
        (tmp_path / "theirs").mkdir(mode=0o700)
        place.symlink_to(tmp_path / "theirs")
    elif planted == "file":
        place.touch()
    else:
        place.mkdir()
        place.chmod({"open folder": 0o777, "readable folder": 0o755}.get(planted, 0o700))
    if planted == "folder of another user":
        if os.geteuid() != 0:
            pytest.skip("only root gives files away")
        os.chown(place, 12345, 12345)
    folder = paths.cache_dir()
    assert folder != place and folder.parent == temporary and is_private(folder)
    assert paths.cache_dir() == folder, "the same one the next time"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_cache_of_another_user_is_not_used(tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "flawsong").mkdir()
    os.chown(tmp_path / "flawsong", 12345, 12345)
    assert paths.cache_dir() == temporary / NAME


def test_a_cache_left_open_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "flawsong").mkdir()
    (tmp_path / "flawsong").chmod(0o777)
    assert paths.cache_dir() == tmp_path / "flawsong"
    assert is_private(tmp_path / "flawsong")


@pytest.mark.parametrize("kind", FOLDERS)
def test_without_a_home_a_private_folder_stands_in(kind: str, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(uid: int) -> None:
        raise KeyError(uid)

    for name in ("HOME", *VARIABLES.values()):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert FOLDERS[kind]() == temporary / NAME


def test_where_nothing_can_be_made_a_folder_is_named_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unusable("data", tmp_path, monkeypatch)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file" / "none"))
    with pytest.raises(OSError):
        (paths.data_dir() / "x").mkdir(parents=True)
