"""Photographs of a finished sculpture are taken at a key, and kept."""

from datetime import datetime
from pathlib import Path

import pygame
import pytest

from game.export import photograph
from game.export.photograph import PhotographError, draw_photograph, keep_photograph
from game.scenes.ending import Ending
from game.scenes.photographer import Photographer
from game.scenes.results import Results
from tests.scenes.rig import LEVEL, Rig
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
    won = Ending(0, None, True, "It stands.", "", 640, 1, "one encore", (), "")
    page = Results(rig.doors, rig.services, rig.play, won, photographer)
    page.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_F12, scancode=pygame.KSCAN_F12, mod=0))
    (kept,) = (tmp_path / "photographs").iterdir()
    assert photographer.told.endswith(kept.name)
    lost = Results(rig.doors, rig.services, rig.play, Ending(0, None, False, "It fell.", "", 0, 0, "", (), ""))
    lost.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_F12, scancode=pygame.KSCAN_F12, mod=0))
    assert len(list((tmp_path / "photographs").iterdir())) == 1


def test_nothing_is_taken_of_what_is_not_finished(tmp_path: Path) -> None:
    rig = Rig(tmp_path).at_play()
    rig.tap(pygame.K_F12).run(0.1)
    assert not (tmp_path / "photographs").exists()
