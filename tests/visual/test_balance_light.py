"""Balance is seen where the eyes are: the plumb line, the dust, and the house that breathes before a whisper."""

from collections.abc import Callable

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.render import StageRenderer, load_palette
from game.render.hud.hud import Hud, rooms
from game.render.look.quality import ORNAMENTS, Quality
from game.render.paint.drawlist import Layer
from game.render.theatre.curtain import INNER_X
from game.render.theatre.omen import RELEASE_S, Omens
from game.render.theatre.plumb import ABOVE_M
from game.sim.events import Event, EventKind
from game.sim.view import View
from tests.visual import fake_view
from tests.visual.colour_blind import DEFICIENCIES, seen_luminance
from tests.visual.moments import MOMENTS
from tests.visual.perceive import luminance, pixels_of
from tests.visual.performances import FRAME_S, SETTLED_S, show
from tests.visual.performances import draw as draw_stretch

pytestmark = pytest.mark.usefixtures("fonts")
SIZES = [(960, 540), (1280, 720), (1920, 1080)]
CROWN_M = 2.51
"""m: the tower's crown."""
LEAST_CONTRAST = 3.0
"""WCAG 1.4.11, for what is no text."""
Gray = NDArray[np.float64]


def omen(size: float, subject: str = "gust") -> Event:
    """A whisper that comes in a beat."""
    return Event(EventKind.OMEN, fake_view.view().tick, (0.0, 0.0), size, subject)


def painted(view: View, size: tuple[int, int], quality: Quality, without: tuple[Layer, ...] = ()) -> Gray:
    """Luminance of the stage."""
    stage, target = StageRenderer(size, fake_view.LEVEL), pygame.Surface(size, depth=32)
    stage.ornament = ORNAMENTS[quality]
    stage.layers = tuple(layer for layer in Layer if layer not in without)
    for elapsed_s in (SETTLED_S, FRAME_S, FRAME_S):
        stage.draw(target, view, view, 1.0, elapsed_s)
    return luminance(pixels_of(target))


# The plumb line ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("quality", [Quality.FULL, Quality.COARSE])
def test_the_lines_stand_out_from_glass_and_air(size: tuple[int, int], quality: Quality) -> None:
    view = fake_view.view(sway=0.05, load_factor=1.2)
    seen, bare = painted(view, size, quality), painted(view, size, quality, (Layer.PLUMB,))
    changed = np.abs(seen - bare) > 0.004
    contrasts = []
    for row in range(round(0.2 * size[1]), round(0.8 * size[1])):
        across = np.flatnonzero(changed[row])
        if len(across) > 1:
            line = seen[row, across]
            contrasts.append((line.max() + 0.05) / (line.min() + 0.05))
    assert len(contrasts) > 0.5 * size[1]
    assert np.percentile(contrasts, 10) >= LEAST_CONTRAST


def lit_columns(rate: float, load_factor: float) -> NDArray[np.intp]:
    """Columns, from the sculpture's crown up, that are lit after it swayed left (+) or right."""
    stage = StageRenderer((1280, 720), fake_view.LEVEL)
    target = pygame.Surface((1280, 720), depth=32)
    stage.layers = (Layer.PLUMB,)
    before = fake_view.view(sway=0.0)
    for frame in range(12):
        now = fake_view.view(time=12.0 + frame * FRAME_S, sway=rate * frame * FRAME_S, load_factor=load_factor)
        target.fill("black")
        stage.draw(target, before, now, 1.0, FRAME_S)
        before = now
    bead = round(fake_view.camera((1280, 720)).pixel((0.0, CROWN_M + ABOVE_M))[1])
    return np.flatnonzero(pygame.surfarray.array3d(target)[:, bead - 18 : bead + 18].max(axis=2).max(axis=1) > 60)


def test_chevrons_say_where_to_lean_and_more_of_them_the_harder_it_falls() -> None:
    left, right = lit_columns(0.35, 1.1), lit_columns(-0.35, 1.1)
    assert left.max() > 650 and right.min() < 630  # it sways to the left: lean to the right
    assert np.ptp(lit_columns(0.6, 1.1)) > np.ptp(left) > np.ptp(lit_columns(0.05, 1.1))


# What comes -------------------------------------------------------------------------------------------------------
def test_the_house_breathes_from_the_omen_on_and_most_when_the_whisper_comes() -> None:
    omens, view = Omens(), fake_view.view()
    beat_s = view.game.beat_s
    omens.hear((omen(30.0),), view)
    breaths = [omens.breath(view.time + share * beat_s) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert breaths == sorted(breaths) and breaths[0] == 0.0 and breaths[-1] == pytest.approx(0.75)
    assert abs(omens.breath(view.time + beat_s + 5.0 * RELEASE_S)) < 0.01


@pytest.mark.parametrize(("size", "subject"), [(40.0, "gust"), (-8.0, "beat"), (1.0, "beat"), (-0.1, "someday")])
def test_every_whisper_is_told_to_its_side(size: float, subject: str) -> None:
    omens, view = Omens(), fake_view.view()
    omens.hear((omen(size, subject),), view)
    breath = omens.breath(view.time + view.game.beat_s)
    assert np.sign(breath) == np.sign(size) and 0.3 < abs(breath) <= 1.0


def test_what_comes_from_below_is_told_to_no_side() -> None:
    omens, view = Omens(), fake_view.view()
    omens.hear((omen(0.01, "tremor"),), view)
    breaths = np.array([omens.breath(view.time + age / 60) for age in range(50)])
    assert breaths.max() > 0.3 and breaths.min() < -0.3


def before_a_whisper(size: float, look: Callable[[StageRenderer], None] = lambda _: None) -> NDArray[np.int64]:
    """The picture most of a beat after an omen."""
    stage, target = StageRenderer((640, 360), fake_view.LEVEL), pygame.Surface((640, 360), depth=32)
    look(stage)
    view = fake_view.view()
    stage.draw(target, view, view, 1.0, FRAME_S)
    stage.react((omen(size),), view)
    later = fake_view.view(time=12.0 + 0.8 * view.game.beat_s)
    for _ in range(2):
        stage.draw(target, view, later, 1.0, FRAME_S)
    return pygame.surfarray.array3d(target).astype(np.int64)


def test_the_curtains_are_drawn_to_where_it_will_push() -> None:
    def inner_edge(picture: NDArray[np.int64]) -> int:
        """Column where the left curtain ends, at the height where it is blown the most."""
        edge = int(320 - 100 * INNER_X)
        red = picture[edge - 30 : edge + 60, 130, 0]
        return int(np.argmax(-np.diff(red.astype(np.int64))))

    def curtains(stage: StageRenderer) -> None:
        stage.layers = (Layer.HOUSE,)

    left, right = (inner_edge(before_a_whisper(size, curtains)) for size in (-40.0, 40.0))
    assert right > left + 8


def test_the_line_bends_and_the_dust_drifts_to_there_too() -> None:
    def line(stage: StageRenderer) -> None:
        stage.layers = (Layer.PLUMB,)

    middles = []
    for size in (-40.0, 40.0):
        row = before_a_whisper(size, line)[:, 180].max(axis=1)
        middles.append(float(np.average(np.arange(len(row)), weights=row * (row > 25))))
    assert middles[0] < 320 - 2 and middles[1] > 320 + 2


# What is read -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", SIZES)
def test_staff_lines_stand_out_from_a_stage_that_is_coarse(size: tuple[int, int]) -> None:
    assert staff_contrast(painted(fake_view.view(sung=0), size, Quality.COARSE), size) >= LEAST_CONTRAST


def test_staff_lines_stand_out_from_gold_leaf() -> None:
    won = luminance(pixels_of(draw_stretch(MOMENTS["won"].play(), SIZES[0])))
    assert staff_contrast(won, SIZES[0]) >= LEAST_CONTRAST


def staff_contrast(picture: Gray, size: tuple[int, int]) -> float:
    """Of the staff's five lines with what is between them, but for a tenth of their length: notes stand on them."""
    room = rooms(size)["staff"]
    seen = picture[int(room.top) : int(room.bottom), int(room.left) + 2 : int(room.right) - 2]
    columns = [np.sort(seen[:, k])[::-1] for k in range(0, seen.shape[1], 3)]
    five = [(column[4] + 0.05) / (np.median(column) + 0.05) for column in columns]
    return float(np.percentile(five, 10))


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_danger_has_a_shape_that_no_eye_takes_for_calm(deficiency: str) -> None:
    """Of the gauge: the bowl is a hill, a post grows, and marks point back, whatever colours are seen."""

    def gauge(load_factor: float, sway: float) -> NDArray[np.bool_]:
        hud, target = Hud(load_palette("sunset"), 60.0), pygame.Surface((1280, 720), depth=32)
        view = fake_view.view(beat=0.6, load_factor=load_factor, sway=sway)
        for _ in range(2):
            show(hud, target, view, SETTLED_S)
        picture = pygame.surfarray.array3d(target.subsurface(rooms(target.get_size())["poise"])).astype(np.int64)
        return np.asarray(seen_luminance(picture, DEFICIENCIES[deficiency]) > 0.1)

    calm, swings, falls = gauge(1.3, 0.0), gauge(1.3, 0.1), gauge(0.9, -0.13)
    assert (falls & ~swings & ~calm).sum() > 0.8 * calm.sum()
    end = np.s_[-35:-10]
    assert falls[end].sum(axis=1).max() > 1.5 * calm[end].sum(axis=1).max(), "the post that it falls to has grown"
    middle, quarter = (np.flatnonzero(falls[column]).mean() for column in (calm.shape[0] // 2, calm.shape[0] // 6))
    assert middle < quarter, "a hill"
