"""`flawsong preview`: pictures, sheets and films, and what cannot be drawn told in one message."""

from pathlib import Path

import pygame
import pytest

from tests.command import Run
from tests.levels import old_level
from tests.unit.lab.test_warnings import TEXT


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "level.json").write_text(TEXT)
    return tmp_path


def test_several_times_and_levels_make_a_sheet(run: Run) -> None:
    code, out, _ = run("preview", "level.json", str(old_level("1")), "sheet.png", "--at", "0,0.1", "--size", "160x90")
    assert (code, out) == (0, "sheet.png\n")
    width, height = pygame.image.load("sheet.png").get_size()
    assert width > 2 * 160 and height > 2 * 90


def test_names_change_the_picture(run: Run) -> None:
    for out, *options in (("plain.png",), ("named.png", "--names")):
        assert run("preview", "level.json", out, "--at", "0", "--size", "320x180", *options)[0] == 0
    plain, named = (pygame.image.tobytes(pygame.image.load(file), "RGB") for file in ("plain.png", "named.png"))
    assert plain != named


def test_a_film_shows_the_beginning(run: Run) -> None:
    assert run("preview", "level.json", "film.gif", "--film", "0:0.2", "--size", "160x90", "--names")[0] == 0
    assert Path("film.gif").read_bytes().startswith(b"GIF")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("level.json",), "say which level to draw"),
        (("level.json", "x.png", "--at", "2,1"), "that rise"),
        (("level.json", "x.png", "--at", "soon"), "that rise"),
        (("level.json", "x.png", "--at", ",".join(map(str, range(400)))), "too many for a sheet"),
        (("level.json", "x.gif", "--film", "8:2"), "FROM:TO"),
        (("level.json", "x.gif", "--film", "0:1", "--at", "2"), "--at 2: is for pictures"),
        (("level.json", "x.png", "--film", "0:1"), "must end in one of .gif, .mp4"),
        (("level.json", "level.json", "x.gif", "--film", "0:1"), "one level"),
    ],
)
def test_what_cannot_be_drawn_is_one_message(arguments: tuple[str, ...], said: str, run: Run) -> None:
    code, _, err = run("preview", *arguments)
    assert code == 1 and said in err and err.count("\n") == 1
