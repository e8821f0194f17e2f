"""Photographs of a finished sculpture are taken at a key, and kept."""

from datetime import datetime
from pathlib import Path

import pygame
import pytest

from game import __version__
from game.export import photograph
from game.export.photograph import PhotographError, draw_photograph, keep_photograph, size_for
from game.export.png import text_of
from game.export.screenshot import save_picture
from game.scenes.attempt.ending import Ending
from game.scenes.play.photographer import Photographer
from game.scenes.play.results import Results
from tests.scenes.rig import LEVEL, SIZE, Rig
from tests.visual import fake_view

NOW = datetime(2026, 3, 1, 20, 15)
PICTURE = pygame.Surface((32, 18), depth=32)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Photographs of few frames."""
    monkeypatch.setattr(photograph, "FRAMES", 4)


def test_no_photograph_is_written_over(tmp_path: Path) -> None:
    paths = [keep_photograph(PICTURE, tmp_path / "photographs", "The Heart, again!", NOW) for _ in range(3)]
    assert [path.name for path in paths] == [
        "the-heart-again-20260301-201500.png",
        "the-heart-again-20260301-201500-2.png",
        "the-heart-again-20260301-201500-3.png",
    ]
    assert all(pygame.image.load(path).get_size() == PICTURE.get_size() for path in paths)


def test_where_none_can_be_kept_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "photographs").write_text("a file")
    with pytest.raises(PhotographError, match="no photograph can be kept here"):
        keep_photograph(PICTURE, tmp_path / "photographs", "Heart", NOW)


@pytest.mark.usefixtures("quick")
def test_it_is_the_golden_drawing_with_its_words() -> None:
    taken = draw_photograph(fake_view.LEVEL, fake_view.view(sung=3), ("Heart", "640 points", "seed 7"), (640, 360))
    red = pygame.surfarray.array_red(taken)
    assert (red > 180).mean() < 0.05, "the hall is black"
    assert red[:160, :60].max() > 180, "its title is read"


@pytest.mark.usefixtures("quick")
def test_the_key_on_the_results_takes_one_and_says_where(tmp_path: Path) -> None:
    rig = Rig(tmp_path).at_play()
    photographer = Photographer(rig.services, LEVEL, 7)
    assert photographer.told == "F12 takes a photograph"
    won = Ending(row=0, following=None, won=True, headline="It stands.", score=640, encores=1, calls="one encore")
    page = Results(rig.doors, rig.services, rig.play, won, photographer)
    page.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_F12, scancode=pygame.KSCAN_F12, mod=0))
    (kept,) = (tmp_path / "photographs").iterdir()
    assert photographer.told.endswith(kept.name)
    lost = Results(
        rig.doors, rig.services, rig.play, Ending(row=0, following=None, won=False, headline="It fell.", score=0)
    )
    lost.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_F12, scancode=pygame.KSCAN_F12, mod=0))
    assert len(list((tmp_path / "photographs").iterdir())) == 1


@pytest.mark.usefixtures("quick")
def test_in_play_it_is_the_stage_without_a_word_at_twice_the_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photograph, "BARE_FRAMES", 1)
    rig = Rig(tmp_path, seed=7).at_play()
    rig.tap(pygame.K_F12).run(0.1)
    (kept,) = (tmp_path / "photographs").iterdir()
    assert pygame.image.load(kept).get_size() == (2 * SIZE[0], 2 * SIZE[1])
    told = {
        "Title": "Two Lamps",
        "Software": f"FLAWSONG {__version__}",
        "Level": "two-lamps",
        "Seed": "7",
        "Score": "0",
    }
    assert text_of(kept.read_bytes()) == told


def test_it_is_no_larger_than_can_be_drawn() -> None:
    assert size_for((1280, 720)) == (2560, 1440)
    assert size_for((3840, 2160)) == (3840, 2160)
    assert size_for((3440, 1440)) == (3840, 1607)


@pytest.mark.parametrize("said", ["", "Heart", "H\N{LATIN SMALL LETTER O WITH DIAERESIS}lle \N{BLACK DIAMOND}"])
def test_text_in_a_png_is_read_again_and_leaves_the_picture(tmp_path: Path, said: str) -> None:
    path = tmp_path / "a.png"
    save_picture(PICTURE, path, {"Title": said, "Seed": "1"})
    assert text_of(path.read_bytes()) == {"Title": said, "Seed": "1"}
    assert pygame.image.load(path).get_size() == PICTURE.get_size()
