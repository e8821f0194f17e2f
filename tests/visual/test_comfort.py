"""Rows of comfort, in the picture: high contrast, a calm background, patterns of parts always."""

from dataclasses import replace

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.render import StageRenderer, load_palette
from game.render.beams.dashes import PERIOD_M, Dashes
from game.render.effects.effects import Effects
from game.render.hud.hud import rooms
from game.render.look.camera import Camera
from game.render.paint import software
from game.render.paint.drawlist import DrawList
from game.render.paint.strokes import NONE
from game.render.pieces.cracks import Cracks, SeamGlow, _is_branch, _sings
from game.render.pieces.sculpture import poses
from game.settings import Picture
from game.sim import Event, EventKind, View
from game.sim.rules.voices import part_of
from tests.views import changed
from tests.visual import fake_view
from tests.visual.light_rig import SCALE, SIZE, WHITE, fan, straight, tubes_of
from tests.visual.perceive import luminance

pytestmark = pytest.mark.usefixtures("fonts")
SMALL = (960, 540)
PALETTE = load_palette("sunset")
FRAME_S = 1 / 30
PLAYING = fake_view.view(sung=1, beat=0.5)
Pixels = NDArray[np.uint8]


def drawn(settings: Picture, views: list[View], *events: Event) -> list[Pixels]:
    """Each view after a second of it, with these events before the first."""
    stage, target = StageRenderer(SMALL, fake_view.LEVEL, settings), pygame.Surface(SMALL, depth=32)
    stage.draw(target, views[0], views[0], 1.0, 5.0)
    stage.react(events, views[0])
    pictures = []
    for view in views:
        for _ in range(30):
            stage.draw(target, view, view, 1.0, FRAME_S)
        pictures.append(pygame.surfarray.array3d(target).transpose(1, 0, 2))
    return pictures


# High contrast -----------------------------------------------------------------------------------------------------
def crack_contrast(picture: Pixels) -> float:
    """The edge of an open crack against what lies round it."""
    camera = fake_view.camera(SMALL)
    light, found = luminance(picture), []
    for crack in PLAYING.sculpture.cracks:
        if crack.voice or crack.gold.any():
            continue
        where = poses(PLAYING, PLAYING, 1.0)[crack.piece]
        for x, y in camera.to_screen(where.place(crack.path)):
            near = light[int(y) - 4 : int(y) + 5, int(x) - 4 : int(x) + 5]
            around = light[int(y) - 22 : int(y) + 23, int(x) - 22 : int(x) + 23]
            if near.size and around.size:
                found.append((near.max() + 0.05) / (np.median(around) + 0.05))
    return float(np.median(found))


def test_high_contrast_dims_and_greys_the_rest_and_lets_cracks_and_words_stand_out() -> None:
    plain, strong = (drawn(Picture(contrast=on), [PLAYING])[0] for on in (False, True))
    wall = np.s_[120:330, 90:260]
    assert np.median(luminance(strong)[wall]) < 0.35 * np.median(luminance(plain)[wall])
    hue = [np.median(np.ptp(picture[wall], axis=2)) / np.median(picture[wall]) for picture in (plain, strong)]
    assert hue[1] < 0.5 * hue[0]
    assert crack_contrast(strong) > 1.5 * crack_contrast(plain)
    voices = rooms(SMALL)["voices"]
    words = np.s_[int(voices.top) : int(voices.bottom), int(voices.left) : int(voices.right)]
    ink = [luminance(picture)[words].max() for picture in (plain, strong)]
    assert ink[1] > 0.95 > ink[0]


# A calm background -------------------------------------------------------------------------------------------------
OMEN = Event(EventKind.OMEN, PLAYING.tick, (0.0, 0.0), subject="gust", size=60.0)
CURTAINS = (np.s_[20:400, :40], np.s_[20:400, -40:])
STALLS = np.s_[500:534, :300]


def moved(pictures: list[Pixels], part: tuple[slice, ...]) -> int:
    return int(np.abs(pictures[0][part].astype(int) - pictures[1][part]).max())


def test_a_calm_house_stands_still_and_the_plumb_line_still_tells_of_whispers() -> None:
    before = changed(PLAYING, beat=0.1)
    told = changed(PLAYING, beat=0.6, sway=0.06, time=PLAYING.time + 0.9 * PLAYING.game.beat_s)
    events = (OMEN, Event(EventKind.GASP, PLAYING.tick, (0.0, 1.0), size=1.0))
    lively, calm = (drawn(Picture(calm=on, motion=0.0), [before, told], *events) for on in (False, True))
    assert all(moved(lively, part) > 12 for part in (*CURTAINS, STALLS)), "else there is nothing to be calmed"
    assert all(moved(calm, part) == 0 for part in (*CURTAINS, STALLS))
    camera = fake_view.camera(SMALL)
    x, y = camera.pixel((0.0, 1.2))
    line = np.s_[int(y) - 40 : int(y) + 40, int(x) - 30 : int(x) + 30]
    upright = drawn(Picture(calm=True, motion=0.0), [before, told])
    assert np.abs(calm[1][line].astype(int) - upright[1][line]).max() > 60, "the line bows"


def test_a_calm_air_has_no_dust_and_no_smoke_that_drifts() -> None:
    stage, target = StageRenderer(SMALL, fake_view.LEVEL, Picture(calm=True)), pygame.Surface(SMALL, depth=32)
    seen = []
    for _ in range(3):
        for _ in range(12):
            stage.draw(target, PLAYING, PLAYING, 1.0, FRAME_S)
        assert not len(stage._motes)
        seen.append(stage._beams._drift.copy())
    assert all((drift == seen[0]).all() for drift in seen)


# Lamps that blink ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("settings", "is_dark"), [(Picture(), True), (Picture(calm=True), False), (Picture(flashes=0.0), False)]
)
def test_the_house_goes_dark_with_its_lamps_as_far_as_flashes_are_welcome(settings: Picture, is_dark: bool) -> None:
    unlit = changed(PLAYING, lamps=tuple(replace(lamp, lit=False) for lamp in PLAYING.light.lamps))
    lit, dark = (luminance(picture)[120:330, 90:260] for picture in drawn(settings, [PLAYING, unlit]))
    share = np.median(dark) / np.median(lit)
    assert share < 0.5 if is_dark else share > 0.9


def test_fast_blinking_does_not_make_the_house_flash() -> None:
    unlit = changed(PLAYING, lamps=tuple(replace(lamp, lit=False) for lamp in PLAYING.light.lamps))
    effects, told, none = Effects(PALETTE, 0), list[float](), np.zeros((0, 2))
    for frame in range(90):
        effects.advance(unlit if frame // 3 % 2 else PLAYING, SeamGlow(NONE, none, none), FRAME_S)
        told.append(effects.mood.unlit)
    assert max(told) < 0.25, "five times a second: hardly any of it is seen"


# Patterns of parts -------------------------------------------------------------------------------------------------
def test_white_light_is_marked_with_all_parts_in_turn_where_patterns_are_wanted() -> None:
    camera = Camera(SIZE, SCALE, (SIZE[0] / 2, SIZE[1] / 2))
    dashes = Dashes()
    dashes.always = True
    rows = dashes.rows(tubes_of(straight(6, 0.1, power=WHITE)), camera)
    runs = np.sort((rows[:, 2] - rows[:, 0]) / SCALE / PERIOD_M)
    assert {round(float(run), 2) for run in runs} >= {0.07, 0.14, 0.2, 0.42, 0.68}, "bass, tenor, alto and soprano"
    fanned = tubes_of(fan(0.06), width=0.01)
    strong = dashes.rows(fanned, camera)[:, 9].max()
    assert strong > 1.5 * Dashes().rows(fanned, camera)[:, 9].max()


def test_a_branch_shows_the_part_of_its_trunk() -> None:
    trunk, branch = PLAYING.sculpture.cracks[:2]
    trunk = replace(trunk, flaw=3, path=np.array([[0.0, 0.0], [0.45, 0.0]]), voice=False)
    branch = replace(branch, flaw=3, path=np.array([[0.2, 0.0], [0.25, 0.0]]), voice=False)
    view = changed(PLAYING, cracks=(trunk, branch))
    assert _sings(view, branch) == _sings(view, trunk) == part_of(0.45)
    alone = replace(branch, flaw=4)
    assert _sings(changed(PLAYING, cracks=(trunk, alone)), alone) == part_of(0.05)
    assert [_is_branch(view, crack) for crack in (trunk, branch, alone)] == [False, True, False], "it has no glyph"


def test_white_cracks_and_seams_show_their_part_where_patterns_are_wanted() -> None:
    view, pictures = PLAYING, []
    assert all(not crack.part for crack in view.sculpture.cracks)
    for patterns in (False, True):
        target, out = pygame.Surface(SMALL, depth=32), DrawList()
        cracks = Cracks(PALETTE)
        cracks.wear(PALETTE, 1.0, patterns=patterns)
        cracks.draw(out, view, poses(view, view, 1.0), fake_view.camera(SMALL))
        software.draw(out, target)
        pictures.append(pygame.surfarray.array3d(target).astype(np.int64).transpose(1, 0, 2))
    camera = fake_view.camera(SMALL)
    for crack in view.sculpture.cracks:
        mouth = poses(view, view, 1.0)[crack.piece].place(crack.path)[0]
        x, y = (int(part) for part in camera.pixel((float(mouth[0]), float(mouth[1]))))
        near = np.s_[max(0, y - 30) : y + 30, max(0, x - 30) : x + 30]
        assert (np.abs(pictures[0][near] - pictures[1][near]).max(axis=2) > 60).sum() > 20, crack.key
