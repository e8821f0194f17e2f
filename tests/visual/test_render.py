"""The picture: every state at every size, the same bytes twice, and things where they are."""

import dataclasses
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.level.spectrum import WAVELENGTHS
from game.render import Camera, StageRenderer, ThemeError, load_palette
from game.render.effects.effects import FLASHES_IN_WINDOW, Effects
from game.render.effects.spawn import spawn
from game.render.hud.highlight import Highlight
from game.render.hud.hud import Hud, rooms
from game.render.hud.score import Score
from game.render.hud.staff import staff_step
from game.render.look.camera import PIT_SHARE, STAGE_BOTTOM, STAGE_LEFT, STAGE_RIGHT, STAGE_TOP, Frame
from game.render.look.framing import ring_radius
from game.render.look.spectrum import band_colours, fringe_colours
from game.render.look.theme import parse_theme
from game.render.paint import beside
from game.render.theatre.house import House
from game.settings import Picture
from game.sim.constants import PLINTH_HEIGHT
from game.sim.events import Event, EventKind
from game.sim.view import View, VoiceView
from tests.views import DARK, changed
from tests.visual import fake_view
from tests.visual.performances import SETTLED_S, show

FRAME_S = 1 / 60
SIZES = [(960, 540), (1280, 720), (1600, 1200), (1260, 540)]
pytestmark = pytest.mark.usefixtures("fonts")
SMALL = (640, 360)


def dark(view: View) -> View:
    """The view with all lamps out."""
    return changed(view, segments=DARK)


STATES = {
    "opening": fake_view.view(time=0.2, sung=0, score=0),
    "playing": fake_view.view(sway=-0.06, lean=0.05),
    "breathing": fake_view.view(breath=0.2, time_scale=0.35, held=1),
    "ovation": fake_view.view(sung=6, ovation=0.4),
    "won": fake_view.view(sung=6, ovation=1.0, outcome="won"),
    "lost": fake_view.view(sway=0.5, outcome="lost", time_left=0.0, load_factor=float("inf")),
    "no mirror, no ghost": changed(fake_view.view(), mirrors=(), ghost=None, optics=()),
    "empty": dark(changed(fake_view.view(), pieces=(), cracks=(), voices=(), lamps=(), mirrors=(), ghost=None)),
}


def event(kind: EventKind, at: tuple[float, float] = (0.0, 1.0), size: float = 1.0, part: str = "") -> Event:
    return Event(kind, 1, at, size, part=part, in_time=True)


def paint(
    view: View,
    size: tuple[int, int] = SMALL,
    frames: int = 4,
    events: tuple[Event, ...] = (),
    target_depth: int = 32,
    frame_s: float = FRAME_S,
) -> tuple[NDArray[np.int64], Camera]:
    """Some frames of a still view: (W, H, 3) 0-255, and the camera."""
    stage = StageRenderer(size, fake_view.LEVEL)
    target = pygame.Surface(size, depth=target_depth)
    stage.react(events, view)
    for _ in range(frames):
        stage.draw(target, view, view, 1.0, frame_s)
    return pygame.surfarray.array3d(target).astype(np.int64), fake_view.camera(size)


def pixel_of(picture: NDArray[np.int64], camera: Camera, point: tuple[float, float]) -> NDArray[np.int64]:
    x, y = camera.pixel(point)
    return np.asarray(picture[int(x), int(y)])


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


def display() -> Hud:
    return Hud(load_palette("sunset"), fake_view.LEVEL.goal.within)


# What is read ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("size", [(960, 540), (1024, 768), (1600, 1200), (1260, 540), (2560, 1080)])
def test_nothing_that_is_read_is_off_screen(size: tuple[int, int]) -> None:
    hud = display()
    view = changed(fake_view.view(sway=0.5), score=9_999_999, chord=8)
    bare, drawn = pygame.Surface(size, depth=32), pygame.Surface(size, depth=32)
    show(hud, pygame.Surface(size, depth=32), view, SETTLED_S)  # the score has counted up
    show(hud, drawn, view, 0.0)
    differs = (pygame.surfarray.array3d(drawn) != pygame.surfarray.array3d(bare)).any(axis=2)
    columns, rows = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    assert columns[0] > 0 and columns[-1] < size[0] - 1 and rows[0] > 0 and rows[-1] < size[1] - 1
    # Both upper corners and the foot of the window are in use, and the middle is left to the stage.
    assert differs[: size[0] // 3, : size[1] // 3].any() and differs[-size[0] // 3 :, : size[1] // 3].any()
    assert not differs[size[0] // 3 : -size[0] // 3, size[1] // 4 : -size[1] // 4].any()


def test_the_poise_bead_follows_the_sway() -> None:
    def bead(sway: float) -> float:
        target = pygame.Surface(SMALL, depth=32)
        show(display(), target, fake_view.view(sway=sway, beat=0.5), 0.0)
        foot = pygame.surfarray.array3d(target)[200:440, 300:].sum(axis=(1, 2), dtype=np.int64)
        return float(np.argmax(np.convolve(foot, np.ones(7))))

    assert bead(0.1) < bead(0.0) < bead(-0.1)  # positive sway is to the left


@given(
    st.floats(0, 127),
    st.sampled_from(["bass", "tenor", "alto", "soprano", "?"]),
    st.sampled_from(["waiting", "open", "sings", "lost"]),
)
def test_every_note_stands_on_the_staff(note: float, part: str, state: str) -> None:
    assert -5 <= staff_step(VoiceView(part, note, 0.5, state)) <= 5


def test_the_score_counts_up_to_what_it_is() -> None:
    hud, target, shown = display(), pygame.Surface(SMALL, depth=32), []
    score = next(element for element in hud.elements if isinstance(element, Score))
    for _ in range(240):
        show(hud, target, STATES["playing"], FRAME_S)
        shown.append(score.shown)
    assert shown[0] < shown[5] < shown[-1] == STATES["playing"].game.score


def test_a_chord_swells_as_it_grows_and_fades_after_its_end() -> None:
    hud = display()

    def ink(chord: int, seconds: float) -> tuple[int, int]:
        """Width of what is written under the score, and its brightest pixel."""
        target = pygame.Surface((1280, 720), depth=32)
        view = changed(fake_view.view(score=0), chord=chord)
        show(hud, target, view, seconds)
        room = rooms((1280, 720))["chord"]
        seen = pygame.surfarray.array3d(target)[int(room.left) : 400, int(room.top) : int(room.bottom)].max(axis=2)
        return int((seen > 40).any(axis=1).sum()), int(seen.max())

    assert ink(1, FRAME_S) == (0, 0)
    first, grown = ink(3, FRAME_S)[0], ink(3, 1.0)[0]
    assert first > grown > 0
    assert ink(4, FRAME_S)[0] > grown
    settled = ink(4, 1.0)
    assert 0 < ink(0, 0.5)[1] < settled[1]
    assert ink(0, 1.0) == (0, 0)


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


# Camera ----------------------------------------------------------------------------------------------------------
sizes = st.tuples(st.integers(320, 4000), st.integers(240, 2400))


@given(sizes, st.floats(-5, 5), st.floats(-5, 5))
def test_pixels_and_metres_round_trip(size: tuple[int, int], x: float, y: float) -> None:
    camera = Camera.fitted(size)
    assert camera.to_stage(camera.pixel((x, y))) == pytest.approx((x, y), abs=1e-9)
    assert tuple(camera.to_screen(np.array([[x, y]]))[0]) == pytest.approx(camera.pixel((x, y)))


@given(sizes)
def test_the_stage_is_fitted_and_never_cropped(size: tuple[int, int]) -> None:
    camera = Camera.fitted(size)
    corners = camera.to_screen(np.array([[STAGE_LEFT, STAGE_TOP], [STAGE_RIGHT, STAGE_BOTTOM]]))
    assert np.all(corners >= -1e-6) and np.all(corners <= np.array(size) + 1e-6)
    assert np.isclose(np.ptp(corners[:, 0]), size[0]) or np.isclose(np.ptp(corners[:, 1]), size[1])


@given(sizes, st.floats(1.7, 3.2), st.floats(1.7, 3.0))
def test_what_must_be_seen_is_as_large_as_can_be(size: tuple[int, int], half_width: float, top: float) -> None:
    camera = Camera.fitted(size, Frame(half_width, top))
    corners = camera.to_screen(np.array([[-half_width, top], [half_width, -PLINTH_HEIGHT]]))
    assert np.all(corners >= -1e-6) and np.all(corners <= np.array(size) + 1e-6)
    below = size[1] - corners[1, 1]
    assert below >= PIT_SHARE * size[1] - 1e-6
    fills = np.isclose(np.ptp(corners[:, 1]), (1.0 - PIT_SHARE) * size[1])
    assert fills or np.isclose(np.ptp(corners[:, 0]), size[0])


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


# Colours ---------------------------------------------------------------------------------------------------------
def test_a_broken_theme_says_where() -> None:
    with pytest.raises(ThemeError, match=r"palettes\.sunset\.curtain\.shade"):
        text = (Path(__file__).parents[2] / "assets" / "theme.json").read_text().replace("[12, 1, 6]", "[12, 1]")
        parse_theme(text)
    with pytest.raises(ThemeError, match="cannot be read"):
        load_palette("sunset", Path("no/such/theme.json"))
    with pytest.raises(ThemeError, match="no palette 'noon'"):
        load_palette("noon")


def test_light_has_the_colours_of_the_rainbow() -> None:
    red, green, blue = (band_colours()[WAVELENGTHS.index(nm)] for nm in (660, 515, 450))
    assert red[0] == max(red) and green[1] == max(green) and blue[2] == max(blue)


def test_stress_colours_start_dark_and_run_through_the_orders() -> None:
    colours = fringe_colours(512, 4.0)
    assert colours[0].max() == 0.0
    first_order_red, second_order_blue = colours[int(512 * 0.98 / 4)], colours[int(512 * 1.16 / 4)]
    assert first_order_red[0] > first_order_red[1] and second_order_blue[2] > second_order_blue[1]
