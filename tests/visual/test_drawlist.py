"""Pictures drawn in bands by several threads are the same pictures; layers are what blits would make of them."""

import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from threading import Barrier
from typing import Any

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from game.render import StageRenderer
from game.render.paint import bands as painting
from game.render.paint import software, strokes
from game.render.paint.bands import BANDS, in_bands, in_parallel
from game.render.paint.drawlist import Command, DrawList, Kind, Layer, Sprite
from game.render.paint.layers import fill, lay, mix, stand, tint
from game.render.paint.packing import as_pixels
from game.render.paint.raster import pixels, stroke_add, stroke_shade
from tests.visual import fake_view

pytestmark = pytest.mark.usefixtures("fonts")
SIZE = (70, 40)


def channels(picture: np.ndarray) -> np.ndarray:
    """(H, W, 3) of 0xRRGGBB."""
    return np.stack([(picture >> shift) & 255 for shift in (16, 8, 0)], axis=-1).astype(np.int64)


# Bands and threads -----------------------------------------------------------------------------------------------
@pytest.fixture(params=[1, 2, 4])
def painters(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """As many threads as that draw."""
    count: int = request.param
    with ThreadPoolExecutor(max(1, count - 1)) as pool:
        monkeypatch.setattr(painting, "helpers", lambda: count - 1)
        monkeypatch.setattr(painting, "pool", lambda: pool if count > 1 else None)
        yield count


def test_any_number_of_threads_draws_the_same_stage(painters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def stage() -> bytes:
        renderer, target = StageRenderer((320, 180), fake_view.LEVEL), pygame.Surface((320, 180), depth=32)
        for frame in range(6):
            view = fake_view.view(sway=0.02 * frame)
            renderer.draw(target, view, view, 1.0, 1 / 60)
        return pygame.image.tobytes(target, "RGB")

    together = stage()
    monkeypatch.setattr(painting, "pool", lambda: None)
    assert stage() == together


@pytest.mark.parametrize("height", [1, 7, 40, 1081])
def test_bands_make_up_the_picture(painters: int, height: int) -> None:
    seen: list[tuple[int, int]] = []
    in_bands(seen.append, height)
    seen.sort()
    assert seen[0][0] == 0 and seen[-1][1] == height
    assert all(a[1] == b[0] for a, b in pairwise(seen))
    assert all(first < last for first, last in seen) and len(seen) <= BANDS


def test_tasks_run_at_the_same_time_where_there_are_threads(painters: int) -> None:
    meeting = Barrier(painters, timeout=5.0)
    in_parallel([meeting.wait] * painters)  # none gets on before all have begun


def test_what_goes_wrong_in_a_task_is_raised(painters: int) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_parallel([lambda: None, fail, lambda: None])


def test_tasks_may_share_out_tasks_of_their_own(painters: int) -> None:
    done: list[int] = []
    tasks = [[partial(done.append, n) for n in range(k, k + 4)] for k in (0, 4, 8)]
    in_parallel([partial(in_parallel, own) for own in tasks])
    assert sorted(done) == list(range(12))


def test_layers_are_drawn_in_order_each_within_its_rows() -> None:
    target, out = pygame.Surface(SIZE, depth=32), DrawList()
    line = np.array([[0.0, 10.0]]), np.array([[70.0, 10.0]])
    out.on(Layer.CRACKS).strokes_over(strokes.lines(*line, 1.5, (0, 0, 200), 1.0))  # in front, though it comes first
    out.on(Layer.SHADOWS).strokes_over(strokes.lines(*line, 5.0, (0, 90, 0), 1.0))
    out.on(Layer.SHADOWS).strokes_over(strokes.lines(*line, 3.0, (200, 0, 0), 1.0))
    wide = strokes.lines(*line, 5.0, (9, 9, 9), 1.0)
    out.commands.append(Command(Kind.STROKES_OVER, Layer.HUD, (wide,), (50, 60)))  # not asked: not its rows
    software.draw(out, target)
    assert tuple(target.get_at((35, 10))[:3]) == (0, 0, 200) and tuple(target.get_at((35, 12))[:3]) == (200, 0, 0)
    target.fill("black")
    software.draw(out, target)  # a list that was drawn is empty
    assert not pygame.surfarray.array3d(target).any()


def test_some_layers_can_be_drawn_without_the_others() -> None:
    target, out = pygame.Surface(SIZE, depth=32), DrawList()
    for layer, y in ((Layer.PIECES, 10.0), (Layer.HUD, 30.0)):
        out.on(layer).strokes_over(strokes.dots(np.array([[35.0, y]]), 4.0, (200, 0, 0), 1.0))
    software.draw(out, target, (Layer.HUD,))
    assert target.get_at((35, 30))[0] == 200 and target.get_at((35, 10))[0] == 0
    assert [command.layer for command in out.commands] == [Layer.PIECES]


def test_every_kind_of_command_can_be_drawn() -> None:
    methods = {kind.value for kind in Kind}
    assert methods <= set(dir(DrawList))
    whole = {Kind.MIRROR, Kind.IMAGE, Kind.SCALED}
    assert set(software.KERNELS) == set(Kind) - whole


def test_pixels_do_not_lock_their_surface() -> None:
    target = pygame.Surface((33, 7), depth=32)
    canvas = pixels(target)
    canvas[2, 5] = 0x123456
    target.blit(pygame.Surface((4, 4)), (20, 0))
    assert tuple(target.get_at((5, 2))[:3]) == (0x12, 0x34, 0x56) and canvas.shape == (7, 33)


# Layers ----------------------------------------------------------------------------------------------------------
colours = arrays(np.uint32, (6, 9), elements=st.integers(0, 0xFFFFFF))
bands = st.integers(0, 5).flatmap(lambda top: st.tuples(st.just(top), st.integers(top + 1, 6)))


@given(colours, colours, st.integers(0, 256), bands)
def test_a_mix_lies_between_its_pictures(one: np.ndarray, other: np.ndarray, part: int, band: tuple[int, int]) -> None:
    out = np.zeros_like(one)
    mix(out, one, other, part, band)
    expected = channels(one) + (channels(other) - channels(one)) * part / 256
    assert np.abs(channels(out) - expected)[band[0] : band[1]].max() <= 1.0
    assert not out[: band[0]].any() and not out[band[1] :].any()
    if part in (0, 256):
        assert (out == (other if part else one))[band[0] : band[1]].all()


@given(colours, st.floats(0.0, 3.9))
def test_a_picture_slides_smoothly(picture: np.ndarray, left: float) -> None:
    canvas = np.zeros((6, 4), np.uint32)
    fill(canvas, (0, 6), picture, np.full(6, left), 0)
    whole, rest = int(left), left - int(left)
    seen = channels(picture)
    expected = seen[:, whole : whole + 4] * (1 - rest) + seen[:, whole + 1 : whole + 5] * rest
    assert np.abs(channels(canvas) - expected).max() < 2.0


@pytest.mark.parametrize("x", [-3.25, -0.5, 0.0, 2.5, 6.75, 40.0, -40.0])
def test_a_cloth_covers_what_is_behind_it_and_nothing_else(x: float) -> None:
    cloth = as_pixels(np.full((4, 6, 3), 200.0, np.float32), np.ones((4, 6), np.float32))
    canvas = np.full((8, 10), 0x404040, np.uint32)
    lay(canvas, (0, 8), cloth, np.full(4, x), 2)
    level = channels(canvas)[..., 0]
    columns = np.arange(10)
    inside = (columns > x + 0.5) & (columns < x + 4.5)
    outside = (columns < x - 1.5) | (columns > x + 6.5)
    assert (level[2:6][:, inside] == 200).all() and (level[:, outside] == 0x40).all()
    assert (level[[0, 1, 6, 7]] == 0x40).all()


def test_a_person_stands_between_two_rows_and_has_a_lit_rim() -> None:
    sprite = np.zeros((1, 5, 3), np.uint32)
    sprite[0, 1:4] = (255 << 16) | 255  # all of it is rim
    for height, light, brightest in ((2.0, 256, 250), (2.5, 256, 250), (2.0, 0, 10)):
        canvas = np.zeros((9, 3), np.uint32)
        at = np.array([[0.0, height]])
        stand(canvas, (0, 9), sprite, np.array([0]), at, (10, 10, 10), (250, 250, 250), light)
        column = channels(canvas)[:, 1, 0]
        middle = (column * np.arange(9)).sum() / column.sum()
        assert column.max() == pytest.approx(brightest, abs=3)
        assert middle == pytest.approx(height + 1.0, abs=0.05)  # one row below the empty one, and one to the middle


@given(colours, st.tuples(*[st.integers(0, 256)] * 3), st.tuples(*[st.integers(0, 255)] * 3))
def test_a_tint_dims_adds_and_never_runs_over(picture: np.ndarray, left: Any, added: Any) -> None:
    before = channels(picture)
    tint(picture, (0, 6), left, added)
    expected = np.minimum(before * np.array(left) // 256 + np.array(added), 255)
    assert (channels(picture) == expected).all()


@pytest.mark.parametrize("kernel", [stroke_add, stroke_shade])
def test_light_only_adds_and_shade_only_takes(kernel: Callable[..., None]) -> None:
    canvas = np.full((40, 70), 0x808080, np.uint32)
    kernel(canvas, (0, 40), strokes.lines(np.array([[10.0, 20.0]]), np.array([[60.0, 20.0]]), 6.0, (90, 90, 90), 0.8))
    level = channels(canvas)[..., 0] - 0x80
    assert level[20, 35] * (1 if kernel is stroke_add else -1) > 40
    assert (level * (1 if kernel is stroke_add else -1) >= 0).all() and not level[:10].any() and not level[30:].any()


# Sprites ---------------------------------------------------------------------------------------------------------
def checkered(size: tuple[int, int]) -> Sprite:
    """Opaque texels of two colours in a clear margin."""
    sprite = np.zeros(size, np.uint64)
    row, column = np.mgrid[2 : size[0] - 2, 2 : size[1] - 2]
    sprite[2:-2, 2:-2] = np.where((row + column) % 2, 0x00FF00C800640032, 0x00FF002800500078).astype(np.uint64)
    return sprite


@given(
    st.floats(-4.0, 4.0),
    st.floats(20.0, 50.0),
    st.floats(12.0, 28.0),
    st.tuples(st.integers(6, 30), st.integers(6, 30)),
)
def test_a_turned_sprite_is_read_between_its_texels(angle: float, x: float, y: float, size: tuple[int, int]) -> None:
    """Against the same reading, pixel by pixel, in plain numbers."""
    sprite = checkered(size)
    c, s, column, row = math.cos(angle), math.sin(angle), size[1] / 2 - 0.3, size[0] / 2 + 0.2
    pose = (x, y, c, s, column, row)
    target, out = pygame.Surface(SIZE, depth=32), DrawList()
    target.fill((0x20, 0x30, 0x40))
    out.sprite(sprite, pose, math.hypot(*size))
    software.draw(out, target)
    canvas = pixels(target)
    lanes = np.stack([(sprite >> np.uint64(shift)) & np.uint64(255) for shift in (48, 32, 16, 0)], axis=2).astype(float)
    down, right = np.mgrid[: SIZE[1], : SIZE[0]] + 0.5
    u, v = c * (right - x) + s * (y - down) + column, s * (right - x) - c * (y - down) + row
    inside = (u >= 0.5) & (u <= size[1] - 1.5) & (v >= 0.5) & (v <= size[0] - 1.5)
    i, j = np.clip(np.floor(v), 0, size[0] - 2).astype(int), np.clip(np.floor(u), 0, size[1] - 2).astype(int)
    a, b = (u - j)[..., None], (v - i)[..., None]
    upper, lower = (lanes[i + k, j] * (1 - a) + lanes[i + k, j + 1] * a for k in (0, 1))
    texel = (upper * (1 - b) + lower * b) * inside[..., None]
    expected = texel[..., 1:] + np.array([0x20, 0x30, 0x40]) * (1 - texel[..., :1] / 255)
    # Places are told apart in 256 steps and rounded down, on the way to each lane and over what was there.
    assert np.abs(channels(canvas) - expected).max() < 6.0
