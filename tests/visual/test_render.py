"""The picture: every state at every size, the same bytes twice, and things where they are."""

import dataclasses
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.render import StageRenderer, load_palette
from game.render.effects.effects import FLASHES_IN_WINDOW, Effects
from game.render.effects.spawn import spawn
from game.render.hud.highlight import Highlight
from game.render.hud.hud import rooms
from game.render.look.framing import ring_radius
from game.render.paint import beside
from game.render.theatre.house import House
from game.settings import Picture
from game.sim.events import Event, EventKind
from tests.views import changed
from tests.visual import fake_view
from tests.visual.painting import FRAME_S, SMALL, STATES, dark, event, paint, pixel_of

SIZES = [(960, 540), (1280, 720), (1600, 1200), (1260, 540)]

pytestmark = pytest.mark.usefixtures("fonts")


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_drawn_and_says_something(state: str) -> None:
    picture, _ = paint(STATES[state])
    assert picture.std() > 10


@pytest.mark.parametrize("size", SIZES)
def test_every_size_is_filled(size: tuple[int, int]) -> None:
    picture, _ = paint(STATES["playing"], size, frames=2)
    assert picture.shape[:2] == size
    # The curtains hang at both sides of every window, the house sits below.
    assert picture[2, size[1] // 2].any() and picture[-3, size[1] // 2].any()


def test_a_dark_stage_is_drawn() -> None:
    picture, _ = paint(dark(fake_view.view()))
    assert picture.std() > 10


def test_the_same_inputs_make_the_same_bytes() -> None:
    events = tuple(event(kind, size=3.0, part="alto") for kind in EventKind)
    first, _ = paint(STATES["playing"], frames=8, events=events)
    second, _ = paint(STATES["playing"], frames=8, events=events)
    assert np.array_equal(first, second)


def test_drawing_leaves_the_view_as_it_was() -> None:
    view = fake_view.view(sway=0.03)
    arrays: list[NDArray[Any]] = [p.mesh.nodes for p in view.sculpture.pieces] + [
        p.stress for p in view.sculpture.pieces if p.stress is not None
    ]
    arrays += [view.light.segments.lines, view.light.segments.marks]
    arrays += [
        array for crack in view.sculpture.cracks for array in (crack.path, crack.cells, crack.exposure, crack.gold)
    ]
    for array in arrays:
        array.flags.writeable = False
    before = [array.copy() for array in arrays]
    paint(view, frames=3)
    assert all(np.array_equal(a, b) for a, b in zip(arrays, before, strict=True))


def test_a_restart_leaves_no_effect_behind() -> None:
    stage = StageRenderer(SMALL, fake_view.LEVEL)
    target = pygame.Surface(SMALL, depth=32)
    late, early = fake_view.view(time=50.0), fake_view.view(time=0.0, sung=0)
    stage.react([event(EventKind.SPLIT), event(EventKind.TOPPLE)], late)
    stage.draw(target, late, late, 1.0, FRAME_S)
    stage.react((), early)
    assert stage._effects.mood.shake == 0.0
    assert not len(stage._effects.particles._living())


def test_a_target_of_another_size_or_depth_is_served() -> None:
    stage = StageRenderer(SMALL, fake_view.LEVEL)
    other = pygame.Surface((700, 300), depth=24)
    until = time.monotonic() + 20.0
    while stage._size != (700, 300) and time.monotonic() < until:
        stage.draw(other, STATES["playing"], STATES["playing"], 0.5, FRAME_S)
        assert pygame.surfarray.array3d(other).std() > 10, "meanwhile it has the picture of before, stretched"
    stage.draw(other, STATES["playing"], STATES["playing"], 0.5, FRAME_S)
    assert stage._size == (700, 300)
    assert pygame.surfarray.array3d(other).std() > 10


def test_a_window_that_is_resized_does_not_wait_for_its_house(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, view = StageRenderer(SMALL, fake_view.LEVEL), STATES["playing"]
    waiting = list[Future[House]]()

    def later(work: Callable[[], House]) -> Future[House]:
        waiting.append(Future())
        return waiting[-1]

    monkeypatch.setattr(beside, "in_background", later)
    for size in ((700, 300), (710, 300), (720, 300)):  # an edge is dragged
        stage.draw(pygame.Surface(size, depth=32), view, view, 0.5, FRAME_S)
        assert stage._size == SMALL and len(waiting) == 1
    waiting[0].set_result(stage._build_house((700, 300)))
    for count in (1, 2):
        stage.draw(pygame.Surface((720, 300), depth=32), view, view, 0.5, FRAME_S)
        assert stage._size == (700, 300) and len(waiting) == count, "the size of now comes after it"


# Where things are ------------------------------------------------------------------------------------------------
def test_gold_shows_where_a_cell_is_gold() -> None:
    view = fake_view.view(sung=3)
    crack = next(crack for crack in view.sculpture.cracks if crack.voice)
    piece = view.sculpture.pieces[crack.piece]
    picture, camera = paint(view, (1280, 720), frames=3)
    cell = crack.cells[len(crack.cells) // 2].mean(axis=0)
    x, y = camera.pixel(tuple(cell + piece.position))
    around = picture[int(x) - 3 : int(x) + 4, int(y) - 3 : int(y) + 4].reshape(-1, 3)
    gold = (around[:, 0] > 190) & (around[:, 1] > 110) & (around[:, 2] < 0.75 * around[:, 0])
    assert gold.any()


def test_a_bare_crack_is_a_dark_hair() -> None:
    view = fake_view.view(sung=0)
    crack = view.sculpture.cracks[5]
    piece = view.sculpture.pieces[crack.piece]
    x, y = fake_view.camera((1280, 720)).pixel(tuple(crack.cells[3].mean(axis=0) + piece.position))
    with_crack, _ = paint(view, (1280, 720), frames=2)
    without, _ = paint(changed(view, cracks=()), (1280, 720), frames=2)
    near = np.s_[int(x) - 4 : int(x) + 5, int(y) - 4 : int(y) + 5]
    assert with_crack[near].sum(axis=2).min() < 0.5 * without[near].sum(axis=2).min()


@pytest.mark.parametrize("beam", [0, 1])
def test_a_beam_is_brighter_in_its_middle_than_beside_it(beam: int) -> None:
    view = fake_view.view(sung=0)
    trace = view.light.segments
    own = (trace.beam == beam) & (trace.depth == 0)
    start, end = trace.start[own].mean(axis=0), trace.end[own].mean(axis=0)
    middle = start + 0.6 * (end - start)
    aside = 0.22 * np.array([(end - start)[1], -(end - start)[0]]) / np.hypot(*(end - start))
    picture, camera = paint(view, (1280, 720), frames=2)
    inside = pixel_of(picture, camera, tuple(middle)).sum()
    assert inside > 120 + max(pixel_of(picture, camera, tuple(middle + sign * aside)).sum() for sign in (-1, 1))


def test_a_beam_has_no_seams_and_no_rake_of_rays() -> None:
    view = changed(fake_view.view(sung=0), pieces=(), cracks=())
    picture, camera = paint(view, (1920, 1080), frames=1)
    trace = view.light.segments
    own = (trace.beam == 0) & (trace.depth == 0)
    start, end = trace.start[own].mean(axis=0), trace.end[own].mean(axis=0)
    middle = start + 0.7 * (end - start)
    across = np.array([(end - start)[1], -(end - start)[0]]) / np.hypot(*(end - start))
    profile = np.array([
        pixel_of(picture, camera, tuple(middle + s * across)).sum() for s in np.arange(-0.06, 0.061, 0.004)
    ])  # fmt: skip
    peak = int(profile.argmax())
    noise = 12  # of smoke and dither
    assert np.all(np.diff(profile[: peak + 1]) > -noise) and np.all(np.diff(profile[peak:]) < noise)


def test_beams_show_inside_glass() -> None:
    view = fake_view.view(sung=0)
    trace = view.light.segments
    row = int(np.argmax(np.where((trace.medium >= 0) & (trace.beam == 0), trace.total, 0.0)))
    point = tuple(0.5 * (trace.start[row] + trace.end[row]))
    lit, camera = paint(view, (1280, 720), frames=2)
    unlit, _ = paint(dark(view), (1280, 720), frames=2)
    assert pixel_of(lit, camera, point).sum() > 60 + pixel_of(unlit, camera, point).sum()


def test_the_ring_is_round_the_held_mirror_and_no_other() -> None:
    pictures = [paint(fake_view.view(held=held, sung=0), (1280, 720), frames=1) for held in (0, 1)]
    turns = np.radians(np.arange(0, 360, 3))
    for held, (picture, camera) in enumerate(pictures):
        other = pictures[1 - held][0]
        mirror = fake_view.view().light.mirrors[held]
        radius = ring_radius(mirror.length)
        at = [(mirror.centre[0] + radius * np.cos(t), mirror.centre[1] + radius * np.sin(t)) for t in turns]
        brighter = [pixel_of(picture, camera, p).sum() > pixel_of(other, camera, p).sum() + 30 for p in at]
        assert np.mean(brighter) > 0.7


def test_pieces_are_interpolated_by_key() -> None:
    a, b = (fake_view.view(sway=sway, sung=0, cracks=()) for sway in (-0.15, 0.15))
    stage = StageRenderer(SMALL, fake_view.LEVEL)
    halfway, upright = pygame.Surface(SMALL, depth=32), fake_view.view(sway=0.0, sung=0)
    stage.draw(halfway, a, b, 0.5, FRAME_S)
    crown = fake_view.camera(SMALL).pixel(upright.sculpture.pieces[7].position)
    green = halfway.get_at((int(crown[0]), int(crown[1])))
    assert green.g > green.r


def test_glass_lights_up_and_turns_with_stress() -> None:
    view = fake_view.view(sung=0)
    calm = tuple(
        p if p.stress is None else dataclasses.replace(p, stress=0.0 * p.stress) for p in view.sculpture.pieces
    )
    at_rest, camera = paint(changed(view, pieces=calm), frames=1)
    strained, _ = paint(view, frames=1)
    x, y = camera.pixel(view.sculpture.pieces[1].position)
    patch = np.s_[int(x) - 20 : int(x) + 20, int(y) - 20 : int(y) + 20]
    assert np.abs(strained[patch] - at_rest[patch]).max() > 8


def test_the_mood_drifts_to_gold_with_the_chorus() -> None:
    cold, camera = paint(fake_view.view(sung=0), frames=34, frame_s=0.1)
    gold, _ = paint(fake_view.view(sung=6), frames=34, frame_s=0.1)
    wall = (0.9, 0.4)
    warmth = [int(p[0]) - int(p[2]) for p in (pixel_of(cold, camera, wall), pixel_of(gold, camera, wall))]
    assert warmth[1] > warmth[0] + 25


def test_a_loss_dims_the_light() -> None:
    lost, _ = paint(STATES["lost"], frames=22, frame_s=0.1)
    playing, _ = paint(fake_view.view(sway=0.5), frames=22, frame_s=0.1)
    assert lost.mean() < 0.75 * playing.mean()


# Marks ----------------------------------------------------------------------------------------------------------
def test_a_mark_is_drawn_where_it_is_and_hides_the_display() -> None:
    def drawn(highlight: Highlight | None) -> NDArray[np.int64]:
        stage, target = StageRenderer(SMALL, fake_view.LEVEL), pygame.Surface(SMALL, depth=32)
        stage.highlight = highlight
        stage.draw(target, STATES["playing"], STATES["playing"], 1.0, FRAME_S)
        return pygame.surfarray.array3d(target).astype(np.int64)

    def around(picture: NDArray[np.int64]) -> NDArray[np.int64]:
        x, y = (int(part) for part in fake_view.camera(SMALL).pixel((1.0, 2.2)))
        return picture[x - 40 : x + 40, y - 40 : y + 40]

    plain, faint, clear = drawn(None), drawn(Highlight((1.0, 2.2), 0.2, 0.0)), drawn(Highlight((1.0, 2.2), 0.2))
    assert np.array_equal(around(plain), around(faint))
    assert np.abs(around(clear) - around(faint)).max() > 60
    score = rooms(SMALL)["score"]
    corner = np.s_[int(score.left) : int(score.right), int(score.top) : int(score.bottom)]
    assert plain[corner].max() > clear[corner].max() + 60


# Effects ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", list(EventKind))
def test_every_event_can_be_shown(kind: EventKind) -> None:
    picture, _ = paint(STATES["playing"], frames=3, events=(event(kind, size=-2.0),))
    assert picture.std() > 10


@given(st.lists(st.tuples(st.sampled_from(list(EventKind)), st.floats(0.0, 0.5)), max_size=30))
def test_no_more_than_three_flashes_in_any_second(script: list[tuple[EventKind, float]]) -> None:
    effects = Effects(load_palette("sunset"), 1)
    flashes: list[float] = []
    for kind, wait in script:
        effects.mood.time += wait
        effects.mood.flash = 0.0
        spawn(effects, event(kind))
        if effects.mood.flash > 0.0:
            flashes.append(effects.mood.time)
    for first, last in zip(flashes, flashes[FLASHES_IN_WINDOW:], strict=False):
        assert last - first >= 1.0


def test_settings_turn_shake_and_flashes_off() -> None:
    def frame(settings: Picture, events: tuple[Event, ...]) -> NDArray[np.int64]:
        stage = StageRenderer(SMALL, fake_view.LEVEL, settings)
        target = pygame.Surface(SMALL, depth=32)
        stage.react(events, STATES["playing"])
        stage.draw(target, STATES["playing"], STATES["playing"], 1.0, 0.004)
        return pygame.surfarray.array3d(target).astype(np.int64)

    broken = (event(EventKind.SPLIT, at=(0.0, 2.6)),)
    off = Picture(shake=0.0, flashes=0.0)
    corner = np.s_[:100, 100:200]
    assert np.abs(frame(off, broken)[corner] - frame(off, ())[corner]).max() <= 3
    assert np.abs(frame(Picture(), broken)[corner] - frame(Picture(), ())[corner]).max() > 15
