"""`flawsong preview`: pictures, sheets and films, and what cannot be drawn told in one message."""

from pathlib import Path

import pygame
import pytest

from game.export import likeness
from game.export.sheet import IN_A_ROW
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


def test_a_folder_makes_a_sheet_of_black_shapes_five_in_a_row(run: Run) -> None:
    Path("numbers").mkdir()
    for number in range(IN_A_ROW + 1):
        Path(f"numbers/{number}.json").write_text(TEXT)
    assert run("preview", "numbers", "shapes.png", "--sheet", "shapes")[:2] == (0, "shapes.png\n")
    sheet = pygame.image.load("shapes.png")
    assert sheet.get_width() // 160 == IN_A_ROW and sheet.get_height() // 120 == 2
    seen = [sheet.get_at((x, y))[:3] for x in range(8, 168) for y in range(8, 128)]
    assert seen.count(likeness.PAPER) > len(seen) / 2 and likeness.BLACK in seen


def test_a_level_at_rest_is_seen_without_what_is_read(run: Run) -> None:
    assert run("preview", "level.json", "rest.png", "--sheet", "rest", "--size", "320x180")[0] == 0
    assert pygame.image.load("rest.png").get_width() < 2 * 320


def test_what_was_won_is_seen_in_gold(run: Run) -> None:
    replay = Path(__file__).parents[1] / "levels/replays/01-candle.replay"
    assert run("preview", str(replay), "gold.png", "--sheet", "gold", "--size", "320x180")[:2] == (0, "gold.png\n")
    gold = pygame.image.load("gold.png")
    hall, glass = gold.get_at((8 + 40, 8 + 100)), [gold.get_at((8 + 160, 8 + y)) for y in range(20, 110)]
    assert max(hall[:3]) < 60, "the lamps are out"
    assert any(red > 200 and red > blue + 60 for red, _, blue, _ in glass)


def test_what_was_not_won_has_no_gold(run: Run) -> None:
    code, _, err = run("preview", "level.json", "gold.png", "--sheet", "gold", "--bot", "idle", "--seed", "3")
    assert code == 1 and "level.json, played by idle with seed 3: it is lost" in err and err.count("\n") == 1
    assert not Path("gold.png").exists()


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
        (("level.json", "x.png", "--sheet", "mosaic"), "take one of rest, shapes, gold"),
        (("level.json", "x.txt", "--sheet", "rest"), "must end in one of .png"),
        (("level.json", "x.png", "--sheet", "rest", "--at", "2"), "takes no --at"),
        (("level.json", "x.png", "--sheet", "gold", "--bot", "nobody"), "no such bot"),
        (("nothing.replay", "x.png", "--sheet", "gold"), "nothing.replay"),
        (("level.json", "x.gif", "--film", "0:1", "--sheet", "rest"), "--sheet rest: is for pictures"),
        (("level.json", "x.gif", "--film", "0:1", "--at", "2"), "--at 2: is for pictures"),
        (("level.json", "x.png", "--film", "0:1"), "must end in one of .gif, .mp4"),
        (("level.json", "level.json", "x.gif", "--film", "0:1"), "one level"),
    ],
)
def test_what_cannot_be_drawn_is_one_message(arguments: tuple[str, ...], said: str, run: Run) -> None:
    code, _, err = run("preview", *arguments)
    assert code == 1 and said in err and err.count("\n") == 1
