"""All that is read can be read: at every size it is inside the window and clear of the rest, and it has contrast."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.input.mapping import Draft
from game.level.values.palettes import DEFAULT_PALETTE
from game.render import Typesetter, load_palette
from game.render.hud.hud import Hud, rooms
from game.scenes.attempt.deeds import Speaker
from game.scenes.attempt.ending import ending_of
from game.scenes.base import Scene
from game.scenes.page.page import veil
from game.scenes.play.pause import Pause
from game.scenes.play.play import Play
from game.scenes.play.programme import Programme
from game.scenes.play.results import Results
from game.scenes.settings.binding_rows import PAGES as BINDING_PAGES
from game.scenes.settings.mapping import MappingPage
from game.scenes.settings.settings import SettingsPage
from game.scenes.title.playbill import Playbill
from game.scenes.title.title import Title
from game.scenes.window.broken import Broken
from game.settings import Settings, pages_of
from game.sim import View
from game.sim.constants import GASP_SWAY
from game.sim.view import VoiceView
from tests.scenes.rig import PaperStage, Rig
from tests.views import changed
from tests.visual import fake_view
from tests.visual.legible import Draw, Line, places, read, too_faint
from tests.visual.moments import MOMENTS
from tests.visual.performances import draw, show

pytestmark = pytest.mark.usefixtures("window")

SIZES = [(960, 540), (1280, 1024), (2560, 1080)]
"""The smallest window, 5:4 and 21:9."""
BUSIEST = fake_view.view(
    score=9_999_999, chord=8, sway=1.3 * GASP_SWAY, load_factor=9.99, beat=0.97, time_left=8.0, sung=6
)
"""Everything that the display can tell, at its widest."""
BLEED = 1.5
"""px by which a smooth edge may reach beyond its room."""
UNSEEN = (320, 180)
SETTLED_S = 30.0
STEPLESS = 6
"""From one pixel to the next, of 255: no edge."""


# The display -----------------------------------------------------------------------------------------------------
def hud_of(view: View, size: tuple[int, int], palette: str = DEFAULT_PALETTE) -> Draw:
    """The display, its score counted up."""
    hud = Hud(load_palette(palette), fake_view.LEVEL.goal.within)
    show(hud, pygame.Surface(size, depth=32), view, SETTLED_S)
    return lambda target: show(hud, target, view, 0.0)


@given(st.integers(540, 2160).flatmap(lambda h: st.tuples(st.integers(-(-h * 5 // 4), h * 64 // 27), st.just(h))))
def test_every_element_has_its_own_room_inside_the_window(size: tuple[int, int]) -> None:
    window, given_rooms = pygame.FRect(0, 0, *size), rooms(size)
    assert all(window.contains(room) for room in given_rooms.values())
    for (a, first), (b, second) in combinations(given_rooms.items(), 2):
        assert not first.inflate(-1e-3, -1e-3).colliderect(second), f"{a} and {b}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("side", [-1, 1])
def test_nothing_is_drawn_outside_of_its_room(size: tuple[int, int], side: int) -> None:
    low = VoiceView("bass", 40.0, 1.0, "sings")
    busiest = changed(BUSIEST, sway=side * BUSIEST.sculpture.sway, voices=(*BUSIEST.game.voices, low), voices_needed=12)
    target = pygame.Surface(size, depth=32)
    hud_of(busiest, size)(target)
    drawn = np.asarray(pygame.surfarray.array3d(target).any(axis=2))
    assert drawn.any()
    found = drawn.copy()
    for room in rooms(size).values():
        left, top = np.floor(np.array(room.topleft) - BLEED).astype(int)
        right, bottom = np.ceil(np.array(room.bottomright) + BLEED).astype(int)
        assert drawn[left:right, top:bottom].any()
        found[left:right, top:bottom] = False
    assert not found.any()


@pytest.mark.parametrize("moment", ["start", "gilding", "ovation", "won", "entrance"])
def test_the_display_has_contrast_over_every_stage(moment: str) -> None:
    shown = MOMENTS[moment]
    stage = draw(shown.play(), SIZES[0], settings=shown.settings, bare=True)
    where = rooms(SIZES[0])
    written = {name: where[name] for name in ("score", "chord", "voices", "load", "clock", "frame rate")}
    lines = read(lambda: hud_of(BUSIEST, SIZES[0]), stage, written)
    assert all(line.contrast < 21.0 for line in lines), "there is text in each"
    assert not too_faint(lines)


# Pages -----------------------------------------------------------------------------------------------------------
class Picture(PaperStage):
    """A stage that is always the same bright picture."""

    def __init__(self, picture: pygame.Surface) -> None:
        super().__init__(picture.get_size())
        self._picture = picture

    def paint(self, target: pygame.Surface) -> None:
        target.blit(self._picture, (0, 0))


@pytest.fixture(scope="module")
def brightest() -> pygame.Surface:
    """The stage at its brightest."""
    return draw(MOMENTS["won"].play(), SIZES[0], bare=True)


def _title(rig: Rig) -> Scene:
    return Title(rig.doors, rig.services)


def _programme(rig: Rig) -> Scene:
    """The stage that it prepares meanwhile is not seen: a small one does."""
    return Programme(rig.doors, replace(rig.services, size=lambda: UNSEEN), 0)


def _play(rig: Rig) -> Play:
    """A performance, its curtain out of the way."""
    play = rig.at_play().play
    play.linger(SETTLED_S)
    return play


def _pause(rig: Rig) -> Scene:
    return Pause(rig.doors, rig.services, 0, _play(rig))


def _settings(heading: str) -> Callable[[Rig], Scene]:
    """Open at one of its pages."""

    def page(rig: Rig) -> Scene:
        made = SettingsPage(rig.services, _play(rig))
        made.turn_to(heading)
        return made

    return page


def _mapping(rig: Rig) -> Scene:
    made = MappingPage(rig.services, _play(rig))
    made._draft = Draft("03000000", "A pad with a long name")
    return made


def _results(rig: Rig) -> Scene:
    won = changed(fake_view.view(sung=6), outcome="won", cause="sang", score=123_456)
    return Results(rig.doors, rig.services, _play(rig), ending_of(rig.services, 0, won, rig.keeping(), Speaker()))


def _playbill(rig: Rig) -> Scene:
    return Playbill(rig.doors, rig.services, 0)


def _broken(rig: Rig) -> Scene:
    report = Path("reports/fault-20261129-184600.txt")
    return Broken(rig.services.style, RuntimeError("a lamp fell on the stage"), report, [Path("a-long-name.replay")])


PAGES: dict[str, Callable[[Rig], Scene]] = {
    "title": _title,
    "playbill": _playbill,
    "programme": _programme,
    "pause": _pause,
    **{heading.lower(): _settings(heading) for heading in [*pages_of(Settings), *BINDING_PAGES]},
    "mapping": _mapping,
    "results": _results,
    "fault": _broken,
}


def page(name: str, stage: pygame.Surface, folder: Path) -> Draw:
    """A page over a stage, all of it faded in."""
    rig = Rig(folder, size=stage.get_size)
    rig.stage = Picture(stage)
    rig.target = pygame.Surface(stage.get_size(), depth=32)
    made = PAGES[name](rig)
    made.update(SETTLED_S)
    made.draw(rig.target)
    return made.draw


@pytest.mark.parametrize("name", PAGES)
def test_pages_have_contrast_over_the_brightest_stage(name: str, brightest: pygame.Surface, tmp_path: Path) -> None:
    lines = read(lambda: page(name, brightest, tmp_path), brightest)
    assert len(lines) > 3
    assert not too_faint(lines)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("size", SIZES)
def test_no_line_of_a_page_is_cropped_or_in_anothers_way(name: str, size: tuple[int, int], tmp_path: Path) -> None:
    lines = places(page(name, pygame.Surface(size, depth=32), tmp_path), size)
    window = pygame.FRect(0, 0, *size)
    assert len(lines) > 3
    assert all(window.contains(line.rect) for line in lines)
    for first, second in combinations(_unlayered(lines), 2):
        # Lines of type may be set tight: ascenders have a fifth of air above them, descenders below.
        a, b = (line.rect.inflate(-2, -0.4 * line.rect.height) for line in (first, second))
        assert not a.colliderect(b), f"{first.text} and {second.text}"


def test_nothing_that_an_eye_could_follow_shines_through_a_page(brightest: pygame.Surface) -> None:
    """The tower and its gold are out of focus: no edge of them is left."""
    covered = brightest.copy()
    veil(covered, 1.0)
    light = pygame.surfarray.array3d(covered).astype(int)
    steps = [np.abs(np.diff(light, axis=axis)).max() for axis in (0, 1)]
    assert max(steps) <= STEPLESS < np.abs(np.diff(pygame.surfarray.array3d(brightest).astype(int), axis=0)).max() / 20
    assert light.max() < 110


@pytest.mark.parametrize("name", ["pause", "sound", "results"])
def test_nothing_is_read_under_a_page_and_all_again_after_it(name: str, tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    made = PAGES[name](rig)
    made.update(SETTLED_S)
    made.draw(rig.target)
    assert not rig.stage.display
    rig.at_play()
    assert rig.stage.display


def _unlayered(lines: list[Line]) -> list[Line]:
    """Without what is drawn once more over itself, as the word mark is."""
    return [line for k, line in enumerate(lines) if all(line.rect != other.rect for other in lines[:k])]


# The measure -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ink", "paper", "least", "most"),
    [((255, 255, 255), 0, 12.0, 21.0), ((119, 119, 119), 255, 3.5, 4.6), ((90, 90, 90), 80, 1.0, 1.4)],
)
def test_contrast_is_that_of_letters_and_paper(
    ink: tuple[int, int, int], paper: int, least: float, most: float
) -> None:
    def make() -> Draw:
        type_ = Typesetter()
        return lambda target: void(type_.write(target.blit, "Flawsong", (20, 20), 40, ink, strong=True))

    background = pygame.Surface((260, 100), depth=32)
    background.fill((paper, paper, paper))
    (line,) = read(make, background)
    assert line.text == "Flawsong" and background.get_rect().contains(line.rect)
    assert least < line.contrast < most


def void(_: object) -> None:
    """Nothing."""
