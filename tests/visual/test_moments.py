"""Every moment looks as its stored picture does; and the measure sees what an eye would see."""

from pathlib import Path

import numpy as np
import pygame
import pytest

from tests.visual import moments, performances
from tests.visual.moments import MOMENTS, SIZE, compare, is_same, store, stored
from tests.visual.perceive import amplified, difference, lab, luminance
from tests.visual.performances import SETTLED_S, Run, draw, posed, staged

pytestmark = pytest.mark.usefixtures("fonts")
REVIEW = """{name} does not look as its stored picture: mean {mean:.2f}, {strong:.3%} of it strongly.
Look at both:     python -m tests.visual.moments {name} --sheet review.png
Store it anew:    python -m tests.visual.moments {name} --write"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the stored pictures."""
    pytest.importorskip("PIL.Image", reason="pictures are stored with the extra `media`: pip install -e '.[test]'")
    monkeypatch.setattr(moments, "PICTURES", tmp_path / "pictures")
    return tmp_path / "pictures"


@pytest.mark.parametrize("name", MOMENTS)
def test_a_moment_looks_as_its_stored_picture(name: str) -> None:
    kept = stored(name)
    if kept is None:
        pytest.fail(f"no picture is stored: python -m tests.visual.moments {name} --write")
    apart = compare(kept, MOMENTS[name].picture())
    assert is_same(apart, MOMENTS[name].slack), REVIEW.format(name=name, mean=apart.mean, strong=apart.strong)


def test_every_stored_picture_is_of_a_moment_and_small() -> None:
    for path in moments.PICTURES.glob("*"):
        assert path.suffix == ".jpg" and path.stem in MOMENTS
        assert path.stat().st_size < 250_000


# What is compared ------------------------------------------------------------------------------------------------
def test_a_picture_survives_storing(shelf: Path) -> None:
    picture = draw(posed(), SIZE)
    store("chord", picture)
    kept = stored("chord")
    assert kept is not None and is_same(compare(kept, picture))
    assert (shelf / "chord.jpg").stat().st_size < 250_000


@pytest.mark.parametrize(
    "changed", [{"score": 12_481}, {"chord": 4}, {"sway": 0.02}, {"held": 1}, {"breath": 0.4}, {"sung": 4}]
)
def test_small_changes_of_what_is_seen_are_found(shelf: Path, changed: dict[str, float]) -> None:
    store("chord", draw(posed(), SIZE))
    kept = stored("chord")
    assert kept is not None and not is_same(compare(kept, draw(posed(**changed), SIZE)))


def test_the_same_moment_gives_the_same_picture() -> None:
    first, second = (pygame.image.tobytes(MOMENTS["entrance"].picture((320, 180)), "RGB") for _ in range(2))
    assert first == second


def test_a_picture_of_another_size_is_another_picture() -> None:
    assert not is_same(compare(pygame.Surface((320, 180)), pygame.Surface((320, 181))))


# Moments ---------------------------------------------------------------------------------------------------------
def test_a_performance_is_drawn_up_to_its_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(performances, "LONGEST_S", 3.0)
    run = Run(staged("prism"), "idle")
    stretch = run.until(after=1.0)
    ticks = [view.tick for _, view, _ in stretch.frames]
    assert ticks[-1] == 120 and all(view.tick == before.tick + 1 for before, view, _ in stretch.frames)
    assert np.diff(ticks) == pytest.approx(stretch.frame_s * 120)
    with pytest.raises(ValueError, match="no voice number 1 within"):
        run.until(moments.E.VOICE)
    assert [view.tick for _, view, _ in run.until(after=1.0).frames] == ticks


def test_the_score_has_counted_up_in_a_picture() -> None:
    assert np.exp(-SETTLED_S / 0.22) * 9_999_999 < 1.0


# Measures --------------------------------------------------------------------------------------------------------
def test_lab_and_luminance_are_those_of_the_standards() -> None:
    colours = np.array([[255, 255, 255], [0, 0, 0], [255, 0, 0], [0, 0, 255], [119, 119, 119]])
    assert luminance(colours) == pytest.approx([1.0, 0.0, 0.2126, 0.0722, 0.1845], abs=2e-4)
    # Lindbloom's calculator, D65.
    expected = [[100, 0, 0], [0, 0, 0], [53.24, 80.09, 67.20], [32.30, 79.19, -107.86], [50.03, 0, 0]]
    assert lab(colours) == pytest.approx(np.array(expected, float), abs=0.05)


def test_noise_of_single_pixels_is_not_minded_but_a_mark_is() -> None:
    random = np.random.Generator(np.random.PCG64(1))
    flat = np.full((60, 80, 3), 90, np.uint8)
    noisy = (flat + random.integers(-3, 4, flat.shape)).astype(np.uint8)
    marked = flat.copy()
    marked[20:26, 30:36] = 140
    assert difference(flat, noisy).strong == 0.0
    assert difference(flat, marked).strong == pytest.approx(36 / 4800, rel=0.7)


def test_what_differs_is_made_brighter() -> None:
    a, b = pygame.Surface((4, 4), depth=32), pygame.Surface((4, 4), depth=32)
    b.set_at((1, 2), (10, 200, 0))
    apart = amplified(a, b)
    assert apart.get_at((1, 2))[:3] == (40, 255, 0) and apart.get_at((0, 0))[:3] == (0, 0, 0)


# The command -----------------------------------------------------------------------------------------------------
@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[pygame.Surface]:
    """Two moments whose picture is at hand: what is in the list."""
    now = [pygame.Surface(SIZE, depth=32)]
    now[0].fill((90, 40, 60))
    monkeypatch.setattr(moments.Moment, "picture", lambda self: now[0])
    return now


def test_the_command_stores_compares_and_reviews(
    shelf: Path, quick: list[pygame.Surface], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert moments.main(["chord", "breath"]) == 1  # nothing is stored yet
    assert moments.main(["chord", "breath", "--write"]) == 0
    assert sorted(path.name for path in shelf.iterdir()) == ["breath.jpg", "chord.jpg"]
    assert moments.main(["chord", "breath"]) == 0
    quick[0] = quick[0].copy()
    quick[0].fill((255, 240, 200), (100, 100, 200, 60))
    capsys.readouterr()
    assert moments.main(["chord", "--sheet", str(tmp_path / "s.png")]) == 1
    assert "CHANGED" in capsys.readouterr().out
    assert pygame.image.load(tmp_path / "s.png").get_width() > 3 * 480
    assert moments.main(["chord", "--write"]) == 0 and moments.main(["chord"]) == 0


def test_the_gallery_shows_twelve_moments_under_another_picture(quick: list[pygame.Surface], tmp_path: Path) -> None:
    pygame.image.save(quick[0], tmp_path / "concept.png")
    assert moments.main(["--gallery", str(tmp_path / "g.png")]) == 0
    alone = pygame.image.load(tmp_path / "g.png").get_size()
    assert moments.main(["--gallery", str(tmp_path / "g.png"), "--beside", str(tmp_path / "concept.png")]) == 0
    beside = pygame.image.load(tmp_path / "g.png").get_size()
    assert len(moments.GALLERY) == 12 and alone[0] == beside[0] and alone[1] < beside[1]


def test_a_moment_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        moments.main(["curtsy"])
    assert "no such moment: curtsy" in capsys.readouterr().err
