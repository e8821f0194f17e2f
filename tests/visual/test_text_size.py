"""Text as large or small as the player likes it: still inside the window, and nothing in the way of anything else."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.audio.captions import Caption
from game.core.language import speak
from game.render import Camera, load_palette
from game.render.hud.hud import Hud, rooms
from game.render.look.text import LEAST_PX
from game.scenes.page.page import LARGE_PX, Sheet, Style
from game.scenes.play.captions import LASTS_S, MOST, CaptionBoard
from game.settings.sections import LEAST_TEXT, MOST_TEXT
from game.sim.constants import GASP_SWAY
from tests.scenes.rig import Rig
from tests.views import changed
from tests.visual import fake_view
from tests.visual.legible import Line, places
from tests.visual.performances import show
from tests.visual.test_legible import BLEED, PAGES, SETTLED_S, Picture

pytestmark = pytest.mark.usefixtures("window")

SIZES = [(960, 540), (1024, 768), (2560, 1080), (3840, 2160)]
TEXTS = [LEAST_TEXT, MOST_TEXT]
WIDEST = fake_view.view(score=9_999_999, chord=8, sway=1.3 * GASP_SWAY, load_factor=9.99, beat=0.97, sung=6)


heights = st.integers(540, 2160)
windows = heights.flatmap(lambda h: st.tuples(st.integers(-(-h * 4 // 3), h * 64 // 27), st.just(h)))


@given(windows, st.floats(LEAST_TEXT, MOST_TEXT))
def test_every_element_of_the_display_keeps_its_own_room(size: tuple[int, int], text: float) -> None:
    window, given_rooms = pygame.FRect(0, 0, *size), rooms(size, text)
    assert all(window.contains(room) for room in given_rooms.values())
    for (a, first), (b, second) in combinations(given_rooms.items(), 2):
        assert not first.inflate(-1e-3, -1e-3).colliderect(second), f"{a} and {b}"


@pytest.mark.parametrize("size", SIZES[:3])
@pytest.mark.parametrize("text", TEXTS)
def test_the_display_stays_in_its_rooms(size: tuple[int, int], text: float) -> None:
    hud, target = Hud(load_palette("sunset"), 60.0), pygame.Surface(size, depth=32)
    show(hud, pygame.Surface(size, depth=32), WIDEST, SETTLED_S, text)
    show(hud, target, changed(WIDEST, voices_needed=12), 0.0, text)
    drawn = np.asarray(pygame.surfarray.array3d(target).any(axis=2))
    for room in rooms(size, text).values():
        left, top = np.floor(np.array(room.topleft) - BLEED).astype(int)
        right, bottom = np.ceil(np.array(room.bottomright) + BLEED).astype(int)
        assert drawn[left:right, top:bottom].any()
        drawn[left:right, top:bottom] = False
    assert not drawn.any()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("code", "size", "text"),
    [("en", size, text) for size in SIZES[:3] for text in TEXTS]
    + [("de", SIZES[0], text) for text in (1.0, MOST_TEXT)],
)
def test_no_line_of_a_page_is_cropped_or_in_anothers_way(
    name: str, code: str, size: tuple[int, int], text: float, tmp_path: Path
) -> None:
    speak(code)
    lines = lines_of(name, size, text, tmp_path)
    window = pygame.FRect(0, 0, *size)
    assert all(window.contains(line.rect) for line in lines)
    for first, second in combinations(lines, 2):
        # Lines of type may be set tight: ascenders have a fifth of air above them, descenders below.
        a, b = (line.rect.inflate(-2, -0.4 * line.rect.height) for line in (first, second))
        assert not a.colliderect(b), f"{first.text} and {second.text}"


@pytest.mark.parametrize("name", PAGES)
def test_small_type_grows_and_shrinks_as_it_is_set(name: str, tmp_path: Path) -> None:
    heights = [
        {line.text: line.rect.height for line in lines_of(name, (1280, 720), text, tmp_path / str(text))}
        for text in (LEAST_TEXT, 1.0, MOST_TEXT)
    ]
    small, made, large = heights
    told = [text for text in made if text in small and text in large]
    assert len(told) > 3
    assert all(small[text] <= made[text] <= large[text] for text in told)
    assert np.mean([large[text] / made[text] for text in told]) > 1.2


def lines_of(name: str, size: tuple[int, int], text: float, folder: Path) -> list[Line]:
    """The lines of a page, without what is drawn once more over itself, as the word mark is."""
    folder.mkdir(exist_ok=True)
    rig = Rig(folder, size=lambda: size)
    rig.services.style.text = text
    rig.stage, rig.target = Picture(pygame.Surface(size, depth=32)), pygame.Surface(size, depth=32)
    made = PAGES[name](rig)
    made.update(SETTLED_S)
    made.draw(rig.target)
    lines = places(made.draw, size)
    return [line for k, line in enumerate(lines) if all(line.rect != other.rect for other in lines[:k])]


# What a sheet does ------------------------------------------------------------------------------------------------
@given(st.text("FLAWSONG flawsong", min_size=1, max_size=60), st.floats(60.0, 500.0))
def test_a_line_is_no_wider_than_its_room_unless_it_could_not_be_read(text: str, room: float) -> None:
    sheet = Sheet(pygame.Surface((1280, 720)), Style(load_palette("sunset")))
    line = sheet._line(text, 24.0, (255, 255, 255), False, room)
    least = sheet.style.type.line(text, LEAST_PX, (255, 255, 255))
    assert line.get_width() <= max(room, least.get_width())


def test_large_type_grows_less() -> None:
    sheet = Sheet(pygame.Surface((1280, 720)), Style(load_palette("sunset")))
    sheet.style.text = MOST_TEXT
    assert sheet.text_px(LARGE_PX) / LARGE_PX < sheet.text_px(20.0) / 20.0 == MOST_TEXT


# Captions ---------------------------------------------------------------------------------------------------------
def test_captions_are_three_at_most_and_fade() -> None:
    board = CaptionBoard()
    board.add([Caption(f"[{n}]") for n in range(MOST + 2)])
    assert list(board.shown) == ["[2]", "[3]", "[4]"]
    board.move(LASTS_S - 0.1)
    board.add([Caption("[3]"), Caption("[F♯5]", "left"), Caption("[gust]", "right")])
    assert list(board.shown) == ["[4]", "← [F#5]", "[gust] →"]
    board.move(0.2)
    assert list(board.shown) == ["← [F#5]", "[gust] →"]
    board.move(LASTS_S)
    assert list(board.shown) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", TEXTS)
def test_captions_stand_above_the_footlights_and_leave_the_display_alone(size: tuple[int, int], text: float) -> None:
    style, board, target = Style(load_palette("sunset")), CaptionBoard(), pygame.Surface(size, depth=32)
    style.text = text
    board.add([Caption("[a soprano enters: B♭5]", side) for side in ("left", "centre", "right")])
    board.move(1.0)
    board.draw(target, style, Camera.fitted(size))
    drawn = np.asarray(pygame.surfarray.array3d(target).any(axis=2))
    assert drawn[:, : size[1] // 2].sum() == 0 and drawn[size[0] // 2 :].sum() == 0
    assert drawn.any()
    for room in rooms(size, text).values():
        assert not drawn[int(room.left) : int(room.right), int(room.top) : int(room.bottom)].any()
