"""`flawsong desktop`: an entry and an icon, put there and taken away."""

from pathlib import Path

import pygame
import pytest

from tests.command import Run


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


def test_it_is_put_there_and_taken_away(run: Run, data: Path) -> None:
    files = [Path(line) for line in run("desktop", "--install")[1].splitlines()]
    picture, entry = files
    assert entry == data / "applications" / "flawsong.desktop"
    assert "StartupWMClass=flawsong\n" in entry.read_text() and "\nExec=/" in entry.read_text()
    assert pygame.image.load(picture).get_size() == (256, 256)
    assert run("desktop", "--remove")[0] == 0
    assert not any(path.exists() for path in files)
    assert run("desktop", "--remove")[0] == 0


def test_it_does_one_of_both(run: Run) -> None:
    assert run("desktop")[0] == 1
    assert run("desktop", "--install", "--remove")[0] == 1
